import type { ReceiptFacts } from '../../../../src/domain/hold/apply-receipt.js';

/**
 * The ledger said again, as simply as it can be and without the code under test. A hold waits for its answer, holds an amount, ends, or is over; what it
 * takes up of its sum follows from that alone.
 */
export interface ReferenceHold {
  sum: number;
  asked: bigint;
  stage: 'waits' | 'holds' | 'ends' | 'over';
  /** Satang that it takes up. */
  takes: bigint;
  orders: number;
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
    if (!this.counts(hold, receipt)) return;
    this.answersThatCounted += 1;
    const { orderSequence, receiptSeq, result, heldSatang } = receipt;
    const holds = result === 'HELD_FULL' || result === 'HELD_PARTIAL';
    hold.heard = [orderSequence, receiptSeq];
    hold.stage = holds ? 'holds' : 'over';
    hold.takes = holds ? heldSatang : 0n;
  }

  end(hold: ReferenceHold): void {
    hold.stage = 'over';
    hold.takes = 0n;
  }

  /** Only a newer, possible answer to a hold that is alive counts, and what is held never grows. */
  private counts(hold: ReferenceHold, receipt: ReceiptFacts): boolean {
    const { orderSequence, receiptSeq, result, heldSatang, attributedOnwardSatang } = receipt;
    const [order, seq] = hold.heard;
    const newer = orderSequence > order || (orderSequence === order && receiptSeq > seq);
    const alive = hold.stage === 'waits' || hold.stage === 'holds';
    if (!newer || !alive || result === 'PENDING') return false;
    if (heldSatang + attributedOnwardSatang > hold.asked) return false;
    const all = hold.stage === 'waits' ? hold.asked : hold.takes;
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
