import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { connection } from '../api/live.js';
import { useStore } from '../api/store.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useText } from './words.js';
import { Chip } from '../ui/marks/chip.js';
import { Clock } from '../ui/marks/clock.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Loading } from '../ui/screen/reading.js';
import type { AnswerVerdict } from './answer-dialog.js';
import { AcceptProof } from './accept-proof.js';
import { AppealFiles } from './appeal-files.js';
import { FiveFacts } from './five-facts.js';
import { SIGNS } from './signs.js';
import { useAppeal, type Appeal } from './unfreeze-data.js';
import type { AnswerOffered } from '../orders/acts.js';
import { useWhyNot } from '../orders/why-not.js';
import { lastFour } from '../ui/marks/account.js';
import type { AppealsTogether } from '../api/schema.js';
import { PersonName } from '../ui/marks/persons.js';
import { ActButton } from '../ui/screen/act-button.js';

interface AppealDetailProps {
  appeal: Appeal;
  /** The appeals of the queue: those of the same act are among them while they wait. */
  waiting: readonly Appeal[];
  fullName: (slug: string) => string;
  readsCases: boolean;
  /** What the server says of this person's answers; undefined: it is not read, or there are none. */
  answers: readonly AnswerOffered[] | undefined;
  /** Why the person answers no appeal at all; undefined: the person may. */
  noAnswer: string | undefined;
  /** Whether the person may add files to an appeal that waits. */
  mayAddFiles: boolean;
  /** Whether the person may accept files as proof that the account is unrelated. */
  mayAcceptProof: boolean;
  /** Why nothing can be done now; undefined: it can. */
  blocked: string | undefined;
  onTakeUp: () => void;
  onAnswer: (verdict: AnswerVerdict) => void;
  /** Selects the appeals of one act, to answer them in one round. */
  onSelect: (ids: readonly string[]) => void;
}

/** An appeal: the facts of the hold, what was said for it, what was answered, and the acts. */
export function AppealDetail({
  appeal,
  waiting,
  fullName,
  readsCases,
  answers,
  noAnswer,
  mayAddFiles,
  mayAcceptProof,
  blocked,
  onTakeUp,
  onAnswer,
  onSelect,
}: AppealDetailProps) {
  const { t, language } = useText();
  const read = useAppeal(appeal, waiting);
  const view = read.data?.appeals[0];
  const lost = useStore(connection).state === 'lost' ? t('act.disconnected') : undefined;
  return (
    <>
      <div className="line">
        <h2>{appeal.reference}</h2>
        <span className="grow" />
        <Chip tone={appeal.state === 'under_review' ? 'asked' : 'warn'} icon={null}>
          {t(`unfreeze.state.${appeal.state}`)}
        </Chip>
      </div>
      <div className="line label">
        <span>{t(`unfreeze.tier.${appeal.tier}`)}</span>
        <span className="grow" />
        <span>{t('unfreeze.promise')}</span>
        <Clock startedAt={appeal.tierSince} dueAt={appeal.targetAt} />
        <span>{t('unfreeze.latest', { at: formatInstant(appeal.breachAt, language) })}</span>
      </div>
      {view === undefined ? (
        read.error === null ? (
          <Loading rows={6} />
        ) : (
          <ReadFailed error={read.error} onRetry={() => void read.refetch()} />
        )
      ) : (
        <>
          <FiveFacts
            hold={view.hold}
            reference={view.reference}
            institution={fullName(view.institution)}
            accountMasked={view.accountMasked}
            isLive={view.settledAt === null}
          />
          {answers?.some(({ forwards }) => forwards) === true && (
            <p className="label">
              {t('unfreeze.ofOther', { office: language === 'th' ? view.hold.orderedByTh : view.hold.orderedBy })}
            </p>
          )}
          <section>
            <h3>{t('unfreeze.said')}</h3>
            {view.filings.map((filing) => (
              <div key={filing.filedAt}>
                <p className="label">
                  {t(`unfreeze.way.${filing.way}`)} · {formatInstant(filing.filedAt, language)}
                </p>
                <p className="said">{filing.statement}</p>
              </div>
            ))}
          </section>
          <AppealFiles appealId={appeal.id} mayAdd={mayAddFiles} blocked={lost} />
          {mayAcceptProof && view.settledAt === null && <AcceptProof appealId={appeal.id} blocked={lost} />}
          <section>
            <h3>{t('unfreeze.signs')}</h3>
            <p className="line">
              {SIGNS[view.regularMerchant ? 'merchant' : 'none']}
              {t(`unfreeze.sign.${view.regularMerchant ? 'merchant' : 'none'}`)}
            </p>
          </section>
          {read.data !== undefined && read.data.appeals.length > 1 && (
            <Together together={read.data} fullName={fullName} onSelect={onSelect} />
          )}
          {view.decisions.length > 0 && (
            <section>
              <h3>{t('unfreeze.answers')}</h3>
              {view.decisions.map((decision) => (
                <div key={decision.id}>
                  <p className="label">
                    {t(`unfreeze.verdict.${decision.verdict as AnswerVerdict | 'review' | 'forward'}`)} ·{' '}
                    <PersonName of={decision.person} /> · {formatInstant(decision.decidedAt, language)}
                    {decision.keepSatang !== null &&
                      ` · ${t('unfreeze.kept', { amount: formatBaht(decision.keepSatang, 'exact') })}`}
                  </p>
                  {(decision.reason.th ?? decision.reason.en) !== null && (
                    <p className="said">{decision.reason[language] ?? decision.reason.th ?? decision.reason.en}</p>
                  )}
                </div>
              ))}
            </section>
          )}
          {readsCases && (
            <p>
              <Link to="/cases/$caseId" params={{ caseId: appeal.caseId }}>
                {t('unfreeze.openCase')}
              </Link>
            </p>
          )}
        </>
      )}
      <Answers
        appeal={appeal}
        answers={answers}
        blocked={blocked ?? noAnswer}
        onTakeUp={onTakeUp}
        onAnswer={onAnswer}
      />
    </>
  );
}

