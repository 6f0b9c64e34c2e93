import type { AppealState } from '../../../../src/domain/appeal/appeal.js';
import { mayChangeAppeal } from '../../../../src/domain/appeal/appeal-state.js';
import { type CorrectionState, mayChangeCorrection } from '../../../../src/domain/complaint/later/correction.js';
import {
  type IncompleteTransferState,
  mayChangeIncompleteTransfer,
} from '../../../../src/domain/complaint/intake/incomplete-transfer.js';
import { type HolderPapersState, mayChangePapers } from '../../../../src/domain/complaint/later/holder-papers.js';
import { mayChangeWithdrawal, type WithdrawalState } from '../../../../src/domain/complaint/later/withdrawal.js';
import { type DebitState, mayChangeDebit } from '../../../../src/domain/debit/debit-verdict.js';
import { mayChangeFreezeRequest } from '../../../../src/domain/freeze-request/freeze-request-state.js';
import type { FreezeRequestState } from '../../../../src/domain/freeze-request/freeze-request.js';
import { mayChangeEvidence } from '../../../../src/domain/evidence/evidence-state.js';
import type { EvidenceState } from '../../../../src/domain/evidence/evidence-state.js';
import { type LostOrderState, mayChangeLostOrder } from '../../../../src/domain/statement/lost-order.js';
import { ENDED_HOLD_STATES, type HoldState } from '../../../../src/domain/hold/hold.js';
import { mayChangeHold } from '../../../../src/domain/hold/hold-state.js';
import type { Check } from '../../check.js';

interface Transition {
  type: string;
  from: string | null;
  to: string;
  times: string;
  example: string;
}

/** Every transition in the audit chains, how often it happened, and one event of it. */
const TRANSITIONS = `
  SELECT type, payload->>'from' AS "from", payload->>'to' AS "to", count(*) AS times, max(chain || '#' || sequence) AS example
    FROM audit_event WHERE type IN ('hold.state', 'freeze_request.state', 'evidence_request.state', 'debit.state', 'appeal.state', 'withdrawal.state', 'correction.state', 'holder_papers.state', 'incomplete_transfer.state', 'lost_order.state', 'lost_order_request.state')
   GROUP BY 1, 2, 3`;

/** The states in which each thing begins. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  'hold.state': ['ordered'],
  'freeze_request.state': ['requested', 'half_approved', 'approved'],
  'evidence_request.state': ['asked'],
  // Confirmed at once: the debited bank said it unasked, with what its customer told it (section 7).
  'debit.state': ['asked', 'confirmed'],
  'appeal.state': ['received'],
  'withdrawal.state': ['requested'],
  'holder_papers.state': ['requested'],
  'correction.state': ['requested', 'made'],
  'incomplete_transfer.state': ['open'],
  'lost_order_request.state': ['requested'],
};

/**
 * I11: only the transitions of the domain's tables happen. I7 checks ended and releasing holds.
 */
export const listedTransitions: Check = {
  id: 'I11',
  title: 'every audited change of state is in the domain’s tables',
  async run({ manager }) {
    const transitions: Transition[] = await manager.query(TRANSITIONS);
    return {
      checked: transitions.reduce((sum, { times }) => sum + Number(times), 0),
      violations: transitions
        .filter((transition) => !isListed(transition))
        .map(({ type, from, to, times, example }) => `${example}: ${type} ${from} → ${to}, ${times} times`),
    };
  },
};

function isListed({ type, from, to }: Transition): boolean {
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
    case 'withdrawal.state':
      return mayChangeWithdrawal(from as WithdrawalState, to as WithdrawalState);
    case 'holder_papers.state':
      return mayChangePapers(from as HolderPapersState, to as HolderPapersState);
    case 'correction.state':
      return mayChangeCorrection(from as CorrectionState, to as CorrectionState);
    case 'incomplete_transfer.state':
      return mayChangeIncompleteTransfer(from as IncompleteTransferState, to as IncompleteTransferState);
    case 'lost_order.state':
      return mayChangeLostOrder(from as LostOrderState, to as LostOrderState);
    case 'lost_order_request.state':
      return from === 'requested' && (to === 'approved' || to === 'refused');
    default:
      return mayChangeDebit(from as DebitState, to as DebitState);
  }
}

/**
 * Returns true for I7's transitions too, and for a receipt that changes the amount, not the state.
 */
function isListedHold(from: HoldState, to: HoldState): boolean {
  const isOfRelease = ENDED_HOLD_STATES.includes(from) || from === 'release_ordered';
  return isOfRelease || from === to || mayChangeHold(from, to);
}
