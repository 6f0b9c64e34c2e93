import { reviewOrder } from '../../src/analysis/review-order.js';
import { adviceFault } from '../../src/domain/advice/advice.js';

const NONE = { debitsDisputed: 0, otherReports: 0, paidBackBefore: 0 };

describe('the order of review of a complaint', () => {
  it('says nothing of a complaint without a doubt, nor of one that a few others stand beside', () => {
    expect(reviewOrder('C1', NONE)).toBeNull();
    expect(reviewOrder('C1', { ...NONE, otherReports: 2 })).toBeNull();
  });

  it.each([
    [{ debitsDisputed: 1 }, 'REVIEW.DEBIT_DISPUTED'],
    [{ paidBackBefore: 2 }, 'REVIEW.PAID_BACK_BEFORE'],
    [{ otherReports: 3 }, 'REVIEW.OTHER_REPORTS'],
  ])('names the doubt of %j, is never sure, and may be kept', (doubt, code) => {
    const draft = reviewOrder('C1', { ...NONE, ...doubt });
    if (draft === null) throw new Error('no advice');
    expect(draft).toMatchObject({ kind: 'review_order', subject: 'C1', band: 'unsure', shadow: false });
    expect(draft.reasons.map((reason) => reason.code)).toEqual([code]);
    expect(adviceFault(draft)).toBeNull();
  });

  it('puts a complaint with more doubts first, and never above one', () => {
    const score = (doubts: Partial<typeof NONE>) => reviewOrder('C1', { ...NONE, ...doubts })?.score ?? 0;
    expect(score({ debitsDisputed: 1, paidBackBefore: 1 })).toBeGreaterThan(score({ debitsDisputed: 1 }));
    expect(score({ debitsDisputed: 9, paidBackBefore: 9, otherReports: 9 })).toBeLessThan(1);
  });
});
