import type { Finding } from '../../../src/domain/judgement/facts.js';
import { dutiesOf } from '../../../src/domain/judgement/duties/duties-of.js';
import type { Duty } from '../../../src/domain/judgement/duties/duty.js';
import type { AppealDutyFacts, DutyFacts, HoldDutyFacts } from '../../../src/domain/judgement/duties/duty-facts.js';
import type { Rulebook } from '../../../src/domain/rulebook/in-force.js';
import type { RuleId } from '../../../src/domain/rulebook/row.js';
import { NOW, TH, hoursAfter, hoursBefore } from '../support.js';

const RECEIVED = hoursBefore(NOW, 10);
const minutesAfter = (at: Date, minutes: number) => hoursAfter(at, minutes / 60);

function hold(over: Partial<HoldDutyFacts> = {}): HoldDutyFacts {
  return {
    holdId: 'H1',
    institution: 'th-014',
    account: 'th-014:9000000001',
    kind: 'section7',
    orders: [{ issuedAt: RECEIVED, answeredAt: minutesAfter(RECEIVED, 1) }],
    placedAt: minutesAfter(RECEIVED, 1),
    expiresAt: hoursAfter(RECEIVED, 72),
    holderNotifiedAt: null,
    releasedAt: null,
    releaseNotifiedAt: null,
    releaseOrderedAt: null,
    endedAt: null,
    ...over,
  };
}

function facts(over: Partial<DutyFacts> = {}): DutyFacts {
  return {
    caseId: 'CASE',
    receivedAt: RECEIVED,
    judgedAt: RECEIVED,
    holderReports: true,
    statementAt: null,
    withdrawnAt: null,
    recordOfNoticeAt: RECEIVED,
    officerDecidedAt: null,
    telecomNoticeAt: null,
    holds: [],
    dataOrders: [],
    disclosures: [],
    suspicions: [],
    news: [],
    appeals: [],
    ...over,
  };
}

const met = (ruleId: RuleId, subject = 'CASE'): Finding => ({
  ruleId,
  ruleRowId: `th/${ruleId}`,
  subjectKind: 'case',
  subject,
  outcome: 'met',
  reasons: [],
  missing: [],
  evidenceIds: [],
});

function duties(over: Partial<DutyFacts>, findings: Finding[] = [], now = NOW, rulebook: Rulebook = TH): Duty[] {
  return dutiesOf(findings, facts(over), { rulebook, now });
}

/** `overdue th-014 +72.00 h`: state, who owes, and when it is due after receipt. */
function line(found: readonly Duty[], ruleId: RuleId): string[] {
  return found
    .filter((duty) => duty.ruleId === ruleId)
    .map(({ state, late, owedBy, dueAt }) => {
      const due = dueAt === null ? 'no time' : `+${((dueAt.getTime() - RECEIVED.getTime()) / 3_600_000).toFixed(2)} h`;
      return `${state}${late ? ' late' : ''} ${owedBy} ${due}`;
    });
}

