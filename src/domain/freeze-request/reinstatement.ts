import { endOf } from '../deadlines/deadline-of.js';
import type { DebitVerdict } from '../debit/debit-verdict.js';
import { HOLDING_STATES, type HoldKind, type HoldState, type ReleaseReason } from '../hold/hold.js';
import { minSatang, type Satang } from '../money.js';
import { ok, type Refusal, refuse, type Result, unreachable } from '../result.js';
import { type Rulebook, ruleInForce } from '../rulebook/in-force.js';
import { later } from '../time.js';

/** Ends of a hold that one person ordered, so that they may be a mistake of that person. */
const MAY_BE_MISTAKEN: readonly ReleaseReason[] = ['OFFICER_RELEASE', 'UNRELATED', 'APPEAL_UPHELD'];

/** The ground of a hold, as it is now. */
interface Ground {
  kind: HoldKind;
  debit: DebitVerdict;
  /** Section 7 still gives orders for the money: a holder's complaint about it stands. */
  isUpheld: boolean;
  /** A notice of section 6 still lets it stand. */
  restsOnNotice: boolean;
  /** An inquiry officer continued it after his seven days (`isGivenTooLate`): his order is void. */
  isContinuedTooLate: boolean;
}

/** A hold that a person released, and the money behind it as it is now. */
export interface ReleasedHold extends Ground {
  state: HoldState;
  /** Why its release was ordered, and when; null while nobody ordered it. */
  release: { reason: ReleaseReason; orderedAt: Date } | null;
  /** When it would have ended. */
  expiresAt: Date;
  /** What it held, or asked for while nobody had answered. */
  amountSatang: Satang;
  /** What may be held of its part now, once its own reservation is given back. */
  freeSatang: Satang;
  /** Another hold suspends the same part, or is being released. */
  isHeldAgain: boolean;
}

/** A hold that goes on, of which a person let a part go, and the money behind it as it is now. */
export interface HoldReleasedInPart extends Ground {
  state: HoldState;
  /** When the hold ends. */
  expiresAt: Date;
  /** The part that was let go. */
  letGoSatang: Satang;
  /** What the hold lacks of its part of the stolen sum, once the part is let go. */
  missingSatang: Satang;
  /** What may be held of the stolen sum, once the part is let go. */
  freeSatang: Satang;
}

/**
 * Returns the amount of an order that takes the place of a hold which was released by mistake, in
 * satang: what was held, as far as it is still free. The old ground must still be there. Refusals,
 * in the order of the checks: `REINSTATEMENT.NOT_RELEASED`, `REINSTATEMENT.NO_GROUND`,
 * `REINSTATEMENT.EXPIRED`, `REINSTATEMENT.HELD_AGAIN`, `REINSTATEMENT.NOTHING_FREE`.
 */
export function reinstatedSatang(hold: ReleasedHold, now: Date): Result<Satang> {
  if (hold.release === null || (hold.state !== 'released' && hold.state !== 'release_ordered')) {
    return refuse('REINSTATEMENT.NOT_RELEASED', 'the hold was not released');
  }
  if (!mayBeMistaken(hold.release.reason) || !hasGround(hold)) {
    return refuse(
      'REINSTATEMENT.NO_GROUND',
      'the hold has no ground any more, or ended by another rule than an officer',
    );
  }
  if (hold.expiresAt <= now) return refuse('REINSTATEMENT.EXPIRED', 'the hold would have ended by now');
  if (hold.isHeldAgain)
    return refuse('REINSTATEMENT.HELD_AGAIN', 'another hold suspends this money, or is being released');
  const amount = minSatang(hold.amountSatang, hold.freeSatang);
  return amount > 0n ? ok(amount) : refuse('REINSTATEMENT.NOTHING_FREE', 'nothing of this money is free to be held');
}

