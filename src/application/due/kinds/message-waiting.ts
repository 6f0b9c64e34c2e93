import { InboxMessageRow } from '../../../persistence/entities/traffic/message.entities.js';
import { findSubject } from '../../message/receive-message.js';
import { AT_MOST, type DueKind } from '../due-kind.js';

/**
 * A party's message that waits longer for its effect than the process that took it, or a live workflow, would let it.
 * What starts a case's workflow, or tells it what persons did, stays unread for it.
 */
export const MESSAGE_WAITING: DueKind = {
  from: 'inbox_message m WHERE m.processed_at IS NULL',
  id: 'm.id',
  caseId: 'm.case_id',
  at: 'm.received_at',
  othersMs: 20_000,
  atMost: AT_MOST,
  async drive({ db, look, advanceHold }, { id, caseId }) {
    const { kind, subjectId, party, processedAt } = await db.manager.findOneByOrFail(InboxMessageRow, { id });
    // Another message of its case may have brought it along.
    if (processedAt !== null) return false;
    const subject = await findSubject(db.manager, kind, subjectId, party);
    await (subject?.holdId == null ? look(caseId) : advanceHold(subject.holdId));
    return true;
  },
};
