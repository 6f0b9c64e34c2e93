import type { AdviceView } from '../api/schema.js';
import { useText } from './words.js';

/** An advice, also one of an earlier day that was not sure. */
type Titled = Pick<AdviceView['atDecisions'][number]['advice'][number], 'kind' | 'band'>;

/** Returns what an advice says, in a few words: of an account by its band, of all else by its kind. */
export function useAdviceTitle(): (advice: Titled) => string {
  const { t } = useText();
  return ({ kind, band }) => t(kind === 'hop_risk' ? `advice.account.${band}` : `advice.kind.${kind}`);
}
