import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import type { AdviceView } from '../../api/schema.js';
import type { Advice } from '../../advice/advice-data.js';
import { useAdviceTitle } from '../../advice/advice-title.js';
import { formatInstant } from '../../format/time.js';
import { lastFour } from '../../ui/marks/account.js';
import { MoreRows, useFirstRows } from '../../ui/rows/first-rows.js';
import { Empty } from '../../ui/screen/reading.js';
import { useProblemWords } from '../../problem/use-problem-words.js';
import { OpinionDialog, Rings, RingSuggested } from './rings.js';
import { MeasuredRight, ModelErrors } from '../../advice/model-errors.js';
import { Folded } from '../../ui/rows/folded.js';
import { useText } from '../../advice/words.js';
import { ActButton } from '../../ui/screen/act-button.js';
import { useText as useCaseText } from '../words.js';

interface AdviceProps {
  caseId: string;
  advice: readonly Advice[];
  drawn: AdviceView['drawn'];
  rings: AdviceView['rings'];
  shortName: (slug: string) => string;
  /** Account that is chosen on the page (`institution:masked`). */
  chosen: string | undefined;
  mayJudge: boolean;
  /** Why nothing can be written now; undefined: it can. */
  blocked: string | undefined;
}

/**
 * What the analysis advises on a case, called advice wherever it stands: a line for each, with the fact
 * that carries it, what would change it, and how often such advice is right; folded below, the rest.
 */
export function AdviceList({ caseId, advice, drawn, shortName, rings, chosen, mayJudge, blocked }: AdviceProps) {
  const { t } = useText();
  const { shown, more } = useFirstRows(advice, (each) => chosen !== undefined && nameOf(each) === chosen);
  return (
    <section className="notes" aria-label={t('advice.title')}>
      <div className="part-lead">
        <h3>{t('advice.title')}</h3>
        <p className="label">{t('advice.isAdvice')}</p>
      </div>
      <Rings caseId={caseId} rings={rings} mayRule={mayJudge} blocked={blocked} />
      {advice.length === 0 && <Empty title={t('advice.none')} detail={t('advice.noneDetail')} />}
      <ul className="plain-rows">
        {shown.map((each) => (
          <li key={each.id} aria-current={nameOf(each) === chosen && chosen !== undefined}>
            <OneAdvice
              caseId={caseId}
              advice={each}
              shortName={shortName}
              mayJudge={mayJudge && each.kind !== 'ring' && each.yourVerdict === null}
              blocked={blocked}
              mayOpine={mayJudge && each.asksOpinion}
            />
          </li>
        ))}
      </ul>
      <MoreRows {...more} />
      <Drawn caseId={caseId} drawn={drawn} shortName={shortName} mayJudge={mayJudge} blocked={blocked} />
    </section>
  );
}

type DrawnProps = Pick<AdviceProps, 'caseId' | 'drawn' | 'shortName' | 'mayJudge' | 'blocked'>;

