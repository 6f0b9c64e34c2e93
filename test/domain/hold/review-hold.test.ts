import type { Actor, Role } from '../../../src/domain/freeze-request/freeze-request.js';
import type { HoldKind } from '../../../src/domain/hold/hold.js';
import {
  doubtReview,
  type HoldToReview,
  type InstitutionsHold,
  mayReviewHold,
  type ReviewDoubt,
} from '../../../src/domain/hold/end/review-hold.js';
import { hoursAfter, hoursBefore, NOW, TH } from '../support.js';

const by = (role: Role, subject = 'reviewer'): Actor => ({ subject, roles: [role] });
const INQUIRY = by('inquiry_officer');
const SUPERVISOR = by('aoc_supervisor');

describe('a hold that outlasts a withdrawal', () => {
  const HOLD: HoldToReview = { kind: 'continue_order', isDue: true, withdrawnBy: ['asks'], requestedBy: ['officer'] };
  const code = (over: Partial<HoldToReview>, actor: Actor) => {
    const allowed = mayReviewHold({ ...HOLD, ...over }, actor, TH, NOW);
    return allowed.ok ? null : allowed.code;
  };

  it.each<[HoldKind, Actor, Actor]>([
    ['section6', INQUIRY, SUPERVISOR],
    ['aoc_suspension', SUPERVISOR, INQUIRY],
    ['break_glass', SUPERVISOR, INQUIRY],
    ['continue_order', INQUIRY, SUPERVISOR],
    ['whole_account', INQUIRY, SUPERVISOR],
  ])('(%s) is reviewed by whoever holds its power, and by nobody else', (kind, holder, other) => {
    expect(code({ kind }, holder)).toBeNull();
    expect(code({ kind }, other)).toBe('APPROVAL.ROLE');
    expect(code({ kind }, by('aoc_officer'))).toBe('APPROVAL.ROLE');
  });

  it.each<[string, Partial<HoldToReview>, Actor, string]>([
    ['when nobody owes it', { isDue: false }, INQUIRY, 'REVIEW.NOT_DUE'],
    ['of section 7, which the withdrawal ends', { kind: 'section7' }, INQUIRY, 'REVIEW.NOT_DUE'],
    ['by who asked for the withdrawal', {}, by('inquiry_officer', 'asks'), 'REVIEW.OWN_WITHDRAWAL'],
    ['by who asked for its order', {}, by('inquiry_officer', 'officer'), 'APPROVAL.OWN_REQUEST'],
  ])('is not reviewed %s', (_name, over, actor, expected) => {
    expect(code(over, actor)).toBe(expected);
  });
});

describe('the word of an institution on a hold that it reviewed', () => {
  const OWN: InstitutionsHold = {
    kind: 'section6',
    state: 'held',
    dueSince: hoursBefore(NOW, 2),
    standingOn: ['BANK-6A'],
  };
  const SAID = { at: hoursBefore(NOW, 1), receivedAt: NOW };

  it.each<[string, Partial<InstitutionsHold>, Partial<typeof SAID>, ReviewDoubt | null]>([
    ['is believed of its own suspicion', {}, {}, null],
    ['is believed of a part of the money', { state: 'partly_held' }, {}, null],
    ['is believed of several suspicions of institutions', { standingOn: ['BANK-6A', 'BANK-6A'] }, {}, null],
    ['ends nothing that an officer’s notice lets stand too', { standingOn: ['BANK-6A', 'OFF-6B'] }, {}, 'NOT_YOURS'],
    ['ends nothing on an officer’s notice', { standingOn: ['OFF-6B'] }, {}, 'NOT_YOURS'],
    ['ends nothing whose notices have run out', { standingOn: [] }, {}, 'NOT_YOURS'],
    ['ends no continue-order', { kind: 'continue_order' }, {}, 'NOT_YOURS'],
    ['ends no warrant', { kind: 'whole_account' }, {}, 'NOT_YOURS'],
    ['ends no suspension of the centre', { kind: 'aoc_suspension' }, {}, 'NOT_YOURS'],
    ['ends nothing of the complaint', { kind: 'section7' }, {}, 'NOT_YOURS'],
    ['is not asked for while the complaint stands', { dueSince: null }, {}, 'NOT_DUE'],
    ['comes too late for a hold that is over', { state: 'released' }, {}, 'HOLD_ENDED'],
    ['comes too late for a hold that is being released', { state: 'release_ordered' }, {}, 'RELEASE_ORDERED'],
    ['cannot be older than the withdrawal', {}, { at: hoursBefore(NOW, 3) }, 'IMPOSSIBLE_TIME'],
    ['cannot be newer than its message', {}, { at: hoursAfter(NOW, 1) }, 'IMPOSSIBLE_TIME'],
    ['may be of the instant of the withdrawal', {}, { at: hoursBefore(NOW, 2) }, null],
  ])('%s', (_name, hold, said, doubt) => {
    expect(doubtReview({ ...OWN, ...hold }, { ...SAID, ...said }, TH, NOW)).toBe(doubt);
  });
});
