import { inActs } from '../../web/src/unfreeze/acts.js';

const appeal = (id: string, together: readonly string[]) => ({ id, together });

describe('the appeals that were brought together', () => {
  it('stand act by act in the order of triage, without those that were brought alone', () => {
    const triage = [
      appeal('b', ['a']),
      appeal('alone', []),
      appeal('c', ['d', 'e']),
      appeal('a', ['b']),
      appeal('e', ['c', 'd']),
    ];
    expect(inActs(triage).map((act) => act.map(({ id }) => id))).toEqual([
      ['b', 'a'],
      ['c', 'e'],
    ]);
  });
});
