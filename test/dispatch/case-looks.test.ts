import { CaseLooks } from '../../src/dispatch/case-looks.js';

describe('the looks at a case', () => {
  let looked: string[];
  /** What the look that runs waits for. */
  let mayEnd: (() => void)[];
  /** How many ms the next look keeps from each. */
  let distanceMs: number;
  let looks: CaseLooks;
  beforeEach(() => {
    jest.useFakeTimers();
    [looked, mayEnd, distanceMs] = [[], [], 0];
    looks = new CaseLooks(async (caseId) => {
      looked.push(caseId);
      await new Promise<void>((resolve) => mayEnd.push(resolve));
      return distanceMs;
    });
  });
  afterEach(() => jest.useRealTimers());

  const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
  async function end(): Promise<void> {
    mayEnd.shift()?.();
    await pass(0);
  }

  it('let answers of parties that come within moments share one', async () => {
    looks.soon('A');
    await pass(200);
    looks.soon('A');
    await pass(99);
    expect(looked).toEqual([]);
    await pass(1);
    expect(looked).toEqual(['A']);
    await end();
    await pass(1_000);
    expect(looked).toEqual(['A']);
  });

  it('tell who waits when the last of a case has ended', async () => {
    const ended: string[] = [];
    const waitFor = (caseId: string): void => void looks.ended(caseId).then(() => ended.push(caseId));
    looks.soon('A');
    waitFor('A');
    waitFor('B');
    await pass(300);
    looks.soon('A');
    await end();
    expect(ended).toEqual(['B']);
    await pass(300);
    expect(ended).toEqual(['B']);
    await end();
    expect(ended).toEqual(['B', 'A']);
  });

  it('wait for nothing when a person acted', async () => {
    looks.soon('A');
    looks.now('A');
    await pass(0);
    expect(looked).toEqual(['A']);
    await end();
    await pass(1_000);
    expect(looked).toEqual(['A']);
  });

  it('come one after the other: news that comes during one gets the next', async () => {
    looks.now('A');
    await pass(0);
    looks.now('A');
    await pass(1_000);
    expect(looked).toEqual(['A']);
    await end();
    expect(looked).toEqual(['A', 'A']);
  });

  it('are not lost when one becomes due during another and the clock of the machine goes back', async () => {
    looks.now('A');
    await pass(0);
    looks.soon('A');
    await pass(300);
    jest.setSystemTime(Date.now() - 50);
    await end();
    expect(looked).toEqual(['A', 'A']);
  });

  it('keep their distance on a long trail, and a person does not wait for it', async () => {
    distanceMs = 4_000;
    looks.now('A');
    await pass(0);
    looks.soon('A');
    await end();
    await pass(3_999);
    expect(looked).toEqual(['A']);
    await pass(1);
    expect(looked).toEqual(['A', 'A']);
    await end();
    looks.soon('A');
    looks.now('A');
    await pass(0);
    expect(looked).toEqual(['A', 'A', 'A']);
  });

  it('do not forget the person when the news of a party was planned before', async () => {
    distanceMs = 4_000;
    looks.now('A');
    await pass(0);
    looks.soon('A');
    await pass(300);
    looks.now('A');
    await end();
    expect(looked).toEqual(['A', 'A']);
  });

  it('keep a place for persons while the news of parties takes up the others', async () => {
    for (const caseId of ['A', 'B', 'C']) looks.soon(caseId);
    await pass(300);
    expect(looked).toEqual(['A', 'B']);
    looks.now('D');
    await pass(0);
    expect(looked).toEqual(['A', 'B', 'D']);
    looks.now('E');
    await pass(0);
    expect(looked).toEqual(['A', 'B', 'D']);
    for (const _look of looked) await end();
    expect(looked).toEqual(['A', 'B', 'D', 'C', 'E']);
  });

  it('of one case do not wait for another', async () => {
    looks.now('A');
    looks.now('B');
    await pass(0);
    expect(looked).toEqual(['A', 'B']);
  });

  it('are all made at the end of the process', async () => {
    looks.soon('A');
    looks.soon('B');
    const drained = looks.drain();
    await pass(0);
    expect(looked).toEqual(['A', 'B']);
    mayEnd.splice(0).forEach((resolve) => resolve());
    await pass(10);
    await drained;
  });
});
