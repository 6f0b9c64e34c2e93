import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CheckpointSigner } from '../../src/keeper/sign-checkpoints.js';
import { appendAudit } from '../../src/persistence/audit/append-audit.js';
import { ACKNOWLEDGED_EVENT, CLOCK_EVENT, GAP_EVENT, newestNamed } from '../../src/persistence/audit/checkpoint.js';
import { KeptCheckpoints } from '../../src/persistence/audit/kept-checkpoint.js';
import { databaseNow } from '../../src/persistence/clock.js';
import { AuditCheckpointRow, AuditEventRow } from '../../src/persistence/entities/traffic/audit.entities.js';
import type { CheckResult } from '../../tools/verify/check.js';
import { audit } from '../../tools/verify/checks/audit/i13-audit.js';
import { databaseTime } from '../../tools/verify/checks/time/i17-database-time.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { RecordBuilder } from '../support/record-builder.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe('a clock that goes back', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let root: string;
  let kept: KeptCheckpoints;
  let signer: CheckpointSigner;
  let log: string[];

  beforeEach(async () => {
    database = await freshDatabase(1);
    const owner = database.dataSource;
    await owner.query('CREATE SCHEMA stepped');
    await owner.query('CREATE TABLE stepped.by (ms bigint); INSERT INTO stepped.by VALUES (0)');
    for (const clock of ['now', 'clock_timestamp'])
      await owner.query(`CREATE FUNCTION stepped.${clock}() RETURNS timestamptz LANGUAGE sql STABLE AS
        $$ SELECT pg_catalog.${clock}() + (SELECT ms FROM stepped.by) * interval '1 millisecond' $$`);
    await owner.query('GRANT USAGE ON SCHEMA stepped TO PUBLIC; GRANT SELECT ON stepped.by TO PUBLIC');
    // The one connection of the application reads a clock that the test sets.
    await database.application.query('SET search_path = stepped, pg_catalog, public');
    build = await RecordBuilder.on(database);
    root = mkdtempSync(path.join(tmpdir(), 'rangap-clock-'));
    kept = new KeptCheckpoints(root);
    log = [];
    const note = (_what: unknown, message?: string) => void log.push(message ?? '');
    signer = new CheckpointSigner(database.application, (bytes) => build.parties.signBytes(bytes), kept, {
      error: note,
      warn: note,
    });
    await append();
    await signer.round();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await database.drop();
    rmSync(root, { recursive: true });
  });

  const step = (ms: number) => database.dataSource.query('UPDATE stepped.by SET ms = $1', [ms]);
  const append = (chain = 'system') =>
    database.application.transaction(async (manager) =>
      appendAudit(manager, chain, 'system', await databaseNow(manager), [{ type: 't', payload: {} }]),
    );
  const eventsOf = (type: string) => database.application.manager.findBy(AuditEventRow, { type });
  const checkpoints = () => database.application.manager.find(AuditCheckpointRow, { order: { number: 'ASC' } });
  const verify = async (): Promise<CheckResult> => {
    const last = kept.last();
    return database.application.transaction(async (manager) => {
      const context = { manager, asOf: await databaseNow(manager), ...(last && { kept: last }) };
      const [times, chain] = [await databaseTime.run(context), await audit.run(context)];
      return { ...chain, violations: [...times.violations, ...chain.violations] };
    });
  };
  const ordered = async () => {
    const all = await checkpoints();
    expect(all.map(({ number }) => number)).toEqual(all.map((_, index) => index + 1));
    const times = all.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((one, other) => one - other));
    return all.length;
  };

  it.each([
    ['five minutes', 5 * MINUTE_MS],
    ['a day', DAY_MS],
  ])('of the database, by %s: it signs on in order, tells it once, and a person settles it', async (_name, back) => {
    await append('case-1'); // nobody has signed it when the clock steps
    const { holdIds } = await build.complain();
    await step(-back);
    await build.send(holdIds[0] ?? '', {});
    for (let minute = 0; minute < 3; minute += 1) {
      await append();
      await append('case-1');
      expect(await signer.round()).toBe(1);
    }
    expect(signer.stoppedBy).toBeUndefined();
    expect(await ordered()).toBe(4);
    expect(await eventsOf(CLOCK_EVENT)).toHaveLength(1);
    expect(await eventsOf(GAP_EVENT)).toEqual([]);
    expect(log).toEqual(["the database's clock went back: set it right, and say so"]);
    const told = await verify();
    expect(told.violations).toEqual([]);
    expect(told.unknown).toEqual([
      expect.stringMatching(/^the clock of the database went back: at checkpoint 2 it said /),
    ]);

    // Set right: what was written a moment before looks old, and is no gap.
    await append();
    await step(0);
    await append('case-1');
    expect(await signer.round()).toBe(1);
    await append();
    expect(await signer.round()).toBe(1);
    expect(await ordered()).toBe(6);
    expect(await eventsOf(GAP_EVENT)).toEqual([]);
    kept.acknowledge({
      by: 'dba-7',
      reason: 'clock_was_wrong',
      kept: kept.last() ?? null,
      found: (await newestNamed(database.application.manager)) ?? null,
    });
    await signer.round();
    const settled = await verify();
    expect([settled.violations, settled.unknown]).toEqual([[], []]);
    expect(settled.note).toMatch(/the clock of the database went back: .*; dba-7 \(clock_was_wrong, .*\) said why/);
  });

  it('of the database is told again when it goes back further, or again after it was set right', async () => {
    for (const [ms, times] of [
      [-5 * MINUTE_MS, 1],
      [-DAY_MS, 2],
      [0, 2],
      [-5 * MINUTE_MS, 3],
    ] as const) {
      await step(ms);
      await append();
      await signer.round();
      expect(await eventsOf(CLOCK_EVENT)).toHaveLength(times);
    }
    await ordered();
    expect((await verify()).violations).toEqual([]);
  });

  it('excuses nobody: what is dated before all that, and was signed then, is named', async () => {
    await step(-5 * MINUTE_MS);
    await append();
    await signer.round();
    const long = new Date(Date.now() - DAY_MS);
    await database.application.transaction((manager) =>
      appendAudit(manager, 'case-9', 'system', long, [{ type: 't', payload: {} }]),
    );
    await signer.round();
    expect(await eventsOf(GAP_EVENT)).toHaveLength(1);
    const { unknown } = await verify();
    expect(unknown).toContainEqual(expect.stringMatching(/signed what had happened since .*; nobody saw it grow/));
  });

  it('of the keeper’s machine changes nothing', async () => {
    const real = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => real - DAY_MS);
    await append();
    expect(await signer.round()).toBe(1);
    await ordered();
    expect([await eventsOf(CLOCK_EVENT), await eventsOf(GAP_EVENT), log]).toEqual([[], [], []]);
  });

  describe('and who may only append events', () => {
    const forge = (type: string, payload: Record<string, unknown>, at = new Date(), chain = 'system') =>
      database.application.transaction((manager) => appendAudit(manager, chain, 'system', at, [{ type, payload }]));
    const ago = (ms: number) => new Date(Date.now() - ms);
    const forgedClock = () =>
      forge(CLOCK_EVENT, {
        checkpoint: 2,
        before: '2100-01-01T00:00:00.000Z',
        at: ago(3 * 60 * MINUTE_MS).toISOString(),
      });
    const isGap = expect.stringMatching(
      /signed what had happened since .*; nobody saw it grow, and no person has said why/,
    ) as string;

    it('silences no gap by a made-up word of the keeper, nor settles one by a made-up word of a person', async () => {
      await forgedClock();
      await forge('t', {}, ago(120 * MINUTE_MS), 'case-1');
      await signer.round();
      expect(await eventsOf(GAP_EVENT)).toHaveLength(1);
      await forge(ACKNOWLEDGED_EVENT, {
        checkpoint: 99,
        by: 'dba-7',
        reason: 'clock_was_wrong',
        kept: null,
        found: null,
      });
      await signer.round();
      const { violations, unknown } = await verify();
      expect(violations).toEqual([
        expect.stringMatching(/^system#\d+: is a checkpoint\.clock_went_back that no keeper signed$/),
        expect.stringMatching(/^system#\d+: is a checkpoint\.acknowledged that no keeper signed$/),
      ]);
      expect(unknown).toEqual([isGap]);
    });

    it.each([
      ['another’s signature', { signature: 'x'.repeat(86) + '==', keyId: 'centre-test-1' }],
      ['a key that is not the centre’s', { signature: 'x'.repeat(86) + '==', keyId: 'th-004-test-1' }],
      ['a signature that is no text', { signature: 7, keyId: 'centre-test-1' }],
    ])('is named with %s', async (_name, signature) => {
      await forge(GAP_EVENT, {
        checkpoint: 2,
        since: null,
        oldestAt: ago(DAY_MS).toISOString(),
        events: 1,
        ...signature,
      });
      await signer.round();
      expect((await verify()).violations).toEqual([
        expect.stringMatching(/is a checkpoint\.gap that no keeper signed$/),
      ]);
    });

    it('has no clock told back by an event of a year to come: it is signed as a gap, and so is what is late after it', async () => {
      await forge('t', {}, new Date('2100-01-01T00:00:00Z'), 'case-2');
      await signer.round();
      await forge('t', {}, ago(120 * MINUTE_MS), 'case-1');
      await signer.round();
      expect(await eventsOf(CLOCK_EVENT)).toEqual([]);
      expect((await eventsOf(GAP_EVENT)).map(({ payload }) => payload['newestAt'])).toEqual([
        '2100-01-01T00:00:00.000Z',
        undefined,
      ]);
      const { violations, unknown } = await verify();
      expect(violations).toEqual(['case-2#1: lies in the future']);
      expect(unknown).toEqual([isGap, isGap]);
    });

    it('stretches no told time by an event of a year to come, while the clock is behind', async () => {
      await forge('t', {}, new Date('2100-01-01T00:00:00Z'), 'case-2');
      await step(-5 * MINUTE_MS);
      await signer.round();
      const [told] = await eventsOf(CLOCK_EVENT);
      expect(Date.parse(String(told?.payload['before']))).toBeLessThan(Date.now() + 15 * MINUTE_MS);
      expect(await eventsOf(GAP_EVENT)).toHaveLength(1);
    });

    it('silences no gap by a checkpoint of a year to come, which no keeper signed', async () => {
      await database.application.query(
        `INSERT INTO audit_checkpoint (number, at, previous_hash, heads, merkle_root, through_xid, signature, key_id)
         SELECT number + 1, '2100-01-01', previous_hash, heads, merkle_root, through_xid, signature, key_id FROM audit_checkpoint ORDER BY number DESC LIMIT 1`,
      );
      await signer.round();
      await forge('t', {}, ago(120 * MINUTE_MS), 'case-1');
      await signer.round();
      expect(await eventsOf(GAP_EVENT)).toHaveLength(1);
      const { violations, unknown } = await verify();
      expect(violations).toContainEqual(expect.stringMatching(/^checkpoint 2: /));
      expect(unknown).toContainEqual(isGap);
    });

    it('silences nothing by the keeper’s own words, said again', async () => {
      await step(-5 * MINUTE_MS);
      await append();
      await signer.round();
      await step(0);
      await append();
      await signer.round();
      const [told] = await eventsOf(CLOCK_EVENT);
      await forge(CLOCK_EVENT, told?.payload ?? {});
      await forge('t', {}, ago(120 * MINUTE_MS), 'case-1');
      await signer.round();
      expect(await eventsOf(GAP_EVENT)).toHaveLength(1);
      expect((await verify()).unknown).toContainEqual(isGap);
    });
  });

  it('and is set right while no keeper looks, is a gap: nobody saw what was written grow', async () => {
    await step(-DAY_MS);
    await append();
    await signer.round();
    await append();
    await step(0);
    const note = () => undefined;
    const another = new CheckpointSigner(database.application, (bytes) => build.parties.signBytes(bytes), kept, {
      error: note,
      warn: note,
    });
    await another.round();
    expect(await eventsOf(GAP_EVENT)).toHaveLength(1);
    kept.acknowledge({
      by: 'dba-7',
      reason: 'clock_was_wrong',
      kept: kept.last() ?? null,
      found: (await newestNamed(database.application.manager)) ?? null,
    });
    await another.round();
    const settled = await verify();
    expect([settled.violations, settled.unknown]).toEqual([[], []]);
  });

  it('by seconds, between two checkpoints, is seen by the keeper’s own look before', async () => {
    await step(5_000);
    expect(await signer.round()).toBe(0);
    await append('case-1');
    await step(0);
    await append('case-1');
    await signer.round();
    expect(await eventsOf(CLOCK_EVENT)).toHaveLength(1);
    expect((await verify()).violations).toEqual([]);
  });
});
