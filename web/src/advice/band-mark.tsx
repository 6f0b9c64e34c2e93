import { IconEye, IconUserCheck } from '@tabler/icons-react';
import type { Advice } from './advice-data.js';
import { useText } from './words.js';

export type Band = Advice['band'];

const BANDS = ['high', 'likely_innocent'] as const satisfies readonly Band[];

const ICONS = {
  high: <IconEye size={14} aria-hidden />,
  likely_innocent: <IconUserCheck size={14} aria-hidden />,
};

/**
 * What the analysis says of an account, called advice: icon, word and colour. Where one mark stands
 * for several accounts, it says how many are in each band.
 */
export function BandMark({ bands }: { bands: readonly Band[] }) {
  const { t } = useText();
  return (
    <span className="band-mark">
      <span>{t('advice.mark.said')}</span>
      {BANDS.map((band) => {
        const count = bands.filter((each) => each === band).length;
        return (
          count > 0 && (
            <span key={band} data-band={band}>
              {ICONS[band]}
              {bands.length === 1 ? t(`advice.mark.${band}`) : count}
              {bands.length > 1 && <span className="unseen"> {t(`advice.mark.${band}`)}</span>}
            </span>
          )
        );
      })}
    </span>
  );
}

/** Returns the hook that says in words what a mark says, for who hears the page. */
export function useBandWords(): (bands: readonly Band[]) => string {
  const { t } = useText();
  return (bands) => {
    const said = BANDS.flatMap((band) => {
      const count = bands.filter((each) => each === band).length;
      if (count === 0) return [];
      return bands.length === 1 ? t(`advice.mark.${band}`) : `${t(`advice.mark.${band}`)} ${count}`;
    });
    return said.length === 0 ? '' : `${t('advice.mark.said')} ${said.join(' ')}`;
  };
}

/** What the marks mean, and that they are advice. */
export function BandLegend() {
  const { t } = useText();
  return (
    <p className="label band-legend">
      {t('advice.legend')}{' '}
      {BANDS.map((band) => (
        <span key={band} className="band-mark">
          <span data-band={band}>
            {ICONS[band]}
            {t(`advice.mark.${band}`)}
          </span>
        </span>
      ))}
    </p>
  );
}
