import { earlier } from '../time.js';
import type { NoticeRule } from '../hold/hold.js';
import { endOf } from '../deadlines/deadline-of.js';
import { type Section6Clock, section6End } from '../hold/end/section6-end.js';
import { type Rulebook, ruleInForce } from '../rulebook/in-force.js';
import type { RuleId } from '../rulebook/row.js';
import type { StopReason } from '../trail/next-hops.js';

/**
 * The kind of a notice of suspicion (section 6), by its wire name: an institution's own suspicion,
 * or the notice of an officer.
 */
export const NOTICE_KINDS = ['suspicion.notice', 'officer.notice'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

const RULE_OF_NOTICE: Readonly<Record<NoticeKind, NoticeRule>> = {
  'suspicion.notice': 'BANK-6A',
  'officer.notice': 'OFF-6B',
};

/** Returns the rule by which a notice suspends: section 6 paragraph 1 or paragraph 2. */
export function ruleOfNotice(kind: NoticeKind): NoticeRule {
  return RULE_OF_NOTICE[kind];
}

const BASIS_OF_NOTICE: Readonly<Record<NoticeKind, readonly RuleId[]>> = {
  'suspicion.notice': ['BANK-6A', 'SHARE-4'],
  'officer.notice': ['OFF-6B'],
};

/**
 * Returns the rules by which a notice is given to the centre. An institution also shares data of
 * accounts with its notice (SHARE-4).
 */
export function basisOfNotice(kind: NoticeKind): readonly RuleId[] {
  return BASIS_OF_NOTICE[kind];
}

/**
 * Returns when the officer's time of a notice begins (OFF-6C). An institution's notice reaches him
 * through the centre. His own begins it when he notified the institution, also by telephone before
 * the centre heard of it; the centre passes on at once what he did not tell the institution himself.
 */
export function officersTimeBegins(kind: NoticeKind, foundAt: Date, receivedAt: Date): Date {
  return kind === 'officer.notice' && foundAt < receivedAt ? foundAt : receivedAt;
}

/**
 * A notice, when its officer's time began, and the giver's own suspension that an order took over.
 */
type TimedNotice = { kind: NoticeKind; officerNotifiedAt: Date; ownSuspension?: NoticeOfTransfer['ownSuspension'] };

/**
 * Returns the latest end of a suspension on a notice that reaches an institution now; null when
 * the officer's time for the notice is over (OFF-6C).
 */
export function timeOfNotice(notice: TimedNotice, rulebook: Rulebook, now: Date): Date | null {
  const law = { rulebook, now };
  if (endOf(ruleInForce(rulebook, 'OFF-6C', now), notice.officerNotifiedAt, law) <= now) return null;
  const { expiresAt } = section6End(clockOfNotice(notice, now), law);
  const own = notice.ownSuspension ?? null;
  return own === null ? expiresAt : earlier(own.until, expiresAt);
}

/**
 * Returns the clock of an institution that is notified of a notice at `notifiedAt`; of its own
 * suspicion it knows since it found it.
 */
export function clockOfNotice(
  { kind, officerNotifiedAt, ownSuspension }: TimedNotice,
  notifiedAt: Date,
): Section6Clock {
  return { rule: ruleOfNotice(kind), notifiedAt: ownSuspension?.foundAt ?? notifiedAt, officerNotifiedAt };
}

/** A notice and one transfer that it names. */
export interface NoticeOfTransfer {
  kind: NoticeKind;
  /** The institution that gave the notice, or the office of the officer. */
  party: string;
  /** The institution that received the transfer. */
  toInstitution: string;
  /** The notice names the transfer as a later debit by which the suspected money went on. */
  isOnward: boolean;
  /** The victim's institution says that the debit behind the stolen sum never happened. */
  isDebitDenied: boolean;
  /** Until when the giver suspends the transfer itself, since it found its suspicion; or null. */
  ownSuspension: { foundAt: Date; until: Date } | null;
  /** A hold of ours stands there, which took over what the giver suspended. */
  isHeld: boolean;
}

/**
 * Returns whether the institution that received a transfer must suspend on a notice. An officer's
 * notice reaches every receiver; an institution's notice reaches the other institutions, and the
 * giver itself only for a later debit, and where an order took over what it suspended. No notice
 * reaches anyone where the debit was denied.
 */
export function reachesReceiver(notice: NoticeOfTransfer): boolean {
  const { kind, party, toInstitution, isOnward, isDebitDenied, ownSuspension, isHeld } = notice;
  if (isDebitDenied) return false;
  return kind === 'officer.notice' || isOnward || party !== toInstitution || (ownSuspension !== null && isHeld);
}

/**
 * Returns whether a notice orders nothing because the receiver suspends the money itself
 * (BANK-6A). An officer's notice orders a hold all the same.
 */
export function isSuspendedByReceiver(kind: NoticeKind, receiverSuspends: boolean): boolean {
  return kind === 'suspicion.notice' && receiverSuspends;
}

/**
 * Returns whether a notice also names a later debit, so that its receiver suspends as well. It
 * does where the trail follows the debit, followed it before, or waits for money that is still
 * reserved further up and may become free.
 */
export function namesLaterDebit(stopReason: StopReason | null): boolean {
  return stopReason === null || stopReason === 'already_followed' || stopReason === 'fully_reserved';
}
