import { featureHash } from './feature-hash.js';
import type { Observed, Reason, Trail } from './observed.js';
import { type Reached, traceTaint } from './trace/taint.js';

/** How sure an assessment is. `unsure` is the answer wherever nothing better is known. */
export type Band = 'high' | 'unsure' | 'likelyInnocent';

/** What the analysis says of one account that stolen money can have reached. It only advises. */
export interface Assessment {
  /** The account (`accountKey`). */
  account: string;
  /** 0 to 1; the order in which accounts are worth an officer's look. */
  score: number;
  band: Band;
  /** The weightiest first, at most four. */
  reasons: readonly Reason[];
  /** What would have to differ for another band; null where nothing simple would. */
  counterfactual: { th: string; en: string } | null;
  modelVersion: string;
  featureHash: string;
}

const TAINT_ONLY = 'taint-1';

/**
 * Assesses every account that the stolen money of a trail can have reached by `asOf` (epoch ms),
 * best worth a look first. Nothing later than `asOf` changes the result.
 */
export function assessHops(trail: Trail, observed: Observed, asOf: number): Assessment[] {
  const stolen = trail.stolen.map((transfer) => transfer.from);
  return traceTaint(trail, observed.transfers, asOf)
    .filter(({ account }) => !stolen.includes(account))
    .map(assessByTaint)
    .sort((a, b) => b.score - a.score);
}

function assessByTaint(reached: Reached): Assessment {
  const { account, hop, taint, taintLeft } = reached;
  return {
    account,
    score: Math.min(1, taint),
    band: 'unsure',
    reasons: [taintReason(taint)],
    counterfactual: null,
    modelVersion: TAINT_ONLY,
    featureHash: featureHash({ hop, taint, taintLeft }),
  };
}

function taintReason(taint: number): Reason {
  const percent = Math.round(Math.min(1, taint) * 100);
  return {
    code: 'HOP.TAINT',
    th: `เงินที่ถูกหลอกไปมาถึงบัญชีนี้ร้อยละ ${percent}`,
    en: `${percent}% of the stolen money can have arrived here`,
  };
}
