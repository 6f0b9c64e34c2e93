import type { Complaint } from '../../simulator/world/complaints.js';
import type { WorldAccount } from '../../simulator/world/population.js';
import { type StolenPart, withAllBelow } from '../../simulator/world/stolen-parts.js';
import { InformationStore, type InformationSet } from './information-store.js';
import type { Bench } from './play.js';
import { predictNext, seenBy } from './predictors.js';
import type { Arming } from './policies.js';

/** Smaller parts are not followed (P-TRACE). */
const LEAST_SATANG = 50_000;
/** As deep as a prediction helps. */
const HOPS = 2;

/** How often the next account was among the first 1, 3 and 5 that a predictor named. */
export interface HitFigures {
  by: Arming['by'];
  set: InformationSet;
  asked: number;
  hit1: number;
  hit3: number;
  hit5: number;
  /** How often the next account was in the set at all: no predictor can be better. */
  reachable: number;
}

/** Measures a predictor when each victim calls, on each account that sent stolen money on. */
export function measureHits(bench: Bench, { by, set }: Arming): HitFigures {
  const counts = { asked: 0, hit1: 0, hit3: 0, hit5: 0, reachable: 0 };
  for (const complaint of bench.complaints) {
    for (const { account, next } of questionsOf(bench, complaint)) {
      const store = new InformationStore(bench.sights, set, complaint, complaint.at);
      const named = predictNext(by, account, store, complaint.at);
      const place = named.indexOf(next);
      counts.asked += 1;
      if (place === 0) counts.hit1 += 1;
      if (place >= 0 && place < 3) counts.hit3 += 1;
      if (place >= 0) counts.hit5 += 1;
      if (seenBy(by, account, store).some(({ to }) => to === next)) counts.reachable += 1;
    }
  }
  const share = (count: number) => count / Math.max(1, counts.asked);
  return {
    by,
    set,
    asked: counts.asked,
    hit1: share(counts.hit1),
    hit3: share(counts.hit3),
    hit5: share(counts.hit5),
    reachable: share(counts.reachable),
  };
}

/** The accounts of a trail, each with the account that got most of its stolen money. */
function questionsOf(bench: Bench, complaint: Complaint): { account: WorldAccount; next: string }[] {
  const byAccount = new Map<WorldAccount, Map<string, number>>();
  for (const part of (bench.nation.truth.stolen.get(complaint.theft) ?? []).flatMap(withAllBelow)) {
    const account = part.payment.to;
    if (account === null || part.hop > HOPS) continue;
    for (const child of part.children.filter(isFollowed)) {
      const known = byAccount.get(account) ?? new Map<string, number>();
      const to = child.payment.to?.key ?? '';
      byAccount.set(account, known.set(to, (known.get(to) ?? 0) + child.amountSatang));
    }
  }
  return [...byAccount].map(([account, sums]) => {
    const [next] = [...sums].sort((a, b) => b[1] - a[1]).map(([to]) => to);
    return { account, next: next ?? '' };
  });
}

function isFollowed({ amountSatang, payment }: StolenPart): boolean {
  return payment.to !== null && payment.paidTo === null && amountSatang >= LEAST_SATANG;
}
