import type { Account } from '../party.js';
import { deadlineMs } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import { after } from '../time.js';

/**
 * The state of an institution's own suspension. `proceeded`: an officer proceeds by law, and the
 * suspension stands until its time is over; `lifted`: an officer found it unfounded; `lapsed`: its
 * time is over.
 */
export type OwnSuspensionState = 'active' | 'proceeded' | 'lapsed' | 'lifted';

/** States in which an institution suspends money by itself. */
export const STANDING_OWN_SUSPENSION_STATES: readonly OwnSuspensionState[] = ['active', 'proceeded'];

/** The rule by which an own suspension ends: by time (LIFT-6D) or by the officer (OFF-6C). */
export const RULE_OF_END = { lapsed: 'LIFT-6D', lifted: 'OFF-6C' } as const;

/**
 * Returns when an institution's own suspension ends: at the time that the institution names, or
 * else at the latest time of its row (BANK-6A, section 6 paragraph 1), counted from the finding.
 * That the named time is not later is checked when the notice comes.
 */
export function ownSuspensionEnd(foundAt: Date, until: string | undefined, rule: RuleRow): Date {
  return until === undefined ? after(foundAt, deadlineMs(rule)) : new Date(until);
}

/**
 * Returns whether an own suspension lapses now (LIFT-6D). It does at its time also where an
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
