import type { AdviceDraft } from '../domain/advice/advice.js';
import { TAINT_ORDER } from '../domain/advice/fall-back.js';
import { featureHash } from './feature-hash.js';
import { reasonOf } from './features/hop-words.js';
import type { Trace } from './trace/taint.js';

/**
 * Says of each account of a trace how much of the stolen money reached it, and nothing more: the
 * challenger of the trained model, in the shadow. It is never sure.
 */
export function taintOrder({ reached, victims }: Trace): AdviceDraft[] {
  return [...reached.values()]
    .filter(({ account }) => !victims.has(account))
    .map(({ account, taint }) => {
      const score = Math.min(1, taint);
      return {
        kind: 'hop_risk',
        subject: account,
        score,
        band: 'unsure',
        reasons: [reasonOf('taint', score)],
        counterfactual: null,
        detail: {},
        modelVersion: TAINT_ORDER,
        featureHash: featureHash({ taint: score }),
        shadow: true,
      };
    });
}
