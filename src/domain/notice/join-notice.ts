import type { HoldKind } from '../hold/hold.js';
import { minSatang, type Satang } from '../money.js';
import { earlier } from '../time.js';

/** What stands where a notice of suspicion reaches the stolen money of one sum at one credit. */
export interface WhereNoticed {
  /**
   * The hold there that has not ended; `isReleasing` when its release is ordered, `givesWay` when its institution has
   * not answered that in time (`givingWay`): then an order takes its place.
   */
  hold: { kind: HoldKind; expiresAt: Date; isReleasing: boolean; givesWay?: boolean } | null;
  /**
   * When the seven days end of an earlier notice by the same paragraph that a hold there rested
   * on: the same paragraph gives them once. Null without an earlier notice.
   */
  firstUntil: Date | null;
  /**
   * A hold by that notice stands on another claim about the same transfer, or a warrant that was shorter took its
   * place and is over: what is left of the seven days still runs.
   */
  firstStands: boolean;
  /** The receiving institution suspends the money itself, and an institution gave the notice. */
  suspendsItself: boolean;
  /** Of the part that arrived there, what is not known to have gone on. */
  leftSatang: Satang;
  freeSatang: Satang;
}

/**
 * What a notice brings about there. `until`: the latest end by section 6. `carryOn`: the hold
 * would end before that, so an order of section 6 takes its place at once.
 */
export type NoticeEffect =
  | { do: 'order'; amountSatang: Satang; until: Date }
  | { do: 'join'; carryOn: boolean; until: Date }
  | { do: 'nothing'; because: 'suspends_itself' | 'time_used' | 'release_under_way' | 'gone_on' | 'held_elsewhere' };

/** Returns whether no person ordered the hold: it rests on a complaint or on notices. */
function rests(kind: HoldKind): boolean {
  return kind === 'section6' || kind === 'section7';
}

/**
 * Returns how a notice joins what stands already: no second hold of the same money, and no second
 * seven days by the same paragraph. A hold on another power stays as it is beside the notice,
 * unless it would end sooner than the notice allows; a hold of the whole account is never
 * narrowed. Where the institution suspended the money itself, an order of the centre took that over,
 * so that its suspicion stands beside the order and outlasts a complaint. `until`: when section 6
 * ends at this institution.
 */
export function joinNotice(where: WhereNoticed, until: Date, now: Date): NoticeEffect {
  const { firstUntil } = where;
  const hold = where.hold?.givesWay === true ? null : where.hold;
  // Nothing carries a hold on whose time is over, also where nobody has noted that yet.
  if (hold !== null && (hold.isReleasing || hold.expiresAt <= now))
    return { do: 'nothing', because: 'release_under_way' };
  if (hold !== null) {
    const latest = firstUntil ?? until;
    // The seven days of the paragraph are over: a hold by another power gives no more of them.
    if (latest <= now) return { do: 'nothing', because: 'time_used' };
    const givesWay = where.suspendsItself ? rests(hold.kind) : hold.kind !== 'whole_account';
    return { do: 'join', carryOn: givesWay && hold.expiresAt < latest, until: latest };
  }
  if (where.suspendsItself) return { do: 'nothing', because: 'suspends_itself' };
  // A hold of the first notice may go on by another power when the seven days are over.
  if (firstUntil !== null && (!where.firstStands || firstUntil <= now)) return { do: 'nothing', because: 'time_used' };
  if (where.leftSatang <= 0n) return { do: 'nothing', because: 'gone_on' };
  const amountSatang = minSatang(where.leftSatang, where.freeSatang);
  if (amountSatang <= 0n) return { do: 'nothing', because: 'held_elsewhere' };
  return { do: 'order', amountSatang, until: firstUntil === null ? until : earlier(firstUntil, until) };
}
