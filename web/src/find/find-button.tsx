import { lazy, Suspense } from 'react';
import { IconSearch } from '@tabler/icons-react';
import type { Person } from '../api/next-session.js';
import { createStore, useStore } from '../api/store.js';
import { useText } from '../text/translate.js';
import { findsCases, looksUp } from './searchers.js';

const FindDialog = lazy(() => import('./find-dialog.js').then((module) => ({ default: module.FindDialog })));

/** Whether the search is open; pages open it by the key `/`. */
export const isFinding = createStore(false);

/** Opens the search from every page. */
export function FindButton({ person }: { person: Person }) {
  const { t } = useText();
  const isOpen = useStore(isFinding);
  if (!findsCases(person) && !looksUp(person)) return null;
  return (
    <>
      <button type="button" className="button small" onClick={() => isFinding.set(true)}>
        <IconSearch size={16} aria-hidden /> {t('keys.search')} <kbd>/</kbd>
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <FindDialog person={person} onClose={() => isFinding.set(false)} />
        </Suspense>
      )}
    </>
  );
}
