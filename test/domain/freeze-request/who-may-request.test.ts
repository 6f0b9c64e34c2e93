import { bangkokDate } from '../../../src/domain/calendar/bangkok-day.js';
import type { Warrant } from '../../../src/domain/freeze-request/warrant.js';
import {
  type Actor,
  type AskedKind,
  mustNameHold,
  type Role,
  ROLES,
} from '../../../src/domain/freeze-request/freeze-request.js';
import { mayRequest, requestRule, type RequestContext } from '../../../src/domain/freeze-request/who-may-request.js';
import type { HoldKind, HoldState } from '../../../src/domain/hold/hold.js';
import type { Finding } from '../../../src/domain/judgement/facts.js';
import { complaintsSince, DEMO, hoursAfter, hoursBefore, NOW, TH } from '../support.js';

const ACCOUNT = 'th-014:9000000001';

function actor(subject: string, ...roles: Role[]): Actor {
  return { subject, roles };
}

function threshold(outcome: Finding['outcome'], missing: string[] = [], subject = ACCOUNT): Finding {
  return {
    ruleId: 'AOC-85B',
    ruleRowId: 'th/AOC-85B/2025-04-13',
    choiceRowIds: [],
    subjectKind: 'account',
    subject,
    outcome,
    reasons: [],
    missing,
    evidenceIds: [],
  };
}

const NO_WARRANT: Warrant = { number: null, authority: null, issuedOn: null, documentSha256: null };
const POLICE_WARRANT: Warrant = {
  number: 'อ.12/2569',
  authority: 'Test Police Station',
  issuedOn: bangkokDate(NOW),
  documentSha256: 'a'.repeat(64),
};

function context(over: Partial<RequestContext> = {}): RequestContext {
  return {
    takenBy: ['operator'],
    findings: [threshold('met')],
    account: ACCOUNT,
    hold: { state: 'held', kind: 'section7' },
    now: NOW,
    complaints: complaintsSince(hoursBefore(NOW, 24)),
    until: null,
    warrant: NO_WARRANT,
    ...over,
  };
}

function asked(kind: AskedKind, who: Actor, over: Partial<RequestContext> = {}, rulebook = TH): string {
  const result = mayRequest(kind, who, context(over), rulebook);
  return result.ok
    ? `${result.value.initialState} by ${result.value.rule.ruleId} as ${result.value.role}`
    : result.code;
}

const OFFICER = actor('officer', 'aoc_officer');
const SUPERVISOR = actor('supervisor', 'aoc_supervisor');
const INQUIRER = actor('inquirer', 'inquiry_officer');
const WARRANT = { warrant: POLICE_WARRANT };

describe('the person who may ask for an order', () => {
  const allowed: Record<AskedKind, readonly Role[]> = {
    aoc_suspension: ['aoc_officer'],
    continue_order: ['inquiry_officer'],
    whole_account: ['aoc_officer', 'inquiry_officer'],
    break_glass: ['aoc_supervisor'],
    reinstatement: ['aoc_officer', 'aoc_supervisor', 'inquiry_officer'],
  };
  const kinds = Object.keys(allowed) as AskedKind[];
  it.each(kinds.flatMap((kind) => ROLES.map((role) => [kind, role, allowed[kind].includes(role)] as const)))(
    'for %s, %s: %s',
    (kind, role, may) => {
      const result = mayRequest(kind, actor('someone', role), context(WARRANT), TH);
      expect(result.ok).toBe(may);
      if (!result.ok) expect(result.code).toBe('APPROVAL.ROLE');
    },
  );

  // Who let go what an inquiry officer ordered decided that it ends: nobody else brings it back.
  it.each<[HoldKind, readonly Role[]]>([
    ['section6', ['inquiry_officer']],
    ['section7', ['aoc_officer', 'aoc_supervisor', 'inquiry_officer']],
    ['aoc_suspension', ['aoc_officer', 'aoc_supervisor']],
    ['continue_order', ['inquiry_officer']],
    ['whole_account', ['inquiry_officer']],
  ])('brings a hold of %s back only as %j, who hold its power', (kind, may) => {
    const hold = { state: 'released' as const, kind };
    const ask = (role: Role) => mayRequest('reinstatement', actor('someone', role), context({ hold }), TH);
    expect(ROLES.filter((role) => ask(role).ok)).toEqual(ROLES.filter((role) => may.includes(role)));
  });

  it('uses the one role of several that gives the power', () => {
    expect(asked('aoc_suspension', actor('both', 'hotline_operator', 'aoc_officer'))).toBe(
      'requested by AOC-85B as aoc_officer',
    );
    expect(asked('aoc_suspension', actor('none'))).toBe('APPROVAL.ROLE');
  });

  it.each([
    ['the complaint', ['self']],
    ['a later call of it', ['operator', 'self']],
  ])('excludes the person who took %s, except for a power of his own', (_what, takenBy) => {
    const own = { ...WARRANT, takenBy };
    expect(asked('aoc_suspension', actor('self', 'aoc_officer'), own)).toBe('APPROVAL.OWN_INTAKE');
    expect(asked('whole_account', actor('self', 'aoc_officer'), own)).toBe('APPROVAL.OWN_INTAKE');
    expect(asked('break_glass', actor('self', 'aoc_supervisor'), own)).toBe('APPROVAL.OWN_INTAKE');
    expect(asked('continue_order', actor('self', 'inquiry_officer'), own)).toBe(
      'approved by OFF-7D as inquiry_officer',
    );
  });
});

