import { Fragment, useState, type ReactNode } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { CorrectionView, PendingList, WithdrawalView } from '../api/schema.js';
import { mayCall, type Person } from '../api/next-session.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { useInstitutions } from '../queue/queue-data.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { Facts } from '../ui/desk/desk.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Loading } from '../ui/screen/reading.js';
import { lastFour } from '../ui/marks/account.js';
import { useShortName } from '../ui/marks/parties.js';
import { Revealable } from '../ui/reveal/revealable.js';
import { useText } from './words.js';
import { usePersonName } from '../ui/marks/persons.js';
import { ActButton } from '../ui/screen/act-button.js';

interface RequestDetailProps {
  waiting: PendingList['requests'][number];
  person: Person | undefined;
  blocked: string | undefined;
}

/** A withdrawal or a correction that waits for a second person. Who asked sees why they may not. */
export function RequestDetail({ waiting, person, blocked }: RequestDetailProps) {
  const { t, language } = useText();
  const personName = usePersonName();
  const problems = useProblemWords();
  const queries = useQueryClient();
  const shortName = useShortName(useInstitutions());
  const [verdict, setVerdict] = useState<'confirm' | 'refuse'>();
  const kind = waiting.kind === 'withdrawal' ? 'withdrawal' : 'correction';
  const params = { path: { id: waiting.id } };
  const request = useQuery({
    queryKey: ['case', waiting.caseId, kind, waiting.id],
    queryFn: (): Promise<WithdrawalView | CorrectionView> =>
      kind === 'withdrawal'
        ? dataOf(api.GET('/v1/withdrawals/{id}', { params }))
        : dataOf(api.GET('/v1/corrections/{id}', { params })),
  });
  if (request.data === undefined) {
    return request.error === null ? (
      <Loading rows={6} />
    ) : (
      <ReadFailed error={request.error} onRetry={() => void request.refetch()} />
    );
  }
  const { requestedBy, requestedAt, reason, calledBackAt, lapsesAt } = request.data;
  const mayDecide = mayCall(
    person,
    kind === 'withdrawal' ? 'POST /v1/withdrawals/{id}/decisions' : 'POST /v1/corrections/{id}/decisions',
  );
  const whyOf = (each: 'confirm' | 'refuse') => {
    const refusal = each === 'confirm' ? request.data.whyNotConfirm : request.data.whyNotRefuse;
    return blocked ?? (refusal === null ? undefined : wordsOf(refusal.code));
  };
  const why = whyOf('confirm') ?? whyOf('refuse');
  const date = 'corrected' in request.data ? request.data.statement : null;
  const effect = t(`complaints.decide.effect.${date === null ? kind : 'statement'}`);
  return (
    <>
      <h2>
        {t(`complaints.decide.${kind}`)} {waiting.caseNo}
      </h2>
      <Facts
        facts={[
          [t('complaints.decide.requestedBy'), `${personName(requestedBy)} · ${formatInstant(requestedAt, language)}`],
          [t('complaints.decide.reason'), reason],
          [
            t('complaints.decide.calledBack'),
            calledBackAt === null ? t('complaints.decide.noCall') : formatInstant(calledBackAt, language),
          ],
          [t('complaints.decide.lapses'), lapsesAt === null ? '–' : formatInstant(lapsesAt, language)],
          ...('corrected' in request.data ? becomes(request.data) : []),
        ]}
      />
      <p className="label">{effect}</p>
      <div className="detail-acts">
        {why !== undefined && <p className="label">{why}</p>}
        {(['confirm', 'refuse'] as const).map((each) => (
          <ActButton
            key={each}
            className={each === 'confirm' ? 'button primary' : 'button'}
            why={whyOf(each)}
            onClick={() => setVerdict(each)}
          >
            {t(`complaints.decide.${each}`)}…
          </ActButton>
        ))}
      </div>
      {verdict !== undefined && (
        <ActDialog
          name="decide_complaint"
          title={t(`complaints.decide.${verdict}Title.${kind}`, { caseNo: waiting.caseNo })}
          lead={effect}
          reasonLabel={t('complaints.decide.why')}
          confirm={t(`complaints.decide.${verdict}`)}
          blocked={whyOf(verdict)}
          onClose={() => setVerdict(undefined)}
          onAct={async (said) => {
            const body = { verdict, reason: said };
            await (kind === 'withdrawal'
              ? dataOf(api.POST('/v1/withdrawals/{id}/decisions', { params, body }))
              : dataOf(api.POST('/v1/corrections/{id}/decisions', { params, body })));
            await queries.invalidateQueries({ queryKey: ['queue', 'second-person'] });
            return undefined;
          }}
        >
          <p className="said">{reason}</p>
        </ActDialog>
      )}
    </>
  );

  /** Says in shorter words than afterwards that another person, or another role, decides. */
  function wordsOf(code: string): string {
    if (code === 'APPROVAL.OWN_REQUEST') return t('complaints.decide.own');
    return code === 'APPROVAL.ROLE' ? t('complaints.decide.role') : problems.ofCode(code);
  }

  /** What the correction makes of the report; its numbers and names are shown in full for a reason. */
  function becomes({ no, corrected, statement }: CorrectionView): [string, ReactNode][] {
    if (statement !== null) {
      const { before, complaintReceivedAt } = statement;
      return [
        [t('complaints.decide.receivedAt'), formatInstant(complaintReceivedAt, language)],
        [t('complaints.decide.before'), before === null ? '–' : formatInstant(before, language)],
      ];
    }
    const shown = { caseId: waiting.caseId, mayReveal: mayDecide, blocked };
    const masked = (text: string) => `••••${lastFour(text)}`;
    if (corrected.victimAccount === null) return [];
    const { institution, accountMasked } = corrected.victimAccount;
    return [
      [
        t('complaints.decide.debited'),
        <Revealable
          key="debited"
          {...shown}
          of={{ field: `debited.${no}.account` }}
          name={shortName(institution)}
          masked={masked(accountMasked)}
        />,
      ],
      ...corrected.transfers.map((transfer): [string, ReactNode] => {
        const { no: place, reference, amountSatang, transferredAt, to, toNameMasked } = transfer;
        const said = [
          t('complaints.baht', { amount: formatBaht(amountSatang, 'exact') }),
          t('complaints.reference', { reference }),
          formatInstant(transferredAt, language),
        ];
        return [
          t('complaints.decide.becomes'),
          <Fragment key={place}>
            <p>{said.join(' · ')}</p>
            {'account' in to ? (
              <Revealable
                {...shown}
                of={{ field: `corrected.${place}.account` }}
                name={shortName(to.account.institution)}
                masked={masked(to.account.accountMasked)}
              />
            ) : (
              <Revealable
                {...shown}
                of={{ field: `corrected.${place}.promptpay` }}
                name={t('complaints.decide.promptPay')}
                masked={masked(to.promptPay.masked)}
              />
            )}
            {toNameMasked !== null && (
              <Revealable
                {...shown}
                of={{ field: `corrected.${place}.name` }}
                name={t('complaints.decide.toName')}
                masked={toNameMasked}
              />
            )}
          </Fragment>,
        ];
      }),
    ];
  }
}
