import type { DataSource } from 'typeorm';
import { type SignBytes, writeCheckpoint } from '../persistence/audit/checkpoint.js';
import { inTransaction } from '../persistence/unit-of-work.js';

/**
 * How long one round goes on; what it leaves, the next round signs. With the last checkpoint it
 * stays below what ends the process (`repeatChore`), even where the database is slow.
 */
const ROUND_MS = 10_000;

/**
 * Signs checkpoints until all chains' heads are under one, each in a transaction of its own.
 * Returns how many it wrote.
 */
export async function signCheckpoints(db: DataSource, sign: SignBytes): Promise<number> {
  const endMs = performance.now() + ROUND_MS;
  for (let count = 0; ;) {
    const { checkpoint, hasMore } = await inTransaction(db, (manager) => writeCheckpoint(manager, sign));
    count += checkpoint === undefined ? 0 : 1;
    if (!hasMore || performance.now() >= endMs) return count;
  }
}
