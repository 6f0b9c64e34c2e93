import type { AgencyFact, FactKind } from '../observed.js';
import type { Reached, Trace } from '../trace/taint.js';
import { append } from './append.js';
import type { Flow, ReadyObserved } from './history.js';
import { type JoinedAccounts, joinedWith } from './joins.js';

/** How far back the habits of an account are read: 60 days, in milliseconds. */
const PAST_MS = 60 * 24 * 60 * 60 * 1000;

/** What can be seen of one account of a trace; every feature is a function of it. */
export interface HopView {
  reached: Reached;
  trace: Trace;
  /** The moment of the question, in epoch milliseconds. */
  asOf: number;
  /** Before the first stolen transfer: the habits of the account. */
  past: { incoming: readonly Flow[]; outgoing: readonly Flow[] };
  /** From the first stolen transfer on. */
  since: { incoming: readonly Flow[]; outgoing: readonly Flow[] };
  /** The transfers of the trace that arrived at it and left it. */
  arrivals: readonly Flow[];
  departures: readonly Flow[];
  /** The facts about it that were known at the moment of the question. */
  facts: readonly AgencyFact[];
  /** The facts known by then about another account. */
  factsOf: (account: string) => readonly AgencyFact[];
  /** The accounts of known trails that a reference joins with it. */
  joined: JoinedAccounts;
  /** The transfers of the trace that arrived at another account of it. */
  arrivalsAt: (account: string) => readonly Flow[];
}

/** Returns what can be seen at `asOf` (epoch ms) of every account of a trace, in order of arrival. */
export function viewHops(trace: Trace, { history, facts, joins }: ReadyObserved, asOf: number): HopView[] {
  const arrivals = groupFlows(trace.flows, ({ to }) => to);
  const departures = groupFlows(trace.flows, ({ from }) => from);
  const factsOf = (account: string) => (facts.get(account) ?? []).filter(({ knownAt }) => knownAt <= asOf);
  return [...trace.reached.values()].map((reached) => {
    const { account } = reached;
    const beginning = trace.since - PAST_MS;
    const before = trace.since - 1;
    return {
      reached,
      trace,
      asOf,
      past: {
        incoming: history.incoming(account, beginning, before),
        outgoing: history.outgoing(account, beginning, before),
      },
      since: {
        incoming: history.incoming(account, trace.since, trace.until),
        outgoing: history.outgoing(account, trace.since, trace.until),
      },
      arrivals: arrivals.get(account) ?? [],
      departures: departures.get(account) ?? [],
      facts: factsOf(account),
      factsOf,
      joined: joinedWith(joins, account, asOf),
      arrivalsAt: (other) => arrivals.get(other) ?? [],
    };
  });
}

/** Returns the values of one kind of fact. */
export function valuesOf(facts: readonly AgencyFact[], kind: FactKind): number[] {
  return facts.filter((fact) => fact.kind === kind).map(({ value }) => value);
}

function groupFlows(flows: readonly Flow[], keyOf: (flow: Flow) => string | null): Map<string, Flow[]> {
  const groups = new Map<string, Flow[]>();
  for (const flow of flows) {
    const key = keyOf(flow);
    if (key !== null) append(groups, key, flow);
  }
  return groups;
}
