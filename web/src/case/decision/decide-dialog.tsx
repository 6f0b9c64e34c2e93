import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import type { CaseActs, CaseView } from '../../api/schema.js';
import { formatBaht } from '../../format/money.js';
import { rulesOf } from '../../format/rules.js';
import { formatInstant } from '../../format/time.js';
import { useText } from '../words.js';
import { lastFour } from '../../ui/marks/account.js';
import { Clock } from '../../ui/marks/clock.js';
import { ActDialog } from '../../ui/dialog/act-dialog.js';
import { ArmedState } from '../holds/armed.js';
import { OrderTerms } from '../../orders/order-terms.js';
import { useWhyNot } from '../../orders/why-not.js';
import { BlastRadius } from './blast-radius.js';
import { useEvidence } from '../case-data.js';
import { changedCells, type Changed } from '../evidence/evidence-changes.js';
import { usePersonName } from '../../ui/marks/persons.js';

interface DecideDialogProps {
  request: CaseView['freezeRequests'][number];
  verdict: 'approve' | 'refuse';
  view: CaseView;
  /** What the server says of the decision; undefined: the request waits for none. */
  decision: CaseActs['decisions'][number] | undefined;
  /** False as long as the server has said nothing yet. */
  isRead: boolean;
  fullName: (slug: string) => string;
  shortName: (slug: string) => string;
  blocked: string | undefined;
  onClose: () => void;
}

/**
 * Approves or refuses a freeze request, bound to the evidence and the blast radius that were on the
 * screen when it was opened. When either changes, the button goes until the person has looked again.
 */
export function DecideDialog(props: DecideDialogProps) {
  const { request, verdict, view, decision, isRead, fullName, shortName, blocked, onClose } = props;
  const { t, language } = useText();
  const queries = useQueryClient();
  const now = { evidence: view.evidenceHash, radius: request.blastRadius?.sha256 ?? '' };
  const [seen, setSeen] = useState(now);
  // What is decided on is read while the dialog is open, and compared with what was seen.
  const evidence = useEvidence(view.id, true).data;
  const [seenEvidence, setSeenEvidence] = useState(evidence);
  if (seenEvidence === undefined && evidence !== undefined) setSeenEvidence(evidence);
  const cells =
    seenEvidence === undefined || evidence === undefined ? [] : changedCells(seenEvidence, evidence, view.accounts);
  const personName = usePersonName();
  const nameOf = ({ agency, account }: Changed) =>
    account === undefined
      ? fullName(agency)
      : `${fullName(agency)} · ${shortName(account.institution)} ••••${lastFour(account.accountMasked)}`;
  const isChanged = seen.evidence !== now.evidence || seen.radius !== now.radius;
  const isOver = isRead && decision === undefined;
  const endsByItselfAt = decision?.endsByItselfAt ?? null;
  const whyNot = useWhyNot()(
    verdict === 'approve' ? decision?.whyNotApprove : decision?.whyNotRefuse,
    request.approveRoles,
  );
  const radius = request.blastRadius;
  const { armed } = request;
  const amount = formatBaht(armed?.capSatang ?? radius?.order.amountSatang ?? '0', 'exact');
  const words = { amount, bank: fullName(request.institution), account: `••••••${lastFour(request.accountMasked)}` };
  return (
    <ActDialog
      name="decide"
      title={t(armed === null ? `decide.${verdict}.title` : `arm.${verdict}.title`, words)}
      lead={
        <span className="line">
          <span>
            {t(`decide.${verdict}.lead`)} · {view.caseNo} ·{' '}
            {t('decide.maker', { person: personName(request.requestedBy) })}
          </span>
          <span className="grow" />
          <span>{t('decide.expires')}</span>
          <Clock startedAt={request.requestedAt} dueAt={request.expiresAt} />
        </span>
      }
      confirm={t(armed === null ? `decide.${verdict}.confirm` : `arm.${verdict}.confirm`, words)}
      reasonLabel={t('decide.reason')}
      blocked={isOver ? t('decide.over') : (blocked ?? whyNot)}
      changed={
        isChanged && !isOver ? (
          <div className="strip" data-tone="warn" role="alert">
            <strong>{t('decide.changed')}</strong>
            {cells.length > 0 && <span>{t('decide.cells', { cells: cells.map(nameOf).join(', ') })}</span>}
            {seen.radius !== now.radius && <span>{t('radius.title')}</span>}
            <button
              type="button"
              className="button small"
              onClick={() => {
                setSeen(now);
                setSeenEvidence(evidence);
              }}
            >
              {t('decide.lookAgain')}
            </button>
          </div>
        ) : undefined
      }
      onClose={onClose}
      onAct={async (reason) => {
        await dataOf(
          api.POST('/v1/freeze-requests/{id}/decisions', {
            params: { path: { id: request.id } },
            body: { verdict, reason, evidenceHash: seen.evidence, blastRadiusSha256: seen.radius },
          }),
        );
        await queries.invalidateQueries({ queryKey: ['case', view.id] });
      }}
    >
      <dl className="facts">
        <div>
          <dt>{t('decide.basis')}</dt>
          <dd>
            {t(`requestKind.${request.kind}`)} · {rulesOf([request.ruleRowId])}
          </dd>
        </div>
        <div>
          <dt>{t('decide.stays')}</dt>
          <dd>{radius?.reachesWholeAccount ? t('decide.staysNothing') : t('decide.staysAll')}</dd>
        </div>
        {verdict === 'approve' && endsByItselfAt !== null && (
          <div>
            <dt>{t('decide.ends')}</dt>
            <dd>{t('decide.endsAt', { at: formatInstant(endsByItselfAt, language) })}</dd>
          </div>
        )}
        <div>
          <dt>{t('decide.why')}</dt>
          <dd className="said">{request.reason}</dd>
        </div>
      </dl>
      {armed === null && <OrderTerms request={request} />}
      {armed !== null && <p>{t('arm.effect')}</p>}
      {armed !== null && <ArmedState request={request} armed={armed} />}
      {radius !== null && <BlastRadius radius={radius} shortName={shortName} />}
      <p className="label hash">{t('decide.hash', { hash: shortHash(seen.evidence) })}</p>
    </ActDialog>
  );
}

/** Writes the first digits of a hash in groups, for people to compare. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12).replace(/(.{4})(?=.)/g, '$1·');
}
