import type { Role } from '../freeze-request/freeze-request.js';

/** A page of the console, and who may read it (docs/adr/0034). */
export interface PageOfConsole {
  /** Its address, or the beginning of the addresses of its rows. */
  path: string;
  readers: readonly Role[];
}

/** Every role, written out: the tool that writes docs/ROLES.md reads this file alone, without what it imports. */
const EVERYBODY: readonly Role[] = [
  'hotline_operator',
  'aoc_officer',
  'aoc_supervisor',
  'inquiry_officer',
  'auditor',
  'administrator',
  'unfreeze_desk',
  'amlo_officer',
  'institution_user',
];

/** The pages for persons who are signed in. Each route decides for itself; this spares a person dead ends. */
export const PAGES: readonly PageOfConsole[] = [
  { path: '/', readers: ['aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor'] },
  { path: '/intake', readers: ['hotline_operator'] },
  { path: '/complaints', readers: ['hotline_operator', 'aoc_officer', 'aoc_supervisor', 'inquiry_officer'] },
  { path: '/amlo', readers: ['amlo_officer'] },
  {
    path: '/unfreeze',
    readers: ['unfreeze_desk', 'aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor', 'amlo_officer'],
  },
  { path: '/supervisor', readers: ['aoc_supervisor', 'administrator', 'auditor'] },
  { path: '/lost-orders', readers: ['aoc_officer', 'inquiry_officer'] },
  { path: '/report', readers: ['aoc_supervisor', 'auditor'] },
  { path: '/analysis', readers: ['aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor', 'administrator'] },
  { path: '/auditor', readers: ['auditor'] },
  { path: '/institution', readers: ['institution_user'] },
  { path: '/cases', readers: ['aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor', 'amlo_officer'] },
  { path: '/sessions', readers: EVERYBODY },
];

/** Returns every page with its readers, and whether a person with these roles is one of them. */
export function pagesFor(roles: readonly Role[]): (PageOfConsole & { isOpen: boolean })[] {
  return PAGES.map((page) => ({ ...page, isOpen: page.readers.some((role) => roles.includes(role)) }));
}
