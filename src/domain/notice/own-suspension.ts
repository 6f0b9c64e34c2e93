import { type CountingLaw, endOf } from '../deadlines/deadline-of.js';
import type { Account } from '../party.js';
import type { RuleRow } from '../rulebook/row.js';

/**
 * The state of an institution's own suspension. `proceeded`: an officer proceeds by law, and the
 * suspension stands until its time is over; `lifted`: an officer found it unfounded; `lapsed`: its
 * time is over.
 */
export const OWN_SUSPENSION_STATES = ['active', 'proceeded', 'lapsed', 'lifted'] as const;
export type OwnSuspensionState = (typeof OWN_SUSPENSION_STATES)[number];

/** States in which an institution suspends money by itself. */
export const STANDING_OWN_SUSPENSION_STATES: readonly OwnSuspensionState[] = ['active', 'proceeded'];

/**
 * Returns the rule by which an own suspension ends: by the officer's result (OFF-6C), by time
 * without a result (LIFT-6D), or, where an officer proceeds by law, by the seven days that the
 * institution has (BANK-6A).
 */
export function ruleOfEnd(before: OwnSuspensionState, end: 'lapsed' | 'lifted'): 'LIFT-6D' | 'OFF-6C' | 'BANK-6A' {
  if (end === 'lifted') return 'OFF-6C';
  return before === 'proceeded' ? 'BANK-6A' : 'LIFT-6D';
}

/**
 * Returns when an institution's own suspension ends: at the time that the institution names, or
 * else at the latest time of its row (BANK-6A, section 6 paragraph 1), counted from the finding.
 * That the named time is not later is checked when the notice comes.
 */
export function ownSuspensionEnd(foundAt: Date, until: string | undefined, rule: RuleRow, law: CountingLaw): Date {
  return until === undefined ? endOf(rule, foundAt, law) : new Date(until);
}

/**
 * Returns whether an own suspension lapses now. It does at its time also where an
 * officer proceeds by law: section 6 gives no more time, and only an order of another power goes
 * on.
 */
export function lapsesNow({ endedAt, expiresAt }: { endedAt: Date | null; expiresAt: Date }, now: Date): boolean {
  return endedAt === null && expiresAt <= now;
}

/**
 * Returns the number of the account where an institution suspends a transfer: the receiving
 * account when the institution received the transfer, else the sending one.
 */
export function ownSuspensionAccount(institution: string, transfer: { from: string; to: Account }): string {
  return transfer.to.institution === institution ? transfer.to.accountNo : transfer.from;
}
