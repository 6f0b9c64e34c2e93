import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { NoticesView } from '../api/schema.js';
import { useActs } from '../case/case-data.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useInstitutions } from '../queue/queue-data.js';
import { Account } from '../ui/marks/account.js';
import { Clock } from '../ui/marks/clock.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Loading } from '../ui/screen/reading.js';
import { usePartyName, useShortName } from '../ui/marks/parties.js';
import { ResultDialog, type Suspended } from './result-dialog.js';
import { useText } from './words.js';
import { usePersonName } from '../ui/marks/persons.js';

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
  const personName = usePersonName();
  const institutions = useInstitutions();
  const [shortName, fullName] = [useShortName(institutions), usePartyName(institutions)];
  const [told, setTold] = useState<Suspended>();
  const acts = useActs(caseId).data;
  const query = useQuery({
    queryKey: ['case', caseId, 'notices'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/notices', { params: { path: { id: caseId } } })),
  });
  if (query.data === undefined) {
    if (query.error === null) return <Loading rows={4} />;
    return <ReadFailed error={query.error} onRetry={() => void query.refetch()} />;
  }
  const suspended = suspendedBy(query.data);
  const offered = (id: string) =>
    (acts?.suspensions.find(({ suspensionId }) => suspensionId === id)?.results ?? []).flatMap(({ result, whyNot }) =>
      whyNot === null ? [result] : [],
    );
  return (
    <>
      <h3>{t('notice.notices')}</h3>
      {query.data.notices.length === 0 && <p className="label">{t('notice.noNotice')}</p>}
      <ul className="plain-rows">
        {query.data.notices.map((notice) => (
          <li key={notice.id}>
            <p>
              {t(`notice.kind.${notice.kind}`)} ·{' '}
              {t(`notice.suspected.${notice.suspected}` as 'notice.suspected.money_laundering')}
            </p>
            <p className="label">
              {t('notice.by', { party: fullName(notice.party), at: formatInstant(notice.receivedAt, language) })}
            </p>
            <p className="said">{notice.ground}</p>
          </li>
        ))}
      </ul>
      <h3>{t('notice.stops')}</h3>
      {suspended.length === 0 && <p className="label">{t('notice.noStop')}</p>}
      <ul className="plain-rows">
        {suspended.map((each) => (
          <li key={`${each.id} ${each.noticeId}`}>
            <div className="line">
              <Account name={shortName(each.institution)} accountMasked={each.accountMasked} />
              <span className="grow" />
              {each.isRunning ? (
                <Clock startedAt={each.startedAt} dueAt={each.until} />
              ) : (
                <span className="label">{t('notice.until', { at: formatInstant(each.until, language) })}</span>
              )}
            </div>
            <p className="label">
              {each.amountSatang === undefined
                ? t('notice.hold')
                : t('notice.own', { amount: formatBaht(each.amountSatang, 'exact') })}
            </p>
            {each.result !== null ? (
              <p>
                {t(`notice.found.${each.result.result}`, { reference: each.result.reference ?? '' })}{' '}
                <span className="label">
                  {t('notice.foundBy', {
                    person: personName(each.result.person),
                    at: formatInstant(each.result.decidedAt, language),
                  })}
                </span>
              </p>
            ) : (
              offered(each.id).length > 0 && (
                <button type="button" className="button small" onClick={() => setTold(each)}>
                  {t('notice.say')}…
                </button>
              )
            )}
          </li>
        ))}
      </ul>
      {told !== undefined && (
        <ResultDialog
          suspended={told}
          results={offered(told.id)}
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
