import { Any, type EntityManager } from 'typeorm';
import { checkpointHash } from '../../../../src/persistence/audit/checkpoint.js';
import { AuditCheckpointRow } from '../../../../src/persistence/entities/traffic/audit.entities.js';
import type { WitnessFile } from '../../read/witness-file.js';
import { centreKeys, isSignedBy } from './audit-checkpoint.js';

/** Heads of a checkpoint that a finding names. */
const NAMED = 5;

/**
 * Compares the checkpoints that a witness keeps with those of the database. Returns for each file
 * the first that is missing or another one, because all later ones name it; and what makes a file
 * no evidence: a signature that is not the centre's, or a gap.
 */
export async function unlikeWitness(manager: EntityManager, files: readonly WitnessFile[]): Promise<string[]> {
  const signers = await centreKeys(manager);
  const violations: string[] = [];
  for (const { file, checkpoints } of files) {
    const inDatabase = await sameNumbers(manager, checkpoints);
    const unsigned = checkpoints.find((kept) => {
      const signer = signers.get(kept.keyId);
      return signer === undefined || !isSignedBy(kept, signer.publicKey);
    });
    if (unsigned !== undefined) {
      violations.push(`checkpoint ${unsigned.number}: the centre's keys did not sign what ${file} keeps`);
    }
    const loose = checkpoints.find((kept, index) => index > 0 && !follows(kept, checkpoints[index - 1]));
    if (loose !== undefined)
      violations.push(`checkpoint ${loose.number}: does not follow the one before it in ${file}`);
    const other = checkpoints.find((kept) => !isSame(kept, inDatabase.get(kept.number)));
    if (other !== undefined) violations.push(await difference(manager, other, inDatabase.has(other.number), file));
  }
  return violations;
}

async function sameNumbers(
  manager: EntityManager,
  checkpoints: readonly AuditCheckpointRow[],
): Promise<Map<number, AuditCheckpointRow>> {
  const rows = await manager.findBy(AuditCheckpointRow, { number: Any(checkpoints.map(({ number }) => number)) });
  return new Map(rows.map((row) => [row.number, row]));
}

function follows(checkpoint: AuditCheckpointRow, before: AuditCheckpointRow | undefined): boolean {
  if (before === undefined) return false;
  return checkpoint.number === before.number + 1 && checkpoint.previousHash === checkpointHash(before);
}

function isSame(kept: AuditCheckpointRow, row: AuditCheckpointRow | undefined): boolean {
  return row !== undefined && checkpointHash(row) === checkpointHash(kept);
}

async function difference(
  manager: EntityManager,
  { number, at }: AuditCheckpointRow,
  isThere: boolean,
  file: string,
): Promise<string> {
  if (!isThere) return `checkpoint ${number} of ${at.toISOString()}: ${file} keeps it, and it is missing`;
  const heads: { head: string }[] = await manager.query(
    `SELECT chain || '#' || sequence AS head FROM audit_checkpoint_head WHERE checkpoint = $1 ORDER BY chain LIMIT $2`,
    [number, NAMED + 1],
  );
  const named = heads.slice(0, NAMED).map(({ head }) => head);
  if (heads.length > NAMED) named.push('…');
  return `checkpoint ${number} of ${at.toISOString()}: is another in ${file}; it is over ${named.join(', ')}`;
}
