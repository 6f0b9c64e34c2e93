import type { AuditCheckpointList, AuditEventPage, AuditHeads } from '../api/schema.js';
import { canonicalJson, fromBase64, sha256Hex, toHex } from './canonical.js';

export type AuditEvent = AuditEventPage['events'][number];
export type Checkpoint = AuditCheckpointList['checkpoints'][number];
export type Head = AuditHeads['heads'][number];

/** The `prevHash` of a first event, and the `previousHash` of a first checkpoint. */
const NO_HASH = '0'.repeat(64);

/** What can be wrong with a chain of events; `sequence` is the first event that is wrong. */
type ChainFault = 'OTHER_CHAIN' | 'GAP' | 'BROKEN_LINK' | 'CHANGED' | 'HEAD_DIFFERS' | 'CHECKPOINT_DIFFERS';
export type ChainVerdict =
  | { readonly ok: true; readonly events: number; readonly signedThrough: number | null }
  | { readonly ok: false; readonly sequence: number; readonly why: ChainFault };

/** A whole chain as it was read: events, its end, and the checkpoints that signed one of them. */
export interface ReadChain {
  readonly chain: string;
  readonly events: readonly AuditEvent[];
  readonly head: AuditEventPage['head'];
  readonly checkpoints: AuditEventPage['checkpoints'];
}

/**
 * Checks a whole chain in this browser, with nothing taken on trust but the text of its events:
 * numbers without a gap, each hash made again, each link, the end, and the hashes that checkpoints
 * signed.
 */
export async function verifyChain({ chain, events, head, checkpoints }: ReadChain): Promise<ChainVerdict> {
  let prevHash = NO_HASH;
  for (const [index, event] of events.entries()) {
    const sequence = index + 1;
    const why = await findFault(event, { chain, sequence, prevHash });
    if (why !== undefined) return { ok: false, sequence, why };
    prevHash = event.hash;
  }
  if (head.sequence !== events.length || head.hash !== prevHash) {
    return { ok: false, sequence: Math.min(head.sequence, events.length) + 1, why: 'HEAD_DIFFERS' };
  }
  const wrong = checkpoints.find(({ sequence, hash }) => events[sequence - 1]?.hash !== hash);
  if (wrong !== undefined) return { ok: false, sequence: wrong.sequence, why: 'CHECKPOINT_DIFFERS' };
  return { ok: true, events: events.length, signedThrough: checkpoints.at(-1)?.sequence ?? null };
}

async function findFault(
  event: AuditEvent,
  expected: { chain: string; sequence: number; prevHash: string },
): Promise<ChainFault | undefined> {
  if (event.chain !== expected.chain) return 'OTHER_CHAIN';
  if (event.sequence !== expected.sequence) return 'GAP';
  if (event.prevHash !== expected.prevHash) return 'BROKEN_LINK';
  return event.hash === (await hashEvent(event)) ? undefined : 'CHANGED';
}

/** Returns the hash that an event must have. */
async function hashEvent(event: AuditEvent): Promise<string> {
  const { chain, sequence, type, actor, at, payload, prevHash, seals } = event;
  const hash = await sha256Hex(canonicalJson({ chain, sequence, type, actor, at, payload, prevHash }));
  return seals === null ? hash : sha256Hex(hash + seals);
}

/** What can be wrong with a checkpoint. */
export type CheckpointFault = 'NO_KEY' | 'SIGNATURE' | 'PREVIOUS' | 'ROOT';

/** A public key of the centre, as `GET /v1/keys` gives it. */
export interface CentreKey {
  readonly kid: string;
  readonly x: string;
}

/**
 * Checks a checkpoint: its signature by a key of the centre, that it names the one before, and that
 * its Merkle root is that of its leaves. `previous` is undefined when the one before was not read.
 */
export async function verifyCheckpoint(
  checkpoint: Checkpoint,
  { keys, previous, heads }: { keys: readonly CentreKey[]; previous: Checkpoint | undefined; heads: readonly Head[] },
): Promise<CheckpointFault | undefined> {
  const key = keys.find(({ kid }) => kid === checkpoint.keyId);
  if (key === undefined) return 'NO_KEY';
  const publicKey = await crypto.subtle.importKey('raw', fromBase64(key.x), 'Ed25519', false, ['verify']);
  const signed = new TextEncoder().encode(signedText(checkpoint));
  const isSigned = await crypto.subtle.verify('Ed25519', publicKey, fromBase64(checkpoint.signature), signed);
  if (!isSigned) return 'SIGNATURE';
  const before =
    checkpoint.number === 1 ? NO_HASH : previous === undefined ? undefined : await sha256Hex(signedText(previous));
  if (before !== undefined && before !== checkpoint.previousHash) return 'PREVIOUS';
  return (await merkleRoot(heads)) === checkpoint.merkleRoot ? undefined : 'ROOT';
}

function signedText({ number, at, previousHash, heads, merkleRoot: root, throughXid }: Checkpoint): string {
  return canonicalJson({ number, at, previousHash, heads, merkleRoot: root, throughXid });
}

/** Returns the Merkle tree hash (RFC 9162, section 2.1.1) over heads in order of their chains. */
export async function merkleRoot(heads: readonly Head[]): Promise<string> {
  const sorted = [...heads].sort((one, other) => (one.chain < other.chain ? -1 : 1));
  const leaves = await Promise.all(
    sorted.map(({ chain, sequence, hash }) =>
      digest([0], new TextEncoder().encode(canonicalJson({ chain, sequence, hash }))),
    ),
  );
  return toHex(await treeHash(leaves));
}

async function treeHash(leaves: readonly Uint8Array[]): Promise<Uint8Array> {
  const [first] = leaves;
  if (first === undefined) return digest();
  if (leaves.length === 1) return first;
  // The left side has the largest power of two that is smaller than the number of leaves.
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return digest([1], await treeHash(leaves.slice(0, split)), await treeHash(leaves.slice(split)));
}

async function digest(...parts: readonly (readonly number[] | Uint8Array)[]): Promise<Uint8Array> {
  const bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
