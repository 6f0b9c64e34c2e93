import { featureHash } from './feature-hash.js';
import { History } from './features/history.js';
import { decayedFrequency, FREQUENCY_MODEL } from './next/decayed-frequency.js';
import type { Observed, Reason, Trail } from './observed.js';
import { traceTaint } from './trace/taint.js';

/**
 * A hold made ready in advance: should a transfer from an account where stolen money lies arrive
 * at `to`, that amount may be suspended. An officer approves each; nothing happens by itself.
 */
export interface NextHopProposal {
  /** The account where the stolen money lies. */
  from: string;
  /** The account that it is likely to go to next. */
  to: string;
  /** The share of the past payments of `from` and of accounts like it that went to `to`; 0 to 1. */
  share: number;
  /** The share of the stolen money that lies in `from`; 0 to 1. */
  taintLeft: number;
  reasons: readonly Reason[];
  modelVersion: string;
  featureHash: string;
}

/** How many accounts are named at most for each account where stolen money lies. */
const PROPOSALS_PER_ACCOUNT_MAX = 5;

/**
 * Proposes where stolen money goes next from every account where some of it lies at `asOf` (epoch
 * ms): at most five each, the likeliest first. Nothing later than `asOf` changes the result. `ring`
 * are the accounts of cases that seem to be of one ring: what they paid counts where nearer ones say nothing.
 */
export function proposeNextHops(
  trail: Trail,
  observed: Observed,
  asOf: number,
  ring: Iterable<string> = [],
): NextHopProposal[] {
  const trace = traceTaint(trail, new History(observed.transfers), asOf);
  const lying = [...(trace?.reached.values() ?? [])].filter(({ taintLeft }) => taintLeft > 0);
  const alike = [...ring];
  return lying.flatMap(({ account, taintLeft }) =>
    decayedFrequency(account, observed.transfers, asOf, alike)
      .slice(0, PROPOSALS_PER_ACCOUNT_MAX)
      .map(({ to, weight, share }) => ({
        from: account,
        to,
        share,
        taintLeft,
        reasons: [frequencyReason(share)],
        modelVersion: FREQUENCY_MODEL,
        featureHash: featureHash({ weight, share, taintLeft }),
      })),
  );
}

function frequencyReason(share: number): Reason {
  const percent = Math.round(share * 100);
  return {
    code: 'NEXT.FREQUENCY',
    th: `ที่ผ่านมา บัญชีนี้และบัญชีลักษณะเดียวกันโอนไปบัญชีปลายทางนี้ร้อยละ ${percent}`,
    en: `${percent}% of the recent payments of this account and of accounts like it went there`,
  };
}
