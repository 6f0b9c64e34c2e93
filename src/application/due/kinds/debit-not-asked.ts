import { AT_MOST, type DueKind } from '../due-kind.js';

/**
 * A case with a question about a debit that came to no institution in time: its urgent time begins anew before the
 * orders that wait for the answer end (P-URG). A live workflow would have looked by now.
 */
export const DEBIT_NOT_ASKED: DueKind = {
  from: `debit_confirmation d WHERE d.state = 'asked' AND d.sent_at IS NULL AND d.reached_at IS NULL`,
  id: 'd.case_id',
  caseId: 'd.case_id',
  at: 'd.ask_by',
  othersMs: 2_000,
  atMost: AT_MOST,
  async drive({ look }, { caseId }) {
    await look(caseId);
    return true;
  },
};
