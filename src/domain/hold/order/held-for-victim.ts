import { ENDED_HOLD_STATES, type HoldKind, type HoldState, type ReleaseReason } from '../hold.js';

/** A hold on a part of the victim's money, and when and why it ended; null where it did not. */
export interface EarlierHold {
  kind: HoldKind;
  state: HoldState;
  /** Why its release was ordered, or else what ended it (`HoldRow.stateReason`). */
  endReason: string | null;
  orderedAt: Date;
  releaseOrderedAt: Date | null;
  endedAt: Date | null;
  /**
   * It found less than was asked, and another hold at its account, which may have had that money, has
   * ended or was lowered since; or it was asked for less than its part, and there is room for the rest now;
   * absent: no.
   */
  isFreedSince?: boolean;
  /** Its release is ordered, and its institution has not answered in time (P-BREAK); absent: no. */
  isReleaseOverdue?: boolean;
}

/** For whom the money is asked about. */
export interface Asker {
  /** When the complaint claimed the money. */
  complainedAt: Date;
  /** The victim's institution vouches for the debit. */
  debitConfirmed: boolean;
  /**
   * From when the urgent time runs that began anew, because the institution was not asked in time;
   * null where none does, absent where none can.
   */
  urgentFrom?: Date | null;
}

/**
 * What stands on a part of the victim's money when a complaint about it is looked at:
 * - `none`: nothing, so that section 7 may order a hold there;
 * - `held`: a hold that is this victim's, or that was decided with this complaint known;
 * - `being_released`: one whose release the institution has not confirmed yet; a new one follows, at the latest when
 *   the time for its answer is over;
 * - `let_go`: nothing, because a person let it go with a reason. That decision is about the money at
 *   this account, whoever claims it, so that only a person orders there again.
 */
export type StandingHold = 'none' | 'held' | 'being_released' | 'let_go';

/** Reasons by which a person let the money of an account go. */
export const BY_PERSON: readonly ReleaseReason[] = ['OFFICER_RELEASE', 'UNRELATED', 'COURT_VOIDED', 'APPEAL_UPHELD'];

/** Ends that another one's word brought: who claims the money still, has lost nothing by it. */
const BY_ANOTHERS_WORD: readonly string[] = ['WITHDRAWN', 'CORRECTED', 'DEBIT_DENIED'];

/** The victim's institution says that no such debit was made, or none of so much. */
const DENIED = 'DEBIT_DENIED';

/** An institution ended a hold before its time, against the order. */
const AGAINST_ORDER = 'LAPSED_EARLY';

/**
 * Returns what stands on a part of a victim's money, by the holds that were on it; the newest
 * counts. What a person let go stays let go. What time, or another one's word, let go does not: it
 * is ordered anew, as far as section 7 still gives orders. The urgent time (P-URG) is given once to
 * each complaint, until the debit is confirmed, and begins anew where the victim's institution was
 * not asked in it: a hold that ended before is ordered again. What that institution denied of a complaint, as a whole or
 * in part, is ordered again for it when it confirms the debit, and not before. An institution that ended a hold before its time is
 * ordered again once for each complaint; when it does so once more, a person asks it. Where a hold found no money because another
 * one had it, and that one ended since, it is ordered again; so is the rest of a part of which it was asked for less (`isFreedSince`). What else an institution itself ended (no money there,
 * refused), and other powers that are over, were decided for the complaints made until then.
 */
export function standingHold(holds: readonly EarlierHold[], asker: Asker): StandingHold {
  const newest = newestOf(holds);
  if (newest === undefined) return 'none';
  const isLeaving = newest.state === 'release_ordered';
  if (isFoundAgain(newest)) return 'none';
  if (!isLeaving && (newest.state === 'seized' || !ENDED_HOLD_STATES.includes(newest.state))) return 'held';
  const ended = afterEnd(newest, holds, asker);
  const isAwaited = isLeaving && newest.isReleaseOverdue !== true;
  return ended === 'none' && isAwaited ? 'being_released' : ended;
}

/** Returns the newest of the holds on a part; undefined without one. */
export function newestOf<H extends Pick<EarlierHold, 'orderedAt'>>(holds: readonly H[]): H | undefined {
  return holds.reduce<H | undefined>(
    (newest, hold) => (newest === undefined || hold.orderedAt >= newest.orderedAt ? hold : newest),
    undefined,
  );
}

function afterEnd(
  hold: EarlierHold,
  holds: readonly EarlierHold[],
  { complainedAt, debitConfirmed, urgentFrom = null }: Asker,
): StandingHold {
  const { endReason, orderedAt, releaseOrderedAt, endedAt } = hold;
  if (BY_PERSON.some((reason) => reason === endReason)) return 'let_go';
  if (endReason === DENIED && !debitConfirmed && orderedAt >= complainedAt) return 'held';
  if (endReason !== null && BY_ANOTHERS_WORD.includes(endReason)) return 'none';
  if (endReason === AGAINST_ORDER) {
    const before = holds.filter((other) => other !== hold && other.endReason === AGAINST_ORDER);
    return before.length > 0 && orderedAt >= complainedAt ? 'held' : 'none';
  }
  if (isOverByTime(hold)) {
    const urgent = endReason === 'DEBIT_NOT_CONFIRMED' && !debitConfirmed;
    const isAnew = urgentFrom !== null && orderedAt < urgentFrom;
    return urgent && !isAnew && orderedAt >= complainedAt ? 'held' : 'none';
  }
  const end = releaseOrderedAt ?? endedAt;
  return end !== null && end < complainedAt ? 'none' : 'held';
}

/** Returns whether a hold found no money, or another authority has it, and there is more to ask for since. */
function isFoundAgain({ state, isFreedSince = false }: EarlierHold): boolean {
  return (state === 'no_funds' || state === 'seized') && isFreedSince;
}

/** Returns whether a hold of section 7 was let go because its time was over. */
function isOverByTime({ kind, endReason }: Pick<EarlierHold, 'kind' | 'endReason'>): boolean {
  return kind === 'section7' && (endReason === 'DEBIT_NOT_CONFIRMED' || endReason === 'EXPIRED');
}

/**
 * Returns whether a new hold goes on with the time of the one before, which ended by its time, or
 * before it by its institution, or found money that another hold had, for the same complaint: what it
 * had is counted. A later complaint has its own time (`complaintClock`).
 */
export function goesOnWithTime(before: EarlierHold, { complainedAt }: Asker): boolean {
  const isOver = before.endReason === AGAINST_ORDER || isFoundAgain(before);
  const goesOn = isOverByTime(before) || (before.kind === 'section7' && isOver);
  return goesOn && before.orderedAt >= complainedAt;
}
