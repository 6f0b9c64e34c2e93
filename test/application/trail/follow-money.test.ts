import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { readTrail } from '../../../src/application/trail/read-trail.js';
import type { OnwardMessage } from '../../../src/domain/hold/messages.js';
import { BreakRecordRow } from '../../../src/persistence/entities/traffic/break.entities.js';
import { StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { TrailLinkRow } from '../../../src/persistence/entities/money/trail.entities.js';
import { MULE_ACCOUNT, NEXT_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { OFFICER, RecordBuilder } from '../../support/record-builder.js';
import { violated } from '../../support/violated.js';

const THIRD_ACCOUNT = { institution: 'th-002', accountNo: '9000000004' };

describe('money that moved on, as an institution answers', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  const manager = () => database.dataSource.manager;

  // A database for each test: only so many orders may wait at one account (P-LIMIT).
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  let references = 0;
  /** A debit that carried all 1,000 baht on, by default to the next account. */
  function debit(over: Partial<OnwardMessage> = {}): OnwardMessage {
    return {
      transferRef: `ONWARD-${(references += 1)}`,
      to: { account: NEXT_ACCOUNT },
      amountSatang: '100000',
      attributedSatang: '100000',
      at: new Date(Date.now() - 600_000).toISOString(),
      channel: 'promptpay',
      ...over,
    };
  }

  /** Takes a complaint and answers its first hold. */
  async function answered(heldSatang: string, ...onward: OnwardMessage[]) {
    const { caseId, holdIds } = await build.complain();
    const [holdId = ''] = holdIds;
    const result = heldSatang === '0' ? 'NO_FUNDS' : 'HELD_PARTIAL';
    await build.send(holdId, { result, heldAmountSatang: heldSatang, onward });
    const holds = await build.holds(caseId);
    return { caseId, holdId, hold: holds[0], next: holds.slice(1) };
  }

  async function breaksOf(caseId: string): Promise<string[]> {
    const rows = await manager().findBy(BreakRecordRow, { caseId });
    return rows.map((row) => row.kind);
  }

  it('is ordered at the account that it went to', async () => {
    const { caseId, next } = await answered('30000', debit({ attributedSatang: '70000' }));
    expect(next.map((hold) => [hold.hop, hold.accountNo, hold.requestedSatang])).toEqual([
      [1, NEXT_ACCOUNT.accountNo, 70_000n],
    ]);
    expect(await breaksOf(caseId)).toEqual([]);
  });

  it('is not ordered in the victim’s own account', async () => {
    const { caseId, next } = await answered(
      '30000',
      debit({ attributedSatang: '70000', to: { account: VICTIM_ACCOUNT } }),
    );
    expect(next).toEqual([]);
    const links = await manager().findBy(TrailLinkRow, { caseId, hop: 1 });
    expect(links.map((link) => link.stopReason)).toEqual(['returned_to_victim']);
  });

  it.each(['merchant', 'payroll'] as const)(
    'is shown and not held where the institution says that it paid a %s; an officer may still ask',
    async (paidTo) => {
      const { caseId, next } = await answered('30000', debit({ attributedSatang: '70000', paidTo }));
      expect(next).toEqual([]);
      const trail = await readTrail(manager(), caseId);
      expect(trail?.links.map((link) => [link.hop, link.stopReason, link.holdId !== null])).toEqual([
        [0, null, true],
        [1, `${paidTo}_shield`, false],
      ]);
      const account = NEXT_ACCOUNT;
      const body = { kind: 'aoc_suspension' as const, account, reason: 'the shop belongs to the ring' };
      const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
      // The trail reaches the account; only the evidence is missing.
      expect(asked).toMatchObject({ ok: false, code: 'APPROVAL.THRESHOLD_NOT_MET' });
    },
  );

  it('is not followed when a debit is named twice: what is held counts, and a person settles the debits', async () => {
    const twice = debit({ attributedSatang: '35000' });
    const { caseId, hold, next } = await answered('30000', twice, twice);
    expect([hold?.state, hold?.heldSatang]).toEqual(['partly_held', 30_000n]);
    expect(next).toEqual([]);
    expect(await breaksOf(caseId)).toEqual(['ATTRIBUTION.NAMED_TWICE']);
    expect(await manager().countBy(TrailLinkRow, { caseId, hop: 1 })).toBe(0);
  });

  it('stops at an institution that takes no part: a person settles it, and no order waits for anybody', async () => {
    const account = { institution: 'xx-999', accountNo: '9000000777' };
    const { caseId, holdId, next } = await answered('30000', debit({ attributedSatang: '70000', to: { account } }));
    await build.advanceCase(caseId);
    expect([next, await build.holds(caseId)]).toMatchObject([[], [{ id: holdId }]]);
    const trail = await readTrail(manager(), caseId);
    expect(trail?.links.at(-1)).toMatchObject({ hop: 1, stopReason: 'not_enrolled', holdId: null });
    expect(trail?.graph?.became).toMatchObject({ held: '30000', stopped: '70000', awaitingAnswer: '0' });
    expect(await breaksOf(caseId)).toEqual(['RECEIVER_NOT_ENROLLED']);
  });

  it('is followed beside a debit that cannot be true, which the institution names rightly later', async () => {
    const right = debit({ attributedSatang: '50000' });
    const [to, at] = [{ account: THIRD_ACCOUNT }, new Date(Date.now() - 500_000).toISOString()];
    const wrong = debit({ attributedSatang: '50000', to, at: new Date(Date.now() + 3_600_000).toISOString() });
    const { caseId, holdId, next } = await answered('0', right, wrong);
    expect(next.map((hold) => [hold.accountNo, hold.requestedSatang])).toEqual([[NEXT_ACCOUNT.accountNo, 50_000n]]);
    expect(await breaksOf(caseId)).toEqual(['ATTRIBUTION.IN_FUTURE']);
    const onward = [right, { ...wrong, at }];
    await build.receipt(holdId, { result: 'NO_FUNDS', heldAmountSatang: '0', receiptSeq: 2, onward });
    await build.advanceHold(holdId);
    const further = (await build.holds(caseId)).slice(1).map((hold) => [hold.accountNo, hold.requestedSatang]);
    expect(further).toEqual([
      [NEXT_ACCOUNT.accountNo, 50_000n],
      [THIRD_ACCOUNT.accountNo, 50_000n],
    ]);
    expect(await violated(build.db, ['LEDGER', 'I3', 'I8', 'I26'])).toEqual([]);
  });

  it.each<[string, number, string]>([
    ['a day before the credit', -86_400_000, 'ATTRIBUTION.BEFORE_CREDIT'],
    ['in an hour', 3_600_000, 'ATTRIBUTION.IN_FUTURE'],
  ])('is not followed when it left %s: a person settles it', async (_when, fromNowMs, code) => {
    const at = new Date(Date.now() + fromNowMs).toISOString();
    const { caseId, hold, next } = await answered('30000', debit({ attributedSatang: '70000', at }));
    expect([hold?.heldSatang, next, await breaksOf(caseId)]).toEqual([30_000n, [], [code]]);
    expect(await manager().countBy(TrailLinkRow, { caseId, hop: 1 })).toBe(0);
  });

  it.each([
    [
      'earlier than the victim remembers, on the same day in Bangkok',
      '2026-11-20T03:00:00Z',
      '2026-11-19T17:00:00Z',
      [],
    ],
    ['on the day before', '2026-11-20T03:00:00Z', '2026-11-19T16:57:59Z', ['ATTRIBUTION.BEFORE_CREDIT']],
  ])('that left %s: the victim’s bank confirms his transfer to the day', async (_when, told, left, breaks) => {
    const { caseId, holdIds } = await build.complain({ transfers: [{ transferredAt: told }] });
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const onward = [debit({ attributedSatang: '70000', at: left })];
    await build.send(holdIds[0] ?? '', { result: 'HELD_PARTIAL', heldAmountSatang: '30000', onward });
    const next = (await build.holds(caseId)).slice(1).map((hold) => [hold.accountNo, hold.requestedSatang]);
    expect(next).toEqual(breaks.length === 0 ? [[NEXT_ACCOUNT.accountNo, 70_000n]] : []);
    expect([...new Set(await breaksOf(caseId))]).toEqual(breaks);
    expect(await violated(build.db, ['LEDGER', 'I8', 'I26'])).toEqual([]);
  });

  it('is not followed when one debit carries more for two victims together than its amount', async () => {
    const shared = debit({ amountSatang: '150000' });
    await answered('0', shared);
    const second = await answered('49999', { ...shared, attributedSatang: '50001' });
    expect(await breaksOf(second.caseId)).toEqual(['ATTRIBUTION.ABOVE_DEBIT']);
    const third = await answered('50000', { ...shared, attributedSatang: '50000' });
    expect(await breaksOf(third.caseId)).toEqual([]);
    expect(third.next.map((hold) => hold.requestedSatang)).toEqual([50_000n]);
  });

  it('stays attributed to the first victim when the time of the empty hold is over, while the claim stands', async () => {
    const shared = debit();
    const first = await answered('0', shared);
    await database.dataSource.query(
      `UPDATE hold SET ordered_at = ordered_at - interval '8 days', section7_from = section7_from - interval '8 days',
              expires_at = expires_at - interval '8 days' WHERE id = $1`,
      [first.holdId],
    );
    const second = await answered('0', shared);
    expect([second.next, await breaksOf(second.caseId)]).toEqual([[], ['ATTRIBUTION.ABOVE_DEBIT']]);
    await build.debits(first.caseId, 'DENIED');
    await build.advanceCase(first.caseId);
    const third = await answered('0', shared);
    expect([third.next.length, await breaksOf(third.caseId)]).toEqual([1, []]);
  });

  it('is shown but not followed when a person ordered the hold: a person decides the next order too (no_power)', async () => {
    // A relative reports: no complaint gives section 7 beside it.
    const { caseId, holdIds } = await build.complain();
    await database.dataSource.query('UPDATE case_file SET holder_reports = false');
    await database.dataSource.query(`UPDATE hold SET kind = 'aoc_suspension' WHERE id = $1`, [holdIds[0]]);
    await build.send(holdIds[0] ?? '', { result: 'NO_FUNDS', heldAmountSatang: '0', onward: [debit()] });
    await build.advanceCase(caseId);
    expect(await build.holds(caseId)).toHaveLength(1);
    const trail = await readTrail(manager(), caseId);
    expect(trail?.links.at(-1)).toMatchObject({ hop: 1, stopReason: 'no_power', holdId: null });
    expect(trail?.graph?.became).toMatchObject({ stopped: '100000', awaitingAnswer: '0' });
  });

  it('is not followed when the debit is stored with another receiver', async () => {
    const known = debit({ attributedSatang: '50000' });
    await answered('50000', known);
    const second = await answered('50000', { ...known, to: { account: THIRD_ACCOUNT } });
    expect(second.next).toEqual([]);
    expect(await breaksOf(second.caseId)).toEqual(['ATTRIBUTION.CONTRADICTS_RECORD']);
  });

  it('is not followed when it left the second account before it arrived there', async () => {
    const { caseId, next } = await answered('30000', debit({ attributedSatang: '70000' }));
    const early = debit({ to: { account: MULE_ACCOUNT }, at: new Date(Date.now() - 800_000).toISOString() });
    await build.send(next[0]?.id ?? '', {
      result: 'NO_FUNDS',
      heldAmountSatang: '0',
      onward: [{ ...early, attributedSatang: '70000' }],
    });
    expect(await breaksOf(caseId)).toEqual(['ATTRIBUTION.BEFORE_CREDIT']);
  });

  it('is followed though an earlier debit was passed over, which a person settles when no other hold fills it', async () => {
    const mule = { institution: 'th-014', accountNo: '9000000071' };
    const { holdIds, caseId } = await build.complain({ transfers: [{ to: { account: mule } }] });
    const early = debit({
      amountSatang: '60000',
      attributedSatang: '10000',
      at: new Date(Date.now() - 700_000).toISOString(),
    });
    await build.send(holdIds[0] ?? '', {
      result: 'NO_FUNDS',
      heldAmountSatang: '0',
      onward: [early, debit({ attributedSatang: '90000' })],
    });
    expect((await build.holds(caseId)).slice(1).map((hold) => hold.requestedSatang)).toEqual([90_000n]);
    expect(await breaksOf(caseId)).toEqual(['ATTRIBUTION.NOT_IN_TIME_ORDER']);
  });

  it('counts together with what an earlier answer explained', async () => {
    const first = debit({ attributedSatang: '70000' });
    const { caseId, holdId } = await answered('30000', first);
    const tooMuch = debit({ attributedSatang: '20000' });
    await build.receipt(holdId, {
      receiptSeq: 2,
      result: 'HELD_PARTIAL',
      heldAmountSatang: '20000',
      onward: [tooMuch],
    });
    await build.advanceHold(holdId);
    expect(await breaksOf(caseId)).toEqual(['ATTRIBUTION.ABOVE_RECEIVED', 'HELD_MONEY_GONE']);
    const [sum] = await manager().findBy(StolenSumRow, { caseId });
    expect(sum?.reservedSatang).toBe(90_000n);
  });
});
