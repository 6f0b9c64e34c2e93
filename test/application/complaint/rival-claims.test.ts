import { createHash } from 'node:crypto';
import { In } from 'typeorm';
import { receiveComplaint } from '../../../src/application/complaint/receive-complaint.js';
import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { maxSatang } from '../../../src/domain/money.js';
import { HOLDING_STATES } from '../../../src/domain/hold/hold.js';
import { AuditEventRow } from '../../../src/persistence/entities/audit.entities.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/debit.entities.js';
import { HoldRow } from '../../../src/persistence/entities/hold.entities.js';
import { TransferRow } from '../../../src/persistence/entities/trail.entities.js';
import { createDataSource } from '../../../src/persistence/data-source.js';
import { verifyRecord } from '../../../src/verify/verify-record.js';
import { ComplaintBody } from '../../../src/wire/complaint.js';
import {
  complaintBody,
  type ComplaintChanges,
  MULE_ACCOUNT,
  NEXT_ACCOUNT,
  VICTIM_ACCOUNT,
} from '../../support/complaint-body.js';
import { firstRows, itInFullRun } from '../../support/full-run.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { askAgencies, OPERATOR, RecordBuilder } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';

const AT = new Date(Date.now() - 3_600_000).toISOString();
const TRUE_FACTS = { to: { account: MULE_ACCOUNT }, amountSatang: '100000', transferredAt: AT };
const EARLIER = new Date(Date.now() - 7_200_000).toISOString();

type Facts = NonNullable<ComplaintChanges['transfers']>[number];
interface Report {
  facts?: Facts;
  from?: string;
}

