import type { DataSource } from 'typeorm';
import { openKnownCase } from '../application/case/open-case.js';
import { isRefusal } from '../application/message/answer-message.js';
import { keepMessage } from '../application/message/receive-message.js';
import type { SignedMessage } from '../application/message/signed-message.js';
import { appendAudit, type NewAuditEvent, SYSTEM_CHAIN } from '../persistence/audit/append-audit.js';
import { databaseNow } from '../persistence/clock.js';
import { OutgoingMessageRow } from '../persistence/entities/outgoing.entities.js';
import { inTransaction } from '../persistence/unit-of-work.js';
import type { Message } from './kind.js';
import { KINDS } from './kinds/all.js';

/**
 * Keeps a party's signed answer to a message, the same words once, and gives the lease back. The first
 * acknowledgement ends the sending; a later one in other words ends nothing more. A refusal is proof
 * that the party was reached: the message stays open, and is sent again.
 */
export async function recordAnswer(
  db: DataSource,
  { id, kind, caseId }: Message,
  answer: SignedMessage,
): Promise<void> {
  const effect = KINDS[kind];
  await inTransaction(db, async (manager) => {
    const work = caseId === null ? undefined : await openKnownCase(manager, caseId, 'system');
    const message = await manager.findOneOrFail(OutgoingMessageRow, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    const now = work?.now ?? (await databaseNow(manager));
    const outcome = isRefusal(answer) ? 'REFUSED' : message.acknowledgedAt === null ? 'APPLIED' : 'KNOWN';
    const isFirst = outcome === 'APPLIED';
    const said = (answer.content as { result?: string }).result ?? null;
    await manager.update(
      OutgoingMessageRow,
      { id },
      { leasedUntil: null, ...(isFirst && { acknowledgedAt: now, answer: said }) },
    );
    const kept = await keepMessage(manager, answer, caseId, now, { outcome });
    if (kept === undefined) return;
    const applied = { messageId: kept.id, party: kept.party, kind: kept.kind, subjectId: id, outcome };
    const events: NewAuditEvent[] = [
      { type: 'message.applied', payload: applied },
      ...(isFirst ? [effect.acknowledged(message, answer)] : []),
    ];
    if (work === undefined) return appendAudit(manager, SYSTEM_CHAIN, 'system', now, events);
    for (const { type, payload } of events) work.audit(type, payload);
    if (outcome !== 'REFUSED') await effect.follow?.(work, message, kept);
    await work.finish();
  });
}
