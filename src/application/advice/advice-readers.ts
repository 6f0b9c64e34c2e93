import type { Role } from '../../domain/freeze-request/freeze-request.js';
import { CASE_WORKERS } from '../handling/assign-case.js';

/** Who may read what the analysis advises, and what officers said of it: who works on cases, and the auditor. */
export const ADVICE_READERS = [...CASE_WORKERS, 'auditor'] as const satisfies readonly Role[];

/** Returns whether a person with these roles may read advice. */
export function mayReadAdvice(roles: readonly Role[]): boolean {
  return ADVICE_READERS.some((role) => roles.includes(role));
}
