import { isolate } from '../../web/src/text/isolate.js';

describe('a value within a sentence', () => {
  it.each([
    ['Thai stays as it is', 'สมชาย', 'สมชาย'],
    ['a number stays a number', 5, 5],
    ['nothing stays nothing', undefined, undefined],
    ['letters from right to left turn nothing but themselves', 'ابج 12', '\u2068ابج 12\u2069'],
  ])('%s', (_, value, shown) => {
    expect(isolate(value)).toBe(shown);
  });
});
