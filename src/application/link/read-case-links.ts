import type { EntityManager } from 'typeorm';
import { numberParameter, ruleInForce } from '../../domain/rulebook/in-force.js';
import type { RulebookName } from '../../domain/rulebook/build.js';
import { databaseNow } from '../../persistence/clock.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { maskAccount } from '../case/privacy/mask.js';
import { groupBy, rowsOf } from '../case/work/read-rows.js';
import { readGroupTotals } from '../judgement/read-linked-group.js';
import {
  groupMembers,
  holdsAtSharedAccounts,
  linksOfCase,
  type SharedAccountHoldRow,
  subjectsOfCase,
} from './link.queries.js';

/**
 * Reads what a case shares with which other cases, as `person` sees it, and the group that they
 * form; undefined when there is no such case.
 */
export async function readLinks(manager: EntityManager, caseId: string, person: string) {
  const [found] = await rowsOf<{ rulebook: RulebookName }>(manager, 'SELECT rulebook FROM case_file WHERE id = $1', [
    caseId,
  ]);
  if (found === undefined) return undefined;
  const row = ruleInForce(await loadRulebook(manager, found.rulebook), 'P-LINK', await databaseNow(manager));
  const linksByCase = groupBy(await linksOfCase(manager, caseId), (link) => link.caseId);
  const holds = await holdsAtSharedAccounts(manager, caseId);
  return {
    subjects: await readSubjects(manager, caseId),
    linked: [...linksByCase].flatMap(([otherCaseId, rows]) => {
      const [first] = rows;
      if (first === undefined) return [];
      const { link: _link, officers, openedAt, ...otherCase } = first;
      return [
        {
          ...otherCase,
          openedAt: openedAt.toISOString(),
          handledBy: handledBy(officers, person),
          links: rows.map(({ link: { byCaseId, since, ...link } }) => ({
            ...link,
            since: new Date(since).toISOString(),
            byThisCase: byCaseId === caseId,
          })),
          holdsAtSharedAccounts: holds.filter((hold) => hold.caseId === otherCaseId).map(sharedAccountHoldView),
        },
      ];
    }),
    group: await readGroup(manager, caseId, numberParameter(row, 'groupMaxCases')),
  };
}

function handledBy(officers: readonly string[], person: string): 'nobody' | 'you' | 'another' {
  if (officers.length === 0) return 'nobody';
  return officers.includes(person) ? 'you' : 'another';
}

async function readSubjects(manager: EntityManager, caseId: string) {
  const rows = await subjectsOfCase(manager, caseId);
  return rows.map(({ since, cases, ...row }) => ({ ...row, since: since.toISOString(), cases: Number(cases) }));
}

function sharedAccountHoldView({ caseId: _caseId, accountNo, expiresAt, ...hold }: SharedAccountHoldRow) {
  return { ...hold, accountMasked: maskAccount(accountNo), expiresAt: expiresAt.toISOString() };
}

async function readGroup(manager: EntityManager, caseId: string, maxCases: number) {
  const { contactVictims: _contactVictims, ...totals } = await readGroupTotals(manager, caseId, maxCases);
  return {
    ...totals,
    stolenSatang: totals.stolenSatang.toString(),
    heldSatang: totals.heldSatang.toString(),
    complete: totals.cases < maxCases,
    members: await groupMembers(manager, caseId, maxCases),
  };
}
