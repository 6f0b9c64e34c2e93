import { isOpen, mayChangeFreezeRequest } from '../../domain/approval/freeze-request-state.js';
import type { FreezeRequestState } from '../../domain/approval/freeze-request.js';
import { LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import { FreezeRequestRow } from '../entities/approval.entities.js';
import type { HoldRow } from '../entities/hold.entities.js';
import { DebitConfirmationRow } from '../entities/trail.entities.js';
import { settle } from './apply-evidence.js';
import type { CaseWork } from './case-work.js';
import type { LoadedCase } from './load-case.js';

/** Lets pass what has run out of time: unanswered questions become unknown, requests are reminded of, escalated, or expire. */
export async function settleClocks(work: CaseWork, loaded: LoadedCase): Promise<void> {
  for (const question of loaded.questions) {
    if (question.state === 'asked' && question.deadlineAt <= work.now)
      await settle(work, question, 'unknown', 'deadline');
  }
  for (const confirmation of loaded.confirmations) {
    if (confirmation.state === 'asked' && confirmation.deadlineAt <= work.now) await debitUnknown(work, confirmation);
  }
  for (const request of loaded.requests) {
    if (isOpen(request.state)) await settleRequest(work, loaded, request);
  }
}

async function debitUnknown(work: CaseWork, confirmation: DebitConfirmationRow): Promise<void> {
  confirmation.state = 'unknown';
  await work.manager.update(DebitConfirmationRow, { id: confirmation.id }, { state: 'unknown', reason: 'deadline' });
  work.audit('debit.state', {
    confirmationId: confirmation.id,
    transferId: confirmation.transferId,
    from: 'asked',
    to: 'unknown',
    reason: 'deadline',
  });
}

async function settleRequest(work: CaseWork, loaded: LoadedCase, request: FreezeRequestRow): Promise<void> {
  const { now } = work;
  // A catch waits no longer than its hold stands.
  const holdIsOver = request.kind === 'residual' && !loaded.holds.some((hold) => isLive(hold, request));
  if (request.expiresAt <= now || holdIsOver) return changeRequest(work, request, 'expired');
  if (request.escalateAt <= now && request.escalatedAt === null) {
    request.escalatedAt = now;
    await work.manager.update(FreezeRequestRow, { id: request.id }, { escalatedAt: now });
    work.audit('freeze_request.escalated', { requestId: request.id });
  } else if (request.remindAt <= now && request.remindedAt === null) {
    request.remindedAt = now;
    await work.manager.update(FreezeRequestRow, { id: request.id }, { remindedAt: now });
    work.audit('freeze_request.reminded', { requestId: request.id });
  }
}

/** Moves a freeze request; the transition table is asked and one audit event tells it. Throws on a move the table does not know. */
export async function changeRequest(work: CaseWork, request: FreezeRequestRow, to: FreezeRequestState): Promise<void> {
  const from = request.state;
  if (!mayChangeFreezeRequest(from, to))
    throw new Error(`freeze request ${request.id} cannot go from ${from} to ${to}`);
  const settledAt = isOpen(to) ? null : work.now;
  await work.manager.update(FreezeRequestRow, { id: request.id }, { state: to, settledAt });
  request.state = to;
  request.settledAt = settledAt;
  work.audit('freeze_request.state', { requestId: request.id, kind: request.kind, from, to });
}

function isLive(hold: HoldRow, { holdId }: FreezeRequestRow): boolean {
  return hold.id === holdId && LIVE_HOLD_STATES.includes(hold.state);
}
