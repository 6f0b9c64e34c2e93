import { useQueries, useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { Person } from '../api/next-session.js';
import type { DeskFrame } from '../ui/desk/desk-list.js';
import { joined } from '../queue/queue-rows.js';
import type { SupervisorTab } from './tabs.js';

/** What each view of the page is given. */
export interface ViewProps {
  readonly frame: DeskFrame<SupervisorTab>;
  readonly person: Person | undefined;
  /** Why nothing can be done now; undefined: it can. */
  readonly blocked: string | undefined;
}

/** The API's largest page; so many stand in a view. */
const MOST = 200;

const limit = MOST;

/** What the centre owes too late, then what institutions and agencies do. */
async function overdue() {
  const read = (query: { tab: 'ours' | 'late'; band: 'overdue' }) =>
    dataOf(api.GET('/v1/queue', { params: { query: { ...query, limit } } }));
  const pages = [await read({ tab: 'ours', band: 'overdue' }), await read({ tab: 'late', band: 'overdue' })];
  return { cases: joined(pages)?.cases ?? [] };
}

const READ = {
  approvals: () => dataOf(api.GET('/v1/pending-requests', { params: { query: { limit } } })),
  directives: () => dataOf(api.GET('/v1/directives', { params: { query: { state: 'requested', limit } } })),
  breaks: () => dataOf(api.GET('/v1/breaks', { params: { query: { state: 'open', limit } } })),
  lost: () => dataOf(api.GET('/v1/lost-orders', { params: { query: { state: 'open', limit } } })),
  rules: () => dataOf(api.GET('/v1/rule-changes', { params: { query: { state: 'proposed', limit } } })),
  parties: () => dataOf(api.GET('/v1/party-changes', { params: { query: { state: 'requested', limit } } })),
  overdue,
};
type Answers = { [Name in SupervisorTab]: Awaited<ReturnType<(typeof READ)[Name]>> };

/** The rows of a view, as the API answers. */
export function useView<Name extends SupervisorTab>(name: Name) {
  return useQuery({ queryKey: ['list', name], queryFn: READ[name] as () => Promise<Answers[Name]> });
}

/** How many rows each view has; undefined until it is read. */
export function useCounts(names: readonly SupervisorTab[]): Partial<Record<SupervisorTab, number>> {
  const answers = useQueries({
    queries: names.map((name) => ({
      queryKey: ['list', name],
      queryFn: READ[name],
    })),
  });
  return Object.fromEntries(
    names.flatMap((name, index) => {
      const data = answers[index]?.data;
      return data === undefined ? [] : [[name, countOf(data)]];
    }),
  );
}

function countOf(answer: Answers[SupervisorTab]): number {
  if ('cases' in answer) return answer.cases.length;
  if ('requests' in answer) return answer.requests.length;
  if ('directives' in answer) return answer.directives.length;
  if ('orders' in answer) return answer.orders.length;
  if ('breaks' in answer) return answer.breaks.length;
  return answer.changes.length;
}

/** A reading, as `useView` gives it. */
export type View = ReturnType<typeof useView>;
