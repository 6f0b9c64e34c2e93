import type { Satang } from '../../money.js';
import { heldNow, HOLDING_STATES, type HoldFacts, type HoldState } from '../hold.js';
import type { OrderOfHold } from '../receipt-effect.js';

/**
 * Returns what the order in force asks an institution for, and the state of the hold by that order. For the centre a
 * hold of which a part was never found stays `partly_held`. The institution answers for the newest order that it did
 * not refuse, and of one for less it may hold all.
 */
export function orderedNow(
  hold: Pick<HoldFacts, 'state' | 'heldSatang' | 'requestedSatang'>,
  oldestFirst: readonly Pick<OrderOfHold, 'requestedSatang' | 'refusedAt'>[],
): { requestedSatang: Satang; state: HoldState } {
  const inForce = oldestFirst.findLast(({ refusedAt }) => refusedAt === null);
  const requestedSatang = inForce?.requestedSatang ?? hold.requestedSatang;
  if (!HOLDING_STATES.includes(hold.state)) return { requestedSatang, state: hold.state };
  return { requestedSatang, state: heldNow(hold) < requestedSatang ? 'partly_held' : 'held' };
}
