import { type HoldKind, type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';
import type { Account } from '../party.js';
import type { FreezeRequestKind, FreezeRequestState } from './freeze-request.js';

/** What the domain needs of a freeze request to say whether orders follow from it. */
export interface RequestToCarryOut {
  kind: FreezeRequestKind;
  state: FreezeRequestState;
  /** When a person or time settled it; null while it is open. */
  settledAt: Date | null;
  /** When its orders were last written; null before. */
  carriedOutAt: Date | null;
}

/**
 * Returns whether orders must be written for a request now. A break-glass request is carried out
 * twice: when it is made, and once more, as an ordinary suspension, when it is confirmed
 * (P-GLASS).
 */
export function mustBeCarriedOut({ kind, state, settledAt, carriedOutAt }: RequestToCarryOut): boolean {
  const hasPower = state === 'approved' || (kind === 'break_glass' && state === 'half_approved');
  const isCarriedOut = carriedOutAt !== null && (settledAt === null || carriedOutAt >= settledAt);
  return hasPower && !isCarriedOut;
}

/**
 * Returns whether the orders of a request are taken back: no second person confirmed it (P-GLASS).
 */
export function mustBeReversed({ kind, state }: Pick<RequestToCarryOut, 'kind' | 'state'>): boolean {
  return kind === 'break_glass' && (state === 'refused' || state === 'expired');
}

/**
 * Returns the power that the orders of a request rest on: a confirmed break-glass order becomes an
 * ordinary suspension. Throws for a catch and a reinstatement, which keep the power of their hold.
 */
export function powerOfRequest({ kind, state }: Pick<RequestToCarryOut, 'kind' | 'state'>): HoldKind {
  if (kind === 'residual' || kind === 'reinstatement') throw new Error(`a ${kind} keeps the power of its hold`);
  return kind === 'break_glass' && state === 'approved' ? 'aoc_suspension' : kind;
}

/**
 * Returns whether the order of a request would be over when it is written: the look that carries it
 * out came after the end that it names.
 */
export function isOverBefore({ untilAt }: { untilAt: Date | null }, now: Date): boolean {
  return untilAt !== null && untilAt <= now;
}

/** Returns whether an order may still extend a hold: it is live and has not run out at `now`. */
export function mayExtend(hold: { state: HoldState; expiresAt: Date }, now: Date): boolean {
  return LIVE_HOLD_STATES.includes(hold.state) && hold.expiresAt > now;
}

/** A hold at an account, as far as it says whether money is held there. */
interface HoldThere extends Account {
  id: string;
  state: HoldState;
  expiresAt: Date;
}

/**
 * Returns whether an approved request that ordered nothing leaves unheld what it is about: the hold
 * that it names, or all holds at its account, have ended. Then a person must act by other means.
 */
export function leavesUnheld(
  { holdId, institution, accountNo }: Account & { holdId: string | null },
  holds: readonly HoldThere[],
  now: Date,
): boolean {
  const isMeant = (hold: HoldThere): boolean =>
    holdId === null ? hold.institution === institution && hold.accountNo === accountNo : hold.id === holdId;
  return !holds.some((hold) => isMeant(hold) && mayExtend(hold, now));
}

/**
 * Returns whether an order for an account of this power also extends the holds that are there.
 * Break-glass does not: its half hour is shorter than what any other power gives.
 */
export function extendsHoldsThere(power: HoldKind): boolean {
  return power !== 'break_glass';
}
