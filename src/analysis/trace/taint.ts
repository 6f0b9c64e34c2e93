import type { Trail, Transfer } from '../observed.js';

/** How far a trace goes. */
export interface TraceLimits {
  /** Most steps from the account that a victim paid, which is hop 0. */
  hops: number;
  /** How long after the first stolen transfer, in milliseconds. */
  withinMs: number;
}

/** Three hops and 28 days: what the centre asks of a trail at most. */
export const TRACE_LIMITS: TraceLimits = { hops: 3, withinMs: 28 * 24 * 60 * 60 * 1000 };

/** An account that stolen money can have reached. */
export interface Reached {
  account: string;
  /** Fewest steps from the account that a victim paid. */
  hop: number;
  /** When money of the trail can first have arrived, in epoch milliseconds. */
  firstAt: number;
  /** Stolen money that arrived, as a share of what was stolen; 0 to 1, and above 1 in a circle. */
  taint: number;
  /** The part of it that has not left again. */
  taintLeft: number;
}

/**
 * Follows stolen money forward through transfers that respect time, up to `asOf` (epoch ms), and
 * returns every account that it can have reached, in order of arrival.
 *
 * What leaves an account is stolen money until as much has left as arrived. An account outside the
 * limits of hops or time is not reached. Transfers at the same instant are taken in the order in
 * which they are given.
 */
export function traceTaint(
  trail: Trail,
  transfers: readonly Transfer[],
  asOf: number,
  limits: TraceLimits = TRACE_LIMITS,
): Reached[] {
  const stolen = trail.stolen.filter(({ at }) => at <= asOf);
  const total = stolen.reduce((sum, { amountSatang }) => sum + Number(amountSatang), 0);
  if (total === 0) return [];
  const from = Math.min(...stolen.map(({ at }) => at));
  const until = Math.min(asOf, from + limits.withinMs);
  const stolenIds = new Set(stolen.map(({ id }) => id));
  const later = transfers.filter(({ id, at }) => at >= from && at <= until && !stolenIds.has(id));
  const inTime = [...stolen, ...later].sort((a, b) => a.at - b.at);

  const reached = new Map<string, Reached>();
  for (const transfer of inTime) {
    const share = Number(transfer.amountSatang) / total;
    if (stolenIds.has(transfer.id)) arrive(reached, transfer, 0, share);
    else {
      const sender = reached.get(transfer.from);
      if (sender === undefined || sender.hop >= limits.hops || transfer.to === transfer.from) continue;
      const carried = Math.min(share, sender.taintLeft);
      sender.taintLeft -= carried;
      arrive(reached, transfer, sender.hop + 1, carried);
    }
  }
  return [...reached.values()];
}

function arrive(reached: Map<string, Reached>, transfer: Transfer, hop: number, share: number): void {
  const known = reached.get(transfer.to);
  if (known === undefined) {
    const first = { account: transfer.to, hop, firstAt: transfer.at, taint: share, taintLeft: share };
    reached.set(transfer.to, first);
    return;
  }
  known.hop = Math.min(known.hop, hop);
  known.taint += share;
  known.taintLeft += share;
}
