import {
  type TargetLimit,
  identified,
  limitsSince,
  targetLimitReached,
} from '../../../domain/complaint/intake/order-limits.js';
import type { SuspectPerson } from '../../../domain/link/subject.js';
import { type Account, accountKey } from '../../../domain/party.js';
import { ruleInForce } from '../../../domain/rulebook/in-force.js';
import { openBreak } from '../../break/open-break.js';
import type { CaseWork } from '../../case/work/case-work.js';
import {
  countUnconfirmedAtTargets,
  isLimitTold,
  type LimitSubject,
  type OrdersAtTargets,
} from '../view/complaint.queries.js';

/**
 * The orders of section 7 at the targets of a complaint whose debit nobody has confirmed (P-LIMIT),
 * with those that the transaction writes itself. Its locks are taken before (`lockLimits`), so that
 * transactions at one instant do not pass a limit together.
 */
export class UnconfirmedAtTargets {
  private readonly atAccounts: Map<string, number>;
  private atPerson: number;

  /** `counted`: at every account that is asked for, and at the suspects of the complaint. */
  constructor(
    private readonly work: CaseWork,
    counted: OrdersAtTargets,
  ) {
    this.atAccounts = new Map(counted.atAccounts.map((at) => [accountKey(at), at.orders]));
    this.atPerson = counted.atPerson;
  }

  /** Reads the counts at accounts and at the suspects that a complaint names. */
  static async read(
    work: CaseWork,
    accounts: readonly Account[],
    persons: readonly SuspectPerson[],
  ): Promise<UnconfirmedAtTargets> {
    const since = limitsSince(limitRule(work), work.now);
    return new UnconfirmedAtTargets(
      work,
      await countUnconfirmedAtTargets(work.manager, accounts, identified(persons), since),
    );
  }

  /** Returns why one more order at an account waits for the confirmation of its debit, or null. */
  limitAt(account: Account): TargetLimit | null {
    return targetLimitReached({ atAccount: this.at(account), atPerson: this.atPerson }, limitRule(this.work));
  }

  /** Counts an order that the transaction writes. */
  count(account: Account): void {
    this.atAccounts.set(accountKey(account), this.at(account) + 1);
    this.atPerson += 1;
  }

  private at(account: Account): number {
    const orders = this.atAccounts.get(accountKey(account));
    if (orders === undefined) throw new Error('the orders at an account were not counted');
    return orders;
  }
}

/**
 * Tells an officer that orders wait by a limit: a break with an owner, once for each number,
 * account or suspect, however many complaints follow.
 */
export async function tellOfLimit(
  work: CaseWork,
  subject: LimitSubject,
  transferId: string | null = null,
): Promise<void> {
  if (await isLimitTold(work.manager, subject, limitsSince(limitRule(work), work.now))) return;
  await openBreak(work, { caseId: work.caseFile.id, id: null }, null, subject.kind, transferId);
}

/** Tells an officer, as `tellOfLimit` does, that an order at an account waits. */
export async function tellOfTargetLimit(
  work: CaseWork,
  limit: TargetLimit,
  { account, persons, transferId }: { account: Account; persons: readonly SuspectPerson[]; transferId: string },
): Promise<void> {
  if (limit === 'SECTION7.ACCOUNT_LIMIT') await tellOfLimit(work, { kind: 'ACCOUNT_LIMIT', account }, transferId);
  else await tellOfLimit(work, { kind: 'PERSON_LIMIT', persons: identified(persons) }, transferId);
}

function limitRule({ rulebook, now }: CaseWork) {
  return ruleInForce(rulebook, 'P-LIMIT', now);
}
