import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import { connection } from '../api/live.js';
import { mayCall } from '../api/next-session.js';
import type { SessionList } from '../api/schema.js';
import { session } from '../api/session.js';
import { useStore } from '../api/store.js';
import { formatInstant } from '../format/time.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { TextField } from '../ui/fields/text-field.js';
import { WideTable } from '../ui/rows/wide-table.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Empty, Loading } from '../ui/screen/reading.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { ActButton } from '../ui/screen/act-button.js';
import { useText } from './words.js';

type SignIn = SessionList['sessions'][number];

/** The browsers in which a person is signed in: everybody's own, and for administrators any person's. */
export function SessionsPage() {
  const { t } = useText();
  const now = useStore(session);
  const blocked = useStore(connection).state === 'lost' ? t('act.disconnected') : undefined;
  const person = now.state === 'signed-in' || now.state === 'expired' ? now.person : undefined;
  usePageTitle(t('sessions.title'));
  return (
    <main id="content" className="plain-page">
      <h1>{t('sessions.title')}</h1>
      <Own isAdministrator={mayCall(person, 'POST /v1/sessions/end')} blocked={blocked} />
      {mayCall(person, 'POST /v1/sessions/searches') && (
        <OfPerson mayEnd={mayCall(person, 'POST /v1/sessions/end')} blocked={blocked} />
      )}
    </main>
  );
}

/** The person's own sign-ins; every one except this one can be ended. An administrator tells no administrator. */
function Own({ isAdministrator, blocked }: { isAdministrator: boolean; blocked: string | undefined }) {
  const { t } = useText();
  const problems = useProblemWords();
  const queries = useQueryClient();
  const [outcome, setOutcome] = useState<string>();
  const own = useQuery({ queryKey: ['sessions', 'own'], queryFn: () => dataOf(api.GET('/v1/sessions')) });
  const here = useQuery({ queryKey: ['sessions', 'here'], queryFn: () => dataOf(api.GET('/v1/session')) }).data;
  const end = async (id: string) => {
    try {
      await dataOf(api.POST('/v1/sessions/{id}/end', { params: { path: { id } }, body: {} }));
      setOutcome(t('sessions.done', { count: 1 }));
    } catch (error) {
      setOutcome(t('sessions.failed', { why: problems.of(error) }));
    }
    await queries.invalidateQueries({ queryKey: ['sessions', 'own'] });
  };
  return (
    <section>
      <h2>{t('sessions.mine')}</h2>
      <p className="label">{t(isAdministrator ? 'sessions.mineLeadOfAdministrator' : 'sessions.mineLead')}</p>
      <p role="status">{blocked ?? outcome}</p>
      {own.data !== undefined ? (
        <SignIns
          label={t('sessions.mine')}
          rows={own.data.sessions}
          hereId={here?.sessionId ?? undefined}
          blocked={blocked}
          onEnd={(id) => void end(id)}
        />
      ) : own.error !== null ? (
        <ReadFailed error={own.error} onRetry={() => void own.refetch()} />
      ) : (
        <Loading rows={3} />
      )}
    </section>
  );
}

