import type { Actor, Role } from '../../../src/domain/freeze-request/freeze-request.js';
import type { HoldKind } from '../../../src/domain/hold/hold.js';
import { type HoldToReview, mayReviewHold } from '../../../src/domain/hold/review-hold.js';
import { NOW, TH } from '../support.js';

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
