import type { EntityManager } from 'typeorm';
import { LIVE_HOLD_STATES, STILL_HELD_STATES } from '../../domain/hold/hold.js';
import type { OwnSuspensionState } from '../../domain/notice/own-suspension.js';
import { sqlList } from '../../persistence/sql-list.js';
import { rowsOf } from '../case/work/read-rows.js';
import { OVER_HELD_SATANG } from '../ledger/read-over-hold.js';

/** A hold whose money may be suspended, and whose release nobody has ordered. */
const IS_LIVE = `state IN (${sqlList(LIVE_HOLD_STATES)})`;

/** States in which money is held for victims; a seized hold keeps it under another power. */
const HELD_STATES = sqlList(STILL_HELD_STATES);

/** Receipts by which an institution says that it holds money. */
const HELD_RESULTS = sqlList(['HELD_FULL', 'HELD_PARTIAL']);

/** Counts and sums over all cases. Sums of money are decimal text, in satang. */
export interface StatsRow {
  complaints: number;
  openCases: number;
  stolenSatang: string;
  heldSatang: string;
  liveHolds: number;
  holdsPastExpiry: number;
  overHeldSatang: string;
  openBreaks: number;
  overdueBreaks: number;
}

/** Reads counts and sums over the whole database. Throws when there is no row. */
export async function selectStats(manager: EntityManager): Promise<StatsRow> {
  const [row] = await rowsOf<StatsRow>(
    manager,
    `SELECT cases.complaints, cases.open AS "openCases", sums.stolen AS "stolenSatang", holds.held AS "heldSatang",
            holds.live AS "liveHolds", holds.past AS "holdsPastExpiry", ${OVER_HELD_SATANG}::text AS "overHeldSatang", breaks.open AS "openBreaks", breaks.overdue AS "overdueBreaks"
       FROM (SELECT count(*)::int AS complaints, count(*) FILTER (WHERE closed_at IS NULL)::int AS open FROM case_file) cases,
            (SELECT coalesce(sum(amount_satang), 0)::text AS stolen FROM stolen_sum) sums,
            (SELECT count(*) FILTER (WHERE live)::int AS live, count(*) FILTER (WHERE live AND expires_at < now())::int AS past,
                    coalesce(sum(held_satang) FILTER (WHERE state IN (${HELD_STATES})), 0)::text AS held
               FROM (SELECT *, ${IS_LIVE} AS live FROM hold) h) holds,
            (SELECT count(*)::int AS open, count(*) FILTER (WHERE due_at <= now())::int AS overdue FROM break_record WHERE closed_at IS NULL) breaks`,
    [],
  );
  if (row === undefined) throw new Error('a count returned no row');
  return row;
}

/** A month in Bangkok: `to` is the first instant after it. */
export interface ReportMonth {
  from: Date;
  to: Date;
}

/** How long after its expiry a release may reach the institution before it counts as late. */
const RELEASE_GRACE = `interval '60 seconds'`;

function rowsOfMonth<Row>(manager: EntityManager, sql: string, month: ReportMonth): Promise<Row[]> {
  return rowsOf<Row>(manager, sql, [month.from, month.to]);
}

/** The cases that were opened in a month. */
export interface CasesOfMonth {
  complaints: number;
  suspicions: number;
  officerNotices: number;
  stolenSatang: string;
}

/** Counts the cases that were opened in a month. Throws when there is no row. */
export async function selectCasesOfMonth(manager: EntityManager, month: ReportMonth): Promise<CasesOfMonth> {
  const [row] = await rowsOfMonth<CasesOfMonth>(
    manager,
    `SELECT count(*) FILTER (WHERE told_bank_at IS NULL AND case_type NOT IN ('suspicion.notice', 'officer.notice', 'lost.order'))::int AS complaints,
            count(*) FILTER (WHERE case_type = 'suspicion.notice')::int AS suspicions,
            count(*) FILTER (WHERE case_type = 'officer.notice')::int AS "officerNotices",
            coalesce((SELECT sum(amount_satang) FROM stolen_sum s JOIN case_file c ON c.id = s.case_id
                       WHERE c.opened_at >= $1 AND c.opened_at < $2), 0)::text AS "stolenSatang"
       FROM case_file WHERE opened_at >= $1 AND opened_at < $2`,
    month,
  );
  if (row === undefined) throw new Error('a count gave no row');
  return row;
}

/** The messages of one kind that were exchanged with a party. */
export interface ExchangesOfMonth {
  direction: 'out' | 'in';
  kind: string;
  party: string;
  count: number;
}

