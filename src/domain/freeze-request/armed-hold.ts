import { type HoldKind, type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';
import { maxSatang, minSatang, type Satang, sumSatang } from '../money.js';
import { type Refusal, refuse } from '../result.js';
import type { FreezeRequestState } from './freeze-request.js';
import { isOpen } from './freeze-request-state.js';

/**
 * A suspension that is made ready in advance: should an institution report that money of a hold
 * went on, that amount is suspended where it arrived (AOC-85B), as soon as the evidence about that
 * account itself gives reason to believe (P-EV85B), and while that about the account that it left
 * still does. An officer asks for each and another approves it: no row of the rulebook can take
 * that away.
 */
export interface ArmedHold {
  requestId: string;
  state: FreezeRequestState;
  /** The most that its orders may ask for together. */
  capSatang: Satang;
  /** When it ends, and its orders with it. */
  untilAt: Date;
  /** What each of its orders asked for so far. */
  orderedSatang: readonly Satang[];
}

/** The ground of an armed hold as it is when the money moves, which may be days after the approval. */
export interface ArmedGround {
  /** The newest findings on the account that the money left still give reason to believe (AOC-85B). */
  isBelieved: boolean;
  /** The complaint was withdrawn: what stands is reviewed, and nothing begins (P-WITHDRAW). */
  isWithdrawn: boolean;
}

/** Returns what an armed hold may still order at an instant; 0 when it may order nothing. */
export function armedSatang(armed: ArmedHold & ArmedGround, now: Date): Satang {
  const { state, capSatang, untilAt, orderedSatang, isBelieved, isWithdrawn } = armed;
  if (state !== 'approved' || untilAt <= now || !isBelieved || isWithdrawn) return 0n;
  return maxSatang(capSatang - sumSatang(orderedSatang), 0n);
}

/**
 * How an armed hold stands. `asked`: it waits for another person. `armed`: it waits for money, or for
 * evidence about the account that money went to. `triggered`: money went on and was ordered. `lapsed`:
 * its end came first, or that of its hold. `not_approved`: it was refused, or nobody decided.
 */
export const ARMED_STANDINGS = ['asked', 'armed', 'triggered', 'lapsed', 'not_approved'] as const;
export type ArmedStanding = (typeof ARMED_STANDINGS)[number];

/** Returns how an armed hold stands at an instant; `hold` is the state of the hold that it waits for. */
export function armedStanding({ state, untilAt, orderedSatang }: ArmedHold, hold: HoldState, now: Date): ArmedStanding {
  if (isOpen(state)) return 'asked';
  if (state !== 'approved') return 'not_approved';
  if (orderedSatang.length > 0) return 'triggered';
  // What was let go is followed no more; of a hold that found nothing, the money may have gone on.
  const isLetGo = hold === 'release_ordered' || hold === 'released' || hold === 'seized';
  return isLetGo || untilAt <= now ? 'lapsed' : 'armed';
}

/** The break of an armed hold whose money went to an account without evidence of its own. */
export const ARMED_NO_EVIDENCE = 'ARMED_NO_EVIDENCE';

/** Returns what an order may ask for of free money; with an armed hold, no more than it has left. */
export function withinArmed(freeSatang: Satang, armed: { leftSatang: Satang } | undefined): Satang {
  return armed === undefined ? freeSatang : minSatang(freeSatang, armed.leftSatang);
}

/** The powers that follow the money of a hold to every next account as long as it stands on them (`powerOnward`). */
const FOLLOW: readonly HoldKind[] = ['section6', 'section7'];

/**
 * Returns whether the money of a hold is followed by the power of the hold itself, so that nothing is
 * to be armed: an armed hold is for what a person ordered, whose power ends at its own account.
 */
export function followsByItself({ kind }: { kind: HoldKind }): boolean {
  return FOLLOW.includes(kind);
}

/**
 * Returns why a hold may not be armed, or null. `capSatang` is the most that may be suspended.
 * Refusals: `ARMED.NO_LIVE_HOLD`, `ARMED.FOLLOWED`, `ARMED.NO_END`, `ARMED.ABOVE_HOLD`.
 */
export function mayArm(
  hold: { kind: HoldKind; state: HoldState; requestedSatang: Satang } | null,
  capSatang: Satang,
  until: Date | null,
): Refusal | null {
  if (hold === null || !LIVE_HOLD_STATES.includes(hold.state))
    return refuse('ARMED.NO_LIVE_HOLD', 'only money of a live hold can be waited for');
  if (followsByItself(hold))
    return refuse('ARMED.FOLLOWED', 'the power of this hold follows its money by itself, wherever it goes');
  if (until === null) return refuse('ARMED.NO_END', 'name the time at which the armed hold ends');
  if (capSatang > hold.requestedSatang)
    return refuse('ARMED.ABOVE_HOLD', 'no more can be waited for than the hold asks for', {
      mostSatang: hold.requestedSatang,
    });
  return null;
}
