import type { AdviceView } from '../api/schema.js';
import { useText } from './words.js';

interface ModelErrorsProps {
  advice: {
    readonly modelVersion: string;
    /** How often what it says is right; null: nobody measured it. */
    readonly measured: AdviceView['advice'][number]['measured'] | null;
    readonly judged: { readonly agreed: number; readonly wrong: number };
    readonly errorRate: number | null;
  };
}

/** Which version of a model advised, how often it is right, and how often people called its advice wrong. */
export function ModelErrors({ advice: { modelVersion, measured, judged, errorRate } }: ModelErrorsProps) {
  const { t } = useText();
  return (
    <>
      {t('advice.model', { version: modelVersion })}
      {measured !== null && <MeasuredRight measured={measured} before=" · " />} ·{' '}
      {errorRate === null
        ? t('advice.unjudged')
        : t('advice.errors', {
            percent: Math.round(errorRate * 100),
            wrong: judged.wrong,
            all: judged.wrong + judged.agreed,
          })}
    </>
  );
}

interface MeasuredRightProps {
  measured: AdviceView['advice'][number]['measured'];
  before?: string;
}

/** How often what a model says is right, with its interval and by what that is known. */
export function MeasuredRight({ measured: { basis, right, from, to }, before = '' }: MeasuredRightProps) {
  const { t } = useText();
  const [percent, low, high] = [right, from, to].map((share) => Math.floor(share * 100));
  return `${before}${t(`advice.right.${basis}`, { percent, from: low, to: high })}`;
}
