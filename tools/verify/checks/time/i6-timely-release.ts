import type { EntityManager } from 'typeorm';
import { deliveryRetryMs } from '../../../../src/contract/retry-times.js';
import { LIVE_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import { BY_PERSON } from '../../../../src/domain/hold/order/held-for-victim.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import type { Check } from '../../check.js';
import { orderUnansweredSql } from '../../../../src/application/break/order-unanswered-sql.js';
import { silentMsSql } from '../../../../src/application/break/silent-ms-sql.js';
import { applySqlRules } from '../../sql-rules.js';

/** How long after its due time a release may be sent. */
const LEAVES_WITHIN_MS = 60_000;
/** The longest pause between two attempts, plus time for an attempt that hangs. */
const REPEATS_WITHIN_MS = 90_000;

const LIVE_PAST_EXPIRY = `
  SELECT id FROM hold WHERE state IN (${sqlList(LIVE_HOLD_STATES)})
     AND expires_at < $1::timestamptz - $2 * interval '1 millisecond'`;

/** SQL condition: the release of the hold `h` was not answered in time when the order `o` was given, and whoever let the money go let it be ordered. */
const WAS_SILENT = `EXISTS (
    SELECT 1 FROM release_order r JOIN case_file f ON f.id = o.case_id
     WHERE r.hold_id = h.id AND NOT r.again AND (r.reason NOT IN (${sqlList(BY_PERSON)}) OR o.freeze_request_id IS NOT NULL OR o.kind = 'section6')
       AND r.ordered_at <= o.issued_at - ${silentMsSql('f.rulebook', 'o.issued_at')} * interval '1 millisecond')`;

/**
 * SQL condition: an order took the place of the hold `h`, because its institution had not answered its release in time
 * (P-BREAK): the first one of a hold on the same part, which names it; or the first one of a rival claim about the same
 * debit, in one step with its end: where it was silent further on, no order names it there. What a person let go is ordered again by a person (P-BACK,
 * AOC-85B) or by a notice of section 6 alone.
 */
const TAKEN_OVER_IN_SILENCE = `(EXISTS (
    SELECT 1 FROM hold n JOIN hold_order o ON o.hold_id = n.id AND o.sequence = 1
     WHERE n.trail_link_id = h.trail_link_id AND n.ordered_at > h.ordered_at
       AND o.takes_over && ARRAY(SELECT old.id FROM hold_order old WHERE old.hold_id = h.id) AND ${WAS_SILENT})
  OR EXISTS (
    SELECT 1 FROM stolen_sum s JOIN transfer t ON t.id = s.transfer_id JOIN transfer rt ON (rt.from_institution, rt.reference) = (t.from_institution, t.reference)
      JOIN stolen_sum rs ON rs.transfer_id = rt.id AND rs.id <> s.id JOIN hold n ON n.stolen_sum_id = rs.id
      JOIN hold_order o ON o.hold_id = n.id AND o.sequence = 1 AND o.issued_at = h.ended_at
     WHERE s.id = h.stolen_sum_id AND ${WAS_SILENT}))`;

/** The answer to an extension may also say that the hold to continue is gone. */
const RELEASED_WITHOUT_ANSWER = `
  SELECT h.id FROM hold h WHERE h.state = 'released' AND NOT EXISTS (
    SELECT 1 FROM receipt r WHERE r.hold_id = h.id
       AND (r.kind IN ('release', 'lapse') OR r.result IN ('NO_FUNDS', 'ACCOUNT_CLOSED', 'NOT_FOUND')))
    AND NOT ${TAKEN_OVER_IN_SILENCE}`;

/** SQL of the latest instant of an order that must be answered, or be the matter of a person (P-BREAK); `$1` and `$2` are the instant and the time of a chore. */
const SILENT_SINCE = `$1::timestamptz - (${silentMsSql('f.rulebook', '$1::timestamptz')} + $2) * interval '1 millisecond'`;

/** Somebody was called, or the institution said what opened another break. */
const CALLS_PERSON = `EXISTS (
    SELECT 1 FROM break_record b WHERE b.hold_id = o.hold_id AND (b.closed_at IS NULL OR b.opened_at >= o.issued_at OR b.closed_at >= ${SILENT_SINCE})
       AND (b.kind IN ('ORDER_UNANSWERED', 'ANSWER_TOO_LARGE') OR b.inbox_message_id IS NOT NULL))`;

const SILENCE_UNHEARD = `
  SELECT o.id FROM hold_order o JOIN hold h ON h.id = o.hold_id JOIN case_file f ON f.id = o.case_id
   WHERE ${orderUnansweredSql('o', 'h')} AND o.issued_at < ${SILENT_SINCE} AND NOT ${CALLS_PERSON}`;

/** The hold has changed since, and no order of it waits any more. */
const SILENCE_OVER = `
  SELECT b.id FROM break_record b JOIN hold h ON h.id = b.hold_id
   WHERE b.kind = 'ORDER_UNANSWERED' AND b.closed_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM hold_order o WHERE o.hold_id = h.id AND ${orderUnansweredSql('o', 'h')})
     AND greatest(b.opened_at, h.ended_at, (SELECT max(o.answered_at) FROM hold_order o WHERE o.hold_id = h.id),
                  (SELECT max(r.ordered_at) FROM release_order r WHERE r.hold_id = h.id)) < $1::timestamptz - $2 * interval '1 millisecond'`;

const ENDED_WITHOUT_ANSWER = `
  SELECT h.id FROM hold h WHERE h.state IN ('no_funds', 'refused')
     AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.hold_id = h.id AND r.kind = 'hold' AND r.applied)`;

/**
 * I6: a release is sent within a minute of its due time and repeated until it is acknowledged; a
 * hold ends only by the institution's answer, or where there is none in time, by an order in its place.
 */
export const timelyRelease: Check = {
  id: 'I6',
  title: 'releases leave in time and repeat; holds end only on the institution’s word; silence calls a person',
  async run({ manager, asOf }) {
    const found = await applySqlRules(
      manager,
      'SELECT (SELECT count(*) FROM hold) + (SELECT count(*) FROM release_order)',
      [
        {
          why: 'is live more than a minute past its expiry',
          sql: LIVE_PAST_EXPIRY,
          parameters: [asOf, LEAVES_WITHIN_MS],
        },
        {
          why: 'is an order that its institution did not answer in time, and nobody was called',
          sql: SILENCE_UNHEARD,
          parameters: [asOf, LEAVES_WITHIN_MS],
        },
        {
          why: 'calls a person about an order that waits for nothing any more',
          sql: SILENCE_OVER,
          parameters: [asOf, LEAVES_WITHIN_MS],
        },
        { why: 'was closed without a word of the institution', sql: RELEASED_WITHOUT_ANSWER },
        { why: 'ended without an answer of the institution', sql: ENDED_WITHOUT_ANSWER },
        {
          why: 'is being released without a release order',
          sql: `SELECT h.id FROM hold h LEFT JOIN release_order r ON r.hold_id = h.id WHERE h.state = 'release_ordered' AND r.id IS NULL`,
        },
        {
          why: 'is a release whose message is not sent until it is acknowledged',
          sql: `SELECT r.id FROM release_order r LEFT JOIN outgoing_message m ON m.id = r.id AND m.kind = 'release.order'
                 WHERE m.id IS NULL OR (r.acknowledged_at IS NULL) <> (m.acknowledged_at IS NULL)`,
        },
      ],
    );
    return { ...found, violations: [...found.violations, ...(await forgotten(manager, asOf))] };
  },
};

/** Returns the release orders that are not acknowledged and not repeated. */
async function forgotten(manager: EntityManager, asOf: Date): Promise<string[]> {
  const open: { id: string; attempts: number; ordered_at: Date; next_attempt_at: Date }[] = await manager.query(
    `SELECT r.id, m.attempts, r.ordered_at, m.next_attempt_at FROM release_order r JOIN outgoing_message m ON m.id = r.id
      WHERE r.acknowledged_at IS NULL`,
  );
  const late = open.filter(({ attempts, ordered_at, next_attempt_at }) => {
    if (attempts === 0) return ordered_at.getTime() < asOf.getTime() - LEAVES_WITHIN_MS;
    return next_attempt_at.getTime() - deliveryRetryMs(attempts) < asOf.getTime() - REPEATS_WITHIN_MS;
  });
  return late.map(({ id }) => `${id}: is not acknowledged and not repeated`);
}
