import { gatherMs } from '../../src/contract/gather-time.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, after } from '../../src/domain/time.js';
import { decisionMade, evidenceArrived, holdChanged } from '../../workflows/messages.js';
import { bank } from './support/bank.js';
import type { CaseWorld } from './support/case-world.js';
import { startSkippingTime, type SkippingTime } from './support/skipping-time.js';

const HOLDS = 500;
const WAIT_MS = gatherMs(HOLDS);
/** Much shorter than the wait, also on a slow machine. */
const SHORT_MS = 500;

describe('a case whose trail is long', () => {
  let time: SkippingTime;
  let inCase: CaseWorld;
  beforeEach(async () => {
    time = await startSkippingTime();
    inCase = await time.world.open('C1');
  }, 120_000);
  afterEach(() => time.stop());

  const newHold = async () => ({
    caseId: 'C1',
    institution: 'th-014',
    bank: bank(),
    requestedSatang: 100_000n,
    expiresAt: after(await time.now(), DAY_MS),
  });

  async function startWithHolds(holds = HOLDS) {
    inCase.addStarted(holds, await newHold());
    const handle = await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    return handle;
  }

  it('makes a few rounds for five hundred receipts in a burst, and one for the last of them', async () => {
    const handle = await startWithHolds();
    const roundsBefore = inCase.rounds;
    // Twenty at a time, with pauses in which each twenty would get a round of their own.
    for (let first = 1; first <= HOLDS; first += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, n) => handle.signal(holdChanged, `H${first + n}`)));
      await time.sleep(100);
    }
    const roundsInBurst = inCase.rounds;
    await handle.signal(holdChanged, `H${HOLDS}`);
    await time.sleep(3 * WAIT_MS);
    expect(inCase.rounds).toBeGreaterThan(roundsInBurst);
    expect(inCase.rounds - roundsBefore).toBeLessThanOrEqual(8);
  });

  it('makes a round for a single receipt when the wait is over', async () => {
    const handle = await startWithHolds();
    const roundsBefore = inCase.rounds;
    await handle.signal(holdChanged, 'H1');
    await time.sleep(SHORT_MS);
    expect(inCase.rounds).toBe(roundsBefore);
    await time.sleep(2 * WAIT_MS);
    expect(inCase.rounds).toBe(roundsBefore + 1);
  });

  it('makes a round at once for an officer’s decision that comes during the wait', async () => {
    const request = inCase.request(await newHold(), after(await time.now(), DAY_MS));
    const handle = await startWithHolds();
    await handle.signal(holdChanged, 'H1');
    request.state = 'approved';
    await handle.signal(decisionMade, 'D1');
    await time.sleep(SHORT_MS);
    expect(request.carriedOut).toBe(1);
  });

  it('makes a round at once for a denied debit that comes during the wait, and releases everything', async () => {
    const debit = inCase.askDebit('th-004');
    inCase.answering.add('th-004');
    const handle = await startWithHolds(30);
    await handle.signal(holdChanged, 'H1');
    debit.state = 'denied';
    await handle.signal(evidenceArrived, 'M1');
    await time.sleep(SHORT_MS);
    expect(time.world.holds.find('H1').facts.state).toBe('release_ordered');
  });

  it('does what falls due during the wait when it is due', async () => {
    const request = inCase.request(await newHold(), after(await time.now(), HOUR_MS));
    const handle = await startWithHolds();
    await time.sleep(request.expiresAt.getTime() - (await time.now()).getTime() - SHORT_MS);
    expect(request.state).toBe('requested');
    await handle.signal(holdChanged, 'H1');
    await time.sleep(2 * SHORT_MS);
    expect(request.state).toBe('expired');
  });

  it('does not wait while it is short', async () => {
    const handle = await startWithHolds(3);
    const roundsBefore = inCase.rounds;
    await handle.signal(holdChanged, 'H1');
    await time.sleep(SHORT_MS);
    expect(inCase.rounds).toBe(roundsBefore + 1);
  });
});
