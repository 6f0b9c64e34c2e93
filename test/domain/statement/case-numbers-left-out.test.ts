import { caseNumbersLeftOut } from '../../../src/domain/statement/case-numbers-left-out.js';

const HOUR_MS = 3_600_000;

describe('the case numbers that are left out after a restore', () => {
  it.each([
    ['nothing was lost', 0, 0, 1_000],
    ['an hour was lost on a system without a case', HOUR_MS, 0, 1_000],
    ['a minute was lost, and 3,000 cases are opened on a busy day', 60_000, 3_000, 1_005],
    ['a day was lost, and 3,000 cases are opened on a busy day', 24 * HOUR_MS, 3_000, 7_000],
    ['ten days were lost, and 20 cases are opened on a busy day', 240 * HOUR_MS, 20, 1_400],
    ['the clock says that the instant is a moment ahead', -5, 3_000, 1_000],
  ])('are as many as may have been read out where %s', (_name, lostMs, busiestDay, expected) => {
    expect(caseNumbersLeftOut({ lostMs, busiestDay })).toBe(expected);
  });
});
