import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api, dataOf } from '../api/client.js';
import { useInstitutions } from '../queue/queue-data.js';
import { CaseSummary } from '../queue/peek.js';
import { Loading, ReadFailed } from '../ui/page-states.js';
import { usePageTitle } from '../ui/screen.js';

/** A case: what is due, the money, who owes what. */
export function CasePage() {
  const { caseId } = useParams({ from: '/cases/$caseId' });
  const view = useQuery({
    queryKey: ['case', caseId, 'view'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}', { params: { path: { id: caseId } } })),
  });
  const institutions = useInstitutions().data;
  usePageTitle(view.data?.caseNo ?? '');
  return (
    <main id="content" className="case">
      {view.data !== undefined ? (
        <CaseSummary row={view.data} institutions={institutions} />
      ) : view.error !== null ? (
        <ReadFailed error={view.error} onRetry={() => void view.refetch()} />
      ) : (
        <Loading rows={6} />
      )}
    </main>
  );
}
