import { beginsAnew, changesByTimeAt, type QuestionInTime } from '../../../src/domain/debit/urgent-time.js';
import type { DebitState } from '../../../src/domain/debit/debit-verdict.js';
import { orderExpiry } from '../../../src/domain/hold/order/expiry.js';
import { ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import { rowFaults } from '../../../src/domain/rulebook/row-faults.js';
import { MINUTE_MS } from '../../../src/domain/time.js';
import type { ComplaintClock } from '../../../src/domain/hold/order/power-onward.js';
import { clockSince, NOW, TH } from '../support.js';

const RULE = ruleInForce(TH, 'P-URG', NOW);
/** So many minutes after the question was put; its time is an hour. */
const at = (minutes: number): Date => new Date(NOW.getTime() + minutes * MINUTE_MS);
const question = (reachedAt: Date | null, state: DebitState = 'asked'): QuestionInTime => ({
  state,
  askedAt: at(0),
  deadlineAt: at(60),
  reachedAt,
});

describe('the urgent time of a debit that nobody confirmed (P-URG)', () => {
  it.each<[string, QuestionInTime, number, boolean]>([
    ['nobody was asked, and there is time', question(null), 44.99, false],
    ['nobody was asked, a quarter of an hour before the end', question(null), 45, true],
    ['nobody was asked, and the end is over', question(null), 90, true],
    ['the institution was asked at once, and is silent', question(at(0)), 59, false],
    ['the institution was asked at once, and the end is over', question(at(0)), 61, false],
    ['it was asked just in time', question(at(44.99)), 61, false],
    ['it was asked too late to look', question(at(45)), 46, true],
    ['it confirmed', question(null, 'confirmed'), 50, false],
    ['it denied', question(null, 'denied'), 50, false],
    ['a detail differs', question(null, 'disputed'), 50, false],
    ['nobody could be asked for 72 hours', question(null), 72 * 60, true],
    ['nobody could be asked as long as a complaint gives time', question(null), 168 * 60, false],
    ['its time is over for good', question(null, 'unknown'), 90, false],
  ])('begins anew or not where %s', (_name, asked, minutes, expected) => {
    expect(beginsAnew(asked, { rulebook: TH, now: at(minutes) })).toBe(expected);
  });

  it('is looked at before its end while nobody was asked, and else at its end', () => {
    expect(changesByTimeAt(question(null), RULE)).toEqual(at(45));
    expect(changesByTimeAt(question(at(1)), RULE)).toEqual(at(60));
  });

  it.each<[string, number | null, number, ComplaintClock | null]>([
    ['it never began anew', null, 60, null],
    ['it began anew at minute 45', 45, 105, null],
    ['it began anew before the hold of a later hop was ordered', -30, 60, null],
    ['it began anew so late that the 72 hours without a complaint end it', 72 * 60 - 15, 72 * 60, null],
    ['it began anew at hour 73 of a complaint', 73 * 60, 74 * 60, clockSince(NOW)],
    ['it began anew so late that the seven days of the complaint end it', 168 * 60 - 15, 168 * 60, clockSince(NOW)],
    ['a complaint came ten minutes after the order of another power', null, 70, clockSince(at(10))],
    ['a complaint came before the order', null, 60, clockSince(at(-30))],
  ])('ends where %s', (_name, anew, minutes, complaint) => {
    const urgentFrom = anew === null ? null : at(anew);
    const input = {
      kind: 'section7',
      issuedAt: NOW,
      debitConfirmed: false,
      urgentFrom,
      complaint,
      until: null,
    } as const;
    const { expiresAt, rule } = orderExpiry(input, TH, complaint === null ? NOW : at(8 * 24 * 60));
    expect([expiresAt, rule.ruleId]).toEqual([at(minutes), 'P-URG']);
  });

  it('leaves an institution less time than the whole of it', () => {
    const faults = (leastMs: number) => rowFaults({ ...RULE, parameters: { ...RULE.parameters, leastMs } });
    expect([faults(59 * MINUTE_MS), faults(60 * MINUTE_MS)]).toEqual([
      [],
      ['P-URG: an institution has more time to answer than the whole of it'],
    ]);
  });
});
