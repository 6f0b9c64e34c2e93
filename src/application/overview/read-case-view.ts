import type { EntityManager } from 'typeorm';
import { evidenceHash } from '../evidence/evidence-hash.js';
import { accountsOfTrail } from '../case/read-case-accounts.js';
import { readCaseRow } from './read-case-list.js';
import { readFreezeRequests } from '../freeze-request/read-freeze-requests.js';
import { handlingColumns, handlingOf, type HandlingRow } from '../handling/read-handling.js';
import { iso, rowsOf } from '../case/read-rows.js';

/**
 * Reads a case with its freeze requests and the masked accounts of its trail; undefined when there
 * is no such case. It shows nothing personal of victims and holders, so the audit chain of the
 * case does not note the reading, which consoles repeat all day. `reveal` hands out the full values,
 * and is noted.
 */
export async function readCaseView(manager: EntityManager, caseId: string) {
  const row = await readCaseRow(manager, caseId);
  if (row === undefined) return undefined;
  const [times] = await rowsOf<HandlingRow & { withdrawnAt: Date | null; statementAt: Date | null; now: Date }>(
    manager,
    `SELECT c.withdrawn_at AS "withdrawnAt", c.statement_at AS "statementAt", now() AS now, ${handlingColumns('c.id')}
       FROM case_file c WHERE c.id = $1`,
    [caseId],
  );
  if (times === undefined) return undefined;
  return {
    ...row,
    withdrawnAt: iso(times.withdrawnAt),
    statementAt: iso(times.statementAt),
    ...handlingOf(times, times.now),
    evidenceHash: await evidenceHash(manager, caseId),
    freezeRequests: await readFreezeRequests(manager, { caseId }),
    accounts: await accountsOfTrail(manager, caseId),
  };
}
