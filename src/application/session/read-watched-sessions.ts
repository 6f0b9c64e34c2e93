import type { EntityManager } from 'typeorm';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import { READ_OPEN_SESSIONS } from './session.queries.js';

/** Reads those of the sessions that nobody has ended, with the roles of their persons. */
export async function readWatchedSessions(
  manager: EntityManager,
  ids: readonly string[],
): Promise<{ id: string; roles: Role[] }[]> {
  return manager.query(READ_OPEN_SESSIONS, [ids]);
}
