import type { EntityManager } from 'typeorm';
import { AuditCheckpointRow, AuditHeadRow } from '../entities/audit.entities.js';
import { newId } from '../ids.js';
import { canonicalJson } from './hash-event.js';
import { merkleRoot } from './merkle.js';

/** Signs bytes with the centre's key and returns the signature as text. */
export type SignBytes = (bytes: Uint8Array) => { signature: string; keyId: string };

/**
 * Writes a signed checkpoint over the committed heads of all chains, and returns it. A kept
 * checkpoint proves later that a chain was cut or rewritten as a whole; the chain itself cannot.
 */
export async function writeCheckpoint(manager: EntityManager, sign: SignBytes, now: Date): Promise<AuditCheckpointRow> {
  const heads = await manager.find(AuditHeadRow);
  const unsigned = { id: newId(), at: now, chains: heads.length, merkleRoot: merkleRoot(heads) };
  const checkpoint: AuditCheckpointRow = { ...unsigned, ...sign(checkpointBytes(unsigned)) };
  await manager.insert(AuditCheckpointRow, checkpoint);
  return checkpoint;
}

/**
 * Returns the bytes that a checkpoint's signature covers: canonical JSON of its id, time, number
 * of chains and root.
 */
export function checkpointBytes(
  checkpoint: Pick<AuditCheckpointRow, 'id' | 'at' | 'chains' | 'merkleRoot'>,
): Uint8Array {
  const { id, at, chains, merkleRoot: root } = checkpoint;
  return Buffer.from(canonicalJson({ id, at: at.toISOString(), chains, merkleRoot: root }), 'utf8');
}
