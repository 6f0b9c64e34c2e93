import { type ExpiryInput, orderExpiry } from '../../../src/domain/hold/order/expiry.js';
import {
  type EndOfTime,
  expiryBasis,
  legalBasis,
  releaseBasis,
  rulesOfEnd,
} from '../../../src/domain/hold/order/legal-basis.js';
import type { Role } from '../../../src/domain/freeze-request/freeze-request.js';
import type { HoldKind, ReleaseReason, NoticeRule } from '../../../src/domain/hold/hold.js';
import type { RuleId } from '../../../src/domain/rulebook/row.js';
import { DEMO, NOW, TH, clockSince, hoursAfter, hoursBefore } from '../support.js';

const ISSUED = NOW;

const NOTICED = { rule: 'BANK-6A', notifiedAt: ISSUED, officerNotifiedAt: ISSUED } as const;

const SECTION7: ExpiryInput = {
  kind: 'section7',
  issuedAt: ISSUED,
  debitConfirmed: true,
  complaint: clockSince(hoursBefore(ISSUED, 1)),
  until: null,
  section6: NOTICED,
};

const STATED = clockSince(hoursBefore(ISSUED, 1), NOW);

function expiry(over: Partial<ExpiryInput>, rulebook = TH) {
  const { expiresAt, rule } = orderExpiry({ ...SECTION7, ...over }, rulebook, NOW);
  return [expiresAt, rule.ruleId];
}

