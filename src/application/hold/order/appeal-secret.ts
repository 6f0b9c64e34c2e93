import type { EntityManager } from 'typeorm';
import { refuse, type Refusal } from '../../../domain/result.js';
import { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { openedBySecret, type ShownSecret } from '../../case/privacy/second-secret.js';

/**
 * The refusal of an unknown reference or a wrong secret: they look alike, so nobody finds holds.
 */
export const UNKNOWN_HOLD: Refusal = refuse('APPEAL.UNKNOWN', 'no hold has this reference and secret');

/**
 * Finds the hold that a holder gives the reference and secret of. Refusals: `APPEAL.UNKNOWN`, and
 * `APPEAL.TOO_MANY_TRIES` for a caller who gave a wrong secret for this reference and must wait.
 */
export async function holdOfHolder(
  manager: EntityManager,
  shown: ShownSecret,
  now: Date,
): Promise<{ ok: true; hold: HoldRow } | Refusal> {
  const opened = await openedBySecret(manager, shown, now, async (noticeReference) => {
    const row = await manager.findOneBy(HoldRow, { noticeReference });
    return row && { row, sha256: row.appealSecretSha256 };
  });
  if (opened === 'must_wait') {
    return refuse('APPEAL.TOO_MANY_TRIES', 'the secret was given wrong too often; wait a minute, or call 1441');
  }
  return opened === 'unknown' ? UNKNOWN_HOLD : { ok: true, hold: opened };
}
