import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { refuse, type Refusal } from '../../domain/result.js';
import { HOUR_MS } from '../../domain/time.js';
import { HoldRow } from '../../persistence/entities/hold.entities.js';

/** Crockford's base 32, without letters that look like digits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Characters of a secret: 60 bits, too many to find from the hash or by trying. */
const LENGTH = 12;
/** Wrong secrets that a hold allows in one window. */
const TRIALS = 10;
const WINDOW_MS = HOUR_MS;

/** Returns a new secret for a holder, in groups of four to read out: `7K3M-0QRT-9XYZ`. */
export function newAppealSecret(): string {
  const characters = Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]);
  return characters.join('').replace(/.{4}(?=.)/g, '$&-');
}

/**
 * Returns the hash by which a secret is kept. The hold's id is hashed with it, so that a table of
 * hashes made for one hold is of no use for another.
 */
export function secretSha256(holdId: string, secret: string): string {
  const read = secret.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return createHash('sha256').update(`${holdId} ${read}`).digest('hex');
}

/**
 * The refusal of an unknown reference or a wrong secret: they look alike, so nobody finds holds.
 */
export const UNKNOWN_HOLD: Refusal = refuse('APPEAL.UNKNOWN', 'no hold has this reference and secret');

/**
 * Finds the hold that a holder gives the reference and secret of. Refusals: `APPEAL.UNKNOWN`, and
 * `APPEAL.TOO_MANY_TRIES` after ten wrong secrets in an hour; the 1441 desk stays open. Takes no
 * lock on the case, so that a stranger cannot keep others from it.
 */
export async function holdOfHolder(
  manager: EntityManager,
  reference: string,
  secret: string,
  now: Date,
): Promise<{ ok: true; hold: HoldRow } | Refusal> {
  const hold = await manager.findOneBy(HoldRow, { noticeReference: reference });
  if (hold === null) return UNKNOWN_HOLD;
  const since = new Date(now.getTime() - WINDOW_MS);
  const [trial]: { failed: number }[] = await manager.query(
    'SELECT failed FROM secret_trial WHERE hold_id = $1 AND since > $2',
    [hold.id, since],
  );
  if (trial !== undefined && trial.failed >= TRIALS) {
    return refuse('APPEAL.TOO_MANY_TRIES', 'the secret was given wrong too often; call 1441, or try again in an hour');
  }
  const given = Buffer.from(secretSha256(hold.id, secret), 'hex');
  if (timingSafeEqual(given, Buffer.from(hold.appealSecretSha256, 'hex'))) return { ok: true, hold };
  await manager.query(
    `INSERT INTO secret_trial AS t (hold_id, failed, since) VALUES ($1, 1, $2)
     ON CONFLICT (hold_id) DO UPDATE SET failed = CASE WHEN t.since > $3 THEN t.failed + 1 ELSE 1 END,
                                         since = CASE WHEN t.since > $3 THEN t.since ELSE $2 END`,
    [hold.id, now, since],
  );
  return UNKNOWN_HOLD;
}
