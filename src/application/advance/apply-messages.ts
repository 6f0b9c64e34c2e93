import { IsNull } from 'typeorm';
import { InboxMessageRow } from '../../persistence/entities/message.entities.js';
import type { AnswerReader } from '../evidence/answer-reader.js';
import { applyDebitConfirmation } from '../debit/apply-debit-confirmation.js';
import { applyEvidence } from '../evidence/apply-evidence.js';
import { applyHoldMessage } from './apply-hold-message.js';
import type { CaseWork } from '../case/case-work.js';
import { findSubject } from '../message/find-subject.js';
import { keepMessage, type MessageKind, type SignedMessage } from '../message/inbox.js';

/**
 * Messages of the case that are not processed yet, oldest first. The case is locked, so each is
 * applied once.
 */
export async function unappliedMessages(work: CaseWork): Promise<InboxMessageRow[]> {
  return work.manager.find(InboxMessageRow, {
    where: { caseId: work.caseFile.id, processedAt: IsNull() },
    order: { receivedAt: 'ASC', id: 'ASC' },
  });
}

/** Applies every message of the case that is not processed yet. */
export async function applyWaitingMessages(work: CaseWork, readAnswer: AnswerReader): Promise<void> {
  const waiting = await unappliedMessages(work);
  const outcomes: string[] = [];
  for (const message of waiting) outcomes.push(await take(work, message, readAnswer));
  await markProcessed(work, waiting, outcomes);
}

/** What institutions say of holds carries no evidence. */
const NO_EVIDENCE: AnswerReader = () => null;

/** Applies one message that speaks of a hold of the case. */
export async function applyMessageOfHold(work: CaseWork, message: InboxMessageRow): Promise<void> {
  await markProcessed(work, [message], [await take(work, message, NO_EVIDENCE)]);
}

/**
 * Keeps an institution's answer about a hold and applies it at once. Returns false for an answer
 * that was kept, and applied, before.
 */
export async function takeAnswerOfHold(work: CaseWork, message: SignedMessage): Promise<boolean> {
  const kept = await keepMessage(work.manager, message, work.caseFile.id, work.now);
  if (kept === undefined) return false;
  await applyMessageOfHold(work, kept);
  return true;
}

/** Applies a message and notes its audit event. Returns the outcome's code. */
async function take(work: CaseWork, message: InboxMessageRow, readAnswer: AnswerReader): Promise<string> {
  const outcome = await effect(work, message, readAnswer);
  work.audit('message.applied', {
    messageId: message.id,
    party: message.party,
    kind: message.kind,
    subjectId: message.subjectId,
    outcome,
  });
  return outcome;
}

async function markProcessed(
  work: CaseWork,
  messages: readonly InboxMessageRow[],
  outcomes: readonly string[],
): Promise<void> {
  if (messages.length === 0) return;
  await work.manager.query(
    `UPDATE inbox_message m SET processed_at = $1, outcome = taken.outcome
       FROM unnest($2::text[], $3::text[]) AS taken (id, outcome) WHERE m.id = taken.id`,
    [work.now, messages.map((message) => message.id), outcomes],
  );
}

async function effect(work: CaseWork, message: InboxMessageRow, readAnswer: AnswerReader): Promise<string> {
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