describe('how a request starts', () => {
  it.each<[AskedKind, Actor, string]>([
    ['aoc_suspension', OFFICER, 'requested by AOC-85B as aoc_officer'],
    ['continue_order', INQUIRER, 'approved by OFF-7D as inquiry_officer'],
    ['whole_account', INQUIRER, 'requested by P-AMT as inquiry_officer'],
    ['break_glass', SUPERVISOR, 'half_approved by P-GLASS as aoc_supervisor'],
  ])('%s', (kind, who, expected) => {
    expect(asked(kind, who, WARRANT)).toBe(expected);
  });

  it.each<[AskedKind, Actor, typeof TH, number, number, number]>([
    ['aoc_suspension', OFFICER, TH, 30 * 60, 2 * 3_600, 72 * 3_600],
    ['break_glass', SUPERVISOR, TH, 10 * 60, 20 * 60, 30 * 60],
    ['aoc_suspension', OFFICER, DEMO, 5, 10, 40],
    ['break_glass', SUPERVISOR, DEMO, 5, 10, 15],
  ])('%s: reminded, escalated, expired', (kind, who, rulebook, remind, escalate, expire) => {
    const result = mayRequest(kind, who, context(), rulebook);
    if (!result.ok) throw new Error(result.code);
    const seconds = (at: Date) => (at.getTime() - NOW.getTime()) / 1_000;
    const { remindAt, escalateAt, expiresAt } = result.value;
    expect([seconds(remindAt), seconds(escalateAt), seconds(expiresAt)]).toEqual([remind, escalate, expire]);
  });
});

describe('the threshold of a suspension by the centre', () => {
  it.each<[string, Finding[]]>([
    ['not met', [threshold('not_met')]],
    ['unknown', [threshold('unknown', ['amlo.hr03', 'bot.colour'])]],
    ['met for another account only', [threshold('met', [], 'th-004:9000000002')]],
    ['not judged', []],
  ])('%s: refused', (_name, findings) => {
    expect(asked('aoc_suspension', OFFICER, { findings })).toBe('APPROVAL.THRESHOLD_NOT_MET');
    expect(asked('break_glass', SUPERVISOR, { findings })).toBe('APPROVAL.THRESHOLD_NOT_MET');
  });

  it('says what is missing, and no account number', () => {
    const findings = [threshold('unknown', ['amlo.hr03', 'bot.colour'])];
    const result = mayRequest('aoc_suspension', OFFICER, context({ findings }), TH);
    if (result.ok) throw new Error('it was allowed');
    expect(result.detail).toContain('amlo.hr03, bot.colour');
    expect(JSON.stringify(result)).not.toContain('9000000001');
  });

  it('is not asked of a continue-order or a warrant', () => {
    expect(asked('continue_order', INQUIRER, { findings: [] })).toMatch(/^approved/);
    expect(asked('whole_account', OFFICER, { ...WARRANT, findings: [] })).toMatch(/^requested/);
  });
});

describe('the subject of a request', () => {
  it.each<[AskedKind, boolean]>([
    ['continue_order', true],
    ['aoc_suspension', false],
    ['whole_account', false],
    ['break_glass', false],
  ])('of %s must be a hold: %s', (kind, expected) => {
    expect(mustNameHold(kind)).toBe(expected);
  });
});

