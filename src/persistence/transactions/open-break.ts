import { ownerOfBreak } from '../../domain/breaks/settle-break.js';
import { BreakRecordRow, type HoldRow } from '../entities/hold.entities.js';
import type { InboxMessageRow } from '../entities/message.entities.js';
import { newId } from '../ids.js';
import type { CaseWork } from './case-work.js';

/** Opens a break: an institution's word that differs from the record is kept without effect, and gets an owner who settles it. */
export async function openBreak(work: CaseWork, hold: HoldRow, message: InboxMessageRow, kind: string): Promise<void> {
  const row = work.manager.create(BreakRecordRow, {
    ...{ id: newId(), caseId: hold.caseId, holdId: hold.id, kind, inboxMessageId: message.id },
    ...ownerOfBreak(work.rulebook, work.now),
    openedAt: work.now,
    ...{ closedAt: null, closedBy: null, closedRole: null, closeReason: null },
  });
  await work.manager.insert(BreakRecordRow, row);
  work.audit('break.opened', { breakId: row.id, holdId: hold.id, kind, dueAt: row.dueAt.toISOString() });
}
