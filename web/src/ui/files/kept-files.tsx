import { type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AttachmentView } from '../../api/schema.js';
import { useProblemWords } from '../../problem/use-problem-words.js';
import { AddFiles } from './add-files.js';
import { FileList } from './file-list.js';
import type { FileKind } from './files.js';
import { useText } from '../words.js';

/** What every list of kept files is told by the page that shows it. */
export interface ShownFilesProps {
  mayAdd: boolean;
  /** Why none can be added now; undefined: one can. */
  blocked: string | undefined;
}

interface KeptFilesProps extends ShownFilesProps {
  queryKey: QueryKey;
  /** Reads the list. Throws ProblemError. */
  onRead: () => Promise<{ attachments: AttachmentView[] }>;
  /** Sends one file. Throws ProblemError. */
  onAdd: (file: File, kind: FileKind) => Promise<unknown>;
}

/** Files that the API keeps: to save, and to add more. Whose they are, the caller's calls say. */
export function KeptFiles({ queryKey, onRead, onAdd, mayAdd, blocked }: KeptFilesProps) {
  const { t } = useText();
  const problems = useProblemWords();
  const queries = useQueryClient();
  const { data, error } = useQuery({ queryKey, queryFn: onRead, select: ({ attachments }) => attachments });
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
            await onAdd(file, kind);
            await queries.invalidateQueries({ queryKey });
          }}
        />
      )}
    </section>
  );
}
