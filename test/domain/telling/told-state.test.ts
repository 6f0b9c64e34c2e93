import { HOLD_STATES } from '../../../src/domain/hold/hold.js';
import { toldState } from '../../../src/domain/telling/told-state.js';

describe('the state of a hold as people are told it', () => {
  it.each(HOLD_STATES)('is %s as it stands, where its institution spoke of its end or it is not over', (state) => {
    expect(toldState({ state, endedInSilence: false })).toBe(state);
  });

  it.each(HOLD_STATES)('never is that it was let go, where nobody said so: %s', (state) => {
    const told = toldState({ state, endedInSilence: true });
    expect(told).toBe(state === 'released' ? 'release_ordered' : state);
  });
});
