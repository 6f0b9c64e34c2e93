import { lookAgain } from '../../web/src/api/look-again.js';

/** Looks, and returns after how many seconds each look began; `at` says when the page is woken. */
function looksWithin(seconds: number, at: readonly number[] = [], endAt = Infinity): number[] {
  const looks: number[] = [];
  const end = new AbortController();
  let wake = () => {};
  let now = 0;
  // A look is only begun: nothing here ever answers one.
  lookAgain(
    () => looks.push(now),
    (woken) => (wake = woken),
    end.signal,
  );
  for (now = 1; now <= seconds; now += 1) {
    jest.advanceTimersByTime(1_000);
    if (at.includes(now)) wake();
    if (now === endAt) end.abort();
  }
  return looks;
}

describe('a page that looks who is signed in', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('looks ever more seldom and never stops, though no look is answered', () => {
    expect(looksWithin(260)).toEqual([5, 15, 35, 75, 135, 195, 255]);
  });

  it('looks at once when it is woken, and often again', () => {
    expect(looksWithin(160, [100])).toEqual([5, 15, 35, 75, 100, 105, 115, 135]);
  });

  it('looks no more after its end, also when it is woken', () => {
    expect(looksWithin(100, [50], 20)).toEqual([5, 15]);
  });
});
