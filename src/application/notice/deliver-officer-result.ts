import type { DataSource } from 'typeorm';
import { type AnswerToResult, followsResult } from '../../domain/notice/officer-result.js';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { HoldRow } from '../../persistence/entities/hold.entities.js';
import type { InboxMessageRow } from '../../persistence/entities/message.entities.js';
import { OwnSuspensionRow, SuspicionResultRow } from '../../persistence/entities/notice.entities.js';
import { TransferRow } from '../../persistence/entities/trail.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { isRefusal } from '../message/answer-message.js';
import type { CaseWork } from '../case/case-work.js';
import { openKnownCase } from '../case/open-case.js';
import type { SignedMessage } from '../message/signed-message.js';
import { keepApplied, keepRefusal } from '../message/keep-applied.js';
import { signalClaimants } from '../debit/name-receiver.js';
import { openBreak } from '../break/open-break.js';
import { giveBackSuspended } from '../ledger/suspended-money.js';
import { officerResultMessage, type OfficerResultMessage } from './officer-result-message.js';
import { takeDue } from '../message/take-due.js';

/** An institution's answer to an officer's result. */
interface OfficerResultReceipt {
  resultId: string;
  result: AnswerToResult;
}

/** Results that their institution has not acknowledged. */
const UNANSWERED = { open: 'n.acknowledgedAt IS NULL', party: 'institution' } as const;

/**
 * Takes the officers' results to send now. It counts the attempt and sets the next one, so that a
 * second keeper does not send the same results.
 */
export async function takeOfficerResults(
  db: DataSource,
  limit: number,
): Promise<{ institution: string; message: OfficerResultMessage }[]> {
  return inTransaction(db, async (manager) => {
    const sends = [];
    for (const { row, now, attempt } of await takeDue(manager, SuspicionResultRow, UNANSWERED, limit)) {
      const sent = { ...attempt, firstSentAt: row.firstSentAt ?? now };
      await manager.update(SuspicionResultRow, { id: row.id }, sent);
      const subject =
        row.suspensionId === null
          ? await manager.findOneByOrFail(HoldRow, { id: row.holdId ?? '' })
          : await manager.findOneByOrFail(OwnSuspensionRow, { id: row.suspensionId });
      const transfer = await manager.findOneByOrFail(TransferRow, { id: subject.transferId });
      const { caseNo, rulebook: name } = await manager.findOneByOrFail(CaseFileRow, { id: row.caseId });
      const rulebook = await loadRulebook(manager, name);
      const message = officerResultMessage({ rulebook, caseNo, row, account: subject, transfer });
      sends.push({ institution: row.institution, message });
    }
    return sends;
  });
}

/**
 * Keeps an institution's signed answer to a result, once. A lifted suspension takes up nothing of
 * a stolen sum any more. An answer that does not follow the result opens a break, and the result
 * is acknowledged all the same, because the institution knows it. After a refusal the result is
 * sent again.
 */
export async function recordOfficerResultAnswer(db: DataSource, message: SignedMessage): Promise<void> {
  await inTransaction(db, async (manager) => {
    const { caseId } = await manager.findOneByOrFail(SuspicionResultRow, { id: message.subjectId });
    const work = await openKnownCase(manager, caseId, 'system');
    if (isRefusal(message)) {
      await keepRefusal(work, message);
      return work.finish();
    }
    const row = await manager.findOneByOrFail(SuspicionResultRow, { id: message.subjectId });
    const kept = await keepApplied(work, message, { basis: row.legalBasis, outcome: 'APPLIED' });
    if (kept === undefined) return;
    await acknowledge(work, row, kept);
    await work.finish();
  });
}

async function acknowledge(work: CaseWork, row: SuspicionResultRow, message: InboxMessageRow): Promise<void> {
  const { result } = message.content as OfficerResultReceipt;
  if (row.acknowledgedAt === null) {
    await work.manager.update(SuspicionResultRow, { id: row.id }, { acknowledgedAt: work.now });
    work.audit('suspicion.acknowledged', { resultId: row.id, answer: result });
  }
  if (!followsResult(row.result, result)) {
    await openBreak(work, { caseId: row.caseId, id: row.holdId }, message, 'RESULT_NOT_FOLLOWED');
  } else if (row.result === 'unfounded' && row.suspensionId !== null) {
    await giveBackSuspended(work.manager, row.suspensionId);
    const { transferId } = await work.manager.findOneByOrFail(OwnSuspensionRow, { id: row.suspensionId });
    await signalClaimants(work, transferId, row.suspensionId);
  }
}