const choose = (ruleId: RuleId, parameters: Record<string, string>): Rulebook =>
  TH.map((row) => (row.ruleId === ruleId ? { ...row, parameters: { ...row.parameters, ...parameters } } : row));

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
    ['a suspension of the centre', 'AOC-85B', { kind: 'aoc_suspension' }, ['fulfilled th-014 +0.25 h']],
    ['the holder was never told', 'P-TELL', {}, ['overdue th-014 +1.02 h']],
    ['the holder was told', 'P-TELL', { holderNotifiedAt: minutesAfter(RECEIVED, 30) }, ['fulfilled th-014 +1.02 h']],
    ['nothing was held', 'P-TELL', { placedAt: null }, []],
    [
      'the holder was told of the hold, and not of its release',
      'P-TELL',
      { holderNotifiedAt: minutesAfter(RECEIVED, 30), releasedAt: hoursAfter(RECEIVED, 2) },
      ['overdue th-014 +3.00 h', 'fulfilled th-014 +1.02 h'],
    ],
    ['still runs', 'LIFT-7E', {}, ['open th-014 +72.25 h']],
    ['released before its end', 'LIFT-7E', { endedAt: hoursAfter(RECEIVED, 2) }, []],
    ['not lifted at its end', 'LIFT-7E', { expiresAt: hoursAfter(RECEIVED, 9) }, ['overdue th-014 +9.25 h']],
    [
      'lifted a minute after its end',
      'LIFT-7E',
      { expiresAt: hoursAfter(RECEIVED, 9), endedAt: minutesAfter(hoursAfter(RECEIVED, 9), 1) },
      ['fulfilled th-014 +9.25 h'],
    ],
    ['a break-glass order ends by its own row', 'P-GLASS', { kind: 'break_glass' }, ['open th-014 +72.25 h']],
    ['a whole account ends by the date in the order', 'P-CONT', { kind: 'whole_account' }, ['open th-014 +72.25 h']],
  ])('%s: %s', (_name, ruleId, over, expected) => {
    expect(line(duties({ holds: [hold(over)] }), ruleId)).toEqual(expected);
  });

  it('the centre revokes when the account is shown unrelated, with no time stated', () => {
    const findings = [met('AOC-85C', 'th-014:9000000001')];
    expect(line(duties({ holds: [hold()] }, findings), 'AOC-85C')).toEqual(['open centre no time']);
    expect(line(duties({ holds: [hold({ releaseOrderedAt: NOW })] }, findings), 'AOC-85C')).toEqual([
      'fulfilled centre no time',
    ]);
    expect(line(duties({ holds: [hold()] }, [met('AOC-85C', 'th-004:9000000001')]), 'AOC-85C')).toEqual([]);
  });
});

describe('the duty to tell the victim (P-TELL)', () => {
  it('is the centre’s: overdue after an hour, and fulfilled when he was told', () => {
    const news = [
      { since: RECEIVED, toldAt: minutesAfter(RECEIVED, 20) },
      { since: hoursAfter(RECEIVED, 2), toldAt: hoursAfter(RECEIVED, 4) },
      { since: hoursAfter(RECEIVED, 8), toldAt: null },
    ];
    const expected = ['overdue centre +9.00 h', 'fulfilled centre +1.00 h', 'fulfilled late centre +3.00 h'];
    expect(line(duties({ news }), 'P-TELL')).toEqual(expected);
    expect(line(duties({ news, withdrawnAt: RECEIVED }), 'P-TELL')).toEqual(expected);
  });
});