/** The accounts that chance drew, of which nothing is said: an officer looks without a model's word. */
function Drawn({ caseId, drawn, shortName, mayJudge, blocked }: DrawnProps) {
  const { t } = useText();
  if (drawn.length === 0) return null;
  return (
    <section aria-label={t('advice.drawn.title')}>
      <h3>{t('advice.drawn.title')}</h3>
      <p className="label">{t('advice.drawn.lead')}</p>
      <ul className="plain-rows">
        {drawn.map(({ id, account, yourVerdict }) => (
          <li key={id}>
            {account !== null && <p>{`${shortName(account.institution)} ••••${lastFour(account.accountMasked)}`}</p>}
            {yourVerdict !== null && <p className="label">{t('advice.drawn.done')}</p>}
            {mayJudge && yourVerdict === null && (
              <Judge caseId={caseId} advice={{ id, asksFound: true, isBlind: true }} blocked={blocked} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function nameOf({ account }: Advice): string | undefined {
  return account === null ? undefined : `${account.institution}:${account.accountMasked}`;
}

type OneProps = Omit<AdviceProps, 'advice' | 'drawn' | 'chosen' | 'rings'> & { advice: Advice; mayOpine: boolean };

function OneAdvice({ caseId, advice, shortName, mayJudge, blocked, mayOpine }: OneProps) {
  const { t, language } = useText();
  const { t: c } = useCaseText();
  const titleOf = useAdviceTitle();
  const place = (account: Advice['account']) =>
    account === null
      ? t('advice.thisCase')
      : `${shortName(account.institution)} ••••${lastFour(account.accountMasked)}`;
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <p>
        <strong>{titleOf(advice)}</strong> {place(advice.account)}
        {advice.reasons.slice(0, 1).map((reason) => (
          <span key={reason.code} className="said">{` · ${reason[language]}`}</span>
        ))}
        <span className="label">
          {advice.counterfactual !== null && ` · ${t('advice.otherwise', { what: advice.counterfactual[language] })}`}
          <MeasuredRight measured={advice.measured} before=" · " />
          {advice.reviewSlot && ` · ${t('advice.slot')}`}
        </span>
      </p>
      {advice.kind === 'ring' && <RingSuggested advice={advice} />}
      <Folded summary={t('advice.because')}>
        {() => (
          <>
            {advice.reasons.slice(1).map((reason) => (
              <p key={reason.code} className="said">
                {reason[language]}
              </p>
            ))}
            <p className="label">
              <ModelErrors advice={advice} /> ·{' '}
              {t(advice.isValid ? 'advice.until' : 'advice.over', { at: formatInstant(advice.validUntil, language) })}
            </p>
            {mayJudge && (
              <Judge
                caseId={caseId}
                advice={{ id: advice.id, asksFound: advice.kind === 'hop_risk' && advice.reviewSlot, isBlind: false }}
                blocked={blocked}
              />
            )}
          </>
        )}
      </Folded>
      {advice.yourVerdict !== null && <p className="label">{t(`advice.yours.${advice.yourVerdict}`)}</p>}
      {mayOpine && (
        <p className="line">
          <button type="button" className="button small" onClick={() => setAsked(true)}>
            {c('ring.give')}…
          </button>
        </p>
      )}
      {isAsked && (
        <OpinionDialog suggested={advice} caseId={caseId} blocked={blocked} onClose={() => setAsked(false)} />
      )}
    </>
  );
}

interface JudgeProps {
  caseId: string;
  /** `asksFound`: what the account is has to be said. `isBlind`: nothing was advised. */
  advice: { readonly id: string; readonly asksFound: boolean; readonly isBlind: boolean };
  blocked: string | undefined;
}

/**
 * One click says that an advice is right; "wrong" asks why, because that is what models learn from.
 * Where chance drew the account, it asks first what the account is; where nothing was advised, that alone.
 */
function Judge({ caseId, advice, blocked }: JudgeProps) {
  const { t } = useText();
  const problems = useProblemWords();
  const queries = useQueryClient();
  const [isWrong, setWrong] = useState(false);
  const [why, setWhy] = useState('');
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [found, setFound] = useState<(typeof FOUND)[number]>();
  const { asksFound, isBlind } = advice;
  const whyOff = blocked ?? (isBusy ? t('act.busy') : undefined);
  const whyNotAgree = whyOff ?? (asksFound && found === undefined ? t('advice.found.needed') : undefined);
  const whyNotWrong = whyNotAgree ?? (why.trim() === '' ? t('act.needsReason') : undefined);
  const say = async (verdict: 'agree' | 'wrong') => {
    if ((verdict === 'agree' ? whyNotAgree : whyNotWrong) !== undefined) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const body = { verdict, found, ...(verdict === 'wrong' && { why: why.trim() }) };
      await dataOf(api.POST('/v1/advice/{id}/verdict', { params: { path: { id: advice.id } }, body }));
      await queries.invalidateQueries({ queryKey: ['case', caseId, 'advice'] });
    } catch (error) {
      setFailure(problems.of(error));
    }
    setBusy(false);
  };
  return (
    <>
      {failure !== undefined && (
        <div className="strip" data-tone="failed" role="alert">
          <strong>{t('advice.failed')}</strong> <span>{failure}</span>
        </div>
      )}
      {asksFound && (
        <fieldset className="choices">
          <legend className="name">{t('advice.found.title')}</legend>
          {FOUND.map((each) => (
            <label key={each} className="line">
              <input
                type="radio"
                name={`found ${advice.id}`}
                checked={found === each}
                onChange={() => setFound(each)}
              />
              {t(`advice.found.${each}`)}
            </label>
          ))}
        </fieldset>
      )}
      {isWrong && (
        <label className="field">
          <span className="name">{t('advice.why')}</span>
          <textarea
            className="input"
            rows={2}
            maxLength={2_000}
            value={why}
            onChange={({ target }) => setWhy(target.value)}
          />
        </label>
      )}
      <div className="line pair">
        {isBlind ? (
          <ActButton className="button small" why={whyNotAgree} onClick={() => void say('agree')}>
            {t('advice.drawn.keep')}
          </ActButton>
        ) : isWrong ? (
          <ActButton className="button small" why={whyNotWrong} onClick={() => void say('wrong')}>
            {t('advice.keepWrong')}
          </ActButton>
        ) : (
          <>
            <ActButton className="button small" why={whyNotAgree} onClick={() => void say('agree')}>
              {t('advice.agree')}
            </ActButton>
            <ActButton className="button small" why={whyOff} onClick={() => setWrong(true)}>
              {t('advice.wrong')}
            </ActButton>
          </>
        )}
        <span className="label">{blocked ?? t('advice.effect')}</span>
      </div>
    </>
  );
}

/** What an account can be found to be. */
const FOUND = ['mule', 'innocent'] as const;
