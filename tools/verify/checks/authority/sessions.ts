import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/** What the system's chain tells of sessions. */
const TOLD = `
  told AS (SELECT payload->>'sessionId' AS id, type, actor, at, payload, sequence
             FROM audit_event WHERE chain = 'system' AND type IN ('session.started', 'session.roles_changed', 'session.ended'))`;

const RULES: readonly SqlRule[] = [
  {
    why: 'is a session that nobody began by signing in, or another than was begun',
    sql: `WITH ${TOLD} SELECT s.id FROM person_session s LEFT JOIN told t ON t.id = s.id AND t.type = 'session.started'
           WHERE t.id IS NULL OR t.actor <> s.subject OR t.at <> s.started_at
              OR t.payload->>'secretSha256' IS DISTINCT FROM s.secret_sha256
              OR t.payload->>'providerSession' IS DISTINCT FROM s.provider_session
              OR (t.payload->>'expiresAt')::timestamptz IS DISTINCT FROM s.expires_at`,
  },
  {
    why: 'is a session in other roles, for another institution, or of another telephone number, than the provider last said',
    sql: `WITH ${TOLD}, said AS (SELECT DISTINCT ON (id) id, payload FROM told WHERE type <> 'session.ended' ORDER BY id, sequence DESC)
          SELECT s.id FROM person_session s JOIN said t ON t.id = s.id
           WHERE t.payload->'roles' IS DISTINCT FROM to_jsonb(s.roles) OR t.payload->>'institution' IS DISTINCT FROM s.institution
              OR t.payload->>'phoneKey' IS DISTINCT FROM s.phone_key`,
  },
  {
    why: 'is a session whose end is not as it is told',
    sql: `WITH ${TOLD} SELECT s.id FROM person_session s LEFT JOIN told t ON t.id = s.id AND t.type = 'session.ended'
           WHERE t.at IS DISTINCT FROM s.ended_at OR t.actor IS DISTINCT FROM s.ended_by
              OR t.payload->>'reason' IS DISTINCT FROM s.end_reason`,
  },
];

/** The sessions of signed-in browsers: who adds or changes a row by hand signs in as anybody. */
export const sessions: Check = {
  id: 'SESSIONS',
  title: 'each session was begun by a sign-in, and is as the audit chain tells',
  run: ({ manager }) => applySqlRules(manager, 'SELECT count(*) FROM person_session', RULES),
};
