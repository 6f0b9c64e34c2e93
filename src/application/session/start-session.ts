import { type DataSource, type EntityManager, IsNull } from 'typeorm';
import { lastInstant } from '../../domain/session/session-life.js';
import { endsBySignIn } from '../../domain/session/sessions-of-person.js';
import { appendAudit, type NewAuditEvent, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { PersonSessionRow } from '../../persistence/entities/case/session.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { noteDecidedByNumber } from '../interest/note-deciders.js';
import { endRow } from './end-sessions.js';
import { ONE_SIGN_IN_AT_A_TIME } from './session.queries.js';
import type { SessionPerson } from './session-person.js';

/** A sign-in that the provider has confirmed. */
interface StartSession {
  person: SessionPerson;
  /** SHA-256 (hex) of the secret that the browser gets; never the secret. */
  secretSha256: string;
  /** The provider's own session (`sid`); null: it named none. */
  providerSession: string | null;
  /** Encrypted by a key made from the secret; null: the provider gave nothing. */
  providerGrant: Buffer | null;
  /** When the provider's word ends, by what it says itself. */
  wordEndsAt: Date;
  /** Hash of the secret that the same browser had before: that session ends. */
  replaces: string | undefined;
  /** How many sessions a person may have open; the oldest of more end. */
  most: number;
}

/**
 * Begins the session of a person who has just signed in, and ends what the same browser had
 * before, what the person left unused for too long, and the oldest of too many. Each stands on the
 * system's audit chain. What the person decided before about money of whose people he has the
 * telephone number calls a supervisor.
 */
export async function startSession(db: DataSource, input: StartSession): Promise<{ id: string }> {
  return inTransaction(db, async (manager) => {
    // Two sign-ins of one person at the same time would not see each other.
    await manager.query(ONE_SIGN_IN_AT_A_TIME, [input.person.subject]);
    const now = await databaseNow(manager);
    const { subject, name, roles, institution, rulebookClaim, phoneKey } = input.person;
    const events = await endEarlier(manager, input, now);
    const id = newId();
    const canCheck = input.providerGrant !== null;
    const expiresAt = lastInstant(now, { canCheck, wordEndsAt: input.wordEndsAt });
    await manager.insert(PersonSessionRow, {
      id,
      secretSha256: input.secretSha256,
      subject,
      name,
      roles: [...roles],
      institution,
      rulebookClaim: rulebookClaim ?? null,
      phoneKey,
      providerSession: input.providerSession,
      providerGrant: input.providerGrant,
      startedAt: now,
      lastUsedAt: now,
      checkedAt: now,
      expiresAt,
    });
    events.push({
      type: 'session.started',
      payload: {
        sessionId: id,
        secretSha256: input.secretSha256,
        roles,
        institution,
        phoneKey,
        providerSession: input.providerSession,
        expiresAt: expiresAt.toISOString(),
      },
    });
    await noteDecidedByNumber(manager, { subject, phoneKey });
    await appendAudit(manager, SYSTEM_CHAIN, subject, now, events);
    return { id };
  });
}

async function endEarlier(
  manager: EntityManager,
  { person, replaces, most }: StartSession,
  now: Date,
): Promise<NewAuditEvent[]> {
  const open = { endedAt: IsNull() };
  const rows = await manager.find(PersonSessionRow, {
    where: [
      { subject: person.subject, ...open },
      ...(replaces === undefined ? [] : [{ secretSha256: replaces, ...open }]),
    ],
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const earlier = rows.map((row) => ({
    ...row,
    canCheck: row.providerGrant !== null,
    isReplaced: row.secretSha256 === replaces,
  }));
  const events: NewAuditEvent[] = [];
  for (const { id, reason } of endsBySignIn(earlier, most, now)) {
    const row = rows.find((each) => each.id === id);
    if (row !== undefined) events.push(await endRow(manager, row, { reason, by: person.subject, now }));
  }
  return events;
}
