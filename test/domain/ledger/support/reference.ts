import type { ReceiptFacts } from '../../../../src/domain/hold/receipt-effect.js';

/**
 * The ledger said again, as simply as it can be and without the code under test. A hold waits for
 * its answer, holds an amount, ends, or is over; what it takes up of its sum follows from that
 * alone.
 */
export interface ReferenceHold {
  sum: number;
  asked: bigint;
  stage: 'waits' | 'holds' | 'ends' | 'over';
  /** Satang that it takes up: what is held, and what orders under way may still raise it to. */
  takes: bigint;
  held: bigint;
  /** Its first answer was for a part, and none since for all of it. */
  partial: boolean;
  orders: number;
  /** What orders ask for that may raise it, by their numbers. */
  raises: Map<number, bigint>;
  /** Those that the institution refused. */
  refused: Set<number>;
  /** Order and receipt number of the last answer that counted. */
  heard: [number, number];
  expiresAt: number;
}

export class Reference {
  readonly sums: bigint[] = [];
  readonly holds: ReferenceHold[] = [];
  now = 0;
  answersThatCounted = 0;

  free(sum: number): bigint {
    const taken = this.holds.filter((hold) => hold.sum === sum).reduce((total, hold) => total + hold.takes, 0n);
    return (this.sums[sum] ?? 0n) - taken;
  }

  answer(hold: ReferenceHold, receipt: ReceiptFacts): void {
    if (this.refuses(hold, receipt)) {
      hold.refused.add(receipt.orderSequence);
      this.settle(hold);
    }
    if (!this.counts(hold, receipt)) return;
    this.answersThatCounted += 1;
    const { orderSequence, receiptSeq, result, heldSatang } = receipt;
    const holds = result === 'HELD_FULL' || result === 'HELD_PARTIAL';
    hold.partial = (hold.partial || (result === 'HELD_PARTIAL' && hold.stage === 'waits')) && heldSatang < hold.asked;
    hold.heard = [orderSequence, receiptSeq];
    hold.stage = holds ? 'holds' : 'over';
    hold.held = holds ? heldSatang : 0n;
    this.settle(hold);
  }

  /**
   * A catch of a later credit: an order for more than is held, of what is missing and free. False
   * when nothing may be caught.
   */
  raise(hold: ReferenceHold, credited: bigint): boolean {
    const missing = hold.asked - hold.takes;
    const more = [credited, missing, this.free(hold.sum)].reduce((least, each) => (each < least ? each : least));
    if (hold.stage !== 'holds' || !hold.partial || hold.expiresAt <= this.now || more <= 0n) return false;
    hold.orders += 1;
    hold.raises.set(hold.orders, hold.takes + more);
    this.settle(hold);
    return true;
  }

  /** An order with a later end; what is under way to raise the hold goes on with it. */
  extend(hold: ReferenceHold, until: number): void {
    const standing = this.standing(hold);
    const carried = standing > hold.heard[0] ? hold.raises.get(standing) : undefined;
    hold.orders += 1;
    hold.expiresAt = until;
    if (carried !== undefined) hold.raises.set(hold.orders, carried);
  }

  /** The newest order that was not refused. */
  private standing({ orders, refused }: ReferenceHold): number {
    let order = orders;
    while (refused.has(order)) order -= 1;
    return order;
  }

  private settle(hold: ReferenceHold): void {
    const underWay = [...hold.raises]
      .filter(([order]) => order > hold.heard[0] && !hold.refused.has(order))
      .map(([, amount]) => amount);
    hold.takes =
      hold.stage === 'over' ? 0n : [...underWay, hold.held].reduce((most, each) => (each > most ? each : most));
  }

  end(hold: ReferenceHold): void {
    hold.stage = 'over';
    this.settle(hold);
  }

  /** The institution holds nothing of later credits; what it held stays. */
  private refuses(
    hold: ReferenceHold,
    { orderSequence, result, heldSatang, attributedOnwardSatang }: ReceiptFacts,
  ): boolean {
    const isNew = hold.stage === 'holds' && orderSequence > hold.heard[0] && hold.raises.has(orderSequence);
    return isNew && result === 'REFUSED_LEGAL' && heldSatang === 0n && attributedOnwardSatang <= hold.asked;
  }

  /**
   * Only a newer, possible answer to a hold that is alive counts, and what is held grows only by
   * an order that reserved the more.
   */
  private counts(hold: ReferenceHold, receipt: ReceiptFacts): boolean {
    const { orderSequence, receiptSeq, result, heldSatang, attributedOnwardSatang } = receipt;
    const [order, seq] = hold.heard;
    const newer = orderSequence > order || (orderSequence === order && receiptSeq > seq);
    const alive = hold.stage === 'waits' || hold.stage === 'holds';
    if (!newer || !alive || result === 'PENDING') return false;
    if (heldSatang + attributedOnwardSatang > hold.asked) return false;
    const raised = hold.raises.get(orderSequence);
    const most = raised === undefined ? hold.held : raised < hold.takes ? raised : hold.takes;
    const all = hold.stage === 'waits' ? hold.asked : most;
    switch (result) {
      case 'HELD_FULL':
        return heldSatang === all;
      case 'HELD_PARTIAL':
        return heldSatang > 0n && (hold.stage === 'waits' ? heldSatang < all : heldSatang <= all);
      case 'REFUSED_LEGAL':
        return heldSatang === 0n && hold.stage === 'waits' && orderSequence === hold.orders;
      default:
        if (heldSatang !== 0n) return false;
        return hold.stage === 'waits' ? orderSequence === hold.orders : orderSequence > 1;
    }
  }
}
