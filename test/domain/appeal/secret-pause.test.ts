import { pauseAfterWrongSecretsMs } from '../../../src/domain/appeal/secret-pause.js';

describe('the pause after wrong secrets', () => {
  it.each([
    [0, 0],
    [9, 0],
    [10, 1_000],
    [11, 2_000],
    [15, 32_000],
    [16, 60_000],
    [1_000_000, 60_000],
  ])('after %i of them is %i ms', (wrong, pauseMs) => expect(pauseAfterWrongSecretsMs(wrong)).toBe(pauseMs));
});
