import type { Account } from '../party.js';

/*
 * Whose question about a debit an institution is asked next. Everybody's questions go to the same
 * few lines of one institution, so many made-up transfers must not go before a true one.
 */

/** A question about a debit that waits for its turn. */
export interface WaitingQuestion {
  /** The keyed hash of the reporter's number; of a case without a reporter, the case. */
  reporter: string;
  /** The debited account. */
  account: string;
  /** An order waits for the answer: nothing holds the money yet. */
  orderWaits: boolean;
  /** It searches for a debit that nobody knows yet, or its time is over: no hold ends by it. */
  canWait: boolean;
  /** When its time is over, epoch ms. */
  endsAtMs: number;
}

/** A new question, and what is known of its report when it is written. */
interface NewQuestion {
  caseId: string;
  /** The keyed hash of the reporter's number; null where there is none. */
  reporterKey: string | null;
  account: Account;
  /** The transfer it is about; null: it searches for one. */
  transfer: { receiverKnown: boolean; isOrdered: boolean } | null;
  /** The holder of the account reports. */
  holderReports: boolean;
  deadlineAt: Date;
}

/**
 * Returns what decides the turn of a new question. An order waits for its answer when nobody knows the account
 * behind a PromptPay id, or when nothing was ordered of what the holder of the account reports (P-LIMIT).
 */
export function turnOfNew({
  caseId,
  reporterKey,
  account,
  transfer,
  holderReports,
  deadlineAt,
}: NewQuestion): WaitingQuestion {
  return {
    reporter: reporterKey ?? caseId,
    account: `${account.institution} ${account.accountNo}`,
    canWait: transfer === null,
    orderWaits: transfer === null || !transfer.receiverKnown || (holderReports && !transfer.isOrdered),
    endsAtMs: deadlineAt.getTime(),
  };
}

/** How many questions of each reporter, and about each debited account, went before. */
export class AskedBefore {
  private readonly counts = new Map<string, number>();

  /** Counts a question whose turn it is. */
  count(question: WaitingQuestion): void {
    for (const key of keysOf(question)) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** Returns how many went before of the same reporter or account, whichever are more. */
  of(question: WaitingQuestion): number {
    return Math.max(...keysOf(question).map((key) => this.counts.get(key) ?? 0));
  }
}

/**
 * Returns the place of the question whose turn it is, or -1 when none waits. Whoever was asked for
 * least goes first: so a crowd of questions of one reporter, or about one account, delays nobody
 * else. Of these, one that an order waits for leads, then confirmations, then what can wait; then
 * the one whose time is over first, and then the one that came first.
 */
export function nextInTurn(waiting: readonly WaitingQuestion[], before: AskedBefore): number {
  let next = -1;
  let nextRank: readonly number[] = [];
  for (const [place, question] of waiting.entries()) {
    const rank = [before.of(question), classOf(question), question.endsAtMs];
    if (next >= 0 && !isLess(rank, nextRank)) continue;
    next = place;
    nextRank = rank;
  }
  return next;
}

function classOf({ orderWaits, canWait }: WaitingQuestion): number {
  if (canWait) return 2;
  return orderWaits ? 0 : 1;
}

function isLess(one: readonly number[], other: readonly number[]): boolean {
  for (const [at, value] of one.entries()) {
    const against = other[at] ?? value;
    if (value !== against) return value < against;
  }
  return false;
}

function keysOf({ reporter, account }: WaitingQuestion): readonly string[] {
  return [`reporter ${reporter}`, `account ${account}`];
}
