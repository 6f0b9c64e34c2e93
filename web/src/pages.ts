import type { Person } from './api/next-session.js';

/** A page of the console that the frame leads to. */
export interface Page {
  readonly to:
    | '/'
    | '/intake'
    | '/complaints'
    | '/unfreeze'
    | '/supervisor'
    | '/report'
    | '/analysis'
    | '/auditor'
    | '/amlo'
    | '/institution';
  /** Its name, by the key of its words. */
  readonly name:
    | 'queue'
    | 'intake'
    | 'complaints'
    | 'unfreeze'
    | 'supervisor'
    | 'monthly'
    | 'models'
    | 'auditor'
    | 'amlo'
    | 'institution';
  /** `KeyboardEvent.code` of the key that leads to it after `g`, and what stands on that key. */
  readonly code: string;
  readonly cap: string;
  /** Who may read it (docs/adr/0034). The API decides; this only spares a person dead ends. */
  readonly roles: Person['roles'];
}

/** The pages in the order of the frame; the first that a person may read is that person's home. */
const PAGES: readonly Page[] = [
  {
    to: '/',
    name: 'queue',
    code: 'KeyQ',
    cap: 'g q',
    roles: ['aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor'],
  },
  { to: '/intake', name: 'intake', code: 'KeyI', cap: 'g i', roles: ['hotline_operator'] },
  {
    to: '/complaints',
    name: 'complaints',
    code: 'KeyR',
    cap: 'g r',
    roles: ['hotline_operator', 'aoc_officer', 'aoc_supervisor', 'inquiry_officer'],
  },
  { to: '/amlo', name: 'amlo', code: 'KeyM', cap: 'g m', roles: ['amlo_officer'] },
  {
    to: '/unfreeze',
    name: 'unfreeze',
    code: 'KeyU',
    cap: 'g u',
    roles: ['unfreeze_desk', 'aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor', 'amlo_officer'],
  },
  {
    to: '/supervisor',
    name: 'supervisor',
    code: 'KeyS',
    cap: 'g s',
    roles: ['aoc_supervisor', 'administrator', 'auditor'],
  },
  { to: '/report', name: 'monthly', code: 'KeyP', cap: 'g p', roles: ['aoc_supervisor', 'auditor'] },
  {
    to: '/analysis',
    name: 'models',
    code: 'KeyL',
    cap: 'g l',
    roles: ['aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor', 'administrator'],
  },
  { to: '/auditor', name: 'auditor', code: 'KeyA', cap: 'g a', roles: ['auditor'] },
  { to: '/institution', name: 'institution', code: 'KeyB', cap: 'g b', roles: ['institution_user'] },
];

/** Returns the pages that a person may read. */
export function pagesOf(roles: Person['roles']): readonly Page[] {
  return PAGES.filter((page) => page.roles.some((role) => roles.includes(role)));
}

/** Who may read the pages that the frame does not lead to. */
const BESIDE: readonly { to: string; roles: Person['roles'] }[] = [
  { to: '/cases', roles: ['aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor', 'amlo_officer'] },
  {
    to: '/sessions',
    roles: [
      'hotline_operator',
      'aoc_officer',
      'aoc_supervisor',
      'inquiry_officer',
      'auditor',
      'administrator',
      'unfreeze_desk',
      'amlo_officer',
      'institution_user',
    ],
  },
];

/** Returns who may read the page of an address; undefined where an address has no page. */
export function readersOf(pathname: string): Person['roles'] | undefined {
  const isBelow = (to: string) => pathname === to || (to !== '/' && pathname.startsWith(`${to}/`));
  return [...PAGES, ...BESIDE].find(({ to }) => isBelow(to))?.roles;
}

/** Returns whether a person may read the page of an address. */
export function mayRead(pathname: string, roles: Person['roles']): boolean {
  return readersOf(pathname)?.some((role) => roles.includes(role)) === true;
}
