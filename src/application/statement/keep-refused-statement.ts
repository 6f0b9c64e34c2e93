import type { DataSource } from 'typeorm';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { noteUnreadMessage } from '../break/note-unread-message.js';
import { isUnreadable } from '../message/answer-message.js';
import { keepMessage } from '../message/receive-message.js';
import type { ProvedMessage } from '../message/signed-message.js';

/**
 * Keeps a signed refusal of a statement, the same words once; the page is asked for again. Of one that nobody can
 * read a person is told: no later one is asked for before it can be.
 */
export async function keepRefusedStatement(db: DataSource, answer: ProvedMessage): Promise<void> {
  await inTransaction(db, async (manager) => {
    const now = await databaseNow(manager);
    const kept = await keepMessage(manager, answer, null, now, { outcome: 'REFUSED' });
    if (kept === undefined) return;
    const { party, kind, subjectId } = answer;
    const payload = { messageId: kept.id, party, kind, subjectId, outcome: 'REFUSED' };
    await appendAudit(manager, SYSTEM_CHAIN, 'system', now, [{ type: 'message.applied', payload }]);
  });
  if (isUnreadable(answer)) await noteUnreadMessage(db, answer.party, 'MESSAGE_UNREADABLE');
}
