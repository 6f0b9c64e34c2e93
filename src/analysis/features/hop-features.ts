import { bangkokHour } from '../../domain/calendar/bangkok-day.js';
import { DAY_MS, HOUR_MS } from '../../domain/time.js';
import type { Flow } from './history.js';
import { type HopView, valuesOf } from './hop-view.js';

/**
 * Where a feature comes from: from transfers, from agencies, from references of theirs that join
 * accounts, or from the trace of stolen money itself. Age, sex, name, nationality, province and citizen id are no features and never become
 * any.
 */
type FeatureGroup = 'taint' | 'transfers' | 'agencies' | 'joins';

/** One figure about an account of a trace. */
export interface HopFeature {
  name: string;
  group: FeatureGroup;
  /**
   * `ranked`: counts only beside the other accounts of the same trace, as the share of them that
   * have less; so it means the same whatever the currency, the pace or the size of a network.
   */
  scale: 'plain' | 'ranked';
  /** 1: more can only raise the score; -1: only lower it; 0: either. */
  monotone: -1 | 0 | 1;
  /** NaN where nothing is known. */
  read: (view: HopView) => number;
}

/** The trace itself: what the taint order knows. */
const TAINT: readonly HopFeature[] = [
  { name: 'taint', group: 'taint', scale: 'plain', monotone: 1, read: ({ reached }) => Math.min(1, reached.taint) },
];

const TRANSFERS: readonly HopFeature[] = [
  plain('hop', ({ reached }) => reached.hop),
  plain('concentration', ({ reached, trace, since }) => share(reached.taint * trace.stolen, sum(since.incoming)), 1),
  plain('traceInShare', ({ arrivals, since }) => share(sum(arrivals), sum(since.incoming)), 1),
  plain('traceOutShare', ({ departures, since }) => share(sum(departures), sum(since.outgoing))),
  ranked('traceSenders', ({ arrivals }) => distinct(arrivals, sender)),
  plain('traceSenderShare', ({ arrivals, since }) =>
    share(distinct(arrivals, sender), distinct(since.incoming, sender)),
  ),
  plain('sentOn', ({ reached }) => share(reached.taint - reached.taintLeft, reached.taint)),
  ranked('waited', waitedMs),
  plain('waitedHours', (view) => Math.log1p(waitedMs(view) / HOUR_MS)),
  plain('passThrough', ({ since }) => balanceOf(sum(since.incoming), sum(since.outgoing))),
  plain('passThroughPast', ({ past }) => balanceOf(sum(past.incoming), sum(past.outgoing))),
  plain('matched', ({ since }) => matchedShare(since.incoming, since.outgoing, 3 * DAY_MS)),
  plain('matchedPast', ({ past }) => matchedShare(past.incoming, past.outgoing, 3 * DAY_MS)),
  plain('matchedQuickly', ({ since }) => matchedShare(since.incoming, since.outgoing, HOUR_MS)),
  plain('netFlow', ({ since }) => netOf(sum(since.incoming), sum(since.outgoing))),
  plain('netFlowPast', ({ past }) => netOf(sum(past.incoming), sum(past.outgoing))),
  plain('newSenderShare', ({ past, since }) => newShare(past.incoming, since.incoming, sender)),
  plain('newReceiverShare', ({ past, since }) => newShare(past.outgoing, since.outgoing, receiver)),
  plain('inGrowth', (view) => growth(view, sum(view.past.incoming), sum(view.since.incoming))),
  plain('outGrowth', (view) => growth(view, sum(view.past.outgoing), sum(view.since.outgoing))),
  plain('inCountGrowth', (view) => growth(view, view.past.incoming.length, view.since.incoming.length)),
  plain('outCountGrowth', (view) => growth(view, view.past.outgoing.length, view.since.outgoing.length)),
  plain('inAmountGrowth', ({ past, arrivals }) => share(mean(arrivals), mean(arrivals) + mean(past.incoming))),
  plain('outAmountGrowth', ({ past, departures }) => share(mean(departures), mean(departures) + mean(past.outgoing))),
  ranked('inCount', ({ since }) => since.incoming.length),
  ranked('outCount', ({ since }) => since.outgoing.length),
  ranked('senders', ({ past, since }) => distinct([...past.incoming, ...since.incoming], sender)),
  ranked('receivers', ({ past, since }) => distinct([...past.outgoing, ...since.outgoing], receiver)),
  ranked('inAmount', ({ since }) => sum(since.incoming)),
  ranked('inAmountPast', ({ past }) => sum(past.incoming)),
  ranked('arrived', ({ arrivals }) => sum(arrivals)),
  plain('paysBackShare', ({ past, since }) =>
    reciprocity([...past.incoming, ...since.incoming], [...past.outgoing, ...since.outgoing]),
  ),
  plain('inCircle', ({ departures, trace }) =>
    Number(departures.some(({ to }) => to !== null && earlier(trace, to, departures))),
  ),
  plain('meets', ({ departures, arrivalsAt }) => convergence(departures, arrivalsAt)),
  plain('burst', ({ past, since }) => burst([...past.incoming, ...since.incoming])),
  ranked('ageDays', ({ past, since, asOf }) => (asOf - firstAt(past, since, asOf)) / DAY_MS),
  ranked('quietDays', ({ past, trace }) => (trace.since - lastAt(past, trace.since)) / DAY_MS),
  plain('nightShare', ({ since }) => countShare([...since.incoming, ...since.outgoing], isAtNight)),
  plain('smallPayments', ({ past, since }) =>
    countShare([...past.incoming, ...since.incoming], ({ amount }) => amount < 100),
  ),
  plain('roundShare', ({ since }) =>
    countShare([...since.incoming, ...since.outgoing], ({ amount }) => amount % 100 === 0),
  ),
  plain('shopShare', ({ past, since }) => countShare([...past.incoming, ...since.incoming], isShopPayment)),
  plain('wageShare', ({ past, since }) =>
    countShare([...past.incoming, ...since.incoming], ({ rail }) => rail === 'payroll'),
  ),
  plain('leftRailsShare', ({ since }) =>
    share(sum(since.outgoing.filter(({ to }) => to === null)), sum(since.outgoing)),
  ),
  // What an innocent who sends money on does otherwise: an old habit, known payers, shops, and
  // payees who keep what they get.
  plain('paysShopsShare', ({ past, since }) => countShare([...past.outgoing, ...since.outgoing], isShopPayment)),
  plain('habitDays', habitDays),
  plain('arrivedFromKnown', ({ past, arrivals }) => share(sum(fromKnown(past.incoming, arrivals)), sum(arrivals))),
  plain('payeesSendOn', payeesSendOn),
];

