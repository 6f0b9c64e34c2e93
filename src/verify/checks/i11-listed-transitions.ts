import type { AppealState } from '../../domain/appeal/appeal.js';
import { mayChangeAppeal } from '../../domain/appeal/appeal-state.js';
import { mayChangeFreezeRequest } from '../../domain/freeze-request/freeze-request-state.js';
import type { FreezeRequestState } from '../../domain/freeze-request/freeze-request.js';
import { mayChangeEvidence } from '../../domain/evidence/evidence-state.js';
import type { EvidenceState } from '../../domain/evidence/evidence-state.js';
import { ENDED_HOLD_STATES, type HoldState } from '../../domain/hold/hold.js';
import { mayChangeHold } from '../../domain/hold/hold-state.js';
import type { Check } from '../check.js';

interface Move {
  type: string;
  from: string | null;
  to: string;
  moves: string;
  example: string;
}

/** Every kind of move that the audit tells, how often, and one that made it. */
const MOVES = `
  SELECT type, payload->>'from' AS "from", payload->>'to' AS "to", count(*) AS moves, max(chain || '#' || sequence) AS example
    FROM audit_event WHERE type IN ('hold.state', 'freeze_request.state', 'evidence_request.state', 'debit.state', 'appeal.state')
   GROUP BY 1, 2, 3`;

const FIRST: Readonly<Record<string, readonly string[]>> = {
  'hold.state': ['ordered'],
  'freeze_request.state': ['requested', 'half_approved', 'approved'],
  'evidence_request.state': ['asked'],
  'debit.state': ['asked'],
  'appeal.state': ['received'],
};

/**
 * I11: only the moves of the domain's tables happen. What an ended or releasing hold does is I7's.
 */
export const listedTransitions: Check = {
  id: 'I11',
  title: 'every audited change of state is in the domain’s tables',
  async run({ manager }) {
    const moves: Move[] = await manager.query(MOVES);
    return {
      checked: moves.reduce((sum, move) => sum + Number(move.moves), 0),
      violations: moves
        .filter((move) => !isListed(move))
        .map(({ type, from, to, moves: times, example }) => `${example}: ${type} ${from} → ${to}, ${times} times`),
    };
  },
};

function isListed({ type, from, to }: Move): boolean {
  if (from === null) return FIRST[type]?.includes(to) ?? false;
  switch (type) {
    case 'hold.state':
      return isListedHold(from as HoldState, to as HoldState);
    case 'freeze_request.state':
      return mayChangeFreezeRequest(from as FreezeRequestState, to as FreezeRequestState);
    case 'evidence_request.state':
      return mayChangeEvidence(from as EvidenceState, to as EvidenceState);
    case 'appeal.state':
      return mayChangeAppeal(from as AppealState, to as AppealState);
    default:
      // A debit that was denied or confirmed is settled; one that was not answered in time may
      // still be.
      return from === 'asked' ? to !== 'asked' : from === 'unknown' && (to === 'confirmed' || to === 'denied');
  }
}

/** A receipt that lowers the amount leaves the state as it is. */
function isListedHold(from: HoldState, to: HoldState): boolean {
  const isOfRelease = ENDED_HOLD_STATES.includes(from) || from === 'release_ordered';
  return isOfRelease || from === to || mayChangeHold(from, to);
}
