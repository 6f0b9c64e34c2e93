import type { Person } from '../api/next-session.js';

/** Who works on cases (docs/adr/0034); the API decides. */
const WORKERS: Person['roles'] = ['aoc_officer', 'aoc_supervisor', 'inquiry_officer'];

/** Returns whether a person may claim cases and hand them over. */
export function worksOnCases(person: { readonly roles: readonly string[] } | undefined): boolean {
  return person?.roles.some((role) => WORKERS.some((worker) => worker === role)) ?? false;
}
