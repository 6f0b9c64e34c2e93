import type { HoldOutcome } from '../../../contract/outcomes.js';
import type { CaseWork } from '../../case/work/case-work.js';
import type { LeasedMessage } from '../../../outgoing/write.js';

/** What a hold needs next, and the orders that are leased to this process, which sends them. */
export interface HoldSent {
  readonly step: HoldOutcome;
  readonly leased: readonly LeasedMessage[];
}

/** Returns what a transaction on holds led to; the first has the leased orders of all. */
export function sentOf(work: CaseWork, steps: readonly HoldOutcome[]): HoldSent[] {
  return steps.map((step, index) => ({ step, leased: index === 0 ? work.leasedMessages() : [] }));
}

/**
 * Does something for several holds of one case in one transaction, and for each in one of its own
 * when that fails, so that none stops another. Returns for each what came of it, or its error.
 */
export async function togetherOrEach<Item>(
  items: readonly Item[],
  together: () => Promise<HoldSent[]>,
  each: (item: Item) => Promise<HoldSent>,
): Promise<PromiseSettledResult<HoldSent>[]> {
  if (items.length > 1) {
    const [all] = await Promise.allSettled([together()]);
    if (all.status === 'fulfilled') return all.value.map((value) => ({ status: 'fulfilled', value }));
  }
  const results: PromiseSettledResult<HoldSent>[] = [];
  for (const item of items) results.push(...(await Promise.allSettled([each(item)])));
  return results;
}
