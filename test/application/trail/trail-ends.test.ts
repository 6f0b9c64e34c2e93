import type { OnwardMessage } from '../../../src/domain/hold/messages.js';
import { TransferRow } from '../../../src/persistence/entities/money/trail.entities.js';
import { readTrail } from '../../../src/application/trail/read-trail.js';
import { type ComplaintChanges, MULE_ACCOUNT, NEXT_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();

describe('the trail', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  const manager = () => database.dataSource.manager;

  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  let references = 0;
  function debit(over: Partial<OnwardMessage> = {}): OnwardMessage {
    return {
      transferRef: `ENDS-${(references += 1)}`,
      to: { account: NEXT_ACCOUNT },
      amountSatang: '100000',
      attributedSatang: '100000',
      at: hoursAgo(0.5),
      channel: 'promptpay',
      ...over,
    };
  }

  /** Returns an account that no trail has reached. */
  let accounts = 0;
  const fresh = () => ({ institution: 'th-002', accountNo: `90000005${String((accounts += 1)).padStart(2, '0')}` });

  /**
   * Lets `count` accounts of th-006 have a satang of the hold's part. The rows are written by
   * hand, with only what P-TRACE counts, because 500 answers would prove no more.
   */
  async function writeReceivers(holdId: string, count: number): Promise<void> {
    const { caseId, trailLinkId, stolenSumId } = await build.hold(holdId);
    const values = [caseId, trailLinkId, stolenSumId, holdId, count, MULE_ACCOUNT.institution, MULE_ACCOUNT.accountNo];
    await manager().query(
      `WITH paid AS (
         INSERT INTO transfer (id, from_institution, from_account_no, reference, to_institution, to_account_no, amount_satang, transferred_at, rail, reported_by, first_case_id)
         SELECT $1 || 'T' || i, $6, $7, $1 || i, 'th-006', '7' || lpad(i::text, 9, '0'), 1, now() - interval '30 minutes', 'promptpay', 'institution', $1
           FROM generate_series(1, $5::int) i RETURNING id)
       INSERT INTO trail_link (id, stolen_sum_id, transfer_id, case_id, parent_link_id, parent_hold_id, hop, attributed_satang, nth_account)
       SELECT id || 'L', $3, id, $1, $2, $4, 1, 1, 1 + row_number() OVER () FROM paid`,
      values,
    );
  }

  const movedOn = (holdId: string, ...onward: OnwardMessage[]) =>
    build.send(holdId, { result: 'NO_FUNDS', heldAmountSatang: '0', onward });

  async function complainAndMoveOn(changes: ComplaintChanges, ...onward: OnwardMessage[]): Promise<string> {
    const { caseId, holdIds } = await build.complain(changes);
    await movedOn(holdIds[0] ?? '', ...onward);
    return caseId;
  }

  async function ends(caseId: string) {
    const trail = await readTrail(manager(), caseId);
    return trail?.links
      .filter(({ hop }) => hop > 0)
      .map(({ offRail, stopReason, holdId }) => [offRail, stopReason, holdId]);
  }

  it.each(['cash', 'card', 'crypto', 'abroad', 'other'] as const)('ends where the money became %s', async (offRail) => {
    const caseId = await complainAndMoveOn({}, debit({ to: { offRail }, channel: 'other' }));
    expect(await ends(caseId)).toEqual([[offRail, 'off_rails', null]]);
  });

  it('ends at a debit more than 72 hours after the credit', async () => {
    const caseId = await complainAndMoveOn({ transfers: [{ transferredAt: hoursAgo(80) }] }, debit());
    expect(await ends(caseId)).toEqual([[null, 'too_old', null]]);
  });

  it('ends after the tenth hop', async () => {
    const { caseId } = await build.complain();
    for (let hop = 1; hop <= 11; hop += 1) {
      const newest = (await build.holds(caseId)).at(-1);
      await movedOn(newest?.id ?? '', debit({ to: { account: fresh() }, at: hoursAgo(0.5 - hop / 100) }));
    }
    expect((await build.holds(caseId)).map(({ hop }) => hop)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect((await ends(caseId))?.at(-1)).toEqual([null, 'too_deep', null]);
  });

  it('ends at the five hundred and first account, and goes on to one of the five hundred', async () => {
    const { caseId, holdIds } = await build.complain({ transfers: [{ amountSatang: '200000' }] });
    await writeReceivers(holdIds[0] ?? '', 499);
    const one = { institution: 'th-006', accountNo: '7000000007' };
    await movedOn(
      holdIds[0] ?? '',
      debit({ to: { account: fresh() }, attributedSatang: '60000' }),
      debit({ to: { account: one }, attributedSatang: '70000' }),
    );
    const [hold] = (await build.holds(caseId)).slice(1);
    expect([hold?.accountNo, hold?.requestedSatang]).toEqual([one.accountNo, 70_000n]);
    const stops = (await ends(caseId))?.map(([, stopReason]) => stopReason);
    expect(stops?.filter(Boolean)).toEqual(['too_many_accounts']);
  });

  it('ends where a company’s bank says that it paid a wage, on any hop', async () => {
    const caseId = await complainAndMoveOn({}, debit());
    const [, second] = await build.holds(caseId);
    await movedOn(second?.id ?? '', debit({ to: { account: fresh() }, paidTo: 'payroll' }));
    expect(await ends(caseId)).toEqual([
      [null, null, second?.id],
      [null, 'payroll_shield', null],
    ]);
  });

  it('goes round a cycle with a hold for each credit and one row for each transfer', async () => {
    const caseId = await complainAndMoveOn({}, debit());
    const [, second] = await build.holds(caseId);
    await movedOn(second?.id ?? '', debit({ to: { account: MULE_ACCOUNT } }));
    const holds = await build.holds(caseId);
    expect(holds.map((hold) => [hold.hop, hold.accountNo])).toEqual([
      [0, MULE_ACCOUNT.accountNo],
      [1, NEXT_ACCOUNT.accountNo],
      [2, MULE_ACCOUNT.accountNo],
    ]);
    expect(new Set(holds.map((hold) => hold.transferId)).size).toBe(3);
    expect(await manager().countBy(TransferRow, { firstCaseId: caseId })).toBe(3);
    const graph = (await readTrail(manager(), caseId))?.graph;
    expect(graph?.accounts.map(({ inCycle }) => inCycle)).toEqual([true, true]);
  });

  it('begins at the account of a PromptPay id when the victim’s bank names it, and goes on from there', async () => {
    const to = { promptPay: { kind: 'phone' as const, value: '0890000071' } };
    const { caseId, holdIds } = await build.complain({ transfers: [{ to }] });
    expect(holdIds).toEqual([]);
    await build.debits(caseId, 'CONFIRMED', MULE_ACCOUNT);
    await build.advanceCase(caseId);
    const [first] = await build.holds(caseId);
    expect([first?.hop, first?.accountNo]).toEqual([0, MULE_ACCOUNT.accountNo]);
    await movedOn(first?.id ?? '', debit());
    expect((await build.holds(caseId)).map((hold) => [hold.hop, hold.accountNo])).toEqual([
      [0, MULE_ACCOUNT.accountNo],
      [1, NEXT_ACCOUNT.accountNo],
    ]);
  });
});
