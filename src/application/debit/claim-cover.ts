import { coverOf, onceGivenWay } from '../../domain/debit/rival-claims.js';
import { ClaimRow } from '../../persistence/entities/money/ledger.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { noteDecidersByNumber } from '../interest/note-deciders.js';
import type { ClaimWithRivals } from '../case/money/rival-claims.js';

/**
 * Lets a case claim the sums of rival claims whose holds cover its money: they stand for this case
 * too, also when the complaints that reported those claims are withdrawn. Of a hold that is being
 * released the case hears when the money is let go. `claimed` are the sums that it claims already.
 * Returns the claims that were written.
 */
export async function claimCover(
  work: CaseWork,
  { own, rivals }: ClaimWithRivals,
  claimed: ReadonlySet<string>,
): Promise<ClaimRow[]> {
  const { by, beingReleased } = coverOf(
    own,
    rivals.map((rival) => onceGivenWay(rival, work)),
  );
  const covering = [...new Set([...by, ...beingReleased])].flatMap(({ stolenSumId }) =>
    stolenSumId === null || claimed.has(stolenSumId) ? [] : [stolenSumId],
  );
  if (covering.length === 0) return [];
  const rows = covering.map((stolenSumId) =>
    work.manager.create(ClaimRow, {
      stolenSumId,
      caseId: work.caseFile.id,
      claimedAt: work.now,
      endedAt: null,
      reported: false,
      correctedBy: null,
    }),
  );
  await work.manager.insert(ClaimRow, rows);
  await noteDecidersByNumber(work, 'of_money');
  for (const { stolenSumId } of rows) work.audit('claim.covered', { stolenSumId, transferId: own.transferId });
  return rows;
}
