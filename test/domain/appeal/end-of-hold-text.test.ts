import { endOfHoldText } from '../../../src/domain/appeal/end-of-hold-text.js';

describe('what a holder reads when a hold is over', () => {
  it.each<[string | null, boolean, string, boolean]>([
    ['EXPIRED', false, 'The time of the order was over', false],
    ['EXPIRED', true, 'The time of the order was over', true],
    ['DEBIT_NOT_CONFIRMED', true, 'did not confirm the transfer in time', true],
    ['APPEAL_UPHELD', true, 'An appeal was upheld', true],
    ['LAPSED_EARLY', true, 'before the time of the order', false],
    ['NO_FUNDS', false, 'holds nothing any more', false],
    [null, false, 'holds nothing any more', false],
  ])('%s, let lapse by its institution: %s', (reason, lapsed, says, saysLapsed) => {
    const { th, en } = endOfHoldText(reason, lapsed);
    expect(en).toContain(says);
    expect(en.includes('by itself')).toBe(saysLapsed);
    expect(th.includes('สิ้นสุดการระงับเอง')).toBe(saysLapsed);
  });
});
