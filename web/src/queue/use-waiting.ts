import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import { type Call, mayCall, type Person } from '../api/next-session.js';
import { waiting } from '../ui/screen/screen.js';

/** Bands follow the clock, and who has no stream still hears of what waits. */
const READ_EVERY_MS = 30_000;

/** What is decided of the cases that wait for a second person. */
const DECISIONS: readonly Call[] = [
  'POST /v1/freeze-requests/{id}/decisions',
  'POST /v1/directives/{id}/decisions',
  'POST /v1/withdrawals/{id}/decisions',
  'POST /v1/corrections/{id}/decisions',
  'POST /v1/holder-papers/{id}/decisions',
];

/** Keeps the number of cases that wait for a second person, for those who are that person. */
export function useWaiting(person: Person | undefined): void {
  const decides = DECISIONS.every((call) => mayCall(person, call));
  const { data } = useQuery({
    // One case is read for the counts beside it; news of a case read it again, as every list.
    queryKey: ['list', 'waiting'],
    queryFn: () => dataOf(api.GET('/v1/queue', { params: { query: { tab: 'approval', limit: 1 } } })),
    enabled: decides,
    refetchInterval: READ_EVERY_MS,
  });
  const count = decides && data !== undefined && data.total > 0 ? `${data.total}${data.more ? '+' : ''}` : '';
  useEffect(() => waiting.set(count), [count]);
}
