import { sha256Hex } from '../../../persistence/sha256.js';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { pauseAfterWrongSecretsMs, SECRET_WINDOW_MS } from '../../../domain/appeal/secret-pause.js';

/** Crockford's base 32, without letters that look like digits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Characters of a secret: 60 bits, too many to find from the hash or by trying. */
const LENGTH = 12;

/**
 * Returns a new second secret, for a holder or a victim, in groups of four to read out:
 * `7K3M-0QRT-9XYZ`.
 */
export function newSecondSecret(): string {
  const characters = Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]);
  return characters.join('').replace(/.{4}(?=.)/g, '$&-');
}

/**
 * Returns the hash by which a secret is kept. The id of what it opens is hashed with it, so that a
 * table of hashes made for one hold or case is of no use for another.
 */
export function secretSha256(id: string, secret: string): string {
  const read = secret.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return sha256Hex(`${id} ${read}`);
}

/** What a person shows, and from where: an address, or the desk that speaks for the person. */
export interface ShownSecret {
  reference: string;
  secret: string;
  from: string;
}

/** Stands in for the secret of what does not exist, so that both take the same time. */
const NO_SECRET = Buffer.alloc(32);

/**
 * Finds what a reference and its second secret open, by `find`, which returns it with the hash of
 * its secret (null: it has none). Returns `unknown` for an unknown reference and a wrong secret
 * alike, and `must_wait` to a caller who gave a wrong secret for this reference too often; nobody
 * else waits. An unknown reference is answered, counted and timed as a known one. Takes no lock on
 * a case, so that a stranger cannot keep others from it.
 */
export async function openedBySecret<T extends { id: string }>(
  manager: EntityManager,
  { reference, secret, from }: ShownSecret,
  now: Date,
  find: (reference: string) => Promise<{ row: T; sha256: string | null } | null>,
): Promise<T | 'unknown' | 'must_wait'> {
  const caller = sha256Hex(`${reference} ${from}`);
  // Counted as wrong before it is compared, so that no more get through when they come at once.
  const since = new Date(now.getTime() - SECRET_WINDOW_MS);
  const [counted]: object[] = await manager.query(COUNT_TRY, [caller, now, since, PAUSES_MS]);
  if (counted === undefined) return 'must_wait';
  const found = await find(reference);
  const given = Buffer.from(secretSha256(found?.row.id ?? reference, secret), 'hex');
  const kept = found?.sha256 ?? null;
  const isRight = timingSafeEqual(given, kept === null ? NO_SECRET : Buffer.from(kept, 'hex'));
  if (found === null || kept === null || !isRight) return 'unknown';
  await manager.query('DELETE FROM secret_trial WHERE caller_sha256 = $1', [caller]);
  return found.row;
}

/** The pause after the first, the second, ... wrong secret; the last is that of all later ones. */
const PAUSES_MS = Array.from({ length: 20 }, (_, index) => pauseAfterWrongSecretsMs(index + 1));

/**
 * Counts a try of caller $1 at $2 and sets the pause after it ($4), unless the caller must wait;
 * tries before $3 are forgotten. Returns no row to a caller who must wait.
 */
const COUNT_TRY = `
  INSERT INTO secret_trial AS t (caller_sha256, failed, last_at, next_at)
  VALUES ($1, 1, $2::timestamptz, $2::timestamptz)
  ON CONFLICT (caller_sha256) DO UPDATE
    SET failed = CASE WHEN t.last_at > $3::timestamptz THEN t.failed + 1 ELSE 1 END,
        last_at = $2::timestamptz,
        next_at = CASE WHEN t.last_at > $3::timestamptz
                       THEN $2::timestamptz + ($4::int[])[least(t.failed + 1, cardinality($4::int[]))] * interval '1 ms'
                       ELSE $2::timestamptz END
  WHERE t.next_at <= $2::timestamptz OR t.last_at <= $3::timestamptz
  RETURNING failed`;

/** Forgets the tries of callers who gave no wrong secret for an hour. */
export async function forgetSecretTries(manager: EntityManager): Promise<void> {
  await manager.query("DELETE FROM secret_trial WHERE last_at < now() - $1 * interval '1 ms'", [SECRET_WINDOW_MS]);
}
