import type { EntityManager } from 'typeorm';
import { OVER_HELD_SATANG } from '../ledger/read-over-hold.js';

/**
 * What on the record says that something is not moving. Ages are in seconds, by the database's
 * clock.
 */
export interface RecordHealth {
  /**
   * Live holds that ended more than ten seconds ago and that nobody has ordered to release: must be
   * 0.
   */
  holdsPastTime: number;
  /** The over-hold meter, in satang: must be 0. */
  overHeldSatang: number;
  liveHolds: number;
  openCases: number;
  outboxWaiting: number;
  oldestOutboxSeconds: number;
  /** Messages of parties that wait for their effect. */
  messagesWaiting: number;
  oldestMessageSeconds: number;
  /** Breaks that nobody settled in time. */
  breaksOverdue: number;
  releasesUnacknowledged: number;
  oldestReleaseSeconds: number;
  oldestUnsentHoldOrderSeconds: number;
  oldestUnsentReleaseSeconds: number;
  oldestUnsentQuestionSeconds: number;
  oldestUnsentConfirmationSeconds: number;
  /**
   * Cases with news that the victim has not been told, and by how much the oldest of it is overdue
   * (P-TELL).
   */
  victimsToTell: number;
  victimOverdueSeconds: number;
  /**
   * Orders of live holds that an institution got and has not answered with a receipt, by its slug:
   * how many, and since when the oldest.
   */
  unanswered: { institution: string; orders: number; oldestSeconds: number }[];
  /** Institutions' words that differ from the record, by kind, and not settled. */
  openBreaks: { kind: string; count: number }[];
}

type Figures = Omit<RecordHealth, 'unanswered' | 'openBreaks'>;

/**
 * Between the end of a hold and its release order lie a second of the sweeper and a transaction;
 * ten seconds are a fault.
 */
const GRACE = "interval '10 seconds'";
const LIVE = "state IN ('ordered', 'unconfirmed', 'held', 'partly_held')";
const age = (instant: string): string => `COALESCE(EXTRACT(EPOCH FROM now() - min(${instant})), 0)::float8`;

/**
 * Each part rests on a partial index of what is open, or still takes up a stolen sum, so its cost
 * follows the open cases and not the size of the record.
 */
const FIGURES = `SELECT
  (SELECT count(*)::int FROM hold WHERE ${LIVE} AND expires_at <= now() - ${GRACE}) AS "holdsPastTime",
  (SELECT count(*)::int FROM hold WHERE ${LIVE}) AS "liveHolds",
  ${OVER_HELD_SATANG}::float8 AS "overHeldSatang",
  (SELECT count(*)::int FROM case_file WHERE closed_at IS NULL) AS "openCases",
  (SELECT count(*)::int FROM outbox WHERE read_at IS NULL) AS "outboxWaiting",
  (SELECT ${age('created_at')} FROM outbox WHERE read_at IS NULL) AS "oldestOutboxSeconds",
  (SELECT count(*)::int FROM inbox_message WHERE processed_at IS NULL) AS "messagesWaiting",
  (SELECT ${age('received_at')} FROM inbox_message WHERE processed_at IS NULL) AS "oldestMessageSeconds",
  (SELECT count(*)::int FROM break_record WHERE closed_at IS NULL AND due_at <= now()) AS "breaksOverdue",
  (SELECT count(*)::int FROM release_order WHERE acknowledged_at IS NULL) AS "releasesUnacknowledged",
  (SELECT ${age('ordered_at')} FROM release_order WHERE acknowledged_at IS NULL) AS "oldestReleaseSeconds",
  (SELECT ${age('ordered_at')} FROM release_order WHERE acknowledged_at IS NULL AND first_sent_at IS NULL) AS "oldestUnsentReleaseSeconds",
  (SELECT ${age('o.issued_at')} FROM hold JOIN hold_order o ON o.hold_id = hold.id
    WHERE ${LIVE} AND o.sent_at IS NULL) AS "oldestUnsentHoldOrderSeconds",
  (SELECT ${age('e.asked_at')} FROM case_file JOIN evidence_request e ON e.case_id = case_file.id
    WHERE closed_at IS NULL AND e.state = 'asked' AND e.sent_at IS NULL) AS "oldestUnsentQuestionSeconds",
  (SELECT ${age('d.asked_at')} FROM case_file JOIN debit_confirmation d ON d.case_id = case_file.id
    WHERE closed_at IS NULL AND d.state = 'asked' AND d.sent_at IS NULL) AS "oldestUnsentConfirmationSeconds",
  (SELECT count(DISTINCT case_id)::int FROM victim_news WHERE telling_id IS NULL) AS "victimsToTell",
  (SELECT greatest(0, ${age('due_at')}) FROM victim_news WHERE telling_id IS NULL) AS "victimOverdueSeconds"`;

const UNANSWERED = `SELECT institution, count(*)::int AS orders, ${age('o.sent_at')} AS "oldestSeconds"
  FROM hold JOIN hold_order o ON o.hold_id = hold.id
 WHERE ${LIVE} AND o.sent_at IS NOT NULL AND o.answered_at IS NULL GROUP BY institution`;

const OPEN_BREAKS = 'SELECT kind, count(*)::int AS count FROM break_record WHERE closed_at IS NULL GROUP BY kind';

/**
 * Reads what an operator watches. Counts, ages, names of institutions and codes; nothing of a case.
 */
export async function readRecordHealth(manager: EntityManager): Promise<RecordHealth> {
  const [figures]: Figures[] = await manager.query(FIGURES);
  if (figures === undefined) throw new Error('the record gave no figures');
  const unanswered: RecordHealth['unanswered'] = await manager.query(UNANSWERED);
  const openBreaks: RecordHealth['openBreaks'] = await manager.query(OPEN_BREAKS);
  return { ...figures, unanswered, openBreaks };
}
