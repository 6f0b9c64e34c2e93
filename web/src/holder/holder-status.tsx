import { IconCircleCheck, IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import type { AppealStatus } from '../api/schema.js';
import { formatBaht } from '../format/money.js';
import { serverNow } from '../api/server-time.js';
import { formatInstant } from '../format/time.js';
import { useFailureText } from '../open/proof-form.js';
import { takeFocus } from '../open/take-focus.js';
import { Step, Steps } from '../open/steps.js';
import { useText as useOpenText } from '../open/words.js';
import { lastFour } from '../ui/marks/account.js';
import { AddFiles } from '../ui/files/add-files.js';
import { ExpiryBar } from '../ui/marks/expiry-bar.js';
import type { FileKind } from '../ui/files/files.js';
import { AppealForm } from './appeal-form.js';
import { useText } from './words.js';

/** States in which money may be held and no release is ordered. */
const LIVE: AppealStatus['holdState'][] = ['ordered', 'unconfirmed', 'held', 'partly_held'];

interface HolderStatusProps {
  status: AppealStatus;
  /** When what is shown was read, where it could not be read again. */
  staleSinceMs: number | undefined;
  onAppeal: (statement: string, phone: string | undefined) => Promise<void>;
  /** Adds a file to the appeal that waits; throws ProblemError. */
  onFile: (file: File, kind: FileKind) => Promise<void>;
  /** Saves the letter that the hold is over; throws ProblemError. */
  onLetter: () => Promise<void>;
  onClose: () => void;
}

/**
 * What a holder is shown of a hold: how much and what still works, until when, the facts, what
 * happens next, and the appeal. Nothing about the victim, the trail or other holders.
 */
export function HolderStatus({ status, staleSinceMs, onAppeal, onFile, onLetter, onClose }: HolderStatusProps) {
  const { t, language } = useText();
  const openText = useOpenText().t;
  const [isWriting, setWriting] = useState(false);
  const [isBack, setBack] = useState(false);
  const [sentAtMs, setSentAtMs] = useState<number>();
  const isLive = LIVE.includes(status.holdState);
  const mayAppeal = ['appeal', 'wait', 'next_tier', 'new_round'].includes(status.nextStep);
  const bank = language === 'th' ? status.institution.nameTh : status.institution.nameEn;

  return (
    <main id="content" className="slip">
      {staleSinceMs !== undefined && (
        <p className="strip" data-tone="lost" role="status">
          {openText('open.stale', { at: formatInstant(staleSinceMs, language) })}
        </p>
      )}
      <section>
        <h1 ref={takeFocus} tabIndex={-1}>
          {t(`holder.title.${titleOf(status)}`)}
        </h1>
        {status.amountSatang !== '0' && (
          <p className="figure">{t('holder.baht', { amount: formatBaht(status.amountSatang, 'exact') })}</p>
        )}
        <p>
          {bank}{' '}
          <span className="whole">
            <span className="quiet">••••</span>
            {lastFour(status.accountMasked)}
          </span>
        </p>
        <p>
          {t('holder.credit', {
            amount: formatBaht(status.credit.amountSatang, 'exact'),
            at: formatInstant(status.credit.at, language),
          })}
        </p>
      </section>
      <StillWorks status={status} isLive={isLive} />
      <KeptElsewhere kept={status.keptElsewhere} />
      {(status.releasedAt !== null || status.holdState === 'seized') && <Letter onLetter={onLetter} />}
      {isLive && <ExpiryBar startedAt={status.since} expiresAt={status.expiresAt} />}
      <Answers status={status} />
      <Facts status={status} />
      <section>
        <h2>{t('holder.nextTitle')}</h2>
        <NextSteps status={status} isLive={isLive} />
      </section>
      <Together status={status} />
      {sentAtMs !== undefined && (
        <p key={sentAtMs} ref={takeFocus} tabIndex={-1} className="rest" role="status">
          <IconCircleCheck aria-hidden />
          <strong>{t('holder.sent', { at: formatInstant(sentAtMs, language) })}</strong>
        </p>
      )}
      {isWriting ? (
        <AppealForm
          onSend={async (statement, phone) => {
            await onAppeal(statement, phone);
            setSentAtMs(serverNow());
            setBack(false);
            setWriting(false);
          }}
          onCancel={() => {
            setBack(true);
            setWriting(false);
          }}
        />
      ) : (
        <>
          {isLive && status.nextStep === 'wait' && (
            <section>
              <h2>{t('holder.files')}</h2>
              <p>{t('holder.filesLead')}</p>
              <AddFiles onAdd={onFile} />
            </section>
          )}
          <section className="questions">
            {(['guilt', 'shop'] as const).map((question) => (
              <details key={question}>
                <summary>{t(`holder.question.${question}`)}</summary>
                <p>{t(`holder.question.${question}Answer`)}</p>
              </details>
            ))}
          </section>
          <p className="label">{openText('open.never')}</p>
          <p>
            <button type="button" className="button" onClick={onClose}>
              {openText('open.close')}
            </button>
          </p>
          <div className="slip-foot">
            {mayAppeal && (
              <button
                ref={isBack ? takeFocus : undefined}
                type="button"
                className="button primary"
                onClick={() => setWriting(true)}
              >
                {t(`holder.${buttonOf(status.nextStep)}`)}
              </button>
            )}
            <a className="button" href="tel:1441">
              <IconPhone aria-hidden /> {t('holder.call')}
            </a>
          </div>
        </>
      )}
    </main>
  );
}

/** To whom the holder turns for money that another authority keeps, and by which paper and law it does. */
function KeptElsewhere({ kept }: { kept: AppealStatus['keptElsewhere'] }) {
  const { t, language } = useText();
  if (kept === null) return null;
  const paper = kept.paper[language];
  const facts = [
    ['holder.kept.amount', t('holder.baht', { amount: formatBaht(kept.amountSatang, 'exact') })],
    ['holder.kept.office', kept.office[language]],
    [
      'holder.kept.paper',
      kept.reference === null ? paper : t('holder.kept.paperNo', { paper, reference: kept.reference }),
    ],
    ['holder.kept.power', kept.power[language]],
  ] as const;
  return (
    <section>
      <h2>{t('holder.kept.title')}</h2>
      <p>{kept.todo[language]}</p>
      <dl className="slip-facts" aria-label={t('holder.kept.title')}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The letter that the hold is over, to be shown to a bank or a customer. */
function Letter({ onLetter }: { onLetter: () => Promise<void> }) {
  const { t } = useText();
  const failureText = useFailureText();
  const [failure, setFailure] = useState<string>();
  const save = () => {
    setFailure(undefined);
    onLetter().catch((error: unknown) => setFailure(failureText(error)));
  };
  return (
    <section>
      <p>{t('holder.letterLead')}</p>
      <button type="button" className="button" onClick={save}>
        {t('holder.letter')}
      </button>
      <p role="alert">{failure ?? ''}</p>
    </section>
  );
}

/** Returns which title says what became of the money. */
function titleOf({ holdState, kind }: Pick<AppealStatus, 'holdState' | 'kind'>) {
  switch (holdState) {
    case 'held':
    case 'partly_held':
      return kind === 'whole_account' ? 'whole' : 'part';
    case 'ordered':
    case 'unconfirmed':
      return 'asked';
    case 'no_funds':
    case 'refused':
      return 'nothing';
    default:
      return holdState;
  }
}

function buttonOf(step: AppealStatus['nextStep']) {
  if (step === 'wait') return 'add';
  return step === 'appeal' ? 'object' : 'objectAgain';
}

function StillWorks({ status, isLive }: { status: AppealStatus; isLive: boolean }) {
  const { t } = useText();
  if (status.kind === 'whole_account' && isLive) return null;
  if (status.holdState === 'seized') return null;
  const isFree = ['released', 'no_funds', 'refused'].includes(status.holdState);
  return (
    <div className="rest">
      <IconCircleCheck aria-hidden />
      {isFree ? (
        <strong>{t('holder.free')}</strong>
      ) : (
        <div>
          <strong>{t('holder.rest')}</strong>
          <p>{t('holder.restDetail')}</p>
        </div>
      )}
    </div>
  );
}

function Facts({ status }: { status: AppealStatus }) {
  const { t, language } = useText();
  const facts: [Parameters<typeof t>[0], string | null][] = [
    [LIVE.includes(status.holdState) ? 'holder.fact.why' : 'holder.fact.was', status.why[language]],
    ['holder.fact.since', formatInstant(status.since, language)],
    ['holder.fact.by', language === 'th' ? status.orderedByTh : status.orderedBy],
    ['holder.fact.basis', status.basis[language]],
    ['holder.fact.warrant', status.warrantNo],
    ['holder.fact.until', status.releasedAt === null ? formatInstant(status.expiresAt, language) : null],
    ['holder.fact.released', status.releasedAt && formatInstant(status.releasedAt, language)],
    ['holder.fact.ended', status.endedBecause && status.endedBecause[language]],
    ['holder.fact.reference', status.reference],
  ];
  return (
    <dl className="slip-facts" aria-label={t('holder.facts')}>
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{t(name)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** What happens next, and when; the first step is the one that is due. */
function NextSteps({ status, isLive }: { status: AppealStatus; isLive: boolean }) {
  const { t, language } = useText();
  const at = (instant: string) => formatInstant(instant, language);
  const { appeal, promise, nextStep } = status;
  const clock = promise ?? (nextStep === 'wait' ? appeal : null);
  if (!isLive) {
    return (
      <Steps>
        <Step isNow title={status.holdState === 'release_ordered' ? t('holder.step.release') : status.next[language]} />
      </Steps>
    );
  }
  return (
    <Steps>
      {promise !== null && (
        <Step
          isNow
          title={t(nextStep === 'next_tier' ? 'holder.step.fileAgain' : 'holder.step.file')}
          detail={t('holder.step.fileDetail')}
        />
      )}
      {nextStep === 'wait' && <Step isNow title={t('holder.step.filed')} detail={t('holder.step.filedDetail')} />}
      {clock !== null && (
        <Step
          title={t(`holder.step.${clock.tier}`, { at: at(clock.targetAt) })}
          detail={[
            promise === null ? '' : t('holder.step.ifFiledNow'),
            clock.breachAt === clock.targetAt
              ? t('holder.step.withReasons')
              : t('holder.step.atLatest', { at: at(clock.breachAt) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        />
      )}
      {clock?.tier === 'centre' && <Step title={t('holder.step.nextTier')} />}
      {nextStep === 'every_tier_answered' && <Step isNow title={t('holder.step.courts')} />}
      <Step title={t('holder.step.expires')} detail={t('holder.step.expiresDetail', { at: at(status.expiresAt) })} />
    </Steps>
  );
}

/** What was answered to the appeal, with its reasons; the newest first. */
function Answers({ status }: { status: AppealStatus }) {
  const { t, language } = useText();
  const answers = [...(status.appeal?.answers ?? [])].reverse();
  if (answers.length === 0) return null;
  return (
    <section>
      <h2>{t('holder.answers')}</h2>
      <ul className="answers">
        {answers.map(({ tier, verdict, reason, decidedAt }) => (
          <li key={decidedAt}>
            <strong>{t(`holder.verdict.${verdict as 'refuse'}`)}</strong>
            <p className="label">
              {t('holder.answer', { who: t(`holder.tier.${tier}`), at: formatInstant(decidedAt, language) })}
            </p>
            <p className="said">{language === 'th' ? (reason.th ?? reason.en) : (reason.en ?? reason.th)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The other holds that the holder appealed against in the same act. */
function Together({ status }: { status: AppealStatus }) {
  const { t, language } = useText();
  if (status.together.length === 0) return null;
  return (
    <section>
      <h2>{t('holder.together')}</h2>
      <ul className="answers">
        {status.together.map((other) => (
          <li key={other.reference}>
            <strong>{t(`holder.title.${titleOf(other)}`)}</strong>
            <p>
              {language === 'th' ? other.institution.nameTh : other.institution.nameEn} ••••
              {lastFour(other.accountMasked)}
              {other.amountSatang !== '0' &&
                ` · ${t('holder.baht', { amount: formatBaht(other.amountSatang, 'exact') })}`}
            </p>
            <p className="label">{other.reference}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
