import { Link, useNavigate } from '@tanstack/react-router';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useInstitutions } from '../queue/queue-data.js';
import { clockParty, isTheirs, type QueueRow } from '../queue/queue-rows.js';
import { Clock } from '../ui/marks/clock.js';
import { Facts, type DeskColumn } from '../ui/desk/desk.js';
import { DeskList } from '../ui/desk/desk-list.js';
import { usePartyName } from '../ui/marks/parties.js';
import { useView, type ViewProps } from './supervisor-data.js';
import { useText } from './words.js';
import { usePersonName } from '../ui/marks/persons.js';

/** The cases on which something is overdue, whoever owes it. */
export function Overdue({ frame }: ViewProps) {
  const { t, language } = useText();
  const query = useView('overdue');
  const navigate = useNavigate();
  const personName = usePersonName();
  const nameOf = usePartyName(useInstitutions());
  const owner = (row: QueueRow) => {
    const party = clockParty(row);
    return party === null ? t(`owner.${row.clockOwner}`) : nameOf(party);
  };
  const whoHas = ({ claim, assignee }: QueueRow) => {
    const subject = claim?.person ?? assignee;
    return subject === null ? t('supervisor.nobody') : personName(subject);
  };
  const columns: DeskColumn<QueueRow>[] = [
    {
      name: 'left',
      head: t('supervisor.column.left'),
      cell: ({ startedAt, dueAt, clockOwner }) =>
        dueAt === null ? '–' : <Clock startedAt={startedAt} dueAt={dueAt} isTheirs={isTheirs({ clockOwner })} />,
    },
    { name: 'caseNo', head: t('supervisor.column.caseNo'), isName: true, cell: ({ caseNo }) => caseNo },
    { name: 'task', head: t('supervisor.column.what'), cell: ({ task }) => t(`task.${task}`) },
    { name: 'owner', head: t('supervisor.column.owner'), isWide: true, cell: owner },
    {
      name: 'who',
      head: t('supervisor.column.assignee'),
      isWide: true,
      cell: whoHas,
    },
  ];
  return (
    <DeskList
      frame={frame}
      query={query}
      rows={query.data?.cases ?? []}
      columns={columns}
      idOf={({ id }) => id}
      empty={[t('supervisor.none.overdue'), t('supervisor.noneDetail')]}
      keys={(chosen) => [
        {
          code: 'Enter',
          cap: 'Enter',
          words: t('supervisor.openCase'),
          act: () => chosen && void navigate({ to: '/cases/$caseId', params: { caseId: chosen.id } }),
        },
      ]}
      detail={(row) => (
        <>
          <h2>{row.caseNo}</h2>
          <Facts
            facts={[
              [t('supervisor.column.what'), t(`task.${row.task}`)],
              [t('supervisor.column.owner'), owner(row)],
              [t('supervisor.due'), row.dueAt === null ? '–' : formatInstant(row.dueAt, language)],
              [t('supervisor.column.assignee'), whoHas(row)],
              [t('supervisor.risk'), t('supervisor.baht', { amount: formatBaht(row.atRiskSatang, 'exact') })],
            ]}
          />
          <div className="detail-acts">
            <Link className="button primary" to="/cases/$caseId" params={{ caseId: row.id }}>
              {t('supervisor.openCase')} <kbd>Enter</kbd>
            </Link>
          </div>
        </>
      )}
    />
  );
}
