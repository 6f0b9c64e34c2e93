import { useEffect, useRef } from 'react';
import { inBangkok } from '../../format/bangkok.js';
import { formatBaht } from '../../format/money.js';
import { formatDate } from '../../format/time.js';
import { Dialog } from '../../ui/dialog/dialog.js';
import { useShortName } from '../../ui/marks/parties.js';
import { useProblemWords } from '../../problem/use-problem-words.js';
import { checkField, faultsOf, findInstitution, isAccountKnown, type CheckContext } from '../form/checks.js';
import { useCheckWords } from '../form/field.js';
import { useReceiver } from '../form/parts.js';
import { useIntake } from '../form/intake-context.js';
import { isVictimCalling, nth, partsOf, stepOf, textOf, transferFields, type IntakeForm } from '../form/intake-form.js';
import type { Sent } from '../form/send-complaint.js';
import { timeOf } from '../form/transfer-time.js';
import { useStolenWords } from '../form/steps.js';
import { WhatHappens } from './guide.js';
import { compact, readAboutAmount, readAmount, readDay } from '../form/typed.js';
import { ActButton } from '../../ui/screen/act-button.js';
import { useText } from './words.js';

interface ReceiveDialogProps {
  isBusy: boolean;
  /** What the last try came to, unless it succeeded. */
  outcome: Exclude<Sent, { state: 'received' }> | undefined;
  /** Why it cannot be sent now; undefined: it can. */
  blocked: string | undefined;
  onReceive: () => void;
  onClose: () => void;
}

/** Shows the report once more to read it back, and receives it. Enter never does; Ctrl+Enter does. */
export function ReceiveDialog({ isBusy, outcome, blocked, onReceive, onClose }: ReceiveDialogProps) {
  const { t, language } = useText();
  const problems = useProblemWords();
  const { form, context } = useIntake();
  const shortName = useShortName(context.institutions);
  const slug = findInstitution(textOf(form, 'bank'), context.institutions)?.slug ?? '';
  const receiver = useReceiver();
  const say = useCheckWords();
  const { count: known, amount } = useStolenWords()(form);
  const count = form.counts.transfers;
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => body.current?.focus(), []);
  const why = blocked ?? (isBusy ? t('act.busy') : undefined);
  return (
    <Dialog
      name="receive"
      isOpen
      title={t(known === 0 ? 'intake.confirm.titleUnknown' : 'intake.confirm.title', { count, amount })}
      onClose={onClose}
      onConfirm={() => why === undefined && onReceive()}
    >
      <div ref={body} tabIndex={-1} className="intake-read-back">
        <p className="label">{t('intake.confirm.readBack')}</p>
        <dl className="facts">
          <div>
            <dt>{t('intake.field.reporterName')}</dt>
            <dd>{textOf(form, 'reporterName')}</dd>
          </div>
          {!isVictimCalling(form) && (
            <div>
              <dt>{t('intake.field.victimName')}</dt>
              <dd>{textOf(form, 'victimName')}</dd>
            </div>
          )}
          <div>
            <dt>{t('intake.step.account')}</dt>
            <dd>
              {slug === '' ? textOf(form, 'bank') : shortName(slug)} {compact(textOf(form, 'accountNo'))}
            </dd>
          </div>
        </dl>
        <ol className="intake-others">
          {Array.from({ length: form.counts.transfers }, (_, index) => (
            <li key={index} className="line">
              <span className="number">{index + 1}</span>
              <span className="cut grow">{receiver(form, index, 'full')}</span>
              <span className="whole">
                {timeOf(form, index, context.today, language) ??
                  aboutTimeOf(form, index, context, { t, say, language })}
              </span>
              <span className="cut">{textOf(form, nth('reference', index))}</span>
              <span className="amount">{amountOf(form, index) ?? aboutAmountOf(form, index, t)}</span>
            </li>
          ))}
        </ol>
        <Gaps />
        <WhatHappens />
        {outcome !== undefined && (
          <div className="strip" data-tone={outcome.state === 'refused' ? 'failed' : 'warn'} role="alert">
            {outcome.state === 'refused' ? (
              <>
                <strong>
                  {t(outcome.problem.faults.length > 0 ? 'intake.confirm.refused' : 'intake.confirm.refusedOther')}
                </strong>{' '}
                <span>{problems.of(outcome.problem)}</span>
              </>
            ) : (
              <strong>{t('intake.confirm.unanswered')}</strong>
            )}
          </div>
        )}
        <div className="dialog-foot">
          <span className="label grow">{why}</span>
          <button type="button" className="button" onClick={onClose}>
            {t('intake.confirm.back')} <kbd>Esc</kbd>
          </button>
          <ActButton className="button primary" why={why} onClick={onReceive}>
            {t(known === 0 ? 'intake.confirm.confirmUnknown' : 'intake.confirm.confirm', { amount })}{' '}
            <kbd>Ctrl Enter</kbd>
          </ActButton>
        </div>
      </div>
    </Dialog>
  );
}