const AGENCIES: readonly HopFeature[] = [
  agency('simOwnerDiffers', ({ facts }) => latest(valuesOf(facts, 'sim_owner_differs')), 1),
  agency('hr03', ({ facts }) => strongest(valuesOf(facts, 'hr03')), 1),
  agency('colour', ({ facts }) => strongest(valuesOf(facts, 'colour')), 1),
  agency('earlierComplaints', ({ facts }) => valuesOf(facts, 'earlier_complaint').length, 1),
  agency('specialCases', ({ facts }) => valuesOf(facts, 'special_case').length, 1),
  agency('flaggedWallets', ({ facts }) => valuesOf(facts, 'flagged_wallet').length, 1),
  agency('daysOpen', ({ facts, asOf }) =>
    Math.log1p(Math.max(0, asOf - latest(valuesOf(facts, 'account_opened'))) / DAY_MS),
  ),
  agency('neighboursKnown', neighboursKnown, 1),
];

/** One person, telephone or wallet behind several accounts of known trails. */
const JOINS: readonly HopFeature[] = [
  join('joinedPerson', ({ joined }) => joined.person.size),
  join('joinedDevice', ({ joined }) => joined.device.size),
  join('joinedWallet', ({ joined }) => joined.wallet.size),
  join('joinedKnown', joinedKnown),
];

/**
 * Every feature of an account of a trace, in the order in which a model reads them. A model of a
 * country of accounts has no joins and reads those before them.
 */
export const HOP_FEATURES: readonly HopFeature[] = [...TAINT, ...TRANSFERS, ...AGENCIES, ...JOINS];

/**
 * Reads every feature of every account of a trace: a row for each view, a column for each of
 * `HOP_FEATURES`.
 */
export function readHopFeatures(views: readonly HopView[]): number[][] {
  const columns = HOP_FEATURES.map(({ read, scale }) => {
    const values = views.map(read);
    return scale === 'ranked' ? ranks(values) : values;
  });
  return views.map((_, row) => columns.map((column) => column[row] ?? NaN));
}

function plain(name: string, read: HopFeature['read'], monotone: HopFeature['monotone'] = 0): HopFeature {
  return { name, group: 'transfers', scale: 'plain', monotone, read };
}

