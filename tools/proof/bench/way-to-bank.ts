import type { Posted } from './hotline.js';
import type { FirstOrder } from './record.js';

/** When an order passed each station on its way from the POST to its institution, epoch ms. */
export type Way = Readonly<Record<Station, number>>;

/** The stations, in the order in which an order passes them. */
const STATIONS = ['posted', 'intake transaction', 'at the bank'] as const;
type Station = (typeof STATIONS)[number];

/** Returns the way of one order. The times compare only when everything runs on one machine. */
export function wayToBank(posted: Posted, order: FirstOrder, arrivedAtMs: number): Way {
  return {
    posted: posted.sentAtMs,
    'intake transaction': order.receivedAt.getTime(),
    'at the bank': arrivedAtMs,
  };
}

/** Returns, for each station, the milliseconds from the one before, for every way. */
export function legsOf(ways: readonly Way[]): ReadonlyMap<string, number[]> {
  return new Map(
    STATIONS.slice(1).map((station, index) => {
      const before = STATIONS[index] ?? 'posted';
      return [station, ways.map((way) => way[station] - way[before])] as const;
    }),
  );
}
