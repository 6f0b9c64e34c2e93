import type { EntityManager } from 'typeorm';
import { trailAccounts } from '../work/case.queries.js';
import { maskAccount } from '../privacy/mask.js';

/** The centre's own suspension: whether it is allowed at an account is a finding of this rule. */
const SUSPENSION_RULE = 'AOC-85B';

/**
 * Reads the accounts on the trail of a case, masked and by hop, each with whether the findings
 * allow a suspension there. An account that the newest judgement does not name is `unknown`, never
 * `not_met`.
 */
export async function accountsOfTrail(manager: EntityManager, caseId: string) {
  const accounts = await trailAccounts(manager, caseId, SUSPENSION_RULE);
  return accounts.map(({ accountNo, ...account }) => ({
    ...account,
    accountMasked: maskAccount(accountNo),
    suspension: account.suspension ?? ('unknown' as const),
  }));
}
