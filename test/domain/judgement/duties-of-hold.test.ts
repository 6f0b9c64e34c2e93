import type { HoldDutyFacts } from '../../../src/domain/judgement/duties/duty-facts.js';
import { ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import type { RuleId } from '../../../src/domain/rulebook/row.js';
import { RECEIVED, duties, hold, line, met, minutesAfter } from './duty-support.js';
import { NOW, TH, hoursAfter } from '../support.js';

/** An order by which a part was let go. */
const letGo = (at: Date, toldAt: Date | null) => ({ issuedAt: at, answeredAt: at, part: { changedAt: at, toldAt } });

describe('duties around a hold', () => {
  it.each<[string, RuleId, Partial<HoldDutyFacts>, string[]]>([
    ['suspended after a minute', 'VIC-7A', {}, ['fulfilled th-014 +0.25 h']],
    ['nobody answered', 'VIC-7A', { orders: [{ issuedAt: RECEIVED, answeredAt: null }] }, ['overdue th-014 +0.25 h']],
    [
      'answered after an hour',
      'VIC-7A',
      { orders: [{ issuedAt: RECEIVED, answeredAt: hoursAfter(RECEIVED, 1) }] },
      ['fulfilled late th-014 +0.25 h'],
    ],
    [
      'taken back before anybody answered',
      'VIC-7A',
      { orders: [{ issuedAt: RECEIVED, answeredAt: null }], releaseOrderedAt: RECEIVED },
      [],
    ],
    [
      'answered, and let go before its time would have been over',
      'VIC-7A',
      { releaseOrderedAt: minutesAfter(RECEIVED, 5) },
      ['fulfilled th-014 +0.25 h'],
    ],
    [
      'taken back an instant before the time was over',
      'VIC-7A',
      {
        orders: [{ issuedAt: RECEIVED, answeredAt: null }],
        releaseOrderedAt: new Date(hoursAfter(RECEIVED, 0.25).getTime() - 1),
      },
      [],
    ],
    [
      'let go by its time, and never answered: that stays on record',
      'VIC-7A',
      { orders: [{ issuedAt: RECEIVED, answeredAt: null }], releaseOrderedAt: hoursAfter(RECEIVED, 0.25) },
      ['overdue th-014 +0.25 h'],
    ],
    [
      'never answered, and ordered to go on by the inquiry officer',
      'VIC-7A',
      { orders: [{ issuedAt: RECEIVED, answeredAt: null }], firstKind: 'section7', kind: 'continue_order' },
      ['overdue th-014 +0.25 h'],
    ],
    ['a suspension of the centre', 'AOC-85B', { kind: 'aoc_suspension' }, ['fulfilled th-014 +0.25 h']],
    ['the holder was never told', 'P-TELL', {}, ['overdue th-014 +1.02 h']],
    ['the holder was told', 'P-TELL', { holderNotifiedAt: minutesAfter(RECEIVED, 30) }, ['fulfilled th-014 +1.02 h']],
    [
      'the order waited for two hours: the hour runs from the money',
      'P-TELL',
      { placedAt: hoursAfter(RECEIVED, 2), holderNotifiedAt: hoursAfter(RECEIVED, 2.5) },
      ['fulfilled th-014 +3.00 h'],
    ],
    ['nothing was held', 'P-TELL', { placedAt: null }, []],
    ['nothing was held, and its end is no news', 'P-TELL', { placedAt: null, releasedAt: hoursAfter(RECEIVED, 2) }, []],
    [
      'the holder was told of the hold, and not of its release',
      'P-TELL',
      { holderNotifiedAt: minutesAfter(RECEIVED, 30), releasedAt: hoursAfter(RECEIVED, 2) },
      ['overdue th-014 +3.00 h', 'fulfilled th-014 +1.02 h'],
    ],
    [
      'the holder was told of the hold, of one part that was let go, and not of another',
      'P-TELL',
      {
        holderNotifiedAt: minutesAfter(RECEIVED, 30),
        orders: [
          { issuedAt: RECEIVED, answeredAt: minutesAfter(RECEIVED, 1) },
          letGo(hoursAfter(RECEIVED, 2), hoursAfter(RECEIVED, 2.5)),
          letGo(hoursAfter(RECEIVED, 4), null),
        ],
      },
      ['overdue th-014 +5.00 h', 'fulfilled th-014 +1.02 h', 'fulfilled th-014 +3.00 h'],
    ],
    ['still runs', 'P-EXP', {}, ['open th-014 +72.25 h']],
    ['has no lifting by the decree before the seven days are over', 'LIFT-7E', {}, []],
    [
      'is lifted by the decree at the end of the seven days',
      'LIFT-7E',
      { expiresAt: hoursAfter(RECEIVED, 168) },
      ['open th-014 +168.25 h'],
    ],
    [
      'ends by the row that set its expiry',
      'P-URG',
      { expiresAt: hoursAfter(RECEIVED, 1), expiryRuleId: 'P-URG' },
      ['overdue th-014 +1.25 h'],
    ],
    ['released before its end', 'P-EXP', { endedAt: hoursAfter(RECEIVED, 2) }, []],
    ['not lifted at its end', 'P-EXP', { expiresAt: hoursAfter(RECEIVED, 9) }, ['overdue th-014 +9.25 h']],
    [
      'lifted a minute after its end',
      'P-EXP',
      { expiresAt: hoursAfter(RECEIVED, 9), endedAt: minutesAfter(hoursAfter(RECEIVED, 9), 1) },
      ['fulfilled th-014 +9.25 h'],
    ],
    ['a break-glass order ends by its own row', 'P-GLASS', { kind: 'break_glass' }, ['open th-014 +72.25 h']],
    ['a whole account ends by the date in the order', 'P-CONT', { kind: 'whole_account' }, ['open th-014 +72.25 h']],
  ])('%s: %s', (_name, ruleId, over, expected) => {
    expect(line(duties({ holds: [hold(over)] }), ruleId)).toEqual(expected);
  });

  it('make the centre revoke when the account is shown unrelated, with no time stated', () => {
    const findings = [met('AOC-85C', 'th-014:9000000001')];
    expect(line(duties({ holds: [hold()] }, findings), 'AOC-85C')).toEqual(['open centre no time']);
    expect(line(duties({ holds: [hold({ releaseOrderedAt: NOW })] }, findings), 'AOC-85C')).toEqual([
      'fulfilled centre no time',
    ]);
    expect(line(duties({ holds: [hold()] }, [met('AOC-85C', 'th-004:9000000001')]), 'AOC-85C')).toEqual([]);
    const unknown = { ...met('AOC-85C', 'th-014:9000000001'), outcome: 'unknown' as const };
    expect(line(duties({ holds: [hold()] }, [unknown]), 'AOC-85C')).toEqual([]);
    expect(line(duties({ holds: [hold()] }, [met('VIC-7A', 'th-014:9000000001')]), 'AOC-85C')).toEqual([]);
  });

  it('begin the duty to revoke with the finding, or with an earlier release', () => {
    const started = (over: Partial<HoldDutyFacts>) => {
      const found = duties({ holds: [hold(over)], judgedAt: hoursAfter(RECEIVED, 3) }, [
        met('AOC-85C', hold().account),
      ]);
      return found.filter(({ ruleId }) => ruleId === 'AOC-85C').map(({ startedAt }) => startedAt);
    };
    expect(started({})).toEqual([hoursAfter(RECEIVED, 3)]);
    expect(started({ releaseOrderedAt: hoursAfter(RECEIVED, 2) })).toEqual([hoursAfter(RECEIVED, 2)]);
    expect(started({ releaseOrderedAt: hoursAfter(RECEIVED, 4) })).toEqual([hoursAfter(RECEIVED, 3)]);
    expect(started({ endedAt: hoursAfter(RECEIVED, 1) })).toEqual([hoursAfter(RECEIVED, 1)]);
  });

  it.each<[string, RuleId, Partial<HoldDutyFacts>, string[]]>([
    [
      'an answer in the very instant it is due is in time',
      'VIC-7A',
      { orders: [{ issuedAt: RECEIVED, answeredAt: minutesAfter(RECEIVED, 15) }] },
      ['fulfilled th-014 +0.25 h'],
    ],
    [
      'an answer is not undone by the release that follows',
      'VIC-7A',
      { releaseOrderedAt: NOW },
      ['fulfilled th-014 +0.25 h'],
    ],
    [
      'a break-glass order suspends by the power of the centre',
      'AOC-85B',
      { kind: 'break_glass' },
      ['fulfilled th-014 +0.25 h'],
    ],
    ['a continue-order suspends nothing anew', 'VIC-7A', { kind: 'continue_order' }, []],
    ['a continue-order is lifted at its end', 'P-CONT', { kind: 'continue_order' }, ['open th-014 +72.25 h']],
    ['a suspension of the centre ends by its own row', 'P-AOC7', { kind: 'aoc_suspension' }, ['open th-014 +72.25 h']],
    ['lifted in the instant of its end', 'P-EXP', { endedAt: hoursAfter(RECEIVED, 72) }, ['fulfilled th-014 +72.25 h']],
    [
      'lifted a minute too late',
      'P-EXP',
      { expiresAt: hoursAfter(RECEIVED, 9), endedAt: minutesAfter(hoursAfter(RECEIVED, 9), 16) },
      ['fulfilled late th-014 +9.25 h'],
    ],
  ])('%s: %s', (_name, ruleId, over, expected) => {
    expect(line(duties({ holds: [hold(over)] }), ruleId)).toEqual(expected);
  });

  it('to tell runs from the events that the text of its row names (P-TELL)', () => {
    expect(ruleInForce(TH, 'P-TELL', NOW)).toMatchObject({
      deadlineFrom: 'held_or_let_go',
      trigger: 'a hold is placed, changed or released',
    });
    const [placed, part, over] = [1, 3, 5].map((hours) => hoursAfter(RECEIVED, hours)) as [Date, Date, Date];
    const orders = [{ issuedAt: RECEIVED, answeredAt: placed }, letGo(part, null)];
    const found = duties({ holds: [hold({ placedAt: placed, orders, releasedAt: over })] });
    const starts = found.filter(({ ruleId }) => ruleId === 'P-TELL').map(({ startedAt }) => startedAt);
    expect(starts).toEqual([placed, part, over]);
  });

  it('name the hold and bind its institution', () => {
    for (const ruleId of ['VIC-7A', 'P-TELL', 'P-EXP'] as const) {
      const [duty] = duties({ holds: [hold()] }).filter((each) => each.ruleId === ruleId);
      expect(duty).toMatchObject({ owedBy: 'th-014', subjectKind: 'hold', subject: 'H1' });
    }
  });
});
