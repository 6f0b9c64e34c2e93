import type { EntityManager } from 'typeorm';
import type { SuspicionFacts } from '../../domain/judgement/facts.js';
import { selectSuspicions } from './judgement.queries.js';

/**
 * Reads the suspicions of section 6 in a case, oldest first: those that institutions acted on by
 * themselves, and those that rest on a notice.
 */
export async function readSuspicions(manager: EntityManager, caseId: string): Promise<SuspicionFacts[]> {
  const rows = await selectSuspicions(manager, caseId);
  return rows.map(({ sharedBy, shareSince, sharedAt, ...facts }) => ({
    ...facts,
    shared: { by: sharedBy, since: shareSince, at: sharedAt },
  }));
}
