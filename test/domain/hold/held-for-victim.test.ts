import { wasHeldForVictim } from '../../../src/domain/hold/held-for-victim.js';
import type { HoldKind } from '../../../src/domain/hold/hold.js';
import { hoursAfter, hoursBefore, NOW } from '../support.js';

const COMPLAINED = NOW;

describe("a hold on the victim's transfer was the victim's", () => {
  it.each<[string, HoldKind, Date | null, boolean]>([
    ['of section 7, over or not', 'section7', hoursBefore(COMPLAINED, 1), true],
    ['of the centre, over or not', 'aoc_suspension', hoursBefore(COMPLAINED, 1), true],
    ['of section 6, still standing', 'section6', null, true],
    ['of section 6, ended since the complaint', 'section6', hoursAfter(COMPLAINED, 1), true],
    ['of section 6, ended in the instant of the complaint', 'section6', COMPLAINED, true],
    ['not of section 6, ended before the complaint', 'section6', new Date(COMPLAINED.getTime() - 1), false],
  ])('%s', (_name, kind, endedAt, was) => {
    expect(wasHeldForVictim({ kind, endedAt }, COMPLAINED)).toBe(was);
  });
});
