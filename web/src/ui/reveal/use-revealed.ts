import { useEffect, useState } from 'react';

/** A revealed value goes away by itself after so long. */
const SHOWN_MS = 30_000;

/** Keeps a revealed value for as long as it may be shown; then it is undefined again. */
export function useRevealed(): [string | undefined, (value: string) => void] {
  const [value, setValue] = useState<string>();
  useEffect(() => {
    if (value === undefined) return;
    const timer = setTimeout(() => setValue(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return [value, setValue];
}
