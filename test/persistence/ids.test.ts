import { newId, randomTail } from '../../src/persistence/ids.js';

describe('ids', () => {
  it('sort in the order in which they were made, thousands within one millisecond too', () => {
    const ids = Array.from({ length: 20_000 }, () => newId());
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tell nothing of the tail of a reference', () => {
    const tails = Array.from({ length: 100 }, () => {
      const before = newId();
      return { tail: randomTail(), near: [before.slice(-6), newId().slice(-6)] };
    });
    expect(tails.filter(({ tail, near }) => near.some((each) => each.slice(0, 5) === tail.slice(0, 5)))).toEqual([]);
    expect(tails.every(({ tail }) => /^[0-9A-HJKMNP-TV-Z]{6}$/.test(tail))).toBe(true);
  });
});
