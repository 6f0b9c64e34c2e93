import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './client.js';

/** Returns what keeps the readings of the pages; a refusal is not asked for again. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity, // news of the stream say what is old
        retry: (failures, error) => !(error instanceof ProblemError && error.status < 500) && failures < 2,
      },
    },
  });
}
