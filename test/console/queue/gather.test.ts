import { gather } from '../../../web/src/api/gather.js';

describe('news that come close together', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('are told soon when nothing was told before, and once for all', async () => {
    const act = jest.fn(async () => {});
    const news = gather(act);
    news();
    news();
    await jest.advanceTimersByTimeAsync(50);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it('are told again after a pause while they keep coming, the last of them too', async () => {
    const act = jest.fn(async () => {});
    const news = gather(act);
    for (let at = 0; at < 1_000; at += 10) {
      news();
      await jest.advanceTimersByTimeAsync(10);
    }
    expect(act).toHaveBeenCalledTimes(3); // at 40, 440 and 840
    await jest.advanceTimersByTimeAsync(1_000);
    expect(act).toHaveBeenCalledTimes(4);
  });

  it('are told soon again when it was quiet since', async () => {
    const act = jest.fn(async () => {});
    const news = gather(act);
    news();
    await jest.advanceTimersByTimeAsync(2_000);
    news();
    await jest.advanceTimersByTimeAsync(50);
    expect(act).toHaveBeenCalledTimes(2);
  });

  it('wait for a reading that takes long, and are read once after it', async () => {
    const ends: (() => void)[] = [];
    const act = jest.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
    const news = gather(act);
    for (let at = 0; at < 2_000; at += 10) {
      news();
      await jest.advanceTimersByTimeAsync(10);
    }
    expect(act).toHaveBeenCalledTimes(1);
    ends[0]?.();
    await jest.advanceTimersByTimeAsync(50);
    expect(act).toHaveBeenCalledTimes(2);
    ends[1]?.();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(act).toHaveBeenCalledTimes(2);
  });
});
