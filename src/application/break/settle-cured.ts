import type { DataSource } from 'typeorm';
import { isCauseGone, type WaitingBreak } from '../../domain/break/cause-gone.js';
import type { DebitState } from '../../domain/debit/debit-verdict.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openKnownCase } from '../case/work/open-case.js';
import { orderUnansweredSql } from './order-unanswered-sql.js';
import { CAME_BY_ITSELF, settleBreaks } from './settle-by-itself.js';

/** An open break about what did not come through, with what is known since. */
interface WaitingBreakRow {
  id: string;
  caseId: string;
  kind: WaitingBreak['kind'];
  openedAt: Date;
  answeredAt: Date | null;
  questions: { state: DebitState; hasReached: boolean }[] | null;
  isWithdrawn: boolean;
  isOwed: boolean;
}

/** At most so many are looked at in one round; the oldest are cured first. */
const PER_ROUND = 1_000;

/**
 * Finds the open breaks whose cause is gone: an answer that was too large to be read, an order to hold that was not
 * answered, and a debit about which no question came to its institution.
 */
export async function curedBreaks(db: DataSource): Promise<Pick<WaitingBreakRow, 'id' | 'caseId' | 'kind'>[]> {
  const rows = await db.query<WaitingBreakRow[]>(
    `SELECT b.id, b.case_id AS "caseId", b.kind, b.opened_at AS "openedAt", f.withdrawn_at IS NOT NULL AS "isWithdrawn",
            (SELECT max(r.received_at) FROM receipt r WHERE r.hold_id = b.hold_id) AS "answeredAt",
            EXISTS (SELECT 1 FROM hold h JOIN hold_order o ON o.hold_id = h.id WHERE h.id = b.hold_id AND ${orderUnansweredSql('o', 'h')}) AS "isOwed",
            (SELECT json_agg(json_build_object('state', d.state, 'hasReached', coalesce(d.reached_at, d.sent_at) IS NOT NULL))
               FROM debit_confirmation d
              WHERE CASE WHEN b.transfer_id IS NULL THEN d.case_id = b.case_id AND d.transfer_id IS NULL
                         ELSE d.transfer_id = b.transfer_id END) AS questions
       FROM break_record b JOIN case_file f ON f.id = b.case_id
      WHERE b.closed_at IS NULL AND b.kind IN ('ANSWER_TOO_LARGE', 'ORDER_UNANSWERED', 'BANK_NOT_ASKED') ORDER BY b.id LIMIT $1`,
    [PER_ROUND],
  );
  return rows.filter((row) => isCauseGone({ ...row, questions: row.questions ?? [] }));
}

/** Settles a break whose cause is gone; of several keepers the first does. Returns whether this call did. */
export async function settleCured(
  db: DataSource,
  { id, caseId, kind }: Awaited<ReturnType<typeof curedBreaks>>[number],
): Promise<boolean> {
  return inTransaction(db, async (manager) => {
    const work = await openKnownCase(manager, caseId, 'system');
    const settled = await settleBreaks(work, { id }, CAME_BY_ITSELF[kind]);
    await work.finish();
    return settled > 0;
  });
}
