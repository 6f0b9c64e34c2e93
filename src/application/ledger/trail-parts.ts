import { isReleaseOverdue } from '../../domain/break/unanswered.js';
import { onceGivenWay, roomOfDebit } from '../../domain/debit/rival-claims.js';
import type { TrailToOrder } from '../../domain/freeze-request/blast-radius.js';
import { LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import { freeOf } from '../../domain/ledger/ledger.js';
import type { Satang } from '../../domain/money.js';
import type { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import type { LoadedCase } from '../case/work/load-case.js';
import { groupBy } from '../case/work/read-rows.js';

/**
 * Returns the trail of a case for planning orders: its parts in order, with the holds whose release was not
 * answered in time by the rulebook, each sum's free amount, and what is left of the debits about which there are
 * several claims.
 */
export function trailPartsOf(loaded: LoadedCase, { rulebook, now }: Pick<CaseWork, 'rulebook' | 'now'>): TrailToOrder {
  const explained = explainedByHold(loaded);
  const isOverdue = (holdId: string): boolean => {
    const orderedAt = loaded.unanswered?.[holdId];
    return (
      orderedAt !== undefined &&
      isReleaseOverdue({ orderedAt: new Date(orderedAt), acknowledgedAt: null }, rulebook, now)
    );
  };
  const holdsOn = groupBy(loaded.holds, ({ trailLinkId }) => trailLinkId);
  const parts = loaded.links.map((link) => {
    const { toInstitution, toAccountNo } = loaded.transfers.get(link.transferId) ?? {};
    const holds = holdsOn.get(link.id) ?? [];
    const live = holds.find(({ state }) => LIVE_HOLD_STATES.includes(state));
    const partHold = (hold: HoldRow) => ({
      ...hold,
      holdId: hold.id,
      explainedSatang: explained.get(hold.id) ?? 0n,
      isReleaseOverdue: isOverdue(hold.id),
    });
    return {
      partId: link.id,
      parentPartId: link.parentLinkId,
      stolenSumId: link.stolenSumId,
      hop: link.hop,
      account: toInstitution && toAccountNo ? { institution: toInstitution, accountNo: toAccountNo } : null,
      attributedSatang: link.attributedSatang,
      stopReason: link.stopReason,
      hold: live === undefined ? null : partHold(live),
      over: holds.filter((hold) => hold !== live).map(partHold),
    };
  });
  return {
    parts,
    free: new Map(loaded.sums.map((sum) => [sum.id, freeOf(sum)])),
    debits: [...loaded.contested.values()].map(({ own, rivals }) =>
      roomOfDebit(
        own,
        rivals.map((rival) => onceGivenWay(rival, { rulebook, now })),
      ),
    ),
  };
}

/** Returns, by hold, the amount that the later debits in its answers explain, in satang. */
function explainedByHold({ links }: LoadedCase): ReadonlyMap<string, Satang> {
  const explained = new Map<string, Satang>();
  for (const { parentHoldId, attributedSatang } of links) {
    if (parentHoldId !== null) explained.set(parentHoldId, (explained.get(parentHoldId) ?? 0n) + attributedSatang);
  }
  return explained;
}
