import type { EntityManager } from 'typeorm';
import { type SessionEnd, sessionState } from '../../domain/session/session-life.js';
import { databaseNow } from '../../persistence/clock.js';
import { PersonSessionRow } from '../../persistence/entities/case/session.entities.js';

const NEWEST = 50;

/** A session as people see it; times are ISO text. */
interface SessionView {
  id: string;
  person: string;
  roles: string[];
  institution: string | null;
  startedAt: string;
  lastUsedAt: string;
  expiresAt: string;
  open: boolean;
  endedAt: string | null;
  endedBy: string | null;
  endReason: SessionEnd | null;
}

/** Reads the sessions of a person, the newest fifty of the last month. */
export async function readSessions(manager: EntityManager, subject: string): Promise<SessionView[]> {
  const now = await databaseNow(manager);
  const rows = await manager.find(PersonSessionRow, { where: { subject }, order: { startedAt: 'DESC' }, take: NEWEST });
  return rows.map((row) => ({
    id: row.id,
    person: row.subject,
    roles: row.roles,
    institution: row.institution,
    startedAt: row.startedAt.toISOString(),
    lastUsedAt: row.lastUsedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    open: sessionState({ ...row, canCheck: row.providerGrant !== null }, now).is !== 'ended',
    endedAt: row.endedAt?.toISOString() ?? null,
    endedBy: row.endedBy,
    endReason: row.endReason,
  }));
}
