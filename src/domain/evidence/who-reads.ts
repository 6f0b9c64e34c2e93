import type { Role } from '../freeze-request/freeze-request.js';

/** Who reads what every agency was asked and answered about a case. */
export const READERS_OF_ALL = [
  'aoc_officer',
  'aoc_supervisor',
  'inquiry_officer',
  'auditor',
] as const satisfies readonly Role[];

/** Everybody who reads evidence, all of it or a part; the AMLO officer only that of AMLO. */
export const EVIDENCE_READERS = [...READERS_OF_ALL, 'amlo_officer'] as const satisfies readonly Role[];

/**
 * Returns the one agency whose questions and answers a person reads; undefined: those of all. An
 * AMLO officer sees whom AMLO itself has on its lists HR-03, which it knows already.
 */
export function onlyAgencyRead(roles: readonly Role[]): 'amlo' | undefined {
  return READERS_OF_ALL.some((role) => roles.includes(role)) ? undefined : 'amlo';
}
