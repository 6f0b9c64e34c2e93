import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { appendAudit } from '../../../src/persistence/audit/append-audit.js';
import { checkpointBytes, writeCheckpoint } from '../../../src/persistence/audit/checkpoint.js';
import { canonicalJson } from '../../../src/persistence/audit/hash-event.js';
import { type ChainHead, merkleRoot } from '../../../src/persistence/audit/merkle.js';
import { AuditCheckpointRow } from '../../../src/persistence/entities/audit.entities.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { AT } from '../../application/support/seed.js';

const sha256 = (...parts: (Buffer | string)[]) =>
  createHash('sha256')
    .update(Buffer.concat(parts.map(toBuffer)))
    .digest();
const toBuffer = (part: Buffer | string) => (typeof part === 'string' ? Buffer.from(part) : part);
const leaf = (head: ChainHead) => sha256('\x00', canonicalJson(head));
const node = (left: Buffer, right: Buffer) => sha256('\x01', left, right);
const headOf = (index: number): ChainHead => ({
  chain: `chain-${index}`,
  sequence: index,
  hash: `${index}`.repeat(64),
});

describe('the Merkle root over chain heads', () => {
  const [a, b, c, d, e] = [1, 2, 3, 4, 5].map(headOf) as [ChainHead, ChainHead, ChainHead, ChainHead, ChainHead];

  it('is built as RFC 9162 says, the left side always a power of two', () => {
    expect(merkleRoot([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(merkleRoot([a])).toBe(leaf(a).toString('hex'));
    expect(merkleRoot([a, b])).toBe(node(leaf(a), leaf(b)).toString('hex'));
    expect(merkleRoot([a, b, c])).toBe(node(node(leaf(a), leaf(b)), leaf(c)).toString('hex'));
    const four = node(node(leaf(a), leaf(b)), node(leaf(c), leaf(d)));
    expect(merkleRoot([a, b, c, d])).toBe(four.toString('hex'));
    expect(merkleRoot([a, b, c, d, e])).toBe(node(four, leaf(e)).toString('hex'));
  });

  it('does not depend on the order in which heads are given', () => {
    expect(merkleRoot([e, c, a, d, b])).toBe(merkleRoot([a, b, c, d, e]));
  });

  it.each([0, 1, 2, 3, 4])('changes with any change of head %i', (index) => {
    const heads = [a, b, c, d, e];
    const head = heads[index] ?? a;
    const others = heads.filter((other) => other !== head);
    const roots = [
      merkleRoot(heads),
      merkleRoot(others),
      merkleRoot([...others, { ...head, sequence: head.sequence + 1 }]),
      merkleRoot([...others, { ...head, hash: '0'.repeat(64) }]),
      merkleRoot([...others, { ...head, chain: `${head.chain}x` }]),
    ];
    expect(new Set(roots).size).toBe(roots.length);
  });
});

describe('a checkpoint', () => {
  let database: FreshDatabase;
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const signBytes = (bytes: Uint8Array) => ({
    signature: sign(null, bytes, privateKey).toString('base64'),
    keyId: 'centre-1',
  });

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  const write = () => writeCheckpoint(database.dataSource.manager, signBytes, AT);
  const append = (chain: string) =>
    database.dataSource.transaction((manager) =>
      appendAudit(manager, chain, 'system', AT, [{ type: 't', payload: {} }]),
    );

  it('covers every chain: each new event of any chain gives another root', async () => {
    const roots = [await write()];
    for (const chain of ['system', 'case-1', 'case-2', 'case-1']) {
      await append(chain);
      roots.push(await write());
    }
    expect(roots.map(({ chains }) => chains)).toEqual([0, 1, 2, 3, 3]);
    expect(new Set(roots.map(({ merkleRoot: root }) => root)).size).toBe(roots.length);
  });

  it('is signed over the values that its row has', async () => {
    const { id } = await write();
    const stored = await database.dataSource.manager.findOneByOrFail(AuditCheckpointRow, { id });
    const signature = Buffer.from(stored.signature, 'base64');
    expect(verify(null, checkpointBytes(stored), publicKey, signature)).toBe(true);
    expect(verify(null, checkpointBytes({ ...stored, chains: stored.chains + 1 }), publicKey, signature)).toBe(false);
  });
});
