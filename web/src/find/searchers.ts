import { mayCall, type Person } from '../api/next-session.js';

/** Returns whether a person may search for cases and open what is found. */
export function findsCases(person: Person): boolean {
  return mayCall(person, 'POST /v1/complaints/searches') && mayCall(person, 'GET /v1/cases/{id}');
}

/** Returns whether a person looks suspects up for an institution, among what that institution may know. */
export function looksUpForInstitution(person: Person): boolean {
  return mayCall(person, 'POST /v1/institution/suspects/lookup');
}

/** Returns whether a person may look suspects up. */
export function looksUp(person: Person): boolean {
  return mayCall(person, 'POST /v1/suspects/lookup') || looksUpForInstitution(person);
}
