import type { DataSource, EntityManager } from 'typeorm';
import { ownerOfBreak } from '../../domain/break/settle-break.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { appendAudit, type NewAuditEvent, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { BreakRecordRow } from '../../persistence/entities/traffic/break.entities.js';
import { newId } from '../../persistence/ids.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { NOT_ON_RECORD } from '../message/message-effect.js';
import { keepMessage } from '../message/receive-message.js';
import type { ProvedMessage } from '../message/signed-message.js';
import { isTakenOver, isUnknownBreakOpen } from './break.queries.js';

/**
 * Keeps a signed message about an order, question or hold that the centre did not put to its
 * sender, or lost with the end of its database, and opens a break for a person: the party may hold
 * money by it. It has no effect, and its sender is refused all the same. One break is open for each
 * thing that a party names, and the same message is kept once. No person is asked about a lost order
 * whose place another order has taken there.
 */
export async function keepUnknownMessage(db: DataSource, message: ProvedMessage): Promise<void> {
  await inTransaction(db, async (manager) => {
    const { party, kind, subjectId } = message;
    const now = await databaseNow(manager);
    const rulebook = await loadRulebook(manager, 'th');
    const basis = [ruleInForce(rulebook, 'SHARE-4', now).rowId];
    const kept = await keepMessage(manager, message, null, now, { basis, outcome: NOT_ON_RECORD });
    if (kept === undefined) return;
    const events: NewAuditEvent[] = [
      { type: 'message.applied', payload: { messageId: kept.id, party, kind, subjectId, outcome: NOT_ON_RECORD } },
    ];
    if (!(await isTakenOver(manager, message)) && !(await isUnknownBreakOpen(manager, message))) {
      events.push(await openUnknownBreak(manager, kept.id, { ...ownerOfBreak(rulebook, now), openedAt: now }));
    }
    await appendAudit(manager, SYSTEM_CHAIN, 'system', now, events);
  });
}

/** Opens a break that belongs to no case; returns its audit event. */
async function openUnknownBreak(
  manager: EntityManager,
  inboxMessageId: string,
  clock: Pick<BreakRecordRow, 'ownerRole' | 'dueAt' | 'ruleRowId' | 'openedAt'>,
): Promise<NewAuditEvent> {
  const about = { caseId: null, holdId: null, transferId: null, kind: NOT_ON_RECORD };
  const row = manager.create(BreakRecordRow, {
    id: newId(),
    ...about,
    inboxMessageId,
    party: null,
    ...clock,
    closedAt: null,
    closedBy: null,
    closedRole: null,
    closeReason: null,
    lookAt: null,
  });
  await manager.insert(BreakRecordRow, row);
  const { id: breakId, holdId, transferId, kind, dueAt } = row;
  return { type: 'break.opened', payload: { breakId, holdId, transferId, kind, dueAt: dueAt.toISOString() } };
}
