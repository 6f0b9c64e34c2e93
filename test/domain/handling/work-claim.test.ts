import type { AskedKind } from '../../../src/domain/freeze-request/freeze-request.js';
import {
  claimAsFound,
  endsClaim,
  mayClaim,
  runningClaim,
  waitsForClaim,
  type Request,
  type Assignee,
  refuseAssignee,
} from '../../../src/domain/handling/work-claim.js';
import { after, MINUTE_MS } from '../../../src/domain/time.js';
import { NOW, TH } from '../support.js';

const OFFICER = { subject: 'officer-1', roles: ['aoc_officer'] as const };
const OTHER = { subject: 'officer-2', roles: ['aoc_officer'] as const };
const SUPERVISOR = { subject: 'supervisor-1', roles: ['aoc_supervisor'] as const };
const claimedUntil = (ms: number) => ({ person: OFFICER.subject, untilAt: after(NOW, ms) });

describe('a claim on a case', () => {
  it('lasts 15 minutes by P-WORK, and its person renews it', () => {
    const first = mayClaim({ closedAt: null, claim: null }, OFFICER, TH, NOW);
    expect(first).toMatchObject({ ok: true, value: { untilAt: after(NOW, 15 * MINUTE_MS), renews: false } });
    const again = mayClaim({ closedAt: null, claim: claimedUntil(1) }, OFFICER, TH, NOW);
    expect(again).toMatchObject({ ok: true, value: { untilAt: after(NOW, 15 * MINUTE_MS), renews: true } });
  });

  it.each([
    [1, false],
    [0, true],
    [-1, true],
  ])('is another person’s to take %d ms before its end: %s', (ms, isFree) => {
    expect(mayClaim({ closedAt: null, claim: claimedUntil(ms) }, OTHER, TH, NOW).ok).toBe(isFree);
    expect(runningClaim(claimedUntil(ms), NOW) === null).toBe(isFree);
  });

  it('is refused on a closed case, and beside another person', () => {
    expect(mayClaim({ closedAt: NOW, claim: null }, OFFICER, TH, NOW)).toMatchObject({ code: 'CASE.CLOSED' });
    expect(mayClaim({ closedAt: null, claim: claimedUntil(1) }, OTHER, TH, NOW)).toMatchObject({
      code: 'CASE.CLAIMED_BY_ANOTHER',
    });
  });

  it.each([
    ['whose own it is', OFFICER, 1, { person: OFFICER.subject, isOwn: true, code: undefined }],
    ['who waits for its end', OTHER, 1, { person: OFFICER.subject, isOwn: false, code: 'CASE.CLAIMED_BY_ANOTHER' }],
    ['whose own it was', OFFICER, 0, { person: null, isOwn: false, code: undefined }],
    ['who may take it after its end', OTHER, -1, { person: null, isOwn: false, code: undefined }],
  ])('is found by a person %s', (_who, actor, ms, { code, ...found }) => {
    const claim = claimedUntil(ms);
    expect(claimAsFound({ closedAt: null, claim }, actor, TH, NOW)).toMatchObject({
      ...found,
      untilAt: found.person === null ? null : claim.untilAt,
      whyNot: code === undefined ? null : { code },
    });
  });

  const requests = {
    aoc_suspension: true,
    whole_account: true,
    telecom: true,
    list: true,
    continue_order: false,
    break_glass: false,
    reinstatement: false,
    delist: false,
    telecom_lift: false,
  } satisfies Record<Request, boolean> & Record<AskedKind, boolean>;
  it.each(Object.entries(requests) as [Request, boolean][])('a request for %s waits: %s', (request, waits) => {
    expect(waitsForClaim(request, claimedUntil(1), OTHER, NOW)?.code).toBe(
      waits ? 'CASE.CLAIMED_BY_ANOTHER' : undefined,
    );
    expect(waitsForClaim(request, claimedUntil(1), OFFICER, NOW)).toBeNull();
    expect(waitsForClaim(request, claimedUntil(0), OTHER, NOW)).toBeNull();
    expect(waitsForClaim(request, null, OTHER, NOW)).toBeNull();
  });

  it.each([
    ['its own person hands the case over', OFFICER, 'officer-2', true],
    ['its own person takes the case', OFFICER, 'officer-1', false],
    ['another officer assigns the case', OTHER, 'officer-2', false],
    ['a supervisor assigns the case to another', SUPERVISOR, 'officer-2', true],
    ['a supervisor assigns the case to its person', SUPERVISOR, 'officer-1', false],
    ['a supervisor takes the assignment back', SUPERVISOR, null, true],
  ])('when %s, ends: %s %s %s', (_, actor, assignee, ends) => {
    expect(endsClaim(claimedUntil(1), actor, assignee, NOW)).toBe(ends);
    expect(endsClaim(claimedUntil(0), actor, assignee, NOW)).toBe(false);
  });
});

describe('to whom a case may be given', () => {
  const NEVER = { roles: null, institution: null, hasWorked: false };
  it.each<[string, Assignee | null, boolean]>([
    ['nobody', null, true],
    ['an officer who signed in', { roles: ['aoc_officer'], institution: null, hasWorked: false }, true],
    ['an officer who works with a program', { ...NEVER, hasWorked: true }, true],
    ['any text', NEVER, false],
    ['a hotline operator', { roles: ['hotline_operator'], institution: null, hasWorked: false }, false],
    ['who works on cases no longer', { roles: ['auditor'], institution: null, hasWorked: true }, false],
    ['a person of a bank', { roles: ['institution_user'], institution: 'th-014', hasWorked: false }, false],
  ])('%s', (_who, assignee, may) => {
    expect(refuseAssignee(assignee)?.code).toBe(may ? undefined : 'CASE.ASSIGNEE_UNKNOWN');
  });
});
