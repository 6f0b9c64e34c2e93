import type { Advice } from './advice-data.js';
import { useText } from './words.js';

/** Returns what an advice says, in a few words: of an account by its band, of all else by its kind. */
export function useAdviceTitle(): (advice: Pick<Advice, 'kind' | 'band'>) => string {
  const { t } = useText();
  return ({ kind, band }) => t(kind === 'hop_risk' ? `advice.account.${band}` : `advice.kind.${kind}`);
}
