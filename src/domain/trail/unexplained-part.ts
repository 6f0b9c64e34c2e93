import { type EarlierHold, newestOf } from '../hold/held-for-victim.js';
import { HOLDING_STATES } from '../hold/hold.js';
import { maxSatang, minSatang, type Satang, sumSatang } from '../money.js';

/** A hold on a part of the trail, as far as it says where the money is; amounts in satang. */
export interface HoldOnPart extends Pick<EarlierHold, 'state' | 'orderedAt'> {
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

/**
 * Returns how much of a part its institution has left open by its answers: neither held, nor explained
 * by later debits, nor kept by another authority, nor let go by an order; 0 at least. 0 too while an
 * order is not answered, after a refusal, and where a release ended the newest hold: those say where
 * the money is by other rules.
 */
export function unexplainedSatang({ attributedSatang, explainedSatang, holds }: PartWithHolds): Satang {
  const newest = newestOf(holds);
  if (newest === undefined || (newest.state !== 'no_funds' && !HOLDING_STATES.includes(newest.state))) return 0n;
  const kept = sumSatang(holds.map(keptByOthers));
  const asked = newest.requestedSatang - newest.explainedSatang - newest.letGoSatang - keptByOthers(newest);
  const brought = attributedSatang - explainedSatang - sumSatang(holds.map(({ letGoSatang }) => letGoSatang)) - kept;
  return maxSatang(minSatang(asked, brought) - newest.reservedSatang, 0n);
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
