import { WorkflowNotFoundError } from '@temporalio/client';
import { HOUR_MS, MINUTE_MS, after } from '../../src/domain/time.js';
import { bank, movedOn, receipt, type Bank } from './support/bank.js';
import { startSkippingTime, type SkippingTime } from './support/skipping-time.js';

describe('money that moved on', () => {
  let time: SkippingTime;
  beforeEach(async () => {
    time = await startSkippingTime();
  }, 120_000);
  afterEach(() => time.stop());

  async function started(behaviour: Partial<Bank>) {
    const now = await time.now();
    await time.world.open('C1');
    time.world.holds.banks.set('th-006', bank());
    const wanted = { caseId: 'C1', institution: 'th-014', bank: bank(behaviour), requestedSatang: 100_000n };
    const hold = time.world.holds.add({ ...wanted, expiresAt: after(now, HOUR_MS) }, now);
    return { hold, handle: await time.startHold(hold.holdId, hold.institution) };
  }

  it('gets a workflow of its own, for which the first hold does not wait', async () => {
    const { handle } = await started({ placeHold: (order) => movedOn(order, 'th-006') });
    await handle.result();
    const next = time.world.holds.find('H2');
    const nextHandle = time.client.workflow.getHandle('hold-H2');
    const { status } = await nextHandle.describe();
    expect(['RUNNING', 'COMPLETED']).toContain(status.name);

    await time.ends(nextHandle);
    expect(next.changes.map(({ to }) => to)).toEqual(['ordered', 'held', 'release_ordered', 'released']);
    expect(next.changes[2]?.at.getTime()).toBeGreaterThanOrEqual(next.facts.expiresAt.getTime());
  });

  it('stays held after the first hold has ended, until its own expiry', async () => {
    const { hold, handle } = await started({
      placeHold: (order) =>
        receipt(order, {
          result: 'HELD_PARTIAL',
          heldSatang: 40_000n,
          onward: [{ institution: 'th-006', amountSatang: 60_000n }],
        }),
    });
    await time.sleep(MINUTE_MS);
    const next = time.world.holds.find('H2');
    expect([hold.facts.heldSatang, next.facts.heldSatang]).toEqual([40_000n, 60_000n]);
    time.world.holds.extend(next, after(next.facts.expiresAt, HOUR_MS));
    await time.client.workflow.getHandle('hold-H2').signal('orderIssued', 'O2');

    await time.ends(handle);
    expect(hold.facts.state).toBe('released');
    expect(next.facts.state).toBe('held');
    await time.ends(time.client.workflow.getHandle('hold-H2'));
    expect(next.facts.state).toBe('released');
  });

  it('a case that has closed does not fail the hold: the keeper does its work', async () => {
    const { hold, handle } = await started({});
    await expect(time.client.workflow.getHandle('complaint-C1').describe()).rejects.toThrow(WorkflowNotFoundError);
    await time.ends(handle);
    expect(hold.facts.state).toBe('released');
    expect((await handle.describe()).status.name).toBe('COMPLETED');
  });
});
