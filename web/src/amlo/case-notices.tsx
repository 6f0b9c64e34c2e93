import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { NoticesView } from '../api/schema.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useInstitutions } from '../queue/queue-data.js';
import { Account } from '../ui/account.js';
import { Clock } from '../ui/clock.js';
import { Loading, ReadFailed } from '../ui/page-states.js';
import { usePartyName, useShortName } from '../ui/parties.js';
import { ResultDialog, type Suspended } from './result-dialog.js';
import { useText } from './words.js';

/** States of a hold in which there is still something to say of it. */
const RUNNING: readonly NoticesView['holds'][number]['state'][] = ['ordered', 'unconfirmed', 'held', 'partly_held'];

interface CaseNoticesProps {
  caseId: string;
  caseNo: string;
  /** Why nothing can be done now; undefined: it can. */
  blocked: string | undefined;
}

/** The notices of section 6 about a case, what is suspended by them, and what was found of it. */
export function CaseNotices({ caseId, caseNo, blocked }: CaseNoticesProps) {
  const { t, language } = useText();
  const institutions = useInstitutions();
  const [shortName, fullName] = [useShortName(institutions), usePartyName(institutions)];
  const [told, setTold] = useState<Suspended>();
  const query = useQuery({
    queryKey: ['case', caseId, 'notices'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/notices', { params: { path: { id: caseId } } })),
  });
  if (query.data === undefined) {
    if (query.error === null) return <Loading rows={4} />;
    return <ReadFailed error={query.error} onRetry={() => void query.refetch()} />;
  }
  const suspended = suspendedBy(query.data);
  return (
    <>
      <h3>{t('amlo.notices')}</h3>
      {query.data.notices.length === 0 && <p className="label">{t('amlo.noNotice')}</p>}
      <ul className="plain-rows">
        {query.data.notices.map((notice) => (
          <li key={notice.id}>
            <p>
              {t(`amlo.notice.${notice.kind}`)} ·{' '}
              {t(`amlo.suspected.${notice.suspected}` as 'amlo.suspected.money_laundering')}
            </p>
            <p className="label">
              {t('amlo.by', { party: fullName(notice.party), at: formatInstant(notice.receivedAt, language) })}
            </p>
            <p className="said">{notice.ground}</p>
          </li>
        ))}
      </ul>
      <h3>{t('amlo.stops')}</h3>
      {suspended.length === 0 && <p className="label">{t('amlo.noStop')}</p>}
      <ul className="plain-rows">
        {suspended.map((each) => (
          <li key={`${each.id} ${each.noticeId}`}>
            <div className="line">
              <Account name={shortName(each.institution)} accountMasked={each.accountMasked} />
              <span className="grow" />
              {each.isRunning ? (
                <Clock startedAt={each.startedAt} dueAt={each.until} />
              ) : (
                <span className="label">{t('amlo.until', { at: formatInstant(each.until, language) })}</span>
              )}
            </div>
            <p className="label">
              {each.amountSatang === undefined
                ? t('amlo.hold')
                : t('amlo.own', { amount: formatBaht(each.amountSatang, 'exact') })}
            </p>
            {each.result !== null ? (
              <p>
                {t(`amlo.found.${each.result.result}`, { reference: each.result.reference ?? '' })}{' '}
                <span className="label">
                  {t('amlo.foundBy', {
                    person: each.result.person,
                    at: formatInstant(each.result.decidedAt, language),
                  })}
                </span>
              </p>
            ) : (
              each.isRunning && (
                <button type="button" className="button small" onClick={() => setTold(each)}>
                  {t('amlo.say')}…
                </button>
              )
            )}
          </li>
        ))}
      </ul>
      {told !== undefined && (
        <ResultDialog
          suspended={told}
          caseId={caseId}
          caseNo={caseNo}
          fullName={fullName}
          blocked={blocked}
          onClose={() => setTold(undefined)}
        />
      )}
    </>
  );
}

/** Puts the institutions' own suspensions and the holds that rest on a notice into one list. */
function suspendedBy({ suspensions, holds }: NoticesView): Suspended[] {
  return [
    ...suspensions.map((each) => ({
      ...each,
      startedAt: each.suspendedAt,
      until: each.endedAt ?? each.expiresAt,
      isRunning: each.state === 'active' && !each.overdue,
    })),
    ...holds.map((each) => ({
      ...each,
      amountSatang: undefined,
      startedAt: each.notifiedAt,
      isRunning: RUNNING.includes(each.state),
    })),
  ];
}
