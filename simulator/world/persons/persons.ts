import { citizenIdCheckDigit } from '../../../src/domain/identifiers/citizen-id.js';
import type { Population, WorldAccount } from '../population.js';
import type { Random } from '../random.js';
import { drawName, type PersonName } from './names.js';
import type { PersonParameters } from './parameters.js';

/** A person of the country, who holds accounts at several institutions. */
export interface Person {
  index: number;
  /** Made up: it begins with 9, and its check digit is right. No agency tells it to the centre. */
  citizenId: string;
  name: PersonName;
  bornIn: number;
  nationality: 'THA' | 'MMR' | 'LAO' | 'KHM';
  region: number;
  /** The accounts by their places in the world. */
  accounts: readonly number[];
  /** An account of an employer, who can also give telephones; null for none. */
  employer: number | null;
  /** Relatives of one household, and those who share a flat without being relatives; by index. */
  home: readonly number[];
  flat: readonly number[];
  friends: readonly number[];
}

/** The persons, who holds each account, and the accounts as their holders' ties change them. */
export interface Persons {
  persons: readonly Person[];
  /** The holder of each account by place; undefined for a firm. */
  holderOf: readonly (Person | undefined)[];
  population: Population;
}

const REGIONS = 6;
/** A flat is shared by so many at least and at most. */
const FLAT = { least: 3, most: 6 } as const;
const MIGRANTS = ['MMR', 'LAO', 'KHM'] as const;
const MIGRANT_SHARES = [0.7, 0.12, 0.18];

/**
 * Makes the persons behind the accounts of households. Who knows whom decides whom they pay: each
 * account gets the accounts of relatives, flat mates and friends as contacts, and a migrant's the
 * one of somebody who sends money home.
 */
export function makePersons(population: Population, parameters: PersonParameters, random: Random): Persons {
  const { person, forwarder, seller } = population.byRole;
  const waiting = shuffled([...person, ...forwarder, ...seller], random);
  const drafts: { accounts: number[]; home: number[]; flat: number[]; family: number; region: number }[] = [];
  while (waiting.length > 0) {
    const home: number[] = [];
    const [family, region] = [random.next(), random.whole(0, REGIONS - 1)];
    const members = 1 + random.poisson(parameters['persons.homeSize'] - 1);
    for (let member = 0; member < members && waiting.length > 0; member += 1) {
      home.push(drafts.length);
      const accounts = waiting.splice(-(1 + random.geometric(parameters['persons.accounts'] - 1)));
      drafts.push({ accounts, home, flat: [], family, region });
    }
  }
  shareFlats(drafts, parameters['persons.flatShare'], random);
  const byRegion = Array.from({ length: REGIONS }, (_, region) =>
    drafts.flatMap((draft, index) => (draft.region === region ? [index] : [])),
  );
  const persons = drafts.map(({ accounts, home, flat, family, region }, index): Person => {
    const isMigrant = random.chance(parameters['persons.migrants']);
    const friends = Array.from({ length: random.poisson(parameters['persons.friends']) }, () =>
      random.pick(byRegion[region] ?? []),
    );
    return {
      index,
      citizenId: citizenIdOf(index),
      name: drawName(family, random),
      bornIn: 2026 - random.whole(15, 85),
      nationality: isMigrant ? (MIGRANTS[random.weighted(MIGRANT_SHARES)] ?? 'MMR') : 'THA',
      region,
      accounts,
      employer: accounts.flatMap((account) => population.accounts[account]?.employer ?? [])[0] ?? null,
      home: home.filter((other) => other !== index),
      flat,
      friends: friends.filter((other) => other !== index),
    };
  });
  const holderOf: (Person | undefined)[] = population.accounts.map(() => undefined);
  for (const one of persons) for (const account of one.accounts) holderOf[account] = one;
  const accounts = population.accounts.map((account) => withTies(account, holderOf, persons, population, random));
  return { persons, holderOf, population: { ...population, accounts } };
}

/** A made-up number of 13 digits for a person. */
function citizenIdOf(index: number): string {
  const first12 = `9${String(index).padStart(11, '0')}`;
  return `${first12}${citizenIdCheckDigit(first12)}`;
}

function shareFlats(drafts: readonly { flat: number[] }[], share: number, random: Random): void {
  const sharing = shuffled(
    drafts.map((_, index) => index).filter(() => random.chance(share)),
    random,
  );
  while (sharing.length >= FLAT.least) {
    const mates = sharing.splice(-random.whole(FLAT.least, FLAT.most));
    for (const mate of mates) drafts[mate]?.flat.push(...mates.filter((other) => other !== mate));
  }
}

function withTies(
  account: WorldAccount,
  holderOf: readonly (Person | undefined)[],
  persons: readonly Person[],
  { byRole }: Population,
  random: Random,
): WorldAccount {
  const holder = holderOf[account.index];
  if (holder === undefined) return account;
  const known = [...holder.home, ...holder.flat, ...holder.friends].flatMap((index) => {
    const accounts = persons[index]?.accounts ?? [];
    return accounts.length === 0 ? [] : [random.pick(accounts)];
  });
  const sendsHome = holder.nationality === 'THA' ? [] : [random.pick(byRole.forwarder)];
  const others = [...sendsHome, ...known].filter((index) => index !== account.index);
  return { ...account, contacts: [...account.contacts, ...others] };
}

function shuffled<T>(items: T[], random: Random): T[] {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const place = random.whole(0, last);
    const [one, other] = [items[last], items[place]];
    if (one === undefined || other === undefined) continue;
    items[last] = other;
    items[place] = one;
  }
  return items;
}