/** No report keeps another report of the same money from being taken or held (I24). */
describe('reports of one reference that contradict each other', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  const reference = 'RIVAL-1';
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  async function take({ facts, from = VICTIM_ACCOUNT.accountNo }: Report = {}, by = build) {
    const transfer = { ...TRUE_FACTS, reference, ...facts };
    const victimAccount = { ...VICTIM_ACCOUNT, accountNo: from };
    const body = ComplaintBody.parse(complaintBody({ victimAccount, transfers: [transfer] }));
    const received = await receiveComplaint(by.db, {
      body,
      bodySha256: createHash('sha256').update(JSON.stringify(body)).digest('hex'),
      idempotencyKey: body.reporter.phone,
      actor: OPERATOR,
      rulebook: 'th',
      askAgencies,
      signRecord: (bytes) => build.parties.signBytes(bytes),
    });
    if (!received.ok) throw new Error(`${received.code} ${JSON.stringify(received.faults ?? [])}`);
    return received.response;
  }

  async function answer(caseId: string, words: object, by = build): Promise<void> {
    const { id, institution } = await by.db.manager.findOneByOrFail(DebitConfirmationRow, { caseId });
    const body = { confirmationId: id, at: new Date().toISOString(), ...words };
    const message = await by.answer(institution, 'debit.confirmation', id, body);
    await recordConfirmation(by.db, { confirmationId: id, caseId }, message);
    await by.advanceCase(caseId);
  }

  /** Plays the banks and the workflows until a round changes nothing: each change is an event. */
  async function settle(...caseIds: string[]): Promise<void> {
    let before = -1;
    for (let round = 0; round < 4; round += 1) {
      const events = await build.db.manager.count(AuditEventRow);
      if (events === before) return;
      before = events;
      for (const hold of await holds()) {
        if (hold.state === 'release_ordered') await build.release(hold.id);
        else if (hold.state !== 'released') await build.send(hold.id, { result: 'HELD_FULL' });
      }
      for (const caseId of caseIds) await build.advanceCase(caseId);
    }
  }

  /** Reads all holds of the story's reference, in order. */
  async function holds(): Promise<HoldRow[]> {
    const claims = await build.db.manager.findBy(TransferRow, { reference });
    const where = { transferId: In(claims.map(({ id }) => id)) };
    return build.db.manager.find(HoldRow, { where, order: { id: 'ASC' } });
  }

  async function expectWhole(): Promise<void> {
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  }

  /** What is held now, by account. */
  async function held(): Promise<Record<string, string>> {
    const sums: Record<string, bigint> = {};
    for (const { state, accountNo, heldSatang } of await holds())
      if (HOLDING_STATES.includes(state)) sums[accountNo] = (sums[accountNo] ?? 0n) + heldSatang;
    return Object.fromEntries(Object.entries(sums).map(([account, satang]) => [account, satang.toString()]));
  }

  async function expectTruthStays(order: 'first' | 'second', report: Report): Promise<void> {
    const one = await take(order === 'first' ? report : {});
    await settle(one.id);
    const two = await take(order === 'first' ? {} : report);
    const truth = order === 'first' ? two : one;
    expect(truth.holdsOrdered + truth.heldByOrders.length).toBeGreaterThan(0);
    expect(two.holdsOrdered + two.notOrderedBecause.length).toBeGreaterThan(0);
    await settle(one.id, two.id);
    const largest = maxSatang(BigInt(report.facts?.amountSatang ?? '0'), 100_000n);
    for (const satang of Object.values(await held())) expect(BigInt(satang)).toBeLessThanOrEqual(largest);
    await answer(truth.id, { result: 'CONFIRMED' });
    await settle(one.id, two.id);
    expect(await held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    const standing = (await holds()).filter(({ state }) => HOLDING_STATES.includes(state));
    for (const { expiresAt } of standing) expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 24 * 3_600_000);
    await expectWhole();
  }

  const wrong: [what: string, report: Report][] = [
    ['another amount', { facts: { amountSatang: '2500' } }],
    ['a larger amount', { facts: { amountSatang: '250000' } }],
    ['another receiver', { facts: { to: { account: NEXT_ACCOUNT } } }],
    ['a PromptPay id', { facts: { to: { promptPay: { kind: 'phone', value: '0890000072' } } } }],
    [
      'a receiver that takes no part',
      { facts: { to: { account: { institution: 'foreign', accountNo: '900000000123' } } } },
    ],
    ['another debited account', { from: '9000000009' }],
    ['another time', { facts: { transferredAt: EARLIER } }],
  ];
  /** Those that get an order before the bank has answered. */
  const ordered = firstRows(
    wrong.filter(([what]) => ['another amount', 'another receiver', 'another time'].includes(what)),
    1,
  );
  /** Those that two processes take at once; `npm test` has one that both get an order. */
  const ofTwoProcesses = firstRows(wrong, 2);
  const inBothOrders = wrong.map(([what, report], index) => {
    const [usual, other] = index % 2 === 0 ? (['first', 'second'] as const) : (['second', 'first'] as const);
    return { what, report, usual, other };
  });
  const truthStays = 'leave the true one held in full, and nothing else, once the bank has answered: %s, reported %s';
  const usual = inBothOrders.map(({ what, usual: order, report }) => [what, order, report] as const);
  const others = inBothOrders.map(({ what, other: order, report }) => [what, order, report] as const);
  it.each(usual)(truthStays, (_what, order, report) => expectTruthStays(order, report));
  itInFullRun.each(others)(truthStays, (_what, order, report) => expectTruthStays(order, report));

  it.each(ordered)('hold the true one when the bank has denied the false one: %s', async (_what, report) => {
    const one = await take(report);
    await settle(one.id);
    await answer(one.id, { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' });
    await settle(one.id);
    expect(await held()).toEqual({});
    const two = await take();
    expect(two).toMatchObject({ holdsOrdered: 1, notOrderedBecause: [] });
    await settle(one.id, two.id);
    expect(await held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    await expectWhole();
  });

  it.each(ordered)('hold the true one when the false one is denied later: %s', async (_what, report) => {
    const one = await take(report);
    const two = await take();
    await settle(one.id, two.id);
    await answer(one.id, { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' });
    await settle(one.id, two.id);
    expect(await held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    await expectWhole();
  });

  it.each(ordered)('keep the money held when the false one is withdrawn: %s', async (_what, report) => {
    const one = await take(report);
    await settle(one.id);
    const two = await take();
    await withdraw(build.db, one.id);
    await settle(one.id, two.id);
    expect(await held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    await answer(two.id, { result: 'CONFIRMED' });
    await settle(one.id, two.id);
    expect(await held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    await expectWhole();
  });

  it('of two PromptPay ids are two claims', async () => {
    const byPhone = (value: string) => ({ facts: { to: { promptPay: { kind: 'phone' as const, value } } } });
    const one = await take(byPhone('0890000071'));
    const two = await take(byPhone('0890000072'));
    expect(await build.db.manager.countBy(TransferRow, { reference })).toBe(2);
    await answer(two.id, { result: 'CONFIRMED', to: MULE_ACCOUNT });
    await settle(one.id, two.id);
    expect(await held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    await expectWhole();
  });

  it('are all taken at the same moment, each once, and hold no more than one debit at an account', async () => {
    const reports: Report[] = [{}, ...wrong.map(([, report]) => report), {}, ...wrong.map(([, report]) => report)];
    const taken = await Promise.all(reports.map((report) => take(report)));
    expect(await build.db.manager.countBy(TransferRow, { reference })).toBe(1 + wrong.length);
    const ids = taken.map(({ id }) => id);
    await settle(...ids);
    const [truth] = taken;
    if (truth === undefined) throw new Error('nothing was taken');
    expect(await held()).toEqual({ [MULE_ACCOUNT.accountNo]: '250000', [NEXT_ACCOUNT.accountNo]: '100000' });
    const [asked] = await build.db.query<{ caseId: string }[]>(
      `SELECT d.case_id AS "caseId" FROM debit_confirmation d JOIN claim c ON c.case_id = d.case_id AND c.reported
         JOIN stolen_sum s ON s.id = c.stolen_sum_id AND s.transfer_id = d.transfer_id
        WHERE d.transfer_id = (SELECT s.transfer_id FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id
                                WHERE c.case_id = $1 AND c.reported)`,
      [truth.id],
    );
    await answer(asked?.caseId ?? '', { result: 'CONFIRMED' });
    await settle(...ids);
    expect(await held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    await expectWhole();
  });

  it.each(ofTwoProcesses)(
    'are ordered, sent, answered and judged at the same instant by two processes: %s',
    async (_what, report) => {
      // The pool of another process; all that the two share is the database.
      const otherDb = await createDataSource({ url: database.url, poolSize: 5, applicationName: 'other' }).initialize();
      try {
        const other = build.through(otherDb);
        const [truth, rival] = await Promise.all([take({}, build), take(report, other)]);
        const ids = [truth.id, rival.id];
        const everyHold = (await holds()).map(({ id }) => id);
        await Promise.all([
          ...everyHold.flatMap((id) => [build, other].map((by) => by.send(id, { result: 'HELD_FULL' }))),
          ...ids.flatMap((id) => [build, other].map((by) => by.advanceCase(id))),
        ]);
        const largest = maxSatang(BigInt(report.facts?.amountSatang ?? '0'), 100_000n);
        for (const satang of Object.values(await held())) expect(BigInt(satang)).toBeLessThanOrEqual(largest);

        await Promise.all([
          answer(truth.id, { result: 'CONFIRMED' }, build),
          ...ids.flatMap((id) => [build, other].map((by) => by.advanceCase(id))),
        ]);
        await settle(...ids);
        expect(await held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
        const orders = await build.db.query<{ orders: number }[]>(
          'SELECT count(*)::int AS orders FROM hold_order GROUP BY hold_id, sequence HAVING count(*) > 1',
        );
        expect(orders).toEqual([]);
        await expectWhole();
      } finally {
        await otherDb.destroy();
      }
    },
  );
});
