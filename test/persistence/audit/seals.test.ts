import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../../../src/persistence/unit-of-work.js';
import { appendAudit } from '../../../src/persistence/audit/append-audit.js';
import { verifyChain } from '../../../src/persistence/audit/verify-chain.js';
import { AuditEventRow, AuditHeadRow } from '../../../src/persistence/entities/traffic/audit.entities.js';
import { HoldOrderRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { OutgoingMessageRow } from '../../../src/persistence/entities/traffic/outgoing.entities.js';
import { brokenSeals } from '../../../tools/verify/checks/authority/i29-seals.js';
import { costOf } from '../../support/cost.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

/** A seal as an event keeps it: table, row, number and SHA-256. */
type Seal = [table: string, row: string, number: number, sha256: string];

const DROP_SEALS = `DO $$
  DECLARE found record;
  BEGIN
    FOR found IN SELECT tgname, tgrelid::regclass AS of FROM pg_trigger
                  WHERE tgfoid IN ('note_seal'::regproc, 'note_exchange_seal'::regproc) LOOP
      EXECUTE format('DROP TRIGGER %I ON %s', found.tgname, found.of);
    END LOOP;
  END $$`;

describe('the seals of rows', () => {
  let database: FreshDatabase;
  let db: DataSource;
  let build: RecordBuilder;

  beforeAll(async () => {
    database = await freshDatabase(1);
    db = database.application;
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  const change = (work: (manager: EntityManager) => Promise<unknown>) =>
    inTransaction(db, async (manager) => {
      await work(manager);
      await appendAudit(manager, 'test', 'system', new Date(), [
        { type: 'first', payload: {} },
        { type: 'last', payload: {} },
      ]);
    });
  const eventsOf = (chain: string) => db.manager.find(AuditEventRow, { where: { chain }, order: { sequence: 'ASC' } });
  async function sealsOf(chain: string): Promise<Seal[]> {
    return (await eventsOf(chain)).flatMap(({ seals }) => (seals === null ? [] : (JSON.parse(seals) as Seal[])));
  }

  it('cover each row that a complaint writes, and the chain that they stand in is whole', async () => {
    const { caseId } = await build.complain();
    const sealed = (await sealsOf(caseId)).map(([table]) => table);
    for (const table of [
      'complaint',
      'call_record',
      'case_file',
      'transfer',
      'stolen_sum',
      'claim',
      'trail_link',
      'hold',
      'hold_order',
      'exchange',
      'debit_confirmation',
      'idempotency',
    ])
      expect(sealed).toContain(table);
    const head = await db.manager.findOneByOrFail(AuditHeadRow, { chain: caseId });
    const events = await eventsOf(caseId);
    expect(verifyChain(events, head)).toEqual({ ok: true });
    const forged = events.map((event) => ({
      ...event,
      seals: event.seals?.replace('"complaint"', '"complaints"') ?? null,
    }));
    expect(verifyChain(forged, head)).toMatchObject({ ok: false, why: 'CHANGED' });
  });

  it('are noted for a change of what they cover, by the last event, and not for other changes', async () => {
    const { holdIds } = await build.complain();
    const [order] = await db.manager.findBy(HoldOrderRow, { holdId: holdIds[0] ?? '' });
    const id = order?.id ?? '';
    await change((manager) => manager.update(OutgoingMessageRow, { id }, { attempts: 7 }));
    expect(await sealsOf('test')).toEqual([]);
    await change((manager) => manager.update(HoldOrderRow, { id }, { receiptSeq: 3 }));
    expect((await sealsOf('test')).map(([table, row]) => [table, row])).toEqual([['hold_order', id]]);
    expect((await eventsOf('test')).map(({ seals }) => seals !== null)).toEqual([false, false, false, true]);
    const head = await db.manager.findOneByOrFail(AuditHeadRow, { chain: 'test' });
    expect(verifyChain(await eventsOf('test'), head)).toEqual({ ok: true });
    expect(await brokenSeals(db.manager)).toEqual([]);
  });

  it('are forgotten with what is rolled back', async () => {
    const { holdIds } = await build.complain();
    const before = (await sealsOf('test')).length;
    await change(async (manager) => {
      await manager.query('SAVEPOINT undone');
      await manager.update(HoldOrderRow, { holdId: holdIds[0] ?? '' }, { receiptSeq: 9 });
      await manager.query('ROLLBACK TO SAVEPOINT undone');
    });
    expect((await sealsOf('test')).length).toBe(before);
    expect(await brokenSeals(db.manager)).toEqual([]);
  });

  it('of a transaction of two thousand rows are kept in their order, and none copies all before it', async () => {
    await inTransaction(db, async (manager) => {
      await manager.query(`SELECT add_seal('test', n::text, '{}') FROM generate_series(1, 2000) AS n`);
      const [newest]: { bytes: number }[] = await manager.query(
        `SELECT octet_length(current_setting('rangap.seals')) AS bytes`,
      );
      expect(newest?.bytes).toBeLessThan(10_000);
      const taken: { seals: string | null }[] = await manager.query(
        'SELECT take_seals() AS seals UNION ALL SELECT take_seals()',
      );
      const rows = (JSON.parse(taken[0]?.seals ?? '[]') as Seal[]).map(([, row]) => row);
      expect(rows).toEqual(Array.from({ length: 2000 }, (_, index) => String(index + 1)));
      expect(taken[1]?.seals).toBeNull();
    });
  });

  it('show a row that a program changed without an audit event', async () => {
    const { holdIds } = await build.complain();
    const [order] = await db.manager.findBy(HoldOrderRow, { holdId: holdIds[0] ?? '' });
    await db.manager.update(HoldOrderRow, { id: order?.id ?? '' }, { receiptSeq: 4 });
    expect(await brokenSeals(db.manager)).toEqual([`hold_order ${order?.id}: is not what was sealed`]);
  });
});

describe('an ordinary complaint', () => {
  it('takes no statement more for its seals: they ride in the audit events that are written anyway', async () => {
    expect(await statementsOfComplaint('sealed')).toBe(await statementsOfComplaint('unsealed'));
  });

  /**
   * Counts the statements of a complaint up to its confirmed hold, with or without the triggers.
   */
  async function statementsOfComplaint(rows: 'sealed' | 'unsealed'): Promise<number> {
    const database = await freshDatabase(1);
    const db = database.application;
    if (rows === 'unsealed') await database.dataSource.query(DROP_SEALS);
    const build = await RecordBuilder.on(database);
    const play = async (): Promise<void> => {
      const { caseId, holdIds } = await build.complain();
      await build.send(holdIds[0] ?? '', { result: 'HELD_FULL' });
      await build.debits(caseId, 'CONFIRMED');
      await build.advanceCase(caseId);
    };
    await play(); // caches are filled
    const { statements } = await costOf(db, play);
    const sealed: unknown[] = await db.query('SELECT 1 FROM audit_event WHERE seals IS NOT NULL AND chain <> $1', [
      'system',
    ]);
    expect(sealed.length > 0).toBe(rows === 'sealed');
    await database.drop();
    return statements;
  }
});
