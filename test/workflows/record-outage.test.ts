import { HOUR_MS, MINUTE_MS, after } from '../../src/domain/time.js';
import { complaintAdded } from '../../workflows/messages.js';
import { bank } from './support/bank.js';
import { startSkippingTime, type SkippingTime } from './support/skipping-time.js';

describe('a record that cannot be reached', () => {
  let time: SkippingTime;
  beforeEach(async () => {
    time = await startSkippingTime();
  }, 120_000);
  afterEach(() => time.stop());

  /** The database is away for the next `calls` of an activity. */
  function failing(activity: string, calls: number): void {
    let left = calls;
    time.world.disturb = (name) => {
      if (name !== activity || left === 0) return;
      left -= 1;
      throw new Error('the database does not answer');
    };
  }

  it('is asked until it answers: the release of a hold is late, not lost', async () => {
    const now = await time.now();
    await time.world.open('C1');
    const wanted = { caseId: 'C1', institution: 'th-014', bank: bank(), requestedSatang: 100_000n };
    const hold = time.world.holds.add({ ...wanted, expiresAt: after(now, HOUR_MS) }, now);
    failing('advanceHold', 20);
    await time.ends(await time.startHold(hold.holdId, hold.institution));
    expect(hold.changes.map(({ to }) => to)).toEqual(['ordered', 'held', 'release_ordered', 'released']);
    const late = (hold.changes[2]?.at.getTime() ?? 0) - hold.facts.expiresAt.getTime();
    expect(late).toBeLessThan(5 * MINUTE_MS);
  });

  it('is asked again by the complaint, and what was signalled meanwhile is not forgotten', async () => {
    const inCase = await time.world.open('C1');
    const handle = await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    const rounds = inCase.rounds;
    failing('advanceCase', 20);
    await handle.signal(complaintAdded, 'A1');
    inCase.withdrawn = true;
    await handle.signal(complaintAdded, 'A2');
    await time.ends(handle);
    expect(inCase.status).toBe('closed');
    expect(inCase.rounds).toBeGreaterThan(rounds);
  });
});
