import { BY_PERSON, type EarlierHold, newestOf } from '../hold/order/held-for-victim.js';
import { ANSWERED_NOTHING_STATES, HOLDING_STATES, type HoldState } from '../hold/hold.js';
import { maxSatang, minSatang, type Satang, sumSatang } from '../money.js';

/** A hold on a part of the trail, as far as it says where the money is; amounts in satang. */
export interface HoldOnPart extends Pick<EarlierHold, 'state' | 'orderedAt'> {
  /** Why it is in its state; of a released hold why it was let go. */
  stateReason: string | null;
  /** All that its orders have asked for. */
  requestedSatang: Satang;
  heldSatang: Satang;
  reservedSatang: Satang;
  /** What another authority keeps beside what is held. */
  seizedSatang: Satang;
  /** What orders for less let go of it. */
  letGoSatang: Satang;
  /** What later debits explain, by the answers to this hold. */
  explainedSatang: Satang;
}

/** A part of the trail, and all holds that were on it. */
interface PartWithHolds {
  /** What it brought; of the victim's own transfer no more than was debited. */
  attributedSatang: Satang;
  /** What is known to have gone on from it, by whatever answer or notice. */
  explainedSatang: Satang;
  holds: readonly HoldOnPart[];
}

/** The break of money that an institution neither holds nor explains, after it answered. */
export const UNEXPLAINED = 'ATTRIBUTION.UNEXPLAINED';

/** States of a hold that its institution has answered: it keeps money, found that there is none for it, or refused. */
const ANSWERED_STATES: readonly HoldState[] = [...HOLDING_STATES, ...ANSWERED_NOTHING_STATES, 'seized'];

/**
 * Returns how much of a part its institution has left open by its answers: neither held, nor explained
 * by later debits, nor kept by another authority, nor let go by an order; 0 at least. 0 too while an
 * order is not answered, and where a release ended the newest hold: those say where the money is by other rules.
 * After a refusal all is open, and is asked for only where the institution holds it after all (`restsOf`).
 */
export function unexplainedSatang(part: PartWithHolds): Satang {
  const newest = answered(part);
  return newest === undefined ? 0n : maxSatang(minSatang(askedOf(newest), stillOf(part)) - reservedOf(newest), 0n);
}

/**
 * Returns how much of a part its newest hold was never asked for, because the stolen sum or the debit had no
 * room for it then; 0 at least. What an order or a person let go of it was asked for before. Of a hold
 * that has ended it is 0 while its institution leaves open what it was asked for: it would find no more.
 * It is 0 too after a refusal, and where a person let the part go before and brought it back, because that order names the amount.
 */
export function unaskedSatang(part: PartWithHolds): Satang {
  const newest = answered(part);
  if (newest === undefined || newest.state === 'refused') return 0n;
  if (!HOLDING_STATES.includes(newest.state) && unexplainedSatang(part) > 0n) return 0n;
  if (part.holds.some(isLetGoByPerson)) return 0n;
  return maxSatang(stillOf(part) - maxSatang(askedOf(newest), reservedOf(newest)), 0n);
}

function answered({ holds }: PartWithHolds): HoldOnPart | undefined {
  const newest = newestOf(holds);
  return newest !== undefined && ANSWERED_STATES.includes(newest.state) ? newest : undefined;
}

/** Returns what a hold asked for and is not explained, let go or kept by another authority. */
function askedOf(hold: HoldOnPart): Satang {
  return hold.requestedSatang - hold.explainedSatang - hold.letGoSatang - keptByOthers(hold);
}

/** Returns what is still to be at the account of a part, by all that is known of it. */
function stillOf({ attributedSatang, explainedSatang, holds }: PartWithHolds): Satang {
  const letGo = sumSatang(holds.map(({ letGoSatang }) => letGoSatang));
  return attributedSatang - explainedSatang - letGo - sumSatang(holds.map(keptByOthers));
}

/** What another authority has all of counts as kept. */
function reservedOf({ state, reservedSatang }: HoldOnPart): Satang {
  return state === 'seized' ? 0n : reservedSatang;
}

function isLetGoByPerson({ state, stateReason }: HoldOnPart): boolean {
  return state === 'released' && BY_PERSON.some((reason) => reason === stateReason);
}

function keptByOthers({ state, heldSatang, seizedSatang }: HoldOnPart): Satang {
  return seizedSatang + (state === 'seized' ? heldSatang : 0n);
}

/** What is known of the account where an institution left something of a part open. */
interface AccountOfRest {
  /** What holds for other parts keep there, or have asked for and were not answered. */
  othersKeepSatang: Satang;
  /** One of them ended, or was lowered, after the newest answer about this part. */
  isFreedSince: boolean;
}

/**
 * What is done about what an institution left open:
 * - `order`: another hold that may have had the money has ended since, so it is ordered again;
 * - `wait`: other holds there keep as much, so that it may be there behind them;
 * - `ask`: nothing says where it is: a person asks the institution.
 */
export type AboutRest = 'order' | 'wait' | 'ask';

/** Decides what is done about an amount that an institution left open. */
export function aboutRest(openSatang: Satang, { othersKeepSatang, isFreedSince }: AccountOfRest): AboutRest {
  if (isFreedSince) return 'order';
  return othersKeepSatang >= openSatang ? 'wait' : 'ask';
}
