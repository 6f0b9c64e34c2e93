import type { CaseFacts, ClaimedElsewhere, TransferFacts } from '../../judgement/facts.js';
import { maxSatang, type Satang, sumSatang } from '../../money.js';
import { findRule, numberParameter } from '../../rulebook/in-force.js';
import type { Rulebook } from '../../rulebook/in-force.js';

/** What a case claims of the accounts that its transfers went to, and what its victim claims of them elsewhere. */
interface ClaimedTransfers extends Pick<CaseFacts, 'claimedElsewhere'> {
  transfers: readonly Pick<TransferFacts, 'transferId' | 'account' | 'debit' | 'claimedSatang'>[];
}

/**
 * Returns whether a victim claims too little of the account that a transfer went to for an order that
 * nobody decides on (P-SMALL). What the victim lost to that account counts together, in one report or
 * in several, so that a victim of many small payments is not refused; what is claimed no longer, was
 * denied, or goes beyond what was debited does not. Whoever pays one satang to sixty accounts freezes
 * none of them.
 */
export function isSmallClaim(facts: ClaimedTransfers, transferId: string, rulebook: Rulebook, now: Date): boolean {
  const account = facts.transfers.find((transfer) => transfer.transferId === transferId)?.account ?? null;
  return account !== null && lostTo(facts, account) < leastAtAccount(rulebook, now);
}

/**
 * Returns the accounts of a report's transfers of which too little is claimed for an order that nobody
 * decides on, by all that is given. Empty where P-SMALL is not in force.
 */
export function smallAccounts(facts: ClaimedTransfers, rulebook: Rulebook, now: Date): string[] {
  const least = leastAtAccount(rulebook, now);
  const accounts = new Set(facts.transfers.flatMap(({ account }) => account ?? []));
  return [...accounts].filter((account) => lostTo(facts, account) < least);
}

/** A claim of a victim in another report, and the debit that it is about: institution and reference. */
export interface ClaimOfVictim extends ClaimedElsewhere {
  debit: string;
}

/**
 * Returns what the other reports of a victim add to one that claims `own` debits: each debit counts
 * once, whichever reports name it, with the most that one of them claims. So nobody reaches an amount
 * by telling one payment twice.
 */
export function addedElsewhere(claims: readonly ClaimOfVictim[], own: ReadonlySet<string>): ClaimedElsewhere[] {
  const byDebit = new Map<string, ClaimOfVictim>();
  for (const claim of claims) {
    if (own.has(claim.debit)) continue;
    const key = `${claim.account} ${claim.debit}`;
    const before = byDebit.get(key);
    byDebit.set(key, { ...claim, satang: maxSatang(claim.satang, before?.satang ?? 0n) });
  }
  return [...byDebit.values()].map(({ account, satang }) => ({ account, satang }));
}

function lostTo({ transfers, claimedElsewhere = [] }: ClaimedTransfers, account: string): Satang {
  const counted = transfers.filter((transfer) => transfer.account === account && transfer.debit !== 'denied');
  const elsewhere = claimedElsewhere.filter((claim) => claim.account === account);
  return sumSatang([...counted.map(({ claimedSatang }) => claimedSatang), ...elsewhere.map(({ satang }) => satang)]);
}

function leastAtAccount(rulebook: Rulebook, now: Date): Satang {
  const row = findRule(rulebook, 'P-SMALL', now);
  return BigInt(row === undefined ? 0 : numberParameter(row, 'minAtAccountSatang'));
}
