import { useSyncExternalStore } from 'react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { PendingList } from '../api/schema.js';
import { everySecond, serverNow } from '../api/server-time.js';
import { formatBaht } from '../format/money.js';
import { formatInstant, formatLength } from '../format/time.js';
import { useInstitutions } from '../queue/queue-data.js';
import { DeskLink } from '../queue/desk-link.js';
import { placeOfPending } from '../queue/place-of-task.js';
import { Account } from '../ui/marks/account.js';
import { Clock } from '../ui/marks/clock.js';
import { Facts, type DeskColumn } from '../ui/desk/desk.js';
import { DeskList } from '../ui/desk/desk-list.js';
import { usePartyName, useShortName } from '../ui/marks/parties.js';
import { Maker } from './acts.js';
import { useView, type ViewProps } from './supervisor-data.js';
import { useText } from './words.js';

type Pending = PendingList['requests'][number];

/**
 * Everything that waits for a second person; what nobody decided in time (P-APP) is on top, then the least time
 * left. An order
 * is decided at the case, on its evidence; each other kind on its own page.
 */
export function Approvals({ frame, person }: ViewProps) {
  const { t, language } = useText();
  const query = useView('approvals');
  const navigate = useNavigate();
  const institutions = useInstitutions();
  const shortName = useShortName(institutions);
  const fullName = usePartyName(institutions);
  const columns: DeskColumn<Pending>[] = [
    {
      name: 'left',
      head: t('supervisor.column.left'),
      // The same clock as in the queue: asking ends no time that the law gives for the order.
      cell: ({ requestedAt, dueAt }) => (dueAt === null ? '–' : <Clock startedAt={requestedAt} dueAt={dueAt} />),
    },
    {
      name: 'saves',
      head: t('supervisor.column.saves'),
      cell: ({ savesSatang }) => (savesSatang === null ? '–' : formatBaht(savesSatang, 'short')),
    },
    {
      name: 'kind',
      head: t('supervisor.column.what'),
      isName: true,
      cell: ({ kind, ruleId, escalatedAt }) => (
        <>
          {t(`supervisor.pending.${kind}`)}
          {ruleId !== null && <span className="label"> · {ruleId}</span>}
          {escalatedAt !== null && ` · ${t('supervisor.escalatedNow')}`}
        </>
      ),
    },
    { name: 'caseNo', head: t('supervisor.column.caseNo'), cell: ({ caseNo }) => caseNo },
    {
      name: 'account',
      head: t('supervisor.column.account'),
      isWide: true,
      isRoomy: true,
      cell: ({ institution, accountMasked }) =>
        institution === null || accountMasked === null ? (
          '–'
        ) : (
          <Account name={shortName(institution)} accountMasked={accountMasked} />
        ),
    },
    {
      name: 'age',
      head: t('supervisor.column.age'),
      cell: ({ requestedAt }) => <Age since={requestedAt} />,
    },
  ];
  return (
    <DeskList
      frame={frame}
      query={query}
      rows={(query.data?.requests ?? []).toSorted(
        (one, other) =>
          Number(other.escalatedAt !== null) - Number(one.escalatedAt !== null) ||
          (timeOf(one) < timeOf(other) ? -1 : Number(timeOf(one) > timeOf(other))),
      )}
      columns={columns}
      idOf={({ id }) => id}
      empty={[t('supervisor.none.approvals'), t('supervisor.noneDetail')]}
      keys={(chosen) => [
        {
          code: 'Enter',
          cap: 'Enter',
          words: t('supervisor.openWhere'),
          act: () => {
            if (chosen === undefined) return;
            const place = placeOfPending(chosen);
            if (place !== undefined) void navigate({ to: place.to, search: place.search });
            else void navigate({ to: '/cases/$caseId', params: { caseId: chosen.caseId } });
          },
        },
      ]}
      detail={(row) => (
        <>
          <h2>{t(`supervisor.pending.${row.kind}`)}</h2>
          <Maker by={row.requestedBy} at={row.requestedAt} />
          <Facts
            facts={[
              [t('supervisor.column.caseNo'), row.caseNo],
              [
                t('supervisor.column.account'),
                row.institution === null || row.accountMasked === null ? (
                  '–'
                ) : (
                  <Account key="account" name={fullName(row.institution)} accountMasked={row.accountMasked} />
                ),
              ],
              [t('supervisor.column.saves'), row.savesSatang === null ? '–' : formatBaht(row.savesSatang, 'exact')],
              [t('supervisor.column.basis'), row.ruleId ?? '–'],
              [t('supervisor.column.age'), <Age key="age" since={row.requestedAt} />],
              [t('supervisor.column.state'), t(row.state === 'half_approved' ? 'supervisor.half' : 'supervisor.waits')],
              [
                t('supervisor.expires'),
                row.expiresAt === null ? t('supervisor.noEnd') : formatInstant(row.expiresAt, language),
              ],
              [
                t('supervisor.escalated'),
                row.escalatedAt === null ? t('supervisor.notYet') : formatInstant(row.escalatedAt, language),
              ],
            ]}
          />
          <WhereDecided row={row} person={person} />
        </>
      )}
    />
  );
}

/** How long something has waited, by the server's clock. */
function Age({ since }: { since: string }) {
  const { language } = useText();
  const age = useSyncExternalStore(everySecond, () => formatLength(serverNow() - Date.parse(since), language));
  return <time dateTime={since}>{age}</time>;
}

/** The way to where a request is decided: a page of its own, or the case. */
function WhereDecided({ row, person }: { row: Pending; person: ViewProps['person'] }) {
  const { t } = useText();
  const place = placeOfPending(row);
  return (
    <>
      <p className="label">{t(place === undefined ? 'supervisor.atCase' : `supervisor.atDesk.${place.to}`)}</p>
      <div className="detail-acts">
        {place !== undefined && (
          <DeskLink place={place} person={person} className="button primary">
            {t('supervisor.openDesk')} <kbd>Enter</kbd>
          </DeskLink>
        )}
        <Link
          className={place === undefined ? 'button primary' : 'button'}
          to="/cases/$caseId"
          params={{ caseId: row.caseId }}
        >
          {t('supervisor.openCase')} {place === undefined && <kbd>Enter</kbd>}
        </Link>
      </div>
    </>
  );
}

/** When a decision is due, in ms; what has no time comes last. */
function timeOf({ dueAt }: Pending): number {
  return dueAt === null ? Infinity : Date.parse(dueAt);
}
