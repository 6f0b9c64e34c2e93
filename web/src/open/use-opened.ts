import { useCallback, useEffect, useState } from 'react';
import { serverNow } from '../api/server-time.js';
import type { Proof } from './proof-form.js';

/** What was seen last is read again this often. */
const READ_EVERY_MS = 60_000;

/** What a proof opened. Both live in the page's memory only. */
export interface Opened<T> {
  readonly proof: Proof;
  readonly seen: T;
  /** When it was read, where it could not be read again; undefined while it is fresh. */
  readonly staleSinceMs: number | undefined;
}

/**
 * Keeps what a person opened by a number and its code, and reads it again every minute. `open`
 * throws what `read` throws; `read` is one function for the life of the page.
 */
export function useOpened<T>(read: (proof: Proof) => Promise<T>) {
  const [opened, setOpened] = useState<Opened<T> & { readAtMs: number }>();
  const open = useCallback(
    async (proof: Proof) => {
      const seen = await read(proof);
      setOpened({ proof, seen, readAtMs: serverNow(), staleSinceMs: undefined });
    },
    [read],
  );
  const proof = opened?.proof;
  useEffect(() => {
    if (proof === undefined) return;
    const timer = setInterval(() => {
      open(proof).catch(() => setOpened((now) => now && { ...now, staleSinceMs: now.readAtMs }));
    }, READ_EVERY_MS);
    return () => clearInterval(timer);
  }, [proof, open]);
  return { opened, open, close: () => setOpened(undefined) };
}