function ranked(name: string, read: HopFeature['read']): HopFeature {
  return { name, group: 'transfers', scale: 'ranked', monotone: 0, read };
}

function agency(name: string, read: HopFeature['read'], monotone: HopFeature['monotone'] = 0): HopFeature {
  return { name, group: 'agencies', scale: 'plain', monotone, read };
}

function join(name: string, count: (view: HopView) => number): HopFeature {
  return { name, group: 'joins', scale: 'plain', monotone: 1, read: (view) => Math.log1p(count(view)) };
}

/** Returns for each value the share of the others that are smaller, half of those that are equal. */
function ranks(values: readonly number[]): number[] {
  const known = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (known.length < 2) return values.map((value) => (Number.isNaN(value) ? NaN : 0.5));
  const firsts = new Map<number, number>();
  const lasts = new Map<number, number>();
  for (const [place, value] of known.entries()) {
    if (!firsts.has(value)) firsts.set(value, place);
    lasts.set(value, place);
  }
  return values.map((value) => {
    const first = firsts.get(value);
    const last = lasts.get(value);
    return first === undefined || last === undefined ? NaN : (first + last) / 2 / (known.length - 1);
  });
}

function sender(flow: Flow): string {
  return flow.from;
}

function receiver(flow: Flow): string | null {
  return flow.to;
}

function sum(flows: readonly Flow[]): number {
  let total = 0;
  for (const { amount } of flows) total += amount;
  return total;
}

function mean(flows: readonly Flow[]): number {
  return flows.length === 0 ? 0 : sum(flows) / flows.length;
}

function distinct(flows: readonly Flow[], of: (flow: Flow) => string | null): number {
  return new Set(flows.map(of)).size;
}

/** Returns a part of a whole, at most 1; NaN of nothing. */
function share(part: number, whole: number): number {
  return whole <= 0 ? NaN : Math.min(1, part / whole);
}

/** Returns 1 where as much left as came, and 0 where nothing left or nothing came. */
function balanceOf(came: number, left: number): number {
  return share(Math.min(came, left), Math.max(came, left));
}

/** Returns 1 where money only came, -1 where it only left. */
function netOf(came: number, left: number): number {
  return came + left <= 0 ? NaN : (came - left) / (came + left);
}

function countShare(flows: readonly Flow[], test: (flow: Flow) => boolean): number {
  return share(flows.filter(test).length, flows.length);
}

/**
 * Returns the share of what came that left again within a time as an amount like it, at least four
 * fifths of it; each payment that left counts for one that came. Both lists are in order of time.
 */
function matchedShare(incoming: readonly Flow[], outgoing: readonly Flow[], withinMs: number): number {
  const used = new Set<Flow>();
  let matched = 0;
  let start = 0;
  for (const came of incoming) {
    while ((outgoing[start]?.at ?? Infinity) < came.at) start += 1;
    for (let place = start; place < outgoing.length; place += 1) {
      const left = outgoing[place];
      if (left === undefined || left.at > came.at + withinMs) break;
      if (left.amount > came.amount || left.amount < 0.8 * came.amount || used.has(left)) continue;
      used.add(left);
      matched += came.amount;
      break;
    }
  }
  return share(matched, sum(incoming));
}

function newShare(past: readonly Flow[], since: readonly Flow[], of: (flow: Flow) => string | null): number {
  const known = new Set(past.map(of));
  return countShare(since, (flow) => !known.has(of(flow)));
}

/** Returns how much of the daily measure of past and present is of the present; a half means no change. */
function growth({ trace }: HopView, past: number, since: number): number {
  const daysSince = Math.max(1, (trace.until - trace.since) / DAY_MS);
  const perDay = since / daysSince;
  const pastPerDay = past / 60;
  return share(perDay, perDay + pastPerDay);
}

/** Returns how long the money lay here before the account paid again; up to now when it did not. */
function waitedMs({ reached, since, trace }: HopView): number {
  const next = since.outgoing.find(({ at }) => at >= reached.firstAt);
  return (next?.at ?? trace.until) - reached.firstAt;
}

/** Returns how many days before the theft the account first sent on an amount like one that came. */
function habitDays({ past, trace }: HopView): number {
  let start = 0;
  for (const came of past.incoming) {
    while ((past.outgoing[start]?.at ?? Infinity) < came.at) start += 1;
    for (let place = start; (past.outgoing[place]?.at ?? Infinity) <= came.at + DAY_MS; place += 1) {
      const left = past.outgoing[place]?.amount ?? 0;
      if (left <= came.amount && left >= 0.8 * came.amount) return (trace.since - came.at) / DAY_MS;
    }
  }
  return 0;
}

