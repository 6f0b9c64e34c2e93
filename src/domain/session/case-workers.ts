import type { Role } from '../freeze-request/freeze-request.js';

/** Roles that work on cases, in the order in which they are noted for a person who has several. */
export const CASE_WORKERS = ['aoc_officer', 'aoc_supervisor', 'inquiry_officer'] as const satisfies readonly Role[];

/**
 * Who may read what the analysis advises, and what officers said of it: who works on cases, and the
 * auditor.
 */
export const ADVICE_READERS = [...CASE_WORKERS, 'auditor'] as const satisfies readonly Role[];

/** Returns whether a person with these roles may read advice. */
export function mayReadAdvice(roles: readonly Role[]): boolean {
  return ADVICE_READERS.some((role) => roles.includes(role));
}
