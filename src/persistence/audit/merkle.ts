import { createHash } from 'node:crypto';
import { canonicalJson } from './hash-event.js';

/** The last event of a chain: the chain's name, the event's number and its hash. */
export interface ChainHead {
  chain: string;
  sequence: number;
  hash: string;
}

/** Prefixes by which a leaf can never pass for an inner node (RFC 9162, section 2.1.1). */
const LEAF = Buffer.from([0x00]);
const NODE = Buffer.from([0x01]);

/**
 * Returns the Merkle tree hash (RFC 9162, section 2.1.1), in hex, over the heads in order of their
 * chains. Each leaf is the canonical JSON of a head.
 */
export function merkleRoot(heads: readonly ChainHead[]): string {
  const leaves = [...heads]
    .sort((a, b) => (a.chain < b.chain ? -1 : 1))
    .map(({ chain, sequence, hash }) => sha256(LEAF, Buffer.from(canonicalJson({ chain, sequence, hash }), 'utf8')));
  return treeHash(leaves).toString('hex');
}

function treeHash(leaves: readonly Buffer[]): Buffer {
  const [firstLeaf] = leaves;
  if (firstLeaf === undefined) return sha256();
  if (leaves.length === 1) return firstLeaf;
  // The left side has the largest power of two that is smaller than the number of leaves.
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha256(NODE, treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)));
}

function sha256(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