/** Counts the exchanges of a month by direction, kind and party. */
export function selectExchangesOfMonth(manager: EntityManager, month: ReportMonth): Promise<ExchangesOfMonth[]> {
  return rowsOfMonth<ExchangesOfMonth>(
    manager,
    `SELECT direction, kind, party, count(*)::int AS count FROM exchange WHERE at >= $1 AND at < $2
      GROUP BY direction, kind, party ORDER BY direction, kind, party`,
    month,
  );
}

/** Counts, by rule row, how often the exchanges of a month cite it. */
export function selectRulesOfMonth(
  manager: EntityManager,
  month: ReportMonth,
): Promise<{ ruleRowId: string; count: number }[]> {
  return rowsOfMonth<{ ruleRowId: string; count: number }>(
    manager,
    `SELECT rule AS "ruleRowId", count(*)::int AS count FROM exchange, unnest(legal_basis) AS rule WHERE at >= $1 AND at < $2
      GROUP BY rule ORDER BY rule`,
    month,
  );
}

/** The holds that were ordered at one institution, with the time to hold in seconds. */
export interface HoldsOfMonth {
  institution: string;
  ordered: number;
  requestedSatang: string;
  held: number;
  heldSatang: string;
  timeToHoldP50Seconds: number | null;
  timeToHoldP90Seconds: number | null;
  timeToHoldMaxSeconds: number | null;
}

/**
 * Reads the holds that were ordered in a month, by institution. The time to hold ends with the
 * first receipt that says that something is held.
 */
export function selectHoldsOfMonth(manager: EntityManager, month: ReportMonth): Promise<HoldsOfMonth[]> {
  return rowsOfMonth<HoldsOfMonth>(
    manager,
    `WITH ordered AS (
       SELECT h.institution, h.requested_satang, h.held_satang,
              extract(epoch FROM (SELECT min(r.received_at) FROM receipt r
                WHERE r.hold_id = h.id AND r.kind = 'hold' AND r.applied AND r.result IN (${HELD_RESULTS})) - h.ordered_at)::float8 AS took
         FROM hold h WHERE h.ordered_at >= $1 AND h.ordered_at < $2)
     SELECT institution, count(*)::int AS ordered, sum(requested_satang)::text AS "requestedSatang", count(took)::int AS held,
            coalesce(sum(held_satang) FILTER (WHERE took IS NOT NULL), 0)::text AS "heldSatang",
            percentile_cont(0.5) WITHIN GROUP (ORDER BY took) AS "timeToHoldP50Seconds",
            percentile_cont(0.9) WITHIN GROUP (ORDER BY took) AS "timeToHoldP90Seconds", max(took) AS "timeToHoldMaxSeconds"
       FROM ordered GROUP BY institution ORDER BY institution`,
    month,
  );
}

/** The releases that were ordered for one reason. */
export interface ReleasesOfMonth {
  reason: string;
  count: number;
  satang: string;
  late: number;
}

/** Reads the releases that were ordered in a month, by reason, and how many of them were late. */
export function selectReleasesOfMonth(manager: EntityManager, month: ReportMonth): Promise<ReleasesOfMonth[]> {
  return rowsOfMonth<ReleasesOfMonth>(
    manager,
    `SELECT r.reason, count(*)::int AS count, sum(h.held_satang)::text AS satang,
            count(*) FILTER (WHERE coalesce(r.acknowledged_at, now()) > h.expires_at + ${RELEASE_GRACE})::int AS late
       FROM release_order r JOIN hold h ON h.id = r.hold_id WHERE NOT r.again AND r.ordered_at >= $1 AND r.ordered_at < $2
      GROUP BY r.reason ORDER BY r.reason`,
    month,
  );
}

/** The institutions' own suspensions in one state. */
export interface SuspensionsOfMonth {
  state: OwnSuspensionState;
  count: number;
  satang: string;
}

/** Reads the institutions' own suspensions of a month, by state. */
export function selectSuspensionsOfMonth(manager: EntityManager, month: ReportMonth): Promise<SuspensionsOfMonth[]> {
  return rowsOfMonth<SuspensionsOfMonth>(
    manager,
    `SELECT s.state, count(*)::int AS count, sum(s.amount_satang)::text AS satang
       FROM own_suspension s JOIN notice n ON n.id = s.notice_id WHERE n.received_at >= $1 AND n.received_at < $2
      GROUP BY s.state ORDER BY s.state`,
    month,
  );
}

