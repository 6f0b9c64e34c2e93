import { type OfficerResult, resultCodeOf } from '../../domain/notice/officer-result.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import type { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { type OwnSuspensionRow, SuspicionResultRow } from '../../persistence/entities/money/notice.entities.js';
import { TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/work/case-work.js';
import { officerResultMessage } from './officer-result-message.js';

/** What an officer's result is about: an institution's own suspension, or a hold on a notice. */
export type SubjectOfResult = { suspension: OwnSuspensionRow } | { hold: HoldRow };

/**
 * Writes an officer's result, with the message that goes to the institution. `by_release`: no message goes out, because a release order carries the result or another power
 * lets the hold stand, so that nothing changes for the institution.
 */
export async function writeOfficerResult(
  work: CaseWork,
  about: SubjectOfResult,
  given: OfficerResult,
  sent: 'by_message' | 'by_release',
): Promise<void> {
  const subject = 'hold' in about ? about.hold : about.suspension;
  const row = work.manager.create(SuspicionResultRow, {
    id: newId(),
    caseId: subject.caseId,
    institution: subject.institution,
    suspensionId: 'suspension' in about ? about.suspension.id : null,
    holdId: 'hold' in about ? about.hold.id : null,
    result: resultCodeOf(given),
    reason: given.reason,
    reference: given.result === 'proceeded' ? given.reference : null,
    person: work.actor,
    legalBasis: [ruleInForce(work.rulebook, 'OFF-6C', work.now).rowId],
    decidedAt: work.now,
  });
  await work.manager.insert(SuspicionResultRow, row);
  const { id: resultId, suspensionId, holdId, result, legalBasis } = row;
  work.audit('suspicion.result', { resultId, suspensionId, holdId, result, legalBasis });
  if (sent === 'by_release') return;
  const transfer = await work.manager.findOneByOrFail(TransferRow, { id: subject.transferId });
  const { caseNo } = await work.manager.findOneByOrFail(CaseFileRow, { id: row.caseId });
  work.send({
    id: resultId,
    kind: 'suspension.result',
    party: row.institution,
    subjectId: resultId,
    body: officerResultMessage({ rulebook: work.rulebook, caseNo, row, account: subject, transfer }),
    legalBasis,
    purpose: 'what the officer found of a suspension',
  });
}
