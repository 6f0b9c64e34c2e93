import type { EntityManager } from 'typeorm';
import { dutiesOf } from '../../domain/judgement/duties/duties-of.js';
import { databaseNow } from '../../persistence/clock.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { newestFindings } from './judge-record.js';
import { readDutyFacts } from './read-duty-facts.js';
import { maskSubject } from '../case/privacy/mask.js';
import { iso } from '../case/work/read-rows.js';

/**
 * Reads the duties of a case by the law in force now, overdue ones first, with masked accounts.
 * Undefined when there is no such case.
 */
export async function readDuties(manager: EntityManager, caseId: string) {
  const caseFile = await manager.findOneBy(CaseFileRow, { id: caseId });
  const facts = await readDutyFacts(manager, caseId);
  if (caseFile === null || facts === undefined) return undefined;
  const now = await databaseNow(manager);
  const rulebook = await loadRulebook(manager, caseFile.rulebook);
  const findings = await newestFindings({ manager, caseFile });
  return {
    asOf: now.toISOString(),
    duties: dutiesOf(findings, facts, { rulebook, now }).map((duty) => ({
      ...duty,
      subject: maskSubject(duty.subject),
      startedAt: duty.startedAt.toISOString(),
      dueAt: iso(duty.dueAt),
      breachAt: iso(duty.breachAt),
      fulfilledAt: iso(duty.fulfilledAt),
    })),
  };
}
