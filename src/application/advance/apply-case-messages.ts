import { IsNull } from 'typeorm';
import { InboxMessageRow } from '../../persistence/entities/message.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { applyDebitConfirmation } from '../debit/apply-debit-confirmation.js';
import type { AnswerReader } from '../evidence/answer-reader.js';
import { applyEvidence } from '../evidence/apply-evidence.js';
import { markProcessed, noteApplied } from '../message/keep-applied.js';
import { applyBlaming } from '../message/message-fault.js';
import { findSubject } from '../message/receive-message.js';
import type { MessageKind } from '../message/signed-message.js';
import { applyHoldMessage } from './advance-hold.js';

/**
 * Applies every message of the case that is not processed yet, oldest first. The case is locked,
 * so each message is applied once.
 */
export async function applyCaseMessages(work: CaseWork, readAnswer: AnswerReader): Promise<void> {
  const waiting = await work.manager.find(InboxMessageRow, {
    where: { caseId: work.caseFile.id, processedAt: IsNull() },
    order: { receivedAt: 'ASC', id: 'ASC' },
  });
  const outcomes: string[] = [];
  for (const message of waiting) {
    const outcome = await applyBlaming(message, () => applyMessage(work, message, readAnswer));
    noteApplied(work, message, outcome);
    outcomes.push(outcome);
  }
  await markProcessed(work, waiting, outcomes);
}

/** Applies one message by its kind. Returns the code of its outcome. */
async function applyMessage(work: CaseWork, message: InboxMessageRow, readAnswer: AnswerReader): Promise<string> {
  const kind = message.kind as MessageKind;
  switch (kind) {
    case 'debit.confirmation':
      return applyDebitConfirmation(work, message);
    case 'evidence.answer':
    case 'evidence.declined':
    case 'evidence.unreadable':
      return applyEvidence(work, message, readAnswer);
    default: {
      const subject = await findSubject(work.manager, kind, message.subjectId, message.party);
      if (subject === undefined || subject.holdId === null) return 'FOREIGN';
      return applyHoldMessage(work, message, subject.holdId);
    }
  }
}
