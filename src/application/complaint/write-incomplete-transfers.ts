import { IncompleteTransferRow } from '../../persistence/entities/debit.entities.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/case-work.js';
import type { ToldIncomplete } from '../debit/ask-searches.js';
import type { ComplaintInput } from './complaint-input.js';

/**
 * Writes a row for each transfer of a new complaint that is not known well enough. It carries no
 * money: no stolen sum or claim counts it.
 */
export function writeIncompleteTransfers(
  work: CaseWork,
  { incompleteTransfers = [] }: Pick<ComplaintInput, 'incompleteTransfers'>,
): ToldIncomplete[] {
  const incomplete = incompleteTransfers.map((told, index) => ({
    told,
    row: work.manager.create(IncompleteTransferRow, {
      id: newId(),
      caseId: work.caseFile.id,
      no: index + 1,
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
