import type { Flow, History } from '../features/history.js';
import type { Trail } from '../observed.js';
import { TimeQueue } from './time-queue.js';

/** How far a trace goes. */
interface TraceLimits {
  /** Most steps from the account that a victim paid, which is hop 0. */
  hops: number;
  /** How long after the first stolen transfer, in milliseconds. */
  withinMs: number;
}

/** Three hops and 28 days: what the centre asks of a trail at most. */
const TRACE_LIMITS: TraceLimits = { hops: 3, withinMs: 28 * 24 * 60 * 60 * 1000 };

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

/** What a trace found. */
export interface Trace {
  /** When the first stolen transfer was made, and up to when the trace looked (epoch ms). */
  since: number;
  until: number;
  /** What was stolen, in baht. */
  stolen: number;
  /** The accounts of the victims. */
  victims: ReadonlySet<string>;
  /** By account, in order of arrival. */
  reached: ReadonlyMap<string, Reached>;
  /** The transfers along which stolen money can have gone, the stolen ones first, in order of time. */
  flows: readonly Flow[];
  /** Those of them that carry stolen money by the rule of the trace. */
  carrying: readonly Flow[];
}

/**
 * Follows stolen money forward through transfers that respect time, up to `asOf` (epoch ms), and
 * returns every account that it can have reached. Null while nothing is stolen.
 *
 * What leaves an account is stolen money until as much has left as arrived. An account outside the
 * limits of hops or time is not reached. Transfers at the same instant are taken in the order in
 * which they are given.
 */
export function traceTaint(trail: Trail, history: History, asOf: number, limits = TRACE_LIMITS): Trace | null {
  const stolen = trail.stolen.filter(({ at }) => at <= asOf);
  const total = stolen.reduce((sum, { amountSatang }) => sum + Number(amountSatang), 0) / 100;
  if (total === 0) return null;
  const since = stolen.reduce((first, { at }) => Math.min(first, at), Infinity);
  const until = Math.min(asOf, since + limits.withinMs);
  const stolenIds = new Set(stolen.map(({ id }) => id));
  const reached = new Map<string, Reached>();
  const flows: Flow[] = [];
  const carrying: Flow[] = [];
  const waiting = new TimeQueue();
  for (const { amountSatang, ...rest } of stolen) {
    waiting.add({ ...rest, amount: Number(amountSatang) / 100, place: -1 });
  }
  const awaitNext = (account: string, after: Flow): void => {
    const next = history.nextAfter(account, after);
    if (next !== undefined && next.at <= until) waiting.add(next);
  };
  for (let flow = waiting.take(); flow !== undefined; flow = waiting.take()) {
    const isStolen = flow.place < 0;
    const sender = isStolen ? undefined : reached.get(flow.from);
    if (sender !== undefined) awaitNext(flow.from, flow);
    if (!isStolen && stolenIds.has(flow.id)) continue;
    const carried = Math.min(flow.amount / total, sender?.taintLeft ?? Infinity);
    if (sender !== undefined) sender.taintLeft -= carried;
    flows.push(flow);
    if (carried > 0) carrying.push(flow);
    if (flow.to === null) continue;
    const hop = sender === undefined ? 0 : sender.hop + 1;
    const wasFollowed = (reached.get(flow.to)?.hop ?? Infinity) < limits.hops;
    arrive(reached, flow.to, flow.at, hop, carried);
    if (!wasFollowed && hop < limits.hops) awaitNext(flow.to, flow);
  }
  const victims = new Set(stolen.map(({ from }) => from));
  return { since, until, stolen: total, victims, reached, flows, carrying };
}

function arrive(reached: Map<string, Reached>, to: string, at: number, hop: number, share: number): void {
  const known = reached.get(to);
  if (known === undefined) {
    reached.set(to, { account: to, hop, firstAt: at, taint: share, taintLeft: share });
    return;
  }
  known.hop = Math.min(known.hop, hop);
  known.taint += share;
  known.taintLeft += share;
}
