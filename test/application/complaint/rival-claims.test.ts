import { maxSatang } from '../../../src/domain/money.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { releaseInPart } from '../../../src/application/hold/release/release-in-part.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { HOLDING_STATES } from '../../../src/domain/hold/hold.js';
import { TransferRow } from '../../../src/persistence/entities/money/trail.entities.js';
import { createDataSource } from '../../../src/persistence/data-source.js';
import { MULE_ACCOUNT, NEXT_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { firstRows, itInFullRun } from '../../support/full-run.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, RecordBuilder } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';
import { Rivals, type Report } from './support/rivals.js';

const AT = new Date(Date.now() - 3_600_000).toISOString();
const TRUE_FACTS = { to: { account: MULE_ACCOUNT }, amountSatang: '100000', transferredAt: AT };
const EARLIER = new Date(Date.now() - 7_200_000).toISOString();

/** No report keeps another report of the same money from being taken or held (I24). */
describe('reports of one reference that contradict each other', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let rivals: Rivals;
  const reference = 'RIVAL-1';
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    rivals = new Rivals(build, { reference, victim: VICTIM_ACCOUNT, facts: TRUE_FACTS });
  });
  afterEach(() => database.drop());

  const take = (report?: Report, by?: RecordBuilder) => rivals.take(report, by);
  const answer = (caseId: string, words: object, by?: RecordBuilder) => rivals.answer(caseId, words, by);
  const settle = (...caseIds: string[]) => rivals.settle(...caseIds);

  async function expectTruthStays(order: 'first' | 'second', report: Report): Promise<void> {
    const one = await take(order === 'first' ? report : {});
    await settle(one.id);
    const two = await take(order === 'first' ? {} : report);
    const truth = order === 'first' ? two : one;
    expect(truth.holdsOrdered + truth.heldByOrders.length).toBeGreaterThan(0);
    expect(two.holdsOrdered + two.notOrderedBecause.length).toBeGreaterThan(0);
    await settle(one.id, two.id);
    const largest = maxSatang(BigInt(report.facts?.amountSatang ?? '0'), 100_000n);
    for (const satang of Object.values(await rivals.held())) expect(BigInt(satang)).toBeLessThanOrEqual(largest);
    await answer(truth.id, { result: 'CONFIRMED' });
    await settle(one.id, two.id);
    expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    const standing = (await rivals.holds()).filter(({ state }) => HOLDING_STATES.includes(state));
    for (const { expiresAt } of standing) expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 24 * 3_600_000);
    await rivals.expectWhole();
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
    expect(await rivals.held()).toEqual({});
    const two = await take();
    expect(two).toMatchObject({ holdsOrdered: 1, notOrderedBecause: [] });
    await settle(one.id, two.id);
    expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    await rivals.expectWhole();
  });

  it.each(ordered)('hold the true one when the false one is denied later: %s', async (_what, report) => {
    const one = await take(report);
    const two = await take();
    await settle(one.id, two.id);
    await answer(one.id, { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' });
    await settle(one.id, two.id);
    expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    await rivals.expectWhole();
  });

  it.each(ordered)('keep the money held when the false one is withdrawn: %s', async (_what, report) => {
    const one = await take(report);
    await settle(one.id);
    const two = await take();
    await withdraw(build.db, one.id);
    await settle(one.id, two.id);
    expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    await answer(two.id, { result: 'CONFIRMED' });
    await settle(one.id, two.id);
    expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    await rivals.expectWhole();
  });

  it.each<[why: string, endOfFirst: (caseId: string) => Promise<void>]>([
    ['its bank denied it', (id) => answer(id, { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' })],
    ['its reporter withdrew it', (id) => withdraw(build.db, id)],
  ])(
    'have the rest of the true one held after a hold was lowered for a smaller claim: %s',
    async (_why, endOfFirst) => {
      const first = await take({ from: '9000000009' });
      const smaller = await take({ facts: { amountSatang: '2500' } });
      await settle(first.id, smaller.id);
      await endOfFirst(first.id);
      await settle(first.id, smaller.id);
      expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '2500' });
      const truth = await take();
      await settle(first.id, smaller.id, truth.id);
      await answer(truth.id, { result: 'CONFIRMED' });
      await settle(first.id, smaller.id, truth.id);
      expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
      await rivals.expectWhole();
    },
  );

  it('have ordered what the hold of a denied claim never asked for, because a smaller claim alone stood then', async () => {
    const withdrawn = await take({ facts: { amountSatang: '2500' } });
    await build.advanceCase(withdrawn.id);
    await withdraw(build.db, withdrawn.id);
    await build.advanceCase(withdrawn.id);
    const smaller = await take({ facts: { amountSatang: '2500' } });
    const denied = await take({ facts: { transferredAt: EARLIER } });
    await answer(denied.id, { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' });
    for (const hold of await rivals.holds()) await rivals.play(hold);
    await build.advanceCase(denied.id);
    await settle(withdrawn.id, smaller.id, denied.id);
    expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '2500' });
    const truth = await take();
    await answer(truth.id, { result: 'CONFIRMED' });
    await settle(withdrawn.id, smaller.id, denied.id, truth.id);
    expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    await rivals.expectWhole();
  });

  it('have nothing ordered of what an officer let go of the hold of another claim', async () => {
    const first = await take({ from: '9000000009' });
    await settle(first.id);
    const [hold] = await rivals.holds();
    if (hold === undefined) throw new Error('no hold was ordered');
    const body = { keepSatang: '40000', reason: 'the rest is the wage of the holder' };
    const released = await releaseInPart(build.db, { holdId: hold.id, body, actor: OFFICER });
    expect(released).toMatchObject({ ok: true });
    await settle(first.id);
    const truth = await take();
    await settle(first.id, truth.id);
    await answer(truth.id, { result: 'CONFIRMED' });
    await settle(first.id, truth.id);
    expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '40000' });
    await rivals.expectWhole();
  });

  it('have ordered what the centre let go of a hold, and not what an officer let go of the same one', async () => {
    const first = await take({ from: '9000000009' });
    const smaller = await take({ facts: { amountSatang: '2500' } });
    await settle(first.id, smaller.id);
    const [hold] = await rivals.holds();
    const body = { keepSatang: '90000', reason: 'the rest is the wage of the holder' };
    const released = await releaseInPart(build.db, { holdId: hold?.id ?? '', body, actor: OFFICER });
    expect(released).toMatchObject({ ok: true });
    await settle(first.id, smaller.id);
    await answer(first.id, { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' });
    await settle(first.id, smaller.id);
    expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '2500' });
    const truth = await take();
    await answer(truth.id, { result: 'CONFIRMED' });
    await settle(first.id, smaller.id, truth.id);
    expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '90000' });
    await rivals.expectWhole();
  });

  it('give a person what was let go at a later account, once the debit proves to be larger', async () => {
    const first = await take({ from: '9000000009' });
    const [atMule] = await rivals.holds();
    const all = { amountSatang: '100000', attributedSatang: '100000' };
    const onward = [
      {
        transferRef: 'ON-1',
        to: { account: NEXT_ACCOUNT },
        at: new Date().toISOString(),
        channel: 'promptpay',
        ...all,
      },
    ] as const;
    await build.send(atMule?.id ?? '', { result: 'NO_FUNDS', heldAmountSatang: '0', onward: [...onward] });
    await build.advanceCase(first.id);
    const further = (await build.holds(first.id)).find(({ hop }) => hop === 1)?.id ?? '';
    await build.send(further, { result: 'HELD_FULL' });
    const smaller = await take({ facts: { amountSatang: '2500' } });
    await build.advanceCase(smaller.id);
    await answer(first.id, { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' });
    await build.send(further, { result: 'HELD_FULL' });
    expect(await build.hold(further)).toMatchObject({ state: 'held', heldSatang: 2_500n });
    const truth = await take();
    await build.advanceCase(truth.id);
    const breaks = async () => {
      const rows = await build.db.manager.find(BreakRecordRow);
      return rows.map(({ kind, caseId, ownerRole }) => ({ kind, caseId, ownerRole }));
    };
    expect(await breaks()).toEqual([]);
    await answer(truth.id, { result: 'CONFIRMED' });
    await build.advanceCase(truth.id);
    expect(await breaks()).toEqual([{ kind: 'DEBIT_REST_NOT_HELD', caseId: truth.id, ownerRole: 'aoc_supervisor' }]);
    await rivals.expectWhole();
  });

  it('have nothing ordered at a later account where a person let the money go of another claim', async () => {
    const onward = [
      {
        transferRef: 'ON-2',
        to: { account: NEXT_ACCOUNT },
        at: new Date().toISOString(),
        channel: 'promptpay',
        amountSatang: '100000',
        attributedSatang: '100000',
      },
    ];
    const liar = await take({ from: '9000000009' });
    const [atMule] = await rivals.holds();
    await build.send(atMule?.id ?? '', { result: 'NO_FUNDS', heldAmountSatang: '0', onward });
    await build.advanceCase(liar.id);
    const further = (await build.holds(liar.id)).find(({ hop }) => hop === 1)?.id ?? '';
    await build.send(further, { result: 'HELD_FULL' });
    const body = { reason: 'the holder sold goods for it', unrelated: false };
    expect(await releaseByOfficer(build.db, { holdId: further, body, actor: OFFICER })).toMatchObject({ ok: true });
    await build.release(further);
    await answer(liar.id, { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' });
    await build.advanceCase(liar.id);
    const truth = await take();
    await answer(truth.id, { result: 'CONFIRMED' });
    for (let look = 0; look < 2; look += 1) {
      await build.advanceCase(truth.id);
      await build.advanceCase(liar.id);
    }
    const all = [...(await build.holds(truth.id)), ...(await build.holds(liar.id))];
    expect(all.map(({ id, state }) => [id, state])).toEqual([
      [atMule?.id, 'no_funds'],
      [further, 'released'],
    ]);
    await rivals.expectWhole();
  });

  it('of two PromptPay ids are two claims', async () => {
    const byPhone = (value: string) => ({ facts: { to: { promptPay: { kind: 'phone' as const, value } } } });
    const one = await take(byPhone('0890000071'));
    const two = await take(byPhone('0890000072'));
    expect(await build.db.manager.countBy(TransferRow, { reference })).toBe(2);
    await answer(two.id, { result: 'CONFIRMED', to: MULE_ACCOUNT });
    await settle(one.id, two.id);
    expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    await rivals.expectWhole();
  });

  it('are all taken at the same moment, each once, and hold no more than one debit at an account', async () => {
    const reports: Report[] = [{}, ...wrong.map(([, report]) => report), {}, ...wrong.map(([, report]) => report)];
    const taken = await Promise.all(reports.map((report) => take(report)));
    expect(await build.db.manager.countBy(TransferRow, { reference })).toBe(1 + wrong.length);
    const ids = taken.map(({ id }) => id);
    await settle(...ids);
    const [truth] = taken;
    if (truth === undefined) throw new Error('nothing was taken');
    expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '250000', [NEXT_ACCOUNT.accountNo]: '100000' });
    await answer(truth.id, { result: 'CONFIRMED' });
    await settle(...ids);
    expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
    await rivals.expectWhole();
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
        const everyHold = (await rivals.holds()).map(({ id }) => id);
        await Promise.all([
          ...everyHold.flatMap((id) => [build, other].map((by) => by.send(id, { result: 'HELD_FULL' }))),
          ...ids.flatMap((id) => [build, other].map((by) => by.advanceCase(id))),
        ]);
        const largest = maxSatang(BigInt(report.facts?.amountSatang ?? '0'), 100_000n);
        for (const satang of Object.values(await rivals.held())) expect(BigInt(satang)).toBeLessThanOrEqual(largest);

        await Promise.all([
          answer(truth.id, { result: 'CONFIRMED' }, build),
          ...ids.flatMap((id) => [build, other].map((by) => by.advanceCase(id))),
        ]);
        await settle(...ids);
        expect(await rivals.held()).toEqual({ [MULE_ACCOUNT.accountNo]: '100000' });
        const orders = await build.db.query<{ orders: number }[]>(
          'SELECT count(*)::int AS orders FROM hold_order GROUP BY hold_id, sequence HAVING count(*) > 1',
        );
        expect(orders).toEqual([]);
        await rivals.expectWhole();
      } finally {
        await otherDb.destroy();
      }
    },
  );
});
