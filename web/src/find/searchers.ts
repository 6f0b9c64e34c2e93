import type { Person } from '../api/next-session.js';

/** Who may search and open what is found (docs/adr/0034); the API decides. */
export const SEARCHERS: Person['roles'] = ['aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor'];
/** Who may look suspects up (docs/adr/0039); the API decides. */
export const LOOKERS: Person['roles'] = [
  'aoc_officer',
  'aoc_supervisor',
  'inquiry_officer',
  'amlo_officer',
  'institution_user',
];
