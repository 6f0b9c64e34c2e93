import assert from 'node:assert/strict';
import type { AccountRef } from '../../src/wire/common.js';
import type { HoldReceipt } from '../../src/wire/institution/calls/hold-receipt.js';
import type {
  AccountStatus,
  Channel,
  DebitTarget,
  HolderKind,
  LedgerEvent,
  PaidTo,
  PromptPay,
} from './ledger-events.js';

/** A debit as the books show it. */
export interface Debit {
  readonly accountNo: string;
  readonly reference: string;
  readonly amount: bigint;
  /** Epoch ms. */
  readonly at: number;
  /** The order of booking within the bank; it orders entries of the same instant. */
  readonly sequence: number;
  readonly channel: Channel;
  readonly to: DebitTarget;
  readonly alias?: PromptPay;
  readonly paidTo?: PaidTo;
}

/** A credit as the books show it. */
export interface Credit {
  readonly accountNo: string;
  readonly from: AccountRef;
  readonly reference: string;
  readonly amount: bigint;
  readonly at: number;
  readonly sequence: number;
  readonly channel: Channel;
}

/**
 * An account; amounts in satang. `held` is the part of the balance that holds keep, `restrained` the
 * part that AMLO keeps beside.
 */
export interface Account {
  readonly accountNo: string;
  readonly holderKind: HolderKind;
  readonly promptPayIds: readonly PromptPay[];
  readonly deviceIds: readonly string[];
  /** What its receipts say of it beside. */
  readonly said: Pick<HoldReceipt, 'accountOpenedAt' | 'simOwner'>;
  /** Citizen id or passport number of its holder, where the bank has it. */
  readonly holderNo?: string;
  readonly opening: bigint;
  status: AccountStatus;
  balance: bigint;
  held: bigint;
  restrained: bigint;
  readonly debits: Debit[];
  readonly credits: Credit[];
}

/** The books of one institution, derived from its journal alone. */
export class Ledger {
  readonly accounts = new Map<string, Account>();
  private readonly debits = new Map<string, Debit>();
  private readonly credits = new Map<string, Credit>();
  private readonly accountNoByPromptPay = new Map<string, string>();
  private sequence = 0;

  /**
   * Books an event. Throws on an event that the commands should have refused: money that does not
   * exist, or a second booking.
   */
  apply(event: LedgerEvent): void {
    switch (event.type) {
      case 'account.opened':
        assert(!this.accounts.has(event.accountNo), 'an account is opened once');
        this.accounts.set(event.accountNo, openedAccount(event));
        for (const id of event.promptPayIds) this.accountNoByPromptPay.set(promptPayKey(id), event.accountNo);
        return;
      case 'account.status':
        this.account(event.accountNo).status = event.status;
        return;
      case 'account.restrained':
        this.restrain(this.account(event.accountNo), BigInt(event.amountSatang));
        return;
      case 'account.debited':
        this.debit(event);
        return;
      case 'account.credited':
        this.credit(event);
        return;
    }
  }

  /**
   * Holds `delta` satang more of a balance (less if negative). Throws when it is not available.
   */
  hold(accountNo: string, delta: bigint): void {
    const account = this.account(accountNo);
    account.held += delta;
    assertSound(account);
  }

  private restrain(account: Account, satang: bigint): void {
    account.restrained = satang;
    assertSound(account);
  }

  find(accountNo: string): Account | undefined {
    return this.accounts.get(accountNo);
  }

  /** Returns the account, which must exist. */
  account(accountNo: string): Account {
    const account = this.accounts.get(accountNo);
    assert(account !== undefined, 'the account exists');
    return account;
  }

  /** Returns a transfer that this bank sent, by its reference. */
  findDebit(reference: string): Debit | undefined {
    return this.debits.get(reference);
  }

  /** Returns a transfer that this bank received, by the sender's reference. */
  findCredit(fromInstitution: string, reference: string): Credit | undefined {
    return this.credits.get(creditKey(fromInstitution, reference));
  }

  /** Returns the number of the account for which a PromptPay id is registered here. */
  findPromptPay(id: PromptPay): string | undefined {
    return this.accountNoByPromptPay.get(promptPayKey(id));
  }

  /** Returns all transfers that this bank sent. */
  allDebits(): Iterable<Debit> {
    return this.debits.values();
  }

  private debit(event: Extract<LedgerEvent, { type: 'account.debited' }>): void {
    const { accountNo, reference, at, channel, to, alias, paidTo } = event;
    assert(!this.debits.has(reference), 'a reference is used once');
    const account = this.account(accountNo);
    const amount = BigInt(event.amountSatang);
    const debit = { accountNo, reference, amount, at, sequence: ++this.sequence, channel, to, alias, paidTo };
    account.balance -= amount;
    assertSound(account);
    account.debits.push(debit);
    this.debits.set(reference, debit);
  }

  private credit(event: Extract<LedgerEvent, { type: 'account.credited' }>): void {
    const { accountNo, from, reference, at, channel } = event;
    const key = creditKey(from.institution, reference);
    assert(!this.credits.has(key), 'a transfer is credited once');
    const account = this.account(accountNo);
    const amount = BigInt(event.amountSatang);
    const credit = { accountNo, from, reference, amount, at, sequence: ++this.sequence, channel };
    account.balance += amount;
    assertSound(account);
    account.credits.push(credit);
    this.credits.set(key, credit);
  }
}

/** Returns what may leave the account: the balance less what holds and AMLO keep. */
export function available(account: Account): bigint {
  return account.balance - account.held - account.restrained;
}

/** Throws unless all amounts are at least zero and the balance is the sum of the entries. */
export function assertBalanced(account: Account): void {
  assertSound(account);
  const sum = (entries: readonly { amount: bigint }[]) => entries.reduce((total, entry) => total + entry.amount, 0n);
  const expected = account.opening + sum(account.credits) - sum(account.debits);
  assert.equal(account.balance, expected, 'the balance is what the entries add up to');
}

function assertSound(account: Account): void {
  assert(account.balance >= 0n, 'a balance is never below zero');
  assert(account.held >= 0n, 'a held amount is never below zero');
  assert(account.restrained >= 0n, 'what AMLO keeps is never below zero');
  assert(available(account) >= 0n, 'no more is held than there is');
}

function openedAccount(event: Extract<LedgerEvent, { type: 'account.opened' }>): Account {
  const { accountNo, holderKind, promptPayIds, deviceIds = [], openedAt, simOwner, holderNo } = event;
  const opening = BigInt(event.openingSatang);
  const empty = { held: 0n, restrained: 0n, debits: [], credits: [] };
  const said = { ...(openedAt && { accountOpenedAt: openedAt }), ...(simOwner && { simOwner }) };
  const known = { accountNo, holderKind, promptPayIds, deviceIds, said, ...(holderNo && { holderNo }) };
  return { ...known, opening, status: 'open', balance: opening, ...empty };
}

function promptPayKey({ kind, value }: PromptPay): string {
  return `${kind}/${value}`;
}

function creditKey(fromInstitution: string, reference: string): string {
  return `${fromInstitution}/${reference}`;
}
