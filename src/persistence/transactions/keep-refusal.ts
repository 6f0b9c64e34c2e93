import type { InboxMessageRow } from '../entities/message.entities.js';
import type { CaseWork } from './case-work.js';
import { keepMessage, type SignedMessage } from './inbox.js';

/**
 * Keeps a party's refusal of a question or notice, the same words once. It changes nothing: what was sent stays open, is sent again, and is a duty of that party
 * that shows as overdue when its time has passed; now there is proof that the party was reached and said no. Returns undefined for words that were kept before.
 */
export async function keepRefusal(work: CaseWork, message: SignedMessage): Promise<InboxMessageRow | undefined> {
  const outcome = 'REFUSED';
  const kept = await keepMessage(work.manager, message, work.caseFile.id, work.now, { outcome });
  if (kept === undefined) return undefined;
  const { party, kind, subjectId } = message;
  work.audit('message.applied', { messageId: kept.id, party, kind, subjectId, outcome });
  return kept;
}
