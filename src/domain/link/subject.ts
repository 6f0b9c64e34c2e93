import { maskHandle, maskTail, maskUrl } from '../identifiers/mask.js';
import { type Account, accountKey } from '../party.js';
import { listParameter } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import type { StopReason } from '../trail/next-hops.js';
import * as form from './normalise.js';

/** What cases are compared by. A person counts by an official number, never by name or face. */
export const LINK_KINDS = ['account', 'person', 'device', 'wallet', 'phone', 'line', 'facebook', 'url'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** The row that brought a subject into a case. */
export interface Origin {
  source: 'complaint' | 'supplement' | 'trail' | 'notice' | 'answer';
  id: string;
}

/** A suspect, identified by an official number. */
export interface SuspectPerson {
  citizenId?: string | undefined;
  passport?: { number: string; issuedBy: string } | undefined;
  /** As NBTC and AMLO name a person to the centre: a keyed hash of theirs. */
  personRef?: string | undefined;
}

/** A way by which the scammer contacted the victim, or a device that the scammer used. */
export interface SuspectContact {
  kind: 'phone' | 'url' | 'line' | 'facebook' | 'crypto_wallet' | 'device';
  value: string;
}

/** Identifiers of the victim and the reporter, which never count as a suspect's. */
interface OwnIdentifiers {
  accounts: readonly Account[];
  phones: readonly string[];
  persons: readonly SuspectPerson[];
}

/** All that a case knows of suspects. */
export interface KnownOfSuspects {
  own: OwnIdentifiers;
  /** Accounts on the trail; `stop` is why the trail ended there, null when it did not. */
  accounts: readonly { account: Account; stop: StopReason | null; from: Origin }[];
  promptPays: readonly { kind: 'phone' | 'national_id' | 'ewallet'; value: string; from: Origin }[];
  contacts: readonly (SuspectContact & { from: Origin })[];
  persons: readonly (SuspectPerson & { from: Origin })[];
}

/**
 * A subject of a case in its normal form. `value` is personal data: it is hashed before it is
 * stored, unless it is an account.
 */
export interface Subject {
  kind: LinkKind;
  value: string;
  /** For readers who must not see the value. */
  masked: string;
  from: Origin;
  /** Of a telephone number: a PromptPay id to which money went, not a number that somebody showed. */
  receives?: true;
}

/** Returns whether subjects of a kind are stored in the clear; all others are stored as hashes. */
export function isStoredInClear(kind: LinkKind): boolean {
  return kind === 'account';
}

/**
 * Returns the subjects by which a case is compared with others, by row P-LINK: each once, with the
 * row that brought it first. It leaves out the victim's and the reporter's own identifiers,
 * accounts where the trail met a shop or a small payment, pooled accounts, public telephone
 * numbers, and web addresses that only name a platform.
 */
export function subjectsOf(known: KnownOfSuspects, row: RuleRow): Subject[] {
  const own = new Set(ownSubjects(known.own).map(textOf));
  const found = new Map<string, Subject>();
  for (const subject of [
    ...accountSubjects(known, row),
    ...known.promptPays.flatMap(({ kind, value, from }) => promptPaySubject(kind, value, from)),
    ...known.persons.flatMap((person) => personSubject(person, person.from)),
    ...known.contacts.flatMap((contact) => contactSubject(contact, row)),
  ]) {
    const isPublic = subject.kind === 'phone' && listParameter(row, 'publicPhones').includes(subject.value);
    const text = textOf(subject);
    if (!isPublic && !own.has(text) && !found.has(text)) found.set(text, subject);
  }
  return [...found.values()];
}

/** What somebody looks up: one account, number or person. */
export type LookedUp =
  | { account: Account }
  | { phone: string }
  | { promptPay: { kind: 'phone' | 'national_id' | 'ewallet'; value: string } }
  | { person: SuspectPerson };

/**
 * Returns what is looked up in the form in which cases have it; null when it names nobody exactly.
 */
export function lookedUpSubject(by: LookedUp): Omit<Subject, 'from'> | null {
  const [found] =
    'account' in by
      ? accountSubject(by.account, OWN)
      : 'phone' in by
        ? subject('phone', form.phoneOf(by.phone), maskValue, OWN)
        : 'promptPay' in by
          ? promptPaySubject(by.promptPay.kind, by.promptPay.value, OWN)
          : personSubject(by.person, OWN);
  return found === undefined ? null : { kind: found.kind, value: found.value, masked: found.masked };
}

function textOf({ kind, value }: Pick<Subject, 'kind' | 'value'>): string {
  return `${kind} ${value}`;
}

const OWN: Origin = { source: 'complaint', id: '' };

function ownSubjects({ accounts, phones, persons }: OwnIdentifiers): Subject[] {
  return [
    ...accounts.flatMap((account) => accountSubject(account, OWN)),
    ...phones.flatMap((phone) => subject('phone', form.phoneOf(phone), maskValue, OWN)),
    ...persons.flatMap((person) => personSubject(person, OWN)),
  ];
}

function accountSubjects({ accounts }: KnownOfSuspects, row: RuleRow): Subject[] {
  const leftOutStops = listParameter(row, 'leftOutStops');
  const pooledAccounts = listParameter(row, 'pooledAccounts');
  return accounts
    .filter(({ account, stop }) => !leftOutStops.includes(stop ?? '') && !pooledAccounts.includes(accountKey(account)))
    .flatMap(({ account, from }) => accountSubject(account, from));
}

function accountSubject(account: Account, from: Origin): Subject[] {
  const found = form.accountOf(account);
  if (found === null) return [];
  const masked = `${account.institution}:${maskTail(account.accountNo)}`;
  return [{ ...found, masked: found.kind === 'account' ? masked : maskValue(found.value), from }];
}

function promptPaySubject(kind: 'phone' | 'national_id' | 'ewallet', value: string, from: Origin): Subject[] {
  if (kind === 'phone')
    return subject('phone', form.phoneOf(value), maskValue, from).map((found) => ({ ...found, receives: true }));
  if (kind === 'national_id') return subject('person', form.citizenOf(value), maskValue, from);
  return subject('wallet', `ewallet:${value}`, maskValue, from);
}

function personSubject({ citizenId, passport, personRef }: SuspectPerson, from: Origin): Subject[] {
  const value =
    citizenId !== undefined
      ? form.citizenOf(citizenId)
      : passport !== undefined
        ? form.passportOf(passport.number, passport.issuedBy)
        : personRef !== undefined
          ? form.personRefOf(personRef)
          : null;
  return subject('person', value, maskValue, from);
}

function contactSubject({ kind, value, from }: SuspectContact & { from: Origin }, row: RuleRow): Subject[] {
  switch (kind) {
    case 'phone':
      return subject('phone', form.phoneOf(value), maskValue, from);
    case 'crypto_wallet':
      return subject('wallet', form.walletOf(value), maskValue, from);
    case 'device':
      return subject('device', form.deviceOf(value), maskValue, from);
    case 'line':
      return subject('line', form.lineOf(value), maskHandle, from);
    case 'facebook':
      return subject('facebook', form.facebookOf(value), maskHandle, from);
    case 'url':
      return subject('url', identifyingUrl(value, row), maskUrl, from);
  }
}

/**
 * Returns host and path of a web address; null when it names only a platform that millions use.
 */
function identifyingUrl(text: string, row: RuleRow): string | null {
  const url = form.urlOf(text);
  if (url === null) return null;
  const { host, path } = url;
  const isPlatform = listParameter(row, 'platformHosts').some(
    (platform) => host === platform || host.endsWith(`.${platform}`),
  );
  const namesNobody = path === '' || listParameter(row, 'platformPaths').includes(path.toLowerCase());
  return isPlatform && namesNobody ? null : host + path;
}

function subject(kind: LinkKind, value: string | null, mask: (text: string) => string, from: Origin): Subject[] {
  return value === null ? [] : [{ kind, value, masked: mask(value), from }];
}

const PREFIX = /^(citizen|passport:[A-Z]{3}|ref|imei|ewallet):/;

/** Hides a value without the prefix of its normal form. */
function maskValue(text: string): string {
  return maskTail(text.replace(PREFIX, ''));
}
