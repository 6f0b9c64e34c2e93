import { turnOfNew } from '../../../domain/debit/question-turn.js';
import type { ComplaintRow } from '../../../persistence/entities/case/complaint.entities.js';
import type { DebitConfirmationRow } from '../../../persistence/entities/money/debit.entities.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import type { WrittenTransfer } from './written-transfer.js';

/** What intake wrote, with its questions. */
interface Asked {
  transfers: readonly WrittenTransfer[];
  searches: readonly DebitConfirmationRow[];
  holds: readonly HoldRow[];
}

/**
 * Leases the questions of a complaint to the process that commits it: nothing is read to ask them. One about a
 * transfer that was reported before is left out, because the record decides its turn, and so is one whose row a
 * break had to be written with.
 */
export function leaseQuestions(
  work: CaseWork,
  { reporterKey }: Pick<ComplaintRow, 'reporterKey'>,
  { transfers, searches, holds }: Asked,
): void {
  const { id: caseId, holderReports, victimInstitution, victimAccountNo } = work.caseFile;
  const ofCase = { caseId, reporterKey, holderReports };
  for (const { asked, isKnown, transfer, stolenSum } of transfers) {
    if (asked === undefined || isKnown) continue;
    const account = { institution: transfer.fromInstitution, accountNo: transfer.fromAccountNo };
    const isOrdered = holds.some(({ stolenSumId }) => stolenSumId === stolenSum.id);
    const about = {
      account,
      transfer: { receiverKnown: transfer.toAccountNo !== null, isOrdered },
      deadlineAt: asked.deadlineAt,
    };
    work.lease(asked.id, turnOfNew({ ...ofCase, ...about }));
  }
  if (victimInstitution === null || victimAccountNo === null) return;
  const account = { institution: victimInstitution, accountNo: victimAccountNo };
  for (const { id, deadlineAt } of searches)
    work.lease(id, turnOfNew({ ...ofCase, account, transfer: null, deadlineAt }));
}
