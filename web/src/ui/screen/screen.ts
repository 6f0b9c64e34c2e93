import { useEffect, useSyncExternalStore } from 'react';

/** Names the page in the browser's tab. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ระงับ`;
  }, [title]);
}

const narrow = window.matchMedia('(max-width: 719px)');

/** True on a phone, and at 200 % on a small screen. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      narrow.addEventListener('change', changed);
      return () => narrow.removeEventListener('change', changed);
    },
    () => narrow.matches,
  );
}
