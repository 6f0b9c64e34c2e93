import { maySettleBreak } from '../break/settle-break.js';
import { endOf } from '../deadlines/deadline-of.js';
import type { Actor, Role } from '../freeze-request/freeze-request.js';
import { rolesThatEnd } from '../hold/end/end-of-power.js';
import { ok, refuse, type Result } from '../result.js';
import { listParameter, type Rulebook, ruleInForce } from '../rulebook/in-force.js';
import type { RuleId, RuleRow } from '../rulebook/row.js';
import { refuseMaker } from '../second-person/second-person.js';
import { earlier } from '../time.js';
import type { Stated, StatedPower } from './compare-books.js';

/**
 * How a lost order stands: one by which an institution states that it holds money, and that is not on record.
 * `found`: nobody has decided. `adopted`: two persons keep it until its time. `releasing`: its release is
 * ordered, and not answered. `over`: nothing is held by it.
 */
export const LOST_ORDER_STATES = ['found', 'adopted', 'releasing', 'over'] as const;
export type LostOrderState = (typeof LOST_ORDER_STATES)[number];

/** The type of a case that was opened for lost orders: nobody reported anything. */
export const LOST_ORDER_CASE = 'lost.order';

/** What two persons do with a lost order. */
export const LOST_ORDER_ACTS = ['release', 'adopt'] as const;
export type LostOrderAct = (typeof LOST_ORDER_ACTS)[number];

/** What is known of a lost order, by the signed page that names it. */
export interface LostOrder {
  state: LostOrderState;
  /** When the centre issued it, and by which power; null: the institution does not state it. */
  issuedAt: Date | null;
  power: StatedPower | null;
  /** Its own end. */
  expiresAt: Date;
}

/** Returns when the time of a lost order is over; null where nothing is held by it, or its release is ordered. */
export function endOfLostOrder({
  state,
  untilAt,
  expiresAt,
}: Pick<LostOrder, 'state' | 'expiresAt'> & { untilAt: Date | null }): Date | null {
  if (state === 'adopted') return untilAt;
  return state === 'found' ? expiresAt : null;
}

const NEXT: Readonly<Record<LostOrderState, readonly LostOrderState[]>> = {
  found: ['adopted', 'releasing', 'over'],
  adopted: ['releasing', 'over'],
  releasing: ['over'],
  // Its institution says again that it holds money by it.
  over: ['found'],
};

/** Returns whether the state of a lost order may change so. */
export function mayChangeLostOrder(from: LostOrderState, to: LostOrderState): boolean {
  return NEXT[from].includes(to);
}

/**
 * The row by whose time an order of a power ends at the latest, counted from its issue: for section 7 the seven
 * days of the officer, because nobody knows any more whether he acted within 72 hours.
 */
const LATEST: Readonly<Record<StatedPower, RuleId>> = {
  section6: 'BANK-6A',
  section7: 'OFF-7D',
  aoc_suspension: 'P-AOC7',
  continue_order: 'P-CONT',
  whole_account: 'P-CONT',
};

/**
 * Returns until when a lost order may be kept, and by which row: its own end, or the longest time of its power from
 * its issue where that comes first. Refusals: `LOST_ORDER.NOT_STATED`, where its institution does not say when and by
 * which power it was issued; `LOST_ORDER.TIME_OVER`.
 */
export function keptUntil(
  { issuedAt, power, expiresAt }: LostOrder,
  rulebook: Rulebook,
  now: Date,
): Result<{ until: Date; rule: RuleRow }> {
  if (issuedAt === null || power === null)
    return refuse('LOST_ORDER.NOT_STATED', 'its institution does not state when and by which power it was issued');
  const rule = ruleInForce(rulebook, LATEST[power], now);
  const until = earlier(expiresAt, endOf(rule, issuedAt, { rulebook, now }));
  if (until <= now || issuedAt > now)
    return refuse('LOST_ORDER.TIME_OVER', 'its time by law is over: it can only be released');
  return ok({ until, rule });
}

/** The powers that an authority outside the centre ordered: they end by its word alone (P-APP). */
const OF_AUTHORITY: readonly StatedPower[] = ['continue_order', 'whole_account'];

/**
 * Returns whether a person may end a lost order by a power before its time, or propose it. What the centre ordered by
 * itself its own persons end; what an authority ordered, who may end that power.
 */
function mayEnd({ power, expiresAt }: LostOrder, actor: Actor, rulebook: Rulebook, now: Date): boolean {
  if (power === null || !OF_AUTHORITY.includes(power) || expiresAt <= now) return true;
  return rolesThatEnd({ kind: power, restsOnNotice: false, offices: [] }, rulebook, now).some((role) =>
    actor.roles.some((own) => own === role),
  );
}

/** A lost order on which an act is asked for. */
export interface LostOrderToDecide extends LostOrder {
  /** The act that waits for a second person. */
  waiting: { act: LostOrderAct; requestedBy: string } | null;
}

