import { type AdviceDraft, asksWhatWasFound, outcomeOf } from '../../../src/domain/advice/advice.js';
import { fallBackToTaint, TAINT_ORDER } from '../../../src/domain/advice/fall-back.js';
import { adviceDraft } from '../../support/advice-draft.js';

const HOP = adviceDraft({ modelVersion: 'model-1' });
const TAINT: AdviceDraft = { ...HOP, modelVersion: TAINT_ORDER, shadow: true };
const RING: AdviceDraft = { ...HOP, kind: 'ring', modelVersion: 'ring-3' };

const shownBy = (drafts: readonly AdviceDraft[]) =>
  drafts.filter(({ shadow }) => !shadow).map(({ modelVersion }) => modelVersion);

describe('advice of a model that drifted', () => {
  it('goes into the shadow, and the taint order is shown in its place', () => {
    const drafts = fallBackToTaint([HOP, TAINT, RING], new Set(['model-1']));
    expect(shownBy(drafts)).toEqual([TAINT_ORDER, 'ring-3']);
    expect(drafts).toHaveLength(3);
  });

  it('changes nothing while no model that is shown is stopped', () => {
    expect(shownBy(fallBackToTaint([HOP, TAINT, RING], new Set()))).toEqual(['model-1', 'ring-3']);
    expect(shownBy(fallBackToTaint([HOP, TAINT, RING], new Set(['model-0'])))).toEqual(['model-1', 'ring-3']);
  });
});

describe('what a verdict says of an account', () => {
  it.each([
    ['what chance drew', true, 'mule', true],
    ['what chance drew', true, 'innocent', false],
    // Right or wrong alone confirms a model by what the model said.
    ['what chance drew', true, null, null],
    ['what the model chose', false, 'mule', null],
    ['what the model chose', false, 'innocent', null],
    ['what the model chose', false, null, null],
  ] as const)('of %s (%s), where %j was found, is %s', (_of, reviewSlot, found, outcome) => {
    expect(outcomeOf({ reviewSlot, found })).toBe(outcome);
  });

  it.each([
    ['hop_risk', 'high', false, false],
    ['hop_risk', 'unsure', false, true],
    ['hop_risk', 'high', true, true],
    ['hop_risk', 'likely_innocent', true, true],
    ['ring', 'unsure', true, false],
  ] as const)('of %s, %s, drawn by chance: %s, asks what was found: %s', (kind, band, reviewSlot, asks) => {
    expect(asksWhatWasFound({ kind, band, reviewSlot })).toBe(asks);
  });
});
