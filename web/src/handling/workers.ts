import { mayCall, type Person } from '../api/next-session.js';

/** Returns whether a person may claim cases and hand them over. */
export function worksOnCases(person: Pick<Person, 'calls'> | undefined): boolean {
  return mayCall(person, 'POST /v1/cases/{id}/claim');
}
