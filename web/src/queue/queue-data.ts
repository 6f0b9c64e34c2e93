import { useEffect } from 'react';
import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import { gather } from '../api/gather.js';
import { listenToCases } from '../api/live.js';
import { mayCall } from '../api/next-session.js';
import type { InstitutionList, QueueView } from '../api/schema.js';
import { session } from '../api/session.js';
import { useStore } from '../api/store.js';
import { joined, type QueueRow, withCase } from './queue-rows.js';
import { FIRST_TAB, type QueueSearch } from './queue-search.js';

/** So many cases are read at once; the next come when somebody scrolls to them. */
const PAGE = 100;
/** Bands follow the clock, also when nothing happens. */
const READ_EVERY_MS = 60_000;
/** When so many cases change at once, the list is read again instead of each. */
const MOST_AT_ONCE = 20;

/** The queue, page by page; a case that the stream tells of is read again by itself. */
export function useQueue({ tab, status, institution, assignee, caseType, atLeast, text, sort }: QueueSearch) {
  const now = useStore(session);
  const person = now.state === 'signed-in' || now.state === 'expired' ? now.person : undefined;
  const query = {
    limit: PAGE,
    tab: tab ?? person?.queueTab ?? FIRST_TAB,
    status,
    institution,
    assignee: assignee === 'me' ? person?.id : assignee,
    caseType,
    atLeastSatang: atLeast,
    text,
    sort,
  };
  const queryKey = ['queue', query];
  const read = (more: { after?: string; caseId?: string; limit?: number }) =>
    dataOf(api.GET('/v1/queue', { params: { query: { ...query, ...more } } }));
  const queries = useQueryClient();
  useEffect(
    () =>
      gatherCases(async (changed) => {
        if (changed.length > MOST_AT_ONCE) return queries.invalidateQueries({ queryKey });
        for (const caseId of changed) {
          const answer = await read({ caseId, limit: 1 });
          queries.setQueryData<InfiniteData<QueueView>>(
            queryKey,
            (data) => data && { ...data, pages: withCase(data.pages, caseId, answer) },
          );
        }
      }),
    [queries, JSON.stringify(queryKey)],
  );
  return useInfiniteQuery({
    // Who may not read it is on the way to the own page.
    enabled: mayCall(person, 'GET /v1/queue'),
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam === '' ? {} : { after: pageParam }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: READ_EVERY_MS,
    placeholderData: keepPreviousData,
    select: ({ pages }) => joined(pages),
  });
}

/** Gathers the cases that the stream tells of, and acts on those that came since the act before. */
function gatherCases(act: (changed: readonly string[]) => Promise<unknown>): () => void {
  const changed = new Set<string>();
  const again = gather(async () => {
    const these = [...changed];
    changed.clear();
    // A reading that fails is made up for by the next of the whole list.
    await act(these).catch(() => undefined);
  });
  return listenToCases((caseId) => {
    changed.add(caseId);
    again();
  });
}

/** What is next on a case, as the queue says it; undefined until it is read, to whom it is not open, and when it is closed. */
export function useQueueRow(caseId: string): QueueRow | undefined {
  const now = useStore(session);
  const person = now.state === 'signed-in' || now.state === 'expired' ? now.person : undefined;
  const query = { tab: 'all' as const, caseId, limit: 1 };
  return (
    useQuery({
      enabled: mayCall(person, 'GET /v1/queue'),
      queryKey: ['case', caseId, 'queue'],
      queryFn: () => dataOf(api.GET('/v1/queue', { params: { query } })),
      select: ({ cases: [row] }) => row ?? null,
    }).data ?? undefined
  );
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
