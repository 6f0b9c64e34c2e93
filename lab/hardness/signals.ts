import { bangkokHour } from '../../src/domain/calendar/bangkok-day.js';
import { DAY_MS, HOUR_MS } from '../../src/domain/time.js';
import { type AgencyFact, FACT_KINDS, type FactKind } from '../../src/analysis/observed.js';
import type { Payment } from '../../simulator/world/books.js';
import { type AccountLog, within } from '../account-log.js';
import type { OnPath } from './on-path.js';

const WINDOW_MS = 28 * DAY_MS;
/** Smaller credits say nothing about sending on. */
const CREDIT_SATANG = 100_000;

const FACTS_ASKED = FACT_KINDS.filter((kind) => kind !== 'account_opened');

/** What can be seen of an account on a trail at the time of the look; nothing later. */
interface Signals {
  /** The share of larger credits that left again within the hour: the rule of thumb. */
  quickPassThrough: number;
  /** For the linear model. */
  values: readonly number[];
}

/** Returns the facts of each account, by its key. */
export function factsByAccount(facts: readonly AgencyFact[]): ReadonlyMap<string, readonly AgencyFact[]> {
  const byAccount = new Map<string, AgencyFact[]>();
  for (const fact of facts) {
    const known = byAccount.get(fact.subject);
    if (known === undefined) byAccount.set(fact.subject, [fact]);
    else known.push(fact);
  }
  return byAccount;
}

/** Reads the signals of an account as of the instant of the look. */
export function signalsOf(
  { account, asOf, hop, stolenSatang }: OnPath,
  log: AccountLog,
  facts: ReadonlyMap<string, readonly AgencyFact[]>,
): Signals {
  const payments = log.of(account.index);
  const incoming = within(payments.incoming, asOf - WINDOW_MS, asOf);
  const outgoing = within(payments.outgoing, asOf - WINDOW_MS, asOf);
  const credits = incoming.filter(({ amountSatang }) => amountSatang >= CREDIT_SATANG);
  const quick = passThrough(credits, outgoing, HOUR_MS);
  const slow = passThrough(credits, outgoing, DAY_MS);
  const senders = new Set(credits.map(({ from }) => from.index));
  const receivers = new Set(outgoing.map(({ to }) => to?.index ?? -1));
  const small = incoming.filter(({ amountSatang }) => amountSatang < 10_000);
  const known = (facts.get(account.key) ?? []).filter(({ knownAt }) => knownAt <= asOf);
  return {
    quickPassThrough: quick,
    values: [
      hop,
      Math.log1p(stolenSatang),
      Math.log1p(incoming.length),
      Math.log1p(outgoing.length),
      Math.log1p(credits.length),
      Math.log1p(sumOf(credits)),
      Math.log1p(sumOf(outgoing)),
      Math.log1p(Math.max(0, ...credits.map(({ amountSatang }) => amountSatang))),
      quick,
      slow,
      Math.log1p(senders.size),
      Math.log1p(receivers.size),
      share(credits, ({ from }) => senders.has(from.index) && isNew(from.index, credits)),
      share(outgoing, ({ rail }) => rail === 'cash'),
      share(outgoing, ({ rail }) => rail === 'qr'),
      share([...credits, ...outgoing], isAtNight),
      Math.log1p(small.length),
      Math.log1p(Math.max(0, asOf - account.openedAt) / DAY_MS),
      ...FACTS_ASKED.map((kind) => factValue(known, kind)),
    ],
  };
}

function factValue(facts: readonly AgencyFact[], kind: FactKind): number {
  const values = facts.filter((fact) => fact.kind === kind).map(({ value }) => value);
  return kind === 'earlier_complaint' ? Math.log1p(values.length) : Math.max(0, ...values);
}

/** Returns the share of credits of which at least 0.8 left again within a time. */
function passThrough(credits: readonly Payment[], outgoing: readonly Payment[], withinMs: number): number {
  return share(
    credits,
    (credit) => sumOf(within(outgoing, credit.at, credit.at + withinMs)) >= 0.8 * credit.amountSatang,
  );
}

function isNew(sender: number, credits: readonly Payment[]): boolean {
  return credits.filter(({ from }) => from.index === sender).length === 1;
}

function isAtNight({ at }: Payment): boolean {
  return bangkokHour(at) < 6;
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

function sumOf(payments: readonly Payment[]): number {
  return payments.reduce((sum, { amountSatang }) => sum + amountSatang, 0);
}
