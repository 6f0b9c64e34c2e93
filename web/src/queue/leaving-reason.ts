import { formatBaht } from '../format/money.js';
import type { QueueRow } from './queue-rows.js';
import { useText } from './words.js';

/** Returns where the loose money is, and how it moves, as the server says it. */
export function useLeavingReason(): (leaving: QueueRow['leaving']) => string {
  const { t } = useText();
  return ({ basis, looseSatang, accounts, minutes, moves }) => {
    if (basis === 'none') return t('queue.leaving.none');
    return t(`queue.leaving.${basis}`, { amount: formatBaht(looseSatang, 'short'), accounts, minutes, moves });
  };
}
