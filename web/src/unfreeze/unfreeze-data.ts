import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, dataOf } from '../api/client.js';
import type { AppealQueue, AppealsTogether } from '../api/schema.js';
import { stateOfAct } from './acts.js';

export type Appeal = AppealQueue['appeals'][number];

/** So many appeals are read at once. */
const MOST = 200;
/** The clocks move appeals from band to band, also when nothing happens. */
const READ_EVERY_MS = 30_000;
/** A row that the keys pass over is not read: each reading is on record. */
const SETTLE_MS = 350;

/** The appeals that wait for an answer, in the order of triage. */
export function useAppeals() {
  return useQuery({
    queryKey: ['list', 'appeals'],
    queryFn: () => dataOf(api.GET('/v1/appeals', { params: { query: { limit: MOST } } })),
    refetchInterval: READ_EVERY_MS,
    placeholderData: keepPreviousData,
  });
}

/**
 * An appeal with what was said, and after it those that were brought in the same act. The reading is
 * on record, so it is read once for each state of the act. `waiting`: the appeals of the queue.
 */
export function useAppeal({ id, together }: Appeal, waiting: readonly Appeal[]) {
  const settled = useSettled(id);
  return useQuery({
    queryKey: ['appeal', id, stateOfAct([id, ...together], waiting)],
    queryFn: async (): Promise<AppealsTogether> => {
      const params = { path: { id } };
      if (together.length > 0) return dataOf(api.GET('/v1/appeals/{id}/together', { params }));
      const only = await dataOf(api.GET('/v1/appeals/{id}', { params }));
      return { amountSatang: only.amountSatang, appeals: [only] };
    },
    enabled: settled === id,
    meta: { isOnRecord: true },
  });
}

function useSettled(id: string): string | undefined {
  const [settled, setSettled] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(id), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [id]);
  return settled;
}
