import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import type { CaseView } from '../../api/schema.js';
import { formatBaht } from '../../format/money.js';
import { useText } from '../words.js';
import { Account, lastFour } from '../../ui/marks/account.js';
import { MoreRows, useFirstRows } from '../../ui/rows/first-rows.js';
import { Loading, ReadFailed } from '../../ui/screen/page-states.js';
import { ActDialog } from '../../ui/dialog/act-dialog.js';
import { useOrderEnd } from '../../orders/order-end.js';
import { BlastRadius } from './blast-radius.js';

interface RequestDialogProps {
  view: CaseView;
  /** The accounts for which the findings allow a request. */
  candidates: CaseView['accounts'];
  /** A request that a second person approves, or a supervisor's order in their own name. */
  kind: 'aoc_suspension' | 'break_glass';
  fullName: (slug: string) => string;
  shortName: (slug: string) => string;
  blocked: string | undefined;
  onClose: () => void;
}

/** Asks for the suspension of an amount, or breaks the glass. Whom it touches is shown first. */
export function RequestDialog(props: RequestDialogProps) {
  const { view, candidates, kind, fullName, shortName, blocked, onClose } = props;
  const { t } = useText();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState(() => candidates[0]?.partId);
  const [key] = useState(() => crypto.randomUUID());
  // Candidates come and go while the dialog is open; the account that the person meant stays.
  const candidate = candidates.find(({ partId }) => partId === chosen);
  const rule = view.requestRules[kind];
  const end = useOrderEnd(rule);
  const { shown, more } = useFirstRows(candidates, ({ partId }) => partId === chosen);
  const account = candidate && { partId: candidate.partId };
  const radius = useQuery({
    queryKey: ['radius', view.id, chosen, kind, view.evidenceHash],
    queryFn: () =>
      dataOf(api.POST('/v1/cases/{id}/blast-radius', { params: { path: { id: view.id } }, body: { kind, account } })),
    enabled: account !== undefined,
    gcTime: 0,
  });
  const amount = formatBaht(radius.data?.order.amountSatang ?? '0', 'exact');
  const words = {
    amount: radius.data === undefined ? '…' : amount,
    bank: candidate === undefined ? '' : fullName(candidate.institution),
    account: `••••••${lastFour(candidate?.accountMasked ?? '')}`,
  };
  return (
    <ActDialog
      title={t(`request.${kind}.title`, words)}
      lead={`${t(`request.${kind}.lead`)} · ${view.caseNo}`}
      confirm={t(`request.${kind}.confirm`, words)}
      reasonLabel={t('decide.reason')}
      isLoud={kind === 'break_glass'}
      blocked={blocked ?? whyNot()}
      onClose={onClose}
      onAct={async (reason) => {
        await dataOf(
          api.POST('/v1/cases/{id}/freeze-requests', {
            params: { path: { id: view.id }, header: { 'Idempotency-Key': key } },
            body: { kind, account, reason, ...(rule.needsUntil ? { until: end.until } : {}) },
          }),
        );
        await queries.invalidateQueries({ queryKey: ['case', view.id] });
      }}
    >
      {kind === 'break_glass' && <p className="loud-words">{t('request.break_glass.warning')}</p>}
      {candidate === undefined && (
        <div className="strip" data-tone="warn" role="alert">
          {t('request.gone')}
        </div>
      )}
      {(candidates.length > 1 || candidate === undefined) && candidates.length > 0 && (
        <fieldset className="choices">
          <legend className="label">{t('request.account')}</legend>
          {shown.map((each) => (
            <label key={each.partId} className="line">
              <input
                type="radio"
                name="account"
                checked={each.partId === chosen}
                onChange={() => setChosen(each.partId)}
              />
              <Account name={shortName(each.institution)} accountMasked={each.accountMasked} />
              <span className="label">
                {t('request.traced', { amount: formatBaht(each.attributedSatang, 'short'), hop: each.hop })}
              </span>
            </label>
          ))}
          <MoreRows {...more} />
        </fieldset>
      )}
      {rule.needsUntil && end.field}
      {candidate === undefined ? null : radius.error !== null ? (
        <ReadFailed error={radius.error} onRetry={() => void radius.refetch()} />
      ) : radius.data === undefined ? (
        <Loading rows={3} />
      ) : (
        <BlastRadius radius={radius.data} shortName={shortName} />
      )}
    </ActDialog>
  );

  function whyNot(): string | undefined {
    if (candidate === undefined) return t('request.gone');
    if (radius.data === undefined) return t('request.wait');
    return rule.needsUntil ? end.whyNot : undefined;
  }
}
