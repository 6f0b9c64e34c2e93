import { useEffect, useSyncExternalStore } from 'react';
import { createStore, useStore } from '../../api/store.js';

/** How many cases wait for this person's decision, as words; empty: none, or it is not this person's to decide. */
export const waiting = createStore('');

/** Names the page in the browser's tab, behind the number of what waits for this person. */
export function usePageTitle(title: string): void {
  const count = useStore(waiting);
  useEffect(() => {
    document.title = `${count === '' ? '' : `(${count}) `}${title} · ระงับ`;
  }, [title, count]);
}

const narrow = window.matchMedia('(max-width: 720px)');

/** True on a phone, and where a screen of 1440 pixels shows everything at 200 %. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      narrow.addEventListener('change', changed);
      return () => narrow.removeEventListener('change', changed);
    },
    () => narrow.matches,
  );
}
