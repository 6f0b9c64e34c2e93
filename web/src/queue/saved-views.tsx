import { useState } from 'react';
import { session } from '../api/session.js';
import { useStore } from '../api/store.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { filterOf, isFiltered, NO_FILTER, type QueueSearch } from './queue-search.js';
import { readViews, writeViews, type SavedView } from './view-store.js';
import { useText } from './words.js';

interface SavedViewsProps {
  search: QueueSearch;
  onChange: (part: Partial<QueueSearch>) => void;
}

/** The person's own views of the queue: choose one, save this one, remove the one that is shown. */
export function SavedViews({ search, onChange }: SavedViewsProps) {
  const { t } = useText();
  const now = useStore(session);
  const person = now.state === 'signed-in' || now.state === 'expired' ? now.person.id : '';
  const [views, setViews] = useState(() => readViews(person));
  const [isNaming, setNaming] = useState(false);
  const keep = (next: readonly SavedView[]) => {
    writeViews(person, next);
    setViews(next);
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
        <button type="button" className="button small" onClick={() => keep(views.filter((view) => view !== shown))}>
          {t('queue.views.remove')}
        </button>
      ) : (
        isFiltered({ ...search, text: undefined }) && (
          <button type="button" className="button small" onClick={() => setNaming(true)}>
            {t('queue.views.save')}…
          </button>
        )
      )}
      {isNaming && (
        <ActDialog
          title={t('queue.views.title')}
          lead={t('queue.views.lead')}
          confirm={t('queue.views.save')}
          reasonLabel={t('queue.views.name')}
          blocked={undefined}
          onClose={() => setNaming(false)}
          onAct={(name) => {
            const short = name.slice(0, 60);
            keep([...views.filter((view) => view.name !== short), { name: short, filter: filterOf(search) }]);
            return Promise.resolve(undefined);
          }}
        >
          {null}
        </ActDialog>
      )}
    </>
  );
}

function sameFilter(filter: SavedView['filter'], search: QueueSearch): boolean {
  const own = filterOf(search);
  return (Object.keys(own) as (keyof typeof own)[]).every((key) => filter[key] === own[key]);
}
