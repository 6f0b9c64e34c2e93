import type { AdviceDraft } from '../domain/advice/advice.js';
import { type Assessment, assessHops } from './assess-hops.js';
import type { Observed } from './observed.js';
import { type NextHopProposal, proposeNextHops } from './propose-next-hops.js';

/** What the analysis may look at for one case. */
export interface CaseObserved extends Observed {
  caseId: string;
  asOfMs: number;
  stolen: Observed['transfers'];
}

/**
 * Returns all that the analysis advises on a case: how much each account on its trail is worth a
 * look, and where the stolen money may go next. It looks at nothing but its argument.
 */
export function adviseOnCase(observed: CaseObserved): AdviceDraft[] {
  const { stolen, asOfMs } = observed;
  return [
    ...assessHops({ stolen }, observed, asOfMs).map(hopAdvice),
    ...proposeNextHops({ stolen }, observed, asOfMs).map(nextHopAdvice),
  ];
}

const BANDS = { high: 'high', unsure: 'unsure', likelyInnocent: 'likely_innocent' } as const;

function hopAdvice({ account, score, band, reasons, ...made }: Assessment): AdviceDraft {
  const { counterfactual, modelVersion, featureHash } = made;
  return {
    kind: 'hop_risk',
    subject: account,
    score,
    band: BANDS[band],
    reasons,
    counterfactual,
    detail: {},
    modelVersion,
    featureHash,
    shadow: false,
  };
}

function nextHopAdvice(proposal: NextHopProposal): AdviceDraft {
  const { from, to, share, taintLeft, reasons, modelVersion, featureHash } = proposal;
  return {
    kind: 'next_hop',
    subject: from,
    score: share,
    band: 'unsure',
    reasons,
    counterfactual: null,
    detail: { to, taintLeft },
    modelVersion,
    featureHash,
    shadow: false,
  };
}
