import { gatherMs } from '../../src/contract/gather-time.js';

describe('how long a case waits for more receipts', () => {
  it.each([
    [0, 0],
    [1, 0],
    [19, 0],
    [20, 400],
    [50, 1_000],
    [199, 3_980],
    [200, 4_000],
    [201, 4_000],
    [592, 4_000],
  ])('with %i holds: %i ms', (holds, ms) => {
    expect(gatherMs(holds)).toBe(ms);
  });
});
