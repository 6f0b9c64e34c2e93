import { ownerOfBreak } from '../../domain/breaks/settle-break.js';
import { BreakRecordRow, type HoldRow } from '../entities/hold.entities.js';
import type { InboxMessageRow } from '../entities/message.entities.js';
import { newId } from '../ids.js';
import type { CaseWork } from './case-work.js';

/** Opens a break, about a hold or, where there is none, a case: an institution's word that differs from the record is kept without effect, and gets an owner who settles it. */
export async function openBreak(
  work: CaseWork,
  about: Pick<HoldRow, 'caseId'> & { id: string | null },
  message: InboxMessageRow,
  kind: string,
): Promise<void> {
  const row = work.manager.create(BreakRecordRow, {
    ...{ id: newId(), caseId: about.caseId, holdId: about.id, kind, inboxMessageId: message.id },
    ...ownerOfBreak(work.rulebook, work.now),
    openedAt: work.now,
    ...{ closedAt: null, closedBy: null, closedRole: null, closeReason: null },
  });
  await work.manager.insert(BreakRecordRow, row);
  work.audit('break.opened', { breakId: row.id, holdId: about.id, kind, dueAt: row.dueAt.toISOString() });
}
