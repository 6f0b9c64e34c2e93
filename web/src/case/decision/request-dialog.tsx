import { useState } from 'react';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import type { CaseActs, CaseView } from '../../api/schema.js';
import { formatBaht, sumSatang } from '../../format/money.js';
import { formatInstant } from '../../format/time.js';
import { candidatesOf, isOpen, offerOf } from '../../orders/acts.js';
import { draftReason, SUSPENSION } from '../../orders/draft-reason.js';
import { useFindings } from '../case-data.js';
import { useText } from '../words.js';
import { Account, lastFour } from '../../ui/marks/account.js';
import { MoreRows, useFirstRows } from '../../ui/rows/first-rows.js';
import { ReadFailed } from '../../ui/screen/page-states.js';
import { Loading } from '../../ui/screen/reading.js';
import { ActDialog } from '../../ui/dialog/act-dialog.js';
import { OutcomeWords, useSeveral } from '../../ui/dialog/several.js';
import { useOrderEnd } from '../../orders/order-end.js';
import { accountName } from '../trail/account-state.js';
import { offIf } from '../../ui/screen/off-if.js';
import { BlastRadius } from './blast-radius.js';

interface RequestDialogProps {
  view: CaseView;
  /** What the person can do, as the server says; undefined: it is not read yet. */
  acts: CaseActs | undefined;
  /** The account that is meant; undefined: the first of those with money that nobody holds. */
  partId: string | undefined;
  /** A request that a second person approves, or a supervisor's order in their own name. */
  kind: 'aoc_suspension' | 'break_glass';
  fullName: (slug: string) => string;
  shortName: (slug: string) => string;
  blocked: string | undefined;
  onClose: () => void;
}

/**
 * Asks for the suspension of amounts, one request for each chosen account, or breaks the glass for
 * one. Whom it touches is shown first.
 */
