import { maxSatang, type Satang, sumSatang } from '../money.js';
import { type Result, ok, refuse } from '../result.js';
import { ENDED_HOLD_STATES, type HoldState } from '../hold/hold.js';
import { mayChangeHold } from '../hold/hold-state.js';

/** The stolen sum of one victim transfer, and how much of it orders and holds take up. */
export interface StolenSumFacts {
  amountSatang: Satang;
  reservedSatang: Satang;
  /** The institutions' own suspensions of it (section 6); absent: none. */
  suspendedSatang?: Satang;
}

/** The state and amounts of a hold in the ledger. */
export interface LedgerHold {
  state: HoldState;
  heldSatang: Satang;
  reservedSatang: Satang;
  /** What another authority keeps beside it; it outlasts the hold. Absent: nothing. */
  seizedSatang?: Satang;
}

/** The new state and amounts of a hold. Amounts left out stay as they are. */
export interface LedgerChange {
  state: HoldState;
  heldSatang?: Satang;
  reservedSatang?: Satang;
  seizedSatang?: Satang;
}

/** Returns the part of a stolen sum that no order, hold or own suspension takes up. */
export function freeOf(sum: StolenSumFacts): Satang {
  return sum.amountSatang - sum.reservedSatang - (sum.suspendedSatang ?? 0n);
}

/**
 * Reserves part of a stolen sum for an order, until its receipt. Refusals: `LEDGER.NOT_POSITIVE`,
 * and `LEDGER.NOT_FREE` when less is free: across layers, victims and banks no more of a stolen
 * sum is held than was stolen.
 */
export function reserveFrom(sum: StolenSumFacts, amountSatang: Satang): Result<StolenSumFacts> {
  if (amountSatang <= 0n) return refuse('LEDGER.NOT_POSITIVE', 'an order must ask for money');
  if (amountSatang > freeOf(sum)) return refuse('LEDGER.NOT_FREE', 'the stolen sum does not have this much free');
  return ok({ ...sum, reservedSatang: sum.reservedSatang + amountSatang });
}

/** Gives part of a reservation back. Throws when less is reserved: the ledger would be wrong. */
export function giveBack(sum: StolenSumFacts, amountSatang: Satang): StolenSumFacts {
  if (amountSatang < 0n || amountSatang > sum.reservedSatang) {
    throw new Error('more is given back to a stolen sum than was reserved');
  }
  return { ...sum, reservedSatang: sum.reservedSatang - amountSatang };
}

/**
 * Returns a hold after a change, and what it gives back to its stolen sum. An ended hold reserves
 * nothing, except a seized one, whose money another power keeps, and what another authority keeps
 * beside it; the amount that a released hold held stays in the record. Throws on a transition that the table does not allow, and when the
 * hold would reserve more than before.
 */
export function settleHold(hold: LedgerHold, change: LedgerChange): Required<LedgerHold> & { freedSatang: Satang } {
  if (change.state !== hold.state && !mayChangeHold(hold.state, change.state)) {
    throw new Error(`a hold cannot go from ${hold.state} to ${change.state}`);
  }
  const takesUpNothing = ENDED_HOLD_STATES.includes(change.state) && change.state !== 'seized';
  const reservedSatang = takesUpNothing ? 0n : (change.reservedSatang ?? hold.reservedSatang);
  const seizedSatang = change.seizedSatang ?? hold.seizedSatang ?? 0n;
  const freedSatang = hold.reservedSatang + (hold.seizedSatang ?? 0n) - reservedSatang - seizedSatang;
  if (freedSatang < 0n) throw new Error('a hold cannot reserve more than it has');
  const heldSatang = change.state === 'released' ? hold.heldSatang : (change.heldSatang ?? hold.heldSatang);
  return { state: change.state, heldSatang, reservedSatang, seizedSatang, freedSatang };
}

/**
 * Returns by how much the holds of a stolen sum take up more than was stolen (the over-hold
 * meter): 0 while the ledger is right. Money counts until the institution has acknowledged its
 * release.
 */
export function overHold(amountSatang: Satang, holds: readonly LedgerHold[]): Satang {
  const takingUp = holds.filter((hold) => hold.state === 'seized' || !ENDED_HOLD_STATES.includes(hold.state));
  const taken = sumSatang(takingUp.map((hold) => maxSatang(hold.heldSatang, hold.reservedSatang)));
  const seized = sumSatang(holds.map((hold) => hold.seizedSatang ?? 0n));
  return maxSatang(taken + seized - amountSatang, 0n);
}
