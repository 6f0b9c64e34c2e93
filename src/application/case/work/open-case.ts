import type { EntityManager } from 'typeorm';
import type { ChainHead } from '../../../persistence/audit/append-audit.js';
import type { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { loadRulebook } from '../../../persistence/rulebook/load-rulebook.js';
import { CaseWork } from './case-work.js';
import { lockCases } from './lock-cases.js';

/**
 * Locks several cases for one act on all of them; returns them in order of id, without those that
 * do not exist. Other cases about their money stay unlocked. The clock is read when all are locked.
 */
export async function openCases(
  manager: EntityManager,
  caseIds: readonly string[],
  actor: string,
): Promise<CaseWork[]> {
  const locked = await lockCases(manager, '$1::text[]', 'NULL', [caseIds]);
  const works: CaseWork[] = [];
  for (const { caseFile, head, now } of locked) works.push(await workOn(manager, caseFile, head, now, actor));
  return works;
}

/**
 * Locks a case, and all cases about the same money (`withOthers`), in order of id; undefined when
 * there is no such case. The clock is read after the lock, so that two acts about one debit are
 * judged one after the other.
 */
export async function openCase(manager: EntityManager, caseId: string, actor: string): Promise<CaseWork | undefined> {
  return openWithSharing(manager, '$1::text', caseId, actor);
}

/**
 * Locks cases, and all cases about the same money as one of them, all in order of id; returns those
 * that were asked for in that order, without those that do not exist.
 */
export async function openCasesWithSharing(
  manager: EntityManager,
  caseIds: readonly string[],
  actor: string,
): Promise<CaseWork[]> {
  const locked = await lockCases(manager, withOthers('ANY ($1::text[])', '$1::text[]'), 'ANY ($1::text[])', [caseIds]);
  const works: CaseWork[] = [];
  for (const { caseFile, isOwn, head, now } of locked)
    if (isOwn) works.push(await workOn(manager, caseFile, head, now, actor));
  return works;
}

/** Locks the case of a hold like `openCase`; throws when there is no such hold. */
export async function openCaseOfHold(manager: EntityManager, holdId: string, actor: string): Promise<CaseWork> {
  const work = await openWithSharing(manager, '(SELECT case_id FROM hold WHERE id = $1)', holdId, actor);
  if (work === undefined) throw new Error(`no hold ${holdId}`);
  return work;
}

/** Opens the case whose id is `own`, SQL with the parameter `$1`, with the others about its money. */
async function openWithSharing(
  manager: EntityManager,
  own: string,
  parameter: string,
  actor: string,
): Promise<CaseWork | undefined> {
  const locked = await lockCases(manager, withOthers(own, own), own, [parameter]);
  const opened = locked.find(({ isOwn }) => isOwn);
  return opened && workOn(manager, opened.caseFile, opened.head, opened.now, actor);
}

/**
 * Returns SQL of an array of ids: `ids`, the cases that share a stolen sum with a case whose id is
 * `own`, and those that say something else of the same reference: what an institution answers one of
 * these is known of the others, and an order counts by what is known when it is issued. An array, not
 * `id = $1 OR id IN (...)`: for an OR, PostgreSQL scans all cases.
 */
function withOthers(own: string, ids: string): string {
  return `ARRAY(SELECT other.case_id FROM claim mine JOIN claim other USING (stolen_sum_id)
                      WHERE mine.case_id = ${own}
                     UNION ALL SELECT rival.case_id FROM claim mine JOIN stolen_sum s ON s.id = mine.stolen_sum_id
                       JOIN transfer t ON t.id = s.transfer_id AND t.contested
                       JOIN transfer r ON (r.from_institution, r.reference) = (t.from_institution, t.reference)
                       JOIN stolen_sum rs ON rs.transfer_id = r.id JOIN claim rival ON rival.stolen_sum_id = rs.id
                      WHERE mine.case_id = ${own}) || ${ids}`;
}

async function workOn(
  manager: EntityManager,
  caseFile: CaseFileRow,
  head: ChainHead,
  now: Date,
  actor: string,
): Promise<CaseWork> {
  return new CaseWork(manager, caseFile, await loadRulebook(manager, caseFile.rulebook), now, actor, head);
}

/** Locks a case like `openCase`, by an id from our own rows; throws when it is absent (a bug). */
export async function openKnownCase(manager: EntityManager, caseId: string, actor: string): Promise<CaseWork> {
  const work = await openCase(manager, caseId, actor);
  if (work === undefined) throw new Error(`no case ${caseId}`);
  return work;
}
