import type { OnwardMessage } from '../../src/domain/hold/messages.js';
import { TransferRow } from '../../src/persistence/entities/trail.entities.js';
import { readTrail } from '../../src/persistence/reads/trail.js';
import { type ComplaintChanges, MULE_ACCOUNT, NEXT_ACCOUNT } from '../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { RecordBuilder } from '../support/record-builder.js';

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();

describe('the trail on record', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  const manager = () => database.dataSource.manager;

  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database.dataSource);
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

  it('goes round a cycle by a hold for each credit, on one row for each transfer', async () => {
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

  it('begins behind a PromptPay id when the victim’s bank names the account, and goes on from there', async () => {
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
