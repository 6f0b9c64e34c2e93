import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import { noteCaseAccess } from '../../src/application/case/privacy/note-access.js';
import { exportCheckpoints } from '../../tools/checkpoints/export-checkpoints.js';
import { type SignBytes, writeCheckpoint } from '../../src/persistence/audit/checkpoint.js';
import { appendAudit } from '../../src/persistence/audit/append-audit.js';
import { canonicalJson } from '../../src/persistence/audit/hash-event.js';
import { databaseNow } from '../../src/persistence/clock.js';
import { PartyKeyRow } from '../../src/persistence/entities/traffic/party.entities.js';
import { audit } from '../../tools/verify/checks/audit/i13-audit.js';
import { readWitness, type WitnessFile } from '../../tools/verify/read/witness-file.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { OFFICER, RecordBuilder } from '../support/record-builder.js';
import { copyOf, dropCopy, tamperedAndUndone } from './support/database-copy.js';
import { cutTail, rewriteChain, signAllAnew } from './support/forger.js';

describe('a witness who keeps the checkpoints', () => {
  let database: FreshDatabase;
  let copy: DataSource;
  let folder: string;
  let signBytes: SignBytes;
  let publicKey: PartyKeyRow;
  const caseIds: string[] = [];

  beforeAll(async () => {
    database = await freshDatabase();
    const build = await RecordBuilder.on(database);
    signBytes = (bytes) => build.parties.signBytes(bytes);
    const checkpoint = () => database.application.transaction((manager) => writeCheckpoint(manager, signBytes));
    for (let index = 0; index < 2; index += 1) {
      caseIds.push((await build.complain()).caseId);
      await checkpoint();
    }
    // An officer who has read the evidence would like to have left no trace.
    await noteCaseAccess(database.application, 'evidence.read', OFFICER, { evidenceIds: [], caseId: caseIds[1] ?? '' });
    await checkpoint();
    folder = mkdtempSync(path.join(tmpdir(), 'rangap-witness-'));
    await exportCheckpoints(database.application.manager, folder, { perFile: 2 });
    publicKey = await database.dataSource.manager.findOneByOrFail(PartyKeyRow, { party: 'centre' });
    copy = await copyOf(database.url);
  });
  afterAll(async () => {
    await dropCopy(copy);
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  /** Returns what I13 finds after a change, alone and with the witness's files. */
  async function found(
    change: (manager: EntityManager) => Promise<void>,
    witness: readonly WitnessFile[] = readWitness([folder]),
  ): Promise<{ alone: string[]; withWitness: string[] }> {
    return tamperedAndUndone(copy, async (manager) => {
      await change(manager);
      const asOf = await databaseNow(manager);
      const alone = await audit.run({ manager, asOf });
      const compared = await audit.run({ manager, asOf, witness });
      return { alone: alone.violations, withWitness: compared.violations };
    });
  }
  const nothing = () => Promise.resolve();
  async function rewriteFirst(manager: EntityManager): Promise<void> {
    await rewriteChain(manager, caseIds[0] ?? '', 1);
    await signAllAnew(manager, signBytes);
  }

  it('finds nothing in a database that nobody changed', async () => {
    expect(await found(nothing)).toEqual({ alone: [], withWitness: [] });
  });

  it('finds a chain that was rewritten, with every checkpoint signed anew by the centre’s key', async () => {
    const [, caseId = ''] = caseIds;
    const { alone, withWitness } = await found(async (manager) => {
      await rewriteChain(manager, caseId, 1);
      await signAllAnew(manager, signBytes);
    });
    expect(alone).toEqual([]);
    expect(withWitness).toEqual([
      expect.stringMatching(/^checkpoint 2 of .*: is another in .*checkpoints-0000000002\.json; it is over /),
      expect.stringMatching(/^checkpoint 3 of .*: is another in .*checkpoints-0000000003\.json; it is over /),
    ]);
    expect(withWitness[0]).toContain(caseId);
  });

  it('finds that the newest events were removed, with the checkpoints over them', async () => {
    const { alone, withWitness } = await found(cutTail);
    expect(alone).toEqual([]);
    expect(withWitness).toEqual([
      expect.stringMatching(/^checkpoint 3 of .*: .*checkpoints-0000000003\.json keeps it, and it is missing$/),
    ]);
  });

  it('finds a removed tail also after other events and checkpoints have taken its place', async () => {
    const { alone, withWitness } = await found(async (manager) => {
      await cutTail(manager);
      const [caseId = ''] = caseIds;
      await appendAudit(manager, caseId, 'system', await databaseNow(manager), [{ type: 'planted', payload: {} }]);
      expect((await writeCheckpoint(manager, signBytes)).checkpoint?.number).toBe(3);
    });
    expect(alone).toEqual([]);
    expect(withWitness).toEqual([expect.stringMatching(/^checkpoint 3 of .*: is another in /)]);
  });

  it('finds that the centre’s key was exchanged for a forger’s', async () => {
    const { withWitness } = await found(async (manager) => {
      await manager.query(`UPDATE party_key SET key_id = 'forged' WHERE party = 'centre'`);
      await signAllAnew(manager, (bytes) => ({ ...signBytes(bytes), keyId: 'forged' }));
    });
    expect(withWitness[0]).toMatch(/^checkpoint 1: the centre's keys did not sign what .* keeps$/);
  });

  it('has evidence only where its own files are whole', async () => {
    const [first, second] = readWitness([folder]);
    const [one, two] = first?.checkpoints ?? [];
    if (one === undefined || two === undefined || second === undefined) throw new Error('files are missing');
    const altered = { file: 'altered', checkpoints: [one, { ...two, heads: two.heads + 1 }] };
    const torn = { file: 'torn', checkpoints: [one, ...second.checkpoints] };
    const { withWitness } = await found(nothing, [altered, torn]);
    expect(withWitness).toEqual([
      "checkpoint 2: the centre's keys did not sign what altered keeps",
      expect.stringMatching(/^checkpoint 2 of .*: is another in altered/),
      'checkpoint 3: does not follow the one before it in torn',
    ]);
  });

  it('can verify its files with nothing but the published key and the description of the format', () => {
    const key = createPublicKey({ key: publicKey.publicJwk, format: 'jwk' });
    let previousHash = '0'.repeat(64);
    for (const name of readdirSync(folder).sort()) {
      const file = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as {
        format: string;
        checkpoints: { keyId: string; signature: string; previousHash: string }[];
      };
      expect(file.format).toBe('rangap-checkpoints/1');
      for (const { keyId, signature, ...signed } of file.checkpoints) {
        const bytes = Buffer.from(canonicalJson(signed));
        expect(keyId).toBe(publicKey.keyId);
        expect(signed.previousHash).toBe(previousHash);
        expect(verify(null, bytes, key, Buffer.from(signature, 'base64'))).toBe(true);
        previousHash = createHash('sha256').update(bytes).digest('hex');
      }
    }
  });

  it('is told which file is none', () => {
    const other = mkdtempSync(path.join(tmpdir(), 'rangap-witness-'));
    try {
      expect(() => readWitness([other])).toThrow(`${other} has no file of a witness`);
      const file = path.join(other, 'checkpoints-0000000001.json');
      expect(() => readWitness([file])).toThrow('cannot be read');
      writeFileSync(file, '{');
      expect(() => readWitness([other])).toThrow(`cannot be read: ${file}`);
      writeFileSync(file, '{"format":"rangap-checkpoints/2","checkpoints":[]}');
      expect(() => readWitness([file])).toThrow(`${file} is not a witness's file: format`);
    } finally {
      rmSync(other, { recursive: true });
    }
  });

  describe('gets its files', () => {
    let own: string;
    beforeEach(() => {
      own = mkdtempSync(path.join(tmpdir(), 'rangap-witness-'));
    });
    afterEach(() => {
      rmSync(own, { recursive: true });
    });

    it('each with what the folder lacks, and none when it lacks nothing', async () => {
      await tamperedAndUndone(copy, async (manager) => {
        const first = await exportCheckpoints(manager, own);
        expect(first).toEqual({ files: [path.join(own, 'checkpoints-0000000003.json')], lastNumber: 3 });
        const text = readFileSync(first.files[0] ?? '', 'utf8');
        expect(await exportCheckpoints(manager, own)).toEqual({ files: [], lastNumber: 3 });
        await appendAudit(manager, 'system', 'system', await databaseNow(manager), [{ type: 't', payload: {} }]);
        await writeCheckpoint(manager, signBytes);
        expect(await exportCheckpoints(manager, own)).toEqual({
          files: [path.join(own, 'checkpoints-0000000004.json')],
          lastNumber: 4,
        });
        expect(readFileSync(first.files[0] ?? '', 'utf8')).toBe(text);
        expect(readdirSync(own)).toHaveLength(2);
      });
    });

    it.each<[string, (manager: EntityManager) => Promise<void>]>([
      ['another', rewriteFirst],
      ['missing', cutTail],
    ])('not from a database whose last checkpoint is %s', async (what, change) => {
      await tamperedAndUndone(copy, async (manager) => {
        await exportCheckpoints(manager, own);
        await change(manager);
        await expect(exportCheckpoints(manager, own)).rejects.toThrow(
          `is ${what} in the database. Nothing was written`,
        );
        expect(readdirSync(own)).toHaveLength(1);
      });
    });

    it('not in a folder that is not there', async () => {
      const missing = path.join(own, 'missing');
      await expect(exportCheckpoints(copy.manager, missing)).rejects.toThrow('is not a folder');
    });
  });
});
