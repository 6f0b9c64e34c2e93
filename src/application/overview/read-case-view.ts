import type { EntityManager } from 'typeorm';
import { evidenceHash } from '../evidence/evidence-hash.js';
import { accountsOfTrail } from '../case/money/read-case-accounts.js';
import { readCaseRow } from './read-case-list.js';
import { readFreezeRequests } from '../freeze-request/read-freeze-requests.js';
import { handlingColumns, handlingOf, type HandlingRow } from '../handling/read-handling.js';
import { requestRule } from '../../domain/freeze-request/who-may-request.js';
import type { Rulebook } from '../../domain/rulebook/in-force.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { iso, rowsOf } from '../case/work/read-rows.js';

/** Of a case: times, who took the complaint, and the time of the reading. */
interface CaseTimes {
  withdrawnAt: Date | null;
  statementAt: Date | null;
  openedBy: string;
  now: Date;
}

/**
 * Reads a case with its freeze requests and the masked accounts of its trail; undefined when there
 * is no such case. It shows nothing personal of victims and holders, so the audit chain of the
 * case does not note the reading, which consoles repeat all day. `reveal` hands out the full values,
 * and is noted.
 */
export async function readCaseView(manager: EntityManager, caseId: string) {
  const row = await readCaseRow(manager, caseId);
  if (row === undefined) return undefined;
  const [times] = await rowsOf<HandlingRow & CaseTimes>(
    manager,
    `SELECT c.withdrawn_at AS "withdrawnAt", c.statement_at AS "statementAt", c.opened_by AS "openedBy", now() AS now, ${handlingColumns('c.id')}
       FROM case_file c WHERE c.id = $1`,
    [caseId],
  );
  if (times === undefined) return undefined;
  const rulebook = await loadRulebook(manager, row.rulebook);
  return {
    ...row,
    withdrawnAt: iso(times.withdrawnAt),
    statementAt: iso(times.statementAt),
    ...handlingOf(times, times.now),
    evidenceHash: await evidenceHash(manager, caseId),
    openedBy: times.openedBy,
    requestRules: rulesOfRequests(rulebook, times.now),
    freezeRequests: await readFreezeRequests(manager, { caseId }),
    accounts: await accountsOfTrail(manager, caseId),
  };
}

function rulesOfRequests(rulebook: Rulebook, now: Date) {
  const ruleOf = (kind: Parameters<typeof requestRule>[0]) => {
    const { roles, latestUntil, ...rule } = requestRule(kind, rulebook, now);
    return { ...rule, roles: [...roles], latestUntil: latestUntil.toISOString() };
  };
  return {
    aoc_suspension: ruleOf('aoc_suspension'),
    break_glass: ruleOf('break_glass'),
    continue_order: ruleOf('continue_order'),
    whole_account: ruleOf('whole_account'),
  };
}
