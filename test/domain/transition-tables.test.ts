import type { FreezeRequestState } from '../../src/domain/freeze-request/freeze-request.js';
import { mayChangeFreezeRequest } from '../../src/domain/freeze-request/freeze-request-state.js';
import { type EvidenceState, mayChangeEvidence } from '../../src/domain/evidence/evidence-state.js';
import type { HoldState } from '../../src/domain/hold/hold.js';
import { mayChangeHold } from '../../src/domain/hold/hold-state.js';

/**
 * Checks every pair of states: only the listed pairs are allowed; staying in a state is a pair
 * too.
 */
function everyPair<S extends string>(
  allowed: Readonly<Record<S, readonly S[]>>,
  may: (from: S, to: S) => boolean,
): void {
  const states = Object.keys(allowed) as S[];
  it.each(states.flatMap((from) => states.map((to) => [from, to, allowed[from].includes(to)] as const)))(
    '%s to %s: %s',
    (from, to, expected) => {
      expect(may(from, to)).toBe(expected);
    },
  );
}

describe('a hold goes from', () => {
  everyPair<HoldState>(
    {
      ordered: ['unconfirmed', 'held', 'partly_held', 'no_funds', 'refused', 'release_ordered', 'released', 'seized'],
      unconfirmed: ['held', 'partly_held', 'no_funds', 'refused', 'release_ordered', 'released', 'seized'],
      held: ['partly_held', 'release_ordered', 'released', 'seized'],
      partly_held: ['held', 'release_ordered', 'released', 'seized'],
      release_ordered: ['released'],
      no_funds: [],
      refused: [],
      released: [],
      seized: ['released'],
    },
    mayChangeHold,
  );
});

describe('a freeze request goes from', () => {
  everyPair<FreezeRequestState>(
    {
      requested: ['half_approved', 'approved', 'refused', 'expired'],
      half_approved: ['approved', 'refused', 'expired'],
      approved: [],
      refused: [],
      expired: [],
    },
    mayChangeFreezeRequest,
  );
});

describe('a question to an agency goes from', () => {
  everyPair<EvidenceState>(
    {
      asked: ['answered', 'declined', 'unknown'],
      unknown: ['answered', 'declined'],
      answered: [],
      declined: [],
    },
    mayChangeEvidence,
  );
});
