import type { CaseView, MoneyGraph } from '../../api/schema.js';

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
 * is a part of what nobody holds and a person may order; the rest of that is `open`, and what no
 * institution explains `unknown`. Where the trail stops, the server says who may order all the same.
 */
export function sharesOf({ became, accounts }: MoneyGraph, awaitingApprovalSatang: string): Share[] {
  const sum = (...amounts: string[]) => amounts.reduce((total, amount) => total + BigInt(amount), 0n);
  const stoppedAt = (is: (stop: Stop) => boolean) =>
    sum(...accounts.filter(({ stops }) => stops.some(is)).map((account) => account.became.stopped));
  const shielded = stoppedAt(isProtected);
  const beyond = stoppedAt((stop) => !isProtected(stop) && stop.passedBy === 'nobody');
  const unheld = [
    sum(became.awaitingOrder) + sum(became.stopped) - shielded - beyond,
    sum(became.unexplained),
    shielded,
  ];
  const [ordered, unexplained, protectedByRules] = takeFrom(unheld, BigInt(awaitingApprovalSatang));
  const left = (ordered ?? 0n) + (unexplained ?? 0n) + (protectedByRules ?? 0n);
  const shares: readonly (readonly [Share['kind'], bigint])[] = [
    ['held', sum(became.held, became.suspended, became.seized)],
    ['asked', sum(became.awaitingAnswer)],
    ['warn', unheld.reduce((total, each) => total + each, 0n) - left],
    ['unknown', sum(became.awaitingReceiver) + (unexplained ?? 0n)],
    ['shield', protectedByRules ?? 0n],
    ['gone', sum(became.onward, became.offRails, became.released) + beyond],
    ['open', ordered ?? 0n],
  ];
  return shares.map(([kind, satang]) => ({ kind, satang: String(satang) }));
}

type Stop = MoneyGraph['accounts'][number]['stops'][number];

/** Returns whether the rules protect the payee: goods from a shop, or a wage. */
export function isProtected({ reason }: Stop): boolean {
  return reason === 'merchant_shield' || reason === 'payroll_shield';
}

/** Takes an amount from the first amounts on, and returns what is left of each. */
function takeFrom(amounts: readonly bigint[], taken: bigint): bigint[] {
  let rest = taken;
  return amounts.map((amount) => {
    const part = rest < amount ? rest : amount;
    rest -= part;
    return amount - part;
  });
}

/** Returns what the open requests ask to hold, in satang. */
export function askedFor(view: CaseView): string {
  const amounts = openRequests(view).map(({ blastRadius }) => BigInt(blastRadius?.order.amountSatang ?? '0'));
  return String(amounts.reduce((total, amount) => total + amount, 0n));
}