describe('a continue-order', () => {
  it.each<[HoldState, boolean]>([
    ['ordered', true],
    ['unconfirmed', true],
    ['held', true],
    ['partly_held', true],
    ['release_ordered', false],
    ['released', false],
    ['no_funds', false],
    ['refused', false],
    ['seized', false],
  ])('of a hold that is %s: %s', (state, may) => {
    const result = asked('continue_order', INQUIRER, { hold: { state, kind: 'section7' } });
    expect(result).toBe(may ? 'approved by OFF-7D as inquiry_officer' : 'APPROVAL.NO_LIVE_HOLD');
  });

  it('needs a hold', () => {
    expect(asked('continue_order', INQUIRER, { hold: null })).toBe('APPROVAL.NO_LIVE_HOLD');
  });

  it('of a section 7 hold must come within seven days of the complaint', () => {
    const inTime = { complaints: complaintsSince(new Date(hoursBefore(NOW, 168).getTime() + 1)) };
    const late = { complaints: complaintsSince(hoursBefore(NOW, 168)) };
    expect(asked('continue_order', INQUIRER, inTime)).toMatch(/^approved/);
    expect(asked('continue_order', INQUIRER, late)).toBe('APPROVAL.TOO_LATE');
  });

  it.each<[HoldKind, string]>([
    ['section6', 'APPROVAL.TOO_LATE'],
    ['aoc_suspension', 'APPROVAL.TOO_LATE'],
    ['continue_order', 'APPROVAL.TOO_LATE'],
    ['break_glass', 'APPROVAL.TOO_LATE'],
    ['whole_account', 'APPROVAL.NOT_CONTINUABLE'],
  ])('of a hold by %s after the seven days: %s', (kind, expected) => {
    const late = { complaints: complaintsSince(hoursBefore(NOW, 200)), hold: { state: 'held', kind } as const };
    expect(asked('continue_order', INQUIRER, late)).toBe(expected);
  });

  it.each<[string, number, string]>([
    ['in time is renewed later', 100, 'approved by OFF-7D as inquiry_officer'],
    ['a millisecond before its time was over', 168 - 1 / 3_600_000, 'approved by OFF-7D as inquiry_officer'],
    ['after its time is void, and so is its renewal', 168, 'APPROVAL.TOO_LATE'],
  ])('that came %s', (_name, afterHours, expected) => {
    const complainedAt = hoursBefore(NOW, 600);
    const given = {
      complaints: complaintsSince(complainedAt),
      hold: { state: 'held', kind: 'continue_order' } as const,
      continuedFrom: hoursAfter(complainedAt, afterHours),
    };
    expect(asked('continue_order', INQUIRER, given)).toBe(expected);
  });

  it('that another person must approve waits no longer than the seven days', () => {
    const rulebook = TH.map((row) =>
      row.ruleId === 'P-APP' ? { ...row, parameters: { ...row.parameters, 'continue_order.approvals': 1 } } : row,
    );
    const complaints = complaintsSince(hoursBefore(NOW, 167.9));
    const allowed = mayRequest('continue_order', INQUIRER, { ...context(), complaints }, rulebook);
    expect(allowed).toMatchObject({ ok: true, value: { initialState: 'requested', expiresAt: hoursAfter(NOW, 0.1) } });
  });

  it.each<[string, Date, string]>([
    ['30 days ahead', hoursAfter(NOW, 720), 'approved by OFF-7D as inquiry_officer'],
    ['a millisecond more', new Date(hoursAfter(NOW, 720).getTime() + 1), 'APPROVAL.UNTIL_TOO_FAR'],
    ['now', NOW, 'APPROVAL.UNTIL_PAST'],
  ])('may name a date: %s', (_name, until, expected) => {
    expect(asked('continue_order', INQUIRER, { until })).toBe(expected);
  });
});

