/** An appeal, with the ids of those that a holder brought together with it: together they are one act. */
interface InAct {
  readonly id: string;
  readonly together: readonly string[];
}

/** Returns the appeals that were brought in one act with others, act by act, the first in triage first. */
export function inActs<Appeal extends InAct>(appeals: readonly Appeal[]): Appeal[][] {
  const acts = new Map<string, Appeal[]>();
  for (const appeal of appeals) {
    if (appeal.together.length === 0) continue;
    const act = [appeal.id, ...appeal.together].sort().join();
    acts.set(act, [...(acts.get(act) ?? []), appeal]);
  }
  return [...acts.values()];
}

/**
 * Returns a text that changes when the tier, state or reviewer of any appeal of the act changes, so
 * that the page reads the act again. `waiting`: the appeals of the queue, in any order; one that is not there was answered.
 */
export function stateOfAct(
  ids: readonly string[],
  waiting: readonly { id: string; tier: string; state: string; reviewer: string | null }[],
): string {
  const byId = new Map(waiting.map((appeal) => [appeal.id, appeal]));
  return [...ids]
    .sort()
    .map((id) => {
      const appeal = byId.get(id);
      return appeal === undefined ? id : `${id} ${appeal.tier} ${appeal.state} ${appeal.reviewer ?? ''}`;
    })
    .join();
}
