import { verify } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { checkpointBytes } from '../../persistence/audit/checkpoint.js';
import { AuditCheckpointRow, AuditHeadRow } from '../../persistence/entities/audit.entities.js';
import { PartyKeyRow } from '../../persistence/entities/party.entities.js';
import { CENTRE } from '../../persistence/party/centre.js';
import { loadPublicKey } from '../../signing/keys.js';

/**
 * Returns what is wrong with the newest checkpoint: nothing when there is none yet, or when the
 * centre signed it and no chain has disappeared since.
 */
export async function falseCheckpoint(manager: EntityManager): Promise<string[]> {
  const [newest] = await manager.find(AuditCheckpointRow, { order: { at: 'DESC', id: 'DESC' }, take: 1 });
  if (newest === undefined) return [];
  const key = await manager.findOneBy(PartyKeyRow, { keyId: newest.keyId, party: CENTRE });
  if (key === null) return [`${newest.id}: the checkpoint's key is not the centre's`];
  const isSigned = verify(
    null,
    checkpointBytes(newest),
    loadPublicKey(key.publicJwk),
    Buffer.from(newest.signature, 'base64'),
  );
  if (!isSigned) return [`${newest.id}: the checkpoint's signature does not fit`];
  const heads = await manager.count(AuditHeadRow);
  return heads < newest.chains
    ? [`${newest.id}: of ${newest.chains} chains under the checkpoint ${heads} are left`]
    : [];
}
