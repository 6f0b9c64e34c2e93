import type { Observed, Transfer } from '../observed.js';
import { append } from './append.js';
import { type Joins, joinsOf } from './joins.js';

/** A transfer with its amount in baht, as the features count it. */
export interface Flow {
  id: string;
  from: string;
  to: string | null;
  /** Baht, because features are shares and ratios and never money that is paid out. */
  amount: number;
  /** Epoch milliseconds. */
  at: number;
  rail: string;
  /** Its place in the order of time; below 0 for a payment that stands before all of its instant. */
  place: number;
}

/**
 * Observed transfers in order of time, found by account and by time. Every question takes the
 * moment up to which it looks, so that what comes later changes no answer.
 */
export class History {
  private readonly outOf = new Map<string, Flow[]>();
  private readonly into = new Map<string, Flow[]>();

  /** Transfers at one instant keep the order in which they are given. */
  constructor(transfers: readonly Transfer[]) {
    const inTime: Flow[] = transfers
      .map(({ id, from, to, amountSatang, at, rail }) => ({
        id,
        from,
        to,
        amount: Number(amountSatang) / 100,
        at,
        rail,
        place: 0,
      }))
      .sort((a, b) => a.at - b.at);
    for (const [place, flow] of inTime.entries()) {
      flow.place = place;
      if (flow.from === flow.to) continue;
      append(this.outOf, flow.from, flow);
      if (flow.to !== null) append(this.into, flow.to, flow);
    }
  }

  /** Returns what an account was paid from `since` to `until`, both included (epoch ms). */
  incoming(account: string, since: number, until: number): readonly Flow[] {
    return cut(this.into.get(account) ?? [], since, until);
  }

  /** Returns what an account paid from `since` to `until`, both included (epoch ms). */
  outgoing(account: string, since: number, until: number): readonly Flow[] {
    return cut(this.outOf.get(account) ?? [], since, until);
  }

  /** Returns the next payment of an account after another payment; undefined when there is none. */
  nextAfter(account: string, { at, place }: Flow): Flow | undefined {
    const flows = this.outOf.get(account) ?? [];
    for (let next = firstAfter(flows, at, true); next < flows.length; next += 1) {
      const flow = flows[next];
      if (flow !== undefined && (flow.at > at || flow.place > place)) return flow;
    }
    return undefined;
  }
}

/** What an analysis looks at, made ready once for many questions. */
export interface ReadyObserved {
  history: History;
  /** By account, in the order in which they became known. */
  facts: ReadonlyMap<string, Observed['facts']>;
  joins: Joins;
}

/** Makes what was observed ready for many questions. */
export function makeReady(observed: Observed): ReadyObserved {
  const facts = new Map<string, Observed['facts'][number][]>();
  for (const fact of observed.facts.toSorted((a, b) => a.knownAt - b.knownAt)) append(facts, fact.subject, fact);
  return { history: new History(observed.transfers), facts, joins: joinsOf(observed.refs) };
}

function cut(flows: readonly Flow[], since: number, until: number): readonly Flow[] {
  return flows.slice(firstAfter(flows, since, true), firstAfter(flows, until, false));
}

/** Returns the index of the first flow after an instant, or at it too (`included`). */
function firstAfter(flows: readonly Flow[], instant: number, included: boolean): number {
  let low = 0;
  let high = flows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = flows[middle]?.at ?? Infinity;
    if (at < instant || (!included && at === instant)) low = middle + 1;
    else high = middle;
  }
  return low;
}
