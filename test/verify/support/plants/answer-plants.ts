import type { EntityManager } from 'typeorm';
import type { PlantRow } from './exchange-plants.js';

/** Changes rows and returns the id of one of them. */
async function changed(m: EntityManager, sql: string): Promise<string> {
  const [[row]] = await m.query<[{ id: string }[], number]>(`${sql} RETURNING id`);
  if (row === undefined) throw new Error(`nothing to change: ${sql}`);
  return row.id;
}

/** The result of an officer that its institution has acknowledged, and the receipt of it. */
const RESULT = `id = (SELECT id FROM outgoing_message WHERE kind = 'suspension.result' AND acknowledged_at IS NOT NULL ORDER BY id LIMIT 1)`;
const RECEIPT = `id = (SELECT id FROM inbox_message WHERE kind = 'suspension.receipt' AND outcome = 'APPLIED' ORDER BY id LIMIT 1)`;
const LISTING = `id = (SELECT id FROM outgoing_message WHERE kind = 'listing.notice' AND acknowledged_at IS NULL ORDER BY id LIMIT 1)`;
/** A question for evidence that was answered, and its answer. */
const QUESTION = `id = (SELECT id FROM evidence_request WHERE state = 'answered' ORDER BY id LIMIT 1)`;
const ANSWER = `id = (SELECT inbox_message_id FROM evidence ORDER BY id LIMIT 1)`;

/** Ways to let an answer count otherwise than its party signed it, in any record. */
export const ANSWER_PLANTS: readonly PlantRow[] = [
  [
    'ANSWERS',
    'a notice that counts as acknowledged without a word of its party',
    (m) =>
      changed(
        m,
        `UPDATE outgoing_message SET sent_at = now(), acknowledged_at = now(), answer = 'LISTED' WHERE ${LISTING}`,
      ),
  ],
  [
    'ANSWERS',
    'a question that counts as unanswered, though its agency answered',
    (m) => changed(m, `UPDATE evidence_request SET state = 'unknown', answered_at = NULL WHERE ${QUESTION}`),
    ['I13'],
  ],
];

/** The same where parties have acknowledged, refused and contradicted: what is changed, and how it is named. */
export const ANSWERED_PLANTS: readonly (readonly [why: string, sql: string, named: RegExp])[] = [
  [
    'a notice that its party acknowledged and that is sent on',
    `UPDATE outgoing_message SET acknowledged_at = NULL, answer = NULL WHERE ${RESULT}`,
    /: was acknowledged by its party and is sent all the same$/,
  ],
  [
    'an answer that its party did not give',
    `UPDATE outgoing_message SET answer = 'NOTED' WHERE ${RESULT}`,
    /: has another answer than its party gave first$/,
  ],
  [
    'a first word that did not count',
    `UPDATE inbox_message SET outcome = 'KNOWN' WHERE ${RECEIPT}`,
    /: has a first answer that did not count, or a later one that did$/,
  ],
  [
    'a later word that counted',
    `UPDATE inbox_message SET outcome = 'APPLIED' WHERE kind = 'suspension.receipt' AND outcome = 'KNOWN'`,
    /: has a first answer that did not count, or a later one that did$/,
  ],
  [
    'a refusal that counted',
    `UPDATE inbox_message SET outcome = 'APPLIED' WHERE kind = 'listing.rejected' AND outcome = 'REFUSED'`,
    /: is a refusal, or an answer that cannot be read, that counted$/,
  ],
  [
    'an acknowledgement that nobody could read',
    `UPDATE inbox_message SET kind = 'suspension.rejected', outcome = 'REFUSED' WHERE kind = 'suspension.receipt'`,
    /: counts as acknowledged, and its party has refused it, was not understood, or said nothing$/,
  ],
  [
    'a refused notice that nobody sends again',
    `UPDATE outgoing_message SET next_attempt_at = now() - interval '1 hour' WHERE ${LISTING}`,
    /: was refused or not understood by its party, and nobody sends it again$/,
  ],
  [
    'an answer against the result of an officer, of which nobody was told',
    `DELETE FROM break_record WHERE kind = 'RESULT_NOT_FOLLOWED'`,
    /: is an answer that does not follow the result of an officer, and nobody was told$/,
  ],
  [
    'a question that counts as declined, though its agency answered',
    `UPDATE evidence_request SET state = 'declined' WHERE ${QUESTION}`,
    /: is a question that counts as declined or not understood, and its agency said no such thing$/,
  ],
  [
    'a question that was not understood, though its agency said nothing',
    `UPDATE evidence_request SET state = 'unknown', state_reason = 'unreadable' WHERE state = 'asked'`,
    /: is a question that counts as declined or not understood, and its agency said no such thing$/,
  ],
  [
    'a question that counts as answered by what nobody could read',
    `UPDATE evidence_request SET state = 'answered' WHERE state_reason = 'unreadable'`,
    /: is a question that counts as answered, and has no answer that anybody could read$/,
  ],
  [
    'evidence of an answer that nobody could read',
    `UPDATE inbox_message SET kind = 'evidence.unreadable', outcome = 'UNREADABLE' WHERE ${ANSWER}`,
    /: is evidence of a message that was declined, not understood, or about another question$/,
  ],
  [
    'an answer that counted and was lost',
    `DELETE FROM evidence WHERE id = (SELECT id FROM evidence ORDER BY id LIMIT 1)`,
    /: is an answer of an agency that counted, and no version of it is on record$/,
  ],
];
