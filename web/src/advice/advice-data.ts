import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import { onReturn } from '../api/person-at-work.js';
import { mayCall, type Person } from '../api/next-session.js';
import type { AdviceView } from '../api/schema.js';

export type Advice = AdviceView['advice'][number];

/** Returns whether a person may read advice. */
export function readsAdvice(person: Person | undefined): boolean {
  return mayCall(person, 'GET /v1/cases/{id}/advice');
}

/**
 * What the analysis advises; only for who works on cases, and the auditor. It is read again when the
 * person is back: what the page read by itself meanwhile is not on record as shown.
 */
export function useAdvice(id: string, isRead: boolean) {
  const advice = useQuery({
    queryKey: ['case', id, 'advice'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/advice', { params: { path: { id } } })),
    enabled: isRead,
  });
  const { refetch } = advice;
  useEffect(() => (isRead ? onReturn(() => void refetch()) : undefined), [isRead, refetch]);
  return advice;
}
