import type { InboxMessageRow } from '../../persistence/entities/traffic/message.entities.js';
import { type Beside, insertTogether } from '../../persistence/insert-together.js';
import type { CaseWork } from '../case/work/case-work.js';
import { keepMessage } from './receive-message.js';
import type { ProvedMessage } from './signed-message.js';

/**
 * Keeps a message of the case that takes effect in this transaction, and notes its audit event.
 * Without `basis` it rests on the same rows as the message it answers. Returns undefined when the
 * same message was kept before.
 */
export async function keepApplied(
  work: CaseWork,
  message: ProvedMessage,
  applied: { basis?: readonly string[]; outcome: string },
): Promise<InboxMessageRow | undefined> {
  const kept = await keepMessage(work.manager, message, work.caseFile.id, work.now, applied);
  if (kept === undefined) return undefined;
  noteApplied(work, kept, applied.outcome);
  return kept;
}

/**
 * Keeps a party's refusal of a question or notice, as proof that the party was reached and said
 * no. It changes nothing: the question or notice stays open, is sent again, and shows as overdue
 * when its time has passed. Returns undefined when the same refusal was kept before.
 */
export function keepRefusal(work: CaseWork, message: ProvedMessage): Promise<InboxMessageRow | undefined> {
  return keepApplied(work, message, { outcome: 'REFUSED' });
}

/** Notes the audit event of a message that took effect. */
export function noteApplied(work: CaseWork, message: InboxMessageRow, outcome: string): void {
  const { id, party, kind, subjectId } = message;
  work.audit('message.applied', { messageId: id, party, kind, subjectId, outcome });
}

/** Marks kept messages as processed, each with the code of its outcome, by one statement. */
export async function markProcessed(
  work: CaseWork,
  messages: readonly InboxMessageRow[],
  outcomes: readonly string[],
): Promise<void> {
  if (messages.length > 0) await insertTogether(work.manager, [], [processedMarks(work, messages, outcomes)]);
}

/** Returns what marks kept messages as processed, to write beside what became of them. */
export function processedMarks(
  { now }: Pick<CaseWork, 'now'>,
  messages: readonly InboxMessageRow[],
  outcomes: readonly string[],
): Beside {
  const sql = (first: number) => `processed_${first} AS (
     UPDATE inbox_message m SET processed_at = $${first}::timestamptz, outcome = taken.outcome
       FROM unnest($${first + 1}::text[], $${first + 2}::text[]) AS taken (id, outcome) WHERE m.id = taken.id)`;
  return { sql, parameters: [now, messages.map(({ id }) => id), outcomes] };
}
