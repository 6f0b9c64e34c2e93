import { HOUR_MS, MINUTE_MS, after } from '../../src/domain/time.js';
import { complaintAdded } from '../../workflows/messages.js';
import { bank } from './support/bank.js';
import { startSkippingTime, type SkippingTime } from './support/skipping-time.js';

describe('a database that cannot be reached', () => {
  let time: SkippingTime;
  beforeEach(async () => {
    time = await startSkippingTime();
  }, 120_000);
  afterEach(() => time.stop());

  /** Makes the database fail for the next `calls` of an activity. */
  function failNext(activity: string, calls: number): void {
    let remaining = calls;
    time.world.before = (name) => {
      if (name !== activity || remaining === 0) return;
      remaining -= 1;
      throw new Error('the database does not answer');
    };
  }

  it('is tried until it answers: the release of a hold is late, not lost', async () => {
    const now = await time.now();
    await time.world.open('C1');
    const wanted = { caseId: 'C1', institution: 'th-014', bank: bank(), requestedSatang: 100_000n };
    const hold = time.world.holds.add({ ...wanted, expiresAt: after(now, HOUR_MS) }, now);
    failNext('advanceHold', 20);
    await time.ends(await time.startHold(hold.holdId, hold.institution));
    expect(hold.changes.map(({ to }) => to)).toEqual(['ordered', 'held', 'release_ordered', 'released']);
    const delayMs = (hold.changes[2]?.at.getTime() ?? 0) - hold.facts.expiresAt.getTime();
    expect(delayMs).toBeLessThan(5 * MINUTE_MS);
  });

  it('while an order is sent is our fault, and never the silence of the institution', async () => {
    const now = await time.now();
    await time.world.open('C1');
    const wanted = { caseId: 'C1', institution: 'th-014', bank: bank(), requestedSatang: 100_000n };
    const hold = time.world.holds.add({ ...wanted, expiresAt: after(now, HOUR_MS) }, now);
    failNext('sendHoldOrders', 20);
    await time.ends(await time.startHold(hold.holdId, hold.institution));
    expect(hold.changes.map(({ to }) => to)).toEqual(['ordered', 'held', 'release_ordered', 'released']);
    expect(hold.attempts.filter(({ what }) => what === 'send')).toHaveLength(1);
  });

  it('is tried again by the complaint, and no signal of that time is lost', async () => {
    const inCase = await time.world.open('C1');
    const handle = await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    const rounds = inCase.rounds;
    failNext('advanceCase', 20);
    await handle.signal(complaintAdded, 'A1');
    inCase.withdrawn = true;
    await handle.signal(complaintAdded, 'A2');
    await time.ends(handle);
    expect(inCase.status).toBe('closed');
    expect(inCase.rounds).toBeGreaterThan(rounds);
  });
});
