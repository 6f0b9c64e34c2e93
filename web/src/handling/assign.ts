import { api, dataOf } from '../api/client.js';
import { useReread } from './reread.js';

/** Returns what assigns a case to a person, or to nobody, with a note or without (''). Throws ProblemError. */
export function useAssign(): (caseId: string, assignee: string | null, note: string) => Promise<void> {
  const reread = useReread();
  return async (caseId, assignee, note) => {
    const body = note === '' ? { assignee } : { assignee, note };
    await dataOf(api.POST('/v1/cases/{id}/assignments', { params: { path: { id: caseId } }, body }));
    await reread(caseId);
  };
}
