import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { ComplaintSearchBody } from '../api/schema.js';

/** Searches for complaints; each is on the audit chain, so it is never repeated by itself. */
function findComplaints(body: ComplaintSearchBody) {
  return dataOf(api.POST('/v1/complaints/searches', { body }));
}

/** The complaints that this person took down, as they were when the page was opened. */
export function useMine(isShown: boolean) {
  return useQuery({
    queryKey: ['complaints', 'mine'],
    queryFn: () => findComplaints({ takenBy: 'me' }),
    enabled: isShown,
    staleTime: 'static',
    gcTime: 0,
  });
}

/** How often a complaint is read again while its caller is on the line, in milliseconds. */
const ON_THE_LINE_MS = 3_000;

/**
 * A complaint as the operator may read it out; nothing is read while no id is known. While its caller
 * is on the line it is read again all the time: the stream of news is not for the hotline.
 */
export function useComplaint(id: string | undefined, isOnTheLine = false) {
  return useQuery({
    refetchInterval: isOnTheLine ? ON_THE_LINE_MS : false,
    queryKey: ['case', id, 'complaint'],
    queryFn: () => dataOf(api.GET('/v1/complaints/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== undefined,
  });
}

/** What the person at the screen can do on a report now, and why not the rest. */
export function useReportActs(id: string) {
  return useQuery({
    queryKey: ['case', id, 'report-acts'],
    queryFn: () => dataOf(api.GET('/v1/complaints/{id}/acts', { params: { path: { id } } })),
  });
}

/** What of reports a second person decides. */
const SECOND_PERSON = ['withdrawal', 'correction', 'holder_papers'] as const;

/** Withdrawals, corrections and findings about holders that wait for a second person, the oldest first. */
export function useWaiting() {
  return useQuery({
    queryKey: ['queue', 'second-person'],
    queryFn: async () => {
      const of = async (kind: (typeof SECOND_PERSON)[number]) =>
        (await dataOf(api.GET('/v1/pending-requests', { params: { query: { kind, limit: 200 } } }))).requests;
      const waiting = await Promise.all(SECOND_PERSON.map(of));
      return waiting.flat().sort((one, other) => one.requestedAt.localeCompare(other.requestedAt));
    },
  });
}