describe('an order expires', () => {
  it.each<[string, Partial<ExpiryInput>, Date, string]>([
    ['section 7, debit not confirmed: 60 minutes', { debitConfirmed: false }, hoursAfter(ISSUED, 1), 'P-URG'],
    [
      'section 7, debit not confirmed, even with a police statement: 60 minutes',
      { debitConfirmed: false, complaint: STATED },
      hoursAfter(ISSUED, 1),
      'P-URG',
    ],
    [
      'section 7 of a hop that is found in the last hour of the complaint, debit not confirmed: with the complaint',
      { debitConfirmed: false, complaint: clockSince(hoursBefore(ISSUED, 167.5)) },
      hoursAfter(ISSUED, 0.5),
      'P-URG',
    ],
    [
      'the same exactly an hour before the end: 60 minutes',
      { debitConfirmed: false, complaint: clockSince(hoursBefore(ISSUED, 167)) },
      hoursAfter(ISSUED, 1),
      'P-URG',
    ],
    ['section 7, debit confirmed: 72 hours from the first issue', {}, hoursAfter(ISSUED, 72), 'P-EXP'],
    [
      "section 7 with the officer's act: 168 hours from receipt of the complaint",
      { complaint: STATED },
      hoursAfter(ISSUED, 167),
      'P-EXP',
    ],
    [
      'section 7 of a late hop with a statement: the seven days of the complaint, also where 72 hours would be longer',
      { complaint: clockSince(hoursBefore(ISSUED, 160), NOW) },
      hoursAfter(ISSUED, 8),
      'P-EXP',
    ],
    [
      'section 7 of a late hop without a statement: the seven days of the complaint (LIFT-7E)',
      { complaint: clockSince(hoursBefore(ISSUED, 160)) },
      hoursAfter(ISSUED, 8),
      'P-EXP',
    ],
    [
      'section 7, and police received the complaint four days before the report: 72 hours are left of the seven days',
      { complaint: clockSince(hoursBefore(ISSUED, 1), hoursBefore(ISSUED, 96)) },
      hoursAfter(ISSUED, 72),
      'P-EXP',
    ],
    [
      'section 7, and another holder’s officer acted: the seven days of the complaint that counts',
      { complaint: { ...clockSince(hoursBefore(ISSUED, 1)), officerActed: true } },
      hoursAfter(ISSUED, 167),
      'P-EXP',
    ],
    [
      'section 7 without a complaint upheld: 72 hours from the order',
      { complaint: null },
      hoursAfter(ISSUED, 72),
      'P-EXP',
    ],
    [
      'section 7 where the victim told his bank alone: 72 hours from then, at every account',
      { complaint: { ...clockSince(hoursBefore(ISSUED, 10)), isReport: false } },
      hoursAfter(ISSUED, 62),
      'P-EXP',
    ],
    [
      'section 7 where he told his bank and then an inquiry officer: the seven days of that complaint',
      { complaint: { ...clockSince(hoursBefore(ISSUED, 10), hoursBefore(ISSUED, 2)), isReport: false } },
      hoursAfter(ISSUED, 166),
      'P-EXP',
    ],
    ['suspension of the centre: 7 days', { kind: 'aoc_suspension' }, hoursAfter(ISSUED, 168), 'P-AOC7'],
    [
      'suspension of the centre, debit not confirmed: 7 days all the same',
      { kind: 'aoc_suspension', debitConfirmed: false },
      hoursAfter(ISSUED, 168),
      'P-AOC7',
    ],
    ['section 6: seven days from the notice to the officer', { kind: 'section6' }, hoursAfter(ISSUED, 168), 'OFF-6C'],
    [
      'section 6 of an institution that was notified two days later: what is left of the officer’s seven days',
      { kind: 'section6', section6: { ...NOTICED, officerNotifiedAt: hoursBefore(ISSUED, 48) } },
      hoursAfter(ISSUED, 120),
      'OFF-6C',
    ],
    [
      'section 6 by a second notice of the same paragraph: the end of the first one',
      { kind: 'section6', until: hoursAfter(ISSUED, 50) },
      hoursAfter(ISSUED, 50),
      'OFF-6C',
    ],
    [
      'section 6: seven days also with a police statement on the complaint',
      { kind: 'section6', complaint: STATED },
      hoursAfter(ISSUED, 168),
      'OFF-6C',
    ],
    ['break-glass: 30 minutes', { kind: 'break_glass' }, hoursAfter(ISSUED, 0.5), 'P-GLASS'],
    [
      'continue-order: the date in the order',
      { kind: 'continue_order', until: hoursAfter(ISSUED, 100) },
      hoursAfter(ISSUED, 100),
      'P-CONT',
    ],
    ['continue-order without a date: 30 days', { kind: 'continue_order' }, hoursAfter(ISSUED, 720), 'P-CONT'],
    [
      'continue-order with a date beyond 30 days: 30 days',
      { kind: 'continue_order', until: hoursAfter(ISSUED, 9_999) },
      hoursAfter(ISSUED, 720),
      'P-CONT',
    ],
    [
      'whole account: the date in the order',
      { kind: 'whole_account', until: hoursAfter(ISSUED, 24) },
      hoursAfter(ISSUED, 24),
      'P-CONT',
    ],
  ])('%s', (_name, input, expiresAt, ruleId) => {
    expect(expiry(input)).toEqual([expiresAt, ruleId]);
  });

  it('in the demonstration within seconds, by the same rules', () => {
    const seconds = (count: number) => new Date(ISSUED.getTime() + count * 1_000);
    expect(expiry({ debitConfirmed: false, complaint: clockSince(ISSUED) }, DEMO)).toEqual([seconds(25), 'P-URG']);
    expect(expiry({ complaint: clockSince(ISSUED) }, DEMO)).toEqual([seconds(45), 'P-EXP']);
    expect(expiry({ complaint: clockSince(ISSUED, NOW) }, DEMO)).toEqual([seconds(60), 'P-EXP']);
    expect(expiry({ kind: 'continue_order', until: hoursAfter(ISSUED, 100) }, DEMO)).toEqual([seconds(60), 'P-CONT']);
  });
});

