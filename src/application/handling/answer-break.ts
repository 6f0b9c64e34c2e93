import type { DataSource } from 'typeorm';
import { mayAnswerBreak } from '../../domain/break/settle-break.js';
import type { Refusal } from '../../domain/result.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { BreakStatementRow } from '../../persistence/entities/traffic/break.entities.js';
import { newId } from '../../persistence/ids.js';
import { sha256Hex } from '../../persistence/sha256.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import { openKnownCase } from '../case/work/open-case.js';
import { withoutInterest } from '../interest/refuse-interested.js';
import { breakOfInstitution } from '../break/break.queries.js';

/** The statement that was kept, or a refusal. */
export type BreakAnswered = { ok: true; id: string; saidAt: Date } | Refusal;

/**
 * Keeps what a person of an institution says of an own break, for who settles it. It is a statement of
 * fact: no hold, order, release or clock changes by it, and the break stays open. The institution is
 * that of the sign-in. Refusals: those of `mayAnswerBreak`, and `CASE.INTEREST` for who gains by the
 * case: that person's word is what another settles the break by.
 */
export async function answerBreak(
  db: DataSource,
  input: { breakId: string; text: string; actor: ActingPerson; institution: string },
): Promise<BreakAnswered> {
  const { breakId, text, actor, institution } = input;
  const person = actor.subject;
  return inTransaction(db, async (manager) => {
    const before = await breakOfInstitution(manager, breakId);
    const refused = mayAnswerBreak(before, institution);
    if (!refused.ok) return refused;
    const caseId = before?.caseId ?? null;
    const work = caseId === null ? undefined : await openKnownCase(manager, caseId, person);
    // Read again under the lock of the case: it may have been settled meanwhile.
    const may = mayAnswerBreak(await breakOfInstitution(manager, breakId), institution);
    if (!may.ok) return may;
    const heard = work === undefined ? ({ ok: true } as const) : await withoutInterest(work, actor);
    if (!heard.ok) return heard;
    const saidAt = work?.now ?? (await databaseNow(manager));
    const row = { id: newId(), breakId, institution, person, text, saidAt };
    await manager.insert(BreakStatementRow, row);
    const payload = { breakId, statementId: row.id, institution, textSha256: sha256Hex(text) };
    if (work === undefined) {
      await appendAudit(manager, SYSTEM_CHAIN, person, saidAt, [{ type: 'break.answered', payload }]);
    } else {
      work.audit('break.answered', payload);
      await work.finish();
    }
    return { ok: true, id: row.id, saidAt };
  });
}
