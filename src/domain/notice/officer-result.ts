import { type HoldKind, type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';
import { type Refusal, refuse } from '../result.js';
import type { OwnSuspensionState } from './own-suspension.js';

/** The stored form of what an officer found of a suspension under section 6 (OFF-6C). */
export const OFFICER_RESULT_CODES = ['lawful_action', 'unfounded'] as const;
export type OfficerResultCode = (typeof OFFICER_RESULT_CODES)[number];

/**
 * What an officer says about a suspension: the officer proceeds by law, named by case number,
 * warrant or order, or has the institution lift.
 */
export type OfficerResult =
  { result: 'proceeded'; reason: string; reference: string } | { result: 'lifted'; reason: string };

/** What an institution answers to an officer's result. */
export const ANSWERS_TO_RESULT = ['LIFTED', 'NOTED', 'NOTHING_SUSPENDED'] as const;
export type AnswerToResult = (typeof ANSWERS_TO_RESULT)[number];

/** Returns the stored form of an officer's result. */
export function resultCodeOf({ result }: OfficerResult): OfficerResultCode {
  return result === 'lifted' ? 'unfounded' : 'lawful_action';
}

/**
 * Returns the refusal `SUSPENSION.ENDED` when an officer's result comes too late for an
 * institution's own suspension, else null. It comes in time while the suspension is active and its
 * time has not passed.
 */
export function tooLateForOwnSuspension(
  suspension: { state: OwnSuspensionState; expiresAt: Date },
  now: Date,
): Refusal | null {
  return suspension.state === 'active' && suspension.expiresAt > now ? null : ENDED;
}

/**
 * Returns the refusal `SUSPENSION.ENDED` when an officer's result comes too late for a hold, else
 * null. It comes in time while the hold is live and at least one notice gives it time.
 */
export function tooLateForHold(hold: { state: HoldState; standingNotices: readonly string[] }): Refusal | null {
  return LIVE_HOLD_STATES.includes(hold.state) && hold.standingNotices.length > 0 ? null : ENDED;
}

const ENDED = refuse('SUSPENSION.ENDED', 'the suspension has ended, or its time has passed');

/** A hold further down the trail from a suspension that was found unfounded. */
export interface HoldBelow {
  state: HoldState;
  /** Ids of the notices that give the hold its time now. */
  standingNotices: readonly string[];
  /** An officer has given a result on this hold itself. */
  hasOwnResult: boolean;
}

/**
 * Returns whether a hold falls together with an unfounded suspension above it. It does when it is
 * live and rests on the unfounded notices alone; another notice, or an officer's own result on it,
 * lets it stand.
 */
export function fallsWith(unfoundedNotices: readonly string[], hold: HoldBelow): boolean {
  const { state, standingNotices, hasOwnResult } = hold;
  const restsOnThemAlone =
    standingNotices.length > 0 && standingNotices.every((noticeId) => unfoundedNotices.includes(noticeId));
  return restsOnThemAlone && !hasOwnResult && LIVE_HOLD_STATES.includes(state);
}

/**
 * Returns whether a live hold whose notice was found unfounded goes by no power any more: a hold on another
 * power stands, and one of section 6 goes on only by what is left beside.
 */
export function isWithoutPower({ kind, state }: { kind: HoldKind; state: HoldState }): boolean {
  return kind === 'section6' && LIVE_HOLD_STATES.includes(state);
}

/**
 * Returns whether an institution's answer follows an officer's result: an unfounded suspension is
 * lifted, or nothing was suspended; a lawful action is noted.
 */
export function followsResult(result: OfficerResultCode, answer: AnswerToResult): boolean {
  return result === 'unfounded' ? answer !== 'NOTED' : answer === 'NOTED';
}
