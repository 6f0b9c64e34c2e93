import type { DataSource } from 'typeorm';
import { InboxMessageRow } from '../../../persistence/entities/traffic/message.entities.js';
import { comesAgain, inTransaction } from '../../../persistence/unit-of-work.js';
import { openBreakOnce } from '../../break/open-break.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openKnownCase } from '../../case/work/open-case.js';
import { noteDebitQuestionDelivered } from '../../debit/deliver-debit-question.js';
import { noteQuestionDelivered } from '../../evidence/deliver-questions.js';
import { markProcessed, noteApplied, processedMarks } from '../../message/keep-applied.js';
import { applyBlaming, MessageFault } from '../../message/message-fault.js';
import { findSubject } from '../../message/receive-message.js';

/** Attempts to apply a message before it is set aside; they follow within seconds. */
const ATTEMPTS = 5;

/**
 * Whether what messages bring is written together, by as few statements as can be, or message by
 * message.
 */
export type ApplyMode = 'together' | 'one_by_one';

/**
 * Runs `act`, a whole transaction that applies messages together. When what they bring cannot be
 * written, runs it again message by message, so that the message at fault shows.
 */
async function inEitherMode<T>(act: (mode: ApplyMode) => Promise<T>): Promise<T> {
  try {
    return await act('together');
  } catch (error) {
    if (error instanceof MessageFault || !comesAgain(error)) throw error;
    return act('one_by_one');
  }
}

/**
 * Applies a message, and writes what it brings: now when messages are written one by one, else
 * before the next message. Returns the code of its outcome. Throws `MessageFault` for a fault that
 * this message would always bring.
 */
export async function applyInMode(
  work: CaseWork,
  message: InboxMessageRow,
  mode: ApplyMode,
  apply: () => Promise<string>,
): Promise<string> {
  await work.writeRows();
  return applyBlaming(message, async () => {
    const outcome = await apply();
    noteApplied(work, message, outcome);
    work.also(processedMarks(work, [message], [outcome]));
    if (mode === 'one_by_one') await work.writeRows();
    return outcome;
  });
}

/**
 * Runs `act`, a whole transaction that applies waiting messages. A message that cannot be applied,
 * `ATTEMPTS` times, is set aside with a break, and `act` runs again without it: one message stops
 * no case. Before that, and for any other fault, throws the fault.
 */
export async function settingAside<T>(db: DataSource, act: (mode: ApplyMode) => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await inEitherMode(act);
    } catch (error) {
      if (!(error instanceof MessageFault)) throw error;
      if (!(await countFailure(db, error.messageId))) throw error;
    }
  }
}

/**
 * Counts a failure of a message, and sets it aside after the last attempt. Returns whether it no
 * longer waits.
 */
async function countFailure(db: DataSource, messageId: string): Promise<boolean> {
  return inTransaction(db, async (manager) => {
    const found = await manager.findOneByOrFail(InboxMessageRow, { id: messageId });
    if (found.caseId === null) return false;
    const work = await openKnownCase(manager, found.caseId, 'system');
    const message = await manager.findOneByOrFail(InboxMessageRow, { id: messageId });
    if (message.processedAt !== null) return true;
    const failures = message.failures + 1;
    await manager.update(InboxMessageRow, { id: messageId }, { failures });
    if (failures < ATTEMPTS) return false;
    const { kind, subjectId, party } = message;
    const subject = await findSubject(manager, kind, subjectId, party);
    // Its sender has the question, so it is not sent again.
    if (kind === 'debit.confirmation') await noteDebitQuestionDelivered(work, subjectId);
    if (kind.startsWith('evidence.')) await noteQuestionDelivered(work, subjectId);
    noteApplied(work, message, 'SET_ASIDE');
    await markProcessed(work, [message], ['SET_ASIDE']);
    await openBreakOnce(work, { caseId: found.caseId, id: subject?.holdId ?? null }, message, 'MESSAGE_SET_ASIDE');
    await work.finish();
    return true;
  });
}

/**
 * Runs `act`, a whole transaction that takes an answer: applied at first, and only kept when it
 * cannot be applied. The answer is then safe, and waits for its effect like a callback.
 */
export async function keepingFaulty<T>(act: (answer: ApplyMode | 'keep') => Promise<T>): Promise<T> {
  try {
    return await inEitherMode(act);
  } catch (error) {
    if (!(error instanceof MessageFault)) throw error;
    return act('keep');
  }
}
