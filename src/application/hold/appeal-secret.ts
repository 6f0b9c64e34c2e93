import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { refuse, type Refusal } from '../../domain/result.js';
import { HOUR_MS } from '../../domain/time.js';
import { HoldRow } from '../../persistence/entities/hold.entities.js';

/** Crockford's base 32: no letter that a person takes for a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 60 bits: too many to find from the hash, or by asking. */
const LENGTH = 12;
const TRIALS = 10;
const WINDOW_MS = HOUR_MS;

/** A holder's second secret, in groups of four as a person reads it out: `7K3M-0QRT-9XYZ`. */
export function newAppealSecret(): string {
  const characters = Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]);
  return characters.join('').replace(/.{4}(?=.)/g, '$&-');
}

/**
 * What the record keeps of a secret. The hold's id is hashed with it, so that one table of hashes
 * serves no two holds.
 */
export function secretSha256(holdId: string, secret: string): string {
  const read = secret.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return createHash('sha256').update(`${holdId} ${read}`).digest('hex');
}

/**
 * A reference that is not on record and a secret that is wrong look alike: nobody learns which
 * holds there are.
 */
export const UNKNOWN_HOLD: Refusal = refuse('APPEAL.UNKNOWN', 'no hold has this reference and secret');

/**
 * The hold that a holder speaks of, if he knows its secret. Refusals: `APPEAL.UNKNOWN`, and
 * `APPEAL.TOO_MANY_TRIES` after ten wrong secrets in an hour; the 1441 desk stays open to him.
 * Takes no lock on the case: a stranger must not be able to keep others from it.
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
