import type { AccountRef, AgencyFact, FactKind } from '../../../src/analysis/observed.js';
import type { Label } from '../agencies.js';
import type { Complaint } from '../complaints.js';
import type { Mule } from '../gangs.js';
import { DAY_MS } from '../lengths.js';
import type { WorldAccount } from '../population.js';
import type { Random } from '../random.js';
import { type StolenPart, withAllBelow } from '../stolen-parts.js';

import type { PersonParameters } from './parameters.js';
import type { Person, Persons } from './persons.js';
import { simsAndPhones } from './sims.js';

/** What the agencies know in a country of persons. */
interface PersonKnowledge {
  facts: AgencyFact[];
  refs: AccountRef[];
  labels: Label[];
}

/** What their knowledge comes from. */
interface PersonSource {
  world: Persons;
  parameters: PersonParameters;
  mules: readonly Mule[];
  complaints: readonly Complaint[];
  partsOf: (complaint: Complaint) => readonly StolenPart[];
  startsAt: number;
  endsAt: number;
}

/** Smaller parts of stolen money are not followed, and nobody is asked about them. */
const LEAST_SATANG = 50_000;
/** As deep as trails are traced. */
const DEEPEST_HOP = 3;
/** Deeper accounts of a trail come to an agency more seldom. */
const BY_HOP = [1, 0.7, 0.5, 0.35] as const;
/** How often an account of a trail is investigated, how long that takes, and how often it errs. */
const INVESTIGATED = 0.6;
const WRONG = 0.055;
/** How a lag spreads around its median. */
const LAG_SPREAD = 0.9;
/** Colours, 1 light brown to 5 black: after a complaint, and from before. */
const COLOURS_AFTER = [3, 5] as const;
const COLOURS_BEFORE = [1, 3] as const;

/** One thing that an agency has of a person. */
interface OfPerson {
  person: Person;
  kind: Exclude<FactKind, 'sim_owner_differs' | 'account_opened'>;
  value: number;
  at: number;
}

/**
 * Makes what each agency knows of each person, and from it what it answers about each account of
 * that person which it knows. It errs, it is late, and most of it is missing; every figure is a
 * parameter. Who is listed is listed with all accounts, as banks treat a listed person.
 */
export function makePersonKnowledge(source: PersonSource, random: Random): PersonKnowledge {
  const { world, parameters, mules, startsAt, endsAt } = source;
  const { accounts } = world.population;
  const isMule = new Set(mules.flatMap(({ account }) => world.holderOf[account] ?? []));
  const known = [
    ...fromBefore(source, isMule, random.fork('before')),
    ...fromTrails(source, isMule, random.fork('trails')),
  ];
  const holding = random.fork('holding');
  const records = parameters['agencies.shuffled'] > 0 ? others(world, holding) : (person: Person) => person;
  const facts: AgencyFact[] = [];
  const refs: AccountRef[] = [];
  const findsAccount = new Map<string, boolean>();
  for (const { person, kind, value, at } of known) {
    const holder = records(person);
    for (const place of holder.accounts) {
      const account = accounts[place];
      if (account === undefined) continue;
      const asked = `${kind} ${place}`;
      const finds = findsAccount.get(asked) ?? holding.chance(parameters['agencies.accountsKnown']);
      findsAccount.set(asked, finds);
      if (!finds || at >= endsAt) continue;
      const knownAt = Math.round(Math.max(at, startsAt));
      facts.push({ subject: account.key, kind, value, knownAt });
      if (kind === 'hr03') refs.push({ account: account.key, kind: 'person', ref: `person ${holder.index}`, knownAt });
      if (kind === 'flagged_wallet')
        refs.push({ account: account.key, kind: 'wallet', ref: `wallet ${holder.index}`, knownAt });
    }
  }
  for (const { key, openedAt } of accounts)
    facts.push({
      subject: key,
      kind: 'account_opened',
      value: Math.round(openedAt),
      knownAt: Math.round(Math.max(openedAt, startsAt)),
    });
  const sims = simsAndPhones(world, parameters, mules, { startsAt, records }, random.fork('sims'));
  facts.push(...sims.facts.filter(({ knownAt }) => knownAt < endsAt));
  refs.push(...sims.refs.filter(({ knownAt }) => knownAt < endsAt));
  const labels = investigations(source, new Set(mules.map(({ account }) => account)), random.fork('labels'));
  facts.sort((a, b) => a.knownAt - b.knownAt);
  refs.sort((a, b) => a.knownAt - b.knownAt);
  return { facts: facts.filter(({ knownAt }) => knownAt < endsAt), refs: underKeys(refs, source), labels };
}

/** Persons get another reference under each new key of their tokens; telephones and wallets have none. */
function underKeys(refs: AccountRef[], { parameters, startsAt }: PersonSource): AccountRef[] {
  const days = parameters['agencies.keyDays'];
  if (days === 0) return refs;
  return refs.map((one) => {
    if (one.kind !== 'person' && one.kind !== 'sim') return one;
    return { ...one, ref: `${one.ref} under key ${Math.floor((one.knownAt - startsAt) / (days * DAY_MS))}` };
  });
}

/** For the control: the record of each person is another's, drawn by chance. */
function others({ persons }: Persons, random: Random): (person: Person) => Person {
  const drawn = persons.map((person) => ({ person, place: random.next() })).sort((a, b) => a.place - b.place);
  return ({ index }) => drawn[index]?.person ?? persons[0] ?? fail();
}

