import {
  ANSWERED_NOTHING_STATES,
  ENDED_HOLD_STATES,
  type HoldKind,
  type HoldState,
  type ReleaseReason,
} from '../hold.js';

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
  /**
   * A person ended section 7 of it by a finding: for its holder, so that it went on by a suspicion, or for the holder
   * of an account before it, from whom the money came; absent: no.
   */
  isSection7LetGo?: boolean;
  /** An inquiry officer, who decides on the complaint (OFF-7D), ordered its release; absent: no. */
  isReleasedByInquiry?: boolean;
  /** Its release is ordered, and its institution has not answered in time (P-BREAK); absent: no. */
  isReleaseOverdue?: boolean;
}

/** For whom the money is asked about. */
export interface Asker {
  /** When the complaint claimed the money, also in words that it corrected since. */
  complainedAt: Date;
  /** The victim's institution vouches for the debit. */
  debitConfirmed: boolean;
  /**
   * From when the urgent time runs that began anew, because the institution was not asked in time;
   * null where none does, absent where none can.
   */
  urgentFrom?: Date | null;
  /** The urgent time of the complaint still runs (`urgentUntil`); absent: no. */
  isUrgent?: boolean;
  /**
   * A first order goes on with the time of the complaint, which it had before: for the same money in other words that it
   * corrected (P-CORRECT), or while a rival claim's hold covered it; absent: no.
   */
  hasTimeBefore?: boolean;
  /**
   * The victim's institution did not deny the debit of this claim, or named how much it was (P-DEBIT), and something of
   * that is neither held nor followed, by whatever claim; absent: no.
   */
  isUndeniedFree?: boolean;
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

/**
 * Reasons by which a person let the money of an account go. One by which the examiner of a suspicion (section 6)
 * ends it is none of them, because it says nothing of the complaint; unless he is an inquiry officer and the complaint stood
 * then: he decides on both, and let the money go.
 */
export const BY_PERSON: readonly ReleaseReason[] = ['OFFICER_RELEASE', 'UNRELATED', 'COURT_VOIDED', 'APPEAL_UPHELD'];

/** Ends that another one's word brought: who claims the money still, has lost nothing by it. */
const BY_ANOTHERS_WORD: readonly string[] = ['WITHDRAWN', 'CORRECTED', 'DEBIT_DENIED'];

/** Ends of a power by its own rule, which say nothing of what a complaint gives beside it. */
const BY_OWN_RULE: readonly string[] = ['EXPIRED', 'REQUEST_NOT_CONFIRMED', 'SUSPICION_UNFOUNDED', 'SUSPICION_LIFTED'];

/** Ends of a suspicion (section 6) by the officer or the institution that examines it. */
const BY_EXAMINER: readonly string[] = ['OFFICER_RELEASE', 'UNRELATED', 'APPEAL_UPHELD'];

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
 * in part, is ordered again for it when it confirms the debit, and not before; but what it did not deny itself is not
 * denied: where a hold was let go because a rival claim held that, and does no more, it is ordered again (`isUndeniedFree`). An institution that ended a hold before its time is
 * ordered again once for each complaint; when it does so once more, a person asks it. Where a hold found no money because another
 * one had it, and that one ended since, it is ordered again; so is the rest of a part of which it was asked for less (`isFreedSince`). What else an institution itself ended (no money there,
 * refused) was decided for the complaints made until then. Where another power held the money and ended by its own rule (its time, a
 * suspicion that its examiner ended), section 7 orders it once the debit is confirmed, or while the urgent time of the
 * complaint runs; unless a person had let it go before.
 */
export function standingHold(holds: readonly EarlierHold[], asker: Asker): StandingHold {
  const newest = newestOf(holds);
  if (newest === undefined) return 'none';
  const isLeaving = newest.state === 'release_ordered';
  if (isFoundAgain(newest)) return newest.isSection7LetGo === true ? 'let_go' : 'none';
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

function afterEnd(hold: EarlierHold, holds: readonly EarlierHold[], asker: Asker): StandingHold {
  const { complainedAt, debitConfirmed, urgentFrom = null, isUrgent = false, isUndeniedFree = false } = asker;
  const { endReason, orderedAt, releaseOrderedAt, endedAt } = hold;
  if (isLetGo(hold, asker)) return 'let_go';
  if (endReason === DENIED && !debitConfirmed && !isUndeniedFree && orderedAt >= complainedAt) return 'held';
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
  if (isOtherPowerOver(hold) && isLetGoBeneath(hold, holds, asker)) return 'let_go';
  const end = releaseOrderedAt ?? endedAt;
  if (end !== null && end < complainedAt) return 'none';
  return isOtherPowerOver(hold) && (debitConfirmed || isUrgent) ? 'none' : 'held';
}

/** Returns whether a person let the money of a hold go, or what section 7 gave of it. */
function isLetGo(
  { kind, endReason, releaseOrderedAt, isSection7LetGo = false, isReleasedByInquiry = false }: EarlierHold,
  { complainedAt }: Asker,
): boolean {
  if (isSection7LetGo) return true;
  const isExaminers = kind === 'section6' && endReason !== null && BY_EXAMINER.includes(endReason);
  const isComplaintDecided = isReleasedByInquiry && releaseOrderedAt !== null && releaseOrderedAt >= complainedAt;
  return !(isExaminers && !isComplaintDecided) && BY_PERSON.some((reason) => reason === endReason);
}

/** Returns whether a hold of another power than section 7 ended by the rule of that power. */
function isOtherPowerOver({ kind, endReason }: Pick<EarlierHold, 'kind' | 'endReason'>): boolean {
  if (kind === 'section7' || endReason === null) return false;
  return BY_OWN_RULE.includes(endReason) || (kind === 'section6' && BY_EXAMINER.includes(endReason));
}

/**
 * Returns whether a person let the money go before other powers held it, which are over. Who orders the power
 * again that was let go, or brings it back (P-BACK), overrules that.
 */
function isLetGoBeneath(hold: EarlierHold, holds: readonly EarlierHold[], asker: Asker): boolean {
  const above = [hold];
  for (;;) {
    const before = newestOf(holds.filter((other) => !above.includes(other)));
    if (before === undefined) return false;
    if (isLetGo(before, asker)) return above.every(({ kind }) => kind !== before.kind);
    if (!isOtherPowerOver(before)) return false;
    above.push(before);
  }
}

/** Returns whether a hold found no money, was refused, or another authority has it, and there is more to ask for since. */
function isFoundAgain({ state, isFreedSince = false }: EarlierHold): boolean {
  return (ANSWERED_NOTHING_STATES.includes(state) || state === 'seized') && isFreedSince;
}

/** Returns whether a hold of section 7 was let go because its time was over. */
function isOverByTime({ kind, endReason }: Pick<EarlierHold, 'kind' | 'endReason'>): boolean {
  return kind === 'section7' && (endReason === 'DEBIT_NOT_CONFIRMED' || endReason === 'EXPIRED');
}

/**
 * Returns whether a new hold goes on with the time of the one before, which ended by its time, or
 * before it by its institution, or found money that another hold had, or was denied and nobody has confirmed the
 * debit since, for the same complaint: what it had is counted. A later complaint has its own time (`complaintClock`).
 */
export function goesOnWithTime(before: EarlierHold, { complainedAt, debitConfirmed }: Asker): boolean {
  const isDenied = before.endReason === DENIED && !debitConfirmed;
  const isOver = before.endReason === AGAINST_ORDER || isDenied || isFoundAgain(before);
  const goesOn = isOverByTime(before) || (before.kind === 'section7' && isOver);
  return goesOn && before.orderedAt >= complainedAt;
}

/**
 * Returns whether the time of a new hold is counted from the complaint: another power held the money when it was
 * made, and ended by its own rule, so that no order of section 7 was before it.
 */
export function countsFromComplaint(before: EarlierHold, { complainedAt }: Asker): boolean {
  const end = before.releaseOrderedAt ?? before.endedAt;
  return isOtherPowerOver(before) && end !== null && end >= complainedAt;
}
