import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { CaseRow, InstitutionList } from '../api/schema.js';

const PAGE = 200;

/** Every open case; read again when the stream tells of something. */
export function useOpenCases() {
  return useQuery({ queryKey: ['queue', 'cases'], queryFn: readOpenCases, refetchInterval: 60_000 });
}

async function readOpenCases(): Promise<readonly CaseRow[]> {
  const rows: CaseRow[] = [];
  let after: string | undefined;
  do {
    const query = { status: 'open' as const, limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await dataOf(api.GET('/v1/cases', { params: { query } }));
    rows.push(...page.cases);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return rows;
}

/** What is owed on a case; open duties only. */
export function useOpenDuties(caseId: string) {
  return useQuery({
    queryKey: ['case', caseId, 'duties'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/duties', { params: { path: { id: caseId } } })),
    select: ({ duties }) => duties.filter(({ state }) => state !== 'fulfilled'),
  });
}

export type Institution = InstitutionList['institutions'][number];

/** The institutions by their slugs. */
export function useInstitutions() {
  return useQuery({
    queryKey: ['institutions'],
    queryFn: () => dataOf(api.GET('/v1/institutions')),
    select: ({ institutions }) => new Map(institutions.map((each) => [each.slug, each])),
  });
}
