import { DAY_MS, HOUR_MS, MINUTE_MS, after } from '../../src/domain/time.js';
import { institutionAnswered, orderIssued } from '../../workflows/messages.js';
import { bank, receipt, type Bank } from './support/bank.js';
import { sevenDaysFrom, type WorldHold } from './support/hold-world.js';
import { startSkippingTime, type SkippingTime } from './support/skipping-time.js';

/** Longer than a workflow task and an activity take; they take real time. */
const AT_ONCE_MS = 2_000;
const ANSWER_AFTER_MS = 10 * MINUTE_MS;

describe('the clock of a hold', () => {
  let time: SkippingTime;
  beforeEach(async () => {
    time = await startSkippingTime();
  }, 120_000);
  afterEach(() => time.stop());

  async function addHold(expiresInMs: number): Promise<WorldHold> {
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

  /** Returns the milliseconds from a hold's expiry to its release order. */
  function releaseDelay(hold: WorldHold): number {
    const ordered = hold.changes.find(({ to }) => to === 'release_ordered');
    if (ordered === undefined) throw new Error('never released');
    return ordered.at.getTime() - hold.facts.expiresAt.getTime();
  }

  it.each([
    ['60 minutes, while nobody confirmed the debit (P-URG)', 60 * MINUTE_MS],
    ['72 hours, where nobody complained (P-EXP)', 72 * HOUR_MS],
    ['7 days from the complaint (P-EXP)', 7 * DAY_MS],
  ])('releases on time after %s', async (_name, lengthMs) => {
    const hold = await addHold(lengthMs);
    const handle = await time.startHold(hold.holdId, hold.institution);
    await time.sleep(lengthMs - MINUTE_MS);
    expect(hold.facts.state).toBe('held');

    await time.ends(handle);
    expect(hold.changes.map(({ to }) => to)).toEqual(['ordered', 'held', 'release_ordered', 'released']);
    expect(releaseDelay(hold)).toBeGreaterThanOrEqual(0);
    expect(releaseDelay(hold)).toBeLessThan(AT_ONCE_MS);
  });

  it('ends a suspicion at three hops with the officer’s time, which no later hop starts anew (OFF-6C)', async () => {
    const now = await time.now();
    await time.world.open('C1');
    const answersByCallback = (): Bank => bank({ placeHold: () => 'accepted', readOrder: () => 'accepted' });
    time.world.holds.banks.set('th-006', answersByCallback()).set('th-002', bank());
    const wanted = { caseId: 'C1', institution: 'th-014', bank: answersByCallback(), requestedSatang: 100_000n };
    const first = time.world.holds.add({ ...wanted, kind: 'section6', expiresAt: sevenDaysFrom(now) }, now);
    const handles = [await time.startHold(first.holdId, first.institution)];
    /**
     * The institution answers ten minutes later: it holds a part and names where the rest went.
     */
    const answersLater = async (hold: WorldHold, heldSatang: bigint, institution: string): Promise<WorldHold> => {
      await time.sleep(ANSWER_AFTER_MS);
      const amountSatang = hold.facts.requestedSatang - heldSatang;
      const [order = { sequence: 1, requestedSatang: 0n }] = hold.orders;
      hold.inbox.push(receipt(order, { result: 'HELD_PARTIAL', heldSatang, onward: [{ institution, amountSatang }] }));
      await time.client.workflow.getHandle(`hold-${hold.holdId}`).signal(institutionAnswered, hold.holdId);
      await time.sleep(MINUTE_MS);
      const next = time.world.holds.find(`H${time.world.holds.holds.size}`);
      handles.push(time.client.workflow.getHandle(`hold-${next.holdId}`));
      return next;
    };
    const second = await answersLater(first, 40_000n, 'th-006');
    const third = await answersLater(second, 35_000n, 'th-002');

    await time.ends(...handles);
    const hops = [first, second, third];
    expect(hops.map(({ institution, facts }) => [institution, facts.state])).toEqual([
      ['th-014', 'released'],
      ['th-006', 'released'],
      ['th-002', 'released'],
    ]);
    for (const hop of hops) {
      expect(hop.facts.expiresAt).toEqual(sevenDaysFrom(now));
      expect(releaseDelay(hop)).toBeGreaterThanOrEqual(0);
      expect(releaseDelay(hop)).toBeLessThan(AT_ONCE_MS);
      const acknowledgedAt = hop.release?.acknowledgedAt?.getTime() ?? NaN;
      expect(acknowledgedAt - hop.facts.expiresAt.getTime()).toBeLessThan(AT_ONCE_MS);
      expect(hop.facts.heldSatang).toBe(0n);
    }
  });

  it('runs to the later date of an extension order, which is sent when it is signalled', async () => {
    const hold = await addHold(72 * HOUR_MS);
    const handle = await time.startHold(hold.holdId, hold.institution);
    await time.sleep(48 * HOUR_MS);
    time.world.holds.extend(hold, after(hold.facts.expiresAt, 4 * DAY_MS));
    await handle.signal(orderIssued, hold.holdId);

    await time.sleep(4 * DAY_MS);
    expect(hold.facts.state).toBe('held');
    expect(hold.attempts.map(({ what }) => what)).toEqual(['send', 'send']);
    await time.ends(handle);
    expect(releaseDelay(hold)).toBeGreaterThanOrEqual(0);
    expect(releaseDelay(hold)).toBeLessThan(AT_ONCE_MS);
  });
});
