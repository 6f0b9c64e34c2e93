import { type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';
import { type Satang, minSatang } from '../money.js';
import { type Account, accountKey } from '../party.js';

/** The newest hold of a part of the trail. */
export interface PartHold {
  holdId: string;
  state: HoldState;
  requestedSatang: Satang;
  heldSatang: Satang;
}

/** A part of a stolen sum where it arrived. */
export interface TrailPart {
  partId: string;
  /** The part that this one continues; null for the victim's own transfer. */
  parentPartId: string | null;
  stolenSumId: string;
  hop: number;
  /** Where it arrived; null off the rails, or while only a PromptPay id is known. */
  account: Account | null;
  attributedSatang: Satang;
  stopReason: string | null;
  /** The hold that is live on it, or null. */
  hold: PartHold | null;
}

/** What an order would do about one part: go on with a live hold under its own power, or place a new one. */
export interface PartOrder {
  part: TrailPart;
  does: 'extends' | 'holds';
  amountSatang: Satang;
}

/** Which money an order is for: one hold that is to go on, or everything stolen that the trail shows at an account. */
export type OrderTarget = { holdId: string } | { account: Account };

/**
 * What an order would ask for, part by part, in the order of the trail: a live hold goes on with what it holds (or asks for, while nobody answered); of a part
 * without one, as much as its stolen sum has free. `free`: by stolen sum, what no order and no hold takes up.
 */
export function planOrder(
  target: OrderTarget,
  parts: readonly TrailPart[],
  free: ReadonlyMap<string, Satang>,
): PartOrder[] {
  const left = new Map(free);
  return parts.flatMap((part): PartOrder[] => {
    if (!isMeant(target, part)) return [];
    const { hold } = part;
    if (hold !== null && LIVE_HOLD_STATES.includes(hold.state)) {
      return [{ part, does: 'extends', amountSatang: liveAmount(hold) }];
    }
    if ('holdId' in target) return [];
    const freeSatang = left.get(part.stolenSumId) ?? 0n;
    const amountSatang = minSatang(part.attributedSatang, freeSatang);
    if (amountSatang <= 0n) return [];
    left.set(part.stolenSumId, freeSatang - amountSatang);
    return [{ part, does: 'holds', amountSatang }];
  });
}

function isMeant(target: OrderTarget, part: TrailPart): boolean {
  if ('holdId' in target) return part.hold?.holdId === target.holdId;
  return part.account !== null && accountKey(part.account) === accountKey(target.account);
}

/** What a live hold takes of its account: what is held, or, while nobody answered, what was asked. */
export function liveAmount(hold: Pick<PartHold, 'requestedSatang' | 'heldSatang'>): Satang {
  return hold.heldSatang > 0n ? hold.heldSatang : hold.requestedSatang;
}
