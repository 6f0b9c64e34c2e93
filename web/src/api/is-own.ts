import type { Person } from './next-session.js';

/**
 * Returns whether a subject of the record is the person at this screen, so that "you" is written in
 * place of the name and own rows can be chosen. What the person may do says the server, never this.
 */
export function isOwn(subject: string | null | undefined, person: Pick<Person, 'id'> | undefined): boolean {
  return person !== undefined && subject === person.id;
}
