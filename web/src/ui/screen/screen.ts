import { useEffect, useSyncExternalStore } from 'react';

/** Names the page in the browser's tab. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ระงับ`;
  }, [title]);
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
