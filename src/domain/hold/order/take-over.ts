import { ENDED_HOLD_STATES, type HoldState } from '../hold.js';

/** A hold whose release may be owed; `isReleaseOverdue`: its institution has not answered it in time (P-BREAK). */
interface MayGiveWay {
  state: HoldState;
  isReleaseOverdue?: boolean;
}

/**
 * Returns the holds whose place a new order on the same money takes, whatever power it rests on: those
 * whose institution has not answered their release in time. Until then the order waits.
 */
export function givingWay<Hold extends MayGiveWay>(holds: readonly Hold[]): Hold[] {
  return holds.filter(({ state, isReleaseOverdue }) => state === 'release_ordered' && isReleaseOverdue === true);
}

/** An order that an institution names as holding money of the same credit. */
export interface OrderHeldBefore {
  orderId: string;
  /**
   * Its hold, and for whose money it was: that of the same part of the trail, that of a rival claim about the
   * same debit of which nothing is held any more, or other money; null: the centre does not know the order. `isHeldAfterAll`:
   * it found nothing or was refused, and its institution said later that it holds by it; absent: no.
   */
  onRecord: { state: HoldState; money: MoneyHeldBefore; isHeldAfterAll?: boolean } | null;
}

export type MoneyHeldBefore = 'of_part' | 'of_rival' | 'other';

/** An order of the hold that is answered: its place, and what it takes over. */
interface OrderOfHold {
  sequence: number;
  takesOver: readonly string[] | null;
}

/**
 * Returns which of the orders that an institution names beside a new one the new one takes over:
 * those that the centre does not know, because its database was restored since, and those of
 * earlier holds on the same money that are over by its record. Without an order that takes them
 * over, the money would be free when they expire, and nobody would hear of it. Any other order
 * stands beside the new one: it holds for another part or victim, and its money is counted there.
 * So does one on the same part that found nothing: the debits that it named are followed already,
 * and would be named once more, in the place of those that went after them; unless its institution holds by it after all.
 */
export function ordersToTakeOver(named: readonly OrderHeldBefore[]): string[] {
  return named.filter(({ onRecord }) => onRecord === null || isOver(onRecord)).map(({ orderId }) => orderId);
}

function isOver({ state, money, isHeldAfterAll = false }: NonNullable<OrderHeldBefore['onRecord']>): boolean {
  if (money === 'other' || (money === 'of_part' && state === 'no_funds' && !isHeldAfterAll)) return false;
  return state !== 'seized' && ENDED_HOLD_STATES.includes(state);
}

/**
 * Returns whether a hold takes orders over by one more order, has done so by one that is not
 * answered yet (`waits`), or takes over no more: each hold does so once, whatever its institution
 * names after that. A first order may take over a hold whose release was not answered; that does not count.
 */
export function takesOverOnce(orders: readonly OrderOfHold[], answered: OrderOfHold): 'now' | 'waits' | 'no_more' {
  const takingOver = orders.find(({ takesOver, sequence }) => takesOver !== null && sequence > 1);
  if (takingOver === undefined) return 'now';
  return answered.sequence < takingOver.sequence ? 'waits' : 'no_more';
}
