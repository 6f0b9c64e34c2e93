import type { HoldKind } from '../../../src/domain/hold/hold.js';
import { lengthened } from '../../../src/domain/hold/order/replace-order.js';
import { ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import { hoursAfter, NOW, TH } from '../support.js';

const LAW = { rulebook: TH, now: NOW };
const ends = (hours: number) => ({
  expiresAt: hoursAfter(NOW, hours),
  rule: ruleInForce(TH, 'P-CONT', NOW),
  choices: [],
});
const notice = (hours: number) => ({
  rule: 'OFF-6B' as const,
  notifiedAt: NOW,
  officerNotifiedAt: NOW,
  expiresAt: hoursAfter(NOW, hours),
});

describe('an order beside a suspicion', () => {
  it.each<[HoldKind, number, number | null, boolean]>([
    ['continue_order', 48, 168, true],
    ['aoc_suspension', 48, 168, true],
    ['continue_order', 168, 168, false],
    ['continue_order', 200, 168, false],
    ['continue_order', 48, null, false],
    ['whole_account', 48, 168, false],
    ['break_glass', 0.5, 168, false],
    ['section7', 48, 168, false],
    ['section6', 48, 168, false],
  ])('by %s for %s hours, beside one for %s: lasts longer: %s', (kind, own, suspicion, isLonger) => {
    const longest = suspicion === null ? undefined : notice(suspicion);
    const longer = lengthened(kind, ends(own), longest, LAW);
    expect(longer === null).toBe(!isLonger);
    if (longer === null) return;
    expect(longer.powerEndsAt).toEqual(hoursAfter(NOW, own));
    expect(longer.expiry).toMatchObject({ expiresAt: longest?.expiresAt, rule: { ruleId: 'OFF-6C' } });
  });
});
