import type { AccountRef, AgencyFact } from '../../../src/analysis/observed.js';
import type { Mule } from '../gangs.js';
import { DAY_MS } from '../lengths.js';
import type { WorldAccount } from '../population.js';
import type { Random } from '../random.js';

import type { PersonParameters } from './parameters.js';
import type { Person, Persons } from './persons.js';

/** What the register of SIMs and institutions can name. */
interface SimsAndPhones {
  facts: AgencyFact[];
  refs: AccountRef[];
}

/** For whom a gang has SIMs and telephones at the moment, and how many accounts they still serve. */
interface OfGang {
  name: string;
  left: number;
}

interface When {
  startsAt: number;
  /** Whose record stands for a person's; another's in the control. */
  records: (person: Person) => Person;
}

/**
 * Makes whose SIM each account is used with and on which telephone. Honest holders have SIMs of
 * relatives, flat mates and employers too. Of a gang's accounts some have a SIM of its nominee,
 * whose other SIMs serve its other accounts, and some are used on its telephone.
 */
export function simsAndPhones(
  world: Persons,
  parameters: PersonParameters,
  mules: readonly Mule[],
  { startsAt, records }: When,
  random: Random,
): SimsAndPhones {
  const taken = new Map(mules.map((mule) => [mule.account, mule]));
  const nominees = new Map<number, OfGang>();
  const phones = new Map<number, OfGang>();
  const found: SimsAndPhones = { facts: [], refs: [] };
  for (const person of world.persons) {
    const places = records(person).accounts;
    for (const [at, place] of person.accounts.entries()) {
      // In the control another account stands under what is known of this one.
      const account =
        world.population.accounts[records(person) === person ? place : (places[at % places.length] ?? -1)];
      const mule = taken.get(place);
      if (account === undefined) continue;
      const since = mule?.since ?? startsAt;
      const nominee =
        mule !== undefined && random.chance(parameters['mules.simOfGang'])
          ? of(nominees, mule.gang, parameters['mules.simsOfNominee'], 'nominee', random)
          : undefined;
      const owner = nominee ?? honestOwner(person, world, parameters, random);
      const seenAt = nominee === undefined ? startsAt : since + parameters['sims.lagDays'] * lagOf(parameters);
      if (owner !== null) tellSim(found, account, owner, `person ${person.index}`, seenAt, parameters, world, random);
      const phone =
        mule !== undefined && random.chance(parameters['mules.phoneOfGang'])
          ? of(phones, mule.gang, parameters['mules.accountsOnPhone'], 'telephone', random)
          : honestPhone(person, parameters, random);
      if (random.chance(parameters['institutions.namesDevice']))
        found.refs.push({ account: account.key, kind: 'device', ref: phone, knownAt: Math.round(since) });
    }
  }
  return found;
}

function lagOf(parameters: PersonParameters): number {
  return parameters['agencies.lagFactor'] * DAY_MS;
}

/** Returns the nominee or telephone that a gang uses now; after some accounts it takes another. */
function of(inUse: Map<number, OfGang>, gang: number, accounts: number, kind: string, random: Random): string {
  const now = inUse.get(gang);
  if (now !== undefined && now.left > 0) {
    now.left -= 1;
    return now.name;
  }
  const name = `${kind} of ${gang} ${random.whole(1, 1e9)}`;
  inUse.set(gang, { name, left: random.poisson(accounts - 1) });
  return name;
}

/** The registered owner of an honest holder's SIM; null where none is on record. */
function honestOwner(person: Person, world: Persons, parameters: PersonParameters, random: Random): string | null {
  if (random.chance(parameters['sims.unknown'])) return null;
  if (!random.chance(parameters['sims.ofAnother'])) return `person ${person.index}`;
  if (person.employer !== null && random.chance(parameters['sims.ofEmployer'])) return `firm ${person.employer}`;
  const near = [...person.home, ...person.flat];
  const owner = near.length > 0 ? random.pick(near) : random.whole(0, world.persons.length - 1);
  return `person ${owner}`;
}

function honestPhone(person: Person, parameters: PersonParameters, random: Random): string {
  const near = [...person.home, ...person.flat];
  const owner = near.length > 0 && random.chance(parameters['devices.atHome']) ? random.pick(near) : person.index;
  return `telephone ${owner}`;
}

/** Writes down what NBTC's register says of an account's SIM; now and then it names somebody else. */
function tellSim(
  { facts, refs }: SimsAndPhones,
  { key }: WorldAccount,
  owner: string,
  holder: string,
  seenAt: number,
  parameters: PersonParameters,
  { persons }: Persons,
  random: Random,
): void {
  const isWrong = random.chance(parameters['sims.wrong']);
  const named = isWrong ? `person ${random.whole(0, persons.length - 1)}` : owner;
  if (!random.chance(parameters['sims.known'])) return;
  const knownAt = Math.round(seenAt);
  facts.push({ subject: key, kind: 'sim_owner_differs', value: named === holder ? 0 : 1, knownAt });
  refs.push({ account: key, kind: 'sim', ref: named, knownAt });
}
