import type { DirectiveKind } from '../directive/directive.js';
import type { Actor, AskedKind, Role } from '../freeze-request/freeze-request.js';
import { ok, refuse, type Refusal, type Result } from '../result.js';
import { CASE_WORKERS } from '../session/case-workers.js';
import { numberParameter, type Rulebook, ruleInForce } from '../rulebook/in-force.js';
import { after } from '../time.js';

/** Who works on a case, and until when if nothing renews it. */
export interface WorkClaim {
  person: string;
  untilAt: Date;
}

/** Requests that one person makes while another works on the same case. */
export type Request = AskedKind | DirectiveKind;

/**
 * Requests that wait for a claim of another person, because two officers would ask twice. All else
 * never waits: a release, a delisting and a lifting let go, broken glass and the way back of a released hold
 * race with the money, an order to continue is the inquiry officer's own power and has a legal
 * time, and whoever decides on a request must be another person than the one who works on the case.
 */
const WAITING_REQUESTS: readonly Request[] = ['aoc_suspension', 'whole_account', 'telecom', 'list'];

/** Returns whether a request waits for the claim of another person. */
export function isBoundByClaims(request: Request): boolean {
  return WAITING_REQUESTS.includes(request);
}

/** Returns the claim if it still runs, else null. */
export function runningClaim(claim: WorkClaim | null, now: Date): WorkClaim | null {
  return claim !== null && claim.untilAt > now ? claim : null;
}

/**
 * Decides whether a person may claim a case: while nobody else's claim runs. Returns until when,
 * the row that says so (P-WORK), and whether it renews the person's own. Refusals: `CASE.CLOSED`,
 * `CASE.CLAIMED_BY_ANOTHER`.
 */
export function mayClaim(
  file: { closedAt: Date | null; claim: WorkClaim | null },
  actor: Pick<Actor, 'subject'>,
  rulebook: Rulebook,
  now: Date,
): Result<{ untilAt: Date; ruleRowId: string; renews: boolean }> {
  if (file.closedAt !== null) return refuse('CASE.CLOSED', 'the case is closed');
  const running = runningClaim(file.claim, now);
  if (running !== null && running.person !== actor.subject) return claimedByAnother(running);
  const rule = ruleInForce(rulebook, 'P-WORK', now);
  return ok({
    untilAt: after(now, numberParameter(rule, 'claimMs')),
    ruleRowId: rule.rowId,
    renews: running !== null,
  });
}

/** The claim on a case as a person finds it who may take it, put it down, or wait for its end. */
interface ClaimFound {
  /** Who works on the case; null: nobody. */
  person: string | null;
  /** When the claim ends if nothing renews it; null: none runs. */
  untilAt: Date | null;
  /** The claim is the person's own, who may put it down. */
  isOwn: boolean;
  /** Why the person cannot take or renew it (`mayClaim`). */
  whyNot: Refusal | null;
}

/** Returns the claim on a case as a person finds it: only one that still runs is there. */
export function claimAsFound(
  file: { closedAt: Date | null; claim: WorkClaim | null },
  actor: Pick<Actor, 'subject'>,
  rulebook: Rulebook,
  now: Date,
): ClaimFound {
  const running = runningClaim(file.claim, now);
  const may = mayClaim(file, actor, rulebook, now);
  return {
    person: running?.person ?? null,
    untilAt: running?.untilAt ?? null,
    isOwn: running?.person === actor.subject,
    whyNot: may.ok ? null : may,
  };
}

/**
 * Returns the refusal of a request that waits while another person works on the case, or null.
 */
export function waitsForClaim(
  request: Request,
  claim: WorkClaim | null,
  actor: Pick<Actor, 'subject'>,
  now: Date,
): Refusal | null {
  const running = runningClaim(claim, now);
  if (running === null || running.person === actor.subject || !isBoundByClaims(request)) return null;
  return claimedByAnother(running);
}

/**
 * Returns whether an assignment ends a claim that runs: the assigning person's own, or anybody's
 * where a supervisor assigns the case to somebody else.
 */
export function endsClaim(claim: WorkClaim | null, actor: Actor, assignee: string | null, now: Date): boolean {
  const running = runningClaim(claim, now);
  if (running === null || running.person === assignee) return false;
  return running.person === actor.subject || endsClaimsOfOthers(actor.roles);
}

/** Returns whether a person who gives a case to somebody ends the claim of whoever works on it. */
export function endsClaimsOfOthers(roles: readonly Role[]): boolean {
  return roles.includes('aoc_supervisor');
}

/** Returns whether a person of the centre with these roles may be given a case (`refuseAssignee`). */
export function takesCases(roles: readonly Role[]): boolean {
  return refuseAssignee({ roles, institution: null, hasWorked: false }) === undefined;
}

/** What is known of a person to whom a case is to be given. */
export interface Assignee {
  /** Of the newest sign-in; null: the person never signed in with a browser. */
  roles: readonly Role[] | null;
  institution: string | null;
  /** The person has claimed a case, which only who works on cases can. */
  hasWorked: boolean;
}

/**
 * Returns why a case cannot be given to a person, or undefined; `null` is nobody. The person must be
 * known, and work on cases by the newest sign-in: any other text would leave the case with nobody who
 * sees it. Refusal: `CASE.ASSIGNEE_UNKNOWN`.
 */
export function refuseAssignee(assignee: Assignee | null): Refusal | undefined {
  if (assignee === null) return undefined;
  const { roles, institution, hasWorked } = assignee;
  const works = roles === null ? hasWorked : institution === null && CASE_WORKERS.some((role) => roles.includes(role));
  return works
    ? undefined
    : refuse('CASE.ASSIGNEE_UNKNOWN', 'a case is given to a person who has signed in and works on cases');
}

function claimedByAnother({ untilAt }: WorkClaim): Refusal {
  return refuse('CASE.CLAIMED_BY_ANOTHER', 'another person works on the case; read it, or wait until the claim ends', {
    at: untilAt,
  });
}
