import { mayCall, type Person } from '../api/next-session.js';

/** Returns whether a person may claim cases and hand them over. */
export function worksOnCases(person: Pick<Person, 'calls'> | undefined): boolean {
  return mayCall(person, 'POST /v1/cases/{id}/claim');
}

/** Who decides about the money of cases, and so may have to say that it is the own case (docs/adr/0078). */
const DECIDERS: Person['roles'] = [...WORKERS, 'amlo_officer'];

/** Returns whether a person may declare an interest in a case; the API decides. */
export function mayDeclareInterest(person: { readonly roles: readonly string[] } | undefined): boolean {
  return person?.roles.some((role) => DECIDERS.some((decider) => decider === role)) ?? false;
}
