import type { BrowserContext } from 'playwright-core';
import { AdviceView } from '../../../../src/wire/office/advice.js';
import type { AccountRef } from '../../../../src/wire/common.js';
import type { Case } from '../../../e2e/support/case.js';
import type { House } from './house.js';

/** What a page is told beside what the analysis really says. */
interface Sure {
  /** The advice on record that a verdict is of; without it there is none. */
  adviceId?: string;
  reviewSlot?: boolean;
  /** Whose verdict is shown as the reader's own. */
  person?: string;
}

/**
 * Returns what has a page told that the analysis is sure of an account of a case: a short trail alone is
 * too little for it to say anything. Who said what of the advice is as it is on record.
 */
export function sureOf(
  { system: { db } }: House,
  { id }: Case,
  { institution, accountNo }: AccountRef,
  { adviceId = 'sure', reviewSlot = false, person = '' }: Sure = {},
): (context: BrowserContext) => Promise<void> {
  return async (context) => {
    await context.route(/\/v1\/cases\/[^/]+\/advice$/, async (route) => {
      const response = await route.fetch();
      const view = AdviceView.parse(await response.json());
      const [part]: { id: string }[] = await db.query(
        `SELECT l.id FROM trail_link l JOIN claim c ON c.stolen_sum_id = l.stolen_sum_id
          WHERE c.case_id = $1 ORDER BY l.hop, l.id LIMIT 1`,
        [id],
      );
      const verdicts: { person: string; verdict: 'agree' | 'wrong' }[] = await db.query(
        'SELECT person, verdict FROM advice_verdict WHERE advice_id = $1',
        [adviceId],
      );
      const wrong = verdicts.filter(({ verdict }) => verdict === 'wrong').length;
      const now = Date.now();
      const sure: AdviceView['advice'][number] = {
        id: adviceId,
        kind: 'hop_risk',
        account: { institution, accountMasked: `xxxxxx${accountNo.slice(-4)}` },
        partId: part?.id ?? null,
        caseTypes: [],
        ringCases: [],
        ringKeys: [],
        asksOpinion: false,
        score: 0.97,
        band: 'high',
        measured: { right: 0.968, from: 0.906, to: 1, basis: 'card' },
        reasons: [
          { code: 'HOP.HR03', th: 'อยู่ในรายชื่อ HR-03 (ปปง.)', en: 'the holder is on a list HR-03 (AMLO)' },
          { code: 'HOP.TAINT', th: 'เงินมาถึงบัญชีนี้ร้อยละ 100', en: '100% of the stolen money can have arrived here' },
        ],
        counterfactual: null,
        modelVersion: 'hop-reported-7',
        reviewSlot,
        madeAt: new Date(now).toISOString(),
        validUntil: new Date(now + 3_600_000).toISOString(),
        isValid: true,
        judged: { agreed: verdicts.length - wrong, wrong },
        errorRate: verdicts.length === 0 ? null : wrong / verdicts.length,
        yourVerdict: verdicts.find((each) => each.person === person)?.verdict ?? null,
      };
      const advice = [sure, ...view.advice];
      await route.fulfill({ response, json: { ...view, advice } });
    });
    await context.route(/\/v1\/queue\?/, async (route) => {
      const response = await route.fetch();
      const queue = (await response.json()) as { cases: { id: string }[] };
      const advice = { kind: 'hop_risk', band: 'high', score: 0.97, reviewSlot };
      const cases = queue.cases.map((row) => (row.id === id ? { ...row, advice } : row));
      await route.fulfill({ response, json: { ...queue, cases } });
    });
  };
}
