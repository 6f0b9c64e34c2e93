import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { PendingList } from '../api/schema.js';
import { formatInstant } from '../format/time.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { useInstitutions } from '../queue/queue-data.js';
import { Facts } from '../ui/desk/desk.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { CaseFiles } from '../ui/files/case-files.js';
import { lastFour } from '../ui/marks/account.js';
import { useShortName } from '../ui/marks/parties.js';
import { usePersonName } from '../ui/marks/persons.js';
import { ActButton } from '../ui/screen/act-button.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Loading } from '../ui/screen/reading.js';
import { useText } from './words.js';

interface PapersDetailProps {
  waiting: PendingList['requests'][number];
  blocked: string | undefined;
}

/** A finding about the holder of an account that waits for a second person, who compares the file. */
export function PapersDetail({ waiting, blocked }: PapersDetailProps) {
  const { t, language } = useText();
  const problems = useProblemWords();
  const personName = usePersonName();
  const queries = useQueryClient();
  const shortName = useShortName(useInstitutions());
  const [verdict, setVerdict] = useState<'confirm' | 'refuse'>();
  const params = { path: { id: waiting.id } };
  const papers = useQuery({
    queryKey: ['case', waiting.caseId, 'holder-papers', waiting.id],
    queryFn: () => dataOf(api.GET('/v1/holder-papers/{id}', { params })),
  });
  const acts = useQuery({
    queryKey: ['case', waiting.caseId, 'acts'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/acts', { params: { path: { id: waiting.caseId } } })),
  });
  if (papers.data === undefined || acts.data === undefined) {
    const error = papers.error ?? acts.error;
    const retry = () => void Promise.all([papers.refetch(), acts.refetch()]);
    return error === null ? <Loading rows={6} /> : <ReadFailed error={error} onRetry={retry} />;
  }
  const { finding, institution, accountMasked, document, reason, requestedBy, requestedAt, lapsesAt } = papers.data;
  const offered = acts.data.holders.waiting;
  const whyNot = (each: 'confirm' | 'refuse') => {
    const refusal = each === 'confirm' ? offered?.whyNotConfirm : offered?.whyNotRefuse;
    return blocked ?? (refusal == null ? undefined : problems.ofCode(refusal.code));
  };
  const why = whyNot('confirm');
  const words = finding === 'belongs' ? 'belongs' : 'takeBack';
  return (
    <>
      <h2>
        {t('complaints.decide.holder_papers')} {waiting.caseNo}
      </h2>
      <Facts
        facts={[
          [t('complaints.decide.requestedBy'), `${personName(requestedBy)} · ${formatInstant(requestedAt, language)}`],
          [t('complaints.holder.account'), `${shortName(institution)} ••••${lastFour(accountMasked)}`],
          [t('complaints.holder.says'), t(`complaints.holder.${words}.says`)],
          ...(document === null
            ? []
            : [
                [
                  t('complaints.holder.paper'),
                  `${t(`complaints.holder.kind.${document.kind as 'other'}`)} · ${document.numberMasked}`,
                ] as [string, string],
              ]),
          [t('complaints.decide.reason'), reason],
          [t('complaints.decide.lapses'), formatInstant(lapsesAt, language)],
        ]}
      />
      <p className="label">{t(`complaints.holder.${words}.effect`)}</p>
      <CaseFiles caseId={waiting.caseId} mayAdd={false} blocked={blocked} />
      <div className="detail-acts">
        {why !== undefined && <p className="label">{why}</p>}
        {(['confirm', 'refuse'] as const).map((each) => (
          <ActButton
            key={each}
            className={each === 'confirm' ? 'button primary' : 'button'}
            why={whyNot(each)}
            onClick={() => setVerdict(each)}
          >
            {t(`complaints.decide.${each}`)}…
          </ActButton>
        ))}
      </div>
      {verdict !== undefined && (
        <ActDialog
          name="decide_papers"
          title={t(`complaints.decide.${verdict}Title.holder_papers`, { caseNo: waiting.caseNo })}
          lead={t(`complaints.holder.${words}.effect`)}
          reasonLabel={t('complaints.decide.why')}
          confirm={t(`complaints.decide.${verdict}`)}
          blocked={whyNot(verdict)}
          onClose={() => setVerdict(undefined)}
          onAct={async (said) => {
            await dataOf(api.POST('/v1/holder-papers/{id}/decisions', { params, body: { verdict, reason: said } }));
            await queries.invalidateQueries({ queryKey: ['queue', 'second-person'] });
            return undefined;
          }}
        >
          <p className="said">{reason}</p>
        </ActDialog>
      )}
    </>
  );
}
