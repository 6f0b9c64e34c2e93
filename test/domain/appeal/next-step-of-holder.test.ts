import type { AppealState, AppealTier } from '../../../src/domain/appeal/appeal.js';
import { tooManyFilings } from '../../../src/domain/appeal/file-appeal.js';
import {
  type HolderNextStep,
  nextStepOfHolder,
  tierOfNextAppeal,
} from '../../../src/domain/appeal/next-step-of-holder.js';
import type { HoldState } from '../../../src/domain/hold/hold.js';

interface Given {
  holdState?: HoldState;
  appeal?: [AppealState, AppealTier];
  decidedAnew?: boolean;
}

describe('what the holder of a hold can do next', () => {
  it.each<[Given, HolderNextStep]>([
    [{}, 'appeal'],
    [{ holdState: 'ordered' }, 'appeal'],
    [{ holdState: 'unconfirmed' }, 'appeal'],
    [{ holdState: 'partly_held' }, 'appeal'],
    [{ holdState: 'release_ordered' }, 'nothing'],
    [{ holdState: 'released' }, 'nothing'],
    [{ holdState: 'no_funds' }, 'nothing'],
    [{ holdState: 'refused' }, 'nothing'],
    [{ holdState: 'seized', appeal: ['received', 'centre'] }, 'nothing'],
    [{ appeal: ['received', 'centre'] }, 'wait'],
    [{ appeal: ['under_review', 'police'] }, 'wait'],
    [{ appeal: ['refused', 'centre'] }, 'next_tier'],
    [{ appeal: ['received', 'authority'] }, 'wait'],
    [{ appeal: ['refused', 'authority'] }, 'next_tier'],
    [{ appeal: ['partly_upheld', 'centre'], decidedAnew: true }, 'next_tier'],
    [{ appeal: ['refused', 'police'] }, 'every_tier_answered'],
    [{ appeal: ['partly_upheld', 'police'] }, 'every_tier_answered'],
    [{ appeal: ['refused', 'police'], decidedAnew: true }, 'new_round'],
  ])('%j: %s', ({ holdState = 'held', appeal, decidedAnew = false }, expected) => {
    const newest = appeal === undefined ? null : { state: appeal[0], tier: appeal[1], answeredTiers: [] };
    expect(nextStepOfHolder(holdState, newest, decidedAnew)).toBe(expected);
  });
});

describe('the tier that an appeal reaches which is filed now', () => {
  it.each<[HolderNextStep, string | null]>([
    ['appeal', 'centre'],
    ['next_tier', 'police'],
    ['new_round', 'centre'],
    ['wait', null],
    ['nothing', null],
    ['every_tier_answered', null],
  ])('%s: %s', (step, tier) => {
    expect(tierOfNextAppeal(step)).toBe(tier);
  });
});

describe('the filings of an appeal at one tier', () => {
  it.each([
    [0, null],
    [19, null],
    [20, 'APPEAL.TOO_MANY_FILINGS'],
    [21, 'APPEAL.TOO_MANY_FILINGS'],
  ])('after %i of them another one is refused with %j', (filings, code) => {
    expect(tooManyFilings(filings)?.code ?? null).toBe(code);
  });
});
