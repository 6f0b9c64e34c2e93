import type { HoldKind } from '../../../src/domain/hold/hold.js';
import { type ComplaintClock, powerOnward, section7GivesOrders } from '../../../src/domain/hold/power-onward.js';
import { DAY_MS } from '../../../src/domain/time.js';
import { hoursBefore, NOW, TH } from '../support.js';

const LAW = { rulebook: TH, now: NOW };
const FRESH: ComplaintClock = { receivedAt: hoursBefore(NOW, 1), statementAt: null };
const OVER: ComplaintClock = { receivedAt: hoursBefore(NOW, 169), statementAt: null };

describe('section 7 gives new orders for a stolen sum', () => {
  it.each<[string, ComplaintClock | null, boolean]>([
    ['not without a complaint that its holder upholds', null, false],
    ['in the hour after the complaint', FRESH, true],
    [
      'to the last millisecond of the seven days',
      { ...FRESH, receivedAt: new Date(NOW.getTime() - 7 * DAY_MS + 1) },
      true,
    ],
    ['not from the end of the seven days on', { ...FRESH, receivedAt: new Date(NOW.getTime() - 7 * DAY_MS) }, false],
    ['not later, although an inquiry officer accepted it since', { ...OVER, statementAt: hoursBefore(NOW, 1) }, false],
  ])('%s', (_name, clock, gives) => {
    expect(section7GivesOrders(clock, LAW)).toBe(gives);
  });
});

describe('the power that reaches the next institution', () => {
  it.each<[HoldKind, boolean, ComplaintClock | null, 'section6' | 'section7' | null]>([
    ['section6', true, null, 'section6'],
    ['section7', true, FRESH, 'section6'],
    ['aoc_suspension', true, null, 'section6'],
    ['section7', false, FRESH, 'section7'],
    ['continue_order', false, FRESH, 'section7'],
    ['section7', false, OVER, null],
    ['continue_order', false, null, null],
    ['section6', false, FRESH, null],
    ['aoc_suspension', false, FRESH, null],
    ['break_glass', false, FRESH, null],
    ['whole_account', false, FRESH, null],
  ])('%s, on a notice: %s, complaint %j: %s', (kind, restsOnNotice, clock, power) => {
    expect(powerOnward({ kind, restsOnNotice }, clock, LAW)).toBe(power);
  });
});
