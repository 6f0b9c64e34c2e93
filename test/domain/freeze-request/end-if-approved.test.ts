import { endIfApproved, type RequestWithEnd } from '../../../src/domain/freeze-request/end-if-approved.js';
import { orderExpiry } from '../../../src/domain/hold/order/expiry.js';
import { hoursAfter, NOW, TH } from '../support.js';

const REQUEST: RequestWithEnd = { kind: 'aoc_suspension', untilAt: null, armSatang: null };
const DAY = hoursAfter(NOW, 24);

describe('the end of an order that is approved now', () => {
  it.each<[string, Partial<RequestWithEnd>]>([
    ['of a suspension', {}],
    ['of a suspension that one supervisor began alone', { kind: 'break_glass' }],
  ])('is that %s without a date, as the order itself has it', (_what, over) => {
    const order = {
      kind: 'aoc_suspension',
      issuedAt: NOW,
      debitConfirmed: true,
      complaint: null,
      until: null,
    } as const;
    expect(endIfApproved({ ...REQUEST, ...over }, TH, NOW)).toEqual(orderExpiry(order, TH, NOW).expiresAt);
  });

  it.each<[string, Partial<RequestWithEnd>]>([
    ['the request names its end', { untilAt: DAY }],
    ['it is armed, and names its end', { untilAt: DAY, armSatang: 1n }],
    ['an inquiry officer orders', { kind: 'continue_order' }],
    ['a warrant orders', { kind: 'whole_account' }],
    ['a hold comes back with its own end', { kind: 'reinstatement' }],
    ['a later credit raises a hold', { kind: 'residual' }],
  ])('is not the centre’s to say where %s', (_why, over) => {
    expect(endIfApproved({ ...REQUEST, ...over }, TH, NOW)).toBeNull();
  });
});
