import type { Check, VerifyContext } from '../../check.js';

/** I22: Temporal's histories replay on today's code; the tests replay the recorded ones. */
export const replay: Check = {
  id: 'I22',
  title: 'histories that Temporal keeps replay on today’s code, the newest and the oldest',
  async run({ histories, unread }: VerifyContext) {
    if (histories === undefined) {
      if (unread?.histories !== undefined) return { checked: 0, violations: [], unknown: [unread.histories] };
      return { checked: 0, violations: [], note: 'not checked: no Temporal is known' };
    }
    const { recorded, replayed } = histories;
    if (replayed === undefined)
      return { checked: 0, violations: [], note: 'not checked: the keys of the payloads are not at hand' };
    return { checked: recorded.length, violations: [...replayed] };
  },
};
