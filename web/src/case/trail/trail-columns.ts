import type { CollapsedGraph } from './collapse.js';

/** What the columns of the picture are: the hops, or the times at which the money arrived. */
export type TrailBy = 'hop' | 'time';

/** A column of the picture with the times of the transfers into it (epoch milliseconds). */
export interface TrailColumn {
  readonly place: number;
  /** Of a picture by hop: the hop. */
  readonly hop: number;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** More columns by time than this are put together, each of as many instants. */
const MOST_COLUMNS = 16;

/** Which column each account and each end of the trail has, and what stands over the columns. */
interface TrailColumns {
  /** Column of an account; null is the victim. */
  ofNode: (node: number | null) => number;
  /** Column of a transfer that ends where nobody can follow it. */
  ofEnd: (transfer: CollapsedGraph['transfers'][number]) => number;
  readonly heads: readonly TrailColumn[];
}

/**
 * Puts the trail into columns. By hop, an account stands where its hop is. By time, it stands where
 * money first arrived there: money that arrived at the same instant stands in one column, and
 * columns are in the order of time.
 */
export function columnsOf({ accounts, transfers }: CollapsedGraph, by: TrailBy): TrailColumns {
  const hopOf = new Map(accounts.map(({ node, hop }) => [node, hop]));
  const hopColumn = (node: number | null) => (node === null ? 0 : (hopOf.get(node) ?? 0) + 1);
  if (by === 'hop') {
    const ofEnd = ({ from }: CollapsedGraph['transfers'][number]) => hopColumn(from) + 1;
    return { ofNode: hopColumn, ofEnd, heads: headsOf(transfers, (each) => endOf(each, hopColumn, ofEnd)) };
  }
  const atOf = (transfer: CollapsedGraph['transfers'][number]) => Date.parse(transfer.transferredAt);
  const firstAt = new Map<number, number>();
  for (const transfer of transfers) {
    if (transfer.to === null) continue;
    firstAt.set(transfer.to, Math.min(atOf(transfer), firstAt.get(transfer.to) ?? Infinity));
  }
  const ends = transfers.filter(({ to }) => to === null).map(atOf);
  const instants = [...new Set([...firstAt.values(), ...ends])].sort((one, other) => one - other);
  const each = Math.ceil(instants.length / MOST_COLUMNS);
  const placeOf = new Map(instants.map((at, index) => [at, Math.floor(index / each) + 1]));
  const ofNode = (node: number | null) => (node === null ? 0 : (placeOf.get(firstAt.get(node) ?? NaN) ?? 1));
  const ofEnd = (transfer: CollapsedGraph['transfers'][number]) => placeOf.get(atOf(transfer)) ?? 1;
  const arrivals = transfers.filter((transfer) => transfer.to === null || atOf(transfer) === firstAt.get(transfer.to));
  return { ofNode, ofEnd, heads: headsOf(arrivals, (transfer) => endOf(transfer, ofNode, ofEnd)) };
}

function endOf(
  transfer: CollapsedGraph['transfers'][number],
  ofNode: TrailColumns['ofNode'],
  ofEnd: TrailColumns['ofEnd'],
): number {
  return transfer.to === null ? ofEnd(transfer) : ofNode(transfer.to);
}

function headsOf(
  transfers: CollapsedGraph['transfers'],
  placeOf: (transfer: CollapsedGraph['transfers'][number]) => number,
): TrailColumn[] {
  const heads = new Map<number, TrailColumn>();
  for (const transfer of transfers) {
    const [place, at] = [placeOf(transfer), Date.parse(transfer.transferredAt)];
    const before = heads.get(place);
    heads.set(place, {
      place,
      hop: place - 1,
      fromMs: Math.min(at, before?.fromMs ?? Infinity),
      untilMs: Math.max(at, before?.untilMs ?? -Infinity),
    });
  }
  return [...heads.values()].sort((one, other) => one.place - other.place);
}
