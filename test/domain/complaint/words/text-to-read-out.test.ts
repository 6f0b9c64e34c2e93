import { readOut } from '../../../../src/domain/complaint/words/text-to-read-out.js';
import { NEXT_STEP_TEXT } from '../../../../src/domain/complaint/intake/next-step.js';
import { NOT_ORDERED, type NotOrderedCode } from '../../../../src/domain/complaint/intake/not-ordered.js';

const CODES = Object.keys(NOT_ORDERED) as NotOrderedCode[];
const SECOND_MS = 1_000;
const NOTHING = {
  orderedAt: [],
  heldBy: [],
  notOrderedBecause: [],
  advice: 'statement_in_time' as const,
  statementWithinMs: 72 * 3_600 * SECOND_MS,
  decisionWithinMs: 168 * 3_600 * SECOND_MS,
};

describe('the text that the operator reads to the caller', () => {
  it.each(CODES)('says in both languages why nothing is ordered: %s', (code) => {
    for (const language of ['th', 'en'] as const) {
      const text = readOut(language, 'RG2569-0000001-0', { ...NOTHING, notOrderedBecause: [code] });
      expect(text).toContain(NOT_ORDERED[code][language]);
    }
  });

  it('says it beside what was ordered, and one sentence once', () => {
    const notOrderedBecause = ['SECTION7.RECEIVER_OUTSIDE', 'SECTION7.ACCOUNT_LIMIT', 'SECTION7.PERSON_LIMIT'] as const;
    expect(readOut('en', 'RG2569-0000001-0', { ...NOTHING, orderedAt: ['th-014'], notOrderedBecause })).toBe(
      'Your case number is RG2569-0000001-0. We have asked 1 institution to suspend the money. About the rest: ' +
        'Money went to an institution that our orders do not reach; the case is being examined. ' +
        'The order follows as soon as your bank confirms the transfer. ' +
        'Please complain, or give your statement, to an inquiry officer within 72 hours.',
    );
  });

  it.each(CODES)('never denies what it has just said was ordered: %s', (code) => {
    const told = { ...NOTHING, orderedAt: ['th-014'], notOrderedBecause: [code] };
    for (const [language, rest] of [
      ['th', 'ส่วนที่ยังไม่ได้สั่งระงับ'],
      ['en', 'About the rest:'],
    ] as const)
      expect(readOut(language, 'RG2569-0000001-0', told)).toContain(`${rest} ${NOT_ORDERED[code][language]}`);
  });

  it('counts an institution once, however many orders it gets', () => {
    const told = { ...NOTHING, orderedAt: ['th-014', 'th-014', 'th-006'] };
    expect(readOut('th', 'RG2569-0000001-0', told)).toContain('ได้แจ้งระงับเงินไปยังสถาบัน 2 แห่งแล้ว');
    expect(readOut('en', 'RG2569-0000001-0', told)).toContain('We have asked 2 institutions to suspend');
  });

  it('names the order that holds the money already, once', () => {
    const notOrderedBecause = ['SECTION7.HELD_ALREADY'] as const;
    expect(readOut('en', 'RG2569-0000001-0', { ...NOTHING, heldBy: ['HOLD-1'], notOrderedBecause })).toBe(
      'Your case number is RG2569-0000001-0. An order to suspend this money stands already: HOLD-1. ' +
        'Please complain, or give your statement, to an inquiry officer within 72 hours.',
    );
  });

  it.each(['is_complaint', 'victim_reports', 'complain'] as const)('sets no time where none runs: %s', (advice) => {
    for (const language of ['th', 'en'] as const) {
      const text = readOut(language, 'RG2569-0000001-0', { ...NOTHING, advice });
      expect(text.endsWith(NEXT_STEP_TEXT[advice][language])).toBe(true);
      expect(text).not.toMatch(/72/);
    }
  });

  it.each([
    [45 * SECOND_MS, '45 วินาที', '45 seconds'],
    [48 * 3_600 * SECOND_MS, '2 วัน', '2 days'],
    [72 * 3_600 * SECOND_MS, '72 ชั่วโมง', '72 hours'],
  ])('names the time of the rulebook for the statement: %i ms', (statementWithinMs, th, en) => {
    const told = { ...NOTHING, orderedAt: ['th-014'], statementWithinMs };
    expect(readOut('th', 'RG2569-0000001-0', told)).toContain(`ภายใน ${th}`);
    expect(readOut('en', 'RG2569-0000001-0', told)).toContain(`within ${en}.`);
  });

  it('sends a victim whose report is the complaint to give a statement, not to complain once more', () => {
    const told = { ...NOTHING, orderedAt: ['th-014'], advice: 'give_statement' as const };
    const thai = readOut('th', 'RG2569-0000001-0', told);
    expect(thai).toContain('การแจ้งนี้เป็นคำร้องทุกข์แล้ว โปรดไปให้ปากคำต่อพนักงานสอบสวน ซึ่งมีเวลา 7 วัน');
    expect(thai).not.toContain('โปรดร้องทุกข์');
    expect(readOut('en', 'RG2569-0000001-0', told)).toContain('This report is your complaint.');
  });
});
