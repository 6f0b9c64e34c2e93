import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { advanceHold } from '../../../src/application/advance/look/advance-hold.js';
import { askStatements } from '../../../src/application/statement/ask-statements.js';
import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { enrolParties } from '../../../src/persistence/party/enrol.js';
import { forgetPartyDirectory } from '../../../src/persistence/party/party-directory.js';
import { inTransaction } from '../../../src/persistence/unit-of-work.js';
import { SheetList, SheetUploaded, SheetView } from '../../../src/wire/office/sheet.js';
import { SheetBank } from '../../../simulator/banks/sheet-bank.js';
import { citizenIdCheckDigit } from '../../../src/domain/identifiers/citizen-id.js';
import { timePasses } from '../../support/time-passes.js';
import { violated } from '../../support/violated.js';
import { Browser } from '../support/browser.js';
import { complaintBody, postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';

const BANK = 'th-002';
type Row = Record<string, string>;

const HEAD = [
  'kind',
  'id',
  'holdId',
  'caseNo',
  'level',
  'account',
  'askedBaht',
  'creditReference',
  'creditFrom',
  'creditBaht',
  'creditAt',
  'issuedAt',
  'endsAt',
  'replaces',
  'basis',
  'details',
  'answer',
  'answerBaht',
  'answerAt',
  'holderToldAt',
  'reason',
  'words',
  'authority',
  'authorityBaht',
  'otherOrders',
  'holder',
  'reference',
  'toInstitution',
  'toAccount',
  'way',
  'debitBaht',
  'ascribedBaht',
  'debitAt',
];

/** The outcome of a request with its raw bytes. */
interface Raw {
  status: number;
  bytes: Buffer;
  json: Record<string, unknown>;
}

describe('an institution that takes part by workbooks', () => {
  let api: RunningApi;
  let clerk: Browser;
  let second: Browser;
  beforeAll(async () => {
    api = await runApi();
    for (const slug of ['th-002', 'th-004'])
      await inTransaction(api.db, (manager) =>
        enrolParties(manager, [
          {
            slug,
            kind: 'institution',
            institutionKind: 'bank',
            bankCode: slug.slice(3),
            nameTh: slug,
            nameEn: slug,
            baseUrl: '',
            exchangesBy: 'spreadsheet',
            accountDigits: [10],
            keys: [],
          },
        ]),
      );
    forgetPartyDirectory(api.application.manager);
    clerk = await signedIn('clerk-1');
    second = await signedIn('clerk-2');
  });
  afterAll(() => api.close());

  async function signedIn(sub: string, institution = BANK): Promise<Browser> {
    const browser = new Browser(api);
    await browser.signIn({ sub, name: sub, roles: ['institution_user'], rangap_institution: institution });
    return browser;
  }

  async function send(by: Browser, path: string, body: Uint8Array | object): Promise<Raw> {
    const response = await fetch(api.url + path, {
      method: 'POST',
      headers: {
        'sec-fetch-site': 'same-origin',
        cookie: [...by.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
      },
      body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      bytes,
      json: isJson ? (JSON.parse(bytes.toString()) as Record<string, unknown>) : {},
    };
  }
  const download = async (by: Browser, format = 'xlsx'): Promise<Buffer> => {
    const { status, bytes } = await send(by, '/v1/institution/workbooks', { format });
    expect(status).toBe(200);
    return bytes;
  };
  const upload = async (by: Browser, file: Uint8Array): Promise<SheetUploaded> => {
    const { status, json } = await send(by, '/v1/institution/sheets', file);
    expect([status, json['code']]).toEqual([201, undefined]);
    return SheetUploaded.parse(json);
  };
  const statesOf = ({ sheet }: Pick<SheetUploaded, 'sheet'>): string[] =>
    sheet.rows.map(({ state, code, column }) => [state, code, column].filter((part) => part !== null).join(' '));

  /** Posts a complaint about money that went to an account at the bank; returns case, hold and order. */
  async function ordered(accountNo: string, amountSatang = '5000000') {
    const [transfer] = complaintBody().transfers;
    const phone = `08${accountNo.slice(-8)}`;
    const to = { account: { institution: BANK, accountNo } };
    // Another victim each time: who reports much waits for the bank (P-LIMIT).
    const first = `9${accountNo}0`.padEnd(12, '0').slice(0, 12);
    const citizenId = `${first}${citizenIdCheckDigit(first)}`;
    const body = complaintBody({
      reporter: { ...complaintBody().reporter, phone },
      victim: { ...complaintBody().victim, phone, citizenId },
      victimAccount: { institution: 'th-004', accountNo: `2${accountNo.slice(1)}` },
      transfers: [{ ...transfer, to, amountSatang }],
    });
    const { body: answer } = await postComplaint(api, body);
    const caseId = String(answer['id']);
    const [row]: { holdId: string; orderId: string }[] = await api.db.query(
      'SELECT h.id AS "holdId", o.id AS "orderId" FROM hold h JOIN hold_order o ON o.hold_id = h.id WHERE h.case_id = $1',
      [caseId],
    );
    if (row === undefined) throw new Error('nothing was ordered');
    return { caseId, ...row };
  }
  /** Applies what came, as the process that committed it does. */
  async function applied(caseId: string): Promise<void> {
    const holds: { id: string }[] = await api.db.query('SELECT id FROM hold WHERE case_id = $1', [caseId]);
    for (const { id } of holds) await advanceHold(api.application, id);
    await advanceCase(api.application, caseId, AGENCY_DIALECTS, api.subjectHash);
  }
  const holdOf = async (holdId: string) => {
    const [row]: { state: string; held: string }[] = await api.db.query(
      'SELECT state, held_satang AS held FROM hold WHERE id = $1',
      [holdId],
    );
    return [row?.state, row?.held];
  };

  it('gives out an order as a row, takes the filled row as its receipt, and the ledger holds the money', async () => {
    const { caseId, holdId, orderId } = await ordered('5556667701');
    const bank = new SheetBank();
    bank.accounts.set('5556667701', {
      balance: 30_000,
      debits: [debit('REF-DEBIT-01', 20_000, 'th-014', '9998887701')],
    });
    const book = await download(clerk);
    expect(rowsOf(book).find(({ id }) => id === orderId)).toMatchObject({
      kind: 'ORDER',
      holdId,
      level: '1',
      account: '5556667701',
      askedBaht: '50000.00',
      answer: '',
    });
    const taken = await upload(clerk, bank.fill(book));
    expect(taken.sheet.rows.find(({ subjectId }) => subjectId === orderId)).toMatchObject({
      state: 'taken',
      kind: 'hold.receipt',
      applied: null,
    });
    await applied(caseId);
    expect(await holdOf(holdId)).toEqual(['partly_held', '3000000']);
    const [next]: object[] = await api.db.query(
      'SELECT institution, account_no, hop, requested_satang FROM hold WHERE case_id = $1 AND hop = 1',
      [caseId],
    );
    expect(next).toEqual({ institution: 'th-014', account_no: '9998887701', hop: 1, requested_satang: '2000000' });
  });

  it('is proved by the session of the person, and the register of exchanges says so', async () => {
    const { caseId, orderId } = await ordered('5556667702');
    await upload(clerk, withAnswers(await download(clerk), { [orderId]: full('50000.00') }));
    const answer = await api.call('GET', `/v1/cases/${caseId}/exchanges`, { roles: ['auditor'] });
    const exchanges = answer.body['exchanges'] as { kind: string; direction: string; provedBy: string | null }[];
    expect(exchanges.find(({ kind }) => kind === 'hold.receipt')).toMatchObject({
      direction: 'in',
      provedBy: 'session',
    });
    expect(exchanges.find(({ kind }) => kind === 'hold.order')).toMatchObject({ direction: 'out', provedBy: null });
    const [kept]: object[] = await api.db.query(
      `SELECT m.key_id, u.uploaded_by FROM inbox_message m JOIN sheet_row r ON r.id = m.sheet_row_id
         JOIN sheet_upload u ON u.id = r.upload_id WHERE m.subject_id = $1`,
      [orderId],
    );
    expect(kept).toEqual({ key_id: null, uploaded_by: 'clerk-1' });
    const token = await api.call('POST', '/v1/institution/workbooks', {
      roles: ['institution_user'],
      subject: 'clerk-1',
      claims: { rangap_institution: BANK },
      body: { format: 'xlsx' },
    });
    expect([token.status, token.body['code']]).toEqual([403, 'SHEET.NO_SESSION']);
  });

  it('counts a row about a million baht when a second person confirms it, never the same one', async () => {
    const { caseId, holdId, orderId } = await ordered('5556667703', '100000000');
    const file = withAnswers(await download(clerk), {
      [orderId]: { answer: 'NO_FUNDS', answerBaht: '0', answerAt: now() },
    });
    const taken = await upload(clerk, file);
    expect(statesOf(taken)).toEqual(['waits']);
    await applied(caseId);
    expect(await holdOf(holdId)).toEqual(['ordered', '0']);
    const path = `/v1/institution/sheets/${taken.sheet.id}/decisions`;
    expect((await clerk.call('POST', path, { body: { decision: 'confirm' } })).body['code']).toBe('SHEET.OWN_UPLOAD');
    expect(statesOf(await upload(second, file))).toEqual(['known SHEET.KNOWN']);
    const confirmed = await second.call('POST', path, { body: { decision: 'confirm' } });
    expect(SheetView.parse(confirmed.body).rows).toMatchObject([{ state: 'confirmed', decidedBy: 'clerk-2' }]);
    expect((await second.call('POST', path, { body: { decision: 'confirm' } })).body['code']).toBe(
      'SHEET.NOTHING_WAITS',
    );
    await applied(caseId);
    expect((await holdOf(holdId))[0]).toBe('no_funds');
  });

  it('declines what waits with a reason, and the row may come again', async () => {
    const { caseId, holdId, orderId } = await ordered('5556667704', '100000000');
    const file = withAnswers(await download(clerk), { [orderId]: full('1000000.00') });
    const { sheet } = await upload(clerk, file);
    const path = `/v1/institution/sheets/${sheet.id}/decisions`;
    const foreign = await signedIn('clerk-9', 'th-004');
    expect((await foreign.call('POST', path, { body: { decision: 'confirm' } })).body['code']).toBe('SHEET.ABSENT');
    const declined = await second.call('POST', path, { body: { decision: 'decline', reason: 'wrong account' } });
    expect(SheetView.parse(declined.body).rows).toMatchObject([{ state: 'declined', declineReason: 'wrong account' }]);
    await applied(caseId);
    expect(await holdOf(holdId)).toEqual(['ordered', '0']);
    expect(statesOf(await upload(clerk, file))).toEqual(['waits']);
  });

  it('answers each row by itself: half filled, doubled, contradicted, of another, no date, a formula', async () => {
    const [a, b, c, d, e, f] = [
      await ordered('5556667711'),
      await ordered('5556667712'),
      await ordered('5556667713'),
      await ordered('5556667714'),
      await ordered('5556667715'),
      await ordered('5556667716'),
    ] as const;
    const book = await download(clerk);
    const own = (id: string): Row => rowsOf(book).find((row) => row['id'] === id) ?? {};
    const rows = [
      { ...own(a.orderId), ...full('50000.00') },
      { ...own(a.orderId), ...full('50000.00') },
      { ...own(b.orderId), answer: 'HELD_FULL', answerAt: now() },
      { ...own(c.orderId), ...full('50000.00') },
      { ...own(c.orderId), answer: 'NO_FUNDS', answerBaht: '0', answerAt: now() },
      { ...own(d.orderId), id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', ...full('50000.00') },
      { ...own(d.orderId), answer: 'HELD_FULL', answerBaht: '50000', answerAt: '31/02/2569 10:00' },
      { ...own(e.orderId), ...full('50000.00'), words: '=HYPERLINK("http://x.test","x")' },
      own(f.orderId),
      { kind: 'WHAT', id: f.orderId },
      { kind: 'DEBIT', id: f.orderId, reference: 'R', way: 'cash', debitBaht: '1', ascribedBaht: '1', debitAt: now() },
    ];
    const file = workbook(rows, (sheet) => {
      // A true formula beside a text that would be one.
      sheet[cellOf('answerBaht', 1)] = { t: 'n', f: '1+1', v: 50_000 };
    });
    const taken = await upload(clerk, file);
    expect(taken.openRows).toBe(1);
    expect(taken.sheet.rows.map(({ rowNos, state, code, column }) => [rowNos[0], state, code, column])).toEqual([
      [2, 'refused', 'SHEET.FORMULA', 'answerBaht'],
      [3, 'taken', null, null],
      [4, 'refused', 'SHEET.INCOMPLETE', 'answerBaht'],
      [5, 'refused', 'SHEET.CONTRADICTS', null],
      [6, 'refused', 'SHEET.CONTRADICTS', null],
      [7, 'refused', 'INBOX.FOREIGN', null],
      [8, 'refused', 'SHEET.CELL', 'answerAt'],
      [9, 'refused', 'SHEET.FORMULA', 'words'],
      [11, 'refused', 'SHEET.KIND', 'kind'],
      [12, 'refused', 'SHEET.NO_ORDER_ROW', 'id'],
    ]);
    const [unknown]: { count: string }[] = await api.db.query(
      `SELECT count(*) FROM break_record b JOIN inbox_message m ON m.id = b.inbox_message_id WHERE m.subject_id = '01ARZ3NDEKTSV4RRFFQ69G5FAV'`,
    );
    expect(unknown?.count).toBe('1');
  });

  it.each([
    ['a picture', Buffer.from('\u0089PNG\r\n\u001a\n\0\0', 'latin1'), 'SHEET.UNREADABLE'],
    ['another table', Buffer.from('name,amount\nx,1\n'), 'SHEET.WRONG_SHEET'],
    ['nothing', Buffer.from('\n'), 'SHEET.WRONG_SHEET'],
    ['a book without our sheet', otherBook(), 'SHEET.WRONG_SHEET'],
    ['a file whose two directories differ', liar(), 'SHEET.TOO_LARGE'],
    ['a file that unpacks to a thousand times its size', bomb(), 'SHEET.TOO_LARGE'],
  ])('refuses %s as a whole', async (_what, file, code) => {
    expect((await send(clerk, '/v1/institution/sheets', file)).json['code']).toBe(code);
  });

  it('never lets a text of ours be a formula, and gives CSV that comes back as it went', async () => {
    const { caseId, orderId, holdId } = await ordered('5556667721');
    const csv = (await download(clerk, 'csv')).toString('utf8');
    const cells = csv.split(/[,\r\n]/);
    expect(cells.filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);
    const lines = csv.split('\r\n');
    const head =
      lines[0]?.split(',').map((name) =>
        name
          .replace(/^\uFEFF/, '')
          .split('·')[0]
          ?.trim(),
      ) ?? [];
    const own = rowsOf(await download(clerk)).find(({ id }) => id === orderId) ?? {};
    const filled: Row = { ...own, details: '', basis: '', ...full('50,000.00') };
    const line = head.map((name) => `"${filled[name ?? ''] ?? ''}"`).join(',');
    const taken = await upload(clerk, Buffer.from([lines[0], line].join('\r\n')));
    expect(statesOf(taken)).toEqual(['taken']);
    await applied(caseId);
    expect(await holdOf(holdId)).toEqual(['held', '5000000']);
  });

  it('takes a correction as the next receipt, and the earlier file again changes nothing', async () => {
    const { caseId, orderId, holdId } = await ordered('5556667731');
    const book = await download(clerk);
    const wrong = withAnswers(book, { [orderId]: full('50000.00') });
    await upload(clerk, wrong);
    await applied(caseId);
    const right = { answer: 'HELD_PARTIAL', answerBaht: '49999.00', answerAt: now() };
    await upload(clerk, withAnswers(book, { [orderId]: right }));
    await applied(caseId);
    expect((await holdOf(holdId))[1]).toBe('4999900');
    expect(statesOf(await upload(clerk, wrong))).toEqual(['known SHEET.KNOWN']);
    await applied(caseId);
    expect((await holdOf(holdId))[1]).toBe('4999900');
  });

  it('confirms, denies, holds and releases by workbooks alone', async () => {
    const clerk4 = await signedIn('clerk-41', 'th-004');
    const [mules, victims] = [new SheetBank(), new SheetBank()];
    const accounts = ['5556667751', '5556667752'] as const;
    for (const accountNo of accounts) mules.accounts.set(accountNo, { balance: 50_000, debits: [] });
    const [true_, denied] = [await ordered(accounts[0]), await ordered(accounts[1])];
    const [sent]: { reference: string; account: string }[] = await api.db.query(
      'SELECT t.reference, t.from_account_no AS account FROM transfer t WHERE t.first_case_id = $1',
      [true_.caseId],
    );
    if (sent === undefined) throw new Error('no transfer');
    victims.sent.set(sent.reference, { accountNo: sent.account, amount: 50_000 });
    await upload(clerk, mules.fill(await download(clerk)));
    for (const { caseId } of [true_, denied]) await applied(caseId);
    expect(accounts.map((account) => mules.heldAt(account))).toEqual([50_000, 50_000]);

    await upload(clerk4, victims.fill(await download(clerk4)));
    for (const { caseId } of [true_, denied]) await applied(caseId);
    const states: { state: string }[] = await api.db.query(
      'SELECT state FROM debit_confirmation WHERE case_id = ANY ($1) ORDER BY case_id',
      [[true_.caseId, denied.caseId]],
    );
    expect(states.map(({ state }) => state)).toEqual(['confirmed', 'denied']);

    const book = await download(clerk);
    expect(rowsOf(book).filter(({ kind, holdId }) => kind === 'RELEASE' && holdId === denied.holdId)).toHaveLength(1);
    await upload(clerk, mules.fill(book));
    await applied(denied.caseId);
    expect(accounts.map((account) => mules.heldAt(account))).toEqual([50_000, 0]);
    expect([(await holdOf(true_.holdId))[0], (await holdOf(denied.holdId))[0]]).toEqual(['held', 'released']);
    expect(rowsOf(await download(clerk)).filter(({ holdId }) => holdId === denied.holdId)).toEqual([]);
  });

  it('is refused to an institution that signs', async () => {
    const other = await signedIn('clerk-14', 'th-014');
    expect((await send(other, '/v1/institution/workbooks', { format: 'csv' })).json['code']).toBe('SHEET.OTHER_WAY');
  });

  it('comes to the same ledger whatever the order of the rows, in one file or several, and again', async () => {
    const sides = await Promise.all(
      [1, 2].map(async (side) => {
        const cases = [];
        for (let nth = 0; nth < 5; nth += 1) cases.push(await ordered(`55566${side}80${nth}0`));
        return cases;
      }),
    );
    const book = await download(clerk);
    const answers = [
      full('50000.00'),
      { answer: 'NO_FUNDS', answerBaht: '0', answerAt: now() },
      { answer: 'HELD_PARTIAL', answerBaht: '20000', answerAt: now() },
      { answer: 'NOT_FOUND', answerBaht: '0', answerAt: now() },
      full('50000.00'),
    ];
    const ledgerOf = async (cases: readonly { caseId: string; holdId: string }[]) => {
      for (const { caseId } of cases) await applied(caseId);
      return Promise.all(cases.map(({ holdId }) => holdOf(holdId)));
    };
    const [plain = [], shuffled = []] = sides;
    const rowOf = ({ orderId }: { orderId: string }, nth: number): Row[] => {
      const own = rowsOf(book).find(({ id }) => id === orderId) ?? {};
      const filled = { ...own, ...answers[nth] };
      if (nth !== 2) return [filled];
      const next = {
        reference: `N-${orderId}`,
        way: 'cash',
        debitBaht: '30000',
        ascribedBaht: '30000',
        debitAt: now(),
      };
      return [filled, { kind: 'DEBIT', id: orderId, ...next }];
    };
    await upload(clerk, workbook(plain.flatMap(rowOf)));
    const expected = await ledgerOf(plain);
    const groups = shuffled.map(rowOf);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.subarray([0, 1, 2, 3, 4]), { minLength: 1, maxLength: 3 }),
        fc.infiniteStream(fc.nat()),
        async (files, chances) => {
          for (const which of files) {
            const rows = which.flatMap((nth) => groups[nth] ?? []);
            const inAnyOrder = rows
              .map((row) => ({ row, at: Number(chances.next().value) }))
              .toSorted((one, other) => one.at - other.at)
              .map(({ row }) => row);
            if (inAnyOrder.length > 0) await upload(clerk, workbook(inAnyOrder));
          }
        },
      ),
      { numRuns: 8 },
    );
    await upload(clerk, workbook(groups.flat().reverse()));
    expect(await ledgerOf(shuffled)).toEqual(expected);
  });

  it('states its book by the workbook when it is asked, all rows or none', async () => {
    const { caseId, orderId } = await ordered('5556667741');
    const bank = new SheetBank();
    bank.accounts.set('5556667741', { balance: 50_000, debits: [] });
    await upload(clerk, withAnswers(await download(clerk), { [orderId]: full('50000.00') }));
    await applied(caseId);
    await askStatements(api.application, { atOnce: true });
    const rows = rowsOf(await download(clerk)).filter(({ kind }) => kind === 'STATE');
    expect(rows.map(({ id }) => id)).toContain(orderId);
    const stated = rows.map((row) => ({ ...row, answer: 'HELD', answerBaht: row['askedBaht'] ?? '', answerAt: now() }));
    const half = await upload(clerk, workbook([...stated.slice(0, 1), ...rows.slice(1)]));
    expect(statesOf(half)).toEqual(['refused SHEET.STATEMENT_INCOMPLETE']);
    expect(statesOf(await upload(clerk, workbook(stated)))).toEqual(['taken']);
    const [page]: { orders: number }[] = await api.db.query(
      'SELECT orders FROM hold_statement WHERE institution = $1 AND answered_at IS NOT NULL',
      [BANK],
    );
    expect(page?.orders).toBe(rows.length);
  });

  it('refuses a receipt that names an account without its first zeros, and takes it with them', async () => {
    const { caseId, orderId, holdId } = await ordered('5556667769');
    const own = rowsOf(await download(clerk)).find(({ id }) => id === orderId) ?? {};
    const next = { reference: 'R-ODD', way: 'interbank', toInstitution: 'th-004', debitBaht: '50000', debitAt: now() };
    const said = (toAccount: string) =>
      workbook([
        { ...own, answer: 'NO_FUNDS', answerBaht: '0', answerAt: now() },
        { kind: 'DEBIT', id: orderId, ...next, ascribedBaht: '50000', toAccount },
      ]);
    expect(statesOf(await upload(clerk, said('12345678901')))).toEqual(['refused SHEET.DIGITS']);
    await applied(caseId);
    expect((await holdOf(holdId))[0]).toBe('ordered');
    expect(statesOf(await upload(clerk, said('0012345678')))).toEqual(['taken']);
  });

  it('takes a row that was half filled when it comes whole', async () => {
    const { caseId, orderId, holdId } = await ordered('5556667761');
    const book = await download(clerk);
    const half = withAnswers(book, { [orderId]: { answer: 'HELD_FULL', answerAt: now() } });
    expect(statesOf(await upload(clerk, half))).toEqual(['refused SHEET.INCOMPLETE answerBaht']);
    await applied(caseId);
    expect(await holdOf(holdId)).toEqual(['ordered', '0']);
    expect(statesOf(await upload(clerk, withAnswers(book, { [orderId]: full('๕๐,๐๐๐.๐๐') })))).toEqual(['taken']);
    await applied(caseId);
    expect(await holdOf(holdId)).toEqual(['held', '5000000']);
  });

  it('counts once what two persons upload at the same moment', async () => {
    const { caseId, orderId, holdId } = await ordered('5556667762');
    const file = withAnswers(await download(clerk), { [orderId]: full('50000.00') });
    const both = await Promise.all([upload(clerk, file), upload(second, file)]);
    expect(both.flatMap(statesOf).sort()).toEqual(['known SHEET.KNOWN', 'taken']);
    await applied(caseId);
    expect(await holdOf(holdId)).toEqual(['held', '5000000']);
    const receipts: object[] = await api.db.query('SELECT 1 FROM receipt WHERE order_id = $1', [orderId]);
    expect(receipts).toHaveLength(1);
  });

  it('refuses a formula in each column that is filled in, as a formula and as a text', async () => {
    const { orderId } = await ordered('5556667763');
    const columns = HEAD.slice(HEAD.indexOf('answer'));
    const hostile = ['=1+1', ' =cmd|A0', '+1', '-1', '@SUM(A1)', '＝1'];
    const rows = columns.flatMap((column) =>
      hostile.map((text): Row => ({ kind: 'ORDER', id: orderId, ...full('50000.00'), [column]: text })),
    );
    const file = workbook([...rows, ...columns.map(() => ({ kind: 'ORDER', id: orderId }))], (sheet) => {
      for (const [nth, column] of columns.entries())
        sheet[cellOf(column, rows.length + 1 + nth)] = { t: 'n', f: '1+1', v: 2 };
    });
    const taken = await upload(clerk, file);
    expect(taken.sheet.rows.map(({ code, column }) => `${code} ${column}`)).toEqual([
      ...columns.flatMap((column) => hostile.map(() => `SHEET.FORMULA ${column}`)),
      ...columns.map((column) => `SHEET.FORMULA ${column}`),
    ]);
  });

  it('takes nothing from the file of another institution, its statement included', async () => {
    const theirs = await signedIn('clerk-41', 'th-004');
    const { caseId, orderId, holdId } = await ordered('5556667764');
    await askStatements(api.application, { atOnce: true });
    const order = rowsOf(await download(clerk)).find(({ id }) => id === orderId) ?? {};
    const filled = [
      { ...order, ...full('50000.00') },
      { ...order, ...full('50000.00'), kind: 'STATE', answer: 'HELD' },
    ];
    const states = statesOf(await upload(theirs, workbook(filled)));
    expect(states).toEqual(['refused INBOX.FOREIGN', 'refused INBOX.FOREIGN']);
    await applied(caseId);
    expect(await holdOf(holdId)).toEqual(['ordered', '0']);
    expect(await api.db.query('SELECT 1 FROM lost_order')).toEqual([]);
  });

  it('takes the word on an order that was let go or replaced after the file was taken', async () => {
    const bank = new SheetBank();
    bank.accounts.set('5556667765', { balance: 50_000, debits: [] });
    const { caseId, orderId, holdId } = await ordered('5556667765');
    const early = withAnswers(await download(clerk), { [orderId]: full('50000.00') });
    const released = await api.call('POST', `/v1/holds/${holdId}/release`, {
      roles: ['aoc_officer'],
      body: { reason: 'synthetic', unrelated: false },
    });
    expect(released.status).toBeLessThan(300);
    expect(statesOf(await upload(clerk, early))).toEqual(['taken']);
    await applied(caseId);
    // The bank holds it: the release stays owed, and is in the next workbook.
    const release = rowsOf(await download(clerk)).filter(
      (row) => row['kind'] === 'RELEASE' && row['holdId'] === holdId,
    );
    expect(release).toHaveLength(1);
    const done = release.map((row) => ({ ...row, answer: 'RELEASED', answerBaht: '50000.00', answerAt: now() }));
    expect(statesOf(await upload(clerk, workbook(done)))).toEqual(['taken']);
    await applied(caseId);
    expect(await holdOf(holdId)).toEqual(['released', '0']);

    const clerk4 = await signedIn('clerk-41', 'th-004');
    const longer = await ordered('5556667766');
    const first = withAnswers(await download(clerk), { [longer.orderId]: full('50000.00') });
    const asked: { id: string }[] = await api.db.query('SELECT id FROM debit_confirmation WHERE case_id = $1', [
      longer.caseId,
    ]);
    const questions = rowsOf(await download(clerk4)).filter((row) => asked.some(({ id }) => id === row['id']));
    await upload(clerk4, workbook(questions.map((row) => ({ ...row, answer: 'CONFIRMED', answerAt: now() }))));
    await applied(longer.caseId);
    const orders: { id: string }[] = await api.db.query(
      'SELECT id FROM hold_order WHERE hold_id = $1 ORDER BY sequence',
      [longer.holdId],
    );
    expect(orders).toHaveLength(2);
    expect(statesOf(await upload(clerk, first))).toEqual(['taken']);
    await applied(longer.caseId);
    expect(await holdOf(longer.holdId)).toEqual(['held', '5000000']);
  });

  it('lists what was uploaded, to persons of the institution alone, and verify finds nothing', async () => {
    const { body } = await clerk.call('GET', '/v1/institution/sheets?limit=2');
    const { sheets, next } = SheetList.parse(body);
    expect(sheets).toHaveLength(2);
    expect(next).not.toBeNull();
    const foreign = await signedIn('clerk-10', 'th-004');
    const theirs = SheetList.parse((await foreign.call('GET', '/v1/institution/sheets')).body).sheets;
    expect(theirs.filter(({ uploadedBy }) => uploadedBy !== 'clerk-41')).toEqual([]);
    expect(await violated(api.db)).toEqual([]);
  });

  // Last, because it moves what is on record into the past.
  it('takes the word on an order after its end, and the money is let go all the same', async () => {
    const { caseId, orderId, holdId } = await ordered('5556667767');
    const early = withAnswers(await download(clerk), { [orderId]: full('50000.00') });
    await timePasses(api.db, '8 days');
    await applied(caseId);
    expect((await holdOf(holdId))[0]).toBe('release_ordered');
    expect(statesOf(await upload(clerk, early))).toEqual(['taken']);
    await applied(caseId);
    const release = rowsOf(await download(clerk)).filter(
      (row) => row['kind'] === 'RELEASE' && row['holdId'] === holdId,
    );
    expect(release).toHaveLength(1);
    const done = release.map((row) => ({ ...row, answer: 'RELEASED', answerBaht: '50000.00', answerAt: now() }));
    expect(statesOf(await upload(clerk, workbook(done)))).toEqual(['taken']);
    await applied(caseId);
    expect(await holdOf(holdId)).toEqual(['released', '0']);
  });
});

function cellOf(column: string, row: number): string {
  return XLSX.utils.encode_cell({ r: row, c: HEAD.indexOf(column) });
}

function workbook(rows: readonly Row[], change: (sheet: XLSX.WorkSheet) => void = () => undefined): Buffer {
  const sheet = XLSX.utils.aoa_to_sheet([HEAD, ...rows.map((row) => HEAD.map((name) => row[name] ?? ''))]);
  change(sheet);
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, 'Rangap');
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

function otherBook(): Buffer {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([HEAD]), 'Sheet1');
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

function bomb(): Buffer {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(
    book,
    XLSX.utils.aoa_to_sheet([HEAD, ...Array.from({ length: 600 }, () => ['x'.repeat(30_000)])]),
    'Rangap',
  );
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true, bookSST: false }) as Buffer;
}

