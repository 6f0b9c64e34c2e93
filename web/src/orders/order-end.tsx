import { useState, type ReactNode } from 'react';
import type { CaseActs } from '../api/schema.js';
import { serverNow } from '../api/server-time.js';
import { instantOf, When } from '../ui/fields/when.js';
import { useText } from './words.js';

/** As long as these an order may hold at a press; its rule has the longest. */
const DAYS = [7, 15] as const;
const DAY_MS = 86_400_000;

/** The end that a person gives an order. */
interface OrderEnd {
  /** RFC 3339; undefined while none can be read. */
  readonly until: string | undefined;
  /** Why nothing can be asked by it; what an end may be, the API says when it is asked. */
  readonly whyNot: string | undefined;
  readonly field: ReactNode;
}

/** Refusals that are about the end of an order. */
const REFUSED_BY = ['APPROVAL.UNTIL_MISSING', 'APPROVAL.UNTIL_PAST', 'APPROVAL.UNTIL_TOO_FAR'] as const;

/** Asks for the day and the time at which an order ends; the longest time of its rule is one press. */
export function useOrderEnd(rule: CaseActs['kinds']['continue_order'] | undefined): OrderEnd {
  const { t } = useText();
  const [typed, setTyped] = useState({ day: '', time: '' });
  const until = instantOf(typed);
  const latestUntil = rule?.latestUntil;
  const shortcuts = [
    ...DAYS.map((count) => ({ words: t('order.days', { count }), atMs: () => serverNow() + count * DAY_MS })),
    ...(latestUntil === undefined ? [] : [{ words: t('order.longest'), atMs: () => Date.parse(latestUntil) }]),
  ];
  const field = (
    <When label={t('order.end')} value={typed} onChange={setTyped} shortcuts={shortcuts} refusedBy={REFUSED_BY} />
  );
  return { until, whyNot: until === undefined ? t('order.needsEnd') : undefined, field };
}
