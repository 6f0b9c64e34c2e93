import { minSatang, type Satang } from '../money.js';

/** A part of a stolen sum that a suspended transfer carries: a link of the sum's trail. */
export interface CarriedPart {
  trailLinkId: string;
  stolenSumId: string;
  attributedSatang: Satang;
  /** Of the sum, what nothing takes up yet. */
  freeSatang: Satang;
  /**
   * What a live hold of the centre takes up of the part where the institution suspends: that is the
   * same money.
   */
  heldThereSatang: Satang;
}

/**
 * What an institution's own suspension takes up of each part of a stolen sum that the transfer
 * carries, in their order. What the centre holds there already is the same money and counts once;
 * what is not free is held elsewhere, and the institution's suspension of it takes up nothing. So
 * never is more of a sum taken up than was stolen.
 */
export function ownSuspensionParts(
  amountSatang: Satang,
  parts: readonly CarriedPart[],
): { trailLinkId: string; stolenSumId: string; suspendedSatang: Satang }[] {
  let left = amountSatang;
  const free = new Map(parts.map(({ stolenSumId, freeSatang }) => [stolenSumId, freeSatang]));
  return parts.map(({ trailLinkId, stolenSumId, attributedSatang, heldThereSatang }) => {
    const here = minSatang(left, attributedSatang);
    left -= here;
    const suspendedSatang = minSatang(here - minSatang(here, heldThereSatang), free.get(stolenSumId) ?? 0n);
    free.set(stolenSumId, (free.get(stolenSumId) ?? 0n) - suspendedSatang);
    return { trailLinkId, stolenSumId, suspendedSatang };
  });
}

/**
 * How the onward debits of a suspended transfer are shared among the parts that it carries, by
 * link: each part in its order, up to what it brought, in the order of the debits. A debit that
 * carries on two parts stands in both lists.
 */
export function onwardByPart<Debit extends { attributedSatang: Satang }>(
  debits: readonly Debit[],
  parts: readonly Pick<CarriedPart, 'trailLinkId' | 'attributedSatang'>[],
): Map<string, Debit[]> {
  const lefts = debits.map((debit) => debit.attributedSatang);
  const shared = new Map<string, Debit[]>();
  for (const { trailLinkId, attributedSatang } of parts) {
    let room = attributedSatang;
    const carried = debits.flatMap((debit, index) => {
      const part = minSatang(room, lefts[index] ?? 0n);
      room -= part;
      lefts[index] = (lefts[index] ?? 0n) - part;
      return part > 0n ? [{ ...debit, attributedSatang: part }] : [];
    });
    shared.set(trailLinkId, carried);
  }
  return shared;
}
