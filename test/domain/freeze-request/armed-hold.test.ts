import {
  type ArmedGround,
  type ArmedHold,
  armedSatang,
  armedStanding,
  followsByItself,
  mayArm,
} from '../../../src/domain/freeze-request/armed-hold.js';
import type { HoldState } from '../../../src/domain/hold/hold.js';
import { mayRequest } from '../../../src/domain/freeze-request/who-may-request.js';
import { buildRulebook } from '../../../src/domain/rulebook/build.js';
import { after, HOUR_MS } from '../../../src/domain/time.js';

const NOW = new Date('2026-11-28T05:00:00Z');
const ARMED: ArmedHold = {
  requestId: 'R1',
  state: 'approved',
  capSatang: 50_000n,
  untilAt: after(NOW, HOUR_MS),
  orderedSatang: [],
};

const GROUND: ArmedGround = { isBelieved: true, isWithdrawn: false };

describe('what an armed hold may still order', () => {
  it.each<[string, Partial<ArmedHold & ArmedGround>, bigint]>([
    ['its cap', {}, 50_000n],
    ['what its orders left of it', { orderedSatang: [20_000n, 10_000n] }, 20_000n],
    ['nothing once its orders reached it', { orderedSatang: [50_000n] }, 0n],
    ['nothing beyond it', { orderedSatang: [60_000n] }, 0n],
    ['nothing while it waits for approval', { state: 'requested' }, 0n],
    ['nothing after one of several approvals', { state: 'half_approved' }, 0n],
    ['nothing when it was refused', { state: 'refused' }, 0n],
    ['nothing when nobody decided', { state: 'expired' }, 0n],
    ['nothing from its end on', { untilAt: NOW }, 0n],
    ['something until the instant before', { untilAt: after(NOW, 1) }, 50_000n],
    ['nothing when the evidence gives no reason to believe any more', { isBelieved: false }, 0n],
    ['nothing when the complaint was withdrawn', { isWithdrawn: true }, 0n],
  ])('is %s', (_what, change, expected) => {
    expect(armedSatang({ ...ARMED, ...GROUND, ...change }, NOW)).toBe(expected);
  });
});

describe('an armed hold stands as', () => {
  it.each<[string, Partial<ArmedHold>, string, HoldState?]>([
    ['asked while it waits for approval', { state: 'requested' }, 'asked'],
    ['asked after one of several approvals', { state: 'half_approved' }, 'asked'],
    ['armed once it is approved', {}, 'armed'],
    ['armed until the instant before its end', { untilAt: after(NOW, 1) }, 'armed'],
    ['lapsed from its end on', { untilAt: NOW }, 'lapsed'],
    ['triggered by its first order', { orderedSatang: [1n] }, 'triggered'],
    ['triggered also after its end', { orderedSatang: [1n], untilAt: NOW }, 'triggered'],
    ['not approved when it was refused', { state: 'refused' }, 'not_approved'],
    ['not approved when nobody decided', { state: 'expired', untilAt: NOW }, 'not_approved'],
    ['armed while its hold has found nothing: the money may have gone on', {}, 'armed', 'no_funds'],
    ['lapsed once its hold is being let go', {}, 'lapsed', 'release_ordered'],
    ['lapsed once its hold was let go', {}, 'lapsed', 'released'],
    ['triggered also when its hold was let go since', { orderedSatang: [1n] }, 'triggered', 'released'],
  ])('%s', (_what, change, expected, hold = 'held') => {
    expect(armedStanding({ ...ARMED, ...change }, hold, NOW)).toBe(expected);
  });
});

describe('a hold', () => {
  const hold = { kind: 'aoc_suspension' as const, state: 'ordered' as const, requestedSatang: 50_000n };

  it.each([
    ['while the institution has not answered', hold, 50_000n, ARMED.untilAt, null],
    ['when it was partly held', { ...hold, state: 'partly_held' as const }, 1n, ARMED.untilAt, null],
    ['not when it has ended', { ...hold, state: 'released' as const }, 1n, ARMED.untilAt, 'ARMED.NO_LIVE_HOLD'],
    ['not when there is none', null, 1n, ARMED.untilAt, 'ARMED.NO_LIVE_HOLD'],
    ['under an order of an inquiry officer', { ...hold, kind: 'continue_order' as const }, 1n, ARMED.untilAt, null],
    ['under a warrant', { ...hold, kind: 'whole_account' as const }, 1n, ARMED.untilAt, null],
    ['when one supervisor began it alone', { ...hold, kind: 'break_glass' as const }, 1n, ARMED.untilAt, null],
    ['not when section 7 follows', { ...hold, kind: 'section7' as const }, 1n, ARMED.untilAt, 'ARMED.FOLLOWED'],
    ['not when section 6 follows', { ...hold, kind: 'section6' as const }, 1n, ARMED.untilAt, 'ARMED.FOLLOWED'],
    ['not without an end', hold, 1n, null, 'ARMED.NO_END'],
    ['not for more than it asks for', hold, 50_001n, ARMED.untilAt, 'ARMED.ABOVE_HOLD'],
  ])('may be armed %s', (_what, of, capSatang, until, code) => {
    const refused = mayArm(of, capSatang, until);
    expect(refused?.code ?? null).toBe(code);
    // Whoever typed more reads how much it may be.
    expect(refused?.values).toEqual(code === 'ARMED.ABOVE_HOLD' ? { mostSatang: 50_000n } : undefined);
    // What is offered is what is accepted.
    expect(of !== null && followsByItself(of)).toBe(code === 'ARMED.FOLLOWED');
  });
});

describe('an armed hold under a row that asks for no approval', () => {
  const account = 'th-014:9000000002';
  const free = buildRulebook('th').map((row) =>
    row.ruleId === 'P-APP' ? { ...row, parameters: { ...row.parameters, 'aoc_suspension.approvals': 0 } } : row,
  );
  const context = {
    takenBy: ['operator-1'],
    findings: [
      {
        ruleId: 'AOC-85B',
        ruleRowId: 'th/AOC-85B/2025-04-13',
        choiceRowIds: [],
        subjectKind: 'account' as const,
        subject: account,
        outcome: 'met' as const,
        reasons: [],
        missing: [],
        evidenceIds: [],
      },
    ],
    account,
    hold: { state: 'ordered' as const, kind: 'aoc_suspension' as const },
    now: NOW,
    complaints: [],
    until: after(NOW, HOUR_MS),
    warrant: { number: null, authority: null, issuedOn: null, documentSha256: null },
  };
  const officer = { subject: 'officer-1', roles: ['aoc_officer' as const] };

  it('ends within the longest time of a suspension (P-AOC7)', () => {
    const codeOf = (hours: number) => {
      const until = after(NOW, hours * HOUR_MS);
      const asked = mayRequest('aoc_suspension', officer, { ...context, arms: true, until }, free);
      return asked.ok ? 'may be asked for' : asked.code;
    };
    expect([168, 169].map(codeOf)).toEqual(['may be asked for', 'APPROVAL.UNTIL_TOO_FAR']);
  });

  it('waits for another person all the same', () => {
    const hold = { ...context.hold, kind: 'section7' as const };
    const plain = mayRequest('aoc_suspension', officer, { ...context, hold }, free);
    const armed = mayRequest('aoc_suspension', officer, { ...context, arms: true }, free);
    expect([plain, armed].map((allowed) => (allowed.ok ? allowed.value.initialState : allowed.code))).toEqual([
      'approved',
      'requested',
    ]);
  });
});
