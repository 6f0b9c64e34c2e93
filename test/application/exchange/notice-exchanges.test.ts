import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { advanceHold } from '../../../src/application/advance/look/advance-hold.js';
import { createRestInstitutions } from '../../../src/institutions/rest-v1/rest-institutions.js';
import { ExchangeRegister } from '../../../src/wire/office/exchange.js';
import { MonthlyReport } from '../../../src/wire/office/overview.js';
import { postComplaint } from '../../api/support/complaints.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { postCallback } from '../../api/support/signed-callback.js';
import { sendMessages } from '../../support/outgoing.js';
import { TestWorld } from '../../simulator/support/test-world.js';
import { newComplaint, caseOf, onward, noticeSteps } from '../notice/support/notice-steps.js';
import { institutionNotice } from '../notice/support/notices.js';

type Exchange = z.infer<typeof ExchangeRegister>['exchanges'][number];

const SUSPEND = 'suspension of the stolen amount';
const ANSWER = 'which cases have the transfers of a notice, and what is suspended by it';
const ASK = 'whether the victim was debited';

/**
 * All exchanges under section 6 in order of time: direction, party, kind, rules of the legal
 * basis, purpose.
 */
const OF_OFFICER = [
  ['in', 'ccib', 'officer.notice', 'OFF-6B', "an officer's notice of suspicion"],
  ['out', 'th-004', 'debit.question', 'SHARE-4', ASK],
  ['out', 'ccib', 'notice.answer', 'OFF-6B', ANSWER],
  ['out', 'th-002', 'hold.order', 'OFF-6B P-AMT', SUSPEND],
  ['out', 'th-002', 'release.order', 'OFF-6C', 'release of a hold'],
];
const OF_BANK = [
  ['in', 'th-002', 'suspicion.notice', 'BANK-6A SHARE-4', "an institution's own suspicion"],
  ['out', 'th-004', 'debit.question', 'SHARE-4', ASK],
  ['out', 'th-002', 'notice.answer', 'BANK-6A SHARE-4', ANSWER],
  ['out', 'th-014', 'hold.order', 'BANK-6A SHARE-4 P-AMT', SUSPEND],
  ['in', 'th-014', 'hold.receipt', 'BANK-6A SHARE-4 P-AMT', 'answer to a hold order'],
  ['out', 'th-002', 'suspension.result', 'OFF-6C', 'what the officer found of a suspension'],
  ['in', 'th-002', 'suspension.receipt', 'OFF-6C', 'answer to what the officer found of a suspension'],
];
/** The exchanges of a victim's complaint, which no query about section 6 may find. */
const OF_VICTIM = [
  ['out', 'th-002', 'hold.order', 'VIC-7A P-S7AOC P-AMT', SUSPEND],
  ['out', 'th-004', 'debit.question', 'SHARE-4', ASK],
  ...[
    ['amlo', 'whether the holder of an account on the trail is on list HR-03-1 or HR-03-2'],
    ['bot', 'the colour of an account on the trail in the Central Fraud Registry'],
    ['ccib', 'whether police recorded or accepted an earlier complaint against an account on the trail'],
    ['dsi', 'whether an account on the trail belongs to a special case, which decides who investigates'],
  ].map(([agency = '', purpose = '']) => ['out', agency, 'evidence.question', 'SHARE-85 AOC-85B', purpose]),
];
const EVERYTHING = [...OF_VICTIM, ...OF_OFFICER, ...OF_BANK];

/**
 * An officer's notice that is found unfounded, a bank's notice on which the officer proceeds, and
 * a victim's complaint; parties answer over signed HTTP.
 */
