import { beginsAnew } from '../../../domain/debit/urgent-time.js';
import { isOpen } from '../../../domain/freeze-request/freeze-request-state.js';
import { LIVE_HOLD_STATES } from '../../../domain/hold/hold.js';
import { ruleInForce } from '../../../domain/rulebook/in-force.js';
import { DebitConfirmationRow } from '../../../persistence/entities/money/debit.entities.js';
import { FreezeRequestRow } from '../../../persistence/entities/case/freeze-request.entities.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import type { LoadedCase } from '../../case/work/load-case.js';
import { CORRECTION } from '../../complaint/correct/decide-correction.js';
import { WITHDRAWAL } from '../../complaint/correct/decide-withdrawal.js';
import { HOLDER_PAPERS } from '../../complaint/papers/decide-papers.js';
import { lapseIfDue } from '../../complaint/second-person/act-of-two.js';
import { setAsideWithComplaint } from '../../complaint/incomplete/settle-incomplete-transfer.js';
import { beginUrgentTimeAnew, inTime } from '../../debit/begin-urgent-time-anew.js';
import { settleQuestion } from '../../evidence/apply-evidence.js';
import { updateQuestions } from '../../evidence/evidence.queries.js';
import { changeFreezeRequest } from '../../freeze-request/change-freeze-request.js';

/**
 * Settles what has run out of time: unanswered questions become unknown; requests are reminded of,
 * escalated, or expire; an act of two persons that nobody confirmed lapses. Of a complaint that was
 * withdrawn, nobody looks for a transfer any longer.
 */
export async function settleClocks(work: CaseWork, loaded: LoadedCase): Promise<void> {
  const overdue = loaded.questions.filter(({ state, deadlineAt }) => state === 'asked' && deadlineAt <= work.now);
  for (const question of overdue) settleQuestion(work, question, 'unknown', 'deadline');
  await updateQuestions(work.manager, overdue);
  work.acknowledge(...overdue.map(({ id }) => id));
  for (const confirmation of [...loaded.confirmations, ...loaded.searches, ...loaded.holderQuestions]) {
    if (confirmation.state === 'asked') await settleQuestionOfDebit(work, confirmation);
  }
  if (work.caseFile.withdrawnAt !== null) await setAsideWithComplaint(work, loaded);
  for (const act of [WITHDRAWAL, CORRECTION, HOLDER_PAPERS]) await lapseIfDue(work, act);
  for (const request of loaded.requests) {
    if (isOpen(request.state)) await settleRequest(work, loaded, request);
  }
}

/** A question that did not come to its institution in time goes on; else its time ends it. */
async function settleQuestionOfDebit(work: CaseWork, question: DebitConfirmationRow): Promise<void> {
  const isOver = work.caseFile.withdrawnAt !== null || work.caseFile.closedAt !== null;
  const rule = ruleInForce(work.rulebook, 'P-URG', work.now);
  if (!isOver && beginsAnew(inTime(question), work)) await beginUrgentTimeAnew(work, question, rule);
  else if (question.deadlineAt <= work.now) await debitUnknown(work, question);
}

/** An answer to a search of another case may have settled the question since it was read. */
async function debitUnknown(work: CaseWork, confirmation: DebitConfirmationRow): Promise<void> {
  const asked = { id: confirmation.id, state: 'asked' as const };
  const { affected } = await work.manager.update(DebitConfirmationRow, asked, { state: 'unknown', reason: 'deadline' });
  if (affected !== 1) return;
  confirmation.state = 'unknown';
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
  // A catch of a later credit lapses with its hold.
  const holdIsOver = request.kind === 'residual' && !loaded.holds.some((hold) => isLive(hold, request));
  if (request.expiresAt <= now || holdIsOver) return changeFreezeRequest(work, request, 'expired');
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

function isLive(hold: HoldRow, { holdId }: FreezeRequestRow): boolean {
  return hold.id === holdId && LIVE_HOLD_STATES.includes(hold.state);
}