/** A workbook whose directory says of the first file that it is not packed. */
function liar(): Buffer {
  const file = XLSX.write(XLSX.read(otherBook(), { type: 'buffer' }), {
    type: 'buffer',
    bookType: 'xlsx',
    compression: true,
  }) as Buffer;
  const entry = file.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  file.writeUInt16LE(0, entry + 10);
  return file;
}

function rowsOf(file: Buffer): Row[] {
  const sheet = XLSX.read(file, { type: 'buffer' }).Sheets['Rangap'];
  if (sheet === undefined) throw new Error('no sheet of ours');
  const [head = [], ...lines] = XLSX.utils.sheet_to_json<string[]>(sheet, { header: 1, defval: '' });
  return lines.map((line) =>
    Object.fromEntries(head.map((name, nth) => [name.split('·')[0]?.trim() ?? '', line[nth] ?? ''])),
  );
}

/** Fills in some rows of a workbook, by their ids, and leaves the others out. */
function withAnswers(file: Buffer, answers: Readonly<Record<string, Row>>): Buffer {
  return workbook(
    rowsOf(file).flatMap((row) => {
      const answer = answers[row['id'] ?? ''];
      return answer === undefined || row['kind'] !== 'ORDER' ? [] : [{ ...row, ...answer }];
    }),
  );
}

function now(): string {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().replace('T', ' ').slice(0, 19);
}

function full(baht: string): Row {
  return { answer: 'HELD_FULL', answerBaht: baht, answerAt: now() };
}

function debit(reference: string, amount: number, institution: string, accountNo: string) {
  return { reference, amount, at: new Date(), to: { institution, accountNo } };
}
