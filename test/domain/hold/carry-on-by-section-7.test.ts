import { mayCarryOnBySection7 } from '../../../src/domain/hold/order/carry-on-by-section-7.js';
import type { HoldKind, HoldState } from '../../../src/domain/hold/hold.js';
import { hoursAfter, NOW } from '../support.js';

const ENDS = hoursAfter(NOW, 10);
const LATER = hoursAfter(NOW, 11);

describe('section 7 may carry a hold on', () => {
  it.each<[string, HoldKind, HoldState, Date, Date | null, boolean]>([
    ['of its own', 'section7', 'held', ENDS, null, true],
    ['of its own without an answer yet', 'section7', 'ordered', ENDS, null, true],
    ['not past its time', 'section7', 'held', NOW, null, false],
    ['not while it is being released', 'section7', 'release_ordered', ENDS, null, false],
    ['of section 6 that it lets stand longer', 'section6', 'held', ENDS, LATER, true],
    ['not of section 6 that it lets stand no longer', 'section6', 'held', ENDS, ENDS, false],
    ['not of section 6 without a time by section 7', 'section6', 'held', ENDS, null, false],
    ['not of section 6 past its time', 'section6', 'held', NOW, LATER, false],
    ['not of the centre', 'aoc_suspension', 'held', ENDS, LATER, false],
    ['not of an inquiry officer', 'continue_order', 'held', ENDS, LATER, false],
    ['not of a whole account', 'whole_account', 'held', ENDS, LATER, false],
    ['not of a broken glass', 'break_glass', 'held', ENDS, LATER, false],
  ])('%s', (_name, kind, state, expiresAt, until, may) => {
    expect(mayCarryOnBySection7({ kind, state, expiresAt }, until, NOW)).toBe(may);
  });
});
