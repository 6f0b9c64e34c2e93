import { DAY_MS, MINUTE_MS } from './lengths.js';
import { BANK_CODES } from '../../src/domain/identifiers/bank-codes.js';
import type { Random } from './random.js';
import type { WorldSettings } from './settings.js';

/** What an account is for. `forwarder`: an innocent person who soon sends on what comes in. */
type Role = 'person' | 'merchant' | 'seller' | 'forwarder' | 'employer' | 'exchange';

/** An account of the world. The ways of its holder stand beside it. */
export interface WorldAccount {
  index: number;
  /** `<institution>:<accountNo>`, as findings and maps name accounts. */
  key: string;
  institution: string;
  role: Role;
  openedAt: number;
  openingSatang: number;
  /** Payments by the holder in a day, on average. */
  paymentsPerDay: number;
  /** Whom the holder pays again and again: contacts, shops, suppliers. */
  contacts: readonly number[];
  shops: readonly number[];
  /**
   * How often and how much the holder takes in to send it on, and how soon: sellers and forwarders
   * often, other persons now and then. They differ by far: a few are as busy and quick as a mule.
   */
  trade: Trade;
  /** A wage each month; 0 for none. */
  salarySatang: number;
  employer: number | null;
}

/** What a holder takes in and sends on. */
interface Trade {
  takingsPerDay: number;
  medianSatang: number;
  medianDwellMs: number;
  /** How likely the holder pays on a larger sum that somebody sends. */
  passesOn: number;
  /** The share that is sent on. */
  passedShare: number;
}

/** The accounts, and those of each role. */
export interface Population {
  accounts: readonly WorldAccount[];
  byRole: Readonly<Record<Role, readonly number[]>>;
}

/** Institutions beside the banks of the code table: two wallets and a digital-asset operator. */
const WALLETS = ['wallet-x', 'wallet-y'] as const;
const ASSET_OPERATOR = 'asset-x';

/** The share of each role; the others are persons. */
const SHARES: readonly (readonly [Role, number])[] = [
  ['merchant', 0.05],
  ['seller', 0.02],
  ['forwarder', 0.04],
  ['employer', 0.005],
  ['exchange', 0.0006],
];

/** Returns the slugs of all institutions of a world: the 19 banks, two wallets, one operator. */
export function institutionsOfWorld(): readonly string[] {
  return [...BANK_CODES.map(({ code }) => `th-${code}`), ...WALLETS, ASSET_OPERATOR];
}

/** Makes the accounts of a world: who holds them, where, and whom the holders know. */
export function makePopulation(settings: WorldSettings, random: Random): Population {
  const roles = rolesOf(settings.accounts);
  const byRole: Record<Role, number[]> = {
    person: [],
    merchant: [],
    seller: [],
    forwarder: [],
    employer: [],
    exchange: [],
  };
  for (const [index, role] of roles.entries()) byRole[role].push(index);
  const places = institutionsOfWorld();
  const weights = places.map((slug, index) => (slug === ASSET_OPERATOR ? 0 : 1 / (1 + index * 0.45)));
  const accounts = roles.map((role, index) => {
    const institution = role === 'exchange' ? ASSET_OPERATOR : (places[random.weighted(weights)] ?? ASSET_OPERATOR);
    return makeAccount({ index, role, institution, byRole, settings, random });
  });
  return { accounts, byRole };
}

function rolesOf(count: number): Role[] {
  const roles: Role[] = [];
  for (const [role, share] of SHARES) {
    const wanted = Math.max(1, Math.round(count * share));
    for (let i = 0; i < wanted; i += 1) roles.push(role);
  }
  while (roles.length < count) roles.push('person');
  return roles;
}

interface ToMake {
  index: number;
  role: Role;
  institution: string;
  byRole: Readonly<Record<Role, readonly number[]>>;
  settings: WorldSettings;
  random: Random;
}

