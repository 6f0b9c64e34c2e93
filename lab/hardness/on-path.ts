import { DAY_MS, HOUR_MS } from '../../src/domain/time.js';
import type { Nation } from '../../simulator/world/nation.js';
import type { WorldAccount } from '../../simulator/world/population.js';
import { withAllBelow } from '../../simulator/world/stolen-parts.js';

/** When an officer looks at the trail of a case, after its complaint. */
const LOOK_AFTER_MS = 2 * HOUR_MS;
/** Smaller parts are not followed (P-TRACE). */
const LEAST_SATANG = 50_000;

/** Deeper parts are not assessed (`TRACE_LIMITS`). */
const DEEPEST_HOP = 3;

/** An account that stolen money of a case reached by the time an officer looks. */
export interface OnPath {
  account: WorldAccount;
  asOf: number;
  hop: number;
  stolenSatang: number;
  isMule: boolean;
}

/**
 * Returns the accounts on the trails of a world's complaints between two days, each as it was when
 * an officer first looked at it. Shops and wages that the trail is not followed into are left out.
 */
export function accountsOnPath(nation: Nation, fromDay: number, toDay: number): OnPath[] {
  const { startsAt } = nation.settings;
  const found = new Map<number, OnPath>();
  for (const complaint of nation.complaints) {
    const day = (complaint.at - startsAt) / DAY_MS;
    if (day < fromDay || day >= toDay) continue;
    const asOf = complaint.at + LOOK_AFTER_MS;
    const ofCase = new Map<number, OnPath>();
    for (const part of (nation.truth.stolen.get(complaint.theft) ?? []).flatMap(withAllBelow)) {
      const { at, paidTo, to } = part.payment;
      if (to === null || at > asOf || paidTo !== null || part.amountSatang < LEAST_SATANG) continue;
      if (part.hop > DEEPEST_HOP) continue;
      if (to.role === 'exchange') continue;
      const known = ofCase.get(to.index);
      if (known !== undefined) known.stolenSatang += part.amountSatang;
      else {
        const isMule = nation.truth.muleKeys.has(to.key);
        ofCase.set(to.index, { account: to, asOf, hop: part.hop, stolenSatang: part.amountSatang, isMule });
      }
    }
    for (const [index, onPath] of ofCase) if (!found.has(index)) found.set(index, onPath);
  }
  return [...found.values()];
}
