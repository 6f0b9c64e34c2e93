import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { QueueViews } from '../api/schema.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { filterOf, isFiltered, NO_FILTER, type QueueSearch } from './queue-search.js';
import { ActButton } from '../ui/screen/act-button.js';
import { useText } from './words.js';

interface SavedViewsProps {
  /** Subject of the person whose views they are. */
  person: string;
  search: QueueSearch;
  /** Why nothing can be changed now; undefined: it can. */
  blocked: string | undefined;
  onChange: (part: Partial<QueueSearch>) => void;
}

/**
 * The person's own views of the queue, on whatever screen: choose one, save this one, remove the one
 * that is shown. Nothing stands here until they are read.
 */
export function SavedViews({ person, search, blocked, onChange }: SavedViewsProps) {
  const { t } = useText();
  const problems = useProblemWords();
  const queries = useQueryClient();
  const key = ['queue-views', person];
  const { data } = useQuery({ queryKey: key, queryFn: () => dataOf(api.GET('/v1/queue/views')) });
  const [isNaming, setNaming] = useState(false);
  const [failure, setFailure] = useState<string>();
  if (data === undefined) return null;
  const { views } = data;
  const keep = (next: QueueViews) => void queries.setQueryData(key, next);
  const save = async (name: string): Promise<undefined> => {
    keep(await dataOf(api.POST('/v1/queue/views', { body: { name, filter: filterOf(search) } })));
    return undefined;
  };
  const remove = async (name: string) => {
    setFailure(undefined);
    try {
      keep(await dataOf(api.POST('/v1/queue/views/removals', { body: { name } })));
    } catch (error) {
      setFailure(problems.of(error));
    }
  };
  const shown = views.find(({ filter }) => sameFilter(filter, search));
  return (
    <>
      {views.length > 0 && (
        <label className="line label">
          {t('queue.views.label')}
          <select
            className="select"
            value={shown?.name ?? ''}
            onChange={({ target }) => {
              const view = views.find(({ name }) => name === target.value);
              onChange({ ...NO_FILTER, ...view?.filter, chosen: undefined });
            }}
          >
            <option value="">{t('queue.views.none')}</option>
            {views.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {shown !== undefined ? (
        <ActButton className="button small" why={blocked} onClick={() => void remove(shown.name)}>
          {t('queue.views.remove')}
        </ActButton>
      ) : (
        isFiltered({ ...search, text: undefined }) && (
          <button type="button" className="button small" onClick={() => setNaming(true)}>
            {t('queue.views.save')}…
          </button>
        )
      )}
      {failure !== undefined && <span role="alert">{failure}</span>}
      {isNaming && (
        <ActDialog
          name="saved_view"
          title={t('queue.views.title')}
          lead={t('queue.views.lead')}
          confirm={t('queue.views.save')}
          reasonLabel={t('queue.views.name')}
          blocked={blocked}
          onClose={() => setNaming(false)}
          onAct={(name) => save(name.replace(/\s+/g, ' ').slice(0, LONGEST_NAME).trim())}
        >
          {null}
        </ActDialog>
      )}
    </>
  );
}

/** Characters that the name of a view may have. */
const LONGEST_NAME = 60;

function sameFilter(filter: QueueViews['views'][number]['filter'], search: QueueSearch): boolean {
  const own = filterOf(search);
  return (Object.keys(own) as (keyof typeof own)[]).every((key) => filter[key] === own[key]);
}
