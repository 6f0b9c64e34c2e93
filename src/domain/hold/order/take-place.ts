import type { RuleId } from '../../rulebook/row.js';
import type { HoldFacts, HoldKind } from '../hold.js';

/** The power of a hold or an order, and its expiry. */
export type Standing = Pick<HoldFacts, 'kind' | 'expiresAt'>;

/** Powers of a person's order that a complaint or a suspicion never takes the place of while it runs. */
const ORDERED_BY_PERSONS: readonly HoldKind[] = ['aoc_suspension', 'continue_order', 'whole_account'];

/**
 * Returns whether a suspicion that lasts longer than the power of a hold lengthens its order, and leaves it
 * its own end: an order with which a person holds the money of the part. A warrant over the whole account
 * is not lengthened, because a suspicion reaches no further than its transfer.
 */
export function isLengthened(kind: HoldKind): boolean {
  return kind === 'aoc_suspension' || kind === 'continue_order';
}

/**
 * Decides whether an order may replace the power that a live hold stands on. A break-glass order
 * (half an hour) replaces nothing, and only another warrant replaces a warrant. The centre does not renew
 * its own suspension (`renewsOwn`). A complaint or a suspicion takes the place of no order of a person, whose
 * authority alone ends it. The centre's suspension of what another power holds, and a later order of the
 * same power, must end later. An order dated by an
 * inquiry officer or on a warrant, section 6 or 7 in place of a power that fell away, and section
 * 7 once an inquiry officer's act or a withdrawn report shows that its time ends sooner (`mayEndSooner`), may end sooner. `setBy` is the
 * row that sets the end of the order.
 */
export function mayTakePlace(standing: Standing, order: Standing & { endsSooner: boolean; setBy: RuleId }): boolean {
  if (order.kind === 'break_glass') return false;
  if (order.setBy === 'P-AOC7' && renewsOwn(standing.kind, order.kind)) return false;
  if (standing.kind === 'whole_account' && order.kind !== 'whole_account') return false;
  if (ORDERED_BY_PERSONS.includes(standing.kind) && (order.kind === 'section6' || order.kind === 'section7'))
    return false;
  if (standing.kind === 'section7' && order.kind === 'section7' && order.endsSooner) {
    return order.expiresAt.getTime() !== standing.expiresAt.getTime();
  }
  const mustEndLater = order.kind === standing.kind || order.kind === 'aoc_suspension';
  return !mustEndLater || order.expiresAt > standing.expiresAt;
}

/**
 * Returns whether an order would be the centre's suspension in place of the centre's suspension. Row P-AOC7
 * ends that after its days unless an inquiry officer or a warrant carries it on: renewed by the centre
 * itself, it would have no end.
 */
export function renewsOwn(standing: HoldKind, order: HoldKind): boolean {
  return standing === 'aoc_suspension' && order === 'aoc_suspension';
}
