import type { CountingLaw } from '../../deadlines/deadline-of.js';
import type { HoldKind } from '../hold.js';
import { orderExpiry } from './expiry.js';
import type { ComplaintClock } from './power-onward.js';

/** A power, beside the one that a hold goes by, by which the hold would go on if that one ended. */
export type PowerLeft<Notice> =
  | { kind: 'section7'; debitConfirmed: boolean; urgentFrom: Date | null }
  | { kind: 'continue_order'; until: Date; freezeRequestId: string | null }
  | { kind: 'section6'; notice: Notice };

/**
 * Returns which part of the record says what else, beside suspicions, lets a hold of a power stand: below a
 * suspicion the complaint; below a suspension of the centre the orders before it. An order of an inquiry officer takes
 * over what the centre relayed or ordered, so that nothing of it is left below.
 */
export function whatStandsBeside(kind: HoldKind): 'complaint' | 'orders' | 'nothing' {
  if (kind === 'section6') return 'complaint';
  return kind === 'aoc_suspension' ? 'orders' : 'nothing';
}

/** What of a complaint says whether section 7 keeps a hold beside another power. */
export interface ComplaintBeside {
  /** A victim who holds the account claims the money, and the debit is not denied. */
  isClaimed: boolean;
  /** A person ended section 7 of the hold by a finding, or let the money of its part go before. */
  isSection7LetGo: boolean;
  debitConfirmed: boolean;
  /** From when the urgent time is counted, where it began anew. */
  urgentFrom: Date | null;
  clock: ComplaintClock | null;
}

/** Returns section 7 as what is left of a hold, where a complaint gives it still and nobody ended it there; else null. */
export function section7Left(
  { section7From }: { section7From: Date },
  { isClaimed, isSection7LetGo, debitConfirmed, urgentFrom, clock }: ComplaintBeside,
  { rulebook, now }: CountingLaw,
): Extract<PowerLeft<never>, { kind: 'section7' }> | null {
  if (!isClaimed || isSection7LetGo) return null;
  const terms = { complaint: clock, debitConfirmed, urgentFrom, until: null };
  const { expiresAt } = orderExpiry({ kind: 'section7', issuedAt: section7From, ...terms }, rulebook, now);
  return expiresAt > now ? { kind: 'section7', debitConfirmed, urgentFrom } : null;
}

/** An order of a hold, as far as it says whether its power still runs. */
interface OrderBefore {
  kind: HoldKind;
  expiresAt: Date;
  powerEndsAt: Date | null;
  freezeRequestId: string | null;
}

/**
 * Returns the order of an inquiry officer that stood before the centre suspended the money, where it still runs;
 * else null. Its own end counts, not that of a suspicion by which it lasted longer.
 */
export function continueOrderLeft(
  newestFirst: readonly OrderBefore[],
  now: Date,
): Extract<PowerLeft<never>, { kind: 'continue_order' }> | null {
  const before = newestFirst.find(({ kind }) => kind !== 'aoc_suspension');
  if (before?.kind !== 'continue_order') return null;
  const until = before.powerEndsAt ?? before.expiresAt;
  return until > now ? { kind: 'continue_order', until, freezeRequestId: before.freezeRequestId } : null;
}

/**
 * Returns by which powers a hold goes on, one after the other until one may, once the power that it goes by has
 * ended: what another person ordered or the complaint gives, then the longest suspicion. A hold of section 6 that
 * ended has no suspicion left: who ends it settles every notice that it rests on.
 */
export function powersLeft<Notice>(
  kind: HoldKind,
  beside: readonly PowerLeft<Notice>[],
  longestFirst: readonly Notice[],
): PowerLeft<Notice>[] {
  const [notice] = kind === 'section6' ? [] : longestFirst;
  return notice === undefined ? [...beside] : [...beside, { kind: 'section6', notice }];
}
