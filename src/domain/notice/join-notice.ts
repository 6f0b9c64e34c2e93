import type { HoldKind } from '../hold/hold.js';
import { minSatang, type Satang } from '../money.js';

/** Where a notice of section 6 finds the stolen money of one sum at one credit. */
export interface WhereNoticed {
  /** The hold that stands there and is not over; `isReleasing` when its release is ordered. */
  hold: { kind: HoldKind; expiresAt: Date; isReleasing: boolean } | null;
  /**
   * When the seven days end of an earlier notice by the same paragraph that a hold there rested on:
   * they are not given twice. Null without one.
   */
  firstUntil: Date | null;
  /** The receiving institution suspends the money itself, and the notice is an institution's. */
  suspendsItself: boolean;
  /** Of the part that arrived there, what is not known to have gone on. */
  leftSatang: Satang;
  freeSatang: Satang;
}

/**
 * What a notice brings about there. `carryOn`: the hold would end before section 6 lets it, so an
 * order of section 6 takes its place at once.
 */
export type NoticeEffect =
  | { do: 'order'; amountSatang: Satang; until: Date }
  | { do: 'join'; carryOn: boolean; until: Date }
  | { do: 'nothing'; because: 'suspends_itself' | 'time_used' | 'release_under_way' | 'gone_on' | 'held_elsewhere' };

/**
 * How a notice joins what stands already: never a second hold of the same money, never a second
 * seven days by the same paragraph. A hold on another power is left as it is, with the notice
 * beside it, unless it would end sooner than the notice lets it; a hold of the whole account is
 * never narrowed. `until`: when the seven days of this institution end that begin now.
 */
export function joinNotice(where: WhereNoticed, until: Date): NoticeEffect {
  const { hold, firstUntil } = where;
  if (where.suspendsItself) return { do: 'nothing', because: 'suspends_itself' };
  if (hold?.isReleasing === true) return { do: 'nothing', because: 'release_under_way' };
  if (hold !== null) {
    const last = firstUntil ?? until;
    return { do: 'join', carryOn: hold.kind !== 'whole_account' && hold.expiresAt < last, until: last };
  }
  if (firstUntil !== null) return { do: 'nothing', because: 'time_used' };
  if (where.leftSatang <= 0n) return { do: 'nothing', because: 'gone_on' };
  const amountSatang = minSatang(where.leftSatang, where.freeSatang);
  return amountSatang > 0n ? { do: 'order', amountSatang, until } : { do: 'nothing', because: 'held_elsewhere' };
}