/** What is overdue of a month. */
export interface OverdueOfMonth {
  releases: number;
  questions: number;
  debitConfirmations: number;
  shareNotices: number;
}

/** Counts what is overdue of a month. Throws when there is no row. */
export async function selectOverdueOfMonth(manager: EntityManager, month: ReportMonth): Promise<OverdueOfMonth> {
  const [row] = await rowsOfMonth<OverdueOfMonth>(
    manager,
    `SELECT (SELECT count(*) FROM hold h LEFT JOIN release_order r ON r.hold_id = h.id
              WHERE h.expires_at >= $1 AND h.expires_at < $2 AND h.ended_at IS NULL AND r.acknowledged_at IS NULL
                AND h.expires_at + ${RELEASE_GRACE} < now())::int AS releases,
            (SELECT count(*) FROM evidence_request q WHERE q.asked_at >= $1 AND q.asked_at < $2
                AND (q.state = 'unknown' OR (q.state = 'asked' AND q.deadline_at < now())))::int AS questions,
            (SELECT count(*) FROM debit_confirmation q WHERE q.asked_at >= $1 AND q.asked_at < $2
                AND (q.state = 'unknown' OR (q.state = 'asked' AND q.deadline_at < now())))::int AS "debitConfirmations",
            (SELECT count(*) FROM disclosure d WHERE d.due_at >= $1 AND d.due_at < $2 AND (d.batch_id IS NULL OR EXISTS (
                SELECT 1 FROM share_notice n JOIN outgoing_message m ON m.id = n.id WHERE n.batch_id = d.batch_id AND m.acknowledged_at IS NULL AND d.exchange_id = ANY (n.disclosures))))::int AS "shareNotices"`,
    month,
  );
  if (row === undefined) throw new Error('a count gave no row');
  return row;
}

/**
 * Counts the stolen sums that are over-held now, of whatever month: such a sum is over-held
 * whenever it was stolen. Throws when there is no row.
 */
export async function selectOverHold(manager: EntityManager): Promise<{ sums: number; satang: string }> {
  const [row] = await rowsOf<{ sums: number; satang: string }>(
    manager,
    `SELECT count(*)::int AS sums, coalesce(sum(reserved_satang - amount_satang), 0)::text AS satang FROM stolen_sum WHERE reserved_satang > amount_satang`,
    [],
  );
  if (row === undefined) throw new Error('a count gave no row');
  return row;
}

/**
 * How long after the end of a hold its release order may be missing. The keeper looks every second
 * and then needs a transaction, so ten seconds are a fault.
 */
const ORDER_GRACE = "interval '10 seconds'";

/** Seconds since the earliest of the instants in a column; 0 when there is none. */
const secondsSince = (column: string): string => `COALESCE(EXTRACT(EPOCH FROM now() - min(${column})), 0)::float8`;

/** What is late. Ages are in seconds, by the database's clock. */
export interface LateFigures {
  /** Live holds that ended more than ten seconds ago without a release order: must be 0. */
  holdsPastTime: number;
  /** The oldest message of a party that is not applied yet. */
  oldestMessageSeconds: number;
  /** Breaks that nobody settled in time. */
  breaksOverdue: number;
  oldestReleaseSeconds: number;
  oldestUnsentHoldOrderSeconds: number;
  oldestUnsentReleaseSeconds: number;
  oldestUnsentQuestionSeconds: number;
  oldestUnsentConfirmationSeconds: number;
  /** By how much the oldest news that no victim has been told is overdue (P-TELL); else 0. */
  victimOverdueSeconds: number;
}

/** SQL of the age of the first instant that a query of one column finds; 0 when it finds none. */
const ageOfFirst = (query: string): string => `COALESCE(EXTRACT(EPOCH FROM now() - (${query} LIMIT 1)), 0)::float8`;

/**
 * Reads what is late. Each part walks a partial index in order of time and stops at the first row
 * that waits, so it reads a few rows, however many cases are open. Throws when there is no row.
 */
