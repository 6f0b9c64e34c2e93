import type { AdviceDraft } from '../../src/domain/advice/advice.js';

/** Makes up what an analysis says of an account that stolen money reached, with other `changes`. */
export function adviceDraft(changes: Partial<AdviceDraft> = {}): AdviceDraft {
  return {
    kind: 'hop_risk',
    subject: 'th-014:9000000002',
    score: 0.5,
    band: 'unsure',
    reasons: [{ code: 'HOP.TAINT', th: 'เงินมาถึงบัญชีนี้', en: 'money arrived here' }],
    counterfactual: null,
    detail: {},
    modelVersion: 'test-1',
    featureHash: 'a'.repeat(64),
    shadow: false,
    ...changes,
  };
}
