import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { Person } from '../api/next-session.js';
import type { AdviceView } from '../api/schema.js';
import { worksOnCases } from '../handling/workers.js';

export type Advice = AdviceView['advice'][number];

/** Returns whether a person may read advice: who works on cases, and the auditor. The API decides. */
export function readsAdvice(person: Person | undefined): boolean {
  return worksOnCases(person) || person?.roles.includes('auditor') === true;
}

/** What the analysis advises; only for who works on cases, and the auditor. */
export function useAdvice(id: string, isRead: boolean) {
  return useQuery({
    queryKey: ['case', id, 'advice'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/advice', { params: { path: { id } } })),
    enabled: isRead,
  });
}
