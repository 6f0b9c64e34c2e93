import type { EntityManager } from 'typeorm';
import { databaseNow } from '../../../persistence/clock.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { loadRulebook } from '../../../persistence/rulebook/load-rulebook.js';
import type { CaseWork } from './case-work.js';

/** A case as it is read, with its rules and the database's clock; it need not be locked. */
export type Reading = Pick<CaseWork, 'manager' | 'caseFile' | 'rulebook' | 'now'>;

/** Begins to read a case. */
export async function readingOf(manager: EntityManager, caseFile: CaseFileRow): Promise<Reading> {
  const rulebook = await loadRulebook(manager, caseFile.rulebook);
  return { manager, caseFile, rulebook, now: await databaseNow(manager) };
}

/** Begins to read the case of an id, which must be there. */
export async function readingOfCase(manager: EntityManager, caseId: string): Promise<Reading> {
  return readingOf(manager, await manager.findOneByOrFail(CaseFileRow, { id: caseId }));
}
