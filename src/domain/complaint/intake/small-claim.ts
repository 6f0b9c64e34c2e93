import type { TransferFacts } from '../../judgement/facts.js';
import { sumSatang } from '../../money.js';
import { findRule, numberParameter } from '../../rulebook/in-force.js';
import type { Rulebook } from '../../rulebook/in-force.js';

/** What a case claims of the accounts that its transfers went to. */
interface ClaimedTransfers {
  transfers: readonly Pick<TransferFacts, 'transferId' | 'account' | 'debit' | 'claimedSatang'>[];
}

/**
 * Returns whether a case claims too little of the account that a transfer went to for an order that
 * nobody decides on (P-SMALL). All transfers of the case to that account count together, so that a
 * victim of many small payments is not refused; what is claimed no longer, was denied, or goes
 * beyond what was debited does not. Whoever pays one satang to sixty accounts freezes none of them.
 */
export function isSmallClaim(facts: ClaimedTransfers, transferId: string, rulebook: Rulebook, now: Date): boolean {
  const row = findRule(rulebook, 'P-SMALL', now);
  const account = facts.transfers.find((transfer) => transfer.transferId === transferId)?.account ?? null;
  if (row === undefined || account === null) return false;
  const counted = facts.transfers.filter((transfer) => transfer.account === account && transfer.debit !== 'denied');
  return sumSatang(counted.map(({ claimedSatang }) => claimedSatang)) < numberParameter(row, 'minAtAccountSatang');
}