describe('without a complaint of a victim', () => {
  const NOTICE = complaintsSince(hoursBefore(NOW, 24), { victimReports: false });
  const UNSAID = complaintsSince(hoursBefore(NOW, 24), { victimReports: null });
  const POLICE = complaintsSince(hoursBefore(NOW, 24), { victimReports: false, statementAt: hoursBefore(NOW, 2) });

  it('a continue-order is renewed, because it stands by itself', () => {
    const given = { complaints: [], hold: { state: 'held', kind: 'continue_order' } as const };
    expect(asked('continue_order', INQUIRER, given)).toMatch(/^approved/);
  });

  it.each<HoldKind>(['section6', 'section7', 'aoc_suspension', 'break_glass'])(
    'no continue-order of a hold by %s',
    (kind) => {
      for (const complaints of [[], NOTICE, UNSAID]) {
        const given = { complaints, hold: { state: 'held', kind } as const };
        expect(asked('continue_order', INQUIRER, given)).toBe('APPROVAL.NO_COMPLAINT');
      }
      const accepted = { complaints: POLICE, hold: { state: 'held', kind } as const };
      expect(asked('continue_order', INQUIRER, accepted)).toMatch(/^approved/);
    },
  );

  it('the seven days are those of the victim who reported first, and another’s statement moves nothing', () => {
    const [mine] = complaintsSince(hoursBefore(NOW, 100));
    const others = { victim: 'V2', victimReports: true, receivedAt: hoursBefore(NOW, 90) };
    const early = { ...others, statementAt: hoursBefore(NOW, 200) };
    const both = mine === undefined ? [] : [early, mine];
    expect(asked('continue_order', INQUIRER, { complaints: both })).toMatch(/^approved/);
    const own = both.map((complaint) => ({ ...complaint, victim: 'V1' }));
    expect(asked('continue_order', INQUIRER, { complaints: own })).toBe('APPROVAL.TOO_LATE');
  });
});

describe("the centre's suspension", () => {
  it.each<[HoldKind, string]>([
    ['section7', 'requested by AOC-85B as aoc_officer'],
    ['section6', 'requested by AOC-85B as aoc_officer'],
    ['break_glass', 'requested by AOC-85B as aoc_officer'],
    ['aoc_suspension', 'APPROVAL.NOT_RENEWED'],
  ])('of a hold by %s: %s', (kind, expected) => {
    expect(asked('aoc_suspension', OFFICER, { hold: { state: 'held', kind } })).toBe(expected);
  });

  it('is not renewed by a broken glass either, and is waited with for money that goes on', () => {
    const hold = { state: 'held', kind: 'aoc_suspension' } as const;
    expect(asked('break_glass', SUPERVISOR, { hold })).toBe('APPROVAL.NOT_RENEWED');
    expect(asked('aoc_suspension', OFFICER, { hold, arms: true, until: hoursAfter(NOW, 1) })).toMatch(/^requested/);
    expect(asked('continue_order', INQUIRER, { hold })).toMatch(/^approved/);
  });
});

describe('a whole account', () => {
  it.each([null, '', '  '])('needs the number of a warrant, not %j', (number) => {
    const warrant = { ...POLICE_WARRANT, number };
    expect(asked('whole_account', OFFICER, { warrant })).toBe('APPROVAL.NO_WARRANT');
  });

  it('may be asked for without a hold, or of a live one', () => {
    expect(asked('whole_account', OFFICER, { ...WARRANT, hold: null })).toMatch(/^requested/);
    const released = { state: 'released', kind: 'section7' } as const;
    expect(asked('whole_account', OFFICER, { ...WARRANT, hold: released })).toBe('APPROVAL.NO_LIVE_HOLD');
    expect(asked('whole_account', OFFICER, { ...WARRANT, until: hoursAfter(NOW, 721) })).toBe('APPROVAL.UNTIL_TOO_FAR');
  });
});

describe('what is said of a kind before anybody asks', () => {
  it.each<[Exclude<AskedKind, 'reinstatement'>, readonly Role[], number, number]>([
    ['aoc_suspension', ['aoc_officer'], 1, 7 * 24],
    ['break_glass', ['aoc_supervisor'], 1, 7 * 24],
    ['continue_order', ['inquiry_officer'], 0, 30 * 24],
    ['whole_account', ['aoc_officer', 'inquiry_officer'], 2, 30 * 24],
  ])('is what the rules in force say: %s', (kind, roles, approvals, hours) => {
    const latestUntil = hoursAfter(NOW, hours);
    expect(requestRule(kind, TH, NOW)).toEqual({ roles, approvals, latestUntil, needsUntil: false });
    // The latest end that is said is the latest that is taken.
    const over = { ...WARRANT, until: latestUntil };
    expect(asked(kind, actor('one', ...ROLES), over)).not.toBe('APPROVAL.UNTIL_TOO_FAR');
    const beyond = { ...over, until: new Date(latestUntil.getTime() + 1) };
    expect(asked(kind, actor('one', ...ROLES), beyond)).toBe('APPROVAL.UNTIL_TOO_FAR');
  });

  it('follows a change of the rule', () => {
    const changed = TH.map((row) =>
      row.ruleId === 'P-APP'
        ? { ...row, parameters: { ...row.parameters, 'continue_order.request': ['aoc_supervisor'] } }
        : row,
    );
    expect(requestRule('continue_order', changed, NOW).roles).toEqual(['aoc_supervisor']);
  });
});
