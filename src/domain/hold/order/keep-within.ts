import { maxSatang, minSatang, type Satang, sumSatang } from '../../money.js';
import { type HoldKind, HOLDING_STATES, type HoldState, LIVE_HOLD_STATES } from '../hold.js';

/** A hold of a stolen sum, and what it takes up when its newest order is carried out. */
export interface HoldToKeep {
  id: string;
  kind: HoldKind;
  state: HoldState;
  expiresAt: Date;
  hop: number;
  takesSatang: Satang;
}

/** What becomes of a hold: it keeps an amount by an order for less, or is released (0). */
export interface KeptHold {
  holdId: string;
  keepSatang: Satang;
}

/**
 * Returns which holds of a stolen sum are lowered or released, so that they take up no more than
 * `most`: the debit was for less than was reported. The latest hold on the way of the money gives
 * way first. What rests on the complaint (section 7) does; and, once the sending institution has
 * named the amount (`isAmountKnown`), what rests on a notice (section 6), which suspends the transfer
 * and nothing beside it. A hold that nobody has confirmed yet is lowered when it is; one whose time is over
 * is let go by that.
 */
export function keepWithin(
  holds: readonly HoldToKeep[],
  most: Satang,
  { isAmountKnown, now }: { isAmountKnown: boolean; now: Date },
): KeptHold[] {
  const live = holds.filter(({ state, expiresAt }) => LIVE_HOLD_STATES.includes(state) && expiresAt > now);
  let excess = maxSatang(sumSatang(live.map(({ takesSatang }) => takesSatang)) - most, 0n);
  const kept: KeptHold[] = [];
  for (const { id, kind, state, takesSatang } of latestFirst(live)) {
    if (excess === 0n) break;
    const isLowered = kind === 'section7' || (kind === 'section6' && isAmountKnown);
    if (!isLowered || takesSatang === 0n) continue;
    const keepSatang = takesSatang - minSatang(takesSatang, excess);
    if (keepSatang > 0n && !HOLDING_STATES.includes(state)) continue;
    excess -= takesSatang - keepSatang;
    kept.push({ holdId: id, keepSatang });
  }
  return kept;
}

function latestFirst(holds: readonly HoldToKeep[]): HoldToKeep[] {
  return [...holds].sort((a, b) => b.hop - a.hop || (a.id < b.id ? 1 : -1));
}
