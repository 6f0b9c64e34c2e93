import type { EntityManager } from 'typeorm';
import { checkpointBytes, checkpointHash, type SignBytes } from '../../../src/persistence/audit/checkpoint.js';
import { hashEvent, NO_HASH } from '../../../src/persistence/audit/hash-event.js';
import { merkleRoot } from '../../../src/persistence/audit/merkle.js';
import {
  AuditCheckpointHeadRow,
  AuditCheckpointRow,
  AuditEventRow,
} from '../../../src/persistence/entities/traffic/audit.entities.js';

/**
 * Writes another actor into an event and gives it and all later events of its chain right hashes,
 * the chain's head included.
 */
export async function rewriteChain(manager: EntityManager, chain: string, sequence: number): Promise<void> {
  const events = await manager.find(AuditEventRow, { where: { chain }, order: { sequence: 'ASC' } });
  let prevHash = NO_HASH;
  for (const event of events) {
    if (event.sequence === sequence) event.actor = 'somebody';
    const hash = hashEvent({ ...event, prevHash });
    await manager.query(
      'UPDATE audit_event SET actor = $3, prev_hash = $4, hash = $5 WHERE chain = $1 AND sequence = $2',
      [chain, event.sequence, event.actor, prevHash, hash],
    );
    prevHash = hash;
  }
  await manager.query('UPDATE audit_head SET hash = $2 WHERE chain = $1', [chain, prevHash]);
}

/**
 * Does what a forger can who has the database and the centre's key: gives the heads under all
 * checkpoints the hashes that the chains have now, and chains and signs every checkpoint anew.
 */
export async function signAllAnew(manager: EntityManager, sign: SignBytes): Promise<void> {
  await manager.query(
    `UPDATE audit_checkpoint_head h SET hash = e.hash FROM audit_event e WHERE e.chain = h.chain AND e.sequence = h.sequence`,
  );
  let previousHash = NO_HASH;
  for (const { number, ...row } of await manager.find(AuditCheckpointRow, { order: { number: 'ASC' } })) {
    const heads = await manager.findBy(AuditCheckpointHeadRow, { checkpoint: number });
    const forged = { number, ...row, previousHash, heads: heads.length, merkleRoot: merkleRoot(heads) };
    const { signature, keyId } = sign(checkpointBytes(forged));
    await manager.query(
      `UPDATE audit_checkpoint SET previous_hash = $2, heads = $3, merkle_root = $4, signature = $5, key_id = $6
        WHERE number = $1`,
      [number, previousHash, heads.length, forged.merkleRoot, signature, keyId],
    );
    previousHash = checkpointHash(forged);
  }
}

/** Removes the newest checkpoint, and the events that it alone had signed. */
export async function cutTail(manager: EntityManager): Promise<void> {
  await manager.query('DELETE FROM audit_checkpoint WHERE number = (SELECT max(number) FROM audit_checkpoint)');
  await manager.query(
    'DELETE FROM audit_checkpoint_head WHERE checkpoint > (SELECT max(number) FROM audit_checkpoint)',
  );
  await manager.query(
    `DELETE FROM audit_event e WHERE sequence > coalesce(
       (SELECT max(h.sequence) FROM audit_checkpoint_head h WHERE h.chain = e.chain), 0)`,
  );
  await manager.query(
    `UPDATE audit_head h SET sequence = e.sequence, hash = e.hash FROM audit_event e
      WHERE e.chain = h.chain AND e.sequence = (SELECT max(sequence) FROM audit_event WHERE chain = h.chain)`,
  );
  await manager.query('DELETE FROM audit_head h WHERE NOT EXISTS (SELECT FROM audit_event e WHERE e.chain = h.chain)');
}
