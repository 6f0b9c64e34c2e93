import type { EntityManager } from 'typeorm';
import type { AccountOnRecord, ActiveHold } from '../../domain/freeze-request/blast-radius.js';
import { type Account, accountKey } from '../../domain/party.js';
import { groupBy } from '../case/work/read-rows.js';
import { type ActiveHoldRow, activeHolds, signsOfInnocence } from './trail.queries.js';

/**
 * Reads what all cases know of accounts: live holds, and signs of an innocent merchant. The
 * function that it returns throws on an account that was not asked about.
 */
export async function readAccountsOnRecord(
  manager: EntityManager,
  accounts: readonly Account[],
): Promise<(account: Account) => Pick<AccountOnRecord, 'activeHolds' | 'signs'>> {
  const holdsByAccount = groupBy(await activeHolds(manager, accounts), (row) => row.account);
  const signsByAccount = groupBy(await signsOfInnocence(manager, accounts), (row) => row.account);
  return (account) => {
    const [found] = signsByAccount.get(accountKey(account)) ?? [];
    if (found === undefined) throw new Error('an account was not asked about');
    const { account: _account, ...signs } = found;
    return { activeHolds: (holdsByAccount.get(accountKey(account)) ?? []).map(toActiveHold), signs };
  };
}

function toActiveHold({ account: _account, requestedSatang, heldSatang, ...hold }: ActiveHoldRow): ActiveHold {
  return { ...hold, requestedSatang: BigInt(requestedSatang), heldSatang: BigInt(heldSatang) };
}
