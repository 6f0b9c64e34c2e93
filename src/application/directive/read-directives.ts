import type { EntityManager } from 'typeorm';
import { keptByOthers } from '../../domain/directive/cut-off.js';
import { maskTail } from '../../domain/identifiers/mask.js';
import { caseExists } from '../case/work/case.queries.js';
import { maskAccount } from '../case/privacy/mask.js';
import { groupBy, iso } from '../case/work/read-rows.js';
import {
  type DirectiveOfCaseRow,
  type DirectiveQuery,
  directivesFrom,
  directivesOfCase,
  messagesOfDirectives,
  type NumbersStep,
  numbersSteps,
} from './directive.queries.js';

/**
 * Reads the directives of a case with each party's answer, newest first; undefined when there is
 * no such case.
 */
export async function readCaseDirectives(manager: EntityManager, caseId: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const rows = await directivesOfCase(manager, caseId);
  return { directives: await withMessages(manager, rows) };
}

/**
 * Reads a page of directives over all cases, newest first, such as those that wait for a
 * supervisor or the listings in force.
 */
export async function readDirectives(manager: EntityManager, query: DirectiveQuery) {
  const { limit } = query;
  const rows = await directivesFrom(manager, { ...query, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return {
    directives: await withMessages(manager, page),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

async function withMessages(manager: EntityManager, rows: readonly DirectiveOfCaseRow[]) {
  const messages = await messagesOfDirectives(
    manager,
    rows.map(({ id }) => id),
  );
  const byDirective = groupBy(messages, ({ directiveId }) => directiveId);
  const numbers = rows.flatMap(({ subject }) => (subject.kind === 'numbers' ? subject.values : []));
  const steps = numbers.length === 0 ? [] : await numbersSteps(manager, numbers);
  return rows.map(({ subject, ...row }) => ({
    ...row,
    keptBy: keptBy({ ...row, subject }, steps),
    subjectKind: subject.kind,
    subjects: subject.kind === 'numbers' ? subject.values.map(maskTail) : [maskAccount(subject.value)],
    requestedAt: row.requestedAt.toISOString(),
    decidedAt: iso(row.decidedAt),
    delistedAt: iso(row.delistedAt),
    notices: (byDirective.get(row.id) ?? []).map(({ id, party, firstSentAt, attempts, acknowledgedAt, result }) => ({
      id,
      party,
      firstSentAt: iso(firstSentAt),
      attempts,
      acknowledgedAt: iso(acknowledgedAt),
      result,
    })),
  }));
}

/** Returns which numbers of a cut-off or a lifting other cut-offs keep cut off now, masked. */
function keptBy({ id, liftsId, subject }: DirectiveOfCaseRow, steps: readonly NumbersStep[]) {
  if (subject.kind !== 'numbers') return [];
  return keptByOthers(subject.values, liftsId ?? id, steps).map(({ number, by }) => ({
    number: maskTail(number),
    directiveId: by.id,
    caseId: by.caseId,
    caseNo: by.caseNo,
  }));
}
