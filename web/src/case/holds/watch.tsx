import { IconEye } from '@tabler/icons-react';
import { formatBaht } from '../../format/money.js';
import { formatInstant } from '../../format/time.js';
import { useProblemWords } from '../../problem/use-problem-words.js';
import { Chip } from '../../ui/marks/chip.js';
import type { Hold } from '../case-data.js';
import { useText } from '../words.js';
import { caughtBy } from './caught.js';
import { watchedOf } from './watched.js';

type Credit = Hold['laterCredits'][number];

/**
 * The residual watch of a hold (P-RESID): what is watched for, since when and until when, which
 * credits came, and what of each is held. Nothing where no order asked for it.
 */
export function Watch({ hold }: { hold: Hold }) {
  const { t, language } = useText();
  const watched = watchedOf(hold);
  if (watched === undefined) return null;
  const isWatched = watched.is === 'on';
  return (
    <section aria-label={t('watch.title')}>
      <div className="line label">
        <Chip tone={isWatched ? 'asked' : 'plain'} icon={<IconEye aria-hidden />}>
          {t(isWatched ? 'watch.on' : 'watch.over')}
        </Chip>
        <span>
          {t('watch.since', { at: formatInstant(watched.since, language) })}
          {watched.is === 'on'
            ? ` · ${t('watch.until', { at: formatInstant(watched.until, language) })}`
            : watched.endedAt !== undefined &&
              ` · ${t('watch.ended', { at: formatInstant(watched.endedAt, language) })}`}
        </span>
      </div>
      {isWatched && hold.missingSatang !== '0' && (
        <p className="label">{t('watch.asked', { amount: formatBaht(hold.missingSatang, 'exact') })}</p>
      )}
      {hold.laterCredits.length === 0 && <p className="label">{t('watch.none')}</p>}
      <ul className="hold-lines label">
        {hold.laterCredits.map((credit) => (
          <li key={credit.id}>
            {t('watch.credit', {
              amount: formatBaht(credit.amountSatang, 'exact'),
              at: formatInstant(credit.at, language),
            })}{' '}
            · <Outcome hold={hold} credit={credit} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What became of a credit: why nothing follows, what is asked, or how much of it is held. */
function Outcome({ hold, credit: { outcome, request } }: { hold: Hold; credit: Credit }) {
  const { t } = useText();
  const problems = useProblemWords();
  if (request === null) return <>{outcome === null ? t('watch.waiting') : problems.ofCode(outcome)}</>;
  const asked = t('watch.requested', {
    amount: formatBaht(request.raiseSatang, 'exact'),
    state: t(`requestState.${request.state}`),
  });
  const caught = caughtBy(hold, request.id);
  if (caught.is === 'not_ordered') return <>{asked}</>;
  const held =
    caught.is === 'answered'
      ? t('watch.caught', { amount: formatBaht(caught.satang, 'exact') })
      : t(`watch.order.${caught.is}`);
  return (
    <>
      {asked} · {held}
    </>
  );
}
