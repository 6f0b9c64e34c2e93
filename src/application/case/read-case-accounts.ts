import type { EntityManager } from 'typeorm';
import { caseExists, trailAccounts } from './case.queries.js';
import { maskAccount } from './mask.js';

/** The centre's own suspension: whether it is allowed at an account is a finding of this rule. */
const SUSPENSION_RULE = 'AOC-85B';

/**
 * Reads the accounts on the trail of a case, in full and by hop, each with whether the findings
 * allow a suspension there. An account that the newest judgement does not name is `unknown`, never
 * `not_met`.
 */
export async function accountsOfTrail(manager: EntityManager, caseId: string) {
  const accounts = await trailAccounts(manager, caseId, SUSPENSION_RULE);
  return accounts.map((account) => ({
    ...account,
    accountMasked: maskAccount(account.accountNo),
    suspension: account.suspension ?? ('unknown' as const),
  }));
}

/**
 * Reads the same accounts for a person who must name one in a request; undefined when there is no
 * such case. The caller notes the access before it hands them out.
 */
export async function readCaseAccounts(manager: EntityManager, caseId: string) {
  return (await caseExists(manager, caseId)) ? { accounts: await accountsOfTrail(manager, caseId) } : undefined;
}
