import { Turns } from '../../../src/api/limits/turns.js';
import { ApiProblem } from '../../../src/api/problem/api-problem.js';

/** Work that ends when it is told to. */
function work() {
  let end: (how?: Error) => void = () => undefined;
  let begun = false;
  const ended = new Promise<string>((resolve, reject) => {
    end = (how) => (how === undefined ? resolve('done') : reject(how));
  });
  return {
    run: () => {
      begun = true;
      return ended;
    },
    end: (how?: Error) => end(how),
    hasBegun: () => begun,
  };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('do the work of one after the other, also after a failure, and of others beside it', async () => {
    const turns = new Turns(3);
    const [first, second, others] = [work(), work(), work()];
    const failed = expect(turns.run('a', first.run)).rejects.toThrow('broken');
    const next = turns.run('a', second.run);
    const beside = turns.run('b', others.run);
    await settled();
    expect([first, second, others].map(({ hasBegun }) => hasBegun())).toEqual([true, false, true]);
    first.end(new Error('broken'));
    await failed;
    await settled();
    expect(second.hasBegun()).toBe(true);
    second.end();
    others.end();
    expect([await next, await beside]).toEqual(['done', 'done']);
  });

  it('refuse what is too much of one, and take it again when there is room', async () => {
    const turns = new Turns(2);
    const [first, second] = [work(), work()];
    const running = [turns.run('a', first.run), turns.run('a', second.run)];
    await expect(turns.run('a', work().run)).rejects.toThrow(ApiProblem);
    for (const each of [first, second]) each.end();
    await Promise.all(running);
    await expect(turns.run('a', () => Promise.resolve('again'))).resolves.toBe('again');
  });
});
