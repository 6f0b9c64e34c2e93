import { DAY_MS, HOUR_MS } from './lengths.js';
import type { AgencyFact, FactKind } from '../../src/analysis/observed.js';
import type { Complaint } from './complaints.js';
import type { Mule } from './gangs.js';
import type { Population, WorldAccount } from './population.js';
import type { Random } from './random.js';
import { type StolenPart, withAllBelow } from './stolen-parts.js';

/** What was decided of an account after an investigation; a few of these decisions are wrong. */
export interface Label {
  account: string;
  isMule: boolean;
  knownAt: number;
}

/** What the agencies and the centre come to know in a world, each thing with its lag and error. */
interface Knowledge {
  facts: AgencyFact[];
  labels: Label[];
}

/** What the agencies' knowledge comes from. */
interface KnowledgeSource {
  population: Population;
  mules: readonly Mule[];
  complaints: readonly Complaint[];
  partsOf: (complaint: Complaint) => readonly StolenPart[];
  startsAt: number;
  endsAt: number;
}

/** Smaller parts of stolen money are not followed, and nobody is asked about them. */
const LEAST_SATANG = 50_000;
/** The share of decisions after an investigation that are wrong. */
const WRONG_LABELS = 0.055;

/**
 * Makes what each agency knows: NBTC the owner of the SIM, AMLO its lists, BOT the colours, CCIB
 * accepted complaints, DSI special cases, SEC wallets, and the institution the day of opening.
 * All of it is late, some of it is wrong, and much is missing.
 */
export function makeKnowledge(source: KnowledgeSource, random: Random): Knowledge {
  const facts: AgencyFact[] = [];
  const learn = (account: WorldAccount, kind: FactKind, value: number, knownAt: number): void => {
    if (knownAt < source.endsAt) facts.push({ subject: account.key, kind, value, knownAt: Math.round(knownAt) });
  };
  const muleOf = new Map(source.mules.map((mule) => [mule.account, mule]));
  for (const account of source.population.accounts) {
    learn(account, 'account_opened', Math.round(account.openedAt), Math.max(account.openedAt, source.startsAt));
    ownerOfSim(account, muleOf.has(account.index), source, random, learn);
    oldLists(account, muleOf.get(account.index), source, random, learn);
  }
  const labels = fromComplaints(source, new Set(muleOf.keys()), random, learn);
  facts.sort((a, b) => a.knownAt - b.knownAt);
  labels.sort((a, b) => a.knownAt - b.knownAt);
  return { facts, labels };
}

type Learn = (account: WorldAccount, kind: FactKind, value: number, knownAt: number) => void;

/** One in four numbers of the country has another owner, so a difference is a weak signal. */
function ownerOfSim(
  account: WorldAccount,
  isMule: boolean,
  { startsAt }: KnowledgeSource,
  random: Random,
  learn: Learn,
): void {
  if (account.role === 'employer' || account.role === 'exchange' || random.chance(0.11)) return;
  const differs = random.chance(isMule ? 0.32 : 0.25);
  learn(account, 'sim_owner_differs', differs ? 1 : 0, startsAt);
}

/** A few mules were listed for something before; a few innocent persons have their names. */
function oldLists(
  account: WorldAccount,
  mule: Mule | undefined,
  { startsAt }: KnowledgeSource,
  random: Random,
  learn: Learn,
): void {
  if (account.role === 'employer' || account.role === 'exchange') return;
  if (random.chance(mule === undefined ? 0.008 : 0.06)) {
    learn(account, 'hr03', random.chance(0.3) ? 2 : 1, startsAt);
  }
  if (random.chance(mule === undefined ? 0.004 : 0.05)) {
    learn(account, 'colour', random.whole(1, 3), startsAt + random.between(0, 30) * DAY_MS);
  }
  const isTrader = account.role === 'forwarder' || account.role === 'seller';
  if (random.chance(mule === undefined ? (isTrader ? 0.06 : 0.005) : 0.08)) {
    learn(account, 'flagged_wallet', 1, startsAt + random.between(-20, 30) * DAY_MS);
  }
  // Buyers who quarrel with a seller complain too, and some of that is accepted.
  const quarrels = account.role === 'seller' ? 0.14 : account.role === 'forwarder' ? 0.06 : 0.003;
  if (random.chance(quarrels)) {
    learn(account, 'earlier_complaint', 1, startsAt + random.between(0, 40) * DAY_MS);
  }
}

/**
 * What follows from the complaints, once for an account: days later, and for some accounts only.
 * The account that a victim paid is named in a complaint, also when its holder is innocent.
 */
function fromComplaints(source: KnowledgeSource, mules: ReadonlySet<number>, random: Random, learn: Learn): Label[] {
  const seen = new Set<number>();
  const labels: Label[] = [];
  for (const complaint of source.complaints) {
    const isSpecial = random.chance(0.08);
    for (const part of source.partsOf(complaint).flatMap(withAllBelow)) {
      const account = part.payment.to;
      if (account === null || part.amountSatang < LEAST_SATANG || part.hop > 4) continue;
      const isMule = mules.has(account.index);
      if (part.hop === 0 && random.chance(0.1)) {
        learn(account, 'earlier_complaint', 1, complaint.at + random.between(4, 240) * HOUR_MS);
      }
      if (isSpecial && random.chance(isMule ? 0.12 : 0.05)) {
        learn(account, 'special_case', 1, complaint.at + random.between(4, 20) * DAY_MS);
      }
      if (seen.has(account.index)) continue;
      seen.add(account.index);
      if (random.chance(isMule ? 0.15 : 0.06)) {
        learn(account, 'colour', random.whole(3, 5), complaint.at + random.between(1, 15) * DAY_MS);
      }
      if (random.chance(isMule ? 0.06 : 0.01)) {
        learn(account, 'hr03', random.chance(0.3) ? 2 : 1, complaint.at + random.between(5, 30) * DAY_MS);
      }
      if (random.chance(0.6)) {
        const isWrong = random.chance(WRONG_LABELS);
        const knownAt = Math.round(complaint.at + random.between(2, 12) * DAY_MS);
        labels.push({ account: account.key, isMule: isWrong ? !isMule : isMule, knownAt });
      }
    }
  }
  return labels.filter(({ knownAt }) => knownAt < source.endsAt);
}
