import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { CheckpointSigner } from '../../../src/keeper/sign-checkpoints.js';
import { appendAudit } from '../../../src/persistence/audit/append-audit.js';
import { checkpointBytes, checkpointHash, writeCheckpoint } from '../../../src/persistence/audit/checkpoint.js';
import { canonicalJson } from '../../../src/persistence/audit/hash-event.js';
import { KeptCheckpoints } from '../../../src/persistence/audit/kept-checkpoint.js';
import { type ChainHead, merkleRoot } from '../../../src/persistence/audit/merkle.js';
import {
  AuditCheckpointHeadRow,
  AuditCheckpointRow,
} from '../../../src/persistence/entities/traffic/audit.entities.js';
import { type Cost, costOf } from '../../support/cost.js';
import { tamper } from '../../verify/support/database-copy.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';

const NO_LOG = { error: () => undefined, warn: () => undefined };
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

/** A look that found no head that moved. */
const NOW = expect.any(Date) as Date;
const NOTHING_NEW = { hasMore: false, now: NOW, newest: expect.any(Object) as object };

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

  beforeEach(async () => {
    database = await freshDatabase();
    // The migration's own event, of the rulebook, is left out: each test counts what it appends.
    await tamper(database.dataSource, (manager) => manager.query('TRUNCATE audit_event, audit_head'));
  });
  afterEach(() => database.drop());

  const write = (limit?: number) =>
    database.application.transaction((manager) =>
      writeCheckpoint(manager, signBytes, limit === undefined ? {} : { limit }),
    );
  const append = (chain: string, manager = database.application.manager) =>
    inside(manager, (within) => appendAudit(within, chain, 'system', new Date(), [{ type: 't', payload: {} }]));
  const inside = (manager: EntityManager, work: (within: EntityManager) => Promise<void>) =>
    manager.queryRunner === undefined ? manager.transaction(work) : work(manager);
  /** The heads under a checkpoint, as `chain#sequence`. */
  async function headsUnder(number = 0): Promise<string[]> {
    const heads = await database.dataSource.manager.findBy(AuditCheckpointHeadRow, { checkpoint: number });
    return heads.map(({ chain, sequence }) => `${chain}#${sequence}`).sort();
  }

  it('is over the heads that moved since the one before, and names that one by its hash', async () => {
    for (const chain of ['system', 'case-1', 'case-2', 'case-1']) await append(chain);
    const { checkpoint: first } = await write();
    expect(await headsUnder(first?.number)).toEqual(['case-1#2', 'case-2#1', 'system#1']);
    await append('case-2');
    const { checkpoint: second } = await write();
    expect(await headsUnder(second?.number)).toEqual(['case-2#2']);
    if (first === undefined || second === undefined) throw new Error('no checkpoint was written');
    expect([first, second].map(({ number, heads }) => ({ number, heads }))).toEqual([
      { number: 1, heads: 3 },
      { number: 2, heads: 1 },
    ]);
    expect(first.previousHash).toBe('0'.repeat(64));
    expect(second.previousHash).toBe(checkpointHash(first));
  });

  it('is not written while no chain has moved', async () => {
    expect(await write()).toEqual({ hasMore: false, now: NOW });
    await append('case-1');
    expect(await write()).toMatchObject({ checkpoint: { number: 1 }, hasMore: false });
    for (let minute = 0; minute < 3; minute += 1) expect(await write()).toEqual(NOTHING_NEW);
    expect(await database.dataSource.manager.count(AuditCheckpointRow)).toBe(1);
  });

  it('is signed over the values that its row has', async () => {
    await append('case-1');
    await write();
    const [stored] = await database.dataSource.manager.find(AuditCheckpointRow);
    if (stored === undefined) throw new Error('no checkpoint was written');
    const signature = Buffer.from(stored.signature, 'base64');
    expect(verify(null, checkpointBytes(stored), publicKey, signature)).toBe(true);
    expect(verify(null, checkpointBytes({ ...stored, heads: stored.heads + 1 }), publicKey, signature)).toBe(false);
  });

  it('misses no event of a transaction that commits after a later one', async () => {
    const slow = database.dataSource.createQueryRunner();
    await slow.startTransaction();
    await append('case-slow', slow.manager);
    await append('case-quick');
    const { checkpoint: first } = await write();
    expect(await headsUnder(first?.number)).toEqual(['case-quick#1']);
    await slow.commitTransaction();
    await slow.release();
    const { checkpoint: second } = await write();
    expect(await headsUnder(second?.number)).toEqual(['case-slow#1']);
    expect(await write()).toEqual(NOTHING_NEW);
  });

  it('takes a part when there is much, and says that there is more', async () => {
    for (let index = 0; index < 7; index += 1) await append(`case-${index}`);
    const parts = [await write(3), await write(3), await write(3)];
    expect(parts.map(({ checkpoint, hasMore }) => [checkpoint?.heads, hasMore])).toEqual([
      [3, true],
      [3, true],
      [1, false],
    ]);
    const heads = await database.dataSource.manager.find(AuditCheckpointHeadRow);
    expect(heads).toHaveLength(7);
  });

  it('goes on in parts also while an old transaction is open', async () => {
    const old = database.dataSource.createQueryRunner();
    await old.startTransaction();
    await append('case-old', old.manager);
    for (let index = 0; index < 4; index += 1) await append(`case-${index}`);
    const parts = [await write(3), await write(3)];
    expect(parts.map(({ checkpoint }) => checkpoint?.heads)).toEqual([3, 1]);
    await old.commitTransaction();
    await old.release();
    expect(await write(3)).toMatchObject({ checkpoint: { heads: 1 } });
  });

  it('is followed by others in one round of the keeper, until every head is signed', async () => {
    const many = Array.from({ length: 3_000 }, () => ({ type: 't', payload: {} }));
    for (const chain of ['case-1', 'case-2', 'case-3']) {
      await database.application.transaction((manager) => appendAudit(manager, chain, 'system', new Date(), many));
    }
    const folder = mkdtempSync(path.join(tmpdir(), 'rangap-kept-'));
    const signer = new CheckpointSigner(database.application, signBytes, new KeptCheckpoints(folder), NO_LOG);
    expect(await signer.round()).toBe(2);
    expect([await headsUnder(1), await headsUnder(2)]).toEqual([['case-1#3000', 'case-2#3000'], ['case-3#3000']]);
    expect(await signer.round()).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it('is left to the process that writes one at that moment', async () => {
    await append('case-1');
    await database.application.transaction(async (manager) => {
      expect(await writeCheckpoint(manager, signBytes)).toMatchObject({ checkpoint: { number: 1 } });
      expect(await write()).toEqual({ hasMore: false, now: NOW });
    });
    await append('case-1');
    expect(await write()).toMatchObject({ checkpoint: { number: 2 } });
  });

  it('is refused in a database whose transactions are counted from lower than the last checkpoint', async () => {
    await append('case-1');
    await write();
    await database.dataSource.query('ALTER TABLE audit_checkpoint DISABLE TRIGGER USER');
    await database.dataSource.query(`UPDATE audit_checkpoint SET through_xid = '1152921504606846976'`);
    await append('case-1');
    await expect(write()).rejects.toThrow('it was restored from a dump');
  });
});

