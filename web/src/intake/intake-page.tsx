import '../styles/intake.css';
import { useMemo, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api, dataOf, ProblemError } from '../api/client.js';
import { serverNow } from '../api/server-time.js';
import { formatInstant, formatNear } from '../format/time.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Loading } from '../ui/screen/reading.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { isSame, readForm } from './form/intake-form.js';
import { Call } from './call/call.js';
import type { Draft } from './draft/draft-keeper.js';
import { newCall, openCall, unsavedCall } from './draft/use-draft.js';
import { useText } from './call/words.js';

/** Intake: a call becomes a complaint while the person speaks. */
export function IntakePage() {
  const { t } = useText();
  const { draft } = useSearch({ from: '/intake' });
  const navigate = useNavigate({ from: '/intake' });
  // Begun by this page; all others are opened by their address.
  const [call, setCall] = useState(newCall);
  usePageTitle(t('intake.title'));

  const startNew = async () => {
    // The address first: with the other order this page would open the draft that was just left.
    await navigate({ search: {} });
    setCall(newCall());
  };
  const showBegun = (id: string) => {
    if (id !== draft) void navigate({ search: { draft: id }, replace: true });
  };
  if (draft !== undefined && !call.hasBegun(draft)) {
    // A call that was left for another one has its address, too.
    if (call.id.get() !== undefined) setCall(newCall());
    return <KeptCall key={draft} id={draft} onBegun={showBegun} onNew={() => void startNew()} />;
  }
  return (
    <Call key={call.typed.key} keeper={call} onBegun={showBegun} onNew={() => void startNew()} notice={<Drafts />} />
  );
}

interface KeptCallProps {
  id: string;
  /** Shows the address of the draft that stands for this one when it is gone. */
  onBegun: (id: string) => void;
  onNew: () => void;
}

/** A call that was parked, or left, or whose page crashed. */
function KeptCall({ id, onBegun, onNew }: KeptCallProps) {
  // What this window is still saving is newer than anything that could be read.
  const [left] = useState(() => unsavedCall(id, 'being saved'));
  const [reads, setReads] = useState(0);
  if (left === undefined || reads > 0) {
    return (
      <ReadCall
        key={reads}
        id={id}
        reads={reads}
        onBegun={onBegun}
        onNew={onNew}
        onNewest={() => setReads(reads + 1)}
      />
    );
  }
  const saved = left.saved.get();
  return (
    <Call
      keeper={left}
      other={saved === undefined || isSame(saved, left.typed) ? undefined : { shown: 'typed', form: saved }}
      onBegun={onBegun}
      onNew={onNew}
      onNewest={() => setReads(reads + 1)}
      notice={null}
    />
  );
}

/** Reads a draft, and opens it. */
function ReadCall({ id, reads, onBegun, onNew, onNewest }: KeptCallProps & { reads: number; onNewest: () => void }) {
  const { t } = useText();
  const draft = useQuery({
    queryKey: ['draft', id, reads],
    queryFn: () => dataOf(api.GET('/v1/drafts/{id}', { params: { path: { id } } })),
    staleTime: 'static', // what is typed here is newer
    gcTime: 0,
  });
  const opened = useMemo(() => (draft.data === undefined ? undefined : open(draft.data)), [draft.data]);
  if (opened !== undefined) {
    return <Call {...opened} onBegun={onBegun} onNew={onNew} onNewest={onNewest} notice={null} />;
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

/** Opens a draft as the API has it; what this window has typed and another one has overtaken is offered. */
function open(draft: Draft & { content: Readonly<Record<string, unknown>> }) {
  const saved = readForm(draft.content);
  if (saved === undefined) return undefined;
  const keeper = openCall({ form: saved, draft, saved });
  const overtaken = unsavedCall(draft.id, 'saved elsewhere');
  if (overtaken === undefined || isSame(overtaken.typed, saved)) return { keeper };
  const other = { shown: 'draft' as const, form: overtaken.typed, onDecided: () => overtaken.drop() };
  return { keeper, other };
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
                {t('intake.drafts.open', { begun, saved: formatNear(savedAt, serverNow(), language) })}
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
