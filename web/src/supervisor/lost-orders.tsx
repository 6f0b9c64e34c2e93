import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import { mayCall } from '../api/next-session.js';
import type { LostOrderView } from '../api/schema.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { useInstitutions } from '../queue/queue-data.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { type DeskColumn, Facts } from '../ui/desk/desk.js';
import { DeskList } from '../ui/desk/desk-list.js';
import { Account } from '../ui/marks/account.js';
import { usePartyName, useShortName } from '../ui/marks/parties.js';
import { ActButton } from '../ui/screen/act-button.js';
import { Maker, TwoActs, type Verdict } from './acts.js';
import { useView, type ViewProps } from './supervisor-data.js';
import { useText } from './words.js';

type Act = 'release' | 'adopt';

/** What a person does with a lost order: proposes an act, or decides on one that waits. */
type Doing = { row: LostOrderView } & ({ act: Act } | { verdict: Verdict });

/** Orders by which institutions hold money and that are not on record: two persons release or keep each. */
export function LostOrders({ frame, person, blocked }: ViewProps) {
  const { t, language } = useText();
  const query = useView('lost');
  const queries = useQueryClient();
  const institutions = useInstitutions();
  const shortName = useShortName(institutions);
  const fullName = usePartyName(institutions);
  const problems = useProblemWords();
  const [doing, setDoing] = useState<Doing>();
  const mayPropose = mayCall(person, 'POST /v1/lost-orders/{id}/proposals');
  const baht = (satang: string) => t('supervisor.baht', { amount: formatBaht(satang, 'exact') });
  const instant = (at: string | null) => (at === null ? '–' : formatInstant(at, language));
  const titleOf = ({ row, ...what }: Doing) =>
    t(`supervisor.lost.title.${'act' in what ? what.act : what.verdict}`, {
      what: row.waiting === null ? '' : t(`supervisor.lost.${row.waiting.act}`),
      amount: formatBaht(row.heldSatang, 'exact'),
      institution: shortName(row.institution),
    });
  const columns: DeskColumn<LostOrderView>[] = [
    {
      name: 'at',
      head: t('supervisor.opened'),
      cell: ({ foundAt }) => <span className="whole">{formatInstant(foundAt, language)}</span>,
    },
    {
      name: 'state',
      head: t('supervisor.column.state'),
      isName: true,
      cell: ({ state, waiting }) =>
        waiting === null ? t(`supervisor.lost.state.${state}`) : t(`supervisor.lost.waits.${waiting.act}`),
    },
    { name: 'caseNo', head: t('supervisor.column.caseNo'), cell: ({ caseNo }) => caseNo },
    {
      name: 'account',
      head: t('supervisor.column.account'),
      isWide: true,
      cell: ({ institution, accountMasked }) => <Account name={shortName(institution)} accountMasked={accountMasked} />,
    },
    {
      name: 'held',
      head: t('supervisor.column.held'),
      isAmount: true,
      cell: ({ heldSatang }) => formatBaht(heldSatang, 'exact'),
    },
  ];
  /** The two proposals, each with the reason why it is not open. */
  const proposals = (row: LostOrderView) => (
    <div className="detail-acts">
      {(['release', 'adopt'] as const).map((act) => {
        const refusal = act === 'release' ? row.whyNotRelease : row.whyNotAdopt;
        const why = blocked ?? (refusal === null ? undefined : problems.ofCode(refusal.code));
        return (
          <span key={act} className="line">
            <ActButton className="button" why={why} onClick={() => setDoing({ row, act })}>
              {t(`supervisor.lost.${act}`)}…
            </ActButton>
            <span className="label">{why}</span>
          </span>
        );
      })}
    </div>
  );
  return (
    <>
      <DeskList
        frame={frame}
        query={query}
        rows={query.data?.orders ?? []}
        columns={columns}
        idOf={({ id }) => id}
        empty={[t('supervisor.none.lost'), t('supervisor.noneDetail')]}
        keys={(chosen) =>
          (
            [
              ['KeyA', 'a', 'approve'],
              ['KeyX', 'x', 'refuse'],
            ] as const
          ).map(([code, cap, verdict]) => ({
            code,
            cap,
            words: t(`supervisor.${verdict}`),
            act: () => {
              const refusal = verdict === 'approve' ? chosen?.whyNotApprove : chosen?.whyNotRefuse;
              if (chosen !== undefined && refusal === null && blocked === undefined) setDoing({ row: chosen, verdict });
            },
          }))
        }
        detail={(row) => (
          <>
            <h2>{t('supervisor.lost.heading', { institution: fullName(row.institution) })}</h2>
            <Facts
              facts={[
                [t('supervisor.column.state'), t(`supervisor.lost.state.${row.state}`)],
                [t('supervisor.theirs'), `${t('supervisor.held')} ${baht(row.heldSatang)}`],
                [t('supervisor.asked'), baht(row.askedSatang)],
                [t('supervisor.unknown'), row.orderId],
                [t('supervisor.lost.lostCase'), row.lostCaseNo ?? '–'],
                [t('supervisor.basis'), row.power === null ? '–' : t(`holdKind.${row.power}`)],
                [t('supervisor.lost.rules'), row.legalBasis.join(', ') || '–'],
                [t('supervisor.lost.issued'), instant(row.issuedAt)],
                [t('supervisor.lost.ends'), instant(row.expiresAt)],
                ...(row.untilAt === null ? [] : [[t('supervisor.lost.until'), instant(row.untilAt)] as const]),
              ]}
            />
            <p>
              <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
                {t('supervisor.openCase')} {row.caseNo}
              </Link>
            </p>
            {row.waiting === null ? (
              mayPropose ? (
                proposals(row)
              ) : (
                <p className="label">{t('supervisor.mayNot.role')}</p>
              )
            ) : (
              <>
                <h3>{t(`supervisor.lost.${row.waiting.act}`)}</h3>
                <Maker by={row.waiting.requestedBy} at={row.waiting.requestedAt} />
                <p className="said">{row.waiting.reason}</p>
                <TwoActs
                  offered={{ approve: row.whyNotApprove, refuse: row.whyNotRefuse }}
                  blocked={blocked}
                  onAct={(verdict) => setDoing({ row, verdict })}
                />
              </>
            )}
          </>
        )}
      />
      {doing !== undefined && (
        <ActDialog
          name="lost_order"
          title={titleOf(doing)}
          lead={t(`supervisor.lost.lead.${'act' in doing ? doing.act : (doing.row.waiting?.act ?? 'release')}`)}
          confirm={'act' in doing ? t(`supervisor.lost.${doing.act}`) : t(`supervisor.${doing.verdict}`)}
          reasonLabel={t('supervisor.yourReason')}
          blocked={blocked}
          onClose={() => setDoing(undefined)}
          onAct={async (reason) => {
            await ('act' in doing
              ? dataOf(
                  api.POST('/v1/lost-orders/{id}/proposals', {
                    params: { path: { id: doing.row.id } },
                    body: { act: doing.act, reason },
                  }),
                )
              : dataOf(
                  api.POST('/v1/lost-order-proposals/{id}/decisions', {
                    params: { path: { id: doing.row.waiting?.id ?? '' } },
                    body: { verdict: doing.verdict, reason },
                  }),
                ));
            await queries.invalidateQueries({ queryKey: ['list', 'lost'] });
          }}
        >
          {doing.row.waiting === null ? null : <p className="said">{doing.row.waiting.reason}</p>}
        </ActDialog>
      )}
    </>
  );
}
