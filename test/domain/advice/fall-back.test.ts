import { type AdviceDraft, outcomeOf } from '../../../src/domain/advice/advice.js';
import { fallBackToTaint, TAINT_ORDER } from '../../../src/domain/advice/fall-back.js';
import { adviceDraft } from '../../support/advice-draft.js';

const HOP = adviceDraft({ modelVersion: 'model-1' });
const TAINT: AdviceDraft = { ...HOP, modelVersion: TAINT_ORDER, shadow: true };
const NEXT: AdviceDraft = { ...HOP, kind: 'next_hop', modelVersion: 'frequency-2' };

const shownBy = (drafts: readonly AdviceDraft[]) =>
  drafts.filter(({ shadow }) => !shadow).map(({ modelVersion }) => modelVersion);

describe('advice of a model that drifted', () => {
  it('goes into the shadow, and the taint order is shown in its place', () => {
    const drafts = fallBackToTaint([HOP, TAINT, NEXT], new Set(['model-1']));
    expect(shownBy(drafts)).toEqual([TAINT_ORDER, 'frequency-2']);
    expect(drafts).toHaveLength(3);
  });

  it('changes nothing while no model that is shown is stopped', () => {
    expect(shownBy(fallBackToTaint([HOP, TAINT, NEXT], new Set()))).toEqual(['model-1', 'frequency-2']);
    expect(shownBy(fallBackToTaint([HOP, TAINT, NEXT], new Set(['model-0'])))).toEqual(['model-1', 'frequency-2']);
  });
});

describe('what a verdict says of an account', () => {
  it.each([
    ['high', 'agree', null, true],
    ['high', 'wrong', null, false],
    ['likely_innocent', 'agree', null, false],
    ['likely_innocent', 'wrong', null, true],
    ['unsure', 'agree', 'mule', true],
    ['unsure', 'wrong', 'innocent', false],
    ['unsure', 'agree', 'innocent', false],
  ] as const)('of the band %s, with "%s" and %j, is %s', (band, verdict, found, outcome) => {
    expect(outcomeOf(band, verdict, found)).toBe(outcome);
  });
});
