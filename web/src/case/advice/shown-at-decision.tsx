import type { AdviceView } from '../../api/schema.js';
import { useAdviceTitle } from '../../advice/advice-title.js';
import { useText } from '../../advice/words.js';
import { formatInstant } from '../../format/time.js';
import { lastFour } from '../../ui/marks/account.js';
import { Folded } from '../../ui/rows/folded.js';

interface ShownAtDecisionProps {
  shown: AdviceView['atDecisions'][number];
  shortName: (slug: string) => string;
}

/** What the analysis had said to the person who decided, as it was shown before the decision; folded. */
export function ShownAtDecision({ shown: { shownAt, advice }, shortName }: ShownAtDecisionProps) {
  const { t, language } = useText();
  const titleOf = useAdviceTitle();
  if (shownAt === null) return <p className="label">{t('advice.noneAtDecision')}</p>;
  const place = (account: (typeof advice)[number]['account']) =>
    account === null
      ? t('advice.thisCase')
      : `${shortName(account.institution)} ••••${lastFour(account.accountMasked)}`;
  return (
    <Folded summary={t('advice.atDecision', { at: formatInstant(shownAt, language), count: advice.length })}>
      {() => (
        <>
          <p className="label">{t('advice.atDecisionTold')}</p>
          <ul className="plain-rows">
            {advice.map((each) => (
              <li key={each.id} className="label">
                {titleOf(each)} {place(each.account)}· {t(`advice.band.${each.band}`)} ·{' '}
                {t('advice.score', { percent: Math.round(each.score * 100) })} ·{' '}
                {t('advice.model', { version: each.modelVersion })}
                {each.reasons.map((reason) => (
                  <p key={reason.code} className="said">
                    {reason[language]}
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </>
      )}
    </Folded>
  );
}
