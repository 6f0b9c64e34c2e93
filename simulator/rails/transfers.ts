import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { AccountRef } from '../../src/wire/common.js';
import { smaller } from '../banks/attribution.js';
import type { Bank, BankEvent } from '../banks/bank.js';
import { missingSatang } from '../banks/hold-book.js';
import type { Channel, DebitTarget, LedgerEvent, PromptPay } from '../banks/ledger-events.js';
import { available, type Credit, type Debit } from '../banks/ledger.js';
import { refuse, type Refusal } from '../http/problem.js';

/** A payment to make; amounts in satang. `at` in the past books it as history. */
export interface TransferCommand {
  readonly from: AccountRef;
  readonly to: DebitTarget | { readonly promptPay: PromptPay };
  readonly amount: bigint;
  readonly reference: string;
  /** Epoch ms. */
  readonly at: number;
  readonly channel: Channel;
  /** The purpose of an ordinary payment; absent: the bank knows of none. */
  readonly purpose?: 'goods' | 'wage' | undefined;
}

/** A payment that was made; `created` is false when the same reference had made it before. */
export interface TransferMade {
  readonly ok: true;
  readonly debit: Debit;
  readonly created: boolean;
}

const PAID_TO = { goods: 'merchant', wage: 'payroll' } as const;

/**
 * The payment system between the banks: it takes money out of one account and puts it into
 * another.
 */
export class Rails {
  constructor(private readonly banks: ReadonlyMap<string, Bank>) {}

  /**
   * Moves money; the same payment with the same reference moves nothing again. Between two banks
   * the debit is on disk before the credit is booked: a crash between them leaves money in
   * transit, which `settle` delivers at the next start. Refuses with a 404, 409 or 422.
   */
  async transfer(command: TransferCommand): Promise<TransferMade | Refusal> {
    const sender = this.banks.get(command.from.institution);
    if (sender === undefined) return refuse(404, 'ACCOUNT.UNKNOWN', 'no such paying account');
    const to = this.resolve(command.to);
    if (to === undefined) return refuse(404, 'PROMPTPAY.UNKNOWN', 'nobody has registered this PromptPay id');
    const known = sender.ledger.findDebit(command.reference);
    if (known !== undefined && !isSamePayment(known, command, to)) {
      return refuse(409, 'TRANSFER.REUSED', 'this reference made another payment');
    }
    if (known === undefined) {
      const refusal = this.whyRefused(command, sender, to);
      if (refusal !== undefined) return refusal;
      sender.commit(this.sending(command, to));
    }
    const debit = sender.ledger.findDebit(command.reference);
    assert(debit !== undefined, 'the payment was booked');
    await sender.durable();
    await this.deliver(sender.slug, debit);
    return { ok: true, debit, created: known === undefined };
  }

  /** Delivers the money that was in transit when the process ended. */
  async settle(): Promise<void> {
    for (const bank of this.banks.values()) {
      for (const debit of bank.ledger.allDebits()) await this.deliver(bank.slug, debit);
    }
  }

  /** Returns the account of a PromptPay id, at any bank. */
  findPromptPay(id: PromptPay): AccountRef | undefined {
    for (const bank of this.banks.values()) {
      const accountNo = bank.ledger.findPromptPay(id);
      if (accountNo !== undefined) return { institution: bank.slug, accountNo };
    }
    return undefined;
  }

  private resolve(to: TransferCommand['to']): DebitTarget | undefined {
    if (!('promptPay' in to)) return to;
    const account = this.findPromptPay(to.promptPay);
    return account === undefined ? undefined : { account };
  }