describe('what a checkpoint costs', () => {
  const signBytes = () => ({ signature: 's', keyId: 'centre-1' });

  /** Measures a checkpoint over three heads of `chains`, and a look that finds nothing new. */
  async function costWith(chains: number): Promise<{ ofThree: Cost; ofNone: Cost }> {
    const database = await freshDatabase(1);
    const { application } = database;
    const write = () => application.transaction((manager) => writeCheckpoint(manager, signBytes));
    const append = (count: number) =>
      application.transaction(async (manager) => {
        for (let index = 0; index < count; index += 1) {
          await appendAudit(manager, `case-${index}`, 'system', new Date(), [{ type: 't', payload: {} }]);
        }
      });
    /** Waits for transactions of other tests: what was written while they ran is read again. */
    const isSettled = async (): Promise<boolean> => {
      const [row]: { settled: boolean }[] = await application.query(
        'SELECT pg_snapshot_xmin(pg_current_snapshot()) > max(xid) AS settled FROM audit_event',
      );
      return row?.settled === true;
    };
    await append(chains);
    while (!(await isSettled())) await sleep(50);
    await write();
    await database.dataSource.query('ANALYZE'); // as autovacuum does
    await append(3);
    const costs = { ofThree: await costOf(application, write), ofNone: await costOf(application, write) };
    await database.drop();
    return costs;
  }

  it.each([300, 1_000])('does not grow with the chains that have not moved: %i', async (chains) => {
    const { ofThree, ofNone } = await costWith(chains);
    expect(ofThree.statements).toBe(6);
    expect(ofNone.statements).toBe(5);
    expect(ofThree.rows).toMatchObject({ audit_head: 3, audit_checkpoint_head: 3 });
    for (const rows of [ofThree.rows, ofNone.rows].flatMap(Object.values)) expect(rows).toBeLessThan(10);
    expect(ofNone.rows['audit_head'] ?? 0).toBe(0);
  });
});