export async function selectLateFigures(manager: EntityManager): Promise<LateFigures> {
  const [row] = await rowsOf<LateFigures>(
    manager,
    `SELECT
       (SELECT count(*)::int FROM hold WHERE ${IS_LIVE} AND least(expires_at, power_ends_at) <= now() - ${ORDER_GRACE}) AS "holdsPastTime",
       ${ageOfFirst('SELECT received_at FROM inbox_message WHERE processed_at IS NULL ORDER BY received_at')} AS "oldestMessageSeconds",
       (SELECT count(*)::int FROM break_record WHERE closed_at IS NULL AND due_at <= now()) AS "breaksOverdue",
       ${ageOfFirst('SELECT ordered_at FROM release_order WHERE acknowledged_at IS NULL ORDER BY ordered_at')} AS "oldestReleaseSeconds",
       ${ageOfFirst(`SELECT written_at FROM outgoing_message WHERE kind = 'release.order' AND acknowledged_at IS NULL AND sent_at IS NULL ORDER BY written_at`)} AS "oldestUnsentReleaseSeconds",
       ${ageOfFirst(`SELECT o.issued_at FROM hold_order o JOIN hold ON hold.id = o.hold_id
         WHERE o.sent_at IS NULL AND ${IS_LIVE} ORDER BY o.issued_at`)} AS "oldestUnsentHoldOrderSeconds",
       ${ageOfFirst(`SELECT e.asked_at FROM evidence_request e JOIN case_file f ON f.id = e.case_id
         WHERE e.state = 'asked' AND e.sent_at IS NULL AND f.closed_at IS NULL ORDER BY e.asked_at`)} AS "oldestUnsentQuestionSeconds",
       ${ageOfFirst(`SELECT d.asked_at FROM debit_confirmation d JOIN case_file f ON f.id = d.case_id
         WHERE d.state = 'asked' AND d.sent_at IS NULL AND f.closed_at IS NULL ORDER BY d.asked_at`)} AS "oldestUnsentConfirmationSeconds",
       greatest(0, ${ageOfFirst('SELECT due_at FROM victim_news WHERE telling_id IS NULL ORDER BY due_at')}) AS "victimOverdueSeconds"`,
    [],
  );
  if (row === undefined) throw new Error('the database gave no figures');
  return row;
}

/** How much is open. */
export interface OpenFigures {
  /** The over-hold meter, in satang: must be 0. */
  overHeldSatang: number;
  liveHolds: number;
  openCases: number;
  outboxWaiting: number;
  oldestOutboxSeconds: number;
  /** Messages of parties that are not applied yet. */
  messagesWaiting: number;
  releasesUnacknowledged: number;
  /** Cases with news that the victim has not been told (P-TELL). */
  victimsToTell: number;
}

/**
 * Counts what is open. Each part reads all that is open by a partial index, so it costs more the
 * more cases are open: read it seldom. Throws when there is no row.
 */
export async function selectOpenFigures(manager: EntityManager): Promise<OpenFigures> {
  const [row] = await rowsOf<OpenFigures>(
    manager,
    `SELECT
       ${OVER_HELD_SATANG}::float8 AS "overHeldSatang",
       (SELECT count(*)::int FROM hold WHERE ${IS_LIVE}) AS "liveHolds",
       (SELECT count(*)::int FROM case_file WHERE closed_at IS NULL) AS "openCases",
       (SELECT count(*)::int FROM outbox WHERE read_at IS NULL) AS "outboxWaiting",
       (SELECT ${secondsSince('created_at')} FROM outbox WHERE read_at IS NULL) AS "oldestOutboxSeconds",
       (SELECT count(*)::int FROM inbox_message WHERE processed_at IS NULL) AS "messagesWaiting",
       (SELECT count(*)::int FROM release_order WHERE acknowledged_at IS NULL) AS "releasesUnacknowledged",
       (SELECT count(DISTINCT case_id)::int FROM victim_news WHERE telling_id IS NULL) AS "victimsToTell"`,
    [],
  );
  if (row === undefined) throw new Error('the database gave no figures');
  return row;
}

/**
 * Orders of live holds that an institution, by its slug, got and has not answered with a receipt.
 */
export interface UnansweredOrders {
  institution: string;
  orders: number;
  /** Since when the oldest of them waits, in seconds. */
  oldestSeconds: number;
}

/** Reads the unanswered orders of live holds, by institution. */
export function selectUnansweredOrders(manager: EntityManager): Promise<UnansweredOrders[]> {
  return rowsOf<UnansweredOrders>(
    manager,
    `SELECT institution, count(*)::int AS orders, ${secondsSince('o.sent_at')} AS "oldestSeconds"
       FROM hold JOIN hold_order o ON o.hold_id = hold.id
      WHERE ${IS_LIVE} AND o.sent_at IS NOT NULL AND o.answered_at IS NULL GROUP BY institution`,
    [],
  );
}
