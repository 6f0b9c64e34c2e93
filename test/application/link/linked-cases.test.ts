import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { CaseLinkRow, LinkKeyRow } from '../../../src/persistence/entities/findings/link.entities.js';
import { readGroupTotals } from '../../../src/application/judgement/read-linked-group.js';
import { addTransfers } from '../../../src/application/complaint/intake/add-transfers.js';
import { addToComplaint } from '../../../src/application/complaint/intake/add-to-complaint.js';
import type { ComplaintChanges } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { MULE, phone, toMule, victim } from '../support/arrivals.js';
import { withdraw } from '../../support/withdraw.js';

let database: FreshDatabase;
let record: RecordBuilder;

beforeEach(async () => {
  database = await freshDatabase();
  record = await RecordBuilder.on(database);
});
afterEach(() => database.drop());

async function arrive(changes: ComplaintChanges): Promise<string> {
  const { caseId } = await record.complain(changes);
  await record.advanceCase(caseId);
  return caseId;
}

const links = (): Promise<CaseLinkRow[]> =>
  database.dataSource.manager.find(CaseLinkRow, { order: { otherCaseId: 'ASC', caseId: 'ASC', kind: 'ASC' } });
const caseFile = (id: string): Promise<CaseFileRow> => database.dataSource.manager.findOneByOrFail(CaseFileRow, { id });
const eventsOf = (caseId: string): Promise<{ payload: Record<string, unknown> }[]> =>
  database.dataSource.query(
    `SELECT payload FROM audit_event WHERE chain = $1 AND type = 'case.linked' ORDER BY payload->>'kind'`,
    [caseId],
  );

describe('an account at an institution that takes no part', () => {
  const IBAN = 'DE89370400440532013000';
  const WALLET = '0x52908400098527886E0F7030069857D2E4169EE7';
  const paid = (institution: string, accountNo: string, reference?: string): ComplaintChanges => {
    const to = { account: { institution, accountNo } };
    return victim({ transfers: [reference === undefined ? { to } : { to, reference }] });
  };

  it.each([
    ['an IBAN, whatever stands beside it', paid('DEUTDEFF', IBAN), paid('deutsche-bank', IBAN), 'account'],
    ['a wallet, however it is written', paid('binance', WALLET), paid('metamask', WALLET.toLowerCase()), 'wallet'],
    [
      'an identifier of that institution',
      paid('exchange-abroad', 'user_00012345'),
      paid('exchange-abroad', 'user_00012345'),
      'account',
    ],
    [
      'a wallet that another victim was only told of',
      paid('binance', WALLET),
      victim({ suspectContacts: [{ kind: 'crypto_wallet', value: WALLET }] }),
      'wallet',
    ],
  ])('links cases like any other: %s', async (_name, one, other, kind) => {
    const first = await arrive(one);
    const second = await arrive(other);
    expect(await links()).toMatchObject([{ caseId: first, otherCaseId: second, kind, strength: 'strong' }]);
  });

  it('links a case to which it was added later', async () => {
    const first = await arrive(paid('DEUTDEFF', IBAN));
    const second = await arrive(victim());
    const body = { note: 'one more', transfers: [{ ...transferTo('DEUTDEFF', IBAN), reference: 'LATER-OUTSIDE' }] };
    expect(await addTransfers(record.db, { caseId: second, actor: OPERATOR, body })).toMatchObject({ ok: true });
    await record.advanceCase(second);
    expect(await links()).toMatchObject([{ caseId: first, otherCaseId: second, kind: 'account' }]);
  });

  it('does not link other accounts at the same institution', async () => {
    await arrive(paid('exchange-abroad', 'user_00012345'));
    await arrive(paid('exchange-abroad', 'user_00012346'));
    await arrive(paid('another-exchange', 'user_00012345'));
    expect(await links()).toEqual([]);
  });
});

/** A transfer of 1,000.00 baht an hour ago to an account, as a complaint names it. */
function transferTo(institution: string, accountNo: string) {
  const transferredAt = new Date(Date.now() - 3_600_000).toISOString();
  return {
    to: { account: { institution, accountNo } },
    amountSatang: '100000',
    transferredAt,
    rail: 'promptpay' as const,
  };
}

