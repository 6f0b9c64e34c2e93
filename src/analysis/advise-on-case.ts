import type { AdviceDraft } from '../domain/advice/advice.js';
import { bandByCard, measuredByCard } from '../domain/advice/measured.js';
import type { LinkKind } from '../domain/link/subject.js';
import { type Assessment, assessHops } from './assess-hops.js';
import { featureHash } from './feature-hash.js';
import { History } from './features/history.js';
import { type CaseKey, type Ring, RING_MODEL, ringOf } from './linkage/ring.js';
import type { Observed } from './observed.js';
import { type Doubts, reviewOrder } from './review-order.js';
import { taintOrder } from './taint-order.js';
import { traceTaint } from './trace/taint.js';

/** What the analysis may look at for one case. */
export interface CaseObserved extends Observed {
  caseId: string;
  asOfMs: number;
  stolen: Observed['transfers'];
  /** Keys of the case, and of the cases that share one of them. */
  keys: readonly CaseKey[];
  doubts: Doubts;
}

/**
 * Returns all that the analysis advises on a case: how much each account on its trail is worth a
 * look, which cases seem to be of one ring, and whether the complaint is worth an early look because it
 * may be mistaken. Beside it, in the shadow, stands what the challenger says. It looks at nothing but its argument.
 */
export function adviseOnCase(observed: CaseObserved): AdviceDraft[] {
  const { caseId, stolen, asOfMs, keys } = observed;
  const ring = ringOf(caseId, keys);
  const order = reviewOrder(caseId, observed.doubts);
  const trace = traceTaint({ stolen }, new History(observed.transfers), asOfMs);
  return [
    ...assessHops({ stolen }, observed, asOfMs).map(hopAdvice),
    ...(trace === null ? [] : taintOrder(trace)),
    ...(ring === null ? [] : ring.caseIds.map((id) => ringAdvice(id, ring))),
    ...(order === null ? [] : [order]),
  ];
}

const BANDS = { high: 'high', unsure: 'unsure', likelyInnocent: 'likely_innocent' } as const;

function hopAdvice({ account, score, band, reasons, ...made }: Assessment): AdviceDraft {
  const { counterfactual, modelVersion, featureHash, bins } = made;
  return {
    kind: 'hop_risk',
    subject: account,
    score,
    band: BANDS[band],
    reasons,
    counterfactual,
    detail: { bins },
    modelVersion,
    featureHash,
    shadow: false,
  };
}

/** What cases of a ring have in common, in words. */
const KEY_WORDS: Readonly<Record<LinkKind, { th: string; en: string }>> = {
  account: { th: 'บัญชี', en: 'account' },
  person: { th: 'บุคคล', en: 'person' },
  device: { th: 'เครื่อง', en: 'device' },
  wallet: { th: 'วอลเล็ต', en: 'wallet' },
  phone: { th: 'เลขหมาย', en: 'phone number' },
  line: { th: 'ไลน์', en: 'LINE' },
  facebook: { th: 'เฟซบุ๊ก', en: 'Facebook' },
  url: { th: 'ลิงก์', en: 'link' },
};

function ringAdvice(caseId: string, ring: Ring): AdviceDraft {
  const cases = ring.caseIds.filter((id) => id !== caseId);
  const kinds = [...new Set(ring.links.flatMap((link) => link.kinds))].sort();
  const figures = Object.fromEntries([...cases, ...kinds].map((name) => [name, 1]));
  return {
    kind: 'ring',
    subject: caseId,
    score: measuredByCard({ modelVersion: RING_MODEL, band: 'high' })?.right ?? 0,
    band: bandByCard(RING_MODEL),
    reasons: [
      {
        code: 'RING.SHARED_KEYS',
        th: `มีข้อมูลผู้ต้องสงสัยตรงกันต่อเนื่องกับอีก ${cases.length} เรื่อง (${kinds.map((kind) => KEY_WORDS[kind].th).join(' ')})`,
        en: `it shares exact identifiers, directly or through others, with ${cases.length} other cases (${kinds.map((kind) => KEY_WORDS[kind].en).join(', ')})`,
      },
    ],
    counterfactual: null,
    detail: { cases },
    modelVersion: RING_MODEL,
    featureHash: featureHash(figures),
    shadow: false,
  };
}
