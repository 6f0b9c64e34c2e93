import { sha256Hex } from '../../persistence/sha256.js';
import type { DataSource, EntityManager } from 'typeorm';
import { type Refusal, refuse } from '../../domain/result.js';
import { CaseNoteRow } from '../../persistence/entities/case/handling.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import { caseExists } from '../case/work/case.queries.js';
import { openCases } from '../case/work/open-case.js';
import { workingRole } from './assign-case.js';

export type Noted = { ok: true; id: string; notedAt: Date } | Refusal;

/** Adds a note to a case, also to a closed one. Refuses with `CASE.ABSENT`. */
export async function noteOnCase(
  db: DataSource,
  { caseId, text, actor }: { caseId: string; text: string; actor: ActingPerson },
): Promise<Noted> {
  return inTransaction(db, async (manager) => {
    const [work] = await openCases(manager, [caseId], actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such case');
    const row = { id: newId(), caseId, person: actor.subject, role: workingRole(actor), text, notedAt: work.now };
    await manager.insert(CaseNoteRow, row);
    work.audit('case.noted', {
      caseId,
      noteId: row.id,
      role: row.role,
      textSha256: sha256Hex(text),
    });
    await work.finish();
    return { ok: true, id: row.id, notedAt: work.now };
  });
}

/**
 * Reads the notes of a case, oldest first; undefined when there is no such case. The caller notes
 * the reading, because people write about people.
 */
export async function readNotes(manager: EntityManager, caseId: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const rows = await manager.find(CaseNoteRow, { where: { caseId }, order: { id: 'ASC' } });
  return {
    notes: rows.map(({ id, person, role, text, notedAt }) => ({
      id,
      person,
      role,
      text,
      notedAt: notedAt.toISOString(),
    })),
  };
}