describe('a case that shares a subject with another', () => {
  it('is linked with it once by each subject, both audit chains note it, and both cases show it', async () => {
    const first = await arrive({ ...toMule(), suspectContacts: [{ kind: 'phone', value: '0600000101' }] });
    const second = await arrive({ ...toMule(), suspectContacts: [{ kind: 'phone', value: '+66 60-000-0101' }] });
    const made = await links();
    expect(made).toMatchObject([
      {
        caseId: first,
        otherCaseId: second,
        byCaseId: second,
        kind: 'account',
        strength: 'strong',
        source: 'complaint',
      },
      { caseId: first, otherCaseId: second, byCaseId: second, kind: 'phone', strength: 'supporting', sourceId: second },
    ]);
    for (const [caseId, otherCaseId] of [
      [first, second],
      [second, first],
    ] as const) {
      expect((await eventsOf(caseId)).map(({ payload }) => payload)).toEqual(
        made.map(({ id, kind, strength }) => ({
          linkId: id,
          otherCaseId,
          kind,
          strength,
          byCaseId: second,
          source: 'complaint',
          sourceId: second,
        })),
      );
      expect((await caseFile(caseId)).linkedCases).toBe(1);
    }
    await record.advanceCase(first);
    await record.advanceCase(second);
    expect(await links()).toHaveLength(2);
  });

  it('signals the other case to look again, unless it is closed, and reopens none', async () => {
    const open = await arrive(toMule());
    const closed = await arrive(toMule());
    await database.dataSource.query(`UPDATE case_file SET status = 'closed', closed_at = now() WHERE id = $1`, [
      closed,
    ]);
    await database.dataSource.query('UPDATE outbox SET read_at = now()');
    const newcomer = await arrive(toMule());
    const signalled: { workflow_id: string; row_id: string }[] = await database.dataSource.query(
      `SELECT workflow_id, row_id FROM outbox WHERE read_at IS NULL AND message = 'caseLinked'`,
    );
    expect(signalled.map(({ workflow_id: id }) => id)).toEqual([`complaint-${open}`]);
    expect((await links()).filter(({ otherCaseId }) => otherCaseId === newcomer)).toHaveLength(2);
    expect(await caseFile(closed)).toMatchObject({ status: 'closed', linkedCases: 2 });
    expect(await eventsOf(closed)).toHaveLength(2);
  });

  it('keeps no telephone number, person or device beside the complaint, only its hash', async () => {
    const citizenId = '9900000000014';
    await arrive(
      victim({
        suspectContacts: [
          { kind: 'phone', value: '0600000101' },
          { kind: 'device', value: '356938035643809' },
        ],
        suspectPersons: [{ citizenId }],
      }),
    );
    const keys = await database.dataSource.manager.findBy(LinkKeyRow, {});
    expect(keys.map(({ kind }) => kind).sort()).toEqual(['account', 'device', 'person', 'phone']);
    const text = JSON.stringify(keys);
    for (const secret of ['600000101', citizenId, '35693803564380']) expect(text).not.toContain(secret);
  });

  it.each([
    ['a name', { kind: 'line' as const, value: 'โค้ชทอง' }],
    ['a public number', { kind: 'phone' as const, value: '1441' }],
    ['a platform', { kind: 'url' as const, value: 'https://www.facebook.com/' }],
  ])('is not linked by %s', async (_what, contact) => {
    await arrive(victim({ suspectContacts: [contact] }));
    await arrive(victim({ suspectContacts: [contact] }));
    expect(await links()).toEqual([]);
  });

  it('is not linked by a victim’s own identifiers', async () => {
    const changes = phone('0811111111');
    const first = await record.complain({ ...changes, reporter: { phone: '0811111111' } });
    await record.advanceCase(first.caseId);
    await arrive(phone('0811111111'));
    expect(await links()).toEqual([]);
  });
});