/**
 * Returns by how much an order may raise a hold of which a part was let go by mistake, in satang:
 * what was let go, as far as it is missing and free. Power and end stay those of the hold.
 * Refusals, in the order of the checks: `REINSTATEMENT.HOLD_ENDED`, `REINSTATEMENT.NO_GROUND`,
 * `REINSTATEMENT.EXPIRED`, `REINSTATEMENT.NOTHING_FREE`.
 */
export function reinstatedPartSatang(hold: HoldReleasedInPart, now: Date): Result<Satang> {
  if (!HOLDING_STATES.includes(hold.state)) {
    return refuse('REINSTATEMENT.HOLD_ENDED', 'the hold does not go on, so that no part can be added to it');
  }
  if (!hasGround(hold)) return refuse('REINSTATEMENT.NO_GROUND', 'the hold has no ground any more');
  if (hold.expiresAt <= now) return refuse('REINSTATEMENT.EXPIRED', 'the time of the hold is over');
  const amount = minSatang(hold.letGoSatang, minSatang(hold.missingSatang, hold.freeSatang));
  return amount > 0n ? ok(amount) : refuse('REINSTATEMENT.NOTHING_FREE', 'nothing of this money is free to be held');
}

/** Returns whether the end of a hold may be a mistake of the one person who ordered it. */
export function mayBeMistaken(reason: ReleaseReason): boolean {
  return MAY_BE_MISTAKEN.includes(reason);
}

/** Returns until when a mistaken release may be answered by asking for a new order (P-BACK). */
export function comesBackUntil(releaseOrderedAt: Date, rulebook: Rulebook, now: Date): Date {
  return endOf(ruleInForce(rulebook, 'P-BACK', now), releaseOrderedAt, { rulebook, now });
}

/** A hold that may have ended: how, and when its institution had let it go. */
interface EndOfHold {
  state: HoldState;
  stateReason: string | null;
  endedAt: Date | null;
}

/**
 * Returns until when some of the holds may still come back after a mistaken release, or null. Nobody could ask for that
 * in a closed case. Counted from the end of the hold, which is never before its release was ordered.
 */
export function someComeBackUntil(holds: readonly EndOfHold[], rulebook: Rulebook, now: Date): Date | null {
  const ends = holds
    .filter(
      ({ state, stateReason }) => state === 'released' && MAY_BE_MISTAKEN.some((reason) => reason === stateReason),
    )
    .flatMap(({ endedAt }) => (endedAt === null ? [] : comesBackUntil(endedAt, rulebook, now)))
    .filter((until) => until > now);
  return ends.length === 0 ? null : ends.reduce(later);
}

/**
 * Refuses with `REINSTATEMENT.TOO_LATE` when the time is over in which a mistaken release may be
 * answered by asking for a new order (P-BACK).
 */
export function askedTooLate(releaseOrderedAt: Date, rulebook: Rulebook, now: Date): Refusal | null {
  if (now < comesBackUntil(releaseOrderedAt, rulebook, now)) return null;
  return refuse(
    'REINSTATEMENT.TOO_LATE',
    'too much time has passed since the release: ask for an order on a ground of today',
  );
}

/**
 * Returns whether what the power of a hold rested on is still there. Each power has its own ground: a denied debit
 * takes away what the complaint gives (section 7), and what the centre suspends by evidence about a debit (AOC-85B, of
 * which AOC-85C calls the denial a proof). A suspicion stands as long as its notice; an order of an inquiry officer
 * and a warrant rest on neither. An officer's order that came after his seven days is void (OFF-7D), so that nobody may
 * give it again.
 */
function hasGround({ kind, debit, isUpheld, restsOnNotice, isContinuedTooLate }: Ground): boolean {
  switch (kind) {
    case 'section7':
      return isUpheld && debit !== 'denied';
    case 'section6':
      return restsOnNotice;
    case 'aoc_suspension':
      return debit !== 'denied';
    case 'break_glass':
      // Its half hour is one person's; whoever wants it again breaks the glass again.
      return false;
    case 'continue_order':
      return !isContinuedTooLate;
    case 'whole_account':
      return true;
    default:
      return unreachable(kind);
  }
}
