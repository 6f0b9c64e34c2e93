import type { RoomOfDebit } from '../debit/rival-claims.js';
import { type HoldKind, type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';
import { missingSatang } from '../hold/end/residual.js';
import { givingWay } from '../hold/order/take-over.js';
import { minSatang, type Satang, sumSatang } from '../money.js';
import { type Account, accountKey } from '../party.js';
import type { StopReason } from '../trail/next-hops.js';
import type { FreezeRequestKind } from './freeze-request.js';
import { passOf } from './stops.js';

/** The newest hold on a part of the trail. */
export interface PartHold {
  holdId: string;
  kind: HoldKind;
  state: HoldState;
  requestedSatang: Satang;
  heldSatang: Satang;
  reservedSatang: Satang;
  /** The money that later debits explain, by the institution's answers to this hold. */
  explainedSatang: Satang;
  /** Its release is ordered, and its institution has not answered in time (P-BREAK); absent: no. */
  isReleaseOverdue?: boolean;
}

/** A part of a stolen sum, at the account where it arrived. */
export interface TrailPart {
  partId: string;
  /** The part that this one continues; null for the victim's own transfer. */
  parentPartId: string | null;
  stolenSumId: string;
  hop: number;
  /** The account; null when the money is off the rails, or while only a PromptPay id is known. */
  account: Account | null;
  attributedSatang: Satang;
  stopReason: StopReason | null;
  /** The live hold on it, or null. */
  hold: PartHold | null;
  /** Holds on it that are over, or whose release is ordered. */
  over: readonly PartHold[];
}

/**
 * What an order would do to one part: extend a live hold under the order's own power, place a new
 * hold, or raise a hold by money that was credited later, or let go by mistake.
 */
export interface PartOrder {
  part: TrailPart;
  does: 'extends' | 'holds' | 'raises';
  /** The amount that the order asks for; for a raised hold, the most that it may rise by. */
  amountSatang: Satang;
}

/**
 * The money that an order is for: one hold to extend, one hold to raise by an amount at most, one
 * released hold whose place a new one takes, or all the stolen money that the trail shows at an
 * account.
 */
export type OrderTarget =
  { holdId: string } | { holdId: string; raiseSatang: Satang } | { releasedHoldId: string } | { account: Account };

/**
 * Plans what an order asks for, part by part, in the order of the trail.
 *
 * - A part with a live hold: the hold goes on with what it holds, or with what it asks for while
 *   nobody has answered.
 * - A part without one: the money that is not known to have gone on, as far as it is free; none
 *   where the trail stops at something that no person's order may pass (`passOf`). It takes the place of a
 *   hold whose release was not answered in time (`givingWay`); what that one has reserved is free for it.
 * - A hold to raise: no more than what is missing of its part, and free.
 * - A released hold: what it held, as far as it is free once that hold is over.
 *
 * `free` gives, by stolen sum, the money that no order and no hold takes up; `debits` what is left of
 * debits about which several sums claim the same money.
 */
export function planOrder(
  target: OrderTarget,
  parts: readonly TrailPart[],
  free: ReadonlyMap<string, Satang>,
  debits: readonly RoomOfDebit[],
): PartOrder[] {
  const room = new RoomLeft(free, debits);
  return targetsIn(target, parts).flatMap((part): PartOrder[] => {
    const { hold } = part;
    if ('raiseSatang' in target) {
      const missing = minSatang(target.raiseSatang, missingOf(part, parts));
      const amountSatang = minSatang(missing, room.leftOfSum(part.stolenSumId));
      return amountSatang > 0n ? [{ part, does: 'raises', amountSatang }] : [];
    }
    if (hold !== null && LIVE_HOLD_STATES.includes(hold.state)) {
      return [{ part, does: 'extends', amountSatang: liveAmount(hold) }];
    }
    if ('holdId' in target) return [];
    if ('releasedHoldId' in target) {
      const released = part.over.find(({ holdId }) => holdId === target.releasedHoldId);
      if (released === undefined) return [];
      const left = minSatang(thereOf(part, parts), room.leftOfSum(part.stolenSumId) + released.reservedSatang);
      const again = minSatang(liveAmount(released), left);
      return again > 0n ? [{ part, does: 'holds', amountSatang: again }] : [];
    }
    if (part.stopReason !== null && passOf(part.stopReason) === 'nobody') return [];
    const givesBack = sumSatang(givingWay(part.over).map(({ reservedSatang }) => reservedSatang));
    const amountSatang = minSatang(thereOf(part, parts), room.leftFor(part) + givesBack);
    if (amountSatang <= 0n) return [];
    room.take(part.stolenSumId, amountSatang - givesBack);
    return [{ part, does: 'holds', amountSatang }];
  });
}

/** What is left for the orders of a plan, which take from it one after the other. */
class RoomLeft {
  private readonly taken = new Map<string, Satang>();

  constructor(
    private readonly free: ReadonlyMap<string, Satang>,
    private readonly debits: readonly RoomOfDebit[],
  ) {}

  /** Of a sum, and of the debit that it shares with other sums. */
  leftOfSum(stolenSumId: string): Satang {
    const left = (this.free.get(stolenSumId) ?? 0n) - this.takenOf([stolenSumId]);
    const debit = this.debitOf(stolenSumId);
    return debit === undefined ? left : minSatang(left, debit.freeSatang - this.takenOf(debit.stolenSumIds));
  }

  /** For a new hold on a part; at the receiver of the debit, what went on from there is gone. */
  leftFor({ stolenSumId, parentPartId }: TrailPart): Satang {
    const left = this.leftOfSum(stolenSumId);
    const debit = this.debitOf(stolenSumId);
    if (debit === undefined || parentPartId !== null) return left;
    return minSatang(left, debit.freeAtReceiverSatang - this.takenOf(debit.stolenSumIds));
  }

  take(stolenSumId: string, satang: Satang): void {
    this.taken.set(stolenSumId, this.takenOf([stolenSumId]) + satang);
  }

  private debitOf(stolenSumId: string): RoomOfDebit | undefined {
    return this.debits.find(({ stolenSumIds }) => stolenSumIds.includes(stolenSumId));
  }

  private takenOf(stolenSumIds: readonly string[]): Satang {
    return sumSatang(stolenSumIds.map((id) => this.taken.get(id) ?? 0n));
  }
}

/**
 * Returns what a live hold lacks of its part and no later debit explains; 0 without a live hold.
 */
function missingOf(part: TrailPart, parts: readonly TrailPart[]): Satang {
  if (part.hold === null || !LIVE_HOLD_STATES.includes(part.hold.state)) return 0n;
  return missingSatang({
    ...part.hold,
    partSatang: part.attributedSatang,
    partExplainedSatang: onwardOf(part, parts),
  });
}

/** Returns the money that is known to have gone on from a part. */
function onwardOf(part: TrailPart, parts: readonly TrailPart[]): Satang {
  return sumSatang(partsAfter(part, parts).map(({ attributedSatang }) => attributedSatang));
}

/** Where the parts of a trail are found: at an account (`accountKey`), and after the part that they continue. */
interface TrailIndex {
  at: ReadonlyMap<string, TrailPart[]>;
  after: ReadonlyMap<string, TrailPart[]>;
}

/**
 * The indexes of trails that were looked up. A trail of hundreds of accounts is asked about each of them, so that
 * a search through all of it for each would be quadratic. Nobody changes a list of parts.
 */
const INDEXES = new WeakMap<readonly TrailPart[], TrailIndex>();

function indexOf(parts: readonly TrailPart[]): TrailIndex {
  const known = INDEXES.get(parts);
  if (known !== undefined) return known;
  const [at, after] = [new Map<string, TrailPart[]>(), new Map<string, TrailPart[]>()];
  const add = (places: Map<string, TrailPart[]>, key: string, part: TrailPart) => {
    const there = places.get(key);
    if (there === undefined) places.set(key, [part]);
    else there.push(part);
  };
  for (const part of parts) {
    if (part.account !== null) add(at, accountKey(part.account), part);
    if (part.parentPartId !== null) add(after, part.parentPartId, part);
  }
  const index = { at, after };
  INDEXES.set(parts, index);
  return index;
}

/** Returns the parts of a trail at an account, in the order of the trail. */
export function partsAt(account: Account, parts: readonly TrailPart[]): readonly TrailPart[] {
  return indexOf(parts).at.get(accountKey(account)) ?? [];
}

/** Returns the parts of a trail that continue one, in the order of the trail. */
export function partsAfter({ partId }: Pick<TrailPart, 'partId'>, parts: readonly TrailPart[]): readonly TrailPart[] {
  return indexOf(parts).after.get(partId) ?? [];
}

/** Returns what of a part is not known to have gone on, in satang. */
export function thereOf(part: TrailPart, parts: readonly TrailPart[]): Satang {
  return part.attributedSatang - onwardOf(part, parts);
}

function targetsIn(target: OrderTarget, parts: readonly TrailPart[]): readonly TrailPart[] {
  if ('account' in target) return partsAt(target.account, parts);
  return parts.filter(({ hold, over }) =>
    'holdId' in target ? hold?.holdId === target.holdId : over.some(({ holdId }) => holdId === target.releasedHoldId),
  );
}

/**
 * Returns what a live hold takes of its account: the sum held, or the sum asked for until it is
 * held.
 */
export function liveAmount(hold: Pick<PartHold, 'requestedSatang' | 'heldSatang'>): Satang {
  return hold.heldSatang > 0n ? hold.heldSatang : hold.requestedSatang;
}

/** An order as it would be made, or as it waits for approval. */
export interface ProposedOrder {
  kind: FreezeRequestKind;
  account: Account;
  target: OrderTarget;
}

/** Returns the order that a request asks for. */
export function proposedOrder(request: {
  kind: ProposedOrder['kind'];
  institution: string;
  accountNo: string;
  holdId: string | null;
  /** The most that the hold may be raised by; null for a request that raises none. */
  raiseSatang: Satang | null;
}): ProposedOrder {
  const { kind, holdId, raiseSatang } = request;
  const account = { institution: request.institution, accountNo: request.accountNo };
  if (holdId === null) return { kind, account, target: { account } };
  if (raiseSatang !== null) return { kind, account, target: { holdId, raiseSatang } };
  return { kind, account, target: kind === 'reinstatement' ? { releasedHoldId: holdId } : { holdId } };
}