describe('a subject that comes later', () => {
  it('links by a supplement', async () => {
    const first = await arrive(phone('0600000102'));
    const second = await arrive(victim());
    expect(await links()).toEqual([]);
    const added = await addToComplaint(database.application, {
      caseId: second,
      actor: OPERATOR,
      kind: 'supplement',
      body: { note: 'He called again.', suspectContacts: [{ kind: 'phone', value: '060 000 0102' }] },
    });
    if (!added.ok) throw new Error(added.code);
    await record.advanceCase(second);
    expect(await links()).toMatchObject([{ caseId: first, source: 'supplement', sourceId: added.id }]);
  });

  it('links by the account that a receipt’s later debit names, and by a device that the bank saw', async () => {
    const mule = await arrive({ ...toMule(), suspectContacts: [{ kind: 'device', value: 'A1B2-C3D4-E5F6' }] });
    const { caseId, holdIds } = await record.complain(victim());
    const at = new Date(Date.now() - 1_800_000).toISOString();
    await record.send(holdIds[0] ?? '', {
      result: 'NO_FUNDS',
      heldAmountSatang: '0',
      deviceIds: ['a1b2-c3d4-e5f6'],
      onward: [
        {
          transferRef: 'ON-1',
          to: { account: MULE },
          amountSatang: '100000',
          attributedSatang: '100000',
          at,
          channel: 'promptpay',
        },
      ],
    });
    await record.advanceCase(caseId);
    expect((await links()).map(({ caseId: one, kind, source }) => [one, kind, source])).toEqual([
      [mule, 'account', 'trail'],
      [mule, 'device', 'answer'],
    ]);
  });
});

describe('what agencies know', () => {
  const PERSON = 'c'.repeat(64);

  it('links by the person whom NBTC has for a number and AMLO for an account, kept as a hash of ours', async () => {
    const to = { account: { institution: 'th-014', accountNo: '9000000088' } };
    const first = await arrive(phone('0600000201'));
    const second = await arrive(victim({ transfers: [{ to }] }));
    const sim = { number: '0600000201', registration: 'identified', suspended: false, personRef: PERSON };
    await record.agencyAnswers(first, 'nbtc', { sims: [sim] });
    await record.advanceCase(first);
    expect(await links()).toEqual([]);
    const listing = { account: to.account, list: 'HR-03-2', since: '2026-05-04T03:00:00Z', personRef: PERSON };
    await record.agencyAnswers(second, 'amlo', { listings: [listing] });
    await record.advanceCase(second);
    expect(await links()).toMatchObject([
      { caseId: first, otherCaseId: second, kind: 'person', strength: 'strong', source: 'answer' },
    ]);
    const keys = await database.dataSource.manager.findBy(LinkKeyRow, { kind: 'person' });
    expect(keys).toHaveLength(2);
    expect(JSON.stringify(keys)).not.toContain(PERSON);
  });

  it('links by the person who has a colour at the registry, and by nobody who has none', async () => {
    const to = (accountNo: string) => ({ account: { institution: 'th-014', accountNo } });
    const [black, clean] = [to('9000000091'), to('9000000092')];
    const first = await arrive(phone('0600000202'));
    const second = await arrive(victim({ transfers: [{ to: clean }] }));
    const third = await arrive(victim({ transfers: [{ to: black }] }));
    const sim = { number: '0600000202', registration: 'identified', suspended: false, personRef: PERSON };
    await record.agencyAnswers(first, 'nbtc', { sims: [sim] });
    await record.advanceCase(first);
    await record.agencyAnswers(second, 'bot', { colours: [{ ...clean, colour: 'none', personRef: PERSON }] });
    await record.advanceCase(second);
    expect(await links()).toEqual([]);
    await record.agencyAnswers(third, 'bot', { colours: [{ ...black, colour: 'black', personRef: PERSON }] });
    await record.advanceCase(third);
    expect(await links()).toMatchObject([
      { caseId: first, otherCaseId: third, kind: 'person', strength: 'strong', source: 'answer' },
    ]);
  });
});

describe('cases that arrive at the same instant', () => {
  it('are linked once, whichever is compared first', async () => {
    for (let round = 0; round < 8; round += 1) {
      const accountNo = String(9_777_000_000 + round);
      const changes = (): ComplaintChanges =>
        victim({ transfers: [{ to: { account: { institution: 'th-006', accountNo } } }] });
      const ids = await Promise.all(Array.from({ length: 4 }, () => arrive(changes())));
      const made = (await links()).filter(({ key }) => key === `th-006:${accountNo}`);
      const pairs = made.map(({ caseId, otherCaseId }) => `${caseId} ${otherCaseId}`);
      expect(new Set(pairs).size).toBe(6);
      expect(pairs).toHaveLength(6);
      for (const id of ids) expect(await eventsOf(id)).toHaveLength(3);
    }
  });

  it('are linked once though several workers advance each at a time', async () => {
    const ids = await Promise.all(Array.from({ length: 3 }, async () => (await record.complain(toMule())).caseId));
    await Promise.all([...ids, ...ids, ...ids].map((id) => record.advanceCase(id)));
    expect(await links()).toHaveLength(3);
    for (const id of ids) expect(await eventsOf(id)).toHaveLength(2);
    expect((await Promise.all(ids.map(caseFile))).map(({ linkedCases }) => linkedCases)).toEqual([2, 2, 2]);
  });
});

