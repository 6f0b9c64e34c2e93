import type { DataSource } from 'typeorm';
import type { CaseWork } from '../application/case/work/case-work.js';
import { openKnownCase } from '../application/case/work/open-case.js';
import { isRefusal } from '../application/message/answer-message.js';
import { keepMessage } from '../application/message/receive-message.js';
import type { ProvedMessage } from '../application/message/signed-message.js';
import { appendAudit, type NewAuditEvent, SYSTEM_CHAIN } from '../persistence/audit/append-audit.js';
import { databaseNow } from '../persistence/clock.js';
import type { InboxMessageRow } from '../persistence/entities/traffic/message.entities.js';
import { OutgoingMessageRow } from '../persistence/entities/traffic/outgoing.entities.js';
import { inTransaction } from '../persistence/unit-of-work.js';
import type { Kind, Message } from './kind.js';

/** What an answer to a message of a kind leads to. */
interface Effect {
  /** Returns the audit event of the first acknowledgement. */
  acknowledged(message: Message, answer: ProvedMessage): NewAuditEvent;
  /** Carries out what else an answer changes in its case, each answer in other words once. */
  follow?(work: CaseWork, message: Message, answer: InboxMessageRow): Promise<void>;
}

/**
 * Makes what records the answers of a kind that its party acknowledges. It keeps each signed answer,
 * the same words once. The first acknowledgement ends the sending; a later one in other words ends
 * nothing more. A refusal is proof that the party was reached: the message stays open, and is sent
 * again.
 */
export function acknowledges(effect: Effect): Kind['record'] {
  return async (db, message, answer) => {
    if (answer !== null) await recordAnswer(db, message, answer, effect);
    return {};
  };
}

async function recordAnswer(
  db: DataSource,
  { id, caseId }: Message,
  answer: ProvedMessage,
  effect: Effect,
): Promise<void> {
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
    if (isFirst)
      await manager.update(OutgoingMessageRow, { id }, { acknowledgedAt: now, answer: said, leasedUntil: null });
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
