import { DAY_MS } from '../lengths.js';
import type { WorldAccount } from '../population.js';
import type { Random } from '../random.js';
import type { PersonParameters } from './parameters.js';
import type { Person, Persons } from './persons.js';

/** A person who lends accounts to a gang. */
interface MulePerson {
  person: Person;
  /** The accounts that the person agreed to give and the gang has not taken yet. */
  left: number[];
  /** From then on the gang leaves the person alone; known once stolen money has come. */
  givenUpAt: number | null;
}

/** Roles that gangs look for, by weight: busy traders and sellers more often than their number. */
const WEIGHTS: Readonly<Partial<Record<WorldAccount['role'], number>>> = { person: 1, forwarder: 11, seller: 5 };
/** So many strangers are looked at before one is asked. */
const OFFERED = 40;

/**
 * Finds mules as persons: relatives, flat mates and friends of those whom a gang has, or strangers.
 * Each gives some accounts, at one or several institutions, one after the other.
 */
export class Recruiting {
  private readonly byGang = new Map<number, MulePerson[]>();
  private readonly byPerson = new Map<Person, MulePerson>();

  constructor(
    private readonly world: Persons,
    private readonly parameters: PersonParameters,
    private readonly random: Random,
  ) {}

  /** Returns the next account for a gang: of a person whom it has, else of a new one. */
  next(gang: number, now: number): number {
    const own = this.byGang.get(gang) ?? [];
    this.byGang.set(gang, own);
    const willing = own.find(({ left, givenUpAt }) => left.length > 0 && (givenUpAt ?? Infinity) > now);
    const mule = willing ?? this.ask(own, now);
    if (willing === undefined) own.push(mule);
    return mule.left.pop() ?? 0;
  }

  /** Stolen money has come to an account: its holder will be found, sooner or later or never. */
  paid(account: number, now: number): void {
    const mule = this.muleOf(account);
    if (mule === undefined || mule.givenUpAt !== null) return;
    const { random, parameters } = this;
    const days = random.logNormal(parameters['mules.givenUpAfterDays'], 0.8);
    mule.givenUpAt = random.chance(parameters['mules.givenUp']) ? now + days * DAY_MS : Infinity;
  }

  /** Returns whether a gang leaves an account alone, because its holder was found. */
  isGivenUp(account: number, now: number): boolean {
    return (this.muleOf(account)?.givenUpAt ?? Infinity) <= now;
  }

  /** Returns whether the holder of an account is a mule, whose other accounts are no victim's. */
  isMules(account: number): boolean {
    return this.muleOf(account) !== undefined;
  }

  private muleOf(account: number): MulePerson | undefined {
    const holder = this.world.holderOf[account];
    return holder === undefined ? undefined : this.byPerson.get(holder);
  }

  /** Asks for some accounts somebody who has as many; near a gang's mules, whoever there has most. */
  private ask(own: readonly MulePerson[], now: number): MulePerson {
    const { random, parameters } = this;
    const wanted = 1 + random.geometric(parameters['mules.accounts'] - 1);
    const tied = own.flatMap(({ person: { home, flat, friends } }) => [...home, ...flat, ...friends]);
    const near = tied.flatMap((index) => this.world.persons[index] ?? []).filter((one) => this.canBeAsked(one, now));
    const enough = near.filter(({ accounts }) => accounts.length >= wanted);
    const isTied = enough.length > 0 && random.chance(parameters['mules.alongTies']);
    const person = isTied ? random.pick(enough) : this.stranger(wanted, now);
    const left = person.accounts.filter((account) => this.isOpen(account, now)).slice(0, wanted);
    const mule = { person, left, givenUpAt: null };
    this.byPerson.set(person, mule);
    return mule;
  }

  private stranger(wanted: number, now: number): Person {
    const { random, world } = this;
    // Where nobody has so many accounts, fewer do.
    for (let least = wanted; ; least = Math.max(1, least - 1)) {
      const offered = Array.from({ length: OFFERED }, () => random.pick(world.persons)).filter(
        (one) => one.accounts.length >= least && this.canBeAsked(one, now),
      );
      const person = offered[random.weighted(offered.map((one) => this.weightOf(one)))];
      if (person !== undefined) return person;
    }
  }

  private weightOf({ accounts }: Person): number {
    const roles = accounts.map((account) => WEIGHTS[this.world.population.accounts[account]?.role ?? 'person'] ?? 0);
    return Math.max(...roles);
  }

  private canBeAsked(person: Person, now: number): boolean {
    return !this.byPerson.has(person) && person.accounts.some((account) => this.isOpen(account, now));
  }

  private isOpen(account: number, now: number): boolean {
    return (this.world.population.accounts[account]?.openedAt ?? Infinity) <= now;
  }
}
