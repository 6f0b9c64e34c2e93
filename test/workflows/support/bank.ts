import type { ReceiptFacts } from '../../../src/domain/hold/receipt-effect.js';
import type { Satang } from '../../../src/domain/money.js';

/** Money that a receipt says moved on, and to which institution. */
export interface Onward {
  institution: string;
  amountSatang: Satang;
}

/** A receipt as the tests' institutions give it. */
export interface Receipt extends Omit<ReceiptFacts, 'attributedOnwardSatang'> {
  onward: readonly Onward[];
}

/**
 * What an institution does with an order or a question: nothing, `accepted` (it will call back),
 * `unknown_order`, or a receipt at once.
 */
export type OrderAnswer = 'silent' | 'accepted' | 'unknown_order' | Receipt;

/** An order as an institution sees it. */
export interface OrderSeen {
  sequence: number;
  requestedSatang: Satang;
  /** Attempts so far, this one included. */
  attempts: number;
}

/** How an institution behaves. */
export interface Bank {
  placeHold(order: OrderSeen): OrderAnswer;
  readOrder(order: OrderSeen): OrderAnswer;
  release(attempts: number): 'silent' | 'accepted' | 'acknowledged';
}

/** A receipt for the whole amount of an order, changed as given. */
export function receipt(order: Pick<OrderSeen, 'sequence' | 'requestedSatang'>, over: Partial<Receipt> = {}): Receipt {
  return {
    orderSequence: order.sequence,
    receiptSeq: 1,
    result: 'HELD_FULL',
    heldSatang: order.requestedSatang,
    onward: [],
    ...over,
  };
}

/** Nothing was left: everything went on to one account at another institution. */
export function movedOn(order: OrderSeen, institution: string): Receipt {
  return receipt(order, {
    result: 'NO_FUNDS',
    heldSatang: 0n,
    onward: [{ institution, amountSatang: order.requestedSatang }],
  });
}

/** Holds everything at once and releases at once, unless told otherwise. */
export function bank(manners: Partial<Bank> = {}): Bank {
  return {
    placeHold: (order) => receipt(order),
    readOrder: (order) => receipt(order),
    release: () => 'acknowledged',
    ...manners,
  };
}
