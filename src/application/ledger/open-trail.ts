import { StolenSumRow } from '../../persistence/entities/money/ledger.entities.js';
import { TrailLinkRow, type TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/work/case-work.js';

/** Returns the row of the stolen sum of a claimed transfer; nothing of it is reserved. */
export function newStolenSum(work: CaseWork, transfer: TransferRow): StolenSumRow {
  return work.manager.create(StolenSumRow, {
    id: newId(),
    transferId: transfer.id,
    caseId: work.caseFile.id,
    amountSatang: transfer.amountSatang,
    reservedSatang: 0n,
    suspendedSatang: 0n,
    countedSatang: 0n,
  });
}

/** Returns the row of the first part of a stolen sum's trail: the claimed transfer itself. */
export function firstPart(work: CaseWork, sum: StolenSumRow, { offRail }: TransferRow): TrailLinkRow {
  return work.manager.create(TrailLinkRow, {
    id: newId(),
    stolenSumId: sum.id,
    transferId: sum.transferId,
    caseId: work.caseFile.id,
    parentLinkId: null,
    parentHoldId: null,
    hop: 0,
    attributedSatang: sum.amountSatang,
    stopReason: offRail === null ? null : 'off_rails',
    nthAccount: offRail === null ? 1 : null,
  });
}