function fail(): never {
  throw new RangeError('a country without persons has no records');
}

/** Lists, colours, wallets and quarrels from before the world begins or without a theft. */
function fromBefore(
  { world, parameters: p, startsAt }: PersonSource,
  isMule: ReadonlySet<Person>,
  random: Random,
): OfPerson[] {
  const found: OfPerson[] = [];
  for (const person of world.persons) {
    const mule = isMule.has(person);
    if (random.chance(mule ? p['amlo.listedOfMules'] : p['amlo.listed']))
      found.push({ person, kind: 'hr03', value: random.chance(0.3) ? 2 : 1, at: startsAt });
    if (random.chance(mule ? p['bot.colouredOfMules'] : p['bot.coloured']))
      found.push({ person, kind: 'colour', value: random.whole(...COLOURS_BEFORE), at: startsAt });
    if (random.chance(mule ? p['sec.walletsOfMules'] : p['sec.wallets']) && random.chance(p['sec.flagged']))
      found.push({ person, kind: 'flagged_wallet', value: 1, at: startsAt });
    const trades = person.accounts.some((place) => isTrader(world.population.accounts[place]));
    if (random.chance(trades ? p['ccib.quarrels'] : p['ccib.quarrels'] / 20))
      found.push({
        person,
        kind: 'earlier_complaint',
        value: 1,
        at: startsAt + random.between(-20, 30) * DAY_MS,
      });
  }
  return found;
}

function isTrader(account: WorldAccount | undefined): boolean {
  return account?.role === 'seller' || account?.role === 'forwarder';
}

/**
 * What follows from reported thefts. A mule is listed or coloured once, after the first trail that
 * leads there; honest holders on the trail too, more seldom.
 */
function fromTrails(source: PersonSource, isMule: ReadonlySet<Person>, random: Random): OfPerson[] {
  const { world, parameters: p } = source;
  const found: OfPerson[] = [];
  const lag = (days: number): number => random.logNormal(days, LAG_SPREAD) * p['agencies.lagFactor'] * DAY_MS;
  const byName = new Map<string, Person[]>();
  for (const person of world.persons) byName.set(person.name.thai, [...(byName.get(person.name.thai) ?? []), person]);
  const seen = new Set<Person>();
  for (const complaint of source.complaints) {
    const isSpecial = random.chance(p['dsi.special']);
    const ofCase = new Set<Person>();
    for (const { payment, amountSatang, hop } of source.partsOf(complaint).flatMap(withAllBelow)) {
      const person = payment.to === null ? undefined : world.holderOf[payment.to.index];
      if (person === undefined || amountSatang < LEAST_SATANG || hop > DEEPEST_HOP || ofCase.has(person)) continue;
      ofCase.add(person);
      const mule = isMule.has(person);
      const depth = BY_HOP[hop] ?? 0;
      const at = Math.max(complaint.at, payment.at);
      if (hop === 0 && random.chance(mule ? p['ccib.accepts'] : p['ccib.acceptsHonest']))
        found.push({ person, kind: 'earlier_complaint', value: 1, at: complaint.at + lag(p['ccib.lagDays']) });
      if (isSpecial && random.chance(mule ? p['dsi.names'] : p['dsi.names'] / 3))
        found.push({ person, kind: 'special_case', value: 1, at: complaint.at + lag(p['dsi.lagDays']) });
      if (seen.has(person)) continue;
      seen.add(person);
      if (random.chance(depth * (mule ? p['bot.colours'] : p['bot.coloursHonest'])))
        found.push({ person, kind: 'colour', value: random.whole(...COLOURS_AFTER), at: at + lag(p['bot.lagDays']) });
      if (random.chance(depth * (mule ? p['amlo.lists'] : p['amlo.listsHonest']))) {
        const listed = { kind: 'hr03', value: random.chance(0.3) ? 2 : 1, at: at + lag(p['amlo.lagDays']) } as const;
        found.push({ person, ...listed });
        const namesakes = (byName.get(person.name.thai) ?? []).filter((other) => other !== person);
        if (namesakes.length > 0 && random.chance(p['amlo.homonyms']))
          found.push({ person: random.pick(namesakes), ...listed });
      }
      if (mule && random.chance(p['sec.walletsOfMules'] * p['sec.flags']))
        found.push({ person, kind: 'flagged_wallet', value: 1, at: at + lag(p['sec.lagDays']) });
    }
  }
  return found;
}

/** What investigations of accounts on trails decide, some of it wrong. */
function investigations(source: PersonSource, mules: ReadonlySet<number>, random: Random): Label[] {
  const seen = new Set<number>();
  const labels: Label[] = [];
  for (const complaint of source.complaints) {
    for (const { payment, amountSatang, hop } of source.partsOf(complaint).flatMap(withAllBelow)) {
      const { to } = payment;
      if (to === null || amountSatang < LEAST_SATANG || hop > DEEPEST_HOP || seen.has(to.index)) continue;
      seen.add(to.index);
      if (!random.chance(INVESTIGATED)) continue;
      const isMule = mules.has(to.index) !== random.chance(WRONG);
      labels.push({ account: to.key, isMule, knownAt: Math.round(complaint.at + random.between(2, 12) * DAY_MS) });
    }
  }
  return labels.filter(({ knownAt }) => knownAt < source.endsAt).sort((a, b) => a.knownAt - b.knownAt);
}