/**
 * Decides whether a person may propose an act, in which role. An officer proposes, or who may decide.
 * Refusals: `APPROVAL.ROLE`, `LOST_ORDER.OVER`, `APPROVAL.ALREADY_OPEN`, `LOST_ORDER.ADOPTED`,
 * `LOST_ORDER.OTHER_AUTHORITY`, those of `keptUntil`.
 */
export function mayProposeOnLostOrder(
  order: LostOrderToDecide,
  act: LostOrderAct,
  actor: Actor,
  rulebook: Rulebook,
  now: Date,
): Result<{ role: Role }> {
  const role = proposerRole(actor, rulebook, now);
  if (!role.ok) return role;
  const may = mayAct(order, act, actor, rulebook, now);
  if (!may.ok) return may;
  if (order.waiting !== null) return refuse('APPROVAL.ALREADY_OPEN', 'a proposal waits for a second person already');
  return role;
}

function proposerRole(actor: Actor, rulebook: Rulebook, now: Date): Result<{ role: Role }> {
  const own = PROPOSERS.find((role) => actor.roles.includes(role));
  return own === undefined ? deciderRole(actor, rulebook, now) : ok({ role: own });
}

const PROPOSERS: readonly Role[] = ['aoc_officer', 'inquiry_officer'];

/** Who settles a break decides on a lost order (P-BREAK), and who may end the power of an authority. */
function deciderRole(actor: Actor, rulebook: Rulebook, now: Date): Result<{ role: Role }> {
  const settles = maySettleBreak({ closedAt: null, isOfLostOrder: false }, actor, rulebook, now);
  if (settles.ok) return settles;
  const ends = listParameter(ruleInForce(rulebook, 'P-APP', now), 'continue_order.release');
  const role = actor.roles.find((one) => ends.includes(one));
  return role === undefined ? settles : ok({ role });
}

function mayAct(order: LostOrder, act: LostOrderAct, actor: Actor, rulebook: Rulebook, now: Date): Result<null> {
  if (order.state === 'over' || order.state === 'releasing')
    return refuse('LOST_ORDER.OVER', 'nothing is held by it any more, or its release is ordered');
  if (act === 'release')
    return mayEnd(order, actor, rulebook, now)
      ? ok(null)
      : refuse('LOST_ORDER.OTHER_AUTHORITY', 'only a person of the authority that ordered it may end it');
  if (order.state === 'adopted') return refuse('LOST_ORDER.ADOPTED', 'two persons took it back on record already');
  const kept = keptUntil(order, rulebook, now);
  return kept.ok ? ok(null) : kept;
}

/**
 * Decides whether a person may approve or refuse what another proposed, in which role. Refusals:
 * `APPROVAL.ROLE`, `APPROVAL.ALREADY_DECIDED`, `APPROVAL.OWN_REQUEST`; of an approval also those of the act.
 */
export function mayDecideOnLostOrder(
  order: LostOrderToDecide,
  verdict: 'approve' | 'refuse',
  actor: Actor,
  rulebook: Rulebook,
  now: Date,
): Result<{ role: Role }> {
  const role = deciderRole(actor, rulebook, now);
  if (!role.ok) return role;
  const { waiting } = order;
  if (waiting === null) return refuse('APPROVAL.ALREADY_DECIDED', 'no proposal waits');
  const own = refuseMaker({ requestedBy: waiting.requestedBy, takenBy: [] }, actor);
  if (own !== null) return own;
  if (verdict === 'refuse') return role;
  const may = mayAct(order, waiting.act, actor, rulebook, now);
  return may.ok ? role : may;
}

/** A lost order on record, as a later page is compared with it. */
export interface LostOnRecord {
  id: string;
  orderId: string;
  state: LostOrderState;
  /** When nothing was held by it any more, as the centre learned. */
  overAt: Date | null;
  /** Its institution stated all by which it holds money, and did not name it on any page. */
  isUnnamed: boolean;
}

/** What follows from a page for lost orders that are on record. */
export interface LostReconciled {
  /** Nothing is held by these: the institution says so, or does not name them among all that it holds by. */
  over: LostOnRecord[];
  /** The institution says again that it holds money by these, after it was over. */
  again: { lost: LostOnRecord; stated: Stated }[];
}

/** Compares lost orders on record with a page. What it says of one from before that one was over is old. */
export function reconcileLost(known: readonly LostOnRecord[], theirs: readonly Stated[]): LostReconciled {
  const result: LostReconciled = { over: [], again: [] };
  const named = new Map(theirs.map((entry) => [entry.orderId, entry]));
  for (const lost of known) {
    const stated = named.get(lost.orderId);
    const isHeld = stated?.state === 'HELD' && stated.heldSatang > 0n;
    const isEnded = stated === undefined ? lost.isUnnamed : !isHeld && stated.state !== 'TAKEN';
    if (lost.state !== 'over') {
      if (isEnded) result.over.push(lost);
    } else if (stated !== undefined && isHeld && lost.overAt !== null && stated.changedAt > lost.overAt)
      result.again.push({ lost, stated });
  }
  return result;
}
