import type { InboxMessageRow } from '../../persistence/entities/message.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { keepMessage, type SignedMessage } from './inbox.js';

/**
 * Keeps a message of the case that has its effect in this very transaction, the same words once,
 * and notes its audit event. Without `basis` it rests on the same rows as what it answers. Returns
 * undefined for words that were kept before.
 */
export async function keepApplied(
  work: CaseWork,
  message: SignedMessage,
  applied: { basis?: readonly string[]; outcome: string },
): Promise<InboxMessageRow | undefined> {
  const kept = await keepMessage(work.manager, message, work.caseFile.id, work.now, applied);
  if (kept === undefined) return undefined;
  const { party, kind, subjectId } = message;
  work.audit('message.applied', { messageId: kept.id, party, kind, subjectId, outcome: applied.outcome });
  return kept;
}

/**
 * Keeps a party's refusal of a question or notice, the same words once. It changes nothing: what
 * was sent stays open, is sent again, and is a duty of that party that shows as overdue when its
 * time has passed; now there is proof that the party was reached and said no. Returns undefined for
 * words that were kept before.
 */
export function keepRefusal(work: CaseWork, message: SignedMessage): Promise<InboxMessageRow | undefined> {
  return keepApplied(work, message, { outcome: 'REFUSED' });
}