type AnswersProps = Pick<AppealDetailProps, 'appeal' | 'answers' | 'blocked' | 'onTakeUp' | 'onAnswer'>;

/** What the server takes from this person; where it takes nothing, why, and no button. */
function Answers({ appeal, answers = [], blocked, onTakeUp, onAnswer }: AnswersProps) {
  const { t } = useText();
  const wordsOf = useWhyNot();
  const [first] = answers;
  const isNone = answers.every(({ whyNot }) => whyNot !== null);
  const why = blocked ?? (isNone ? wordsOf(first?.whyNot, []) : undefined);
  const words: Readonly<Record<AnswerOffered['verdict'], ReactNode>> = {
    uphold: (
      <>
        {t('unfreeze.upholdAmount', { amount: formatBaht(appeal.amountSatang, 'exact') })}… <kbd>a</kbd>
      </>
    ),
    review: (
      <>
        {t('unfreeze.takeUp')} <kbd>c</kbd>
      </>
    ),
    uphold_in_part: `${t('unfreeze.part')}…`,
    refuse: (
      <>
        {t('unfreeze.refuse')}… <kbd>x</kbd>
      </>
    ),
  };
  const shown = (['uphold', 'review', 'uphold_in_part', 'refuse'] as const).flatMap(
    (verdict) => answers.find((each) => each.verdict === verdict) ?? [],
  );
  return (
    <div className="detail-acts">
      {why !== undefined && <p className="label">{why}</p>}
      {!isNone &&
        shown.map(({ verdict, whyNot }) => (
          <ActButton
            key={verdict}
            className="button"
            why={blocked ?? wordsOf(whyNot, [])}
            onClick={() => (verdict === 'review' ? onTakeUp() : onAnswer(verdict))}
          >
            {words[verdict]}
          </ActButton>
        ))}
    </div>
  );
}

interface TogetherProps {
  together: AppealsTogether;
  fullName: (slug: string) => string;
  onSelect: (ids: readonly string[]) => void;
}

/** The appeals of one act: what is held in all of them, each with its state, and a way to answer them in one round. */
function Together({ together: { amountSatang, appeals }, fullName, onSelect }: TogetherProps) {
  const { t } = useText();
  const open = appeals.filter(({ settledAt }) => settledAt === null).map(({ id }) => id);
  const words = { count: appeals.length, amount: formatBaht(amountSatang, 'exact') };
  return (
    <section aria-label={t('unfreeze.tab.together')}>
      <h3>{t('unfreeze.tab.together')}</h3>
      <p className="label">{t('unfreeze.together', words)}</p>
      <ul className="outcomes label">
        {appeals.map((each) => (
          <li key={each.id}>
            {each.reference} · {fullName(each.institution)} ••••{lastFour(each.accountMasked)} ·{' '}
            {formatBaht(each.amountSatang, 'exact')} · {t(`unfreeze.state.${each.state}`)}
          </li>
        ))}
      </ul>
      {open.length > 1 && (
        <p>
          <button type="button" className="button small" onClick={() => onSelect(open)}>
            {t('unfreeze.selectTogether', { count: open.length })}
          </button>
        </p>
      )}
    </section>
  );
}