describe('the register of section 6', () => {
  let api: RunningApi;
  let of: Record<'victim' | 'officer' | 'bank', string>;

  beforeAll(async () => {
    api = await runApi();
    const to = noticeSteps(api);
    const victim = String((await postComplaint(api, newComplaint())).body['id']);
    const noticed = await to.officer();
    await to.settle(String(noticed.holds[0]?.holdId), { result: 'lifted', reason: 'He sells phones.' });
    const suspected = await to.taken('th-002', institutionNotice({}, { onward: [onward()] }));
    await held(caseOf(suspected));
    const found = { result: 'proceeded', reason: 'A warrant is sought.', reference: 'CCIB 12/2569' };
    await to.settle(String(suspected.suspensions[0]?.id), found);
    await tellTheBank();
    of = { victim, officer: caseOf(noticed), bank: caseOf(suspected) };
  });
  afterAll(() => api.close());

  /** Has the next bank answer that it holds the money of the notice. */
  async function held(caseId: string): Promise<void> {
    const [order] = await api.db.query<{ id: string; holdId: string }[]>(
      'SELECT id, hold_id AS "holdId" FROM hold_order WHERE case_id = $1',
      [caseId],
    );
    const key = api.parties['th-014']?.key;
    if (order === undefined || key === undefined) throw new Error('nothing was ordered from the next bank');
    const at = new Date().toISOString();
    const data = { orderId: order.id, receiptSeq: 1, result: 'HELD_FULL', heldAmountSatang: '1000000', at };
    await postCallback(api, 'institutions', key, { type: 'hold.receipt', data });
    await advanceHold(api.application, order.holdId);
  }

  /** The keeper's round against the simulated bank. */
  async function tellTheBank(): Promise<void> {
    const world = await TestWorld.start();
    const { ground } = world;
    const { publicKey } = (await ground.findPartyKey('th-002-1')) ?? {};
    await api.db.query(`UPDATE party SET base_url = $1 WHERE slug = 'th-002'`, [world.urlOf('th-002')]);
    const jwk = publicKey?.export({ format: 'jwk' });
    await api.db.query(`UPDATE party_key SET public_jwk = $1 WHERE party = 'th-002'`, [jwk]);
    const institutions = createRestInstitutions({
      signingKey: ground.signWith,
      now: () => new Date(),
      newNonce: () => randomUUID(),
    });
    const sentResults = await sendMessages(api.application, { institutions });
    await institutions.close();
    await world.end();
    if (sentResults !== 1) throw new Error(`${sentResults} results went out`);
  }

  function ask(path: string, accept = 'application/json') {
    return api.call('GET', path, { roles: ['auditor'], subject: 'auditor-1', headers: { accept } });
  }
  async function find(query: Record<string, string>): Promise<Exchange[]> {
    const { status, body } = await ask(`/v1/exchanges?${new URLSearchParams({ ...query, limit: '200' }).toString()}`);
    expect(status).toBe(200);
    return ExchangeRegister.parse(body).exchanges;
  }
  const lines = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(' | ')).sort();
  const shown = (exchanges: readonly Exchange[]) =>
    lines(
      exchanges.map(({ direction, party, kind, legalBasis, purpose }) => [
        direction,
        party,
        kind,
        legalBasis.map((row) => row.split('/')[1] ?? '').join(' '),
        purpose,
      ]),
    );

  it('has every message of notices and of officers’ results, each with its own legal basis and purpose', async () => {
    expect(shown(await find({}))).toEqual(lines(EVERYTHING));
    expect(shown(await find({ case: of.officer }))).toEqual(lines(OF_OFFICER));
    expect(shown(await find({ case: of.bank }))).toEqual(lines(OF_BANK));
  });

  it.each([
    [{ rule: 'OFF-6B' }],
    [{ rule: 'BANK-6A' }],
    [{ rule: 'OFF-6C' }],
    [{ rule: 'VIC-7A' }],
    [{ rule: 'OFF-6B', kind: 'hold.order' }],
    [{ rule: 'BANK-6A', kind: 'hold.order' }],
  ])('finds by %o exactly what rests on it', async (query: { rule: string; kind?: string }) => {
    const { rule, kind } = query;
    const wanted = EVERYTHING.filter((row) => row[3]?.split(' ').includes(rule) && (kind ?? row[2]) === row[2]);
    expect(wanted.length).toBeGreaterThan(0);
    expect(shown(await find(query))).toEqual(lines(wanted));
  });

  it.each(['ccib', 'th-002', 'th-004', 'th-014'])(
    'finds by the party %s exactly what it said and was told',
    async (party) => {
      expect(shown(await find({ party }))).toEqual(lines(EVERYTHING.filter((row) => row[1] === party)));
    },
  );

  it.each([...new Set(EVERYTHING.map((row) => row[4] ?? ''))])(
    'finds by the purpose "%s" exactly what served it',
    async (purpose) => {
      expect(shown(await find({ purpose }))).toEqual(lines(EVERYTHING.filter((row) => row[4] === purpose)));
    },
  );

  it('refuses a number of a person or account as a purpose, because the query is written to the audit chain', async () => {
    expect((await ask('/v1/exchanges?purpose=5556667778')).status).toBe(400);
  });

  it('exports the same as CSV, with the power and the purpose of each', async () => {
    const exchanges = await find({ rule: 'BANK-6A' });
    const { body } = await ask('/v1/exchanges?rule=BANK-6A', 'text/csv');
    const [head = [], ...lines] = String(body['text']).trimEnd().split('\r\n').map(cellsOf);
    const cell = (line: string[], column: string) => line[head.indexOf(column)];
    const columns = ['id', 'caseNo', 'direction', 'party', 'kind', 'purpose', 'bodySha256'] as const;
    expect(lines.map((line) => columns.map((column) => cell(line, column)))).toEqual(
      exchanges.map((exchange) => columns.map((column) => exchange[column])),
    );
    expect(lines.map((line) => cell(line, 'legalBasis'))).toEqual(
      exchanges.map(({ legalBasis }) => legalBasis.join(' ')),
    );
    expect(lines).toHaveLength(4);
  });

  it('names the fields of a notice and none of its values', async () => {
    const exchanges = await find({ kind: 'suspicion.notice' });
    expect(exchanges[0]?.fields).toEqual(expect.arrayContaining(['ground', 'transfers[].suspended.amountSatang']));
    expect(JSON.stringify(await find({}))).not.toMatch(/5556667778|1112223334|phones|warrant|Seven credits|CCIB 12/);
  });

  it('owes police and AMLO a share notice of what institutions’ notices and holds of section 6 disclosed, not of an officer’s notice (SHARE-4N)', async () => {
    const owed = (await find({})).filter(({ notices }) => notices.length > 0);
    expect(new Set(owed.map(({ kind }) => kind))).toEqual(
      new Set(['suspicion.notice', 'hold.order', 'hold.receipt', 'debit.question']),
    );
    expect(owed.every(({ notices }) => notices.map(({ party }) => party).join() === 'ccib,amlo')).toBe(true);
  });

  it('stands in the report of the month (section 8/5(9)), message by message and rule by rule', async () => {
    const month = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 7);
    const report = MonthlyReport.parse((await ask(`/v1/reports/monthly?month=${month}`)).body);
    expect(report.cases).toEqual({ complaints: 1, suspicions: 1, officerNotices: 1, stolenSatang: '15000000' });
    const counted = report.exchanges.map(({ direction, kind, party, count }) => [direction, kind, party, count]);
    expect(counted).toEqual(
      tally(EVERYTHING.map(([direction, party, kind]) => [direction, kind, party])).map(([key, count]) => [
        ...key.split(' '),
        count,
      ]),
    );
    const rules = report.rules.map(({ ruleRowId, count }) => [ruleRowId.split('/')[1], count]);
    expect(rules.sort()).toEqual(tally(EVERYTHING.flatMap((row) => row[3]?.split(' ') ?? []).map((rule) => [rule])));
    expect(report.holds).toMatchObject([
      { institution: 'th-002', ordered: 2, requestedSatang: '10000000', held: 0 },
      { institution: 'th-014', ordered: 1, requestedSatang: '1000000', held: 1, heldSatang: '1000000' },
    ]);
    expect(report.releases).toMatchObject([{ reason: 'SUSPICION_UNFOUNDED', count: 1 }]);
    expect(report.ownSuspensions).toEqual([{ state: 'proceeded', count: 1, satang: '4000000' }]);
  });
});

/** Counts how often each key occurs, in order of the keys. */
function tally(rows: readonly (readonly (string | undefined)[])[]): [string, number][] {
  const countByKey = new Map<string, number>();
  for (const row of rows) countByKey.set(row.join(' '), (countByKey.get(row.join(' ')) ?? 0) + 1);
  return [...countByKey].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Returns the cells of a line of CSV. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replace(/""/g, '"') ?? plain ?? '',
  );
}
