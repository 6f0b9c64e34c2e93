import { inActs, stateOfAct } from '../../../web/src/unfreeze/acts.js';

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

  it('have another state when any of them is taken up or answered, and the same in another order of triage', () => {
    const received = { tier: 'centre', state: 'received', reviewer: null };
    const [a, b] = [
      { id: 'a', ...received },
      { id: 'b', ...received },
    ];
    const before = stateOfAct(['a', 'b'], [a, b]);
    expect(stateOfAct(['b', 'a'], [b, { id: 'alone', ...received }, a])).toBe(before);
    expect(stateOfAct(['a', 'b'], [a, { ...b, state: 'under_review', reviewer: 'demo-officer-1' }])).not.toBe(before);
    expect(stateOfAct(['a', 'b'], [a])).not.toBe(before);
  });
});
