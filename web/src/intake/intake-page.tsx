import '../styles/intake.css';
import { useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api, dataOf, ProblemError } from '../api/client.js';
import { serverNow } from '../api/server-time.js';
import { session } from '../api/session.js';
import { useStore } from '../api/store.js';
import { formatInstant, formatTime } from '../format/time.js';
import { Forbidden, Loading, ReadFailed } from '../ui/page-states.js';
import { readersOf } from '../pages.js';
import { usePageTitle } from '../ui/screen.js';
import { emptyForm, readForm } from './intake-form.js';
import { Call } from './call.js';
import { NEW, type Draft } from './draft-keeper.js';
import { newerOf } from './newer-draft.js';
import { unsaved } from './use-draft.js';
import { useText } from './words.js';

/** Intake: a call becomes a complaint while the person speaks. */
export function IntakePage() {
  const { t } = useText();
  const { draft } = useSearch({ from: '/intake' });
  const navigate = useNavigate({ from: '/intake' });
  const now = useStore(session);
  // The draft that this page began by itself is the form that is open already.
  const [begun, setBegun] = useState<{ readonly serial: number; readonly id?: string }>({ serial: 0 });
  usePageTitle(t('intake.title'));

  const startNew = async () => {
    // The address first: with the other order this page would open the draft that was just left.
    await navigate({ search: {} });
    setBegun(({ serial }) => ({ serial: serial + 1 }));
  };
  const roles = now.state === 'signed-in' || now.state === 'expired' ? now.person.roles : [];
  if (!readersOf('/intake').some((role) => roles.includes(role))) {
    return (
      <main id="content">
        <h1 className="unseen">{t('intake.title')}</h1>
        <Forbidden />
      </main>
    );
  }
  if (draft !== undefined && draft !== begun.id) {
    return <KeptCall key={draft} id={draft} onNew={() => void startNew()} />;
  }
  return (
    <NewCall
      key={begun.serial}
      onBegun={(id) => {
        // Shown before the address changes: a form that is open is never read anew, for what was
        // typed since the save is in no draft yet.
        flushSync(() => setBegun(({ serial }) => ({ serial, id })));
        void navigate({ search: { draft: id }, replace: true });
      }}
      onNew={() => void startNew()}
    />
  );
}

function NewCall({ onBegun, onNew }: { onBegun: (id: string) => void; onNew: () => void }) {
  // A call that this page was left with before its draft was begun goes on.
  const [form] = useState(() => unsaved.get(NEW)?.form ?? emptyForm(serverNow()));
  return <Call opened={{ form }} onBegun={onBegun} onNew={onNew} notice={<Drafts />} />;
}

/** A call that was parked, or whose page crashed. */
function KeptCall({ id, onNew }: { id: string; onNew: () => void }) {
  const { t } = useText();
  const [reads, setReads] = useState(0);
  const draft = useQuery({
    queryKey: ['draft', id, reads],
    queryFn: () => dataOf(api.GET('/v1/drafts/{id}', { params: { path: { id } } })),
    staleTime: 'static', // what is typed here is newer
    gcTime: 0,
  });
  const opened = useMemo(() => (draft.data === undefined ? undefined : open(draft.data)), [draft.data]);
  if (opened !== undefined) {
    return (
      <Call
        key={reads}
        {...opened}
        onBegun={() => undefined}
        onNew={onNew}
        onNewest={() => setReads(reads + 1)}
        notice={null}
      />
    );
  }
  const isGone = draft.data !== undefined || (draft.error instanceof ProblemError && draft.error.status === 404);
  return (
    <main id="content">
      <h1 className="unseen">{t('intake.title')}</h1>
      {isGone ? (
        <div className="message" role="alert">
          <p>
            <strong>{t('intake.drafts.absent')}</strong>
          </p>
          <p>
            <button type="button" className="button" onClick={onNew}>
              {t('intake.drafts.startNew')}
            </button>
          </p>
        </div>
      ) : draft.error !== null ? (
        <ReadFailed error={draft.error} onRetry={() => void draft.refetch()} />
      ) : (
        <Loading rows={8} />
      )}
    </main>
  );
}

/** Opens a draft: as the API has it, or with what this window has typed since. */
function open(draft: Draft & { content: Readonly<Record<string, unknown>> }) {
  const saved = readForm(draft.content);
  if (saved === undefined) return undefined;
  const typed = unsaved.get(draft.id);
  const { shown, isOther } = newerOf({ revision: draft.revision, form: saved }, typed);
  if (typed === undefined || !isOther) return { opened: { form: saved, draft, saved } };
  const other = { shown, form: shown === 'typed' ? saved : typed.form };
  if (shown === 'draft') return { opened: { form: saved, draft, saved }, other };
  return { opened: { form: typed.form, draft, saved, unanswered: typed.unanswered }, other };
}

/** The calls that wait to be gone on with. */
function Drafts() {
  const { t, language } = useText();
  const navigate = useNavigate({ from: '/intake' });
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['drafts'],
    queryFn: () => dataOf(api.GET('/v1/drafts')),
    staleTime: 'static', // read when the page opens; what is typed here becomes one too
    gcTime: 0,
    select: ({ drafts }) => drafts,
  });
  if (data === undefined || data.length === 0) return null;
  const discard = async (id: string) => {
    await api.DELETE('/v1/drafts/{id}', { params: { path: { id } } });
    await queries.resetQueries({ queryKey: ['drafts'] });
  };
  return (
    <section className="intake-drafts" aria-labelledby="drafts">
      <h2 id="drafts">{t('intake.drafts.title', { count: data.length })}</h2>
      <ul>
        {data.map(({ id, begunAt, savedAt }) => {
          const begun = formatInstant(begunAt, language);
          return (
            <li key={id} className="line">
              <button type="button" className="button small" onClick={() => void navigate({ search: { draft: id } })}>
                {t('intake.drafts.open', { begun, saved: formatTime(savedAt, language) })}
              </button>
              <button
                type="button"
                className="button small plain"
                aria-label={t('intake.drafts.discard', { begun })}
                onClick={() => void discard(id)}
              >
                ×
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
