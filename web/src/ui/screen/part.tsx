import type { ReactNode } from 'react';
import { ReadFailed } from './page-states.js';
import { Loading } from './reading.js';

/** A reading of the API: its data once it is there, and why it is not. */
export interface Reading<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

interface PartProps<T> {
  query: Reading<T>;
  children: (data: T) => ReactNode;
}

/** A part of a page that is read by itself: its data, or what it waits for, or why it cannot be read. */
export function Part<T>({ query: { data, error, refetch }, children }: PartProps<T>) {
  if (data !== undefined) return children(data);
  if (error !== null) return <ReadFailed error={error} onRetry={() => void refetch()} />;
  return <Loading rows={6} />;
}
