import { ENDED_HOLD_STATES, LIVE_HOLD_STATES } from '../../../src/domain/hold/hold.js';
import { endOfHoldText } from '../../../src/domain/appeal/end-of-hold-text.js';
import { basisOfHold, whyHeld } from '../../../src/domain/telling/why-held.js';
import { accusationsIn } from '../../support/accusing-words.js';

const KINDS = ['section6', 'section7', 'aoc_suspension', 'continue_order', 'whole_account'] as const;
const NO_LONGER_HELD = ['release_ordered', ...ENDED_HOLD_STATES] as const;

describe('why money is held, as its holder reads it', () => {
  describe.each(KINDS)('by %s', (kind) => {
    it.each(LIVE_HOLD_STATES)('is said in both languages while the hold is %s', (state) => {
      const { th, en } = whyHeld(kind, state);
      expect(accusationsIn(th)).not.toEqual([]);
      expect(accusationsIn(en)).not.toEqual([]);
    });

    it.each(NO_LONGER_HELD)('accuses of nothing once the hold is %s', (state) => {
      const { th, en } = whyHeld(kind, state);
      expect([th, en].flatMap(accusationsIn)).toEqual([]);
      expect(th).toMatch(/สิ้นสุดแล้ว|ยกเลิกการระงับแล้ว/);
      expect(en).toMatch(/is over|release is ordered/);
    });

    it('names the law without saying anything of the holder', () => {
      const { th, en } = basisOfHold(kind);
      const isWarrant = kind === 'whole_account' ? ['says that a warrant or an inquiry stands'] : [];
      expect(accusationsIn(th)).toEqual(isWarrant);
      expect(th).toMatch(/มาตรา|หมายอายัด/);
      expect(en).toMatch(/Section|warrant/);
    });
  });

  it.each([
    ['aoc_suspension', /พยานหลักฐานอันควรเชื่อได้/, /reason to believe/],
    ['section6', /เหตุอันควรสงสัย/, /reason to suspect/],
  ] as const)('names the standard of its power: %s', (kind, thai, english) => {
    expect(whyHeld(kind, 'held')).toEqual({
      th: expect.stringMatching(thai) as string,
      en: expect.stringMatching(english) as string,
    });
  });

  it('names the law of each power', () => {
    expect(basisOfHold('continue_order').en).toMatch(/^Section 7,/);
    expect(basisOfHold('aoc_suspension').th).toMatch(/^มาตรา 8\/5 \(2\)/);
    expect(basisOfHold('whole_account')).toEqual({
      th: 'หมายอายัดตามประมวลกฎหมายวิธีพิจารณาความอาญา',
      en: 'Seizure warrant under the Criminal Procedure Code',
    });
  });

  it('does not say that money came that nobody has confirmed', () => {
    const { th, en } = whyHeld('section7', 'ordered');
    expect(th).toContain('โดยแจ้งว่าโอนเงินมายังบัญชีนี้ อยู่ระหว่างตรวจสอบ');
    expect(en).not.toMatch(/came to this account/);
  });

  it.each([
    'EXPIRED',
    'DEBIT_NOT_CONFIRMED',
    'DEBIT_DENIED',
    'REQUEST_NOT_CONFIRMED',
    'WITHDRAWN',
    'CORRECTED',
    'OFFICER_RELEASE',
    'UNRELATED',
    'APPEAL_UPHELD',
    'SUSPICION_UNFOUNDED',
    'LAPSED_EARLY',
    null,
  ])('ends for the reason %s without a word against the holder', (reason) => {
    for (const lapsed of [true, false]) {
      const { th, en } = endOfHoldText(reason, lapsed);
      expect([th, en].flatMap(accusationsIn)).toEqual([]);
    }
  });
});
