import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openCases } from '../case/work/open-case.js';
import { lastShown } from './advice.queries.js';

/**
 * Notes on a case's chain which advice a person who may decide is shown, by ids, before it is handed
 * out. What was shown already is not noted again, so that a page that reads anew writes nothing.
 * A decision that follows on the chain was made after this was shown; it reads none of it.
 */
export async function noteShown(
  db: DataSource,
  { caseId, person, adviceIds }: { caseId: string; person: string; adviceIds: readonly string[] },
): Promise<void> {
  const ids = adviceIds.toSorted();
  const isNoted = async (manager: EntityManager) =>
    JSON.stringify(await lastShown(manager, caseId, person)) === JSON.stringify(ids);
  if (await isNoted(db.manager)) return;
  await inTransaction(db, async (manager) => {
    const [work] = await openCases(manager, [caseId], person);
    if (work === undefined) throw new Error(`no case ${caseId}`);
    // Another reading of the same person may have noted it while this one waited.
    if (await isNoted(manager)) return;
    work.audit('advice.shown', { caseId, adviceIds: ids });
    await work.finish();
  });
}
