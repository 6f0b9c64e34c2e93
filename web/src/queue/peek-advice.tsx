import { useAdvice, type Advice } from '../advice/advice-data.js';
import { useAdviceTitle } from '../advice/advice-title.js';
import { BandMark } from '../advice/band-mark.js';
import { ModelErrors } from '../advice/model-errors.js';
import { useText } from '../advice/words.js';
import { lastFour } from '../ui/marks/account.js';

/** What the mark in the queue stands for. */
const KINDS: readonly Advice['kind'][] = ['hop_risk', 'review_order'];

/**
 * Why the analysis has marked the chosen case: what it is about, the fact that carries it, and how often
 * such advice is right. What is drawn by chance comes first, then the highest score.
 */
export function PeekAdvice({ caseId, shortName }: { caseId: string; shortName: (slug: string) => string }) {
  const { t, language } = useText();
  const titleOf = useAdviceTitle();
  const { data } = useAdvice(caseId, true);
  const marked = (data?.advice ?? [])
    .filter(({ kind, isValid }) => isValid && KINDS.includes(kind))
    .toSorted((one, other) => Number(other.reviewSlot) - Number(one.reviewSlot) || other.score - one.score);
  const [first] = marked;
  if (first === undefined) return null;
  const { account, band, reasons, reviewSlot } = first;
  return (
    <section aria-label={t('advice.title')}>
      <h3>{t('advice.title')}</h3>
      <p className="label">{t('advice.isAdvice')}</p>
      <p>
        <strong>{titleOf(first)}</strong>{' '}
        {account !== null && `${shortName(account.institution)} ••••${lastFour(account.accountMasked)}`}
      </p>
      <p className="line wrapping">
        <BandMark bands={[band]} />
        {reviewSlot && <span className="label">{t('advice.slot')}</span>}
      </p>
      {reasons.slice(0, 1).map((reason) => (
        <p key={reason.code} className="said">
          {reason[language]}
        </p>
      ))}
      <p className="label">
        <ModelErrors advice={first} />
      </p>
      {marked.length > 1 && <p className="label">{t('advice.more', { count: marked.length - 1 })}</p>}
    </section>
  );
}