function makeAccount({ index, role, institution, byRole, settings, random }: ToMake): WorldAccount {
  const isHousehold = role === 'person' || role === 'forwarder' || role === 'seller';
  const hasWage = isHousehold && role !== 'seller' && random.chance(0.55);
  return {
    index,
    key: `${institution}:${accountNoOf(institution, index)}`,
    institution,
    role,
    openedAt: openedAt(settings, random),
    openingSatang: openingBalance(role, random),
    paymentsPerDay: isHousehold ? Math.min(6, random.logNormal(0.42, 0.75)) : 0,
    contacts: contactsOf(role, byRole, random),
    shops: Array.from({ length: 5 }, () => popular(byRole.merchant, random)),
    trade: tradeOf(role, random),
    salarySatang: hasWage ? baht(Math.max(9_000, random.logNormal(19_000, 0.5))) : 0,
    employer: hasWage ? random.pick(byRole.employer) : null,
  };
}

/** For how long money stays with a holder of each role, in half of all cases. */
const MEDIAN_DWELL_MINUTES = { forwarder: 12, seller: 25, person: 35, merchant: 25, employer: 25, exchange: 25 };

function tradeOf(role: Role, random: Random): Trade {
  const isSeller = role === 'seller';
  const takings = { seller: 0.7, forwarder: 0.28, person: 0.02, merchant: 0, employer: 0, exchange: 0 };
  return {
    takingsPerDay: Math.min(5, random.logNormal(takings[role], 1.2)),
    medianSatang: baht(random.logNormal(isSeller ? 1_800 : 6_000, 1.4)),
    medianDwellMs: random.logNormal(MEDIAN_DWELL_MINUTES[role], 1) * MINUTE_MS,
    passesOn: role === 'person' || role === 'forwarder' ? random.between(0.4, 1) : 0,
    passedShare: isSeller ? random.between(0.82, 0.96) : random.between(0.85, 1),
  };
}

/** Made-up numbers: they begin with 9, and belong to nobody. */
function accountNoOf(institution: string, index: number): string {
  const serial = String(index).padStart(6, '0');
  if (institution === ASSET_OPERATOR) return `900000${serial}`;
  const code = /^th-(\d{3})$/.exec(institution)?.[1] ?? '000';
  return `9${code}${serial}`;
}

function openedAt({ startsAt, days }: WorldSettings, random: Random): number {
  // One in eight accounts is younger than three months, whoever holds it.
  if (random.chance(0.12)) return startsAt - random.between(-0.5 * days, 60) * DAY_MS;
  return startsAt - random.between(90, 3_600) * DAY_MS;
}

function openingBalance(role: Role, random: Random): number {
  if (role === 'employer' || role === 'exchange') return baht(1_000_000_000);
  if (role === 'merchant') return baht(random.logNormal(40_000, 1));
  return baht(random.logNormal(12_000, 1.5));
}

/**
 * A seller and a shop pay few suppliers; a person knows some persons and one or two sellers. Those
 * who send on mostly know others who do, so that innocent money too goes on from hand to hand.
 */
function contactsOf(role: Role, byRole: ToMake['byRole'], random: Random): number[] {
  const pick = (from: readonly number[], count: number) => Array.from({ length: count }, () => random.pick(from));
  switch (role) {
    case 'merchant':
      return [...pick(byRole.merchant, 2), ...pick(byRole.person, 2)];
    case 'seller':
      return [...pick(byRole.merchant, 1), ...pick(byRole.person, random.whole(1, 6)), ...pick(byRole.seller, 1)];
    case 'employer':
    case 'exchange':
      return pick(byRole.merchant, 2);
    case 'forwarder':
      return [
        ...pick(byRole.person, random.whole(2, 4)),
        ...pick(byRole.forwarder, random.whole(3, 6)),
        ...pick(byRole.seller, 1),
      ];
    case 'person':
      return [...pick(byRole.person, random.whole(3, 9)), ...pick(byRole.forwarder, 1), ...pick(byRole.seller, 1)];
  }
}

/** Picks a shop; a few are known to everybody. */
function popular(shops: readonly number[], random: Random): number {
  return shops[Math.floor(shops.length * random.next() ** 2.2)] ?? random.pick(shops);
}

/** Returns whole satang of an amount in baht; people pay in whole baht mostly. */
export function baht(amount: number): number {
  return Math.max(1, Math.round(amount)) * 100;
}
