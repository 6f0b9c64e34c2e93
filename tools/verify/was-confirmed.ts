/**
 * SQL condition: at an instant the debit of a transfer was confirmed, by a notice that its institution took
 * back later as a mistake. What was ordered until then was ordered rightly.
 */
export const WAS_CONFIRMED = (transferId: string, at: string): string => `EXISTS (
  WITH RECURSIVE asked AS (
    SELECT asks_again, reason, answered_at FROM debit_confirmation WHERE transfer_id = ${transferId}
    UNION ALL SELECT q.asks_again, q.reason, q.answered_at FROM asked a JOIN debit_confirmation q ON q.id = a.asks_again)
  SELECT 1 FROM asked WHERE reason = 'TAKEN_BACK' AND answered_at <= ${at})`;