describe('an order of section 7 with a confirmed debit expires, since 30 November 2026', () => {
  const AT = new Date('2026-12-07T03:00:00Z');
  const by = (over: Partial<ExpiryInput>, rulebook = TH) => {
    const { expiresAt, rule } = orderExpiry({ ...SECTION7, issuedAt: AT, ...over }, rulebook, AT);
    return [expiresAt, rule.rowId];
  };
  const ROW = 'th/P-EXP/2026-11-30';

  it.each<[string, Partial<ExpiryInput>, Date]>([
    [
      'seven days from the report to 1441, which is the complaint (C2), without any officer’s act',
      { complaint: clockSince(hoursBefore(AT, 1)) },
      hoursAfter(AT, 167),
    ],
    [
      'at the same instant with an officer’s act: it changes nothing',
      { complaint: clockSince(hoursBefore(AT, 1), AT) },
      hoursAfter(AT, 167),
    ],
    [
      'seven days from the complaint that police received before the report, also when the centre learns of it later',
      { complaint: clockSince(hoursBefore(AT, 1), hoursBefore(AT, 96)) },
      hoursAfter(AT, 72),
    ],
    [
      'with the complaint’s seven days where the order comes on the last of them',
      { complaint: clockSince(hoursBefore(AT, 160)) },
      hoursAfter(AT, 8),
    ],
    ['72 hours from the first order where nobody complained', { complaint: null }, hoursAfter(AT, 72)],
    [
      '60 minutes while the debit is not confirmed',
      { complaint: clockSince(AT), debitConfirmed: false },
      hoursAfter(AT, 1),
    ],
  ])('%s', (_name, over, expiresAt) => {
    expect(by(over)).toEqual([expiresAt, over.debitConfirmed === false ? 'th/P-URG/2025-04-13' : ROW]);
  });

  it('after 72 hours where the report is a notice only (C2) and police have no complaint', () => {
    const notice = TH.map((row) =>
      row.ruleId === 'C2' ? { ...row, parameters: { ...row.parameters, reportCountsAs: 'notice' } } : row,
    );
    expect(by({ complaint: clockSince(hoursBefore(AT, 1)) }, notice)).toEqual([hoursAfter(AT, 72), ROW]);
    expect(by({ complaint: clockSince(hoursBefore(AT, 1), AT) }, notice)).toEqual([hoursAfter(AT, 168), ROW]);
  });

  it('by the row of its day: a millisecond before, after 72 hours', () => {
    const first = new Date('2026-11-29T17:00:00Z');
    const last = new Date(first.getTime() - 1);
    const ends = (at: Date) =>
      orderExpiry({ ...SECTION7, issuedAt: at, complaint: clockSince(at) }, TH, at).expiresAt.getTime() - at.getTime();
    expect([ends(last), ends(first)].map((ms) => ms / 3_600_000)).toEqual([72, 168]);
  });

  it('by LIFT-7E at the seven days, and by the row and VIC-7B at the 72 hours of nobody’s complaint', () => {
    const law = { rulebook: TH, now: AT };
    const end = { kind: 'section7', expiryRuleId: 'P-EXP', expiresAt: AT, lawfulAction: false } as const;
    expect(rulesOfEnd({ ...end, complaint: clockSince(hoursBefore(AT, 168)) }, law)).toEqual(['LIFT-7E', 'P-EXP']);
    expect(rulesOfEnd({ ...end, complaint: null }, law)).toEqual(['P-EXP', 'VIC-7B']);
    const told = { ...clockSince(hoursBefore(AT, 72)), isReport: false };
    expect(rulesOfEnd({ ...end, complaint: told }, law)).toEqual(['P-EXP', 'VIC-7B']);
  });
});

describe('the time of an order rests on the choices', () => {
  it.each<[string, Partial<ExpiryInput>, string[]]>([
    ['C1, C2 and C4 while no officer acted, because the seven days are the longest', {}, ['C1', 'C2', 'C4']],
    ['C2 and C4 once he did, because the seven days run from the complaint', { complaint: STATED }, ['C2', 'C4']],
    ['none while the debit is not confirmed', { debitConfirmed: false }, []],
    [
      'C2 while it is not confirmed, where the end of the complaint comes first',
      { debitConfirmed: false, complaint: clockSince(hoursBefore(ISSUED, 167.5)) },
      ['C2'],
    ],
    ['C3 where a suspension names its end', { kind: 'aoc_suspension', until: hoursAfter(ISSUED, 24) }, ['C3']],
    ['none where it names no end: seven days, whatever C3 says', { kind: 'aoc_suspension' }, []],
    ['none of a continue-order', { kind: 'continue_order', until: hoursAfter(ISSUED, 24) }, []],
    ['none of section 6', { kind: 'section6' }, []],
  ])('%s', (_name, over, ruleIds) => {
    expect(orderExpiry({ ...SECTION7, ...over }, TH, NOW).choices.map(({ ruleId }) => ruleId)).toEqual(ruleIds);
  });

  it('and on none before the centre made them', () => {
    const before = new Date('2025-04-12T16:59:59Z');
    const law = TH.map((row) => (row.ruleId === 'P-EXP' ? { ...row, effectiveFrom: new Date(0) } : row));
    expect(orderExpiry(SECTION7, law, before).choices).toEqual([]);
  });
});

