import type { AppealDutyFacts } from '../../../src/domain/judgement/duties/duty-facts.js';
import type { Rulebook } from '../../../src/domain/rulebook/in-force.js';
import { RECEIVED, choose, duties, line } from './duty-support.js';
import { NOW, TH, hoursAfter } from '../support.js';

describe('the duties of an appeal', () => {
  const appeal = (over: Partial<AppealDutyFacts>): AppealDutyFacts => ({
    appealId: 'A1',
    holdId: 'H1',
    institution: 'th-014',
    tier: 'centre',
    holdKind: 'section7',
    ownSuspicion: false,
    since: RECEIVED,
    answeredAt: null,
    letGoOrderedAt: null,
    letGoAt: null,
    holdEndedAt: null,
    ...over,
  });
  const of = (over: Partial<AppealDutyFacts>, now = NOW, rulebook: Rulebook = TH) => {
    const found = duties({ appeals: [appeal(over)] }, [], now, rulebook);
    return [...line(found, 'P-REL'), ...line(found, 'P-POL')];
  };
  const answeredAt = hoursAfter(RECEIVED, 2);

  it.each<[string, Partial<AppealDutyFacts>, number, string[]]>([
    ['is the centre’s, at first', {}, 3, ['open centre +4.00 h']],
    ['is overdue after four hours', {}, 5, ['overdue centre +4.00 h']],
    ['is breached after a working day', {}, 14 * 24, ['breached centre +4.00 h']],
    ['is fulfilled by an answer', { answeredAt }, 5, ['fulfilled centre +4.00 h']],
    ['is fulfilled late by a late one', { answeredAt: hoursAfter(RECEIVED, 6) }, 9, ['fulfilled late centre +4.00 h']],
    ['is over with the hold', { holdEndedAt: answeredAt }, 5, ['fulfilled centre +4.00 h']],
    ['is the police’s at the next tier', { tier: 'police' }, 11, ['open inquiry_officer +12.00 h']],
    ['whose target is their limit', { tier: 'police' }, 13, ['breached inquiry_officer +12.00 h']],
    [
      'gives the institution what is left of the promise',
      { answeredAt, letGoOrderedAt: answeredAt },
      5,
      ['overdue th-014 +4.00 h', 'fulfilled centre +4.00 h'],
    ],
    [
      'or a quarter of an hour, when nothing is left',
      { answeredAt: hoursAfter(RECEIVED, 4), letGoOrderedAt: hoursAfter(RECEIVED, 4) },
      4.1,
      ['open th-014 +4.25 h', 'fulfilled centre +4.00 h'],
    ],
    [
      'until the institution says that the money is free',
      { answeredAt, letGoOrderedAt: answeredAt, letGoAt: answeredAt },
      5,
      ['fulfilled centre +4.00 h', 'fulfilled th-014 +4.00 h'],
    ],
  ])('%s', (_name, over, hours, expected) => {
    expect(of(over, hoursAfter(RECEIVED, hours))).toEqual(expected);
  });

  it('follow C5 for the target and for the breach', () => {
    const police = choose('C5', { target: 'twelve_hours', breach: 'twelve_hours' });
    expect(of({}, hoursAfter(RECEIVED, 5), police)).toEqual(['open centre +12.00 h']);
    expect(of({}, hoursAfter(RECEIVED, 13), police)).toEqual(['breached centre +12.00 h']);
  });

  it('bind nobody by a promise that was not in force at the time of the appeal', () => {
    const promised = TH.filter(({ ruleId }) => ruleId !== 'P-REL');
    expect(duties({ appeals: [appeal({ answeredAt, letGoOrderedAt: answeredAt })] }, [], NOW, promised)).toEqual(
      duties({}, [], NOW, promised),
    );
  });

  it('give the institution no time of its own while no row says when an act at once is overdue', () => {
    const atOnce = TH.filter(({ ruleId }) => ruleId !== 'P-ONCE');
    const letGoOrderedAt = hoursAfter(RECEIVED, 5);
    expect(of({ answeredAt: letGoOrderedAt, letGoOrderedAt }, hoursAfter(RECEIVED, 5), atOnce)).toEqual([
      'overdue th-014 +5.00 h',
      'fulfilled late centre +4.00 h',
    ]);
  });

  it('name the appeal for the body that answers it, and the hold for the institution that lets go', () => {
    const found = duties({ appeals: [appeal({ answeredAt, letGoOrderedAt: answeredAt })] });
    const [letGo, answer] = found.filter(({ ruleId }) => ruleId === 'P-REL');
    expect(letGo).toMatchObject({ subjectKind: 'hold', subject: 'H1', owedBy: 'th-014', startedAt: answeredAt });
    expect(answer).toMatchObject({ subjectKind: 'appeal', subject: 'A1', owedBy: 'centre', startedAt: RECEIVED });
    // The promise is in hours, so no holiday changes it.
    for (const duty of [letGo, answer]) expect(duty).toMatchObject({ countedBy: 'instant', daysKnown: true });
  });
});
