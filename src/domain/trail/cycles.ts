import { accountKey } from '../party.js';
import type { TracedPart } from './traced-part.js';

/** Returns the keys of the accounts to which their own stolen money came back, over any steps. */
export function accountsInCycles(parts: readonly Pick<TracedPart, 'from' | 'to'>[]): ReadonlySet<string> {
  const targetsOf = new Map<string, Set<string>>();
  for (const { from, to } of parts) {
    if (to === null) continue;
    const targets = targetsOf.get(accountKey(from)) ?? new Set<string>();
    targetsOf.set(accountKey(from), targets.add(accountKey(to)));
  }
  const returned = [...targetsOf].filter(([key, targets]) => reachable(targetsOf, targets).has(key));
  return new Set(returned.map(([key]) => key));
}

/** Returns every account that money can reach from the targets, the targets included. */
function reachable(
  targetsOf: ReadonlyMap<string, ReadonlySet<string>>,
  targets: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...targets];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    waiting.push(...(targetsOf.get(key) ?? []));
  }
  return found;
}
