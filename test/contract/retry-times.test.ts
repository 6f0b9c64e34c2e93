import { ATTEMPTS_PER_ROUND, CALL_ATTEMPT_MS, callRetryMs, faultRetryMs } from '../../src/contract/retry-times.js';
import { CALL_LIMITS } from '../../src/signed-http/send-once.js';

/** Time for the two transactions around a call. */
const TRANSACTIONS_MS = 4_000;

describe('the time of one attempt to call a party', () => {
  it('is longer than the call may take, so that a slow party is never taken for a fault of ours', () => {
    expect(CALL_LIMITS.totalMs + TRANSACTIONS_MS).toBeLessThanOrEqual(CALL_ATTEMPT_MS);
    expect(CALL_LIMITS.connectMs + CALL_LIMITS.headersMs).toBeLessThanOrEqual(CALL_LIMITS.totalMs);
  });
});

describe('the pause until the next call about an order', () => {
  const rounds = [1, 2, 3, 4, 5, 6, 7, 8].map((round) => round * ATTEMPTS_PER_ROUND);
  const pauses = (isTaken: boolean) => rounds.map((attempts) => callRetryMs({ isTaken, attempts }) / 1_000);

  it('doubles to a minute until the order arrives, and to ten minutes while its receipt is missing', () => {
    expect(pauses(false)).toEqual([5, 10, 20, 40, 60, 60, 60, 60]);
    expect(pauses(true)).toEqual([15, 30, 60, 120, 240, 480, 600, 600]);
  });

  it('is never shorter after one more call', () => {
    for (const isTaken of [false, true])
      for (let attempts = 1; attempts < 100; attempts += 1)
        expect(callRetryMs({ isTaken, attempts: attempts + 1 })).toBeGreaterThanOrEqual(
          callRetryMs({ isTaken, attempts }),
        );
  });
});

it('a fault of ours makes a hold pause, longer each time, and a minute at most', () => {
  expect([1, 2, 3, 4, 5, 6].map((round) => faultRetryMs(round) / 1_000)).toEqual([5, 10, 20, 40, 60, 60]);
});
