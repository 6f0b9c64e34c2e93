import { useText } from './words.js';

interface ModelErrorsProps {
  advice: {
    readonly modelVersion: string;
    readonly judged: { readonly agreed: number; readonly wrong: number };
    readonly errorRate: number | null;
  };
}

/** Which version of a model advised, and how often people called its advice wrong. */
export function ModelErrors({ advice: { modelVersion, judged, errorRate } }: ModelErrorsProps) {
  const { t } = useText();
  return (
    <>
      {t('advice.model', { version: modelVersion })} ·{' '}
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
