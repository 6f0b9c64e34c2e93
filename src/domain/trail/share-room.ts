import { maxSatang, minSatang, type Satang } from '../money.js';

/** A part that is wanted again, and what is known beside it; amounts in satang. */
export interface WantedPart {
  /** What is still to be at its account. */
  leftSatang: Satang;
  /** Of that, what holds of rival claims about the same debit have there, by the same credit. */
  ofRivalsSatang: Satang;
  /** What holds on it reserve whose place its order takes: room for this part alone. */
  givesBackSatang: Satang;
}

/**
 * Returns what is about parts of the trail in the order in which room goes to them, where the debit has less than they
 * bring: the farthest first (see `shareRoom`).
 */
export function farthestFirst<P>(parts: readonly P[], hopOf: (part: P) => number): P[] {
  return [...parts].sort((one, other) => hopOf(other) - hopOf(one));
}

/**
 * Returns how much of each part is ordered, where the debit may have less room than its parts bring: a rival's
 * hold, such as a liar's, has the difference, at whatever account. So the first room goes to what no rival's hold has
 * at the same account, and of that to the parts in the order that they come, the farthest first: what went
 * on stays named for this claim in the books of the institution before, which would ascribe a debit of other money to an
 * order for more than is left there.
 * @param parts the farthest first
 * @param roomSatang what all claims about the debit leave
 */
export function shareRoom(parts: readonly WantedPart[], roomSatang: Satang): Satang[] {
  let room = roomSatang;
  const take = (part: WantedPart, taken: Satang, mostSatang: Satang): Satang => {
    const ownLeft = maxSatang(part.givesBackSatang - taken, 0n);
    const satang = maxSatang(minSatang(mostSatang - taken, maxSatang(room, 0n) + ownLeft), 0n);
    room -= maxSatang(satang - ownLeft, 0n);
    return taken + satang;
  };
  const first = parts.map((part) => take(part, 0n, part.leftSatang - part.ofRivalsSatang));
  return parts.map((part, nth) => take(part, first[nth] ?? 0n, part.leftSatang));
}
