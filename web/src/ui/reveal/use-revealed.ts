import { useEffect, useState } from 'react';

/** A revealed value goes away by itself after so long. */
const SHOWN_SECONDS = 30;
/** A long text stays for a second per so many letters, which is how people read. */
const LETTERS_A_SECOND = 12;

/** Keeps a revealed value for as long as it may be shown; then it is undefined again. */
export function useRevealed(): [string | undefined, (value: string | undefined) => void] {
  const [value, setValue] = useState<string>();
  useEffect(() => {
    if (value === undefined) return;
    const timer = setTimeout(() => setValue(undefined), shownSeconds(value) * 1_000);
    return () => clearTimeout(timer);
  }, [value]);
  return [value, setValue];
}

/** Returns for how long a value is shown: half a minute, a long text for as long as it takes to read. */
export function shownSeconds(value: string): number {
  return Math.max(SHOWN_SECONDS, Math.ceil(value.length / LETTERS_A_SECOND));
}
