import { maxSatang, minSatang, type Satang } from '../money.js';
import { inText, inTime } from './attribution.js';

/** A debit as a later answer names it. */
interface NamedAgain {
  transferId: string;
  amountSatang: Satang;
  attributedSatang: Satang;
  at: Date;
}

/** A part of the trail that went on by a debit which an earlier answer named; amounts in satang. */
export interface KnownOnward {
  transferId: string;
  /** What it carries by all answers until now. */
  attributedSatang: Satang;
  /** What of it answers to the hold that answers now have named; 0 where other holds on the part did. */
  byThisHoldSatang: Satang;
  /** What the debit carries for other credits and other victims. */
  elsewhereSatang: Satang;
}

/** By how much a part of the trail grows. */
export interface GrownPart {
  transferId: string;
  bySatang: Satang;
}

/**
 * Returns by how much known parts grow, because a later answer names their debits for more. Each answer
 * says all that the debits carry of what its own hold was asked for: so what it names beyond its
 * earlier answers comes on top, and the same answer again adds nothing. Nothing shrinks by an answer that
 * names less: what was ordered at the next account by the earlier one stands. No debit carries more
 * than its own amount, and all that go on take no more than `leftSatang`, what the part has left.
 */
export function grownParts(
  named: readonly NamedAgain[],
  known: readonly KnownOnward[],
  leftSatang: Satang,
): GrownPart[] {
  let left = leftSatang;
  return [...named]
    .sort((one, other) => inTime(one.at, other.at) || inText(one.transferId, other.transferId))
    .flatMap(({ transferId, amountSatang, attributedSatang }) => {
      const part = known.find((each) => each.transferId === transferId);
      if (part === undefined) return [];
      const more = minSatang(attributedSatang, amountSatang) - part.byThisHoldSatang;
      const ofDebit = amountSatang - part.elsewhereSatang - part.attributedSatang;
      const bySatang = maxSatang(minSatang(more, minSatang(ofDebit, left)), 0n);
      left -= bySatang;
      return bySatang === 0n ? [] : [{ transferId, bySatang }];
    });
}