describe('the duties of an appeal', () => {
  const appeal = (over: Partial<AppealDutyFacts>): AppealDutyFacts => ({
    ...{ appealId: 'A1', holdId: 'H1', institution: 'th-014', tier: 'centre', since: RECEIVED },
    ...{ answeredAt: null, letGoOrderedAt: null, letGoAt: null, holdEndedAt: null },
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

  it('follow C5: another promise is the target, another the breach', () => {
    const police = choose('C5', { target: 'twelve_hours', breach: 'twelve_hours' });
    expect(of({}, hoursAfter(RECEIVED, 5), police)).toEqual(['open centre +12.00 h']);
    expect(of({}, hoursAfter(RECEIVED, 13), police)).toEqual(['breached centre +12.00 h']);
  });
});

describe('duties of section 7', () => {
  const held = { holds: [hold()] };

  it('the report to the centre is the victim’s complaint', () => {
    expect(line(duties(held), 'VIC-7B')).toEqual(['fulfilled victim +72.00 h']);
  });

  it('where C2 says that it is a notice only, the victim still has to complain, and the officer’s time has not begun', () => {
    const notice = choose('C2', { reportCountsAs: 'notice' });
    expect(line(duties(held, [], NOW, notice), 'VIC-7B')).toEqual(['open victim +72.00 h']);
    expect(line(duties(held, [], hoursAfter(RECEIVED, 72), notice), 'VIC-7B')).toEqual(['overdue victim +72.00 h']);
    expect(line(duties(held, [], NOW, notice), 'OFF-7D')).toEqual([]);
    const stated = { ...held, statementAt: hoursAfter(RECEIVED, 5) };
    expect(line(duties(stated, [], NOW, notice), 'OFF-7D')).toEqual(['open inquiry_officer +173.00 h']);
  });

  it('where C1 counts from the order, the 72 hours start with it', () => {
    const fromOrder = choose('C1', { startsAt: 'order_issued' });
    const later = { holds: [hold({ orders: [{ issuedAt: hoursAfter(RECEIVED, 2), answeredAt: null }] })] };
    expect(line(duties(later, [], NOW, fromOrder), 'VIC-7B')).toEqual(['fulfilled victim +74.00 h']);
    expect(line(duties({}, [], NOW, fromOrder), 'VIC-7B')).toEqual([]);
  });

  it.each<[string, Partial<DutyFacts>, Date, string[]]>([
    ['runs', held, NOW, ['open inquiry_officer +168.00 h']],
    ['was done', { ...held, officerDecidedAt: hoursAfter(RECEIVED, 3) }, NOW, ['fulfilled inquiry_officer +168.00 h']],
    ['is overdue after seven days', held, hoursAfter(RECEIVED, 168), ['overdue inquiry_officer +168.00 h']],
    ['ends when all was let go before', { holds: [hold({ endedAt: hoursAfter(RECEIVED, 72) })] }, NOW, []],
    [
      'does not end when the hold outlived it',
      { holds: [hold({ endedAt: hoursAfter(RECEIVED, 169) })] },
      hoursAfter(RECEIVED, 170),
      ['overdue inquiry_officer +168.00 h'],
    ],
    ['never arose where nothing was held', { holds: [hold({ placedAt: null })] }, NOW, []],
    ['ended by withdrawal', { ...held, withdrawnAt: NOW }, NOW, []],
    ['never arose where somebody else reported', { ...held, holderReports: false }, NOW, []],
  ])('the officer’s decision %s', (_name, over, now, expected) => {
    expect(line(duties(over, [], now), 'OFF-7D')).toEqual(expected);
  });

  it('the officer informs each institution that suspends; the next order does it', () => {
    const statementAt = hoursAfter(RECEIVED, 2);
    const extended = hold({
      orders: [
        { issuedAt: RECEIVED, answeredAt: RECEIVED },
        { issuedAt: hoursAfter(RECEIVED, 3), answeredAt: null },
      ],
    });
    const other = hold({ holdId: 'H2', institution: 'th-004' });
    const found = duties({ statementAt, holds: [extended, other] }, [met('OFF-7C')]).filter(
      (duty) => duty.ruleId === 'OFF-7C',
    );
    expect(found.map(({ subject, state, dueAt }) => [subject, state, dueAt])).toEqual([
      ['th-004', 'open', null],
      ['th-014', 'fulfilled', null],
    ]);
  });
});

describe('duties of sections 4, 5 and 8', () => {
  it('a record of the notice is owed, and shows until it is signed', () => {
    expect(line(duties({ recordOfNoticeAt: null }), 'REC-8')).toEqual(['open centre no time']);
    expect(line(duties({}), 'REC-8')).toEqual(['fulfilled centre no time']);
  });

  it('a disclosure is told to police or DSI, and to AMLO: one of them is not enough', () => {
    const disclosure = { party: 'th-004', disclosedAt: RECEIVED, policeOrDsiToldAt: RECEIVED, amloToldAt: null };
    const findings = [met('SHARE-4N')];
    expect(line(duties({ disclosures: [disclosure] }, findings), 'SHARE-4N')).toEqual(['overdue th-004 +0.25 h']);
    const told = { ...disclosure, amloToldAt: minutesAfter(RECEIVED, 10) };
    expect(line(duties({ disclosures: [told] }, findings), 'SHARE-4N')).toEqual(['fulfilled th-004 +0.25 h']);
    expect(line(duties({ disclosures: [disclosure] }, findings, minutesAfter(RECEIVED, 14)), 'SHARE-4N')).toEqual([
      'open th-004 +0.25 h',
    ]);
  });

  it('data is delivered within the time that the question states', () => {
    const order = { id: 'Q1', party: 'nbtc', ruleId: 'TEL-5' as const, askedAt: RECEIVED, answeredAt: null };
    const found = duties({ dataOrders: [{ ...order, dueAt: minutesAfter(RECEIVED, 15) }] });
    expect(line(found, 'TEL-5')).toEqual(['overdue nbtc +0.25 h']);
    expect(found.find((duty) => duty.ruleId === 'TEL-5')?.countedBy).toBe('order');
  });

  it('NBTC is told of a number used in crime', () => {
    expect(line(duties({}, [met('NBTC-5')]), 'NBTC-5')).toEqual(['open centre no time']);
    expect(line(duties({ telecomNoticeAt: NOW }, [met('NBTC-5')]), 'NBTC-5')).toEqual(['fulfilled centre no time']);
    expect(line(duties({}), 'NBTC-5')).toEqual([]);
  });
});

describe('duties of section 6', () => {
  const suspicion = {
    noticeId: 'N1',
    account: 'th-014:9000000001',
    institution: 'th-014',
    by: 'institution' as const,
    notedAt: RECEIVED,
    result: null,
    resultAt: null,
    suspendedAt: RECEIVED,
    liftedAt: null,
  };
  const at = (hours: number, over: object = {}) =>
    duties({ suspicions: [{ ...suspicion, ...over }] }, [], hoursAfter(RECEIVED, hours));

  it('run for seven days from the finding of this institution; then it lifts', () => {
    expect(line(at(1), 'BANK-6A')).toEqual(['fulfilled th-014 +0.25 h']);
    expect(line(at(1), 'OFF-6C')).toEqual(['open officer +168.00 h']);
    expect(line(at(1), 'LIFT-6D')).toEqual(['open th-014 +168.25 h']);
    expect(line(at(168), 'OFF-6C')).toEqual(['overdue officer +168.00 h']);
    expect(line(at(169), 'LIFT-6D')).toEqual(['overdue th-014 +168.25 h']);
    expect(line(at(169, { liftedAt: hoursAfter(RECEIVED, 168) }), 'LIFT-6D')).toEqual(['fulfilled th-014 +168.25 h']);
  });

  it('end with the officer’s result: lawful action ends the duty to lift, no evidence brings it forward', () => {
    const resultAt = hoursAfter(RECEIVED, 20);
    expect(line(at(30, { result: 'lawful_action', resultAt }), 'LIFT-6D')).toEqual([]);
    expect(line(at(30, { result: 'lawful_action', resultAt }), 'OFF-6C')).toEqual(['fulfilled officer +168.00 h']);
    expect(line(at(30, { result: 'unfounded', resultAt }), 'LIFT-6D')).toEqual(['overdue th-014 +20.25 h']);
  });

  it('of an officer’s notice: the institution suspends at once', () => {
    expect(line(at(1, { by: 'officer', suspendedAt: null }), 'OFF-6B')).toEqual(['overdue th-014 +0.25 h']);
    expect(line(at(1, { by: 'officer', suspendedAt: null }), 'LIFT-6D')).toEqual([]);
  });
});

describe('the list of duties', () => {
  it('has what is overdue first, then what comes first, then what is done; and is the same every time', () => {
    const over = { holds: [hold()], recordOfNoticeAt: null };
    const found = duties(over);
    expect(found.map(({ state }) => state)).toEqual(['overdue', 'open', 'open', 'open', 'fulfilled', 'fulfilled']);
    expect(found.map(({ ruleId }) => ruleId).slice(0, 4)).toEqual(['P-TELL', 'LIFT-7E', 'OFF-7D', 'REC-8']);
    expect(duties(over)).toEqual(found);
  });

  it('knows only rules in force when the duty arose', () => {
    const old = TH.filter((row) => row.ruleId !== 'P-TELL');
    const young = TH.filter((row) => row.ruleId === 'P-TELL').map((row) => ({ ...row, effectiveFrom: NOW }));
    expect(line(duties({ holds: [hold()] }, [], NOW, [...old, ...young]), 'P-TELL')).toEqual([]);
  });

  it('states no time for acts at once while no policy says when they show as overdue', () => {
    const without = TH.filter((row) => row.ruleId !== 'P-ONCE');
    const unanswered = { holds: [hold({ orders: [{ issuedAt: RECEIVED, answeredAt: null }] })] };
    expect(line(duties(unanswered, [], NOW, without), 'VIC-7A')).toEqual(['open th-014 no time']);
  });
});
