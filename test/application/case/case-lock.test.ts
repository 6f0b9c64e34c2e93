import type { CaseWork } from '../../../src/application/case/work/case-work.js';
import { openKnownCase } from '../../../src/application/case/work/open-case.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { inTransaction } from '../../../src/persistence/unit-of-work.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { RecordBuilder } from '../../support/record-builder.js';

describe('the lock of a case', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  /** Waits until a transaction waits for a lock of another. */
  async function someoneWaits(): Promise<void> {
    for (;;) {
      const waiting: unknown[] = await build.db.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (waiting.length > 0) return;
    }
  }

  /**
   * Lets a second act wait for the lock of a case until a first one has done `change` and commits;
   * returns what the second one sees, and a clock that the first one read before its commit.
   */
  async function behind<T>(change: (work: CaseWork) => Promise<void>, second: (work: CaseWork) => Promise<T>) {
    const { caseId } = await build.complain();
    const seen: Promise<T>[] = [];
    const committedAt = await inTransaction(build.db, async (manager) => {
      const work = await openKnownCase(manager, caseId, 'system');
      seen.push(inTransaction(build.db, async (other) => second(await openKnownCase(other, caseId, 'system'))));
      await someoneWaits();
      await change(work);
      const [clock]: { now: Date }[] = await manager.query('SELECT clock_timestamp() AS now');
      return clock?.now ?? new Date(0);
    });
    return { committedAt, seen: await seen[0] };
  }

  it('shows what was committed while it was waited for', async () => {
    const { seen } = await behind(
      async (work) => {
        await work.manager.update(CaseFileRow, { id: work.caseFile.id }, { assignedRoute: 'dsi' });
        work.audit('case.assigned', { to: 'dsi' });
        await work.finish();
      },
      async (work) => {
        work.audit('case.assigned', { to: 'dsi' });
        // This throws unless the chain ends where the lock said.
        await work.finish();
        return work.caseFile.assignedRoute;
      },
    );
    expect(seen).toBe('dsi');
  });

  it('has a clock later than the wait, also when the other act changed nothing', async () => {
    const { committedAt, seen } = await behind(
      async () => undefined,
      async (work) => work.now,
    );
    expect(seen?.getTime()).toBeGreaterThanOrEqual(committedAt.getTime());
  });
});
