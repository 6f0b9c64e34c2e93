import type { EntityManager } from 'typeorm';
import type { NoticeFacts } from '../../domain/judgement/facts.js';
import { selectNoticeFacts } from './judgement.queries.js';

/**
 * Reads the suspicions of section 6 in a case, oldest first: those that institutions acted on by
 * themselves, and those that rest on a notice.
 */
export async function readNoticeFacts(manager: EntityManager, caseId: string): Promise<NoticeFacts[]> {
  const rows = await selectNoticeFacts(manager, caseId);
  return rows.map(({ sharedBy, shareSince, sharedAt, ...facts }) => ({
    ...facts,
    shared: { by: sharedBy, since: shareSince, at: sharedAt },
  }));
}
