import { type DataSource, IsNull } from 'typeorm';
import { ownerOfBreak } from '../../domain/break/settle-break.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { BreakRecordRow } from '../../persistence/entities/traffic/break.entities.js';
import { newId } from '../../persistence/ids.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';

/**
 * Why nobody read a message whose signature is good: it is larger than any message may be, or what
 * it is about cannot be read.
 */
export type WhyUnread = 'MESSAGE_TOO_LARGE' | 'MESSAGE_UNREADABLE';

/**
 * Opens a break of no case: a party signed a message that was refused unread, and may go on sending
 * it, so that what it says is lost for ever. Nothing of the message is kept. One break of a kind is
 * open for each party, however much it sends.
 */
export async function noteUnreadMessage(db: DataSource, party: string, kind: WhyUnread): Promise<void> {
  const open = { party, kind, closedAt: IsNull() };
  if (await db.manager.existsBy(BreakRecordRow, open)) return;
  await inTransaction(db, async (manager) => {
    const now = await databaseNow(manager);
    const owner = ownerOfBreak(await loadRulebook(manager, 'th'), now);
    const row = { id: newId(), party, kind, ...owner, openedAt: now };
    const { identifiers } = await manager
      .createQueryBuilder()
      .insert()
      .into(BreakRecordRow)
      .values(row)
      .orIgnore()
      .execute();
    // Another process opened it meanwhile.
    if (identifiers.length === 0 || !(await manager.existsBy(BreakRecordRow, { id: row.id }))) return;
    const payload = { breakId: row.id, holdId: null, transferId: null, kind, dueAt: owner.dueAt.toISOString() };
    await appendAudit(manager, SYSTEM_CHAIN, 'system', now, [{ type: 'break.opened', payload }]);
  });
}
