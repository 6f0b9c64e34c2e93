import { checkComplaint, type FieldFault } from '../../../domain/complaint/intake/check-complaint.js';
import type { ToldTransfer } from '../../../domain/complaint/intake/incomplete-transfer.js';
import { loadPartyDirectory } from '../../../persistence/party/party-directory.js';
import type { Reading } from '../../case/work/reading-of-case.js';
import type { ComplaintInput } from './complaint-input.js';

/** Checks transfers that are told now, also those that are not known well enough, like those of a new complaint. */
export async function faultsOfTransfers(
  work: Reading,
  reported: Pick<ComplaintInput, 'victimAccount' | 'transfers'>,
  incompleteTransfers: readonly ToldTransfer[] = [],
): Promise<FieldFault[]> {
  const { accountDigits } = await loadPartyDirectory(work.manager);
  const asComplaint = { victim: {}, ...reported, incompleteTransfers, noticeGivenAt: work.now.toISOString() };
  return checkComplaint(asComplaint, { now: work.now, rulebook: work.rulebook, accountDigits });
}
