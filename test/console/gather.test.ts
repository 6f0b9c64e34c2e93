import { gather } from '../../web/src/api/gather.js';

describe('news that come close together', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('are told soon when nothing was told before, and once for all', () => {
    const act = jest.fn();
    const news = gather(act);
    news();
    news();
    jest.advanceTimersByTime(50);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it('are told again after a pause while they keep coming, the last of them too', () => {
    const act = jest.fn();
    const news = gather(act);
    for (let at = 0; at < 1_000; at += 10) {
      news();
      jest.advanceTimersByTime(10);
    }
    expect(act).toHaveBeenCalledTimes(3); // at 40, 440 and 840
    jest.advanceTimersByTime(1_000);
    expect(act).toHaveBeenCalledTimes(4);
  });

  it('are told soon again when it was quiet since', () => {
    const act = jest.fn();
    const news = gather(act);
    news();
    jest.advanceTimersByTime(2_000);
    news();
    jest.advanceTimersByTime(50);
    expect(act).toHaveBeenCalledTimes(2);
  });
});
