import { HOUR_MS, MINUTE_MS } from '../../src/domain/time.js';
import type { Bench, PlayedCase } from './play.js';

/** What a policy did in one world. Shares are of what was stolen in the cases played. */
export interface PolicyFigures {
  cases: number;
  stolenBaht: number;
  /** Held anywhere, at innocent holders too: what the published ratio of held to lost counts. */
  heldShare: number;
  /** Held at mules and operators: what can go back to victims. */
  savedShare: number;
  /** From the complaint until half of what is held at all is held. */
  minutesToHold: number;
  innocentsPerCase: number;
  /** Baht-hours held at innocent holders, for each baht saved. */
  innocentBahtHoursPerBahtSaved: number;
  /** Hours until the money of an innocent holder is let go, on average. */
  hoursToRelease: number;
  armedPerCase: number;
  /** Of the holds made ready, those that no money came for. */
  neverTriggeredShare: number;
}

/** Adds up what a policy did in a world. */
export function measurePolicy(bench: Bench, played: readonly PlayedCase[]): PolicyFigures {
  const { muleKeys } = bench.nation.truth;
  const holds = played.flatMap(({ complaint, holds: ofCase }) =>
    ofCase.map((hold) => ({ ...hold, minutes: (hold.heldAt - complaint.at) / MINUTE_MS, complaint })),
  );
  const innocent = holds.filter(({ account }) => !muleKeys.has(account.key) && account.role !== 'exchange');
  const stolen = sum(played.map(({ stolenSatang }) => stolenSatang));
  const held = sum(holds.map(({ heldSatang }) => heldSatang));
  const atInnocents = sum(innocent.map(({ heldSatang }) => heldSatang));
  const saved = held - atInnocents;
  const hoursOf = ({ heldAt, releasedAt }: (typeof innocent)[number]) => (releasedAt - heldAt) / HOUR_MS;
  const satangHours = sum(innocent.map((hold) => hold.heldSatang * hoursOf(hold)));
  const innocentAccounts = new Set(innocent.map(({ account, complaint }) => `${complaint.complaintId} ${account.key}`));
  const armed = sum(played.map((one) => one.armed));
  const triggered = sum(played.map((one) => one.triggered));
  const cases = Math.max(1, played.length);
  return {
    cases: played.length,
    stolenBaht: Math.round(stolen / 100),
    heldShare: ratio(held, stolen),
    savedShare: ratio(saved, stolen),
    minutesToHold: halfOf(holds.map(({ minutes, heldSatang }) => ({ at: minutes, weight: heldSatang }))),
    innocentsPerCase: innocentAccounts.size / cases,
    innocentBahtHoursPerBahtSaved: ratio(satangHours, saved),
    hoursToRelease: ratio(sum(innocent.map(hoursOf)), innocent.length),
    armedPerCase: armed / cases,
    neverTriggeredShare: ratio(armed - triggered, armed),
  };
}

/** Returns where half of the weight is reached, in order; 0 where there is none. */
function halfOf(weighted: readonly { at: number; weight: number }[]): number {
  const sorted = [...weighted].sort((a, b) => a.at - b.at);
  let left = sum(sorted.map(({ weight }) => weight)) / 2;
  for (const { at, weight } of sorted) {
    left -= weight;
    if (left <= 0) return at;
  }
  return 0;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
