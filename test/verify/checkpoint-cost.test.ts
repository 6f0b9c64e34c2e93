import { falseCheckpoints } from '../../tools/verify/checks/audit/audit-checkpoint.js';
import { costOf, type Cost } from '../support/cost.js';
import { freshDatabase } from '../support/postgres.js';

/** Checks a database that has only so many checkpoints, each over one head; nobody signed them. */
async function costOfChecking(checkpoints: number): Promise<Cost> {
  const database = await freshDatabase(1);
  await database.dataSource.query(
    `WITH written AS (
       INSERT INTO audit_checkpoint (number, at, previous_hash, heads, merkle_root, through_xid, signature, key_id)
       SELECT n, now(), 'none', 1, 'none', '1', 'none', 'none' FROM generate_series(1, $1::integer) n)
     INSERT INTO audit_checkpoint_head (checkpoint, chain, sequence, hash)
     SELECT n, 'case-' || n, 1, 'none' FROM generate_series(1, $1::integer) n`,
    [checkpoints],
  );
  await database.dataSource.query('ANALYZE'); // as autovacuum does
  const { manager } = database.application;
  const cost = await costOf(database.application, async () => {
    const found = await falseCheckpoints(manager, new Date());
    expect(found.length).toBeGreaterThanOrEqual(2 * checkpoints);
  });
  await database.drop();
  return cost;
}

describe('what it costs to recompute all checkpoints', () => {
  it('grows as they do, and no faster', async () => {
    const [some, more] = [await costOfChecking(2_000), await costOfChecking(4_000)];
    expect(some.rows['audit_checkpoint_head']).toBeGreaterThanOrEqual(2_000);
    for (const table of ['audit_checkpoint', 'audit_checkpoint_head']) {
      expect(more.rows[table]).toBeLessThanOrEqual(2.2 * (some.rows[table] ?? 0));
    }
  });
});
