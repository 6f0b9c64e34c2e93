import type { TrailPart } from '../../domain/freeze-request/proposed-order.js';
import { LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import { freeOf } from '../../domain/ledger/ledger.js';
import type { Satang } from '../../domain/money.js';
import type { LoadedCase } from '../case/load-case.js';

/**
 * Returns the trail of a case for planning orders: its parts in order, and each sum's free amount.
 */
export function trailPartsOf(loaded: LoadedCase): { parts: TrailPart[]; free: ReadonlyMap<string, Satang> } {
  const explained = explainedByHold(loaded);
  const parts = loaded.links.map((link) => {
    const { toInstitution, toAccountNo } = loaded.transfers.get(link.transferId) ?? {};
    const live = loaded.holds.find((hold) => hold.trailLinkId === link.id && LIVE_HOLD_STATES.includes(hold.state));
    return {
      partId: link.id,
      parentPartId: link.parentLinkId,
      stolenSumId: link.stolenSumId,
      hop: link.hop,
      account: toInstitution && toAccountNo ? { institution: toInstitution, accountNo: toAccountNo } : null,
      attributedSatang: link.attributedSatang,
      stopReason: link.stopReason,
      hold: live === undefined ? null : { ...live, holdId: live.id, explainedSatang: explained.get(live.id) ?? 0n },
    };
  });
  return { parts, free: new Map(loaded.sums.map((sum) => [sum.id, freeOf(sum)])) };
}

/** Returns, by hold, the amount that the later debits in its answers explain, in satang. */
function explainedByHold({ links }: LoadedCase): ReadonlyMap<string, Satang> {
  const explained = new Map<string, Satang>();
  for (const { parentHoldId, attributedSatang } of links) {
    if (parentHoldId !== null) explained.set(parentHoldId, (explained.get(parentHoldId) ?? 0n) + attributedSatang);
  }
  return explained;
}
