import type { DataSource } from 'typeorm';
import type { Driver } from '../../src/application/due/due-kind.js';
import type { Why } from '../../src/application/due/kinds/all.js';
import { DueDriving } from '../../src/keeper/drive-due.js';

const NOBODY: Omit<Driver, 'db'> = {
  look: () => Promise.reject(new Error('nobody looks at a case')),
  advanceHold: () => Promise.reject(new Error('nobody advances a hold')),
  sendAboutHolds: () => undefined,
  missesWorkflow: () => undefined,
};

/**
 * Drives once what is due for these reasons, as the keeper does, with a memory of its own. Returns for how many
 * something was done. What the process does besides the record nobody does, but for what is in `driver`.
 */
export function driveDue(
  db: DataSource,
  whys: readonly Why[],
  driver: Partial<Omit<Driver, 'db'>> = {},
): Promise<number> {
  const unwatched = { driven: () => undefined, inOrder: () => undefined };
  return new DueDriving({ ...NOBODY, ...driver, db }, unwatched, whys).round();
}
