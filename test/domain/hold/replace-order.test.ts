import type { HoldKind, HoldState } from '../../../src/domain/hold/hold.js';
import { amountOfReduction, expiryOfExtension, ordersToReplace } from '../../../src/domain/hold/order/replace-order.js';
import { hoursAfter, hoursBefore, NOW, TH } from '../support.js';

const COMPLAINT = { receivedAt: hoursBefore(NOW, 2), isReport: true, statementAt: null, officerActed: false };

function extended(over: { state?: HoldState; kind?: HoldKind; expiresAt?: Date }): string | undefined {
  const hold = { state: 'held' as const, kind: 'section7' as const, expiresAt: hoursAfter(NOW, 1), ...over };
  const input = { kind: 'section7' as const, issuedAt: hoursBefore(NOW, 2), debitConfirmed: true, until: null };
  return expiryOfExtension(hold, { ...input, complaint: COMPLAINT }, TH, NOW)?.rule.ruleId;
}

describe('an order that carries a hold on', () => {
  it.each<[string, Parameters<typeof extended>[0], string | undefined]>([
    ['takes the place of one that still runs', {}, 'P-EXP'],
    ['comes in the last millisecond', { expiresAt: new Date(NOW.getTime() + 1) }, 'P-EXP'],
    ['is never given at the end of the hold', { expiresAt: NOW }, undefined],
    ['is never given after it, though no release is ordered yet', { expiresAt: hoursBefore(NOW, 1) }, undefined],
    ['is never given for a hold that is let go', { state: 'release_ordered' }, undefined],
    ['is never given for a hold that is over', { state: 'released' }, undefined],
    ['replaces no warrant', { kind: 'whole_account' }, undefined],
  ])('%s', (_what, over, ruleId) => {
    expect(extended(over)).toBe(ruleId);
  });
});

describe('the order that a next one replaces', () => {
  const order = (sequence: number, refusedAt: Date | null = null) => ({ sequence, refusedAt });

  it('is the newest that was not refused', () => {
    const [first, refused] = [order(1), order(2, NOW)];
    expect(ordersToReplace([first, refused])).toEqual({ newest: refused, standing: first });
  });

  it('is there: a hold without one is a bug', () => {
    expect(() => ordersToReplace([order(1, NOW)])).toThrow('a hold has an order that stands');
  });
});

describe('an order for less', () => {
  const orders = (newestSatang: bigint, standingSatang: bigint) => ({
    newest: { requestedSatang: newestSatang },
    standing: { requestedSatang: standingSatang },
  });

  it.each([
    ['lets go what is held above it', 1_000n, orders(1_000n, 1_000n), 400n, 400n, 600n],
    ['asks for no more than the order before it', 1_000n, orders(300n, 300n), 400n, 300n, 0n],
    ['lets go only what an order under way leaves', 1_000n, orders(500n, 500n), 400n, 400n, 100n],
  ])('%s', (_what, heldSatang, before, keepSatang, requestedSatang, letGoSatang) => {
    expect(amountOfReduction({ heldSatang }, before, keepSatang)).toEqual({ requestedSatang, letGoSatang });
  });
});
