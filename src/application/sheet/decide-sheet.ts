import type { DataSource } from 'typeorm';
import { ok, type Refusal, refuse } from '../../domain/result.js';
import { whyNotDecide } from '../../domain/sheet/sheet-row.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { SheetRowRow, SheetUploadRow } from '../../persistence/entities/traffic/sheet.entities.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { casesOfInterest } from '../case/privacy/own-interest.js';
import { type Counted, countRow } from './count-row.js';
import { lockSheets, sheetSubjects } from './sheet.queries.js';
import type { SheetPerson } from './take-sheet.js';

/** Whether the rows count, or not, and then why. */
export type SheetDecision = { decision: 'confirm' } | { decision: 'decline'; reason: string };

const WHY = {
  'SHEET.OWN_UPLOAD': 'who uploaded the file does not confirm its rows',
  'SHEET.NOTHING_WAITS': 'no row of this file waits',
} as const;

/**
 * Lets the rows of an upload count that wait for a second person (P-SHEET), or declines them all. Refusals:
 * `SHEET.ABSENT` (also another institution's), those of `whyNotDecide`, `CASE.INTEREST`.
 */
export async function decideSheet(
  db: DataSource,
  { by, uploadId, ...decided }: { by: SheetPerson; uploadId: string } & SheetDecision,
): Promise<{ ok: true; counted: Counted[] } | Refusal> {
  return inTransaction(db, async (manager) => {
    await lockSheets(manager, by.institution);
    const upload = await manager.findOneBy(SheetUploadRow, { id: uploadId, institution: by.institution });
    if (upload === null) return refuse('SHEET.ABSENT', 'there is no such upload');
    const rows = await manager.find(SheetRowRow, { where: { uploadId, state: 'waits' }, order: { id: 'ASC' } });
    const why = whyNotDecide({ subject: by.subject, uploadedBy: upload.uploadedBy, waiting: rows.length });
    if (why !== undefined) return refuse(why, WHY[why]);
    const ids = rows.map(({ subjectId }) => subjectId ?? '');
    const cases = (await sheetSubjects(manager, by.institution, ids)).flatMap(({ caseId }) => caseId ?? []);
    if ((await casesOfInterest(manager, cases, by.subject)).size > 0)
      return refuse('CASE.INTEREST', 'you declared an interest in money of these rows');
    const now = await databaseNow(manager);
    const state = decided.decision === 'confirm' ? ('confirmed' as const) : ('declined' as const);
    const counted: Counted[] = [];
    for (const row of rows) {
      const declineReason = decided.decision === 'decline' ? decided.reason : null;
      const decision = { state, decidedBy: by.subject, decidedSession: by.sessionId, decidedAt: now, declineReason };
      await manager.update(SheetRowRow, { id: row.id }, decision);
      if (state === 'declined') continue;
      const { kind, subjectId, body } = row;
      if (kind === null || subjectId === null || body === null) throw new Error(`row ${row.id} waits and says nothing`);
      const { data } = JSON.parse(body) as { data: Record<string, unknown> };
      const of = { institution: by.institution, sheetRowId: row.id, kind, subjectId, body, data, state };
      const one = await countRow(manager, of);
      if (one !== undefined) counted.push(one);
    }
    const { institution, sessionId } = by;
    const payload = { uploadId, institution, sessionId, decision: decided.decision, rows: rows.length };
    await appendAudit(manager, SYSTEM_CHAIN, by.subject, now, [{ type: 'sheet.decided', payload }]);
    return { ...ok(null), counted };
  });
}