function fromKnown(past: readonly Flow[], arrivals: readonly Flow[]): readonly Flow[] {
  const known = new Set(past.map(sender));
  return arrivals.filter((flow) => known.has(sender(flow)));
}

/**
 * Returns the share of what left along the trail to accounts that sent on most of what they got;
 * money that left the rails counts as sent on.
 */
function payeesSendOn({ departures, trace }: HopView): number {
  const sentOn = departures.filter(({ to }) => {
    const payee = to === null ? undefined : trace.reached.get(to);
    return to === null || (payee !== undefined && payee.taintLeft < 0.5 * payee.taint);
  });
  return share(sum(sentOn), sum(departures));
}

function reciprocity(incoming: readonly Flow[], outgoing: readonly Flow[]): number {
  const paid = new Set(outgoing.map(receiver));
  const senders = [...new Set(incoming.map(sender))];
  return share(senders.filter((account) => paid.has(account)).length, senders.length);
}

/** Returns whether an account of the trace was reached before money left for it: a circle. */
function earlier(trace: HopView['trace'], account: string, departures: readonly Flow[]): boolean {
  const reached = trace.reached.get(account);
  return (
    reached !== undefined &&
    departures.some(
      ({ to, from, at }) => to === account && arrivedAfter(trace, from, reached.firstAt) && at > reached.firstAt,
    )
  );
}

function arrivedAfter(trace: HopView['trace'], account: string, instant: number): boolean {
  return (trace.reached.get(account)?.firstAt ?? -Infinity) > instant;
}

/** Returns how many accounts of the trace, at most, pay one of those that this account pays. */
function convergence(departures: readonly Flow[], arrivalsAt: HopView['arrivalsAt']): number {
  const counts = departures.map(({ to }) => (to === null ? 0 : distinct(arrivalsAt(to), sender)));
  return Math.log1p(Math.max(0, ...counts));
}

/** Returns the largest share of the senders that paid within one day. */
function burst(incoming: readonly Flow[]): number {
  let most = 0;
  let start = 0;
  incoming.forEach(({ at }, end) => {
    while ((incoming[start]?.at ?? at) < at - DAY_MS) start += 1;
    most = Math.max(most, end - start + 1);
  });
  return share(most, incoming.length);
}

function firstAt(past: HopView['past'], since: HopView['since'], asOf: number): number {
  const firsts = [past.incoming[0], past.outgoing[0], since.incoming[0], since.outgoing[0]];
  return Math.min(asOf, ...firsts.flatMap((flow) => (flow === undefined ? [] : [flow.at])));
}

/** Returns when the account last moved money before the theft; 60 days before it if it never did. */
function lastAt(past: HopView['past'], theft: number): number {
  return Math.max(theft - 60 * DAY_MS, past.incoming.at(-1)?.at ?? 0, past.outgoing.at(-1)?.at ?? 0);
}

function isAtNight({ at }: Flow): boolean {
  return bangkokHour(at) < 6;
}

function isShopPayment({ rail }: Flow): boolean {
  return rail === 'qr' || rail === 'card';
}

/** Returns the value that became known last; NaN where none is. */
function latest(values: readonly number[]): number {
  return values.at(-1) ?? NaN;
}

function strongest(values: readonly number[]): number {
  return Math.max(0, ...values);
}

/** Returns the share of the payers and payees of the trace with a complaint, a listing or a colour. */
function neighboursKnown({ arrivals, departures, factsOf, trace }: HopView): number {
  const neighbours = [...new Set([...arrivals.map(sender), ...departures.map(receiver)])].filter(
    (account): account is string => account !== null && !trace.victims.has(account),
  );
  const known = neighbours.filter((account) => isKnown(factsOf(account)));
  return neighbours.length === 0 ? 0 : known.length / neighbours.length;
}

/** Returns how many of the accounts that are joined with it have a complaint, a listing or a colour. */
function joinedKnown({ joined: { person, device, wallet }, factsOf }: HopView): number {
  return [...new Set([...person, ...device, ...wallet])].filter((account) => isKnown(factsOf(account))).length;
}

function isKnown(facts: HopView['facts']): boolean {
  return facts.some(({ kind, value }) => value > 0 && KNOWN_KINDS.has(kind));
}

const KNOWN_KINDS: ReadonlySet<string> = new Set(['hr03', 'colour', 'earlier_complaint', 'special_case']);
