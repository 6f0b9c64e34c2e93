import { judgeRow, limitsOf, sheetLimits, whyNotDecide } from '../../src/domain/sheet/sheet-row.js';
import { buildRulebook } from '../../src/domain/rulebook/build.js';

const limits = { secondPersonFromSatang: 100n, maxRows: 10, ruleRowId: 'row' };
const plain = {
  askedSatang: 50n,
  saidSatang: 50n,
  isKnown: false,
  isContradicted: false,
  hasInterest: false,
  namesOddAccount: false,
};

describe('a row of an uploaded workbook', () => {
  it.each([
    ['counts', {}, { state: 'taken', amountSatang: 50n }],
    ['a satang below the limit counts', { askedSatang: 99n }, { state: 'taken', amountSatang: 99n }],
    ['at the limit waits for a second person', { askedSatang: 100n }, { state: 'waits', amountSatang: 100n }],
    ['that says more than was asked waits too', { saidSatang: 100n }, { state: 'waits', amountSatang: 100n }],
    [
      'that says nothing is held of much waits',
      { askedSatang: 500n, saidSatang: 0n },
      { state: 'waits', amountSatang: 500n },
    ],
    [
      'about nothing of ours is refused',
      { askedSatang: null },
      { state: 'refused', code: 'INBOX.FOREIGN', amountSatang: null },
    ],
    ['again is known', { isKnown: true }, { state: 'known', code: 'SHEET.KNOWN', amountSatang: 50n }],
    [
      'again is known also where much is decided',
      { isKnown: true, askedSatang: 500n },
      { state: 'known', code: 'SHEET.KNOWN', amountSatang: 500n },
    ],
    [
      'that another row contradicts is refused, also when it came before',
      { isContradicted: true, isKnown: true },
      { state: 'refused', code: 'SHEET.CONTRADICTS', amountSatang: 50n },
    ],
    [
      'of who gains by it is refused',
      { hasInterest: true },
      { state: 'refused', code: 'CASE.INTEREST', amountSatang: 50n },
    ],
  ])('%s', (_what, changes, verdict) => {
    expect(judgeRow({ ...plain, ...changes }, limits)).toEqual(verdict);
  });

  it('has the limits of P-SHEET', () => {
    const rulebook = buildRulebook('th');
    const at = new Date('2026-12-01T00:00:00Z');
    expect(sheetLimits(rulebook, at)).toMatchObject({ secondPersonFromSatang: 100_000_000n, maxRows: 1_000 });
    const row = rulebook.find(({ ruleId }) => ruleId === 'P-SHEET');
    expect(row && limitsOf(row).ruleRowId).toBe(sheetLimits(rulebook, at).ruleRowId);
  });

  it.each([
    ['another person', { subject: 'b', uploadedBy: 'a', waiting: 1 }, undefined],
    ['who uploaded it', { subject: 'a', uploadedBy: 'a', waiting: 1 }, 'SHEET.OWN_UPLOAD'],
    ['nothing waits', { subject: 'b', uploadedBy: 'a', waiting: 0 }, 'SHEET.NOTHING_WAITS'],
  ])('is confirmed: %s', (_who, person, why) => {
    expect(whyNotDecide(person)).toBe(why);
  });
});
