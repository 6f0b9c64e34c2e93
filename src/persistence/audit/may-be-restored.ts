import type { EntityManager } from 'typeorm';
import { hasCheckpoint, newestNamed } from './checkpoint.js';
import type { KeptCheckpoints, NamedCheckpoint } from './kept-checkpoint.js';

/** What a folder outside the database kept of it: `unread` where its file is broken. */
export function keptOutside(kept: Pick<KeptCheckpoints, 'last'>): NamedCheckpoint | 'unread' | undefined {
  try {
    return kept.last();
  } catch {
    // A broken file says nothing of the database; the signing of checkpoints says that it is broken.
    return 'unread';
  }
}

/**
 * Returns whether the database may be older than somebody saw it, as after a restore: it lacks the checkpoint that
 * was kept outside, or has some and nothing is kept that could be read. Its very first checkpoint may be kept a
 * moment later.
 */
export async function mayBeRestored(manager: EntityManager, kept: Pick<KeptCheckpoints, 'last'>): Promise<boolean> {
  const last = keptOutside(kept);
  if (last === 'unread') return true;
  if (last !== undefined) return !(await hasCheckpoint(manager, last));
  return ((await newestNamed(manager))?.number ?? 0) > 1;
}
