import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import { mayCall } from '../api/next-session.js';
import type { BreakView } from '../api/schema.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useInstitutions } from '../queue/queue-data.js';
import { useRecordWords } from '../record/use-record-words.js';
import { Account } from '../ui/marks/account.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { Clock } from '../ui/marks/clock.js';
import { Statements } from '../ui/marks/statements.js';
import { Facts, type DeskColumn } from '../ui/desk/desk.js';
import { DeskList } from '../ui/desk/desk-list.js';
import { usePartyName, useShortName } from '../ui/marks/parties.js';
import { useView, type ViewProps } from './supervisor-data.js';
import { useText } from './words.js';
import { ActButton } from '../ui/screen/act-button.js';

/** Words of institutions that differ from the record, and their settlement. */
export function Breaks({ frame, person, blocked }: ViewProps) {
  const { t, language } = useText();
  const wordOf = useRecordWords();
  const query = useView('breaks');
  const queries = useQueryClient();
  const institutions = useInstitutions();
  const shortName = useShortName(institutions);
  const fullName = usePartyName(institutions);
  const [settled, setSettled] = useState<BreakView>();
  const [nothingHeld, setNothingHeld] = useState(false);
  const maySettle = mayCall(person, 'POST /v1/breaks/{id}/settlement');
  const baht = (satang: string | null) =>
    satang === null ? '–' : t('supervisor.baht', { amount: formatBaht(satang, 'exact') });
  const reported = (satang: string | null) =>
    satang === null ? t('supervisor.toBeFound') : t('supervisor.reportedAs', { amount: formatBaht(satang, 'exact') });
  const debited = (satang: string | null) =>
    satang === null ? t('supervisor.noAmount') : t('supervisor.debitedAs', { amount: formatBaht(satang, 'exact') });
  /** What is on record and what the institution said of a hold or a debit; a break about anything else has neither. */
  const bothWords = ({ requestedSatang, heldSatang, said, debit }: BreakView): (readonly [string, string])[] => {
    if (debit !== null)
      return [
        [t('supervisor.ours'), reported(debit.reportedSatang)],
        [t('supervisor.theirs'), debited(debit.debitedSatang)],
      ];
    const answered = said === null ? undefined : `${wordOf('result', said.result)} · ${baht(said.amountSatang)}`;
    if (requestedSatang === null) return answered === undefined ? [] : [[t('supervisor.theirs'), answered]];
    return [
      [
        t('supervisor.ours'),
        `${t('supervisor.asked')} ${baht(requestedSatang)} · ${t('supervisor.held')} ${baht(heldSatang)}`,
      ],
      [t('supervisor.theirs'), answered ?? t('supervisor.saidNothing')],
    ];
  };
  const columns: DeskColumn<BreakView>[] = [
    {
      name: 'left',
      head: t('supervisor.column.left'),
      cell: ({ openedAt, dueAt }) => <Clock startedAt={openedAt} dueAt={dueAt} />,
    },
    { name: 'kind', head: t('supervisor.column.break'), isName: true, cell: ({ kind }) => wordOf('difference', kind) },
    { name: 'caseNo', head: t('supervisor.column.caseNo'), cell: ({ caseNo }) => caseNo ?? '–' },
    {
      name: 'account',
      head: t('supervisor.column.account'),
      isWide: true,
      cell: ({ institution, accountMasked }) =>
        institution === null ? (
          '–'
        ) : accountMasked === null ? (
          <span className="cut">{shortName(institution)}</span>
        ) : (
          <Account name={shortName(institution)} accountMasked={accountMasked} />
        ),
    },
    {
      name: 'held',
      head: t('supervisor.column.held'),
      isAmount: true,
      isWide: true,
      cell: ({ heldSatang }) => (heldSatang === null ? '–' : formatBaht(heldSatang, 'exact')),
    },
  ];
  return (
    <>
      <DeskList
        frame={frame}
        query={query}
        rows={query.data?.breaks ?? []}
        columns={columns}
        idOf={({ id }) => id}
        empty={[t('supervisor.none.breaks'), t('supervisor.noneDetail')]}
        keys={(chosen) => [
          {
            code: 'KeyA',
            cap: 'a',
            words: t('supervisor.settle'),
            act: () => maySettle && blocked === undefined && setSettled(chosen),
          },
        ]}
        detail={(row) => (
          <>
            <h2>{wordOf('difference', row.kind)}</h2>
            <Facts
              facts={[
                row.unknownId === null
                  ? [t('supervisor.column.caseNo'), row.caseNo ?? '–']
                  : [t('supervisor.unknown'), row.unknownId],
                ...(row.reports.length === 0 ? [] : [[t('supervisor.reports'), row.reports.join(', ')] as const]),
                ...(row.institution === null
                  ? []
                  : [[t('supervisor.institution'), fullName(row.institution)] as const]),
                ...bothWords(row),
                [t('supervisor.opened'), formatInstant(row.openedAt, language)],
                [t('supervisor.due'), formatInstant(row.dueAt, language)],
              ]}
            />
            <Statements title={t('supervisor.statements')} statements={row.statements} />
            {row.caseId !== null && (
              <p>
                <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
                  {t('supervisor.openCase')}
                </Link>
              </p>
            )}
            {maySettle ? (
              <div className="detail-acts">
                {blocked !== undefined && <p className="label">{blocked}</p>}
                <ActButton className="button primary" why={blocked} onClick={() => setSettled(row)}>
                  {t('supervisor.settle')}… <kbd>a</kbd>
                </ActButton>
              </div>
            ) : (
              <p className="label">{t('supervisor.mayNot.role')}</p>
            )}
          </>
        )}
      />
      {settled !== undefined && (
        <ActDialog
          name="settle_break"
          title={t('supervisor.settleTitle', {
            kind: wordOf('difference', settled.kind),
            caseNo: settled.caseNo ?? settled.unknownId ?? '',
          })}
          lead={t(leadOf(settled))}
          confirm={t('supervisor.settle')}
          reasonLabel={t(settled.institution === null ? 'supervisor.settleFound' : 'supervisor.settleReason')}
          blocked={blocked}
          onClose={() => {
            setSettled(undefined);
            setNothingHeld(false);
          }}
          onAct={async (reason) => {
            await dataOf(
              api.POST('/v1/breaks/{id}/settlement', {
                params: { path: { id: settled.id } },
                body: { reason, nothingHeld },
              }),
            );
            await queries.invalidateQueries({ queryKey: ['list', 'breaks'] });
          }}
        >
          <Statements title={t('supervisor.statements')} statements={settled.statements} />
          {isNothingHeld(settled) ? (
            <label>
              <input type="checkbox" checked={nothingHeld} onChange={({ target }) => setNothingHeld(target.checked)} />{' '}
              {t('supervisor.nothingHeld')}
            </label>
          ) : null}
        </ActDialog>
      )}
    </>
  );
}

/** Returns when the break may be settled: where no institution has a part in it, nothing is agreed with one. */
function leadOf(row: BreakView) {
  if (isNothingHeld(row)) return 'supervisor.settleLeadNothingHeld';
  return row.institution === null ? 'supervisor.settleLeadAlone' : 'supervisor.settleLead';
}

/** Returns whether the institution says of a release that it holds nothing. */
function isNothingHeld({ kind, said }: BreakView): boolean {
  return kind === 'NOT_WHAT_WAS_HELD' && said?.result === 'NOTHING_HELD';
}
