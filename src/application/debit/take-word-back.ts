import { TAKEN_BACK } from '../../domain/debit/debit-verdict.js';
import { DebitConfirmationRow } from '../../persistence/entities/money/debit.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { rowsOf } from '../case/work/read-rows.js';

/**
 * Takes back what an institution said of the debits of a case by its notice alone: nothing is known of
 * them any more, so that a later report is asked about. What it answered to a question stays, and so
 * does what another complaint rests on; a person compares that (`others_report_it`).
 */
export async function takeWordBack(work: CaseWork): Promise<'nobody_reports_it' | 'others_report_it'> {
  const own = await rowsOf<{ id: string; transferId: string; isReported: boolean }>(
    work.manager,
    `SELECT d.id, d.transfer_id AS "transferId",
            EXISTS (SELECT 1 FROM claim o WHERE o.stolen_sum_id = s.id AND o.case_id <> $1 AND o.reported AND o.ended_at IS NULL) AS "isReported"
       FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
      WHERE c.case_id = $1 AND d.state = 'confirmed'
        AND NOT EXISTS (SELECT 1 FROM inbox_message m WHERE m.subject_id = d.id AND m.kind = 'debit.confirmation') ORDER BY d.id`,
    [work.caseFile.id],
  );
  for (const { id, transferId, isReported } of own) {
    if (isReported) continue;
    await work.manager.update(DebitConfirmationRow, { id }, { state: 'unknown', reason: TAKEN_BACK });
    work.audit('debit.state', { confirmationId: id, transferId, from: 'confirmed', to: 'unknown', reason: TAKEN_BACK });
  }
  return own.some(({ isReported }) => isReported) ? 'others_report_it' : 'nobody_reports_it';
}
