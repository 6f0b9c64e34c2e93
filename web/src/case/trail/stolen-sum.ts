import type { CaseView, WhatBecame } from '../../api/schema.js';

/** What became of a stolen sum, in the order of the bar. */
export interface Share {
  readonly kind: 'held' | 'asked' | 'warn' | 'unknown' | 'shield' | 'gone' | 'open';
  readonly satang: string;
}

/** Requests that wait for a decision. */
export function openRequests(view: CaseView): CaseView['freezeRequests'] {
  return view.freezeRequests.filter(({ state }) => state === 'requested' || state === 'half_approved');
}

/**
 * Divides a stolen sum into the segments of its bar; they add up to it. What waits for an approval
 * is a part of what has no order yet; the rest of that is `open`: nobody has asked anybody.
 */
export function sharesOf(became: WhatBecame, awaitingApprovalSatang: string): Share[] {
  const sum = (...amounts: string[]) => amounts.reduce((total, amount) => total + BigInt(amount), 0n);
  const withoutOrder = BigInt(became.awaitingOrder);
  const awaiting = BigInt(awaitingApprovalSatang) < withoutOrder ? BigInt(awaitingApprovalSatang) : withoutOrder;
  const shares: readonly (readonly [Share['kind'], bigint])[] = [
    ['held', sum(became.held, became.suspended, became.seized)],
    ['asked', sum(became.awaitingAnswer)],
    ['warn', awaiting],
    ['unknown', sum(became.awaitingReceiver, became.unexplained)],
    ['shield', sum(became.stopped)],
    ['gone', sum(became.onward, became.offRails, became.released)],
    ['open', withoutOrder - awaiting],
  ];
  return shares.map(([kind, satang]) => ({ kind, satang: String(satang) }));
}

/** Returns what the open requests ask to hold, in satang. */
export function askedFor(view: CaseView): string {
  const amounts = openRequests(view).map(({ blastRadius }) => BigInt(blastRadius?.order.amountSatang ?? '0'));
  return String(amounts.reduce((total, amount) => total + amount, 0n));
}
