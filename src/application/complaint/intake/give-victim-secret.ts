import type { DataSource } from 'typeorm';
import { type Refusal, refuse } from '../../../domain/result.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { openCases } from '../../case/work/open-case.js';
import { newSecondSecret, secretSha256 } from '../../case/privacy/second-secret.js';

/**
 * Gives a victim a new second secret, to read out; the one before opens nothing any more. Only its
 * hash is kept. Refusal: `COMPLAINT.ABSENT`.
 */
export async function giveVictimSecret(
  db: DataSource,
  { caseId, actor }: { caseId: string; actor: string },
): Promise<{ ok: true; caseNo: string; secret: string } | Refusal> {
  return inTransaction(db, async (manager) => {
    const [work] = await openCases(manager, [caseId], actor);
    if (work === undefined) return refuse('COMPLAINT.ABSENT', 'there is no such complaint');
    const secret = newSecondSecret();
    const replaces = work.caseFile.victimSecretSha256 !== null;
    await work.changeCase({ victimSecretSha256: secretSha256(caseId, secret) });
    work.audit('victim_secret.given', { caseId, replaces });
    await work.finish();
    return { ok: true, caseNo: work.caseFile.caseNo, secret };
  });
}
