import { mayCall, type Person } from '../api/next-session.js';

/** Returns whether a person may claim cases and hand them over. */
export function worksOnCases(person: Pick<Person, 'calls'> | undefined): boolean {
  return mayCall(person, 'POST /v1/cases/{id}/claim');
}

/** Returns whether a person decides about the money of cases, and so may have to declare an own interest. */
export function mayDeclareInterest(person: Pick<Person, 'calls'> | undefined): boolean {
  return mayCall(person, 'POST /v1/cases/{id}/interests');
}
