import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { CaseActs, CaseView } from '../api/schema.js';
import { BlastRadius } from '../case/decision/blast-radius.js';
import { shortHash } from '../case/decision/decide-dialog.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { CaseFiles } from '../ui/files/case-files.js';
import { TextField } from '../ui/fields/text-field.js';
import { lastFour } from '../ui/marks/account.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Loading } from '../ui/screen/reading.js';
import type { Hold, Mistake } from './may-order.js';
import { useOrderEnd } from './order-end.js';
import { useText as useCaseText } from '../case/words.js';
import { useText } from './words.js';

/** An order about a hold or an account that a person wants. */
export type WantedOrder =
  | { readonly kind: 'continue_order' | 'aoc_suspension'; readonly hold: Hold }
  | { readonly kind: 'whole_account'; readonly hold: Hold }
  | { readonly kind: 'whole_account'; readonly account: CaseView['accounts'][number] }
  | { readonly kind: 'reinstatement'; readonly hold: Hold; readonly mistake: Mistake };

interface OrderDialogProps {
  view: CaseView;
  /** What the person can do, as the server says; undefined: it is not read yet. */
  acts: CaseActs | undefined;
  wanted: WantedOrder;
  fullName: (slug: string) => string;
  shortName: (slug: string) => string;
  blocked: string | undefined;
  onClose: () => void;
}

/**
 * Orders or asks that a hold goes on (OFF-7D), that a whole account is held under a warrant, or that
 * what was let go by mistake is held again (P-BACK). Whom it touches is shown first.
 */
export function OrderDialog({ view, acts, wanted, fullName, shortName, blocked, onClose }: OrderDialogProps) {
  const { t, language } = useText();
  const { t: c } = useCaseText();
  const queries = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const [warrantNo, setWarrantNo] = useState('');
  const [warrantBy, setWarrantBy] = useState('');
  const [warrantDay, setWarrantDay] = useState('');
  const [warrantFile, setWarrantFile] = useState('');
  const { kind } = wanted;
  const rule = kind === 'reinstatement' ? undefined : acts?.kinds[kind];
  const end = useOrderEnd(rule);
  const account = 'account' in wanted ? wanted.account : wanted.hold;
  const subject = subjectOf(wanted);
  const radius = useQuery({
    queryKey: ['radius', view.id, kind, subject, view.evidenceHash],
    queryFn: () =>
      dataOf(
        api.POST('/v1/cases/{id}/blast-radius', { params: { path: { id: view.id } }, body: { kind, ...subject } }),
      ),
    gcTime: 0,
  });
  const files = useQuery({
    queryKey: ['case', view.id, 'files'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/attachments', { params: { path: { id: view.id } } })),
    enabled: kind === 'whole_account',
  });
  const documents = files.data?.attachments.filter((file) => file.kind === 'document') ?? [];
  const whyNot = () => {
    if (radius.data === undefined) return t('order.wait');
    if (kind === 'whole_account' && warrantNo.trim() === '') return t('order.needsWarrant');
    if (kind === 'whole_account' && [warrantBy, warrantDay, warrantFile].some((value) => value.trim() === ''))
      return t('order.needsAll');
    return rule === undefined ? undefined : end.whyNot;
  };
  const words = {
    amount: radius.data === undefined ? '…' : formatBaht(radius.data.order.amountSatang, 'exact'),
    bank: fullName(account.institution),
    account: `••••••${lastFour(account.accountMasked)}`,
  };
  return (
    <ActDialog
      name="order"
      title={t(`order.${kind}.title`, words)}
      lead={`${leadOf()} · ${view.caseNo}`}
      confirm={t(`order.${kind}.confirm`, words)}
      reasonLabel={t('order.reason')}
      isReasonLast={rule !== undefined}
      blocked={blocked ?? whyNot()}
      onClose={onClose}
      onAct={async (reason) => {
        const body = {
          kind,
          ...subject,
          reason,
          ...(rule === undefined ? {} : { until: end.until }),
          ...(kind === 'whole_account'
            ? {
                seizureWarrantNo: warrantNo.trim(),
                warrant: { authority: warrantBy.trim(), issuedOn: warrantDay.trim(), attachmentId: warrantFile },
              }
            : {}),
        };
        await dataOf(
          api.POST('/v1/cases/{id}/freeze-requests', {
            params: { path: { id: view.id }, header: { 'Idempotency-Key': key } },
            body,
          }),
        );
        await queries.invalidateQueries({ queryKey: ['case', view.id] });
      }}
    >
      <dl className="facts">
        <div>
          <dt>{t('order.basis')}</dt>
          <dd>{t(`requestKind.${kind}`)}</dd>
        </div>
        {'hold' in wanted && (
          <div>
            <dt>{kind === 'reinstatement' ? t('order.end') : t('order.ends')}</dt>
            <dd>{formatInstant(wanted.hold.expiresAt, language)}</dd>
          </div>
        )}
        {'mistake' in wanted && (
          <div>
            <dt>{t('order.letGo')}</dt>
            <dd>
              {formatBaht(wanted.mistake.letGoSatang, 'exact')} ·{' '}
              {t('order.backUntil', { at: formatInstant(wanted.mistake.comesBackUntil, language) })}
            </dd>
          </div>
        )}
        {radius.data !== undefined && (
          <div>
            <dt>{c('decide.stays')}</dt>
            <dd>{radius.data.reachesWholeAccount ? c('decide.staysNothing') : c('decide.staysAll')}</dd>
          </div>
        )}
      </dl>
      {kind === 'whole_account' && (
        <>
          <TextField label={t('order.warrant')} maxLength={64} value={warrantNo} onChange={setWarrantNo} />
          <TextField label={t('order.warrantBy')} maxLength={120} value={warrantBy} onChange={setWarrantBy} />
          <TextField label={t('order.warrantDay')} maxLength={10} value={warrantDay} onChange={setWarrantDay} />
          <label className="field">
            <span className="name">{t('order.warrantFile')}</span>
            <select className="input" value={warrantFile} onChange={({ target }) => setWarrantFile(target.value)}>
              <option value="">{t('order.chooseFile')}</option>
              {documents.map((file) => (
                <option key={file.id} value={file.id}>
                  {formatInstant(file.addedAt, language)} · {file.mediaType}
                </option>
              ))}
            </select>
          </label>
          <CaseFiles caseId={view.id} mayAdd blocked={blocked} />
        </>
      )}
      {rule !== undefined && end.field}
      {radius.error !== null ? (
        <ReadFailed error={radius.error} onRetry={() => void radius.refetch()} />
      ) : radius.data === undefined ? (
        <Loading rows={3} />
      ) : (
        <BlastRadius radius={radius.data} shortName={shortName} />
      )}
      <p className="label hash">{c('decide.hash', { hash: shortHash(view.evidenceHash) })}</p>
    </ActDialog>
  );

  function leadOf(): string {
    if (rule === undefined) return t('order.byPower');
    return rule.approvals === 0 ? t('order.alone') : t('order.approvals', { count: rule.approvals });
  }
}

/** Names the hold, with a part of it, or the account, as the API wants it. */
function subjectOf(wanted: WantedOrder) {
  if ('account' in wanted) return { account: { partId: wanted.account.partId } };
  if (!('mistake' in wanted)) return { holdId: wanted.hold.id };
  return { holdId: wanted.hold.id, partialReleaseId: wanted.mistake.partId };
}
