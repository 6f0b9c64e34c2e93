/** The session whose cookie has the secret with hash $1, beside the database's time. */
export const FIND_SESSION = `
  SELECT id, subject, name, roles, institution, rulebook_claim AS "rulebookClaim", phone_key AS "phoneKey", provider_grant AS "providerGrant",
         provider_grant IS NOT NULL AS "canCheck",
         started_at AS "startedAt", last_used_at AS "lastUsedAt", checked_at AS "checkedAt", expires_at AS "expiresAt",
         ended_at AS "endedAt", end_reason AS "endReason", now() AS now
    FROM person_session WHERE secret_sha256 = $1`;

/** Lets the sign-ins of the person $1 begin one after the other, until the transaction ends. */
export const ONE_SIGN_IN_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('session of ' || $1, 0))";

/** Those of the sessions $1 that have not been ended. */
export const READ_OPEN_SESSIONS = 'SELECT id, roles FROM person_session WHERE id = ANY ($1) AND ended_at IS NULL';

/** Notes that session $1 is used now. */
export const NOTE_USE = 'UPDATE person_session SET last_used_at = now() WHERE id = $1 AND ended_at IS NULL';

/**
 * Lets one caller alone ask the provider about session $1 for $2 milliseconds; returns no row to
 * all others, because a provider may take a second use of the same grant for theft. A caller that
 * found the provider's word of $3 finds no row either when a newer word has come since, nor in the
 * $4 milliseconds after a turn without an answer.
 */
export const TAKE_CHECK = `
  UPDATE person_session SET checking_until = now() + $2 * interval '1 ms'
   WHERE id = $1 AND ended_at IS NULL
     AND (checking_until IS NULL OR checking_until <= now() - $4 * interval '1 ms')
     AND date_trunc('milliseconds', checked_at) <= $3
  RETURNING checking_until::text AS turn`;

/** Ends turn $2 to ask about session $1, which has had no answer. */
export const GIVE_UP_CHECK = `
  UPDATE person_session SET checking_until = now()
   WHERE id = $1 AND ended_at IS NULL AND checking_until = $2::timestamptz`;

/** Forgets sessions that were over $1 days ago. */
export const FORGET_SESSIONS = "DELETE FROM person_session WHERE expires_at < now() - $1 * interval '1 day'";
