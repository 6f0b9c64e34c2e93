import { ATTEMPTS_PER_ROUND } from '../../src/contract/retry-times.js';
import { HOUR_MS, MINUTE_MS, after } from '../../src/domain/time.js';
import { institutionAnswered, releaseOrdered } from '../../workflows/messages.js';
import { bank, receipt, type Bank, type Receipt } from './support/bank.js';
import type { WorldHold } from './support/hold-world.js';
import { startSkippingTime, type SkippingTime } from './support/skipping-time.js';

/** A bank that takes orders and answers by callback only. */
const BY_CALLBACK: Partial<Bank> = { placeHold: () => 'accepted', readOrder: () => 'accepted' };

describe('messages to a hold', () => {
  let time: SkippingTime;
  beforeEach(async () => {
    time = await startSkippingTime();
  }, 120_000);
  afterEach(() => time.stop());

  async function started(behaviour: Partial<Bank> = BY_CALLBACK) {
    const now = await time.now();
    const { caseId } = await time.world.open(`C${time.world.cases.size + 1}`);
    const wanted = { caseId, institution: 'th-014', bank: bank(behaviour), requestedSatang: 100_000n };
    const hold = time.world.holds.add({ ...wanted, expiresAt: after(now, HOUR_MS) }, now);
    const handle = await time.startHold(hold.holdId, hold.institution);
    const callback = async (...messages: Receipt[]): Promise<void> => {
      for (const message of messages) {
        hold.inbox.push(message);
        await handle.signal(institutionAnswered, 'M1');
      }
    };
    return { hold, handle, callback };
  }

  const firstReceipt = (hold: WorldHold, over: Partial<Receipt> = {}): Receipt =>
    receipt({ sequence: 1, requestedSatang: hold.facts.requestedSatang }, over);

  it('a callback is applied as soon as the hold is signalled, and ends the polling', async () => {
    const { hold, handle, callback } = await started();
    await time.sleep(MINUTE_MS);
    await callback(firstReceipt(hold));
    await time.sleep(MINUTE_MS);
    expect(hold.facts.state).toBe('held');
    const polls = hold.attempts.filter(({ what }) => what === 'poll').length;
    expect(polls).toBeGreaterThan(0);
    await time.ends(handle);
    expect(hold.attempts.filter(({ what }) => what === 'poll')).toHaveLength(polls);
  });

  it('a hold that was answered by a poll takes the late callback for a duplicate', async () => {
    const { hold, handle, callback } = await started({ placeHold: () => 'accepted' });
    await time.sleep(MINUTE_MS);
    expect(hold.facts.state).toBe('held');
    await callback(firstReceipt(hold), firstReceipt(hold));
    await time.ends(handle);
    expect(hold.outcomes).toEqual(['APPLIED', 'DUPLICATE', 'DUPLICATE', 'APPLIED']);
  });

  it.each([
    ['in the order they were made', [1, 2], ['APPLIED', 'APPLIED', 'APPLIED']],
    ['in the wrong order', [2, 1], ['APPLIED', 'DUPLICATE', 'APPLIED']],
  ] as const)('receipts that arrive %s leave the amount of the last one', async (_name, order, outcomes) => {
    const { hold, handle, callback } = await started();
    const receipts = {
      1: firstReceipt(hold, { receiptSeq: 1, result: 'HELD_FULL', heldSatang: 100_000n }),
      2: firstReceipt(hold, { receiptSeq: 2, result: 'HELD_PARTIAL', heldSatang: 60_000n }),
    };
    await callback(receipts[order[0]], receipts[order[1]]);
    await time.sleep(MINUTE_MS);
    expect(hold.facts.heldSatang).toBe(60_000n);
    await time.ends(handle);
    expect(hold.outcomes).toEqual(outcomes);
  });

  it('a receipt after the release was ordered changes nothing and sends the release again', async () => {
    const { hold, handle, callback } = await started({
      ...BY_CALLBACK,
      // Silent for more than one round of attempts, so that the receipt is read before the release
      // is acknowledged.
      release: (attempts) => (attempts <= ATTEMPTS_PER_ROUND ? 'silent' : 'acknowledged'),
    });
    await time.sleep(MINUTE_MS);
    time.world.holds.orderRelease(hold, await time.now());
    await handle.signal(releaseOrdered, 'R1');
    await callback(firstReceipt(hold));
    await time.ends(handle);
    expect(hold.changes.map(({ to }) => to)).toEqual(['ordered', 'release_ordered', 'released']);
    expect(hold.outcomes).toContain('RELEASE_ORDERED');
  });

  it('a callback that comes before the order was acknowledged is not lost', async () => {
    const { hold, handle, callback } = await started({
      placeHold: ({ attempts }) => (attempts < 4 ? 'silent' : 'accepted'),
    });
    await callback(firstReceipt(hold));
    await time.sleep(30_000);
    expect(hold.facts.state).toBe('held');
    await time.ends(handle);
  });

  it('ten signals for one message have one effect', async () => {
    const { hold, handle, callback } = await started();
    await callback(firstReceipt(hold));
    await Promise.all(Array.from({ length: 10 }, () => handle.signal(institutionAnswered, 'M1')));
    await time.ends(handle);
    expect(hold.outcomes).toEqual(['APPLIED', 'APPLIED']); // the receipt, and the release
  });

  it('an institution that lost the order gets it again', async () => {
    const { hold, handle } = await started({
      placeHold: (order) => (order.attempts === 1 ? 'accepted' : receipt(order)),
      readOrder: () => 'unknown_order',
    });
    await time.ends(handle);
    expect(hold.attempts.map(({ what }) => what)).toEqual(['send', 'poll', 'send', 'release']);
  });
});
