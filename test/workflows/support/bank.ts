import type { ReceiptFacts } from '../../../src/domain/hold/receipt-effect.js';
import type { Satang } from '../../../src/domain/money.js';

/** Money that moved on to another institution, as a receipt says. */
export interface Onward {
  institution: string;
  amountSatang: Satang;
}

/** A receipt of an institution in these tests. */
export interface Receipt extends Omit<ReceiptFacts, 'attributedOnwardSatang'> {
  onward: readonly Onward[];
}

/**
 * An institution's answer to an order or a poll: none, `accepted` (a callback follows),
 * `unknown_order`, or a receipt.
 */
export type OrderAnswer = 'silent' | 'accepted' | 'unknown_order' | Receipt;

/** An order as an institution sees it. */
export interface OrderSeen {
  sequence: number;
  requestedSatang: Satang;
  /** Attempts so far, this one included. */
  attempts: number;
}

/** The behaviour of an institution. */
export interface Bank {
  placeHold(order: OrderSeen): OrderAnswer;
  readOrder(order: OrderSeen): OrderAnswer;
  release(attempts: number): 'silent' | 'accepted' | 'acknowledged';
}

/** Makes a receipt for the whole amount of an order, with the given changes. */
export function receipt(
  order: Pick<OrderSeen, 'sequence' | 'requestedSatang'>,
  changes: Partial<Receipt> = {},
): Receipt {
  return {
    orderSequence: order.sequence,
    receiptSeq: 1,
    result: 'HELD_FULL',
    heldSatang: order.requestedSatang,
    onward: [],
    ...changes,
  };
}

/** Makes a receipt that says that everything moved on to one account at another institution. */
export function movedOn(order: OrderSeen, institution: string): Receipt {
  return receipt(order, {
    result: 'NO_FUNDS',
    heldSatang: 0n,
    onward: [{ institution, amountSatang: order.requestedSatang }],
  });
}

/** Makes a bank that holds and releases everything at once, with the given changes. */
export function bank(behaviour: Partial<Bank> = {}): Bank {
  return {
    placeHold: (order) => receipt(order),
    readOrder: (order) => receipt(order),
    release: () => 'acknowledged',
    ...behaviour,
  };
}
