import type { Actor, Role } from '../freeze-request/freeze-request.js';
import { refuse, type Refusal } from '../result.js';

/**
 * How the record knows that a person gains or loses by what becomes of the money of a case: the person
 * said so, or the person's own telephone number, as the sign-in gives it, is that of a victim, of who
 * reported, of who appealed, or of a PromptPay id to which money of the case went.
 */
export const INTEREST_KNOWN_BY = ['declared', 'telephone'] as const;
export type InterestKnownBy = (typeof INTEREST_KNOWN_BY)[number];

/** Who decides about the money of a case and reads it, so that an own interest can be declared there. */
export const MAY_DECLARE_INTEREST = [
  'aoc_officer',
  'aoc_supervisor',
  'inquiry_officer',
  'amlo_officer',
] as const satisfies readonly Role[];

/** Who declares one at a hold or a break of the own institution, and reads no case. */
export const DECLARES_AT_OWN_INSTITUTION = 'institution_user' satisfies Role;

/** An interest of a person that stands on the record; nobody takes it back. */
interface InterestOnRecord {
  person: string;
  knownBy: InterestKnownBy;
}

/** What the record knows of who gains by a case, and by the cases that claim the same money. */
export interface InterestFacts {
  onRecord: readonly InterestOnRecord[];
  /** Keyed hashes of the telephone numbers of those whom the money is about. */
  phoneKeys: readonly string[];
}

/**
 * Returns how the record knows that a person has an interest in a case; null where it knows of none,
 * which proves nothing: a sign-in need not give a telephone number, and nobody knows all relatives.
 */
export function interestOf(
  { onRecord, phoneKeys }: InterestFacts,
  { subject, phoneKey }: Actor,
): InterestKnownBy | null {
  const own = onRecord.filter(({ person }) => person === subject);
  if (own.some(({ knownBy }) => knownBy === 'declared')) return 'declared';
  if (own.length > 0) return 'telephone';
  return phoneKey != null && phoneKeys.includes(phoneKey) ? 'telephone' : null;
}

/**
 * Returns the refusal `CASE.INTEREST` for a person with an interest, else null. Such a person decides
 * nothing of the case, in whatever office: asks for no order, approves, refuses, continues and
 * releases none, answers no appeal, and has no part in a correction or withdrawal of the report.
 */
export function refuseInterest(facts: InterestFacts, actor: Actor): Refusal | null {
  const knownBy = interestOf(facts, actor);
  if (knownBy === null) return null;
  return knownBy === 'declared'
    ? refuse('CASE.INTEREST', 'you declared an interest in this case, so another person decides')
    : refuse(
        'CASE.INTEREST',
        'the telephone number of your sign-in is that of a person whom this case is about, so another person decides',
      );
}

/** Returns the refusal `CASE.INTEREST` where a case would be given to a person of whom an interest is on record, else null. */
export function refuseInterestedAssignee({ onRecord }: Pick<InterestFacts, 'onRecord'>): Refusal | null {
  return onRecord.length === 0
    ? null
    : refuse('CASE.INTEREST', 'that person has an interest in the case on record and decides nothing of it');
}
