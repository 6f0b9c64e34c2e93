import { MOST_VERSIONS, versionOfAnswer } from '../../../src/domain/evidence/evidence-state.js';

describe('an answer to a question', () => {
  const versions = (...hashes: string[]) => hashes.map((rawSha256, index) => ({ version: index + 1, rawSha256 }));

  it.each<[string, ReturnType<typeof versions>, number | string]>([
    ['becomes the first version', [], 1],
    ['becomes the next version when it says something else', versions('b'), 2],
    ['adds nothing when the newest version has the same bytes', versions('b', 'a'), 'DUPLICATE'],
    ['adds nothing in whatever order the versions were read', versions('b', 'a').reverse(), 'DUPLICATE'],
    ['becomes a version when it goes back to an earlier one', versions('a', 'b'), 3],
    [
      'becomes the last version that a question may have',
      versions(...Array.from({ length: MOST_VERSIONS - 1 }, () => 'b')),
      MOST_VERSIONS,
    ],
    [
      'is too many when the question has as many versions as it may have',
      versions(...Array.from({ length: MOST_VERSIONS }, () => 'b')),
      'TOO_MANY',
    ],
    [
      'adds nothing also then when it repeats the newest',
      versions(...Array.from({ length: MOST_VERSIONS }, () => 'a')),
      'DUPLICATE',
    ],
  ])('%s', (_what, earlier, version) => {
    expect(versionOfAnswer(earlier, 'a')).toBe(version);
  });
});
