import { emptyForm, nth, withAnswers } from '../../../web/src/intake/form/intake-form.js';
import { timeOf } from '../../../web/src/intake/form/transfer-time.js';

describe('the time of a transfer that was typed', () => {
  const typed = (day: string, time: string) =>
    withAnswers(emptyForm(Date.parse('2026-12-07T10:00:00Z')), { [nth('day', 0)]: day, [nth('time', 0)]: time });

  it.each(['1729', '17:29', '17.29', '17:29 น.', '๑๗๒๙'])('reads the same however it was typed: %s', (time) => {
    expect(timeOf(typed('07/12/2026', time), 0, '2026-12-07', 'en')).toMatch(/^7.Dec.2026.17:29$/u);
  });

  it('says none where it is not known to the minute', () => {
    expect(timeOf(typed('07/12/2026', 'about 19:00'), 0, '2026-12-07', 'en')).toBeUndefined();
  });
});
