import { pbkdf2Sync } from 'node:crypto';
import { decideOnce } from '../../packages/institution/once.js';
import type { AccountRef } from '../../src/wire/common.js';
import type { DebitConfirmation, DebitConfirmationRequest } from '../../src/wire/institution/calls/debit-question.js';
import { answersByCallback, type BankMode } from '../http/behaviours.js';
import { refuse, type Refusal } from '../http/problem.js';
import { reply } from '../http/replies.js';
import type { Reply } from '../http/signed-app.js';
import type { Bank, BankEvent } from './bank.js';
import type { ConfirmationRecord } from './hold-book.js';
import type { Debit, Ledger } from './ledger.js';
import type { PromptPay } from './ledger-events.js';

/**
 * Answers by the books whether the account really sent the transfer, and to which account. The
 * first question fixes the answer; a silent bank does not send it.
 */
export function answerDebit(bank: Bank, question: DebitConfirmationRequest, now: Date): Reply | Refusal {
  const request = JSON.stringify(question);
  const known = bank.book.confirmations.get(question.confirmationId);
  const once = decideOnce(known && { message: JSON.parse(known.request) as unknown, record: known }, question);
  const { mode, delayMs } = bank.behaviours.of(question.account.accountNo, 'debit');
  if (once.act === 'repeat') return replyTo(once.known.record, mode, now);
  if (once.act === 'reused') return refuse(409, 'ORDER.REUSED', 'this confirmation id was used for another question');
  if (question.account.institution !== bank.slug) {
    return refuse(422, 'ORDER.OTHER_INSTITUTION', 'the account is at another institution');
  }
  const receivedAt = now.getTime();
  const confirmation: DebitConfirmation = {
    confirmationId: question.confirmationId,
    ...findDebit(bank.ledger, question),
    at: now.toISOString(),
  };
  const from = answersByCallback(mode) ? receivedAt + delayMs : receivedAt;
  const record: ConfirmationRecord = { request, confirmation, from };
  const events: BankEvent[] = [{ type: 'debit.asked', ...record, receivedAt }];
  if (answersByCallback(mode)) {
    events.push(bank.callback({ type: 'debit.confirmation', data: confirmation }, from, mode));
  }
  bank.commit(events);
  return replyTo(record, mode, now);
}

/**
 * Looks for the debit by reference, account and amount, because a victim's slip may be forged in
 * any of the three.
 */
function findDebit(
  ledger: Ledger,
  { caseNo, account, transfer, search = {}, holder: told }: DebitConfirmationRequest,
): Omit<DebitConfirmation, 'confirmationId' | 'at'> {
  const holder = compareHolder(ledger.find(account.accountNo)?.holderNo, told?.proof, caseNo);
  if (holder === 'DIFFERS') return { result: 'DENIED', reason: 'OTHER_HOLDER', holder };
  const said =
    transfer === undefined
      ? findTold(ledger, account.accountNo, search)
      : compareTransfer(ledger, account.accountNo, transfer);
  return transfer !== undefined && told === undefined ? said : { ...said, holder };
}

/** Compares a reported transfer with the books. */
function compareTransfer(
  ledger: Ledger,
  accountNo: string,
  transfer: NonNullable<DebitConfirmationRequest['transfer']>,
): Omit<DebitConfirmation, 'confirmationId' | 'at'> {
  const debit = ledger.findDebit(transfer.reference);
  if (debit === undefined) return { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' };
  if (debit.accountNo !== accountNo) return { result: 'DENIED', reason: 'OTHER_ACCOUNT' };
  if (debit.amount !== BigInt(transfer.amountSatang))
    return { result: 'DENIED', reason: 'AMOUNT_DIFFERS', debitedAmountSatang: debit.amount.toString() };
  return 'account' in debit.to ? { result: 'CONFIRMED', to: debit.to.account } : { result: 'CONFIRMED' };
}

/** Compares the number of a holder with the proof of the victim's; either may be missing. */
function compareHolder(
  holderNo: string | undefined,
  proof: string | undefined,
  caseNo: string,
): NonNullable<DebitConfirmation['holder']> {
  if (holderNo === undefined || proof === undefined) return 'NOT_COMPARED';
  return pbkdf2Sync(holderNo, caseNo, 10_000, 32, 'sha256').toString('hex') === proof ? 'MATCHES' : 'DIFFERS';
}

/** Looks for the one debit that fits all that a victim told; a PromptPay id by the account behind it. */
function findTold(
  ledger: Ledger,
  accountNo: string,
  { amountSatang, amountBetween, between, reference, to }: NonNullable<DebitConfirmationRequest['search']>,
): Omit<DebitConfirmation, 'confirmationId' | 'at'> {
  const fitting = (ledger.find(accountNo)?.debits ?? []).flatMap((debit) => {
    const isTold =
      (amountSatang === undefined || debit.amount === BigInt(amountSatang)) &&
      (amountBetween === undefined || isBetween(debit.amount, amountBetween)) &&
      (reference === undefined || debit.reference === reference) &&
      (between === undefined || (debit.at >= Date.parse(between.from) && debit.at <= Date.parse(between.until)));
    if (!isTold || !('account' in debit.to)) return [];
    const isTo =
      to === undefined || ('account' in to ? isSame(to.account, debit.to.account) : isAlias(to.promptPay, debit));
    const at = new Date(debit.at).toISOString();
    return isTo
      ? [{ reference: debit.reference, amountSatang: debit.amount.toString(), at, to: debit.to.account }]
      : [];
  });
  const [found] = fitting;
  if (found === undefined) return { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' };
  return fitting.length > 1 ? { result: 'DENIED', reason: 'SEVERAL_TRANSFERS' } : { result: 'CONFIRMED', found };
}

function isBetween(amount: bigint, { fromSatang, untilSatang }: { fromSatang: string; untilSatang: string }): boolean {
  return amount >= BigInt(fromSatang) && amount <= BigInt(untilSatang);
}

function isSame(one: AccountRef, other: AccountRef): boolean {
  return one.institution === other.institution && one.accountNo === other.accountNo;
}

function isAlias(told: PromptPay, { alias }: Debit): boolean {
  return alias !== undefined && alias.kind === told.kind && alias.value === told.value;
}

function replyTo({ confirmation, from }: ConfirmationRecord, mode: BankMode, now: Date): Reply {
  if (mode !== 'silent' && from <= now.getTime()) return reply(200, confirmation);
  return reply(202, { status: 'accepted', id: confirmation.confirmationId, at: confirmation.at });
}
