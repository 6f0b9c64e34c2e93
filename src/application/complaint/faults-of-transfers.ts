import { checkComplaint, type FieldFault } from '../../domain/complaint/check-complaint.js';
import { loadPartyDirectory } from '../../persistence/party/party-directory.js';
import type { CaseWork } from '../case/case-work.js';
import type { ReportedTransfers } from './write-transfers.js';

/** Checks transfers that are reported now, like those of a new complaint. */
export async function faultsOfTransfers(work: CaseWork, reported: ReportedTransfers): Promise<FieldFault[]> {
  const { accountDigits } = await loadPartyDirectory(work.manager);
  const asComplaint = { victim: {}, ...reported, noticeGivenAt: work.now.toISOString() };
  return checkComplaint(asComplaint, { now: work.now, rulebook: work.rulebook, accountDigits });
}
