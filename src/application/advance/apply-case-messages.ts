import { IsNull } from 'typeorm';
import { InboxMessageRow } from '../../persistence/entities/message.entities.js';
import { comesAgain } from '../../persistence/unit-of-work.js';
import type { CaseWork } from '../case/case-work.js';
import { applyDebitConfirmation } from '../debit/apply-debit-confirmation.js';
import type { AnswerReader } from '../evidence/answer-reader.js';
import { EvidenceAnswers } from '../evidence/apply-evidence.js';
import { markProcessed, noteApplied } from '../message/keep-applied.js';
import { applyBlaming } from '../message/message-fault.js';
import { findSubject } from '../message/receive-message.js';
import type { MessageKind } from '../message/signed-message.js';
import { applyHoldMessage } from './advance-hold.js';

/** Whether what agencies say is applied by as few statements as can be, or message by message. */
export type ApplyMode = 'together' | 'one_by_one';

/**
 * Thrown when messages that were applied together could not be written. One by one, the message at
 * fault shows.
 */
export class TogetherFault extends Error {
  override readonly name = 'TogetherFault';
}

/**
 * Applies every message of the case that is not processed yet, oldest first. The case is locked,
 * so each message is applied once.
 */
export async function applyCaseMessages(work: CaseWork, readAnswer: AnswerReader, mode: ApplyMode): Promise<void> {
  const waiting = await work.manager.find(InboxMessageRow, {
    where: { caseId: work.caseFile.id, processedAt: IsNull() },
    order: { receivedAt: 'ASC', id: 'ASC' },
  });
  const outcomes =
    mode === 'together'
      ? await applyTogether(work, waiting, readAnswer)
      : await applyOneByOne(work, waiting, readAnswer);
  await markProcessed(work, waiting, outcomes);
}

async function applyTogether(work: CaseWork, waiting: readonly InboxMessageRow[], readAnswer: AnswerReader) {
  const answers = await EvidenceAnswers.read(work, waiting.filter(isFromAgency));
  const outcomes: string[] = [];
  for (const message of waiting) {
    const outcome = await applyBlaming(message, () => applyMessage(work, message, answers, readAnswer));
    noteApplied(work, message, outcome);
    outcomes.push(outcome);
  }
  try {
    await answers.write();
  } catch (error) {
    throw comesAgain(error) ? new TogetherFault('answers cannot be written', { cause: error }) : error;
  }
  return outcomes;
}

async function applyOneByOne(work: CaseWork, waiting: readonly InboxMessageRow[], readAnswer: AnswerReader) {
  const outcomes: string[] = [];
  for (const message of waiting) {
    const outcome = await applyBlaming(message, async () => {
      const answers = await EvidenceAnswers.read(work, [message].filter(isFromAgency));
      const applied = await applyMessage(work, message, answers, readAnswer);
      await answers.write();
      return applied;
    });
    noteApplied(work, message, outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

const FROM_AGENCIES: readonly string[] = ['evidence.answer', 'evidence.declined', 'evidence.unreadable'];

function isFromAgency({ kind }: InboxMessageRow): boolean {
  return FROM_AGENCIES.includes(kind);
}

/** Applies one message by its kind. Returns the code of its outcome. */
async function applyMessage(
  work: CaseWork,
  message: InboxMessageRow,
  answers: EvidenceAnswers,
  readAnswer: AnswerReader,
): Promise<string> {
  if (isFromAgency(message)) return answers.apply(message, readAnswer);
  const kind = message.kind as MessageKind;
  if (kind === 'debit.confirmation') return applyDebitConfirmation(work, message);
  const subject = await findSubject(work.manager, kind, message.subjectId, message.party);
  if (subject === undefined || subject.holdId === null) return 'FOREIGN';
  return applyHoldMessage(work, message, subject.holdId);
}
