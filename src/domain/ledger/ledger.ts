import { maxSatang, type Satang, sumSatang } from '../money.js';
import { type Result, ok, refuse } from '../result.js';
import { ENDED_HOLD_STATES, type HoldState } from '../hold/hold.js';
import { mayChangeHold } from '../hold/hold-state.js';

/** One victim transfer's money, and how much of it orders and holds take up. */
export interface StolenSumFacts {
  amountSatang: Satang;
  reservedSatang: Satang;
  /** What institutions suspended of it by themselves (section 6); absent: nothing. */
  suspendedSatang?: Satang;
}

/** A hold's entry in the ledger. */
export interface LedgerHold {
  state: HoldState;
  heldSatang: Satang;
  reservedSatang: Satang;
}

/** What a message or an order makes of a hold. Amounts left out stay as they are. */
export interface LedgerChange {
  state: HoldState;
  heldSatang?: Satang;
  reservedSatang?: Satang;
}

/** Of a stolen sum, what no order and no hold takes up. */
export function freeOf(sum: StolenSumFacts): Satang {
  return sum.amountSatang - sum.reservedSatang - (sum.suspendedSatang ?? 0n);
}

/**
 * Takes up part of a stolen sum for an order, until its receipt. Refusals: `LEDGER.NOT_POSITIVE`,
 * and `LEDGER.NOT_FREE` when less is free: never is more of a stolen sum held than was stolen,
 * across layers, victims and banks.
 */
export function reserveFrom(sum: StolenSumFacts, amountSatang: Satang): Result<StolenSumFacts> {
  if (amountSatang <= 0n) return refuse('LEDGER.NOT_POSITIVE', 'an order must ask for money');
  if (amountSatang > freeOf(sum)) return refuse('LEDGER.NOT_FREE', 'the stolen sum does not have this much free');
  return ok({ ...sum, reservedSatang: sum.reservedSatang + amountSatang });
}

/**
 * Gives a reservation back. Throws when more is given back than is taken up: the ledger would be
 * wrong.
 */
export function giveBack(sum: StolenSumFacts, amountSatang: Satang): StolenSumFacts {
  if (amountSatang < 0n || amountSatang > sum.reservedSatang) {
    throw new Error('more is given back to a stolen sum than was reserved');
  }
  return { ...sum, reservedSatang: sum.reservedSatang - amountSatang };
}

/**
 * A hold after a change, and what it gives back to its stolen sum. An ended hold takes up nothing,
 * but for a seized one, whose money is kept under another power; what a released hold held stays on
 * record. Throws on a transition that the table does not know, and when a hold would take up more
 * than before.
 */
export function settleHold(hold: LedgerHold, change: LedgerChange): LedgerHold & { freedSatang: Satang } {
  if (change.state !== hold.state && !mayChangeHold(hold.state, change.state)) {
    throw new Error(`a hold cannot go from ${hold.state} to ${change.state}`);
  }
  const takesUpNothing = ENDED_HOLD_STATES.includes(change.state) && change.state !== 'seized';
  const reservedSatang = takesUpNothing ? 0n : (change.reservedSatang ?? hold.reservedSatang);
  if (reservedSatang > hold.reservedSatang) throw new Error('a hold cannot reserve more than it has');
  const heldSatang = change.state === 'released' ? hold.heldSatang : (change.heldSatang ?? hold.heldSatang);
  return { state: change.state, heldSatang, reservedSatang, freedSatang: hold.reservedSatang - reservedSatang };
}

/**
 * The over-hold meter of one stolen sum: by how much its holds take up more than was stolen. It
 * reads 0 as long as the ledger is right; money whose release was ordered counts until the
 * institution has acknowledged it.
 */
export function overHold(amountSatang: Satang, holds: readonly LedgerHold[]): Satang {
  const counting = holds.filter((hold) => hold.state === 'seized' || !ENDED_HOLD_STATES.includes(hold.state));
  const taken = sumSatang(counting.map((hold) => maxSatang(hold.heldSatang, hold.reservedSatang)));
  return maxSatang(taken - amountSatang, 0n);
}
