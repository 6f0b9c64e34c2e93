import type { EntityManager } from 'typeorm';
import type { ChainHead } from '../../../persistence/audit/append-audit.js';
import type { CaseFileRow } from '../../../persistence/entities/case.entities.js';
import { loadRulebook } from '../../../persistence/rulebook/load-rulebook.js';
import { CaseWork } from './case-work.js';
import { lockCases } from './lock-cases.js';

/**
 * Locks several cases for one act on all of them; returns them in order of id, without those that
 * do not exist. Other cases that share their money stay unlocked. The clock is read when all are
 * locked.
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
 * Locks a case, and all cases that share a stolen sum with it, in order of id; undefined when
 * there is no such case. The clock is read after the lock, so that two acts on one case are judged
 * one after the other.
 */
export async function openCase(manager: EntityManager, caseId: string, actor: string): Promise<CaseWork | undefined> {
  return openWithSharing(manager, '$1::text', caseId, actor);
}

/**
 * Locks cases, and all cases that share a stolen sum with one of them, all in order of id; returns
 * those that were asked for in that order, without those that do not exist.
 */
export async function openCasesWithSharing(
  manager: EntityManager,
  caseIds: readonly string[],
  actor: string,
): Promise<CaseWork[]> {
  const locked = await lockCases(manager, withSharing('ANY ($1::text[])', '$1::text[]'), 'ANY ($1::text[])', [caseIds]);
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

/**
 * Opens the case whose id is `own`, SQL with the parameter `$1`, with those that share its sums.
 */
async function openWithSharing(
  manager: EntityManager,
  own: string,
  parameter: string,
  actor: string,
): Promise<CaseWork | undefined> {
  const locked = await lockCases(manager, withSharing(own, own), own, [parameter]);
  const opened = locked.find(({ isOwn }) => isOwn);
  return opened && workOn(manager, opened.caseFile, opened.head, opened.now, actor);
}

/**
 * Returns SQL of an array of ids: `ids`, and the cases that share a stolen sum with a case whose id
 * is `own`. An array, not `id = $1 OR id IN (...)`: for an OR, PostgreSQL scans all cases.
 */
function withSharing(own: string, ids: string): string {
  return `ARRAY(SELECT other.case_id FROM claim mine JOIN claim other USING (stolen_sum_id)
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
