import { minSatang, type Satang } from '../money.js';

/** A part of a stolen sum that a suspended transfer carries: a link of the sum's trail. */
export interface CarriedPart {
  trailLinkId: string;
  stolenSumId: string;
  attributedSatang: Satang;
  /** Of the sum, what nothing takes up yet. */
  freeSatang: Satang;
  /**
   * What a live hold of the centre takes up of the part at the suspending institution: the same
   * money.
   */
  heldThereSatang: Satang;
}

/**
 * Returns what an institution's own suspension takes up of each part that the transfer carries, in
 * their order. Money that the centre holds there already counts once, and money that is not free
 * is held elsewhere, so never more of a sum is taken up than was stolen.
 */
export function ownSuspensionParts(
  amountSatang: Satang,
  parts: readonly CarriedPart[],
): { trailLinkId: string; stolenSumId: string; suspendedSatang: Satang }[] {
  let unassigned = amountSatang;
  const free = new Map(parts.map(({ stolenSumId, freeSatang }) => [stolenSumId, freeSatang]));
  return parts.map(({ trailLinkId, stolenSumId, attributedSatang, heldThereSatang }) => {
    const ofPart = minSatang(unassigned, attributedSatang);
    unassigned -= ofPart;
    const suspendedSatang = minSatang(ofPart - minSatang(ofPart, heldThereSatang), free.get(stolenSumId) ?? 0n);
    free.set(stolenSumId, (free.get(stolenSumId) ?? 0n) - suspendedSatang);
    return { trailLinkId, stolenSumId, suspendedSatang };
  });
}

/**
 * Shares the later debits of a suspended transfer among the parts that it carries, by trail link:
 * each part in turn, up to what it brought, in the order of the debits. A debit that carries on
 * two parts stands in both lists.
 */
export function onwardByPart<Debit extends { attributedSatang: Satang }>(
  debits: readonly Debit[],
  parts: readonly Pick<CarriedPart, 'trailLinkId' | 'attributedSatang'>[],
): Map<string, Debit[]> {
  const unshared = debits.map((debit) => debit.attributedSatang);
  const shares = new Map<string, Debit[]>();
  for (const { trailLinkId, attributedSatang } of parts) {
    let room = attributedSatang;
    const carried = debits.flatMap((debit, index) => {
      const share = minSatang(room, unshared[index] ?? 0n);
      room -= share;
      unshared[index] = (unshared[index] ?? 0n) - share;
      return share > 0n ? [{ ...debit, attributedSatang: share }] : [];
    });
    shares.set(trailLinkId, carried);
  }
  return shares;
}
