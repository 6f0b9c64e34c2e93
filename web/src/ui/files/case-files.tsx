import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import { useProblemWords } from '../../problem/use-problem-words.js';
import { AddFiles } from './add-files.js';
import { FileList } from './file-list.js';
import { asBody } from './files.js';
import { useText } from '../words.js';

interface CaseFilesProps {
  /** The case, or the appeal whose files alone are shown. */
  of: { readonly caseId: string } | { readonly appealId: string };
  mayAdd: boolean;
  /** Why none can be added now; undefined: one can. */
  blocked: string | undefined;
}

/** The files of a case with those of its appeals, or of one appeal: to save, and to add more. */
export function CaseFiles({ of, mayAdd, blocked }: CaseFilesProps) {
  const { t } = useText();
  const problems = useProblemWords();
  const queries = useQueryClient();
  const id = 'caseId' in of ? of.caseId : of.appealId;
  const queryKey = ['case', id, 'files'];
  const params = { path: { id } };
  const { data, error } = useQuery({
    queryKey,
    queryFn: () =>
      dataOf(
        'caseId' in of
          ? api.GET('/v1/cases/{id}/attachments', { params })
          : api.GET('/v1/appeals/{id}/attachments', { params }),
      ),
    select: ({ attachments }) => attachments,
  });
  return (
    <section>
      <h3>
        {t('file.title')} {data?.length ?? ''}
      </h3>
      {error !== null && <p className="label">{t('file.failed', { why: problems.of(error) })}</p>}
      <FileList mayRead files={data ?? []} />
      {mayAdd && (
        <AddFiles
          blocked={blocked}
          onAdd={async (file, kind) => {
            const sent = { params: { ...params, query: { kind } }, ...asBody(file) };
            await dataOf(
              'caseId' in of
                ? api.POST('/v1/cases/{id}/attachments', sent)
                : api.POST('/v1/appeals/{id}/attachments', sent),
            );
            await queries.invalidateQueries({ queryKey });
          }}
        />
      )}
    </section>
  );
}
