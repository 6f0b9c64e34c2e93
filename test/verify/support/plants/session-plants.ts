import { newId } from '../../../../src/persistence/ids.js';
import type { PlantRow } from './exchange-plants.js';

/** Ways to be signed in without signing in. */
export const SESSION_PLANTS: readonly PlantRow[] = [
  [
    'SESSIONS',
    'a session of a supervisor that somebody wrote by hand',
    (m) =>
      m.query(
        `INSERT INTO person_session (id, secret_sha256, subject, name, roles, started_at, last_used_at, checked_at, expires_at)
         VALUES ($1, repeat('c', 64), 'supervisor-1', 'Nobody', '{aoc_supervisor}', now(), now(), now(), now() + interval '1 hour')`,
        [newId()],
      ),
  ],
  [
    'SESSIONS',
    'a session that opens to another secret',
    (m) => m.query(`UPDATE person_session SET secret_sha256 = repeat('d', 64) WHERE ended_at IS NULL`),
  ],
  [
    'SESSIONS',
    'a session that the sign-in provider can no longer end, because it names another of its sessions',
    (m) => m.query(`UPDATE person_session SET provider_session = 'another' WHERE ended_at IS NULL`),
  ],
  [
    'SESSIONS',
    'a session with a role more than the provider gave',
    (m) => m.query(`UPDATE person_session SET roles = roles || '{administrator}' WHERE ended_at IS NULL`),
  ],
  [
    'SESSIONS',
    'a session that has ended and is open again',
    (m) => m.query(`UPDATE person_session SET ended_at = NULL, ended_by = NULL, end_reason = NULL`),
  ],
];