/** What is missing or cannot be right, of the report and of transfers, which are received as incomplete. */
function Gaps() {
  const { t } = useText();
  const { form, context } = useIntake();
  const gaps = Array.from({ length: form.counts.transfers }, (_, index) => ({
    number: index + 1,
    missing: faultsOf(form, context, transferFields(form, index)),
  })).filter(({ missing }) => missing.length > 0);
  const ofReport = faultsOf(form, context).filter(({ id }) => stepOf(id) !== 'transfers');
  const names = (why: 'wrong' | 'missing') =>
    ofReport
      .filter((fault) => fault.why === why && !(fault.id === 'victimId' && why === 'missing'))
      .map(({ id }) => t(`intake.field.${partsOf(id).kind}`))
      .join(' · ');
  const [wrong, unknown] = [names('wrong'), names('missing')];
  if (gaps.length === 0 && wrong === '' && unknown === '') return null;
  return (
    <div className="strip" data-tone="warn">
      {!isAccountKnown(form, context) && (
        <p>
          <strong>{t('intake.confirm.noAccount')}</strong>
        </p>
      )}
      {wrong !== '' && (
        <p>
          <strong>{t('intake.confirm.wrong', { fields: wrong })}</strong>
        </p>
      )}
      {unknown !== '' && <p>{t('intake.confirm.unknown', { fields: unknown })}</p>}
      {gaps.length > 0 && (
        <p>
          <strong>{t('intake.confirm.incomplete')}</strong>
        </p>
      )}
      {gaps.map(({ number, missing }) => (
        <p key={number}>
          {t('intake.confirm.gaps', {
            number,
            fields: missing.map(({ id }) => t(`intake.field.${partsOf(id).kind}`)).join(' · '),
          })}
          {missing.some(({ why }) => why === 'wrong') && (
            <>
              {' '}
              <strong>
                {t('intake.confirm.wrong', {
                  fields: missing
                    .filter(({ why }) => why === 'wrong')
                    .map(({ id }) => t(`intake.field.${partsOf(id).kind}`))
                    .join(' · '),
                })}
              </strong>
            </>
          )}
        </p>
      ))}
    </div>
  );
}

type Say = ReturnType<typeof useText>['t'];
type Saying = { t: Say; say: ReturnType<typeof useCheckWords>; language: 'th' | 'en' };

/** Says a time that is told roughly as such, with its day; one that is not known, as unknown. */
function aboutTimeOf(form: IntakeForm, index: number, context: CheckContext, { t, say, language }: Saying): string {
  const id = nth('time', index);
  const check = checkField(form, id, context);
  if (check?.tone !== 'about') return t('intake.unknown');
  const day = readDay(textOf(form, nth('day', index)), context.today);
  // Over midnight the words name the days themselves.
  if (day === undefined || check.values?.['at'] !== undefined) return say(check, id);
  return `${formatDate(inBangkok(day), language)} ${say(check, id)}`;
}

/** Says an amount that is told as "about" as such; one that is not known, as unknown. */
function aboutAmountOf(form: IntakeForm, index: number, t: Say): string {
  const about = readAboutAmount(textOf(form, nth('amount', index)));
  return about === undefined ? t('intake.unknown') : t('intake.aboutBaht', { amount: formatBaht(about, 'exact') });
}

function amountOf(form: IntakeForm, index: number): string | undefined {
  const amount = readAmount(textOf(form, nth('amount', index)));
  return amount === undefined ? undefined : formatBaht(amount, 'exact');
}
