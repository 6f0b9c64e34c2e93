import type { Finding } from '../../../src/domain/judgement/facts.js';
import type { DutyFacts, HoldDutyFacts } from '../../../src/domain/judgement/duties/duty-facts.js';
import type { Rulebook } from '../../../src/domain/rulebook/in-force.js';
import type { RuleRow } from '../../../src/domain/rulebook/row.js';
import { RECEIVED, choose, duties, hold, line, met, minutesAfter } from './duty-support.js';
import { NOW, TH, hoursAfter } from '../support.js';

describe('the duty to tell the victim (P-TELL)', () => {
  it('binds the centre, is overdue after an hour, and is fulfilled when the victim was told', () => {
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

describe('duties of section 7', () => {
  const held = { holds: [hold()] };

  it('take the report to the centre as the victim’s complaint', () => {
    expect(line(duties(held), 'VIC-7B')).toEqual(['fulfilled victim +72.00 h']);
  });

  it('leave the victim to complain, and the officer’s time not begun, where C2 says that the report is a notice only', () => {
    const notice = choose('C2', { reportCountsAs: 'notice' });
    expect(line(duties(held, [], NOW, notice), 'VIC-7B')).toEqual(['open victim +72.00 h']);
    expect(line(duties(held, [], hoursAfter(RECEIVED, 72), notice), 'VIC-7B')).toEqual(['overdue victim +72.00 h']);
    expect(line(duties(held, [], NOW, notice), 'OFF-7D')).toEqual([]);
    const stated = { ...held, statementAt: hoursAfter(RECEIVED, 5) };
    expect(line(duties(stated, [], NOW, notice), 'OFF-7D')).toEqual(['open inquiry_officer +173.00 h']);
  });

  it('start the 72 hours with the order where C1 counts from the order', () => {
    const fromOrder = choose('C1', { startsAt: 'order_issued' });
    const later = { holds: [hold({ orders: [{ issuedAt: hoursAfter(RECEIVED, 2), answeredAt: null }] })] };
    expect(line(duties(later, [], NOW, fromOrder), 'VIC-7B')).toEqual(['fulfilled victim +74.00 h']);
    expect(line(duties({}, [], NOW, fromOrder), 'VIC-7B')).toEqual([]);
    const two = { holds: [...later.holds, hold({ holdId: 'H2' })] };
    expect(line(duties(two, [], NOW, fromOrder), 'VIC-7B')).toEqual(['fulfilled victim +72.00 h']);
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

  it('make the officer inform each institution that suspends; the next order informs it', () => {
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
    expect(found).toMatchObject([
      { subjectKind: 'account', subject: 'th-004', state: 'open', dueAt: null },
      { subjectKind: 'account', subject: 'th-014', state: 'fulfilled', dueAt: null },
    ]);
  });

  it('make the officer inform no institution that let go before the statement or suspends on another ground', () => {
    const statementAt = hoursAfter(RECEIVED, 2);
    const informed = (over: Partial<HoldDutyFacts>) =>
      line(duties({ statementAt, holds: [hold(over)] }, [met('OFF-7C')]), 'OFF-7C').length;
    expect(informed({ endedAt: minutesAfter(statementAt, -1) })).toBe(0);
    expect(informed({ endedAt: statementAt })).toBe(0);
    expect(informed({ endedAt: minutesAfter(statementAt, 1) })).toBe(1);
    expect(informed({ kind: 'continue_order' })).toBe(1);
    expect(informed({ kind: 'aoc_suspension' })).toBe(0);
    expect(line(duties({ statementAt, holds: [hold()] }), 'OFF-7C')).toEqual([]);
    expect(line(duties({ statementAt: null, holds: [hold()] }, [met('OFF-7C')]), 'OFF-7C')).toEqual([]);
  });

  it('take an order at the instant of the statement as information, and an earlier one not', () => {
    const statementAt = hoursAfter(RECEIVED, 2);
    const state = (issuedAt: Date) => {
      const holds = [hold({ orders: [{ issuedAt, answeredAt: null }] })];
      return line(duties({ statementAt, holds }, [met('OFF-7C')]), 'OFF-7C');
    };
    expect(state(statementAt)).toEqual(['fulfilled inquiry_officer no time']);
    expect(state(minutesAfter(statementAt, -1))).toEqual(['open inquiry_officer no time']);
  });

  it('make the officer decide about a released hold too, where the row gives no time', () => {
    const untimed = TH.map((row) => (row.ruleId === 'OFF-7D' ? { ...row, deadlineMs: null, period: null } : row));
    const ended = { holds: [hold({ endedAt: hoursAfter(RECEIVED, 1) })] };
    expect(line(duties(ended, [], NOW, untimed), 'OFF-7D')).toEqual(['open inquiry_officer no time']);
  });

  it('make the officer decide while one of several holds outlasted the time', () => {
    const ended = hold({ endedAt: hoursAfter(RECEIVED, 72) });
    const atTheEnd = hold({ holdId: 'H2', endedAt: hoursAfter(RECEIVED, 168) });
    const suspended = hold({ holdId: 'H3', kind: 'aoc_suspension' });
    expect(line(duties({ holds: [ended, atTheEnd] }, [], NOW), 'OFF-7D')).toHaveLength(1);
    expect(line(duties({ holds: [ended, suspended] }, [], NOW), 'OFF-7D')).toEqual([]);
    const decided = { holds: [ended], officerDecidedAt: hoursAfter(RECEIVED, 71) };
    expect(line(duties(decided, [], NOW), 'OFF-7D')).toEqual(['fulfilled inquiry_officer +168.00 h']);
  });
});

describe('duties of section 6', () => {
  const notice = {
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
    duties({ notices: [{ ...notice, ...over }] }, [], hoursAfter(RECEIVED, hours));

  it('run for seven days from the finding of this institution; then it lifts', () => {
    expect(line(at(1), 'BANK-6A')).toEqual(['fulfilled th-014 +0.25 h']);
    expect(line(at(1), 'OFF-6C')).toEqual(['open officer +168.00 h']);
    expect(line(at(1), 'LIFT-6D')).toEqual(['open th-014 +168.25 h']);
    expect(line(at(168), 'OFF-6C')).toEqual(['overdue officer +168.00 h']);
    expect(line(at(169), 'LIFT-6D')).toEqual(['overdue th-014 +168.25 h']);
    const lifted = at(169, { liftedAt: hoursAfter(RECEIVED, 168) });
    expect(line(lifted, 'LIFT-6D')).toEqual(['fulfilled th-014 +168.25 h']);
    expect(line(lifted, 'BANK-6A')).toEqual(['fulfilled th-014 +0.25 h']);
  });

  it('end with the officer’s result: lawful action ends the duty to lift, an unfounded suspicion brings it forward', () => {
    const resultAt = hoursAfter(RECEIVED, 20);
    expect(line(at(30, { result: 'lawful_action', resultAt }), 'LIFT-6D')).toEqual([]);
    expect(line(at(30, { result: 'lawful_action', resultAt }), 'OFF-6C')).toEqual(['fulfilled officer +168.00 h']);
    expect(line(at(30, { result: 'unfounded', resultAt }), 'OFF-6C')).toContain('overdue th-014 +20.25 h');
  });

  it('of an officer’s notice: the institution suspends at once', () => {
    expect(line(at(1, { by: 'officer', suspendedAt: null }), 'OFF-6B')).toEqual(['overdue th-014 +0.25 h']);
    expect(line(at(1, { by: 'officer', suspendedAt: null }), 'LIFT-6D')).toEqual([]);
  });

  it('do not demand to lift what was lifted early', () => {
    const lifted = (liftedAt: Date) => line(at(170, { liftedAt }), 'LIFT-6D');
    expect(lifted(minutesAfter(RECEIVED, 168 * 60 - 1))).toEqual([]);
    expect(lifted(hoursAfter(RECEIVED, 168))).toEqual(['fulfilled th-014 +168.25 h']);
    expect(line(at(30, { result: 'unfounded', resultAt: null }), 'LIFT-6D')).toEqual([]);
  });

  it('have no time to lift while the officer has no time to examine', () => {
    const without = TH.filter((row) => row.ruleId !== 'OFF-6C');
    const found = (over: object) => duties({ notices: [{ ...notice, ...over }] }, [], NOW, without);
    expect(line(found({}), 'LIFT-6D')).toEqual([]);
    expect(line(found({ result: 'unfounded', resultAt: hoursAfter(RECEIVED, 2) }), 'LIFT-6D')).toEqual([]);
  });

  it('are about the account', () => {
    for (const duty of at(1).filter(({ ruleId }) => ['BANK-6A', 'OFF-6C', 'LIFT-6D'].includes(ruleId))) {
      expect(duty).toMatchObject({ subjectKind: 'account', subject: notice.account });
    }
  });
});

describe('the list of duties', () => {
  const ruleIds = (over: Partial<DutyFacts>, findings: Finding[] = [], rulebook: Rulebook = TH) =>
    duties(over, findings, NOW, rulebook).map(({ ruleId }) => ruleId);

  it('has no duty without facts for it', () => {
    expect(ruleIds({ holderReports: false })).toEqual(['REC-8']);
    expect(ruleIds({ withdrawnAt: NOW })).toEqual(['REC-8']);
    expect(ruleIds({})).toEqual(['VIC-7B', 'REC-8']);
    expect(ruleIds({ holderReports: false, holds: [hold({ kind: 'whole_account', placedAt: null })] })).toEqual([
      'P-CONT',
      'REC-8',
    ]);
    const ended = { placedAt: null, endedAt: RECEIVED, kind: 'continue_order' as const };
    expect(ruleIds({ holderReports: false, statementAt: NOW, holds: [hold(ended)] }, [met('OFF-7C')])).toEqual([
      'REC-8',
    ]);
    const taken = { orders: [{ issuedAt: RECEIVED, answeredAt: null }], placedAt: null, endedAt: RECEIVED };
    expect(ruleIds({ holderReports: false, holds: [hold({ ...taken, releaseOrderedAt: RECEIVED })] })).toEqual([
      'REC-8',
    ]);
    expect(ruleIds({ holderReports: false, holds: [hold({ ...taken, orders: [] })] })).toEqual(['REC-8']);
    expect(ruleIds({}, [], choose('C1', { startsAt: 'order_issued' }))).toEqual(['REC-8']);
    expect(ruleIds({ officerDecidedAt: RECEIVED })).toEqual(['VIC-7B', 'REC-8']);
    expect(ruleIds({ statementAt: null }, [met('OFF-7C')])).toEqual(['VIC-7B', 'REC-8']);
    const gone = hold({ placedAt: RECEIVED, holderNotifiedAt: RECEIVED, endedAt: hoursAfter(RECEIVED, 1) });
    expect(ruleIds({ holds: [gone] })).toEqual(['VIC-7A', 'P-TELL', 'VIC-7B', 'REC-8']);
    const without = TH.filter((row) => row.ruleId !== 'OFF-7D');
    expect(ruleIds({ holds: [hold()] }, [], without)).toEqual(['P-TELL', 'P-EXP', 'VIC-7A', 'VIC-7B', 'REC-8']);
  });

  it('puts overdue duties first, then open ones by due time, then fulfilled ones, always in the same order', () => {
    const over = { holds: [hold()], recordOfNoticeAt: null };
    const found = duties(over);
    expect(found.map(({ state }) => state)).toEqual(['overdue', 'open', 'open', 'open', 'fulfilled', 'fulfilled']);
    expect(found.map(({ ruleId }) => ruleId).slice(0, 4)).toEqual(['P-TELL', 'P-EXP', 'OFF-7D', 'REC-8']);
    expect(duties(over)).toEqual(found);
  });

  it('orders duties of one time by rule, party and subject, in whatever order the holds come', () => {
    const holds = ['H3', 'H1', 'H2'].map((holdId) => hold({ holdId }));
    const subjects = (told: HoldDutyFacts[]) =>
      duties({ holds: told })
        .filter(({ ruleId }) => ruleId === 'P-TELL')
        .map(({ subject }) => subject);
    expect(subjects(holds)).toEqual(['H1', 'H2', 'H3']);
    expect(subjects([...holds].reverse())).toEqual(['H1', 'H2', 'H3']);
  });

  it('says what each duty demands, by which row, and whether a holiday could still change its time', () => {
    const [tell] = duties({ holds: [hold()] });
    const row = TH.find(({ ruleId }) => ruleId === 'P-TELL');
    expect(tell).toMatchObject({
      ruleRowId: row?.rowId,
      what: { th: row?.titleTh, en: row?.titleEn },
      record: row?.record,
      countedBy: 'instant',
      daysKnown: true,
      startedAt: minutesAfter(RECEIVED, 1),
    });
    const untimed = duties({ recordOfNoticeAt: null }).find(({ ruleId }) => ruleId === 'REC-8');
    expect(untimed).toMatchObject({ countedBy: null, daysKnown: true, subjectKind: 'case', subject: 'CASE' });
  });

  it('uses only rules that were in force when the duty arose', () => {
    const old = TH.filter((row) => row.ruleId !== 'P-TELL');
    const young = TH.filter((row) => row.ruleId === 'P-TELL').map((row) => ({ ...row, effectiveFrom: NOW }));
    expect(line(duties({ holds: [hold()] }, [], NOW, [...old, ...young]), 'P-TELL')).toEqual([]);
  });

  it('uses the row of today for a duty that is still to arise, not a row that is not in force yet', () => {
    const [today] = TH.filter((row) => row.ruleId === 'P-EXP');
    const tomorrow = { ...today, rowId: 'th/P-EXP/tomorrow', effectiveFrom: hoursAfter(NOW, 24) } as RuleRow;
    const lifts = (now: Date) =>
      duties({ holds: [hold()] }, [], now, [...TH, tomorrow]).find(({ ruleId }) => ruleId === 'P-EXP')?.ruleRowId;
    expect(lifts(NOW)).toBe(today?.rowId);
    expect(lifts(hoursAfter(NOW, 24))).toBe(tomorrow.rowId);
  });

  it('states no time for acts at once while no policy says when they show as overdue', () => {
    const without = TH.filter((row) => row.ruleId !== 'P-ONCE');
    const unanswered = { holds: [hold({ orders: [{ issuedAt: RECEIVED, answeredAt: null }] })] };
    expect(line(duties(unanswered, [], NOW, without), 'VIC-7A')).toEqual(['open th-014 no time']);
  });
});

describe('the duty to review what outlasts the denial of the debit (P-DEBIT)', () => {
  const debitDeniedAt = minutesAfter(RECEIVED, 60);
  const reviews = (over: Partial<HoldDutyFacts>) =>
    line(duties({ holds: [hold({ debitDeniedAt, ...over })] }, [], NOW), 'P-DEBIT');

  it.each<[HoldDutyFacts['kind'], string[]]>([
    ['section7', []],
    ['aoc_suspension', ['open centre +13.00 h']],
    ['continue_order', ['open inquiry_officer +13.00 h']],
    ['whole_account', ['open inquiry_officer +13.00 h']],
  ])('%s: %j', (kind, expected) => {
    expect(reviews({ kind })).toEqual(expected);
  });

  it('is not owed before the denial, nor for a hold that ended before it', () => {
    expect(reviews({ kind: 'continue_order', debitDeniedAt: null })).toEqual([]);
    expect(reviews({ kind: 'continue_order', endedAt: RECEIVED })).toEqual([]);
  });
});

describe('the duty to review what outlasts a withdrawal (P-WITHDRAW)', () => {
  const withdrawnAt = minutesAfter(RECEIVED, 60);
  const reviews = (over: Partial<DutyFacts>, now = NOW) => line(duties(over, [], now), 'P-WITHDRAW');
  const of = (kind: HoldDutyFacts['kind'], over: Partial<HoldDutyFacts> = {}) => ({
    holds: [hold({ kind, complaintsWithdrawnAt: withdrawnAt, ...over })],
  });

  it.each<[HoldDutyFacts['kind'], string[]]>([
    ['section7', []],
    ['section6', ['open th-014 +13.00 h']],
    ['aoc_suspension', ['open centre +13.00 h']],
    ['break_glass', ['open centre +13.00 h']],
    ['continue_order', ['open inquiry_officer +13.00 h']],
    ['whole_account', ['open inquiry_officer +13.00 h']],
  ])('%s: %j', (kind, expected) => {
    expect(reviews(of(kind))).toEqual(expected);
  });

  it.each<[string, Partial<DutyFacts>, Date, string[]]>([
    [
      'is overdue after the time of P-POL',
      of('continue_order'),
      hoursAfter(RECEIVED, 13),
      ['overdue inquiry_officer +13.00 h'],
    ],
    [
      'is fulfilled by the release',
      of('continue_order', { releaseOrderedAt: hoursAfter(RECEIVED, 2) }),
      NOW,
      ['fulfilled inquiry_officer +13.00 h'],
    ],
    [
      'is fulfilled by a review that found that it stands',
      of('continue_order', { reviewedAt: [hoursAfter(RECEIVED, 2)] }),
      NOW,
      ['fulfilled inquiry_officer +13.00 h'],
    ],
    [
      'is not fulfilled by a review before the withdrawal',
      of('continue_order', { reviewedAt: [RECEIVED] }),
      NOW,
      ['open inquiry_officer +13.00 h'],
    ],
    [
      'is fulfilled by an order for less',
      of('section6', {
        orders: [
          { issuedAt: RECEIVED, answeredAt: null },
          { issuedAt: hoursAfter(RECEIVED, 2), answeredAt: null, part: { changedAt: NOW, toldAt: null } },
        ],
      }),
      NOW,
      ['fulfilled th-014 +13.00 h'],
    ],
    [
      'is not fulfilled by the order by which a notice carries the hold on',
      of('section6', { orders: [{ issuedAt: hoursAfter(RECEIVED, 2), answeredAt: null }] }),
      NOW,
      ['open th-014 +13.00 h'],
    ],
    ['is not owed for what had ended before', of('continue_order', { endedAt: RECEIVED }), NOW, []],
    [
      'is not owed while another complaint claims the money',
      of('continue_order', { complaintsWithdrawnAt: null }),
      NOW,
      [],
    ],
  ])('%s', (_name, over, now, expected) => {
    expect(reviews(over, now)).toEqual(expected);
  });
});
