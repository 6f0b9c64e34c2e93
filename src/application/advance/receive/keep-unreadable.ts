import { type DataSource, IsNull, Not } from 'typeorm';
import { BreakRecordRow } from '../../../persistence/entities/traffic/break.entities.js';
import { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { openBreak } from '../../break/open-break.js';
import { openCaseOfHold } from '../../case/work/open-case.js';
import { recordConfirmation } from '../../debit/deliver-debit-question.js';
import { isUnreadableKept, unreadableCallback } from '../../message/answer-message.js';
import { findSubject } from '../../message/receive-message.js';
import type { ProvedMessage } from '../../message/signed-message.js';
import { finishWith } from '../look/advance-hold.js';
import { takeAnswerOfHold } from './apply-news.js';

/** The break of an answer that is larger than any answer may be, so that nobody has read it. */
const ANSWER_TOO_LARGE = 'ANSWER_TOO_LARGE';

/**
 * Keeps a signed callback that breaks its schema, once for each order or question, and opens the
 * break of an answer that cannot be read: its sender goes on sending it, and may hold money by it. It
 * changes nothing else. Returns whether it is kept, now or before: a callback about nothing that the
 * centre put to its sender is not.
 */
export async function keepUnreadable(
  db: DataSource,
  callback: Parameters<typeof unreadableCallback>[0],
): Promise<boolean> {
  const message = unreadableCallback(callback);
  if (message === undefined) return false;
  const { party, kind, subjectId } = message;
  const subject = await findSubject(db.manager, kind, subjectId, party);
  if (subject === undefined) return false;
  if (await isUnreadableKept(db.manager, message)) return true;
  const { caseId, holdId } = subject;
  if (holdId === null) await recordConfirmation(db, { confirmationId: subjectId, caseId }, message);
  else await keepOfHold(db, holdId, message);
  return true;
}

async function keepOfHold(db: DataSource, holdId: string, message: ProvedMessage): Promise<void> {
  await inTransaction(db, async (manager) => {
    const work = await openCaseOfHold(manager, holdId, 'system');
    await takeAnswerOfHold(work, message, holdId, 'together');
    await finishWith(work, holdId);
  });
}

/**
 * Opens a break about a hold whose institution answers more than is read, once for each hold until an
 * answer can be read: the call is repeated, and each time it brings no answer.
 */
export async function noteTooLarge(db: DataSource, holdId: string): Promise<void> {
  await inTransaction(db, async (manager) => {
    const work = await openCaseOfHold(manager, holdId, 'system');
    const about = { holdId, kind: ANSWER_TOO_LARGE };
    // One that the centre settled, because an answer came, may come again; one of a person does not.
    if (
      await manager.existsBy(BreakRecordRow, [
        { ...about, closedAt: IsNull() },
        { ...about, closedBy: Not('system') },
      ])
    )
      return;
    const hold = await manager.findOneByOrFail(HoldRow, { id: holdId });
    await openBreak(work, hold, null, ANSWER_TOO_LARGE);
    await work.finish();
  });
}
