import { firstLookAtCause } from '../../domain/break/cause-gone.js';
import { ownerOfBreak } from '../../domain/break/settle-break.js';
import { earlier } from '../../domain/time.js';
import { BreakRecordRow } from '../../persistence/entities/traffic/break.entities.js';
import type { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import type { InboxMessageRow } from '../../persistence/entities/traffic/message.entities.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/work/case-work.js';
import { isBreakOpen } from './break.queries.js';

/** The subject of a break: a hold, or a case (`id` null). */
type BreakSubject = Pick<HoldRow, 'caseId'> & { id: string | null };

/**
 * Opens a break about a hold or a case: a message that differs from the record has no effect, and
 * gets an owner who settles it (P-BREAK). Null: no message of its own opened it. `transferId` is
 * the transfer whose receiver it is about, where no hold is. `dueBy`: it must be settled sooner.
 */
export async function openBreak(
  work: CaseWork,
  about: BreakSubject,
  message: Pick<InboxMessageRow, 'id'> | null,
  kind: string,
  transferId: string | null = null,
  dueBy?: Date,
): Promise<string> {
  const owner = ownerOfBreak(work.rulebook, work.now);
  const row = work.manager.create(BreakRecordRow, {
    id: newId(),
    caseId: about.caseId,
    holdId: about.id,
    transferId,
    kind,
    inboxMessageId: message?.id ?? null,
    party: null,
    ...owner,
    dueAt: dueBy === undefined ? owner.dueAt : earlier(dueBy, owner.dueAt),
    openedAt: work.now,
    closedAt: null,
    closedBy: null,
    closedRole: null,
    closeReason: null,
    lookAt: firstLookAtCause(kind, work.now),
  });
  work.insert(BreakRecordRow, [row]);
  await work.writeRows();
  work.audit('break.opened', { breakId: row.id, holdId: about.id, transferId, kind, dueAt: row.dueAt.toISOString() });
  return row.id;
}

/**
 * Opens a break about a transfer that no message opened, once for each kind: a person who settled
 * it is not asked again.
 */
export async function openBreakOfTransfer(work: CaseWork, transferId: string, kind: string): Promise<void> {
  const caseId = work.caseFile.id;
  if (await work.manager.existsBy(BreakRecordRow, { caseId, transferId, kind })) return;
  await openBreak(work, { caseId, id: null }, null, kind, transferId);
}

/**
 * Opens a break as `openBreak` does, unless its subject has an open one of this kind: an
 * institution that is asked again may refuse each time in other words. Of a hold, it is about the
 * same order, and of a search for a transfer about the same search. Returns the outcome's code.
 */
export async function openBreakOnce(
  work: CaseWork,
  about: BreakSubject,
  message: InboxMessageRow,
  kind: string,
): Promise<'BREAK_OPENED' | 'BREAK_OPEN'> {
  if (await isBreakOpen(work.manager, { ...about, kind, subjectId: message.subjectId })) return 'BREAK_OPEN';
  await openBreak(work, about, message, kind);
  return 'BREAK_OPENED';
}
