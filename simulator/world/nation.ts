import { DAY_MS } from './lengths.js';
import type { AccountRef, AgencyFact, Transfer } from '../../src/analysis/observed.js';
import { type Label, makeKnowledge } from './agencies.js';
import { Books, type Payment } from './books.js';
import { type Complaint, makeComplaints } from './complaints.js';
import { type Contact, makeContacts } from './contacts.js';
import { type Mule, type Theft, Underworld } from './gangs.js';
import { planOrdinaryLife } from './ordinary-life.js';
import { makePersonKnowledge } from './persons/knowledge.js';
import { makePersons, type Persons } from './persons/persons.js';
import { Recruiting } from './persons/recruiting.js';
import { type WorldAccount, makePopulation } from './population.js';
import { Random } from './random.js';
import type { WorldSettings } from './settings.js';
import { type StolenPart, followStolenMoney } from './stolen-parts.js';

/**
 * A made-up country with its payments. An observer sees `payments`, `facts`, `complaints` and
 * `labels`, each from its own time on. `truth` is for those who measure.
 */
export interface Nation {
  settings: WorldSettings;
  endsAt: number;
  accounts: readonly WorldAccount[];
  accountByKey: ReadonlyMap<string, WorldAccount>;
  /** All payments in order of time. */
  payments: readonly Payment[];
  facts: readonly AgencyFact[];
  complaints: readonly Complaint[];
  /** What the complaints name beside accounts. */
  contacts: readonly Contact[];
  /** What investigations decided; 3 to 8 of 100 are wrong. */
  labels: readonly Label[];
  /** What agencies and institutions can name behind accounts; nothing in a country of accounts. */
  refs: readonly AccountRef[];
  truth: Truth;
}

/** What is true in a world, known to nobody in it. */
interface Truth {
  mules: readonly Mule[];
  /** The keys of the accounts of mules. */
  muleKeys: ReadonlySet<string>;
  thefts: readonly Theft[];
  /** The victims' own payments as parts, by theft; where their money went hangs below them. */
  stolen: ReadonlyMap<Theft, readonly StolenPart[]>;
  /** Who holds the accounts; null in a country of accounts alone. */
  persons: Persons | null;
}

/**
 * Makes a world. It needs no clock, no network and no chance: the same settings give the same
 * world. One of 12,000 accounts and 45 days takes a few seconds.
 */
export function makeNation(settings: WorldSettings): Nation {
  const random = new Random(`world-${settings.seed}`);
  const endsAt = settings.startsAt + settings.days * DAY_MS;
  const accountsAlone = makePopulation(settings, random.fork('population'));
  const persons =
    settings.persons === null ? null : makePersons(accountsAlone, settings.persons, random.fork('persons'));
  const population = persons?.population ?? accountsAlone;
  const books = new Books(population, settings.startsAt, endsAt);
  const recruiting =
    persons === null || settings.persons === null
      ? null
      : new Recruiting(persons, settings.persons, random.fork('recruiting'));
  const underworld = new Underworld(books, settings, random.fork('gangs'), recruiting);
  underworld.plan();
  planOrdinaryLife(books, settings, random.fork('ordinary life'));
  books.play();
  const { mules, thefts } = underworld;
  const { payments } = books;
  const stolen = followStolenMoney(payments, thefts);
  const complaints = makeComplaints(thefts, settings, endsAt, random.fork('complaints'));
  const source = {
    population,
    mules,
    complaints,
    partsOf: (complaint: Complaint) => stolen.get(complaint.theft) ?? [],
    startsAt: settings.startsAt,
    endsAt,
  };
  const { facts, labels, refs } =
    persons === null || settings.persons === null
      ? { ...makeKnowledge(source, random.fork('agencies')), refs: [] }
      : makePersonKnowledge(
          { ...source, world: persons, parameters: settings.persons },
          random.fork('agencies of persons'),
        );
  const muleKeys = new Set(mules.map(({ account }) => books.account(account).key));
  return {
    settings,
    endsAt,
    accounts: population.accounts,
    accountByKey: new Map(population.accounts.map((account) => [account.key, account])),
    payments,
    facts,
    complaints,
    contacts: makeContacts(complaints, random.fork('contacts')),
    labels,
    refs,
    truth: { mules, muleKeys, thefts, stolen, persons },
  };
}

/** Returns a payment as an observer sees it. Money that leaves the country's accounts reaches none. */
export function asTransfer(payment: Payment): Transfer {
  return {
    id: `p${payment.index}`,
    from: payment.from.key,
    to: payment.to?.key ?? null,
    amountSatang: BigInt(payment.amountSatang),
    at: payment.at,
    rail: payment.rail,
  };
}
