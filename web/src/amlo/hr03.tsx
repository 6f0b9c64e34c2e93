import { serverNow } from '../api/server-time.js';
import { useCase, useEvidence } from '../case/case-data.js';
import { cellOf } from '../case/evidence/evidence-cells.js';
import { columnForm, formatBaht } from '../format/money.js';
import { useInstitutions } from '../queue/queue-data.js';
import { Account } from '../ui/marks/account.js';
import { MoreRows, useFirstRows } from '../ui/rows/first-rows.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Loading } from '../ui/screen/reading.js';
import { useShortName } from '../ui/marks/parties.js';
import { useText } from './words.js';

/**
 * What AMLO itself answered of each account that the money reached: whether the holder is on a list
 * HR-03. It is read on record, and only of the case that is open.
 */
export function Hr03({ caseId }: { caseId: string }) {
  const { t } = useText();
  const shortName = useShortName(useInstitutions());
  const view = useCase(caseId);
  const evidence = useEvidence(caseId, true);
  const accounts = view.data?.accounts ?? [];
  const { shown, more } = useFirstRows(accounts);
  const error = view.error ?? evidence.error;
  if (view.data === undefined || evidence.data === undefined) {
    if (error === null) return <Loading rows={3} />;
    return <ReadFailed error={error} onRetry={() => void Promise.all([view.refetch(), evidence.refetch()])} />;
  }
  const known = evidence.data;
  const nowMs = serverNow();
  const form = columnForm(accounts.map(({ attributedSatang }) => attributedSatang));
  return (
    <>
      <h3>{t('amlo.hr03.title')}</h3>
      <p className="label">{t('amlo.hr03.lead')}</p>
      {accounts.length === 0 && <p className="label">{t('amlo.hr03.noAccount')}</p>}
      <ul className="plain-rows">
        {shown.map((account) => {
          const cell = cellOf(known, account, 'amlo', nowMs);
          return (
            <li key={`${account.institution} ${account.accountMasked} ${account.hop}`} className="line">
              <Account name={shortName(account.institution)} accountMasked={account.accountMasked} />
              <span className="grow" />
              {cell.kind === 'found' ? (
                <strong className="whole">{cell.words.join(', ')}</strong>
              ) : (
                <span className={cell.kind === 'nothing' ? 'label' : 'label unknown-words'}>
                  {t(`amlo.hr03.${cell.kind}`)}
                </span>
              )}
              <span className="amount">{formatBaht(account.attributedSatang, form)}</span>
            </li>
          );
        })}
      </ul>
      <MoreRows {...more} />
    </>
  );
}
