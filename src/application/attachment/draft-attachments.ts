import { type DataSource, type EntityManager, MoreThan } from 'typeorm';
import { mayAddAttachment, mayGiveDraftFiles } from '../../domain/attachment/attachment.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { AttachmentRow, DraftAttachmentRow } from '../../persistence/entities/findings/attachment.entities.js';
import { ComplaintRow } from '../../persistence/entities/case/complaint.entities.js';
import { ComplaintDraftRow } from '../../persistence/entities/case/draft.entities.js';
import { inTransaction, inTransactionUnlessRefused } from '../../persistence/unit-of-work.js';
import { openCases } from '../case/work/open-case.js';
import { rowsOf } from '../case/work/read-rows.js';
import {
  type AttachmentShown,
  keepWithRow,
  type NewAttachment,
  type StoredFile,
  toShown,
  writeAttachment,
} from './add-attachment.js';
import type { AttachmentStore } from './attachment-store.js';

/** A file of a draft as its owner sees it. */
export type DraftFile = ReturnType<typeof toDraftFile>;

function toDraftFile({ draftId: _draftId, storedSha256: _stored, addedAt, ...row }: DraftAttachmentRow) {
  return { ...row, addedAt: addedAt.toISOString() };
}

/**
 * Adds a file to a person's own draft. The audit chain of the system notes its hash. Refusals:
 * `DRAFT.ABSENT` (also for another person's), `ATTACHMENT.TOO_MANY`.
 */
export function attachToDraft(
  db: DataSource,
  store: AttachmentStore,
  { draftId, owner, file }: { draftId: string; owner: string; file: NewAttachment },
): Promise<{ ok: true; attachment: DraftFile } | Refusal> {
  return keepWithRow(store, file, (stored) =>
    inTransaction(db, async (manager) => {
      const now = await databaseNow(manager);
      if ((await lockedDraft(manager, draftId, owner, now)) === null) return absent();
      const allowed = mayAddAttachment('draft', await manager.countBy(DraftAttachmentRow, { draftId }));
      if (!allowed.ok) return allowed;
      const row = { ...stored, draftId, addedAt: now };
      await manager.insert(DraftAttachmentRow, row);
      const payload = { draftId, attachmentId: row.id, bytes: row.bytes, sha256: row.sha256 };
      await appendAudit(manager, SYSTEM_CHAIN, owner, now, [{ type: 'draft.attached', payload }]);
      return { ok: true, attachment: toDraftFile(row) };
    }),
  );
}

/** Lists the files of a person's own draft, in order; undefined without such a draft. */
export async function listDraftFiles(manager: EntityManager, draftId: string, owner: string) {
  const now = await databaseNow(manager);
  if (!(await manager.existsBy(ComplaintDraftRow, { id: draftId, owner, expiresAt: MoreThan(now) }))) return undefined;
  const rows = await manager.find(DraftAttachmentRow, { where: { draftId }, order: { id: 'ASC' } });
  return { attachments: rows.map(toDraftFile) };
}

/** Removes a file of a person's own draft. Refuses with `DRAFT.ABSENT`, `ATTACHMENT.ABSENT`. */
export async function removeDraftFile(
  db: DataSource,
  store: AttachmentStore,
  { draftId, id, owner }: { draftId: string; id: string; owner: string },
): Promise<{ ok: true } | Refusal> {
  return inTransaction(db, async (manager) => {
    const now = await databaseNow(manager);
    if ((await lockedDraft(manager, draftId, owner, now)) === null) return absent();
    const { affected } = await manager.delete(DraftAttachmentRow, { id, draftId });
    if (affected !== 1) return refuse('ATTACHMENT.ABSENT', 'the draft has no such file');
    const payload = { draftId, attachmentId: id };
    await appendAudit(manager, SYSTEM_CHAIN, owner, now, [{ type: 'draft.file_removed', payload }]);
    await store.remove(id);
    return { ok: true };
  });
}

type DraftFilesGiven = { ok: true; attachments: AttachmentShown[] } | Refusal;

/**
 * Gives the files of a person's own draft to the case that its complaint has opened; the bytes stay
 * where they are. Repeated, it gives what is left. Refusals: `CASE.ABSENT`, `DRAFT.ABSENT`,
 * `DRAFT.OTHER_CASE`, `ATTACHMENT.TOO_MANY`.
 */
export async function giveDraftFiles(
  db: DataSource,
  { caseId, draftId, owner }: { caseId: string; draftId: string; owner: string },
): Promise<DraftFilesGiven> {
  return inTransactionUnlessRefused(db, async (manager): Promise<DraftFilesGiven> => {
    const [work] = await openCases(manager, [caseId], owner);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such case');
    const complaint = await manager.findOneBy(ComplaintRow, { id: caseId });
    const allowedTo = mayGiveDraftFiles({ owner, takenBy: complaint?.receivedBy });
    if (!allowedTo.ok) return allowedTo;
    if ((await lockedDraft(manager, draftId, owner, work.now)) === null) return absent();
    // Taken before they are given: a draft may be over before the commit, and whoever clears up then
    // must find no row of a file that the case has.
    const rows = await takeDraftFiles(manager, draftId);
    const before = await manager.countBy(AttachmentRow, { caseId });
    const allowed = mayAddAttachment('case', before + rows.length - 1);
    if (!allowed.ok) return allowed;
    const given: AttachmentShown[] = [];
    for (const stored of rows) {
      const to = { appealId: null, addedBy: owner, addedRole: 'hotline_operator' as const };
      given.push(toShown(await writeAttachment(work, to, stored)));
    }
    if (given.length > 0) await work.finish();
    return { ok: true, attachments: given };
  });
}

/**
 * Removes the files of drafts that are discarded or over, with their rows, so that no file is
 * forgotten. Returns how many.
 */
export async function removeFilesOfGoneDrafts(db: DataSource, store: AttachmentStore): Promise<number> {
  return inTransaction(db, async (manager) => {
    const gone = await rowsOf<{ id: string }>(
      manager,
      `WITH gone AS (DELETE FROM draft_attachment a WHERE NOT EXISTS
         (SELECT 1 FROM complaint_draft d WHERE d.id = a.draft_id AND d.expires_at > now()) RETURNING a.id)
       SELECT id FROM gone`,
      [],
    );
    // Before the commit: where a file cannot be removed, its row stays.
    for (const { id } of gone) await store.remove(id);
    return gone.length;
  });
}

/** Takes the rows of a draft's files out of their table, in order. */
function takeDraftFiles(manager: EntityManager, draftId: string): Promise<StoredFile[]> {
  return rowsOf<StoredFile>(
    manager,
    `WITH taken AS (DELETE FROM draft_attachment WHERE draft_id = $1 RETURNING *)
     SELECT id, kind, media_type AS "mediaType", bytes, sha256, stored_sha256 AS "storedSha256" FROM taken ORDER BY id`,
    [draftId],
  );
}

function lockedDraft(manager: EntityManager, id: string, owner: string, now: Date) {
  return manager.findOne(ComplaintDraftRow, {
    where: { id, owner, expiresAt: MoreThan(now) },
    lock: { mode: 'pessimistic_write' },
  });
}

function absent(): Refusal {
  return refuse('DRAFT.ABSENT', 'there is no such draft, or it is not yours');
}
