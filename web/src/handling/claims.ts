import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { useQuery } from '@tanstack/react-query';
import { isOwn } from '../api/is-own.js';
import { api, dataOf } from '../api/client.js';
import type { CaseView } from '../api/schema.js';
import { everySecond, serverNow } from '../api/server-time.js';
import type { Person } from '../api/next-session.js';
import { formatLength } from '../format/time.js';
import type { Language } from '../text/texts.js';
import { useReread } from './reread.js';

export type Claim = NonNullable<CaseView['claim']>;

/** Returns how long a claim still runs, in words; undefined once it is over. It ends without news. */
export function useTimeLeft(claim: Claim | null, language: Language): string | undefined {
  return useSyncExternalStore(everySecond, () => {
    const leftMs = claim === null ? 0 : Date.parse(claim.until) - serverNow();
    return leftMs > 0 ? formatLength(leftMs, language) : undefined;
  });
}

/** The assignments of a case, the newest first. */
export function useHandling(caseId: string) {
  return useQuery({
    queryKey: ['case', caseId, 'handling'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/handling', { params: { path: { id: caseId } } })),
  });
}

/** What a person does with the own claim of a case; each throws ProblemError. */
export function useClaimActs() {
  const reread = useReread();
  const path = (id: string) => ({ params: { path: { id } } });
  return {
    claim: async (caseId: string): Promise<void> => {
      await dataOf(api.POST('/v1/cases/{id}/claim', { ...path(caseId), body: {} }));
      await reread(caseId);
    },
    /** Puts the own claim down while it runs, else takes the case: whether it runs the API says, no clock here. */
    takeOrPutDown: async (caseId: string): Promise<void> => {
      const { claim } = await dataOf(api.GET('/v1/cases/{id}/acts', path(caseId)));
      if (claim.isOwn) await dataOf(api.DELETE('/v1/cases/{id}/claim', path(caseId)));
      else await dataOf(api.POST('/v1/cases/{id}/claim', { ...path(caseId), body: {} }));
      await reread(caseId);
    },
    endClaim: async (caseId: string): Promise<void> => {
      await dataOf(api.DELETE('/v1/cases/{id}/claim', path(caseId)));
      await reread(caseId);
    },
  };
}

/** With less than this left, what the person does renews the claim. */
const RENEW_BELOW_MS = 10 * 60_000;

/**
 * Renews the person's own claim while that person works: by keys and clicks, never by itself, so
 * that a screen that somebody left lets the case go.
 */
export function useRenewal(caseId: string, claim: Claim | null, person: Person | undefined): void {
  const { claim: renew } = useClaimActs();
  const worked = useEffectEvent(() => {
    if (claim === null || !isOwn(claim.person, person)) return;
    const leftMs = Date.parse(claim.until) - serverNow();
    if (leftMs > 0 && leftMs < RENEW_BELOW_MS) void renew(caseId).catch(() => undefined); // its end is shown
  });
  useEffect(() => {
    const look = () => worked();
    for (const event of ['keydown', 'pointerdown']) document.addEventListener(event, look);
    return () => {
      for (const event of ['keydown', 'pointerdown']) document.removeEventListener(event, look);
    };
  }, []);
}
