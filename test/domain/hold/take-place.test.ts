import type { HoldKind } from '../../../src/domain/hold/hold.js';
import { mayTakePlace, type Standing } from '../../../src/domain/hold/order/take-place.js';
import { NOW, hoursAfter } from '../support.js';

const until = (kind: HoldKind, hours: number): Standing => ({ kind, expiresAt: hoursAfter(NOW, hours) });

describe('an order on a live hold', () => {
  it.each<[string, Standing, Standing, boolean]>([
    ['of the same power goes on longer', until('section7', 72), until('section7', 168), true],
    ['of the same power never shortens', until('section7', 72), until('section7', 71), false],
    ['of the same power to the same instant is none', until('section7', 72), until('section7', 72), false],
    [
      'of a broken glass never takes the place of what stands',
      until('section7', 0.1),
      until('break_glass', 0.5),
      false,
    ],
    ['of a broken glass does not renew itself', until('break_glass', 0.1), until('break_glass', 0.5), false],
    ['confirms a broken glass', until('break_glass', 0.5), until('aoc_suspension', 168), true],
    ['of the centre takes the place of a shorter hold', until('section7', 1), until('aoc_suspension', 168), true],
    [
      'of the centre never shortens an inquiry officer’s',
      until('continue_order', 696),
      until('aoc_suspension', 168),
      false,
    ],
    ['of the centre to the same instant is none', until('continue_order', 168), until('aoc_suspension', 168), false],
    [
      'of the inquiry officer may end sooner, on the date he gave',
      until('section7', 168),
      until('continue_order', 24),
      true,
    ],
    ['of section 7 takes the place of an unfounded suspicion', until('section6', 168), until('section7', 72), true],
    ['of section 6 goes on where a complaint was taken back', until('section7', 168), until('section6', 100), true],
    ['of section 6 never of an inquiry officer’s', until('continue_order', 48), until('section6', 168), false],
    ['of section 6 never of the centre’s', until('aoc_suspension', 48), until('section6', 168), false],
    ['of section 7 never of an inquiry officer’s', until('continue_order', 48), until('section7', 168), false],
    ['never strips a warrant', until('whole_account', 1), until('aoc_suspension', 168), false],
    ['of the inquiry officer does not strip it either', until('whole_account', 1), until('continue_order', 168), false],
    ['of a new warrant takes the place of the old one', until('whole_account', 1), until('whole_account', 168), true],
    [
      'of a warrant takes the place of any other power',
      until('continue_order', 696),
      until('whole_account', 168),
      true,
    ],
  ])('%s', (_what, standing, order, may) => {
    expect(mayTakePlace(standing, { ...order, endsSooner: false, setBy: 'P-CONT' })).toBe(may);
  });

  it.each<[string, Standing, Standing, boolean]>([
    ['ends sooner', until('section7', 72), until('section7', 48), true],
    ['goes on longer', until('section7', 72), until('section7', 168), true],
    ['to the same instant is none', until('section7', 72), until('section7', 72), false],
    ['never shortens another power by itself', until('aoc_suspension', 72), until('aoc_suspension', 48), false],
  ])('once an inquiry officer’s act shows when the seven days end: %s', (_what, standing, order, may) => {
    expect(mayTakePlace(standing, { ...order, endsSooner: true, setBy: 'P-CONT' })).toBe(may);
  });

  it.each<[string, HoldKind, HoldKind, boolean]>([
    ['is not renewed by the centre', 'aoc_suspension', 'aoc_suspension', false],
    ['confirms a broken glass', 'break_glass', 'aoc_suspension', true],
    ['takes the place of section 7', 'section7', 'aoc_suspension', true],
    ['goes on by an inquiry officer', 'aoc_suspension', 'continue_order', true],
    ['goes on by a warrant', 'aoc_suspension', 'whole_account', true],
  ])('of the centre, which its row ends after seven days (P-AOC7), %s', (_what, standing, order, may) => {
    const setBy = order === 'aoc_suspension' ? 'P-AOC7' : 'P-CONT';
    expect(mayTakePlace(until(standing, 1), { ...until(order, 168), endsSooner: false, setBy })).toBe(may);
  });

  it('of the centre is renewed where no row ends it (C3)', () => {
    const order = { ...until('aoc_suspension', 168), endsSooner: false, setBy: 'P-CONT' } as const;
    expect(mayTakePlace(until('aoc_suspension', 1), order)).toBe(true);
  });
});
