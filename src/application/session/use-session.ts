import type { DataSource, EntityManager } from 'typeorm';
import type { SessionEnd, SessionTimes } from '../../domain/session/session-life.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { PersonSessionRow } from '../../persistence/entities/case/session.entities.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { noteDecidedByNumber } from '../interest/note-deciders.js';
import { FIND_SESSION, FORGET_SESSIONS, GIVE_UP_CHECK, NOTE_USE, TAKE_CHECK } from './session.queries.js';
import type { SessionPerson } from './session-person.js';

/**
 * How long one process alone may ask the provider about a session, and how long requests that can
 * wait spare a provider that did not answer.
 */
export const CHECKING_MS = 15_000;
/** How long a session that is over stays in the list of a person's sessions. */
const KEPT_DAYS = 30;

/** A session as a request finds it. */
export interface FoundSession extends Omit<SessionPerson, 'rulebookClaim'>, SessionTimes {
  id: string;
  rulebookClaim: string | null;
  providerGrant: Buffer | null;
  startedAt: Date;
  /** Null: nobody has ended it. */
  endReason: SessionEnd | null;
  /** The database's time of the reading. */
  now: Date;
}

/** Finds a session by the hash of its cookie's secret, by one statement. */
export async function findSession(manager: EntityManager, secretSha256: string): Promise<FoundSession | undefined> {
  const [found]: FoundSession[] = await manager.query(FIND_SESSION, [secretSha256]);
  return found;
}

/** Notes that a session is used. */
export async function noteUse(manager: EntityManager, id: string): Promise<void> {
  await manager.query(NOTE_USE, [id]);
}

/**
 * Returns this caller's turn to ask the provider about a session; for a quarter of a minute nobody
 * else asks, unless the caller gives up. Undefined: it is the turn of another, the word has been
 * renewed since the session was found, or the provider has just not answered. The last does not
 * hold back a caller that `cannotWait`.
 */
export async function takeCheck(
  manager: EntityManager,
  { id, checkedAt }: Pick<FoundSession, 'id' | 'checkedAt'>,
  { cannotWait }: { cannotWait: boolean },
): Promise<string | undefined> {
  const spareMs = cannotWait ? 0 : CHECKING_MS;
  const [taken]: [{ turn: string }[], number] = await manager.query(TAKE_CHECK, [id, CHECKING_MS, checkedAt, spareMs]);
  return taken[0]?.turn;
}

/** Ends a turn in which the provider did not answer, so that nobody waits for it in vain. */
export async function giveUpCheck(manager: EntityManager, id: string, turn: string): Promise<void> {
  await manager.query(GIVE_UP_CHECK, [id, turn]);
}

/**
 * Keeps what the provider says of the person of a session now. A change of roles, institution or
 * telephone number stands on the system's audit chain. Does nothing to a session that has ended meanwhile.
 */
export async function keepCheck(
  db: DataSource,
  id: string,
  { name, roles, institution, rulebookClaim, phoneKey }: SessionPerson,
  providerGrant: Buffer | null,
): Promise<void> {
  await inTransaction(db, async (manager) => {
    const row = await manager.findOne(PersonSessionRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (row === null || row.endedAt !== null) return;
    const now = await databaseNow(manager);
    const said = { name, roles: [...roles], institution, rulebookClaim: rulebookClaim ?? null, phoneKey };
    await manager.update(PersonSessionRow, { id }, { ...said, providerGrant, checkedAt: now, checkingUntil: null });
    const isSame = row.institution === institution && row.roles.join() === roles.join() && row.phoneKey === phoneKey;
    if (isSame) return;
    const payload = {
      sessionId: id,
      roles,
      institution,
      phoneKey,
      rolesBefore: row.roles,
      institutionBefore: row.institution,
    };
    if (row.phoneKey !== phoneKey) await noteDecidedByNumber(manager, { subject: row.subject, phoneKey });
    await appendAudit(manager, SYSTEM_CHAIN, row.subject, now, [{ type: 'session.roles_changed', payload }]);
  });
}

/** Forgets sessions that were over a month ago. */
export async function forgetSessions(manager: EntityManager): Promise<void> {
  await manager.query(FORGET_SESSIONS, [KEPT_DAYS]);
}