/** Looks up the sign-ins of a person; an administrator ends all of them at once. */
function OfPerson({ mayEnd, blocked }: { mayEnd: boolean; blocked: string | undefined }) {
  const { t } = useText();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const [person, setPerson] = useState<string>();
  const [isEnding, setEnding] = useState(false);
  const [outcome, setOutcome] = useState<string>();
  const found = useQuery({
    queryKey: ['sessions', 'of', person],
    queryFn: () => dataOf(api.POST('/v1/sessions/searches', { body: { person: person ?? '' } })),
    enabled: person !== undefined,
  });
  const rows = found.data?.sessions;
  const hasOpen = rows?.some(({ open }) => open) === true;
  return (
    <section>
      <h2>{t('sessions.ofPerson')}</h2>
      <p className="label">{t('sessions.ofPersonLead')}</p>
      <form
        className="line"
        onSubmit={(event) => {
          event.preventDefault();
          setOutcome(undefined);
          if (typed.trim() !== '') setPerson(typed.trim());
        }}
      >
        <TextField label={t('sessions.person')} maxLength={200} value={typed} onChange={setTyped} />
        <ActButton isSubmit why={blocked ?? (typed.trim() === '' ? t('act.needsText') : undefined)}>
          {t('sessions.look')}
        </ActButton>
      </form>
      <p role="status">{blocked ?? outcome}</p>
      {person === undefined ? null : rows === undefined ? (
        found.error === null ? (
          <Loading rows={3} />
        ) : (
          <ReadFailed error={found.error} onRetry={() => void found.refetch()} />
        )
      ) : rows.length === 0 ? (
        <Empty title={t('sessions.none')} detail={t('sessions.noneDetail')} />
      ) : (
        <>
          <SignIns label={t('sessions.ofPerson')} rows={rows} blocked={blocked} />
          {mayEnd && (
            <p className="line">
              <ActButton
                className="button danger"
                why={blocked ?? (hasOpen ? undefined : t('sessions.noneOpen'))}
                onClick={() => setEnding(true)}
              >
                {t('sessions.endAll', { person })}…
              </ActButton>
            </p>
          )}
        </>
      )}
      {isEnding && person !== undefined && (
        <ActDialog
          name="end_sessions"
          title={t('sessions.endAllTitle', { person })}
          lead={t('sessions.ofPersonLead')}
          confirm={t('sessions.endAll', { person })}
          blocked={blocked}
          onClose={() => setEnding(false)}
          onAct={async () => {
            const { ended } = await dataOf(api.POST('/v1/sessions/end', { body: { person } }));
            setOutcome(t('sessions.done', { count: ended }));
            await queries.invalidateQueries({ queryKey: ['sessions'] });
            return undefined;
          }}
        >
          <p>{t('sessions.endAllLead')}</p>
        </ActDialog>
      )}
    </section>
  );
}

interface SignInsProps {
  label: string;
  rows: readonly SignIn[];
  /** The sign-in of this browser; signing out ends it. */
  hereId?: string | undefined;
  blocked: string | undefined;
  /** Ends one; left out where they are another person's. */
  onEnd?: (id: string) => void;
}

function SignIns({ label, rows, hereId, blocked, onEnd }: SignInsProps) {
  const { t, language } = useText();
  const stateOf = ({ id, open, endedAt, endedBy, endReason }: SignIn) => {
    if (id === hereId) return t('sessions.here');
    if (open) return t('sessions.open');
    if (endedAt === null) return t('sessions.over');
    const why = endReason === null ? t('sessions.over') : t(`sessions.why.${endReason}`);
    return t('sessions.ended', { why, by: endedBy ?? '–', at: formatInstant(endedAt, language) });
  };
  return (
    <WideTable
      label={label}
      columns={[
        { head: t('sessions.column.started') },
        { head: t('sessions.column.used') },
        { head: t('sessions.column.ends') },
        { head: t('sessions.column.roles') },
        { head: t('sessions.column.state') },
        ...(onEnd === undefined ? [] : [{ head: t('sessions.column.act') }]),
      ]}
    >
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td className="whole">{formatInstant(row.startedAt, language)}</td>
            <td className="whole">{formatInstant(row.lastUsedAt, language)}</td>
            <td className="whole">{formatInstant(row.expiresAt, language)}</td>
            <td>{row.roles.map((role) => t(`role.${role}`)).join(', ')}</td>
            <td>{stateOf(row)}</td>
            {onEnd !== undefined && (
              <td>
                {row.open && row.id !== hereId && (
                  <ActButton className="button small" why={blocked} onClick={() => onEnd(row.id)}>
                    {t('sessions.end')}
                  </ActButton>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
