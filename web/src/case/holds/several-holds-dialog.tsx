import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import type { CaseActs, CaseView } from '../../api/schema.js';
import { formatBaht, sumSatang } from '../../format/money.js';
import { formatInstant } from '../../format/time.js';
import { actsOfHold } from '../../orders/acts.js';
import { draftReason, SUSPENSION } from '../../orders/draft-reason.js';
import { useOrderEnd } from '../../orders/order-end.js';
import { useText as useOrderText } from '../../orders/words.js';
import { ActDialog } from '../../ui/dialog/act-dialog.js';
import { OutcomeWords, useSeveral } from '../../ui/dialog/several.js';
import { Account } from '../../ui/marks/account.js';
import { accountName } from '../trail/account-state.js';
import { type Hold, useFindings } from '../case-data.js';
import { useText } from '../words.js';
import { offIf } from '../../ui/screen/off-if.js';
import { ReleaseReach } from './release-reach.js';

interface SeveralHoldsDialogProps {
  kind: 'continue_order' | 'aoc_suspension' | 'release';
  view: CaseView;
  /** The holds for which the server takes the act now. */
  holds: readonly Hold[];
  acts: CaseActs | undefined;
  shortName: (slug: string) => string;
  blocked: string | undefined;
  onClose: () => void;
}

/**
 * Orders several holds to go on, asks that the centre holds several on, or lets several go, by one
 * reason and one end. Each is an act of its own: with its own receipt, and its own refusal, which stops
 * none of the others.
 */
export function SeveralHoldsDialog(props: SeveralHoldsDialogProps) {
  const { kind, view, acts, shortName, blocked, onClose } = props;
  const { t, language } = useOrderText();
  const { t: c } = useText();
  const queries = useQueryClient();
  // The holds that were there when the dialog opened: one that is done stays in view with its receipt.
  const [holds] = useState(props.holds);
  const [chosen, setChosen] = useState<readonly string[]>(() => (kind === 'release' ? [] : holds.map(({ id }) => id)));
  const [isUnrelated, setUnrelated] = useState(false);
  const several = useSeveral();
  const rule = kind === 'release' ? undefined : acts?.kinds[kind];
  const end = useOrderEnd(rule);
  const wanted = holds.filter(({ id }) => chosen.includes(id));
  const names = wanted.map(accountName);
  const parts = view.accounts.filter((each) => names.includes(accountName(each))).map(({ partId }) => partId);
  // A release is drafted from nothing.
  const findings = useFindings(view.id, { rules: [SUSPENSION], parts: kind === 'release' ? [] : parts }).data;
  const satangOf = (hold: Hold) =>
    kind === 'release' ? (actsOfHold(acts, hold.id)?.release?.freesSatang ?? hold.heldSatang) : hold.heldSatang;
  // Of the holds that are let go together, the proof revokes the centre's own alone.
  const isByProof = (id: string) => actsOfHold(acts, id)?.release?.byProof === true;
  const isAllDone = wanted.length > 0 && wanted.every(({ id }) => several.outcomes.get(id)?.isDone === true);
  const words = { count: wanted.length, amount: formatBaht(sumSatang(wanted.map(satangOf)), 'exact') };
  const choose = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  const actOn = async (id: string, reason: string) => {
    if (kind === 'release') {
      const body = { reason, unrelated: isUnrelated && isByProof(id) };
      const made = await dataOf(api.POST('/v1/holds/{id}/release', { params: { path: { id } }, body }));
      return t('order.several.done.release', { number: made.releaseOrderId.slice(-6) });
    }
    const body = { kind, holdId: id, reason, until: end.until };
    const header = { 'Idempotency-Key': several.keyOf(id) };
    const params = { path: { id: view.id }, header };
    const made = await dataOf(api.POST('/v1/cases/{id}/freeze-requests', { params, body }));
    return t(`order.several.done.${kind}`, { number: made.id.slice(-6) });
  };
  return (
    <ActDialog
      name="several_holds"
      title={t(`order.several.${kind}.title`, words)}
      lead={view.caseNo}
      confirm={t(`order.several.${kind}.confirm`, words)}
      reasonLabel={kind === 'release' ? c('release.reason') : t('order.reason')}
      draft={kind === 'release' ? '' : draftReason(findings?.findings, names, language)}
      isReasonLast
      blocked={blocked ?? whyNot()}
      onClose={onClose}
      onAct={async (reason) => {
        const isAll = await several.run(chosen, (id) => actOn(id, reason));
        await queries.invalidateQueries({ queryKey: ['case', view.id] });
        return t(isAll ? 'order.several.all' : 'order.several.some');
      }}
    >
      <fieldset className="choices">
        <legend className="label">{t('order.several.holds')}</legend>
        {holds.map((hold) => (
          <label key={hold.id} className="line">
            <input
              type="checkbox"
              checked={chosen.includes(hold.id)}
              {...offIf(several.outcomes.get(hold.id)?.isDone === true ? t('act.done') : undefined)}
              onChange={() => several.outcomes.get(hold.id)?.isDone !== true && choose(hold.id)}
            />
            <Account name={shortName(hold.institution)} accountMasked={hold.accountMasked} />
            <span className="amount">{formatBaht(satangOf(hold), 'exact')}</span>
            <span className="label">
              {c(`holdKind.${hold.kind}`)} · {t('order.ends')} {formatInstant(hold.expiresAt, language)}
            </span>
            <OutcomeWords outcome={several.outcomes.get(hold.id)} />
          </label>
        ))}
      </fieldset>
      {kind !== 'release' && (
        <dl className="facts">
          <div>
            <dt>{t('order.basis')}</dt>
            <dd>{t(`requestKind.${kind}`)}</dd>
          </div>
        </dl>
      )}
      {rule !== undefined && end.field}
      {kind === 'release' && wanted.some(({ id }) => isByProof(id)) && (
        <label className="line">
          <input type="checkbox" checked={isUnrelated} onChange={() => setUnrelated(!isUnrelated)} />
          <span>{c('release.unrelated')}</span>
        </label>
      )}
      {kind === 'release' &&
        wanted.map((hold) => (
          <ReleaseReach
            key={hold.id}
            hold={hold}
            release={actsOfHold(acts, hold.id)?.release}
            satang={satangOf(hold)}
            shortName={shortName}
          />
        ))}
    </ActDialog>
  );

  function whyNot(): string | undefined {
    if (wanted.length === 0) return t('order.several.none');
    if (isAllDone) return t('order.several.all');
    return kind === 'release' ? undefined : end.whyNot;
  }
}
