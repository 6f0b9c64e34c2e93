import { lazy, Suspense } from 'react';
import { IconSearch } from '@tabler/icons-react';
import type { Person } from '../api/session.js';
import { createStore, useStore } from '../api/store.js';
import { useText } from './words.js';

const FindDialog = lazy(() => import('./find-dialog.js').then((module) => ({ default: module.FindDialog })));

/** Whether the search is open; pages open it by the key `/`. */
export const isFinding = createStore(false);

/** Who may search and open what is found (docs/adr/0034); the API decides. */
const SEARCHERS: Person['roles'] = ['aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'auditor'];

/** Opens the search from every page. */
export function FindButton({ person }: { person: Person }) {
  const { t } = useText();
  const isOpen = useStore(isFinding);
  if (!person.roles.some((role) => SEARCHERS.includes(role))) return null;
  return (
    <>
      <button type="button" className="button small" onClick={() => isFinding.set(true)}>
        <IconSearch size={16} aria-hidden /> {t('find.open')} <kbd>/</kbd>
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <FindDialog onClose={() => isFinding.set(false)} />
        </Suspense>
      )}
    </>
  );
}