describe('a subject that very many cases share', () => {
  it('links a new case with the ten oldest, so that a ring stays one group and its links do not grow by the square', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 13; count += 1) ids.push(await arrive(toMule()));
    const made = await links();
    expect(made.filter(({ byCaseId }) => byCaseId === ids[12])).toHaveLength(10);
    expect((await caseFile(ids[12] ?? '')).linkedCases).toBe(10);
  });

  it('links no further above the largest number of its kind, and says so', async () => {
    const first = await arrive(phone('0600000103'));
    // As many cases as P-LINK lets share a telephone number.
    await database.dataSource.query('SET session_replication_role = replica');
    await database.dataSource.query(
      `INSERT INTO link_key (case_id, kind, key, masked, source, source_id, since, compared_at, outcome)
       SELECT 'Z' || n, k.kind, k.key, k.masked, k.source, k.source_id, now(), now(), 'compared'
         FROM link_key k, generate_series(1, 99) AS n WHERE k.case_id = $1 AND k.kind = 'phone'`,
      [first],
    );
    const last = await arrive(phone('0600000103'));
    expect(await links()).toEqual([]);
    const key = await database.dataSource.manager.findOneByOrFail(LinkKeyRow, { caseId: last, kind: 'phone' });
    expect(key.outcome).toBe('too_common');
  });
});

describe('what follows from links', () => {
  it('the loss and the victims of the whole group decide who investigates, without withdrawn complaints', async () => {
    const sum = (satang: string): ComplaintChanges =>
      victim({ transfers: [{ to: { account: MULE }, amountSatang: satang }] });
    const first = await arrive(sum('1600000000'));
    const second = await arrive(sum('1600000000'));
    await record.advanceCase(first);
    const routes = async () => [(await caseFile(first)).assignedRoute, (await caseFile(second)).assignedRoute];
    expect(await routes()).toEqual(['ccib', 'ccib']);
    await withdraw(database.application, first);
    await record.advanceCase(first);
    await record.advanceCase(second);
    expect((await routes())[1]).toBe('station');
  });

  it('the loss of one transfer counts once, however many claims about it contradict each other', async () => {
    const transferredAt = new Date(Date.now() - 3_600_000).toISOString();
    const to = { account: MULE };
    const claimed = (amountSatang: string, account = to) =>
      arrive({ transfers: [{ to: account, amountSatang, transferredAt, reference: 'GROUP-1' }] });
    const first = await claimed('100000');
    const more = await claimed('250000');
    await claimed('90000', { account: { institution: 'th-014', accountNo: '9140000707' } });
    const other = await arrive(toMule());
    const totals = () => readGroupTotals(database.application.manager, first, 100);
    // Nobody has answered: the transfer can be as much as the largest claim says.
    expect(await totals()).toMatchObject({ cases: 3, victims: 2, stolenSatang: 350_000n });
    await record.debits(first, 'CONFIRMED');
    await record.advanceCase(first);
    expect(await totals()).toMatchObject({ stolenSatang: 200_000n });
    await withdraw(record.db, first);
    for (const caseId of [first, more]) await record.advanceCase(caseId);
    // The other report of this debit stands, for what the bank confirmed.
    expect(await totals()).toMatchObject({ stolenSatang: 200_000n });
    expect(await caseFile(other)).toMatchObject({ stolenSatang: 100_000n });
  });

  it('no order: a link by a telephone number holds nothing that the case itself does not hold', async () => {
    const first = await record.complain(phone('0600000104'));
    await record.advanceCase(first.caseId);
    const second = await record.complain({ ...phone('0600000104'), reporter: { holdsVictimAccount: false } });
    await record.advanceCase(second.caseId);
    expect(await links()).toHaveLength(1);
    expect(await record.holds(second.caseId)).toEqual([]);
    expect(await record.holds(first.caseId)).toHaveLength(1);
  });
});
