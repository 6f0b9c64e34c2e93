import type { Found } from '../judge/checks.js';
import type { RecordReader } from '../judge/record-reader.js';
import type { Standstill } from './standstill.js';

/**
 * What falls due so shortly before Temporal goes on may be done after it, in ms: the keeper looks
 * every second or two.
 */
const LAST_MS = 10_000;

/**
 * Checks what an absence of Temporal may not cost: a question to a victim's bank, a hold that ends
 * because the centre was silent, a release that waits. The banks of the plan answer every question.
 */
export async function withoutTemporal(
  record: RecordReader,
  arrivals: ReadonlyMap<string, number>,
  { fromMs, untilMs }: Standstill,
): Promise<Found[]> {
  const between = [fromMs, untilMs - LAST_MS].map((ms) => new Date(ms));
  const questions = await record.rows<{ id: string; deadlineMs: number }>(
    `SELECT d.id, (extract(epoch FROM d.deadline_at) * 1000)::float8 AS "deadlineMs"
       FROM debit_confirmation d JOIN case_file f ON f.id = d.case_id
      WHERE f.rulebook = 'demo' AND f.withdrawn_at IS NULL AND d.asked_at BETWEEN $1 AND $2`,
    between,
  );
  const urgent = await record.rows<{ id: string; answered: boolean }>(
    `SELECT h.id, EXISTS (SELECT 1 FROM stolen_sum s JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
                             WHERE s.id = h.stolen_sum_id AND d.answered_at < coalesce(h.ended_at, 'infinity')) AS answered
       FROM hold h JOIN case_file f ON f.id = h.case_id
      WHERE f.rulebook = 'demo' AND h.state_reason = 'DEBIT_NOT_CONFIRMED'`,
  );
  const due = await record.rows<{ id: string; inTime: boolean }>(
    `SELECT h.id, coalesce(least(r.ordered_at, h.ended_at) <= $3, false) AS "inTime"
       FROM hold h JOIN case_file f ON f.id = h.case_id LEFT JOIN release_order r ON r.hold_id = h.id AND NOT r.again
      WHERE f.rulebook = 'demo' AND h.expires_at BETWEEN $1 AND $2`,
    [...between, new Date(untilMs)],
  );
  return [
    {
      question: 'every question about a debit came to its bank in its time, without Temporal',
      checked: questions.length,
      violations: questions
        .filter(({ id, deadlineMs }) => (arrivals.get(id) ?? Infinity) > Math.min(deadlineMs, untilMs))
        .map(({ id }) => `question ${id} ${arrivals.has(id) ? 'came late' : 'never came'}`),
    },
    {
      question: 'no hold is let go because the centre was silent',
      checked: urgent.length,
      violations: urgent.filter(({ answered }) => !answered).map(({ id }) => `hold ${id} was let go without an answer`),
    },
    {
      question: 'what fell due while Temporal stood still was let go meanwhile',
      checked: due.length,
      violations: due.filter(({ inTime }) => !inTime).map(({ id }) => `hold ${id} waited for Temporal`),
    },
  ];
}