describe('an order cites', () => {
  it.each<[HoldKind, string[]]>([
    ['section7', ['VIC-7A', 'P-S7AOC', 'P-AMT']],
    ['aoc_suspension', ['AOC-85B', 'P-AMT']],
    ['break_glass', ['AOC-85B', 'P-GLASS', 'P-AMT']],
    ['continue_order', ['OFF-7D', 'P-AMT']],
    ['whole_account', ['P-AMT']],
  ])('%s: %j', (kind, ruleIds) => {
    expect(legalBasis(kind, TH, NOW).map((row) => row.ruleId)).toEqual(ruleIds);
  });

  it.each<[NoticeRule, string[]]>([
    ['OFF-6B', ['OFF-6B', 'P-AMT']],
    ['BANK-6A', ['BANK-6A', 'SHARE-4', 'P-AMT']],
  ])('section6 on %s: %j', (suspicion, ruleIds) => {
    expect(legalBasis('section6', TH, NOW, suspicion).map((row) => row.ruleId)).toEqual(ruleIds);
  });

  it('its suspicion; without one an order of section 6 is a bug', () => {
    expect(() => legalBasis('section6', TH, NOW)).toThrow('rests on a suspicion');
  });

  it('no policy that was not in force yet', () => {
    const before = new Date('2025-09-13T16:59:59Z');
    expect(legalBasis('section7', TH, before).map((row) => row.ruleId)).toEqual(['VIC-7A', 'P-S7AOC']);
    expect(() => legalBasis('aoc_suspension', TH, new Date('2025-04-12T16:59:59Z'))).toThrow('AOC-85B');
  });
});

describe('a release cites', () => {
  it.each<[Exclude<ReleaseReason, 'EXPIRED'>, HoldKind, Role | null, string[]]>([
    ['SUSPICION_UNFOUNDED', 'section6', null, ['OFF-6C']],
    ['OFFICER_RELEASE', 'section6', 'inquiry_officer', ['OFF-6C', 'P-APP']],
    ['APPEAL_UPHELD', 'section6', null, ['OFF-6C', 'P-REL']],
    ['DEBIT_DENIED', 'section7', null, ['P-URG', 'P-DEBIT']],
    ['DEBIT_NOT_CONFIRMED', 'section7', null, ['P-URG']],
    ['WITHDRAWN', 'section7', null, ['VIC-7A', 'P-WITHDRAW']],
    ['CORRECTED', 'section7', null, ['VIC-7A', 'P-CORRECT']],
    ['OFFICER_RELEASE', 'section7', 'inquiry_officer', ['OFF-7D', 'P-APP']],
    ['OFFICER_RELEASE', 'section7', 'aoc_officer', ['P-S7AOC', 'P-APP']],
    ['OFFICER_RELEASE', 'aoc_suspension', 'aoc_officer', ['AOC-85B', 'P-APP']],
    ['OFFICER_RELEASE', 'break_glass', 'aoc_supervisor', ['AOC-85B', 'P-APP']],
    ['OFFICER_RELEASE', 'continue_order', 'inquiry_officer', ['OFF-7D', 'P-APP']],
    ['OFFICER_RELEASE', 'whole_account', 'inquiry_officer', ['P-AMT', 'P-APP']],
    ['APPEAL_UPHELD', 'section7', null, ['OFF-7D', 'P-REL']],
    ['APPEAL_UPHELD', 'aoc_suspension', null, ['AOC-85C', 'P-REL']],
    ['APPEAL_UPHELD', 'whole_account', null, ['P-AMT', 'P-REL']],
    ['REQUEST_NOT_CONFIRMED', 'break_glass', null, ['P-GLASS']],
    ['UNRELATED', 'aoc_suspension', 'aoc_officer', ['AOC-85C']],
    ['UNRELATED', 'section7', 'aoc_officer', ['P-S7AOC', 'P-APP']],
    ['UNRELATED', 'whole_account', 'inquiry_officer', ['P-AMT', 'P-APP']],
  ])('%s of %s by %s: %j', (reason, kind, role, ruleIds) => {
    expect(releaseBasis({ reason, kind, role }, TH, NOW).map((row) => row.ruleId)).toEqual(ruleIds);
  });

  it('the choices of the centre behind the row that ended it by its time', () => {
    const end = { expiryRuleId: 'P-AOC7' as const, expiresAt: NOW, complaint: null, lawfulAction: false };
    expect(expiryBasis({ kind: 'aoc_suspension', ...end }, TH, NOW).map((row) => row.ruleId)).toEqual(['P-AOC7', 'C3']);
  });

  it('at least one row, for every reason and kind', () => {
    const reasons = [
      'DEBIT_DENIED',
      'DEBIT_NOT_CONFIRMED',
      'WITHDRAWN',
      'CORRECTED',
      'OFFICER_RELEASE',
      'UNRELATED',
      'APPEAL_UPHELD',
      'SUSPICION_UNFOUNDED',
    ] as const;
    const kinds = ['section6', 'section7', 'aoc_suspension', 'continue_order', 'whole_account', 'break_glass'] as const;
    for (const reason of reasons) {
      for (const kind of kinds) expect(releaseBasis({ reason, kind, role: null }, TH, NOW).length).toBeGreaterThan(0);
    }
  });
});

