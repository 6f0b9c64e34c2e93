import { DAY_MS, HOUR_MS, MINUTE_MS, after } from '../../src/domain/time.js';
import { orderIssued } from '../../workflows/messages.js';
import { bank } from './support/bank.js';
import type { WorldHold } from './support/hold-world.js';
import { startSkippingTime, type SkippingTime } from './support/skipping-time.js';

/** A workflow task and an activity take a moment, also when time is skipped. */
const AT_ONCE_MS = 2_000;

describe('the clock of a hold', () => {
  let time: SkippingTime;
  beforeEach(async () => {
    time = await startSkippingTime();
  }, 120_000);
  afterEach(() => time.stop());

  async function hold(expiresInMs: number): Promise<WorldHold> {
    const now = await time.now();
    await time.world.open('C1');
    const wanted = {
      caseId: `C${time.world.cases.size}`,
      institution: 'th-014',
      bank: bank(),
      requestedSatang: 100_000n,
    };
    return time.world.holds.add({ ...wanted, expiresAt: after(now, expiresInMs) }, now);
  }

  function released(on: WorldHold): number {
    const ordered = on.changes.find(({ to }) => to === 'release_ordered');
    if (ordered === undefined) throw new Error('never released');
    return ordered.at.getTime() - on.facts.expiresAt.getTime();
  }

  it.each([
    ['60 minutes, while nobody confirmed the debit (P-URG)', 60 * MINUTE_MS],
    ['72 hours (P-EXP)', 72 * HOUR_MS],
    ['7 days, with the police statement (P-EXP)', 7 * DAY_MS],
  ])('releases on time after %s', async (_name, lengthMs) => {
    const on = await hold(lengthMs);
    const handle = await time.startHold(on.holdId, on.institution);
    await time.sleep(lengthMs - MINUTE_MS);
    expect(on.facts.state).toBe('held');

    await time.ends(handle);
    expect(on.changes.map(({ to }) => to)).toEqual(['ordered', 'held', 'release_ordered', 'released']);
    expect(released(on)).toBeGreaterThanOrEqual(0);
    expect(released(on)).toBeLessThan(AT_ONCE_MS);
  });

  it('goes on to the later date of an extension order, which is sent when it is told of', async () => {
    const on = await hold(72 * HOUR_MS);
    const handle = await time.startHold(on.holdId, on.institution);
    await time.sleep(48 * HOUR_MS);
    time.world.holds.extend(on, after(on.facts.expiresAt, 4 * DAY_MS));
    await handle.signal(orderIssued, on.holdId);

    await time.sleep(4 * DAY_MS);
    expect(on.facts.state).toBe('held');
    expect(on.attempts.map(({ what }) => what)).toEqual(['send', 'send']);
    await time.ends(handle);
    expect(released(on)).toBeGreaterThanOrEqual(0);
    expect(released(on)).toBeLessThan(AT_ONCE_MS);
  });
});
