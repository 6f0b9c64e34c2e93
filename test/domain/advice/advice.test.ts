import { type AdviceDraft, adviceFault, errorRate, isReviewSlot, scorePpm } from '../../../src/domain/advice/advice.js';
import { adviceDraft } from '../../support/advice-draft.js';

const DRAFT = adviceDraft();
const [reason] = DRAFT.reasons;

describe('an advice', () => {
  it('may be kept when it says in both languages why, by which model and on which figures', () => {
    expect(adviceFault(DRAFT)).toBeNull();
    expect(
      adviceFault({ ...DRAFT, score: 1, counterfactual: { th: 'หากพักเงินนานกว่านี้', en: 'if it stayed' } }),
    ).toBeNull();
  });

  it.each<[string, Partial<AdviceDraft>]>([
    ['a score above one', { score: 1.01 }],
    ['a score below nothing', { score: -0.01 }],
    ['a score that is no number', { score: Number.NaN }],
    ['no reason', { reasons: [] }],
    ['five reasons', { reasons: Array.from({ length: 5 }, () => reason ?? { code: '', th: '', en: '' }) }],
    ['a reason without Thai', { reasons: [{ code: 'X', th: 'only English', en: 'only English' }] }],
    ['a reason without English', { reasons: [{ code: 'X', th: 'ไทย', en: ' ' }] }],
    ['half a counterfactual', { counterfactual: { th: 'ไทย', en: '' } }],
    ['no hash of what it was made of', { featureHash: 'abc' }],
    ['no reasons', { reasons: undefined }],
    ['a reason that is none', { reasons: [null] as never }],
    ['a reason that is no text', { reasons: [{ code: 'X', th: 'เ', en: 1 }] as never }],
    ['a subject that is no text', { subject: 7 as never }],
    ['no counterfactual at all', { counterfactual: undefined }],
    ['no model', { modelVersion: ' ' }],
    ['no subject', { subject: '' }],
    ['a kind of its own', { kind: 'guilt' as never }],
    ['a band of its own', { band: 'guilty' as never }],
    ['no detail', { detail: null as never }],
    ['a ring of nothing', { kind: 'ring' }],
    ['a ring of itself alone', { kind: 'ring', detail: { cases: [DRAFT.subject] } }],
    ['a ring of something that is no list', { kind: 'ring', detail: { cases: 'all' } }],
    ['a ring of something that is no case', { kind: 'ring', detail: { cases: ['01A', 7] } }],
  ])('may not be kept with %s', (_what, change) => {
    expect(adviceFault({ ...DRAFT, ...change })).not.toBeNull();
  });

  it.each([[null], ['guilty'], [7], [undefined]])('may not be kept when it is %j', (garbage) => {
    expect(adviceFault(garbage as never)).not.toBeNull();
  });

  it('has its score in millionths', () => {
    expect([0, 0.1234567, 1].map(scorePpm)).toEqual([0, 123457, 1_000_000]);
  });
});

describe('the draw for review', () => {
  const drawn = (share: number): number =>
    Array.from({ length: 5_000 }, (_, n) => (n * 859_433).toString(16).padStart(8, '0').slice(-8)).filter((hash) =>
      isReviewSlot(hash, share),
    ).length;

  it('takes about the share, always the same subjects, and none or all at the ends', () => {
    expect(drawn(200)).toBeGreaterThan(50);
    expect(drawn(200)).toBeLessThan(160);
    expect(drawn(200)).toBe(drawn(200));
    expect([drawn(0), drawn(10_000)]).toEqual([0, 5_000]);
  });
});

describe('the error rate of a model', () => {
  it('is unknown until somebody judged, and then the share that was wrong', () => {
    expect(errorRate({ agreed: 0, wrong: 0 })).toBeNull();
    expect(errorRate({ agreed: 3, wrong: 1 })).toBe(0.25);
  });
});
