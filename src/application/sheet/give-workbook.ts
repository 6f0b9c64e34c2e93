import type { DataSource } from 'typeorm';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { WorkbookRow } from '../../persistence/entities/traffic/sheet.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { SheetPerson } from './take-sheet.js';

/** Notes that a person of an institution is given a workbook, and with which messages. Returns its id. */
export async function noteWorkbookGiven(
  db: DataSource,
  { by, ...given }: { by: SheetPerson } & Pick<WorkbookRow, 'format' | 'messageIds' | 'fileSha256'>,
): Promise<string> {
  return inTransaction(db, async (manager) => {
    const id = newId();
    const now = await databaseNow(manager);
    const { subject: givenTo, sessionId, institution } = by;
    await manager.insert(WorkbookRow, { id, ...given, institution, givenTo, sessionId, givenAt: now });
    const { format, fileSha256, messageIds } = given;
    const payload = { workbookId: id, institution, sessionId, format, fileSha256, messages: messageIds.length };
    await appendAudit(manager, SYSTEM_CHAIN, givenTo, now, [{ type: 'sheet.given', payload }]);
    return id;
  });
}
