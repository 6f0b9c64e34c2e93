import { orderedBy, type NoticeOfOrder } from '../../../src/domain/telling/ordered-by.js';

const officer = (party: string): NoticeOfOrder => ({ kind: 'officer.notice', party });
const institution = (party: string): NoticeOfOrder => ({ kind: 'suspicion.notice', party });

describe('who ordered a hold, as its holder is told', () => {
  it.each([
    ['the complaint of section 7', 'section7', null, 'AOC 1441'],
    ['a suspension by the centre', 'aoc_suspension', null, 'AOC 1441'],
    ['an urgent order of the centre', 'break_glass', null, 'AOC 1441'],
    ['section 7 paragraph 4', 'continue_order', null, 'Inquiry officer, Royal Thai Police'],
    [
      'a seizure warrant of the police',
      'whole_account',
      null,
      'Inquiry officer, Royal Thai Police, by seizure warrant',
    ],
    ["an officer's notice", 'section6', officer('ccib'), 'Cyber Crime Investigation Bureau (CCIB)'],
    ["another office's notice", 'section6', officer('dsi'), 'Department of Special Investigation (DSI)'],
    ['the notice of an office that is none of the agencies', 'section6', officer('royal-police'), 'royal-police'],
    ["a bank's notice", 'section6', institution('th-004'), 'KBANK'],
    ["a wallet's notice", 'section6', institution('wallet-x'), 'wallet-x'],
    ['the notice of a bank with an unknown code', 'section6', institution('th-999'), 'th-999'],
  ] as const)('on %s', (_power, kind, notice, expected) => {
    const { th, en } = orderedBy(kind, notice);
    expect(en).toBe(expected);
    expect(th).not.toBe('');
  });

  it('is told in Thai too', () => {
    expect(orderedBy('continue_order', null).th).toBe('พนักงานสอบสวน สำนักงานตำรวจแห่งชาติ');
    expect(orderedBy('whole_account', null).th).toBe('พนักงานสอบสวน สำนักงานตำรวจแห่งชาติ ตามหมายอายัด');
    expect(orderedBy('section6', officer('amlo')).th).toBe('สำนักงานป้องกันและปราบปรามการฟอกเงิน (ปปง.)');
  });

  it('throws for an order of section 6 without its notice', () => {
    expect(() => orderedBy('section6', null)).toThrow('rests on a notice');
  });
});
