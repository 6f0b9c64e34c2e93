import { MockActivityEnvironment } from '@temporalio/testing';
import { FirstTries } from '../../activities/first-tries.js';
import { noAnswer } from '../../activities/call-party.js';
import { FAILURE } from '../../src/contract/failures.js';

const NO_ROOM = { type: FAILURE.NO_ROOM };

describe('first tries of questions within workflow tasks', () => {
  let tries: FirstTries;
  let called: string[];
  beforeEach(() => {
    tries = new FirstTries();
    called = [];
  });

  const within = (isLocal: boolean, slug: string, answer: () => Promise<void> = () => Promise.resolve()) =>
    new MockActivityEnvironment({ isLocal }).run(() =>
      tries.call(slug, () => {
        called.push(slug);
        return answer();
      }),
    );
  const first = (slug: string, answer?: () => Promise<void>) => within(true, slug, answer);

  it('are no more in a second than a party expects; the next goes through its queue', async () => {
    jest.useFakeTimers({ now: 1_000_000, doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'performance'] });
    for (let n = 0; n < 10; n++) await first('bot');
    await expect(first('bot')).rejects.toMatchObject(NO_ROOM);
    await first('amlo');
    await within(false, 'bot');
    jest.setSystemTime(1_001_000);
    await first('bot');
    expect(called).toEqual([...Array<string>(10).fill('bot'), 'amlo', 'bot', 'bot']);
    jest.useRealTimers();
  });

  it('are few at a time, as many wait, and one more calls nobody', async () => {
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const running = Array.from({ length: 8 }, () => first('bot', () => answered));
    await expect(first('bot')).rejects.toMatchObject(NO_ROOM);
    expect(called).toHaveLength(4);
    answer();
    await Promise.all(running);
    expect(called).toHaveLength(8);
  });

  it('are not made for half a minute after a party gave no answer', async () => {
    jest.useFakeTimers({ now: 1_000_000, doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'performance'] });
    await expect(first('bot', () => Promise.reject(noAnswer({})))).rejects.toMatchObject({ type: FAILURE.NO_ANSWER });
    jest.setSystemTime(1_029_999);
    await expect(first('bot')).rejects.toMatchObject(NO_ROOM);
    expect(called).toEqual(['bot']);
    await first('amlo');
    jest.setSystemTime(1_030_000);
    await first('bot');
    expect(called).toEqual(['bot', 'amlo', 'bot']);
    jest.useRealTimers();
  });
});
