import { type DataSource, type EntityManager, type FindOptionsWhere, IsNull } from 'typeorm';
import type { SessionEnd } from '../../domain/session/session-life.js';
import { appendAudit, type NewAuditEvent, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { PersonSessionRow } from '../../persistence/entities/case/session.entities.js';
import { inTransaction } from '../../persistence/unit-of-work.js';

/** Why sessions end, and who ends them (subject). */
interface EndSession {
  reason: SessionEnd;
  by: string;
}

/** The sessions to end, by what they have in common. */
export type WhichSessions = Pick<
  FindOptionsWhere<PersonSessionRow>,
  'id' | 'subject' | 'secretSha256' | 'providerSession'
>;

/** Ends every open session that fits, as `endOpenSessions` does, in a transaction of its own. */
export async function endSessions(db: DataSource, which: WhichSessions, end: EndSession): Promise<number> {
  return inTransaction(db, (manager) => endOpenSessions(manager, [which], end));
}

/**
 * Ends every open session that fits one of `anyOf`, at once for every process, and notes each on the
 * system's audit chain. Returns how many ended.
 */
export async function endOpenSessions(
  manager: EntityManager,
  anyOf: readonly WhichSessions[],
  end: EndSession,
): Promise<number> {
  const rows = await manager.find(PersonSessionRow, {
    where: anyOf.map((which) => ({ ...which, endedAt: IsNull() })),
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const now = await databaseNow(manager);
  const events: NewAuditEvent[] = [];
  for (const row of rows) events.push(await endRow(manager, row, { ...end, now }));
  await appendAudit(manager, SYSTEM_CHAIN, end.by, now, events);
  return rows.length;
}

/** Ends a locked session and returns what the audit chain keeps of it. */
export async function endRow(
  manager: EntityManager,
  { id, subject }: PersonSessionRow,
  { reason, by, now }: EndSession & { now: Date },
): Promise<NewAuditEvent> {
  const end = { endedAt: now, endedBy: by, endReason: reason, providerGrant: null };
  await manager.update(PersonSessionRow, { id }, end);
  return { type: 'session.ended', payload: { sessionId: id, person: subject, reason } };
}
