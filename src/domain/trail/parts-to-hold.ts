import { type Asker, type EarlierHold, goesOnWithTime, newestOf, standingHold } from '../hold/order/held-for-victim.js';
import { type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';
import { farthestFirst } from './share-room.js';

/** A part of the trail that was held before, and the holds that were on it. */
export interface KnownPart {
  hop: number;
  holds: readonly EarlierHold[];
}

/** A part to order anew; `after` is the hold whose time the new one goes on with, if it does. */
export interface PartToHold<P extends KnownPart> {
  part: P;
  after: P['holds'][number] | null;
}

/**
 * Returns the parts of a victim's money that section 7 orders anew, the farthest first: those whose
 * holds time or another one's word ended (`standingHold`), at every account where the money is
 * known to stand. How much of each is free the ledger says, and `shareRoom` where that is not enough for all.
 */
export function partsToHold<P extends KnownPart>(parts: readonly P[], asker: Asker): PartToHold<P>[] {
  const wanted = parts.filter(({ holds }) => holds.length > 0 && standingHold(holds, asker) === 'none');
  return farthestFirst(wanted, ({ hop }) => hop).map((part) => {
    const newest = newestOf<P['holds'][number]>(part.holds);
    return { part, after: newest !== undefined && goesOnWithTime(newest, asker) ? newest : null };
  });
}

/** States of a hold that found no money, so that the trail goes on beyond its account. */
const FOUND_NOTHING: readonly HoldState[] = ['no_funds', 'refused', 'seized'];

/**
 * Returns whether the trail is followed beyond a part without a person: a hold stands there or
 * found nothing, or what was let go there is ordered anew.
 */
export function isFollowedBeyond({ holds }: KnownPart, asker: Asker): boolean {
  const newest = newestOf(holds);
  if (newest === undefined) return true;
  if (LIVE_HOLD_STATES.includes(newest.state) || FOUND_NOTHING.includes(newest.state)) return true;
  return ['none', 'being_released'].includes(standingHold(holds, asker));
}
