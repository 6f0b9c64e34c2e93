import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EntityManager } from 'typeorm';
import { exportCheckpoints, FolderContradicted } from '../../tools/checkpoints/export-checkpoints.js';
import { CheckpointSigner } from '../../src/keeper/sign-checkpoints.js';
import { appendAudit } from '../../src/persistence/audit/append-audit.js';
import { ACKNOWLEDGED_EVENT, GAP_EVENT, newestNamed, type SignBytes } from '../../src/persistence/audit/checkpoint.js';
import { type AcknowledgementReason, KeptCheckpoints } from '../../src/persistence/audit/kept-checkpoint.js';
import { AuditCheckpointRow, AuditEventRow } from '../../src/persistence/entities/traffic/audit.entities.js';
import type { CheckResult } from '../../tools/verify/check.js';
import { audit } from '../../tools/verify/checks/audit/i13-audit.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { RecordBuilder } from '../support/record-builder.js';
import { tamper } from './support/database-copy.js';
import { cutTail, rewriteChain, signAllAnew } from './support/forger.js';

const HOUR_MS = 3_600_000;

describe('a keeper that keeps outside the database what it saw', () => {
  let database: FreshDatabase;
  let signBytes: SignBytes;
  let root: string;
  let kept: KeptCheckpoints;
  let signer: CheckpointSigner;
  let log: string[];
  let caseId: string;

  beforeEach(async () => {
    database = await freshDatabase();
    const build = await RecordBuilder.on(database);
    signBytes = (bytes) => build.parties.signBytes(bytes);
    root = mkdtempSync(path.join(tmpdir(), 'rangap-kept-'));
    kept = new KeptCheckpoints(path.join(root, 'one'));
    log = [];
    signer = signerWith(kept);
    for (let index = 0; index < 3; index += 1) {
      ({ caseId } = await build.complain());
      await signer.round();
    }
  });
  afterEach(async () => {
    await database.drop();
    rmSync(root, { recursive: true });
  });

  function signerWith(folder: KeptCheckpoints): CheckpointSigner {
    const note = (_what: unknown, message?: string) => void log.push(message ?? '');
    return new CheckpointSigner(database.application, signBytes, folder, { error: note, warn: note });
  }
  const append = (at = new Date(), type = 't', payload: Record<string, unknown> = {}) =>
    database.application.transaction((manager) => appendAudit(manager, 'system', 'system', at, [{ type, payload }]));
  const forge = (change: (manager: EntityManager) => Promise<unknown>) => tamper(database.dataSource, change);
  const verify = (): Promise<CheckResult> =>
    database.application.transaction('REPEATABLE READ', (manager) =>
      audit.run({ manager, asOf: new Date(), ...(kept.last() && { kept: kept.last() }) }),
    );
  const newest = () => newestNamed(database.application.manager);
  /** What `npm run checkpoints -- --acknowledge` leaves for the keeper. */
  async function acknowledge(reason: AcknowledgementReason = 'restored_backup'): Promise<void> {
    kept.acknowledge({ by: 'dba-7', reason, kept: kept.last() ?? null, found: (await newest()) ?? null });
  }
  const eventsOf = (type: string) => database.application.manager.findBy(AuditEventRow, { type });
  const emptied = async (m: EntityManager) => {
    await m.query('DELETE FROM audit_checkpoint_head');
    await m.query('DELETE FROM audit_checkpoint');
  };

  it('keeps the last one, also of another keeper, and changes nothing while nothing moves', async () => {
    expect(kept.last()).toEqual(await newest());
    const other = new KeptCheckpoints(path.join(root, 'two'));
    await append();
    await signerWith(other).round();
    expect(other.last()?.number).toBe(4);
    expect(kept.last()?.number).toBe(3);
    await signer.round();
    expect(kept.last()).toEqual(other.last());
    expect(readdirSync(kept.folder)).toEqual(['last-checkpoint.json']);
    expect(await verify()).toMatchObject({ violations: [], unknown: [] });
  });

  it.each<[string, string, (m: EntityManager) => Promise<unknown>, RegExp]>([
    ['begins again', 'BEGINS_AGAIN', emptied, /the database has no checkpoint any more$/],
    ['is shorter', 'IS_BEHIND', cutTail, /the checkpoints of the database end before it$/],
    [
      'was rewritten and signed anew by the centre’s key',
      'IS_ANOTHER',
      async (m) => {
        await rewriteChain(m, caseId, 1);
        await signAllAnew(m, signBytes);
      },
      /the database has another checkpoint of that number$/,
    ],
  ])(
    'signs nothing more where the chain %s, and verify and the export for a witness say so',
    async (_name, fault, change, words) => {
      await forge(change);
      await append();
      const before = await database.application.manager.count(AuditCheckpointRow);
      for (let minute = 0; minute < 2; minute += 1) await expect(signer.round()).rejects.toThrow(words);
      expect(signer.stoppedBy?.fault).toBe(fault);
      expect(await database.application.manager.count(AuditCheckpointRow)).toBe(before);
      expect(log).toContain('no checkpoint is signed any more until a person has said why');
      expect((await verify()).violations).toContainEqual(expect.stringMatching(words));
      const folder = mkdtempSync(path.join(root, 'witness-'));
      await expect(exportCheckpoints(database.application.manager, folder, { kept: kept.last() })).rejects.toThrow(
        FolderContradicted,
      );
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('signs nothing more either where somebody with the key has signed on after a cut', async () => {
    await forge(cutTail);
    await append();
    await signerWith(new KeptCheckpoints(path.join(root, 'forger'))).round();
    await expect(signer.round()).rejects.toThrow('the database has another checkpoint of that number');
  });

  it('goes on when a person has said why outside the database, and names it for ever', async () => {
    await append();
    await signer.round();
    await forge(cutTail);
    await append();
    await expect(signer.round()).rejects.toThrow();
    await acknowledge();
    await signer.round();
    expect(signer.stoppedBy).toBeUndefined();
    expect(kept.last()).toEqual(await newest());
    expect(kept.acknowledgement()).toBeUndefined();
    expect((await eventsOf(ACKNOWLEDGED_EVENT))[0]?.payload).toMatchObject({
      by: 'dba-7',
      reason: 'restored_backup',
      kept: { number: 4 },
      found: { number: 3 },
    });
    const { violations, note } = await verify();
    expect(violations).toEqual([]);
    expect(note).toContain('the chain went on after checkpoint 3 where 4 had been kept: dba-7 (restored_backup, ');
  });

  it('believes no word that stands in the database, and none about another chain than it finds', async () => {
    await forge(cutTail);
    await append(new Date(), ACKNOWLEDGED_EVENT, {
      checkpoint: 3,
      by: 'x',
      reason: 'restored_backup',
      kept: null,
      found: null,
    });
    await expect(signer.round()).rejects.toThrow();
    await acknowledge();
    await forge(emptied);
    await expect(signer.round()).rejects.toThrow('has no checkpoint any more');
    expect(signer.stoppedBy?.fault).toBe('BEGINS_AGAIN');
  });

  it('signs what waited for an hour as a gap, without a stop: told, then settled by a person, named for ever', async () => {
    const since = new Date(Date.now() - HOUR_MS);
    await append(since);
    expect(await signer.round()).toBe(1);
    expect((await eventsOf(GAP_EVENT))[0]?.payload).toMatchObject({ checkpoint: 4, oldestAt: since.toISOString() });
    expect(log).toEqual(['events are signed late, as a gap: nobody saw them grow']);
    const told = await verify();
    // The event is older than the one before it in its chain, which other checks name.
    expect(told.violations).toEqual([]);
    expect(told.unknown).toEqual([
      expect.stringMatching(
        /^checkpoint 4 of .* signed what had happened since .*; nobody saw it grow, and no person has said why$/,
      ),
    ]);
    const folder = mkdtempSync(path.join(root, 'witness-'));
    await expect(exportCheckpoints(database.application.manager, folder)).rejects.toThrow('no person has said why');
    await acknowledge('keepers_were_away');
    await signer.round();
    const settled = await verify();
    expect([settled.violations, settled.unknown]).toEqual([[], []]);
    expect(settled.note).toMatch(/dba-7 \(keepers_were_away, .*\) said why/);
    expect((await exportCheckpoints(database.application.manager, folder)).lastNumber).toBe(5);
    await append();
    expect(await signer.round()).toBe(1);
  });

  it('tells a gap also of a past that was forged before a keeper that kept nothing, and all name it', async () => {
    await forge(async (m) => {
      await emptied(m);
      // Hours ago: events and chain are as the forger wants them.
      await m.query(`UPDATE audit_event SET at = at - interval '3 hours'`);
    });
    rmSync(kept.folder, { recursive: true });
    expect(await signer.round()).toBe(1);
    expect((await verify()).violations).toContainEqual(
      expect.stringMatching(
        /^checkpoint 1 of .*, and none stood before it; nobody saw it grow, and no person has said why$/,
      ),
    );
    const folder = mkdtempSync(path.join(root, 'witness-'));
    await expect(exportCheckpoints(database.application.manager, folder)).rejects.toThrow('none stood before it');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing signed late in silence: verify names each event that no gap tells of', async () => {
    await forge((m) =>
      m.query(`UPDATE audit_event SET at = at - interval '11 minutes' WHERE chain = $1 AND sequence = 1`, [caseId]),
    );
    expect((await verify()).violations).toContainEqual(
      expect.stringMatching(`^${caseId}#1: is of .*, and checkpoint 3 signed it more than 10 minutes later$`),
    );
  });
});
