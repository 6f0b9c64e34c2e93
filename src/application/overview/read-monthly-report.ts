import type { EntityManager } from 'typeorm';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { databaseNow } from '../../persistence/clock.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { rowsOf } from '../case/read-rows.js';

/** A month in Bangkok: `to` is the first instant after it. */
export interface ReportMonth {
  from: Date;
  to: Date;
}

/** A release may reach the institution this long after the expiry before it counts as late. */
const GRACE = `interval '60 seconds'`;

const CASES = `
  SELECT count(*) FILTER (WHERE case_type NOT IN ('suspicion.notice', 'officer.notice'))::int AS complaints,
         count(*) FILTER (WHERE case_type = 'suspicion.notice')::int AS suspicions,
         count(*) FILTER (WHERE case_type = 'officer.notice')::int AS "officerNotices",
         coalesce((SELECT sum(amount_satang) FROM stolen_sum s JOIN case_file c ON c.id = s.case_id
                    WHERE c.opened_at >= $1 AND c.opened_at < $2), 0)::text AS "stolenSatang"
    FROM case_file WHERE opened_at >= $1 AND opened_at < $2`;

const EXCHANGES = `
  SELECT direction, kind, party, count(*)::int AS count FROM exchange WHERE at >= $1 AND at < $2
   GROUP BY direction, kind, party ORDER BY direction, kind, party`;

const RULES = `
  SELECT rule AS "ruleRowId", count(*)::int AS count FROM exchange, unnest(legal_basis) AS rule WHERE at >= $1 AND at < $2
   GROUP BY rule ORDER BY rule`;

/** The first receipt that says that something is held ends the time to hold. */
const HOLDS = `
  WITH ordered AS (
    SELECT h.institution, h.requested_satang, h.held_satang,
           extract(epoch FROM (SELECT min(r.received_at) FROM receipt r
             WHERE r.hold_id = h.id AND r.kind = 'hold' AND r.applied AND r.result IN ('HELD_FULL', 'HELD_PARTIAL')) - h.ordered_at)::float8 AS took
      FROM hold h WHERE h.ordered_at >= $1 AND h.ordered_at < $2)
  SELECT institution, count(*)::int AS ordered, sum(requested_satang)::text AS "requestedSatang", count(took)::int AS held,
         coalesce(sum(held_satang) FILTER (WHERE took IS NOT NULL), 0)::text AS "heldSatang",
         percentile_cont(0.5) WITHIN GROUP (ORDER BY took) AS "timeToHoldP50Seconds",
         percentile_cont(0.9) WITHIN GROUP (ORDER BY took) AS "timeToHoldP90Seconds", max(took) AS "timeToHoldMaxSeconds"
    FROM ordered GROUP BY institution ORDER BY institution`;

const RELEASES = `
  SELECT r.reason, count(*)::int AS count, sum(h.held_satang)::text AS satang,
         count(*) FILTER (WHERE coalesce(r.acknowledged_at, now()) > h.expires_at + ${GRACE})::int AS late
    FROM release_order r JOIN hold h ON h.id = r.hold_id WHERE r.ordered_at >= $1 AND r.ordered_at < $2
   GROUP BY r.reason ORDER BY r.reason`;

const SUSPENSIONS = `
  SELECT s.state, count(*)::int AS count, sum(s.amount_satang)::text AS satang
    FROM own_suspension s JOIN notice n ON n.id = s.notice_id WHERE n.received_at >= $1 AND n.received_at < $2
   GROUP BY s.state ORDER BY s.state`;

const OVERDUE = `
  SELECT (SELECT count(*) FROM hold h LEFT JOIN release_order r ON r.hold_id = h.id
           WHERE h.expires_at >= $1 AND h.expires_at < $2 AND h.ended_at IS NULL AND r.acknowledged_at IS NULL
             AND h.expires_at + ${GRACE} < now())::int AS releases,
         (SELECT count(*) FROM evidence_request q WHERE q.asked_at >= $1 AND q.asked_at < $2
             AND (q.state = 'unknown' OR (q.state = 'asked' AND q.deadline_at < now())))::int AS questions,
         (SELECT count(*) FROM debit_confirmation q WHERE q.asked_at >= $1 AND q.asked_at < $2
             AND (q.state = 'unknown' OR (q.state = 'asked' AND q.deadline_at < now())))::int AS "debitConfirmations",
         (SELECT count(*) FROM disclosure d WHERE d.due_at >= $1 AND d.due_at < $2 AND (d.batch_id IS NULL OR EXISTS (
             SELECT 1 FROM share_notice n WHERE n.batch_id = d.batch_id AND n.sent_at IS NULL AND d.exchange_id = ANY (n.disclosures))))::int AS "shareNotices"`;

/** Of all time, for a sum that is over-held now is over-held whenever it was stolen. */
const OVER_HOLD = `
  SELECT count(*)::int AS sums, coalesce(sum(reserved_satang - amount_satang), 0)::text AS satang FROM stolen_sum WHERE reserved_satang > amount_satang`;

/**
 * What the centre reports of a month (section 8/5(9)), from the register and the record that it
 * stands for.
 */
export async function readMonthlyReport(manager: EntityManager, month: ReportMonth) {
  const of = <Row>(sql: string): Promise<Row[]> => rowsOf<Row>(manager, sql, [month.from, month.to]);
  const madeAt = await databaseNow(manager);
  const [cases] = await of<Cases>(CASES);
  const [overdue] = await of<Overdue>(OVERDUE);
  const [overHold] = await rowsOf<{ sums: number; satang: string }>(manager, OVER_HOLD, []);
  if (cases === undefined || overdue === undefined || overHold === undefined) throw new Error('a count gave no row');
  return {
    from: month.from.toISOString(),
    to: month.to.toISOString(),
    madeAt: madeAt.toISOString(),
    legalBasis: ruleInForce(await loadRulebook(manager, 'th'), 'RPT-859', madeAt).rowId,
    cases,
    exchanges: await of<{ direction: 'out' | 'in'; kind: string; party: string; count: number }>(EXCHANGES),
    rules: await of<{ ruleRowId: string; count: number }>(RULES),
    holds: await of<Holds>(HOLDS),
    releases: await of<{ reason: string; count: number; satang: string; late: number }>(RELEASES),
    ownSuspensions: await of<{ state: string; count: number; satang: string }>(SUSPENSIONS),
    overdue,
    overHold,
  };
}

interface Cases {
  complaints: number;
  suspicions: number;
  officerNotices: number;
  stolenSatang: string;
}

interface Holds {
  institution: string;
  ordered: number;
  requestedSatang: string;
  held: number;
  heldSatang: string;
  timeToHoldP50Seconds: number | null;
  timeToHoldP90Seconds: number | null;
  timeToHoldMaxSeconds: number | null;
}

interface Overdue {
  releases: number;
  questions: number;
  debitConfirmations: number;
  shareNotices: number;
}
