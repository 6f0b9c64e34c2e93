/** An appeal, with the ids of those that were brought in the same act. */
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