export function RequestDialog(props: RequestDialogProps) {
  const { view, acts, partId, kind, fullName, shortName, blocked, onClose } = props;
  const { t, language } = useText();
  const queries = useQueryClient();
  const candidates = candidatesOf(acts, kind);
  const meant = acts?.accounts.find((each) => each.partId === partId && isOpen(offerOf(each.requests, kind)));
  const listed = meant === undefined || candidates.includes(meant) ? candidates : [meant, ...candidates];
  const [chosen, setChosen] = useState<readonly string[]>(() => [partId ?? candidates[0]?.partId ?? '']);
  const several = useSeveral();
  const { outcomes } = several;
  // Candidates come and go while the dialog is open; the accounts that the person meant stay chosen.
  const open = listed.filter((each) => chosen.includes(each.partId));
  const done = chosen.filter((name) => outcomes.get(name)?.isDone === true);
  const known = [...listed, ...(acts?.accounts ?? []).filter(({ partId: name }) => outcomes.has(name))];
  const rows = known.filter((each, place) => known.findIndex((other) => other.partId === each.partId) === place);
  const rule = acts?.kinds[kind];
  const end = useOrderEnd(rule);
  const { shown, more } = useFirstRows(rows, (each) => chosen.includes(each.partId));
  const radii = useQueries({
    queries: open.map((each) => ({
      queryKey: ['radius', view.id, each.partId, kind, view.evidenceHash],
      queryFn: () =>
        dataOf(
          api.POST('/v1/cases/{id}/blast-radius', {
            params: { path: { id: view.id } },
            body: { kind, account: { partId: each.partId } },
          }),
        ),
      gcTime: 0,
    })),
  });
  const findings = useFindings(view.id, { rules: [SUSPENSION], parts: open.map((each) => each.partId) });
  // The reason is drafted from the findings; where these cannot be read, the person writes it.
  const isRead = radii.every(({ data }) => data !== undefined) && !findings.isLoading;
  const whole = sumSatang(radii.map(({ data }) => data?.order.amountSatang ?? '0'));
  const [first] = open;
  const words = {
    amount: isRead ? formatBaht(whole, 'exact') : '…',
    count: open.length,
    bank: first === undefined ? '' : fullName(first.institution),
    account: `••••••${lastFour(first?.accountMasked ?? '')}`,
  };
  const isSeveral = chosen.length > 1;
  // While it is sent the answer may come later than the news that it made: that is no change of the evidence.
  const [isSent, setSent] = useState(false);
  const isGone = open.length === 0 && done.length === 0;
  const choose = (name: string) => {
    if (kind === 'break_glass') return setChosen([name]);
    setChosen(chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name]);
  };
  return (
    <ActDialog
      name="request"
      title={
        isGone ? t('panel.request') : isSeveral ? t('request.several.title', words) : t(`request.${kind}.title`, words)
      }
      lead={`${t(`request.${kind}.lead`)} · ${view.caseNo}`}
      confirm={
        isGone
          ? t('panel.request')
          : isSeveral
            ? t('request.several.confirm', words)
            : t(`request.${kind}.confirm`, words)
      }
      reasonLabel={t('decide.reason')}
      draft={draftReason(findings.data?.findings, open.map(accountName), language)}
      isLoud={kind === 'break_glass'}
      blocked={blocked ?? whyNot()}
      onClose={onClose}
      onAct={async (reason) => {
        const until = rule?.needsUntil === true ? { until: end.until } : {};
        const ask = async (name: string) => {
          const made = await dataOf(
            api.POST('/v1/cases/{id}/freeze-requests', {
              params: { path: { id: view.id }, header: { 'Idempotency-Key': several.keyOf(name) } },
              body: { kind, account: { partId: name }, reason, ...until },
            }),
          );
          return t('request.several.receipt', { number: made.id.slice(-6) });
        };
        if (!isSeveral) {
          setSent(true);
          try {
            await ask(chosen[0] ?? '');
            await queries.invalidateQueries({ queryKey: ['case', view.id] });
          } catch (error) {
            setSent(false);
            throw error;
          }
          return undefined;
        }
        const isAll = await several.run(chosen, ask);
        await queries.invalidateQueries({ queryKey: ['case', view.id] });
        return isAll ? t('request.several.all') : t('request.several.some');
      }}
    >
      {kind === 'break_glass' && <p className="loud-words">{t('request.break_glass.warning')}</p>}
      {isGone && !isSent && (
        <div className="strip" data-tone="warn" role="alert">
          {t('request.gone')}
        </div>
      )}
      {(rows.length > 1 || first === undefined) && rows.length > 0 && (
        <fieldset className="choices">
          <legend className="label">{t('request.account')}</legend>
          {shown.map((each) => (
            <label key={each.partId} className="line">
              <input
                type={kind === 'break_glass' ? 'radio' : 'checkbox'}
                name="account"
                checked={chosen.includes(each.partId)}
                {...offIf(outcomes.get(each.partId)?.isDone === true ? t('act.done') : undefined)}
                onChange={() => outcomes.get(each.partId)?.isDone !== true && choose(each.partId)}
              />
              <Account name={shortName(each.institution)} accountMasked={each.accountMasked} />
              <span className="label">
                {t('request.there', {
                  amount: formatBaht(offerOf(each.requests, kind)?.orderSatang ?? '0', 'short'),
                  hop: each.hop,
                })}
              </span>
              <OutcomeWords outcome={outcomes.get(each.partId)} />
            </label>
          ))}
          <MoreRows {...more} />
        </fieldset>
      )}
      {rule !== undefined && (
        <dl className="facts">
          <div>
            <dt>{t('decide.basis')}</dt>
            <dd>{t(`requestKind.${kind}`)}</dd>
          </div>
          {!rule.needsUntil && (
            <div>
              <dt>{t('decide.ends')}</dt>
              <dd>{t('request.endsAt', { at: formatInstant(rule.latestUntil, language) })}</dd>
            </div>
          )}
        </dl>
      )}
      {rule?.needsUntil === true && end.field}
      {radii.map(({ data, error, refetch }, place) =>
        error !== null ? (
          <ReadFailed key={open[place]?.partId} error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Loading key={open[place]?.partId} rows={3} />
        ) : (
          <BlastRadius key={open[place]?.partId} radius={data} shortName={shortName} />
        ),
      )}
    </ActDialog>
  );

  function whyNot(): string | undefined {
    if (chosen.length > 0 && done.length === chosen.length) return t('request.several.all');
    if (open.length === 0) return isSent ? t('act.busy') : t('request.gone');
    if (!isRead) return t('request.wait');
    return rule?.needsUntil === true ? end.whyNot : undefined;
  }
}
