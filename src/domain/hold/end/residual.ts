import { maxSatang, minSatang, type Satang } from '../../money.js';
import { type Result, ok, refuse } from '../../result.js';
import { type Rulebook, findRule, flagParameter } from '../../rulebook/in-force.js';
import type { HoldFacts, HoldKind } from '../hold.js';

/** A hold that holds less than its part of the stolen money, with what is known of the rest. */
export interface WatchedHold extends Pick<
  HoldFacts,
  'state' | 'kind' | 'requestedSatang' | 'reservedSatang' | 'expiresAt'
> {
  /** Its newest order asks for reports of later credits; an order for less does not. */
  isWatched: boolean;
  /** The amount that later debits explain, by the institution's answers to this hold. */
  explainedSatang: Satang;
  /** The part of the stolen sum, and the amount of it that answers to all holds on it explain. */
  partSatang: Satang;
  partExplainedSatang: Satang;
}

/** Kinds that are too short to watch for later credits, or hold the whole account. */
const NEVER_WATCHED: readonly HoldKind[] = ['break_glass', 'whole_account'];

/**
 * Returns whether an order of a kind asks for reports of later credits while less than the part is
 * held (P-RESID, off unless the centre decides otherwise).
 */
export function watchesCredits(kind: HoldKind, rulebook: Rulebook, now: Date): boolean {
  const rule = findRule(rulebook, 'P-RESID', now);
  return rule !== undefined && flagParameter(rule, 'enabled') && !NEVER_WATCHED.includes(kind);
}

/**
 * Returns what is missing of a hold's part: neither held, nor ordered to be held, nor explained by
 * later debits; 0 at least.
 */
export function missingSatang(hold: Omit<WatchedHold, 'state' | 'kind' | 'expiresAt' | 'isWatched'>): Satang {
  const stillThere = minSatang(hold.requestedSatang - hold.explainedSatang, hold.partSatang - hold.partExplainedSatang);
  return maxSatang(stillThere - hold.reservedSatang, 0n);
}

/**
 * Decides how much of a later credit may be caught: at most the credit, what is missing, and what
 * the stolen sum has free. It is decided again when the order is given, because all three may have
 * shrunk. Refusals: `RESIDUAL.OFF`, `RESIDUAL.NOT_WATCHED`, `RESIDUAL.NOT_PARTLY_HELD`,
 * `RESIDUAL.EXPIRED`, `RESIDUAL.NOTHING_MISSING`.
 */
export function catchSatang(
  hold: WatchedHold,
  creditedSatang: Satang,
  freeSatang: Satang,
  rulebook: Rulebook,
  now: Date,
): Result<Satang> {
  if (!watchesCredits(hold.kind, rulebook, now)) return refuse('RESIDUAL.OFF', 'no policy watches for later credits');
  if (!hold.isWatched) return refuse('RESIDUAL.NOT_WATCHED', 'no order of the hold asked for later credits');
  if (hold.state !== 'partly_held') return refuse('RESIDUAL.NOT_PARTLY_HELD', `the hold is ${hold.state}`);
  if (hold.expiresAt <= now) return refuse('RESIDUAL.EXPIRED', 'the time of the hold is over');
  const amountSatang = minSatang(minSatang(creditedSatang, missingSatang(hold)), freeSatang);
  return amountSatang > 0n ? ok(amountSatang) : refuse('RESIDUAL.NOTHING_MISSING', 'the rest is held or explained');
}
