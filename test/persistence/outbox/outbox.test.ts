import { OutboxRow } from '../../../src/persistence/entities/traffic/outbox.entities.js';
import {
  markOutboxRead,
  type OutboxEntry,
  outboxRows,
  takeDueEntries,
} from '../../../src/persistence/outbox/outbox.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';

const NOW = new Date('2026-11-24T03:00:00.000Z');
const after = (ms: number) => new Date(NOW.getTime() + ms);
const entry = (workflowId: string, rowId = 'row-1') => ({ workflowId, kind: 'look' as const, message: 'look', rowId });

describe('outbox entries', () => {
  let database: FreshDatabase;
  const manager = () => database.dataSource.manager;

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => manager().clear(OutboxRow));

  /** Adds entries that are due at `dueAt`; else when the keeper first repeats such entries. */
  const add = (entries: readonly OutboxEntry[], dueAt?: Date) => {
    const rows = outboxRows(manager(), entries, NOW);
    for (const row of rows) row.nextAttemptAt = dueAt ?? row.nextAttemptAt;
    return manager().insert(OutboxRow, rows);
  };

  it('wait for their first repeat, because the committing process signals the workflow itself', async () => {
    await add([entry('hold-1')]);
    expect(await takeDueEntries(manager(), 10, after(4_999))).toEqual([]);
    expect(await takeDueEntries(manager(), 10, after(5_000))).toMatchObject([
      { workflowId: 'hold-1', kind: 'look', message: 'look', rowId: 'row-1', attempts: 1 },
    ]);
  });

  it('wait longer when they start a hold, for the keeper sends and releases without its workflow', async () => {
    await add([
      { ...entry('hold-1'), kind: 'start' },
      { ...entry('complaint-1'), kind: 'start' },
    ]);
    expect(await takeDueEntries(manager(), 10, after(14_999))).toMatchObject([{ workflowId: 'complaint-1' }]);
    const due = await takeDueEntries(manager(), 10, after(15_000));
    expect(due.map(({ workflowId }) => workflowId)).toContain('hold-1');
  });

  it('come again, later with every attempt, but never more than a minute apart', async () => {
    await add([entry('hold-1')], NOW);
    const waits: number[] = [];
    let at = NOW;
    for (let attempt = 0; attempt < 7; attempt += 1) {
      await takeDueEntries(manager(), 10, at);
      const { nextAttemptAt } = await manager().findOneByOrFail(OutboxRow, { workflowId: 'hold-1' });
      waits.push(nextAttemptAt.getTime() - at.getTime());
      at = nextAttemptAt;
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
    await manager().update(OutboxRow, { workflowId: 'hold-1' }, { attempts: 1_000_000 });
    expect(await takeDueEntries(manager(), 10, at)).toMatchObject([{ attempts: 1_000_001 }]);
  });

  it('end when they are read, for that workflow alone', async () => {
    await add([entry('hold-1'), entry('hold-1', 'row-2'), entry('hold-2')], NOW);
    await markOutboxRead(manager(), 'hold-1', NOW);
    expect(await takeDueEntries(manager(), 10, NOW)).toMatchObject([{ workflowId: 'hold-2' }]);
  });

  it('are taken up to the limit, the longest due first', async () => {
    await add([entry('hold-late')], after(2_000));
    await add([entry('hold-early')], after(1_000));
    expect(await takeDueEntries(manager(), 1, after(3_000))).toMatchObject([{ workflowId: 'hold-early' }]);
    expect(await takeDueEntries(manager(), 1, after(3_000))).toMatchObject([{ workflowId: 'hold-late' }]);
  });

  it('are never given to two takers whose transactions are open at the same time', async () => {
    await add(
      Array.from({ length: 100 }, (_, index) => entry(`hold-${index}`)),
      NOW,
    );
    const everybodyTook = meetingOf(5);
    const taken = await Promise.all(
      Array.from({ length: 5 }, () =>
        database.dataSource.transaction(async (inside) => {
          const entries = await takeDueEntries(inside, 30, NOW);
          await everybodyTook(); // never resolves if one of them waits for a lock
          return entries.map(({ workflowId }) => workflowId);
        }),
      ),
    );
    expect(taken.flat()).toHaveLength(100);
    expect(new Set(taken.flat()).size).toBe(100);
    expect(Math.max(...taken.map(({ length }) => length))).toBeLessThanOrEqual(30);
  });

  it('are never given out twice to takers that race', async () => {
    await add(
      Array.from({ length: 60 }, (_, index) => entry(`hold-${index}`)),
      NOW,
    );
    const taken = await Promise.all(Array.from({ length: 20 }, () => takeDueEntries(manager(), 10, NOW)));
    const workflows = taken.flat().map(({ workflowId }) => workflowId);
    expect(new Set(workflows).size).toBe(workflows.length);
  });
});

/** Returns a function that resolves for each of `parties` callers when all have called it. */
function meetingOf(parties: number): () => Promise<void> {
  let come = 0;
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    come += 1;
    if (come === parties) open();
    return opened;
  };
}
