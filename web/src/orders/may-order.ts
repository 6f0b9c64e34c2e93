import type { Person } from '../api/next-session.js';
import type { CaseView, HoldList } from '../api/schema.js';

export type Hold = HoldList['holds'][number];
type FreezeRequest = CaseView['freezeRequests'][number];

/** A kind of order that a person may ask for of an account or a hold. */
export type RuledKind = keyof CaseView['requestRules'];

/** States in which nobody has ordered a release, so that a hold can go on or be let go. */
const LIVE: readonly Hold['state'][] = ['ordered', 'unconfirmed', 'held', 'partly_held'];

/** States in which the institution has said what it holds. */
const CONFIRMED: readonly Hold['state'][] = ['held', 'partly_held'];

/** Returns whether a hold is live: nobody has ordered its release. */
export function isLive({ state }: Hold): boolean {
  return LIVE.includes(state);
}

/** Returns whether the institution has said what it holds, so that a part can be let go. */
export function isConfirmed({ state }: Hold): boolean {
  return CONFIRMED.includes(state);
}

/** Returns whether a person has one of some roles. */
export function hasRole(person: Person | undefined, roles: readonly string[]): boolean {
  return person?.roles.some((role) => roles.includes(role)) ?? false;
}

/** Why a person may not ask for an order; `roles` may. */
export type WhyNotAsk = { readonly why: 'role'; readonly roles: readonly string[] } | { readonly why: 'intake' };

/**
 * Returns why a person may not ask for an order of a kind on a case (P-APP); undefined: they may.
 * Who took the complaint asks for none that another person must approve.
 */
export function whyNotAsk(kind: RuledKind, view: CaseView, person: Person): WhyNotAsk | undefined {
  const { roles, approvals } = view.requestRules[kind];
  if (!hasRole(person, roles)) return { why: 'role', roles };
  return approvals > 0 && view.openedBy === person.id ? { why: 'intake' } : undefined;
}

/** Why a person may not decide on a request. */
export type WhyNotDecide =
  | { readonly why: 'role'; readonly roles: readonly string[] }
  | { readonly why: 'maker' | 'already' | 'intake' | 'releaser' };

/** Returns why this person may not decide on a request (P-APP); undefined: they may. */
export function whyNotDecide(
  request: FreezeRequest,
  view: CaseView,
  holds: readonly Hold[],
  person: Person,
): WhyNotDecide | undefined {
  if (request.requestedBy === person.id) return { why: 'maker' };
  if (request.decisions.some((decision) => decision.person === person.id)) return { why: 'already' };
  if (view.openedBy === person.id) return { why: 'intake' };
  const hold = request.kind === 'reinstatement' ? holds.find(({ id }) => id === request.holdId) : undefined;
  if (hold !== undefined && releasers(hold).includes(person.id)) return { why: 'releaser' };
  return hasRole(person, request.approveRoles) ? undefined : { why: 'role', roles: request.approveRoles };
}

/** Returns who let go of a hold, whole or in part. */
function releasers({ release, partialReleases }: Hold): string[] {
  return [...(release === null ? [] : [release.orderedBy]), ...partialReleases.map(({ person }) => person)];
}

/** Returns the holds that can be ordered to go on, the first to end first; a warrant's needs a new warrant. */
export function continuable(holds: readonly Hold[]): Hold[] {
  return holds
    .filter((hold) => isLive(hold) && hold.kind !== 'whole_account')
    .toSorted((one, other) => one.expiresAt.localeCompare(other.expiresAt));
}

/** A release that may be a mistake: of a whole hold, or of a part. */
export interface Mistake {
  readonly partId: string | undefined;
  readonly letGoSatang: string;
  readonly comesBackUntil: string;
}

/** Returns the newest release of a hold that can still be asked back at an instant (P-BACK). */
export function mistakeOf(hold: Hold, nowMs: number): Mistake | undefined {
  const { release, partialReleases, letGoSatang, requestedSatang, heldSatang, state } = hold;
  const isOpen = (until: string) => nowMs < Date.parse(until) && nowMs < Date.parse(hold.expiresAt);
  if (state === 'released' || state === 'release_ordered') {
    if (release?.comesBackUntil == null || !isOpen(release.comesBackUntil)) return undefined;
    const whole = [heldSatang, letGoSatang, requestedSatang].find((satang) => satang !== '0') ?? '0';
    return { partId: undefined, letGoSatang: whole, comesBackUntil: release.comesBackUntil };
  }
  const part = isConfirmed(hold) ? partialReleases.findLast(({ comesBackUntil }) => isOpen(comesBackUntil)) : undefined;
  return part && { partId: part.id, letGoSatang: part.letGoSatang, comesBackUntil: part.comesBackUntil };
}
