import { type KeyObject, verify } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import {
  checkpointBytes,
  checkpointHash,
  checkpointsAfter,
  SIGNED_WITHIN_MINUTES,
} from '../../../../src/persistence/audit/checkpoint.js';
import { NO_HASH } from '../../../../src/persistence/audit/hash-event.js';
import { type ChainHead, merkleRoot } from '../../../../src/persistence/audit/merkle.js';
import type { AuditCheckpointRow } from '../../../../src/persistence/entities/traffic/audit.entities.js';
import { PartyKeyRow } from '../../../../src/persistence/entities/traffic/party.entities.js';
import { CENTRE } from '../../../../src/persistence/party/centre.js';
import { loadPublicKey } from '../../../../src/signing/keys.js';

/** Checkpoints that are read at a time, each with its heads. */
const PAGE = 100;

/**
 * Recomputes every checkpoint from the heads under it, in one pass: number, link to the one
 * before, Merkle root and signature. Then compares the heads with the events of their chains, and
 * looks for heads that no checkpoint signed by `asOf`: no keeper works, its signing is stopped, or
 * the newest checkpoints were removed. Returns what is wrong.
 */
export async function falseCheckpoints(manager: EntityManager, asOf: Date): Promise<string[]> {
  return [
    ...(await brokenCheckpoints(manager)),
    ...(await brokenHeads(manager)),
    ...(await unsignedHeads(manager, asOf)),
  ];
}

/** What a checkpoint must name as the one before it. */
interface Before {
  readonly number: number;
  readonly hash: string;
}

async function brokenCheckpoints(manager: EntityManager): Promise<string[]> {
  const signers = await centreKeys(manager);
  const violations: string[] = [];
  for (let before: Before = { number: 0, hash: NO_HASH }; ;) {
    const page = await checkpointsAfter(manager, before.number, PAGE);
    const heads = await headsUnder(manager, page);
    for (const checkpoint of page) {
      const faults = [
        ...faultsOfLink(checkpoint, before),
        ...faultsOfRoot(checkpoint, heads.get(checkpoint.number) ?? []),
        ...faultsOfSignature(checkpoint, signers),
      ];
      violations.push(...faults.map((fault) => `checkpoint ${checkpoint.number}: ${fault}`));
      before = { number: checkpoint.number, hash: checkpointHash(checkpoint) };
    }
    if (page.length < PAGE) return violations;
  }
}

function faultsOfLink({ number, previousHash }: AuditCheckpointRow, before: Before): string[] {
  if (number !== before.number + 1) return [`the one before it is missing (${before.number} is there)`];
  return previousHash === before.hash ? [] : ['is not chained to the one before'];
}

function faultsOfRoot(checkpoint: AuditCheckpointRow, heads: readonly ChainHead[]): string[] {
  if (heads.length !== checkpoint.heads) return [`signed ${checkpoint.heads} heads, and ${heads.length} are there`];
  return merkleRoot(heads) === checkpoint.merkleRoot ? [] : ['has another root than its heads'];
}

function faultsOfSignature(checkpoint: AuditCheckpointRow, signers: ReadonlyMap<string, CentreKey>): string[] {
  const signer = signers.get(checkpoint.keyId);
  if (signer === undefined) return ["its key is not the centre's"];
  const faults = signer.countsAt(checkpoint.at) ? [] : ['its key did not count then'];
  return isSignedBy(checkpoint, signer.publicKey) ? faults : [...faults, 'its signature does not fit'];
}

/** Returns whether a checkpoint has the one form of a signature, and it is by this key. */
export function isSignedBy(checkpoint: AuditCheckpointRow, publicKey: KeyObject): boolean {
  const signature = Buffer.from(checkpoint.signature, 'base64');
  if (signature.toString('base64') !== checkpoint.signature) return false;
  return verify(null, checkpointBytes(checkpoint), publicKey, signature);
}

/** A key of the centre, and whether it counted at an instant. */
export interface CentreKey {
  readonly publicKey: KeyObject;
  countsAt(at: Date): boolean;
}

/** Returns the centre's keys of now and before, by id. */
export async function centreKeys(manager: EntityManager): Promise<ReadonlyMap<string, CentreKey>> {
  const keys = await manager.findBy(PartyKeyRow, { party: CENTRE });
  return new Map(
    keys.map(({ keyId, publicJwk, notBefore, notAfter, revokedAt }) => [
      keyId,
      {
        publicKey: loadPublicKey(publicJwk),
        countsAt: (at) => at >= notBefore && at < notAfter && (revokedAt === null || at < revokedAt),
      },
    ]),
  );
}

async function headsUnder(
  manager: EntityManager,
  checkpoints: readonly AuditCheckpointRow[],
): Promise<Map<number, ChainHead[]>> {
  const rows: (ChainHead & { checkpoint: number })[] = await manager.query(
    'SELECT checkpoint, chain, sequence, hash FROM audit_checkpoint_head WHERE checkpoint = ANY ($1)',
    [checkpoints.map(({ number }) => number)],
  );
  const heads = new Map(checkpoints.map(({ number }): [number, ChainHead[]] => [number, []]));
  for (const { checkpoint, chain, sequence, hash } of rows) heads.get(checkpoint)?.push({ chain, sequence, hash });
  return heads;
}

/**
 * Returns the signed heads whose event is gone or has another hash, or whose checkpoint is gone.
 */
async function brokenHeads(manager: EntityManager): Promise<string[]> {
  const rows: { head: string; checkpoint: number; is_gone: boolean; is_orphan: boolean }[] = await manager.query(
    `SELECT h.chain || '#' || h.sequence AS head, h.checkpoint, e.hash IS NULL AS is_gone, c.number IS NULL AS is_orphan
       FROM audit_checkpoint_head h LEFT JOIN audit_event e USING (chain, sequence)
       LEFT JOIN audit_checkpoint c ON c.number = h.checkpoint AND c.number > 0
      WHERE e.hash IS DISTINCT FROM h.hash OR c.number IS NULL ORDER BY h.checkpoint, head`,
  );
  return rows.map(({ head, checkpoint, is_gone: isGone, is_orphan: isOrphan }) => {
    if (isOrphan) return `${head}: stands under checkpoint ${checkpoint}, which is missing`;
    return isGone
      ? `${head}: was removed after checkpoint ${checkpoint} had signed it`
      : `${head}: was rewritten after checkpoint ${checkpoint} had signed it`;
  });
}

async function unsignedHeads(manager: EntityManager, asOf: Date): Promise<string[]> {
  const rows: { head: string }[] = await manager.query(
    `SELECT h.chain || '#' || h.sequence AS head FROM audit_head h JOIN audit_event e USING (chain, sequence)
      WHERE e.at < $1::timestamptz - $2 * interval '1 minute' AND NOT EXISTS
            (SELECT FROM audit_checkpoint_head c WHERE c.chain = h.chain AND c.sequence >= h.sequence)
      ORDER BY e.at, head`,
    [asOf, SIGNED_WITHIN_MINUTES],
  );
  return rows.map(({ head }) => `${head}: no checkpoint signed it within ${SIGNED_WITHIN_MINUTES} minutes`);
}
