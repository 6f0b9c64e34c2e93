import type { HoldState } from '../hold/hold.js';
import { MINUTE_MS } from '../time.js';
import type { AccountFacts, Known } from './facts.js';

type DebitVerdict = AccountFacts['debit'];

/**
 * Combines what the victims' institutions say of the debits behind an account: one confirmed debit
 * confirms it, and it is denied only when every debit is denied.
 */
export function debitOfAccount(debits: readonly DebitVerdict[]): DebitVerdict {
  if (debits.includes('confirmed')) return 'confirmed';
  return debits.length > 0 && debits.every((debit) => debit === 'denied') ? 'denied' : 'unknown';
}

/** A hold on an account: when its stolen money came in, and when debits carried it on. */
export interface PassThroughHold {
  state: HoldState;
  creditedAt: Date | undefined;
  /** A victim told the time (`earliestCredit`): a debit before it says nothing of how fast the money went on. */
  isTold: boolean;
  debitedAt: readonly Date[];
}

/**
 * Returns the shortest time, in minutes, from a stolen credit of an account to a debit that
 * carried it on; null when none did. It is unknown until the account's institution has answered an
 * order.
 */
export function passThroughMinutes(holds: readonly PassThroughHold[]): Known<number | null> {
  if (holds.length === 0) return { known: false, why: 'not_asked' };
  const answered = holds.filter(({ state }) => state !== 'ordered' && state !== 'unconfirmed');
  if (answered.length === 0) return { known: false, why: 'no_answer' };
  const minutes = answered.flatMap(({ creditedAt, isTold, debitedAt }) =>
    creditedAt === undefined
      ? []
      : debitedAt
          .filter((at) => !isTold || at >= creditedAt)
          .map((at) => (at.getTime() - creditedAt.getTime()) / MINUTE_MS),
  );
  return { known: true, value: minutes.length === 0 ? null : Math.min(...minutes), evidenceIds: [] };
}
