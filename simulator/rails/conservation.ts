import type { Bank } from '../banks/bank.js';
import { assertBalanced } from '../banks/ledger.js';

/** The places of all money, in satang. */
export interface MoneyTotals {
  /** What the accounts started with; no other money enters the world. */
  readonly opened: bigint;
  readonly inAccounts: bigint;
  readonly held: bigint;
  /** Debited at one bank and not yet credited at the other. */
  readonly inTransit: bigint;
  /** Outside this world: cash, card, crypto, abroad, an institution that takes no part. */
  readonly offRail: bigint;
}

/**
 * Adds up all money and checks it: no satang was made or lost, each balance is the sum of its
 * entries, and the held amounts of the accounts are those of the active holds and of the banks' own
 * suspensions.
 * @throws on the first sum that is wrong
 */
export function countMoney(banks: ReadonlyMap<string, Bank>): MoneyTotals {
  const totals = { opened: 0n, inAccounts: 0n, held: 0n, inTransit: 0n, offRail: 0n };
  for (const bank of banks.values()) {
    for (const account of bank.ledger.accounts.values()) {
      assertBalanced(account);
      const held = bank.book
        .holdsOn(account.accountNo)
        .reduce((sum, hold) => sum + hold.held, suspendedOn(bank, account.accountNo));
      if (held !== account.held) throw new Error(`${bank.slug}: an account holds back other than its holds say`);
      totals.opened += account.opening;
      totals.inAccounts += account.balance;
      totals.held += held;
    }
    for (const debit of bank.ledger.allDebits()) {
      if ('offRail' in debit.to || !banks.has(debit.to.account.institution)) totals.offRail += debit.amount;
      else if (!isCredited(banks, bank.slug, debit.to.account.institution, debit.reference)) {
        totals.inTransit += debit.amount;
      }
    }
  }
  if (totals.opened !== totals.inAccounts + totals.inTransit + totals.offRail)
    throw new Error('money was made or lost');
  return totals;
}

/** Returns what a bank suspended on an account by its own suspicion (section 6). */
function suspendedOn(bank: Bank, accountNo: string): bigint {
  const own = [...bank.suspensions.active.values()].filter((one) => one.accountNo === accountNo);
  return own.reduce((sum, { suspended }) => sum + suspended, 0n);
}

function isCredited(banks: ReadonlyMap<string, Bank>, from: string, to: string, reference: string): boolean {
  return banks.get(to)?.ledger.findCredit(from, reference) !== undefined;
}
