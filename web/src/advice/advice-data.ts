import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { AdviceView } from '../api/schema.js';

export type Advice = AdviceView['advice'][number];

/** What the analysis advises; only for who works on cases, and the auditor. */
export function useAdvice(id: string, isRead: boolean) {
  return useQuery({
    queryKey: ['case', id, 'advice'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/advice', { params: { path: { id } } })),
    enabled: isRead,
  });
}
