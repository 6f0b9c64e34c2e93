import type { EntityManager } from 'typeorm';
import { hasCheckpoint } from '../persistence/audit/checkpoint.js';
import type { KeptCheckpoints } from '../persistence/audit/kept-checkpoint.js';

/**
 * Returns whether the database may be older than a keeper saw it, as after a restore: it lacks the checkpoint that
 * was kept outside, or nothing is kept that could be read.
 */
export async function mayBeRestored(manager: EntityManager, kept: Pick<KeptCheckpoints, 'last'>): Promise<boolean> {
  let last;
  try {
    last = kept.last();
  } catch {
    // A broken file says nothing of the database; the signing of checkpoints says that it is broken.
    return true;
  }
  return last === undefined || !(await hasCheckpoint(manager, last));
}