  private whyRefused(command: TransferCommand, sender: Bank, to: DebitTarget): Refusal | undefined {
    const account = sender.ledger.find(command.from.accountNo);
    if (account === undefined) return refuse(404, 'ACCOUNT.UNKNOWN', 'no such paying account');
    if (account.status === 'closed') return refuse(422, 'ACCOUNT.CLOSED', 'the paying account is closed');
    if (account.status === 'restrained') return refuse(422, 'ACCOUNT.RESTRAINED', 'AMLO keeps the money');
    if ('account' in to && this.banks.has(to.account.institution)) {
      const receiving = this.banks.get(to.account.institution)?.ledger.find(to.account.accountNo);
      if (receiving === undefined) return refuse(404, 'ACCOUNT.UNKNOWN', 'no such receiving account');
      if (receiving.status === 'closed') return refuse(422, 'ACCOUNT.CLOSED', 'the receiving account is closed');
      if (receiving === account) return refuse(422, 'TRANSFER.TO_ITSELF', 'an account does not pay itself');
      if (command.purpose === 'goods' && receiving.holderKind !== 'merchant') {
        return refuse(422, 'TRANSFER.NOT_A_MERCHANT', 'no bank settles payments for goods to this account');
      }
    }
    if (command.purpose === 'wage' && account.holderKind !== 'juristic') {
      return refuse(422, 'TRANSFER.NOT_AN_EMPLOYER', 'wages are paid by a company’s payroll order');
    }
    if (available(account) >= command.amount) return undefined;
    return refuse(422, 'TRANSFER.NOT_AVAILABLE', 'the amount is more than the available balance');
  }

  /**
   * Returns the entries at the paying bank; within one bank they contain the credit too, in one
   * commit.
   */
  private sending(command: TransferCommand, to: DebitTarget): BankEvent[] {
    const { reference, at, channel, purpose } = command;
    const amountSatang = command.amount.toString();
    const { accountNo } = command.from;
    const paidTo = purpose && PAID_TO[purpose];
    const debited: LedgerEvent = {
      type: 'account.debited',
      accountNo,
      reference,
      amountSatang,
      at,
      channel,
      to,
      alias: 'promptPay' in command.to ? command.to.promptPay : undefined,
      paidTo,
    };
    if (!('account' in to) || to.account.institution !== command.from.institution) return [debited];
    const bank = this.bank(command.from.institution);
    return [debited, ...receiving(bank, to.account.accountNo, { ...command, accountNo: to.account.accountNo })];
  }

  private async deliver(fromInstitution: string, debit: Debit): Promise<void> {
    // An institution that takes no part has no books here: the money is off the rails.
    const receiver = 'account' in debit.to ? this.banks.get(debit.to.account.institution) : undefined;
    if (!('account' in debit.to) || receiver === undefined) return;
    if (receiver.ledger.findCredit(fromInstitution, debit.reference) === undefined) {
      const from = { institution: fromInstitution, accountNo: debit.accountNo };
      receiver.commit(receiving(receiver, debit.to.account.accountNo, { ...debit, from }));
    }
    await receiver.durable();
  }

  private bank(slug: string): Bank {
    const bank = this.banks.get(slug);
    assert(bank !== undefined, 'money goes to a bank that exists');
    return bank;
  }
}

/**
 * Returns the credit, and a callback to the centre for each watched hold with the missing amount
 * that the credit could fill; no satang is reported for two holds.
 */
function receiving(bank: Bank, accountNo: string, payment: Omit<Credit, 'sequence'>): BankEvent[] {
  const { from, reference, amount, at, channel } = payment;
  const amountSatang = amount.toString();
  const credited: BankEvent = { type: 'account.credited', accountNo, from, reference, amountSatang, at, channel };
  if (bank.behaviours.of(accountNo, 'hold').mode === 'silent') return [credited];
  const callbacks: BankEvent[] = [];
  let unreported = amount;
  for (const hold of bank.book.holdsOn(accountNo)) {
    const amountSatang = smaller(unreported, missingSatang(hold));
    if (!hold.watched || hold.state !== 'active' || hold.expiresAt <= Date.now() || amountSatang === 0n) continue;
    unreported -= amountSatang;
    const data = { holdId: hold.holdId, amountSatang: amountSatang.toString(), at: new Date(at).toISOString() };
    callbacks.push(bank.callback({ type: 'account.credited', data }, Date.now()));
  }
  return [credited, ...callbacks];
}

function isSamePayment(debit: Debit, command: TransferCommand, to: DebitTarget): boolean {
  return (
    debit.accountNo === command.from.accountNo && debit.amount === command.amount && isDeepStrictEqual(debit.to, to)
  );
}
