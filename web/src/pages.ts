import type { Person } from './api/next-session.js';

/** A page of the console that the frame leads to. */
export interface Page {
  readonly to:
    | '/'
    | '/intake'
    | '/complaints'
    | '/unfreeze'
    | '/supervisor'
    | '/lost-orders'
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
    | 'lostOrders'
    | 'monthly'
    | 'models'
    | 'auditor'
    | 'amlo'
    | 'institution';
  /** `KeyboardEvent.code` of the key that leads to it after `g`, and what stands on that key. */
  readonly code: string;
  readonly cap: string;
}

/** The pages in the order of the frame; the first that a person may read is that person's home. */
const PAGES: readonly Page[] = [
  {
    to: '/',
    name: 'queue',
    code: 'KeyQ',
    cap: 'g q',
  },
  { to: '/intake', name: 'intake', code: 'KeyI', cap: 'g i' },
  {
    to: '/complaints',
    name: 'complaints',
    code: 'KeyR',
    cap: 'g r',
  },
  { to: '/amlo', name: 'amlo', code: 'KeyM', cap: 'g m' },
  {
    to: '/unfreeze',
    name: 'unfreeze',
    code: 'KeyU',
    cap: 'g u',
  },
  {
    to: '/supervisor',
    name: 'supervisor',
    code: 'KeyS',
    cap: 'g s',
  },
  { to: '/lost-orders', name: 'lostOrders', code: 'KeyO', cap: 'g o' },
  { to: '/report', name: 'monthly', code: 'KeyP', cap: 'g p' },
  {
    to: '/analysis',
    name: 'models',
    code: 'KeyL',
    cap: 'g l',
  },
  { to: '/auditor', name: 'auditor', code: 'KeyA', cap: 'g a' },
  { to: '/institution', name: 'institution', code: 'KeyB', cap: 'g b' },
];

/** Returns the pages that the server opens to a person. */
export function pagesOf(person: Pick<Person, 'pages'>): readonly Page[] {
  return PAGES.filter(({ to }) => mayRead(to, person));
}

/** Returns what the server says of the page of an address; undefined where an address has no page. */
export function pageOf(pathname: string, { pages }: Pick<Person, 'pages'>): Person['pages'][number] | undefined {
  const isBelow = (to: string) => pathname === to || (to !== '/' && pathname.startsWith(`${to}/`));
  return pages.find(({ path }) => isBelow(path));
}

/** Returns whether a person may read the page of an address. */
export function mayRead(pathname: string, person: Pick<Person, 'pages'>): boolean {
  return pageOf(pathname, person)?.isOpen === true;
}
