import type { PersonParameters } from './persons/parameters.js';

/** How a gang moves what it stole. */
export const TYPOLOGIES = ['chain', 'scatter', 'gather', 'cycle', 'goods', 'peel'] as const;
export type Typology = (typeof TYPOLOGIES)[number];

/** What decides a world, beside its seed. Money is in satang, time in milliseconds. */
export interface WorldSettings {
  seed: number;
  accounts: number;
  days: number;
  /** The first instant of the world, midnight in Bangkok. */
  startsAt: number;
  gangs: number;
  /** Thefts of one gang in a day, on average. */
  theftsPerGangDay: number;
  /** The ways of gangs that this world has. */
  typologies: readonly Typology[];
  /** For how many thefts a mule is used before the gang takes a new one, on average. */
  usesOfMule: number;
  /** Multiplies the time for which stolen money stays in an account. */
  dwellFactor: number;
  /** Gangs send a few baht before they use a new mule. */
  testPayments: boolean;
  /** Multiplies the time after which victims notice. */
  noticeFactor: number;
  /** What decides the persons behind the accounts; null: a country of accounts alone. */
  persons: PersonParameters | null;
}

/** Midnight of 1 January 2026 in Bangkok. */
const STARTS_AT = Date.UTC(2025, 11, 31, 17);

/** The way of gangs that no world for training or tuning has, so that a model meets it unseen. */
const HELD_OUT: Typology = 'peel';
/** Seeds up to this one are for training (1 to 20) and tuning (21 to 25); later ones report. */
const LAST_TUNING_SEED = 25;

/**
 * Returns the settings of a world by its seed: 12,000 accounts and 45 days unless `changes` say
 * otherwise. Throws a RangeError on numbers that make no world.
 */
export function worldSettings(seed: number, changes: Partial<Omit<WorldSettings, 'seed'>> = {}): WorldSettings {
  const settings = {
    seed,
    accounts: 12_000,
    days: 45,
    startsAt: STARTS_AT,
    gangs: 8,
    theftsPerGangDay: 1.1,
    typologies: TYPOLOGIES.filter((typology) => seed > LAST_TUNING_SEED || typology !== HELD_OUT),
    usesOfMule: 40,
    dwellFactor: 1,
    testPayments: true,
    noticeFactor: 1,
    persons: null,
    ...ofPersons(changes.persons ?? null),
    ...changes,
  };
  const fault = faultOf(settings);
  if (fault !== undefined) throw new RangeError(`a world cannot be made: ${fault}`);
  return settings;
}

/** The size of a country of persons stands among its parameters; no test payment marks a mule there. */
function ofPersons(persons: PersonParameters | null): Partial<WorldSettings> {
  if (persons === null) return {};
  return {
    accounts: persons['country.accounts'],
    days: persons['country.days'],
    gangs: persons['country.gangs'],
    theftsPerGangDay: persons['country.theftsPerGangDay'],
    usesOfMule: persons['mules.uses'],
    testPayments: false,
  };
}

function faultOf(settings: WorldSettings): string | undefined {
  if (!Number.isInteger(settings.seed) || settings.seed < 0) return 'its seed is no whole number';
  if (!Number.isInteger(settings.accounts) || settings.accounts < 500) return 'it needs at least 500 accounts';
  if (!Number.isInteger(settings.days) || settings.days < 1) return 'it needs at least one day';
  if (!Number.isInteger(settings.gangs) || settings.gangs < 0) return 'its number of gangs is no whole number';
  if (settings.typologies.length === 0) return 'its gangs know no way to move money';
  const positive = ['usesOfMule', 'dwellFactor', 'noticeFactor'] as const;
  const wrong = positive.find((name) => !(settings[name] > 0));
  return wrong === undefined ? undefined : `${wrong} is not above zero`;
}
