import { useState, type ReactNode } from 'react';
import type { CaseActs } from '../api/schema.js';
import { serverNow } from '../api/server-time.js';
import { formatInstant } from '../format/time.js';
import { instantOf, When } from '../ui/fields/when.js';
import { useText } from './words.js';

/** As long as these an order may hold at a press; its rule has the longest. */
const DAYS = [7, 15] as const;
const DAY_MS = 86_400_000;

/** The end that a person gives an order. */
interface OrderEnd {
  /** RFC 3339; undefined while none can be read. */
  readonly until: string | undefined;
  /** Why it cannot be the end of the order; undefined: it can. */
  readonly whyNot: string | undefined;
  readonly field: ReactNode;
}

/** Asks for the day and the time at which an order ends, within the longest time of its rule. */
export function useOrderEnd(rule: CaseActs['kinds']['continue_order'] | undefined): OrderEnd {
  const latestUntil = rule?.latestUntil ?? '';
  const { t, language } = useText();
  const [typed, setTyped] = useState({ day: '', time: '' });
  const until = instantOf(typed);
  const shortcuts = [
    ...DAYS.map((count) => ({ words: t('order.days', { count }), atMs: () => serverNow() + count * DAY_MS })),
    { words: t('order.longest'), atMs: () => Date.parse(latestUntil) },
  ];
  const field = <When label={t('order.end')} value={typed} onChange={setTyped} shortcuts={shortcuts} />;
  return { until, whyNot: whyNot(), field };

  function whyNot(): string | undefined {
    if (rule === undefined || until === undefined) return t('order.needsEnd');
    if (Date.parse(until) <= serverNow()) return t('order.endPast');
    if (Date.parse(until) <= Date.parse(latestUntil)) return undefined;
    return t('order.endTooLate', { at: formatInstant(latestUntil, language) });
  }
}
