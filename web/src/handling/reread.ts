import { useQueryClient } from '@tanstack/react-query';

/** Returns what reads a case and the queue again, once who works on the case has changed. */
export function useReread(): (caseId: string) => Promise<void> {
  const queries = useQueryClient();
  return async (caseId) => {
    await queries.invalidateQueries({ queryKey: ['case', caseId] });
    await queries.invalidateQueries({ queryKey: ['queue'] });
  };
}
