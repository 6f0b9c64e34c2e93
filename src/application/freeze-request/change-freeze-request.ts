import { isOpen, mayChangeFreezeRequest } from '../../domain/freeze-request/freeze-request-state.js';
import type { FreezeRequestState } from '../../domain/freeze-request/freeze-request.js';
import { FreezeRequestRow } from '../../persistence/entities/case/freeze-request.entities.js';
import type { CaseWork } from '../case/work/case-work.js';

/**
 * Moves a freeze request to another state and audits the move. Throws when the transition table
 * has no such move.
 */
export async function changeFreezeRequest(
  work: CaseWork,
  request: FreezeRequestRow,
  to: FreezeRequestState,
): Promise<void> {
  const from = request.state;
  if (!mayChangeFreezeRequest(from, to))
    throw new Error(`freeze request ${request.id} cannot go from ${from} to ${to}`);
  const settledAt = isOpen(to) ? null : work.now;
  await work.manager.update(FreezeRequestRow, { id: request.id }, { state: to, settledAt });
  request.state = to;
  request.settledAt = settledAt;
  work.audit('freeze_request.state', { requestId: request.id, kind: request.kind, from, to });
}
