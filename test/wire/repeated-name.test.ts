import { readBody } from '../../src/signed-http/read-body.js';
import { Problem } from '../../src/wire/common.js';
import { repeatedName } from '../../src/wire/repeated-name.js';

describe('a name that a JSON text gives twice', () => {
  it.each<[string, readonly (string | number)[]]>([
    ['{"a":1,"a":1}', ['a']],
    ['{"a":1,"b":{},"\\u0061":2}', ['a']],
    ['[0,{"x":{"y":1,"z":[],"y":2}}]', [1, 'x', 'y']],
    ['{"a":[{"b":"}"},{"b":1,"b":2}]}', ['a', 1, 'b']],
    ['{"":1,"":2}', ['']],
    ['{"\\"":1, "\\"" : 2}', ['"']],
  ])('is found in %s', (text, path) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(repeatedName(text)).toEqual(path);
  });

  it.each([
    '{"a":"a","b":"a"}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":1}]',
    '["a","a"]',
    '"a"',
    '7',
    '{"a":",\\"a\\":1"}',
  ])('is not found in %s', (text) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(repeatedName(text)).toBeUndefined();
  });

  // One that grows with the square of the text runs out of the test's time.
  it('is looked for in any depth, and in time that grows with the text', () => {
    const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    const wide = `{${Array.from({ length: 100_000 }, (_, index) => `"f${index}":"${'x'.repeat(10)}"`).join(',')}}`;
    const long = `{"a":"${'\\n'.repeat(600_000)}"}`;
    for (const text of [deep, wide, long]) expect(repeatedName(text)).toBeUndefined();
  });

  it('makes the answer of a party unreadable', () => {
    const body = Buffer.from('{"type":"t","title":"t","status":400,"code":"A","code":"B"}');
    expect(readBody(Problem, body)).toEqual({ ok: false, why: 'body: a name is given twice' });
  });
});
