import type { EntityManager } from 'typeorm';
import { caseExists } from '../case/work/case.queries.js';
import { maskAccount } from '../case/privacy/mask.js';
import { iso } from '../case/work/read-rows.js';
import { holdsOfNotices, noticesOfCase, type OfficerResultJson, ownSuspensionsOfCase } from './notice.queries.js';

/**
 * Reads the notices about a case and what is suspended by them; undefined when there is no such
 * case.
 */
export async function readNotices(manager: EntityManager, caseId: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const notices = await noticesOfCase(manager, caseId);
  const suspensions = await ownSuspensionsOfCase(manager, caseId);
  const holds = await holdsOfNotices(manager, caseId);
  return {
    notices: notices.map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() })),
    suspensions: suspensions.map(({ accountNo, ...row }) => ({
      ...row,
      accountMasked: maskAccount(accountNo),
      foundAt: row.foundAt.toISOString(),
      suspendedAt: row.suspendedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      endedAt: iso(row.endedAt),
      result: withInstants(row.result),
    })),
    holds: holds.map(({ accountNo, ...row }) => ({
      ...row,
      accountMasked: maskAccount(accountNo),
      notifiedAt: row.notifiedAt.toISOString(),
      until: row.until.toISOString(),
      result: withInstants(row.result),
    })),
  };
}

function withInstants(result: OfficerResultJson | null): OfficerResultJson | null {
  if (result === null) return null;
  const { decidedAt, acknowledgedAt } = result;
  const toIso = (text: string) => new Date(text).toISOString();
  return {
    ...result,
    decidedAt: toIso(decidedAt),
    acknowledgedAt: acknowledgedAt === null ? null : toIso(acknowledgedAt),
  };
}
