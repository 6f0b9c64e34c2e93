import { IncompleteTransferRow } from '../../../persistence/entities/money/debit.entities.js';
import { newId } from '../../../persistence/ids.js';
import type { CaseWork } from '../../case/work/case-work.js';
import type { ToldIncomplete } from '../../debit/ask-searches.js';
import type { IncompleteInput } from '../intake/complaint-input.js';

/** What tells of transfers after the complaint: its row, and how many the case was told of before. */
interface LaterTold {
  additionId: string;
  before: number;
}

/**
 * Writes a row for each transfer that is told and not known well enough, by a new complaint or by an
 * addition to one. It carries no money: no stolen sum or claim counts it.
 */
export function writeIncompleteTransfers(
  work: CaseWork,
  incompleteTransfers: readonly IncompleteInput[],
  later?: LaterTold,
): ToldIncomplete[] {
  const incomplete = incompleteTransfers.map((told, index) => ({
    told,
    row: work.manager.create(IncompleteTransferRow, {
      id: newId(),
      caseId: work.caseFile.id,
      no: (later?.before ?? 0) + index + 1,
      additionId: later?.additionId ?? null,
      toldNo: index + 1,
      state: 'open',
      transferId: null,
      settledAt: null,
      settledBy: null,
      reason: null,
    }),
  }));
  const rows = incomplete.map(({ row }) => row);
  if (rows.length > 0) work.insert(IncompleteTransferRow, rows);
  for (const { id } of rows)
    work.audit('incomplete_transfer.state', { incompleteTransferId: id, from: null, to: 'open', transferId: null });
  return incomplete;
}
