import { type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';
import { missingSatang } from '../hold/residual.js';
import { type Satang, minSatang, sumSatang } from '../money.js';
import { type Account, accountKey } from '../party.js';

/** The newest hold of a part of the trail. */
export interface PartHold {
  holdId: string;
  state: HoldState;
  requestedSatang: Satang;
  heldSatang: Satang;
  reservedSatang: Satang;
  /** What later debits explain, by the institution's answers to this hold. */
  explainedSatang: Satang;
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

/**
 * What an order would do about one part: go on with a live hold under its own power, place a new
 * one, or raise a hold by money credited later.
 */
export interface PartOrder {
  part: TrailPart;
  does: 'extends' | 'holds' | 'raises';
  /** What it asks for; of a raised hold, by how much at most. */
  amountSatang: Satang;
}

/**
 * Which money an order is for: one hold that is to go on, or to be raised by a later credit, or
 * everything stolen that the trail shows at an account.
 */
export type OrderTarget = { holdId: string } | { holdId: string; creditedSatang: Satang } | { account: Account };

/**
 * What an order would ask for, part by part, in the order of the trail: a live hold goes on with
 * what it holds (or asks for, while nobody answered); of a part without one, what is not known to
 * have gone on, as far as its stolen sum has it free; a hold is raised by no more than is missing
 * of its part and free. `free`: by stolen sum, what no order and no hold takes up.
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
    const freeSatang = left.get(part.stolenSumId) ?? 0n;
    if ('creditedSatang' in target) {
      const amountSatang = minSatang(minSatang(target.creditedSatang, missingOf(part, parts)), freeSatang);
      return amountSatang > 0n ? [{ part, does: 'raises', amountSatang }] : [];
    }
    if (hold !== null && LIVE_HOLD_STATES.includes(hold.state)) {
      return [{ part, does: 'extends', amountSatang: liveAmount(hold) }];
    }
    if ('holdId' in target) return [];
    const amountSatang = minSatang(part.attributedSatang - onwardOf(part, parts), freeSatang);
    if (amountSatang <= 0n) return [];
    left.set(part.stolenSumId, freeSatang - amountSatang);
    return [{ part, does: 'holds', amountSatang }];
  });
}

function missingOf(part: TrailPart, parts: readonly TrailPart[]): Satang {
  if (part.hold === null || !LIVE_HOLD_STATES.includes(part.hold.state)) return 0n;
  return missingSatang({
    ...part.hold,
    partSatang: part.attributedSatang,
    partExplainedSatang: onwardOf(part, parts),
  });
}

/** What is known to have gone on from a part. */
function onwardOf(part: TrailPart, parts: readonly TrailPart[]): Satang {
  const onward = parts.filter(({ parentPartId }) => parentPartId === part.partId);
  return sumSatang(onward.map(({ attributedSatang }) => attributedSatang));
}

function isMeant(target: OrderTarget, part: TrailPart): boolean {
  if ('holdId' in target) return part.hold?.holdId === target.holdId;
  return part.account !== null && accountKey(part.account) === accountKey(target.account);
}

/**
 * What a live hold takes of its account: what is held, or, while nobody answered, what was asked.
 */
export function liveAmount(hold: Pick<PartHold, 'requestedSatang' | 'heldSatang'>): Satang {
  return hold.heldSatang > 0n ? hold.heldSatang : hold.requestedSatang;
}
