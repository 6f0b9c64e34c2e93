import type { HoldState } from '../hold/hold.js';
import { minSatang, type Satang } from '../money.js';

/** The kinds of news that a victim hears about the money, never about who holds an account. */
export type NewsKind =
  /** Money is suspended. */
  | 'held'
  /** Part of what was suspended was let go. */
  | 'reduced'
  /** There was nothing left to suspend. */
  | 'nothing_found'
  /** The institution refused the order. */
  | 'refused'
  /** The time of the order ended before the institution said that it held anything. */
  | 'never_confirmed'
  /** What was suspended was let go. */
  | 'released'
  /** What was suspended is kept under another power. */
  | 'seized'
  /** Nothing more will happen in the case. */
  | 'closed';

/** By which means a victim was told, or was to be told. */
export const TELLING_MEANS = ['call', 'sms', 'letter', 'in_person'] as const;
export type TellingMeans = (typeof TELLING_MEANS)[number];
export const TELLING_OUTCOMES = ['told', 'not_reached'] as const;
export type TellingOutcome = (typeof TELLING_OUTCOMES)[number];

/** A hold before or after a change. */
export interface HoldSeen {
  state: HoldState;
  heldSatang: Satang;
  /** What another authority keeps beside it; absent: nothing. */
  seizedSatang?: Satang;
}

/** News of a hold, with its amount. */
interface NewsItem {
  kind: NewsKind;
  amountSatang: Satang;
}

const HOLDING: readonly HoldState[] = ['held', 'partly_held'];

/**
 * Returns the news for the victim in a change of a hold: of what it holds, and of what another
 * authority keeps beside it (`beside`), which a change of what is held is not told as too.
 */
export function newsOfChange(before: HoldSeen, after: HoldSeen): (NewsItem & { beside?: boolean })[] {
  const taken = (after.seizedSatang ?? 0n) - (before.seizedSatang ?? 0n);
  if (after.state === 'seized' || taken === 0n) return listOf(newsOfHold(before, after));
  // The hold stays as it is when another authority ends what it kept.
  if (taken < 0n) return [{ kind: 'released', amountSatang: -taken, beside: true }];
  const heldSatang = before.heldSatang - minSatang(taken, before.heldSatang);
  return [
    ...listOf(newsOfHold({ ...before, heldSatang }, after)),
    { kind: 'seized', amountSatang: taken, beside: true },
  ];
}

function listOf(item: NewsItem | null): NewsItem[] {
  return item === null ? [] : [item];
}

/** Returns the news of what a hold holds, with its amount; null without news. */
export function newsOfHold(before: HoldSeen, after: HoldSeen): NewsItem | null {
  switch (after.state) {
    case 'held':
    case 'partly_held':
      return newsOfAmount(HOLDING.includes(before.state) ? before.heldSatang : 0n, after.heldSatang);
    case 'no_funds':
      return { kind: 'nothing_found', amountSatang: 0n };
    case 'refused':
      return { kind: 'refused', amountSatang: 0n };
    case 'released':
      return before.heldSatang > 0n
        ? { kind: 'released', amountSatang: before.heldSatang }
        : { kind: 'never_confirmed', amountSatang: 0n };
    case 'seized':
      return { kind: 'seized', amountSatang: after.heldSatang };
    default:
      // An order or release is under way, and the institution has not answered yet.
      return null;
  }
}

function newsOfAmount(before: Satang, after: Satang): NewsItem | null {
  if (after === before) return null;
  return after > before
    ? { kind: 'held', amountSatang: after - before }
    : { kind: 'reduced', amountSatang: before - after };
}

/** Why a suspension ended by the word on another report, as a victim is told who did not give it. */
const BY_ANOTHER_REPORT: Readonly<Record<string, string>> = {
  WITHDRAWN: 'ANOTHER_WITHDRAWN',
  CORRECTED: 'ANOTHER_CORRECTED',
  DEBIT_DENIED: 'ANOTHER_DENIED',
  DEBIT_NOT_CONFIRMED: 'ANOTHER_NOT_CONFIRMED',
};

/**
 * Returns the reason of an end as it is told to a victim whose own report did not bring it: a
 * suspension may have rested on another report of the same money. Other reasons are everybody's.
 */
export function reasonForOthers(reason: string | null): string | null {
  return reason === null ? null : (BY_ANOTHER_REPORT[reason] ?? reason);
}

/**
 * Returns the code of why a case closed, or null where the news before say it: the victim's
 * institution denied every debit. A wrong reference in the report is then the likely cause.
 */
export function reasonOfClosing(debits: readonly string[]): 'DEBIT_DENIED' | null {
  return debits.length > 0 && debits.every((state) => state === 'denied') ? 'DEBIT_DENIED' : null;
}
