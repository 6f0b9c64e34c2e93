import { IsNull } from 'typeorm';
import { ownerOfBreak } from '../../domain/break/settle-break.js';
import { BreakRecordRow } from '../../persistence/entities/break.entities.js';
import type { HoldRow } from '../../persistence/entities/hold.entities.js';
import type { InboxMessageRow } from '../../persistence/entities/message.entities.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/case-work.js';

/** What a break is about: a hold, or a case. */
type BreakSubject = Pick<HoldRow, 'caseId'> & { id: string | null };

/**
 * Opens a break, about a hold or, where there is none, a case: an institution's word that differs
 * from the record is kept without effect, and gets an owner who settles it.
 */
export async function openBreak(
  work: CaseWork,
  about: BreakSubject,
  message: Pick<InboxMessageRow, 'id'>,
  kind: string,
): Promise<void> {
  const row = work.manager.create(BreakRecordRow, {
    id: newId(),
    caseId: about.caseId,
    holdId: about.id,
    kind,
    inboxMessageId: message.id,
    ...ownerOfBreak(work.rulebook, work.now),
    openedAt: work.now,
    closedAt: null,
    closedBy: null,
    closedRole: null,
    closeReason: null,
  });
  await work.manager.insert(BreakRecordRow, row);
  work.audit('break.opened', { breakId: row.id, holdId: about.id, kind, dueAt: row.dueAt.toISOString() });
}

/**
 * As `openBreak`, unless the hold, or the case where it is about no hold, has an open one of this
 * kind: who is asked again and again refuses in ever other words. Returns the outcome's code.
 */
export async function openBreakOnce(
  work: CaseWork,
  about: BreakSubject,
  message: InboxMessageRow,
  kind: string,
): Promise<'BREAK_OPENED' | 'BREAK_OPEN'> {
  const { caseId, id } = about;
  const same = { caseId, holdId: id ?? IsNull(), kind, closedAt: IsNull() };
  if (await work.manager.existsBy(BreakRecordRow, same)) return 'BREAK_OPEN';
  await openBreak(work, about, message, kind);
  return 'BREAK_OPENED';
}
