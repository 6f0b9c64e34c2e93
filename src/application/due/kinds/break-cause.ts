import { isCauseGone, nextLookAtCause, type WaitingBreak } from '../../../domain/break/cause-gone.js';
import type { DebitState } from '../../../domain/debit/debit-verdict.js';
import { BreakRecordRow } from '../../../persistence/entities/traffic/break.entities.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { orderUnansweredSql } from '../../break/order-unanswered-sql.js';
import { CAME_BY_ITSELF, settleBreaks } from '../../break/settle-by-itself.js';
import { openKnownCase } from '../../case/work/open-case.js';
import { AT_MOST, type DueKind } from '../due-kind.js';

/** A break about what did not come through: an answer too large to be read or to an order, a debit that nobody asked about. */
export const BREAK_CAUSE: DueKind = {
  from: 'break_record b WHERE b.look_at IS NOT NULL AND b.closed_at IS NULL',
  id: 'b.id',
  caseId: 'b.case_id',
  at: 'b.look_at',
  atMost: AT_MOST,
  drive: ({ db }, { id, caseId }) =>
    inTransaction(db, async (manager) => {
      const work = await openKnownCase(manager, caseId, 'system');
      const [waiting] = await manager.query<WaitingBreakRow[]>(READ_CAUSE, [id]);
      if (waiting === undefined) return false;
      const { kind, openedAt } = waiting;
      if (!isCauseGone({ ...waiting, questions: waiting.questions ?? [] })) {
        await manager.update(BreakRecordRow, { id }, { lookAt: nextLookAtCause(openedAt, work.now) });
        return false;
      }
      const settled = await settleBreaks(work, { id }, CAME_BY_ITSELF[kind]);
      await work.finish();
      return settled > 0;
    }),
};

/** An open break about what did not come through, with what is known since. */
interface WaitingBreakRow {
  kind: WaitingBreak['kind'];
  openedAt: Date;
  answeredAt: Date | null;
  questions: { state: DebitState; hasReached: boolean }[] | null;
  isWithdrawn: boolean;
  isOwed: boolean;
}

const READ_CAUSE = `
  SELECT b.kind, b.opened_at AS "openedAt", f.withdrawn_at IS NOT NULL AS "isWithdrawn",
         (SELECT max(r.received_at) FROM receipt r WHERE r.hold_id = b.hold_id) AS "answeredAt",
         EXISTS (SELECT 1 FROM hold h JOIN hold_order o ON o.hold_id = h.id WHERE h.id = b.hold_id AND ${orderUnansweredSql('o', 'h')}) AS "isOwed",
         (SELECT json_agg(json_build_object('state', d.state, 'hasReached', coalesce(d.reached_at, d.sent_at) IS NOT NULL))
            FROM debit_confirmation d
           WHERE CASE WHEN b.transfer_id IS NULL THEN d.case_id = b.case_id AND d.transfer_id IS NULL
                      ELSE d.transfer_id = b.transfer_id END) AS questions
    FROM break_record b JOIN case_file f ON f.id = b.case_id WHERE b.id = $1 AND b.closed_at IS NULL`;
