import { phoneOf } from '../../link/normalise.js';
import type { SuspectPerson } from '../../link/subject.js';
import { type Account, accountKey } from '../../party.js';
import { numberParameter } from '../../rulebook/in-force.js';
import type { RuleRow } from '../../rulebook/row.js';
import { HOUR_MS, after } from '../../time.js';
import type { NotOrderedCode } from './not-ordered.js';

/*
 * The limits of row P-LIMIT: how many orders of section 7 may stand on reports whose debit nobody
 * has confirmed. Every complaint is taken. Beyond a limit its order waits for the confirmation.
 */

/**
 * Recent reports by account holders of which no debit was confirmed: complaints, and transfers
 * added to them later.
 */
export interface UnconfirmedReports {
  /** From the same telephone number. */
  byNumber: number;
  /** By the same victim who holds the account: of the same official number, or of the same debited account. */
  byPerson: number;
}

/** Recent orders of section 7 whose debit is neither confirmed nor denied. */
export interface UnconfirmedOrders {
  /** At the same account. */
  atAccount: number;
  /** In complaints that name the same suspect: of several, the one with the most. */
  atPerson: number;
}

/** The code of why an order at an account waits for the confirmation of its debit. */
export type TargetLimit = Extract<NotOrderedCode, 'SECTION7.ACCOUNT_LIMIT' | 'SECTION7.PERSON_LIMIT'>;

/** Returns since when complaints and orders count against the limits of row P-LIMIT. */
export function limitsSince(limitRule: RuleRow, now: Date): Date {
  return after(now, -numberParameter(limitRule, 'windowHours') * HOUR_MS);
}

/**
 * Returns whether a telephone number or a person has as many unconfirmed reports as row P-LIMIT
 * allows. The limit keeps false complaints from freezing one enemy's account after the other.
 */
export function isReporterLimitReached({ byNumber, byPerson }: UnconfirmedReports, limitRule: RuleRow): boolean {
  return (
    byNumber >= numberParameter(limitRule, 'maxPerNumber') || byPerson >= numberParameter(limitRule, 'maxPerReporter')
  );
}

/**
 * Returns why one more order at an account waits until its debit is confirmed, or null. The limits
 * keep many numbers together from freezing one account or person.
 */
export function targetLimitReached({ atAccount, atPerson }: UnconfirmedOrders, limitRule: RuleRow): TargetLimit | null {
  if (atAccount >= numberParameter(limitRule, 'maxAtAccount')) return 'SECTION7.ACCOUNT_LIMIT';
  return atPerson >= numberParameter(limitRule, 'maxAtPerson') ? 'SECTION7.PERSON_LIMIT' : null;
}

/**
 * Returns how many of the searches that a complaint wants are asked: no more than row P-LIMIT allows
 * in its time for one telephone number, victim or debited account, of which `askedBefore` is the
 * largest count. A search asks for a payment that nobody reported, so nobody may go on guessing.
 */
export function searchesLeft(askedBefore: number, wanted: number, limitRule: RuleRow): number {
  return Math.max(0, Math.min(wanted, numberParameter(limitRule, 'maxSearches') - askedBefore));
}

/** Whom a complaint comes from and whom it is against, as far as the limits count it. */
export interface LimitSubjects {
  /** As it was given; null where nobody knows it. */
  phone: string | null;
  /** Citizen id or passport number of the victim; null where nobody knows it. */
  victimNumber: string | null;
  /** The debited account, which also names the victim; null where nobody knows it. */
  victimAccount: Account | null;
  accounts: readonly Account[];
  persons: readonly SuspectPerson[];
}

/**
 * Returns the names of the locks under which a complaint is counted and ordered, each once and in
 * a fixed order. Two complaints that count against one limit share a lock, so that the second sees
 * the order of the first. The names hold personal data and are only hashed.
 */
export function limitLocks({ phone, victimNumber, victimAccount, accounts, persons }: LimitSubjects): string[] {
  const reporter: string[] = [];
  if (phone !== null) reporter.push(`number ${numberOf(phone)}`);
  if (victimAccount !== null) reporter.push(`debited ${accountKey(victimAccount)}`);
  if (victimNumber !== null) reporter.push(`reporter ${victimNumber}`);
  return [...new Set([...reporter, ...targetLocks({ accounts, persons })])].sort();
}

/** Returns the names of the locks of the targets alone, for an order that waited. */
export function targetLocks({ accounts, persons }: Pick<LimitSubjects, 'accounts' | 'persons'>): string[] {
  const names = [
    ...accounts.map((account) => `account ${accountKey(account)}`),
    ...identified(persons).map((person) => `person ${JSON.stringify(person)}`),
  ];
  return [...new Set(names)].sort();
}

/** Returns a telephone number in one form, so that another way to write it counts the same. */
export function numberOf(phone: string): string {
  return phoneOf(phone) ?? phone;
}

/** Returns the suspects whom an official number names, and nothing but that number. */
export function identified(persons: readonly SuspectPerson[]): SuspectPerson[] {
  return persons.flatMap(({ citizenId, passport }): SuspectPerson[] => {
    if (citizenId !== undefined) return [{ citizenId }];
    return passport === undefined ? [] : [{ passport: { number: passport.number, issuedBy: passport.issuedBy } }];
  });
}
