import { gatherMs } from '../../src/contract/gather-time.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, after } from '../../src/domain/time.js';
import { decisionMade, evidenceArrived, holdChanged } from '../../workflows/messages.js';
import { bank } from './support/bank.js';
import type { CaseWorld } from './support/case-world.js';
import { startSkippingTime, type SkippingTime } from './support/skipping-time.js';

const HOLDS = 500;
const WAIT_MS = gatherMs(HOLDS);
/** Well within the wait, also on a slow machine. */
const SHORT_MS = 500;

describe('a case whose trail is long', () => {
  let time: SkippingTime;
  let inCase: CaseWorld;
  beforeEach(async () => {
    time = await startSkippingTime();
    inCase = await time.world.open('C1');
  }, 120_000);
  afterEach(() => time.stop());

  const wanted = async () => ({
    caseId: 'C1',
    institution: 'th-014',
    bank: bank(),
    requestedSatang: 100_000n,
    expiresAt: after(await time.now(), DAY_MS),
  });

  async function waiting(holds = HOLDS) {
    inCase.addStarted(holds, await wanted());
    const handle = await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    return handle;
  }

  it('looks a handful of times at five hundred receipts in a burst, and at the last of them', async () => {
    const handle = await waiting();
    const before = inCase.rounds;
    // Twenty at a time, with a pause in which each twenty would get a look of their own.
    for (let first = 1; first <= HOLDS; first += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, n) => handle.signal(holdChanged, `H${first + n}`)));
      await time.sleep(100);
    }
    const inBurst = inCase.rounds;
    await time.sleep(3 * WAIT_MS);
    expect(inCase.rounds).toBeGreaterThan(inBurst);
    expect(inCase.rounds - before).toBeLessThanOrEqual(8);
  });

  it('looks at a receipt that comes alone when the wait is over', async () => {
    const handle = await waiting();
    const before = inCase.rounds;
    await handle.signal(holdChanged, 'H1');
    await time.sleep(SHORT_MS);
    expect(inCase.rounds).toBe(before);
    await time.sleep(2 * WAIT_MS);
    expect(inCase.rounds).toBe(before + 1);
  });

  it('looks at once at an officer’s decision that comes within the wait', async () => {
    const request = inCase.request(await wanted(), after(await time.now(), DAY_MS));
    const handle = await waiting();
    await handle.signal(holdChanged, 'H1');
    request.state = 'approved';
    await handle.signal(decisionMade, 'D1');
    await time.sleep(SHORT_MS);
    expect(request.carriedOut).toBe(1);
  });

  it('looks at once at a denied debit that comes within the wait, and lets everything go', async () => {
    const debit = inCase.askDebit('th-004');
    inCase.answering.add('th-004');
    const handle = await waiting(30);
    await handle.signal(holdChanged, 'H1');
    debit.state = 'denied';
    await handle.signal(evidenceArrived, 'M1');
    await time.sleep(SHORT_MS);
    expect(time.world.holds.find('H1').facts.state).toBe('release_ordered');
  });

  it('does what falls due by a clock within the wait when it is due', async () => {
    const request = inCase.request(await wanted(), after(await time.now(), HOUR_MS));
    const handle = await waiting();
    await time.sleep(request.expiresAt.getTime() - (await time.now()).getTime() - SHORT_MS);
    expect(request.state).toBe('requested');
    await handle.signal(holdChanged, 'H1');
    await time.sleep(2 * SHORT_MS);
    expect(request.state).toBe('expired');
  });

  it('waits for nothing while it is short', async () => {
    const handle = await waiting(3);
    const before = inCase.rounds;
    await handle.signal(holdChanged, 'H1');
    await time.sleep(SHORT_MS);
    expect(inCase.rounds).toBe(before + 1);
  });
});