describe('a hold whose time is over ends', () => {
  const REPORTED = clockSince(hoursBefore(NOW, 72));
  const SEVEN_DAYS = clockSince(hoursBefore(NOW, 168));
  const NOTICE_ONLY = TH.map((row) =>
    row.ruleId === 'C2' ? { ...row, parameters: { ...row.parameters, reportCountsAs: 'notice' } } : row,
  );

  it.each<[string, Partial<EndOfTime>, RuleId[], typeof TH?]>([
    ['after 72 hours without an officer’s act by P-EXP, never by LIFT-7E', { complaint: REPORTED }, ['P-EXP']],
    ['at the seven days from the complaint by LIFT-7E', { complaint: SEVEN_DAYS }, ['LIFT-7E', 'P-EXP']],
    [
      'a millisecond before the seven days not by LIFT-7E',
      { complaint: SEVEN_DAYS, expiresAt: new Date(NOW.getTime() - 1) },
      ['P-EXP'],
    ],
    [
      'at the seven days since police received the complaint by LIFT-7E',
      { complaint: clockSince(hoursBefore(NOW, 72), hoursBefore(NOW, 168)) },
      ['LIFT-7E', 'P-EXP'],
    ],
    [
      'after 72 hours in which nobody complained by P-EXP and VIC-7B',
      { complaint: REPORTED },
      ['P-EXP', 'VIC-7B'],
      NOTICE_ONLY,
    ],
    ['by the banks’ practice where C4 chose it', { complaint: REPORTED, expiryRuleId: 'P-3+7' }, ['P-3+7']],
    [
      'a continue-order by P-CONT',
      { kind: 'continue_order', expiryRuleId: 'P-CONT', complaint: SEVEN_DAYS },
      ['P-CONT'],
    ],
    ['a warrant’s by P-CONT', { kind: 'whole_account', expiryRuleId: 'P-CONT' }, ['P-CONT']],
    ['a suspension of the centre by P-AOC7', { kind: 'aoc_suspension', expiryRuleId: 'P-AOC7' }, ['P-AOC7']],
    ['section 6 without a result by LIFT-6D', { kind: 'section6', expiryRuleId: 'OFF-6C' }, ['LIFT-6D', 'OFF-6C']],
    [
      'section 6 after a lawful action not by LIFT-6D',
      { kind: 'section6', expiryRuleId: 'OFF-6C', lawfulAction: true },
      ['OFF-6C'],
    ],
  ])('%s', (_name, over, ruleIds, rulebook = TH) => {
    const end: EndOfTime = {
      kind: 'section7',
      expiryRuleId: 'P-EXP',
      expiresAt: NOW,
      complaint: null,
      lawfulAction: false,
      ...over,
    };
    expect(rulesOfEnd(end, { rulebook, now: NOW })).toEqual(ruleIds);
  });
});
