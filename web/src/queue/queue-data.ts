import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { InstitutionList } from '../api/schema.js';
import { session } from '../api/session.js';
import { useStore } from '../api/store.js';
import type { QueueSearch } from './queue-search.js';

/** So many cases are read; who has more narrows them by filters. */
const MOST = 1_000;
/** Bands follow the clock, also when nothing happens. */
const READ_EVERY_MS = 30_000;

/** The queue; read again when the stream tells of something. */
export function useQueue({ tab, status, institution, assignee, text, sort }: QueueSearch) {
  const now = useStore(session);
  const me = now.state === 'signed-in' || now.state === 'expired' ? now.person.id : undefined;
  const query = { limit: MOST, tab, status, institution, assignee: assignee === 'me' ? me : assignee, text, sort };
  return useQuery({
    queryKey: ['queue', query],
    queryFn: () => dataOf(api.GET('/v1/queue', { params: { query } })),
    refetchInterval: READ_EVERY_MS,
    placeholderData: keepPreviousData,
  });
}

/** What is owed on a case; open duties only. */
export function useOpenDuties(caseId: string) {
  return useQuery({
    queryKey: ['case', caseId, 'duties'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/duties', { params: { path: { id: caseId } } })),
    select: ({ duties }) => duties.filter(({ state }) => state !== 'fulfilled'),
  });
}

export type Institution = InstitutionList['institutions'][number];
export type Institutions = ReadonlyMap<string, Institution>;

/** The institutions by their slugs; empty until they are read. */
export function useInstitutions(): Institutions {
  const { data } = useQuery({
    queryKey: ['institutions'],
    queryFn: () => dataOf(api.GET('/v1/institutions')),
    select: ({ institutions }) => new Map(institutions.map((each) => [each.slug, each])),
  });
  return data ?? NONE;
}

const NONE: Institutions = new Map();
