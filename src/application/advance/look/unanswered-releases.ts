import type { DataSource } from 'typeorm';
import { silentMs, type Unanswered, unansweredAfterMs } from '../../../domain/break/unanswered.js';
import { LIVE_HOLD_STATES } from '../../../domain/hold/hold.js';
import { after } from '../../../domain/time.js';
import { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { sqlList } from '../../../persistence/sql-list.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { OWN_SUSPICION } from '../../hold/change/own-suspicion-sql.js';
import { openBreak } from '../../break/open-break.js';
import { silentMsSql } from '../../break/silent-ms-sql.js';
import { settleByItself } from '../../break/settle-by-itself.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openCaseOfHold } from '../../case/work/open-case.js';
import { signalClaimants } from '../../debit/name-receiver.js';
import { orderUnansweredSql } from '../../break/order-unanswered-sql.js';

/** An order, or a finding that would let money go, and that its institution has not answered. */
interface UnansweredOrder {
  holdId: string;
  kind: Unanswered;
  orderedAt: Date;
}

/**
 * SQL of the unanswered orders, and of the findings that an institution has not decided, without an own break that is
 * open or opened since; `$1` is the latest instant of one that counts. Silence, "taken" without an end, and a circuit that
 * lets nothing through are alike: nobody knows that the money is held, or free. Who says of an order to hold what opens a
 * break of its own is not silent, until a person has settled that.
 */
const UNANSWERED = `
  SELECT o.*, h.case_id FROM (
    SELECT r.hold_id AS "holdId", 'RELEASE_UNANSWERED' AS kind, r.ordered_at AS "orderedAt" FROM release_order r
     WHERE r.acknowledged_at IS NULL AND r.ordered_at <= $1
    UNION ALL
    SELECT q.hold_id, 'REDUCTION_UNANSWERED', q.issued_at FROM hold_order q JOIN hold h ON h.id = q.hold_id
     WHERE q.changes_amount AND q.answered_at IS NULL AND q.refused_at IS NULL AND q.issued_at <= $1
       AND q.requested_satang < h.held_satang AND h.state IN ('held', 'partly_held')
       AND NOT EXISTS (SELECT 1 FROM hold_order later WHERE later.hold_id = q.hold_id AND later.sequence > q.sequence)
    UNION ALL
    SELECT q.hold_id, 'ORDER_UNANSWERED', q.issued_at FROM hold_order q JOIN hold h ON h.id = q.hold_id
     WHERE q.issued_at <= $1 AND ${orderUnansweredSql('q', 'h')}
       AND NOT EXISTS (SELECT 1 FROM break_record said WHERE said.hold_id = q.hold_id AND (said.inbox_message_id IS NOT NULL OR said.kind = 'ANSWER_TOO_LARGE')
                          AND said.opened_at >= q.issued_at AND (said.closed_at IS NULL OR said.closed_at > $1))
    UNION ALL
    SELECT a.hold_id, 'FINDING_UNANSWERED', a.breach_at FROM appeal a JOIN hold h ON h.id = a.hold_id
     WHERE a.tier = 'authority' AND a.settled_at IS NULL AND a.breach_at <= $1 AND h.state IN (${sqlList(LIVE_HOLD_STATES)}) AND ${OWN_SUSPICION}) o
    JOIN hold h ON h.id = o."holdId"
   WHERE NOT EXISTS (SELECT 1 FROM break_record b
                      WHERE b.hold_id = o."holdId" AND b.kind = o.kind AND (b.closed_at IS NULL OR b.opened_at >= o."orderedAt"))`;

/** The shortest time that a rulebook may set; what is younger is not read. */
const SHORTEST_MS = 10_000;

/** Finds the orders that were not answered for as long as P-BREAK says, the oldest first. */
export async function unansweredReleases(db: DataSource, limit: number): Promise<UnansweredOrder[]> {
  return db.query(
    `SELECT u."holdId", u.kind, u."orderedAt" FROM (${UNANSWERED}) u JOIN case_file f ON f.id = u.case_id
      WHERE u.kind = 'FINDING_UNANSWERED' OR u."orderedAt" <= now() - ${silentMsSql('f.rulebook', 'now()')} * interval '1 millisecond'
      ORDER BY u."orderedAt" LIMIT $2 FOR KEY SHARE OF f SKIP LOCKED`,
    [after(new Date(), -SHORTEST_MS), limit],
  );
}

/**
 * Opens the break of an order once its time to be answered is over (P-BREAK).
 * Several keepers may come; the first opens it. Returns whether this call did.
 */
export async function breakUnanswered(db: DataSource, { holdId, kind }: UnansweredOrder): Promise<boolean> {
  return inTransaction(db, async (manager) => {
    const work = await openCaseOfHold(manager, holdId, 'system');
    const ms = unansweredAfterMs(kind, work.rulebook, work.now);
    if (ms === undefined) return false;
    const still = await manager.query<unknown[]>(
      `SELECT 1 FROM (${UNANSWERED}) u WHERE u."holdId" = $2 AND u.kind = $3`,
      [after(work.now, -ms), holdId, kind],
    );
    if (still.length === 0) return false;
    const hold = await manager.findOneByOrFail(HoldRow, { id: holdId });
    await openBreak(work, hold, null, kind);
    // Who claims the money waits for it no longer.
    if (kind === 'RELEASE_UNANSWERED') await signalClaimants(work, hold.transferId, holdId);
    await work.finish();
    return true;
  });
}

/** Settles the break of an unanswered order, if it may have one: it is answered now. */
export async function answeredAfter(work: CaseWork, holdId: string, kind: Unanswered, orderedAt: Date): Promise<void> {
  const ms = silentMs(work.rulebook, work.now);
  if (ms !== undefined && after(orderedAt, ms) <= work.now) await settleByItself(work, holdId, kind);
}
