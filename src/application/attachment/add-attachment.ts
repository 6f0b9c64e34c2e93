import { sha256OfFile } from '../../persistence/sha256.js';
import type { DataSource, EntityManager } from 'typeorm';
import {
  type AttachmentKind,
  type AttachmentPlace,
  type AttachmentType,
  mayAddAttachment,
} from '../../domain/attachment/attachment.js';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { AppealRow } from '../../persistence/entities/case/appeal.entities.js';
import { AttachmentRow } from '../../persistence/entities/findings/attachment.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openCases } from '../case/work/open-case.js';
import { newestAppeal } from '../appeal/read-appeals.js';
import type { AttachmentStore } from './attachment-store.js';

/** A file whose type was decided. */
export interface NewAttachment {
  kind: AttachmentKind;
  mediaType: AttachmentType;
  content: Buffer;
}

/** Who adds a file: a person in a role, or a holder whose second secret was right. */
export interface AddedBy {
  addedBy: string;
  addedRole: Role | 'holder';
}

/** An attachment as it is shown. */
export type AttachmentShown = ReturnType<typeof toShown>;
export type AttachmentAdded = { ok: true; attachment: AttachmentShown } | Refusal;

/** Returns an attachment as it is shown, without its bytes. */
export function toShown({ caseId: _caseId, storedSha256: _stored, addedAt, ...row }: AttachmentRow) {
  return { ...row, addedAt: addedAt.toISOString() };
}

/** Adds a file to a case, also to a closed one. Refusals: `CASE.ABSENT`, `ATTACHMENT.TOO_MANY`. */
export function attachToCase(
  db: DataSource,
  store: AttachmentStore,
  input: { caseId: string; file: NewAttachment; by: AddedBy },
): Promise<AttachmentAdded> {
  return keepWithRow(store, input.file, (stored) =>
    inTransaction(db, async (manager) => {
      const [work] = await openCases(manager, [input.caseId], input.by.addedBy);
      if (work === undefined) return refuse('CASE.ABSENT', 'there is no such case');
      return write(work, { appealId: null, ...input.by }, stored);
    }),
  );
}

/**
 * Adds a file to an appeal that waits for an answer. Refusals: `APPEAL.ABSENT`, `APPEAL.ANSWERED`,
 * `ATTACHMENT.TOO_MANY`.
 */
export function attachToAppeal(
  db: DataSource,
  store: AttachmentStore,
  input: { appealId: string; file: NewAttachment; by: AddedBy },
): Promise<AttachmentAdded> {
  return keepWithRow(store, input.file, (stored) =>
    inTransaction(db, async (manager) => {
      const found = await manager.findOneBy(AppealRow, { id: input.appealId });
      if (found === null) return refuse('APPEAL.ABSENT', 'there is no such appeal');
      const [work] = await openCases(manager, [found.caseId], input.by.addedBy);
      if (work === undefined) throw new Error(`no case ${found.caseId}`);
      const appeal = await manager.findOneByOrFail(AppealRow, { id: input.appealId });
      if (appeal.settledAt !== null) return refuse('APPEAL.ANSWERED', 'the appeal has its answer');
      return write(work, { appealId: appeal.id, ...input.by }, stored);
    }),
  );
}

/** Returns the id of the open appeal of a hold; undefined when none waits for an answer. */
export async function openAppealOf(manager: EntityManager, holdId: string): Promise<string | undefined> {
  const appeal = await newestAppeal(manager, holdId);
  return appeal?.settledAt === null ? appeal.id : undefined;
}

/** A file that lies in the store, and what its row says of it. */
export type StoredFile = Pick<AttachmentRow, 'id' | 'kind' | 'mediaType' | 'bytes' | 'sha256' | 'storedSha256'>;

/**
 * Puts a file into the store and then writes its row, so that a row never names a file that was not
 * kept. Where no row comes, the file is removed; after a crash one may stay, encrypted, that no row
 * names.
 */
export async function keepWithRow<Outcome extends { ok: true } | Refusal>(
  store: AttachmentStore,
  { kind, mediaType, content }: NewAttachment,
  writeRow: (stored: StoredFile) => Promise<Outcome>,
): Promise<Outcome> {
  const id = newId();
  const sha256 = await sha256OfFile(content);
  const storedSha256 = await store.put(id, content);
  let outcome: Outcome | undefined;
  try {
    outcome = await writeRow({ id, kind, mediaType, bytes: content.length, sha256, storedSha256 });
    return outcome;
  } finally {
    if (outcome?.ok !== true) await store.remove(id);
  }
}

async function write(
  work: CaseWork,
  to: AddedBy & { appealId: string | null },
  stored: StoredFile,
): Promise<AttachmentAdded> {
  const place: AttachmentPlace = to.appealId === null ? 'case' : 'appeal';
  const of = to.appealId === null ? { caseId: work.caseFile.id } : { appealId: to.appealId };
  const allowed = mayAddAttachment(place, await work.manager.countBy(AttachmentRow, of));
  if (!allowed.ok) return allowed;
  const row = await writeAttachment(work, to, stored);
  await work.finish();
  return { ok: true, attachment: toShown(row) };
}

/** Writes the row of a stored file, with its audit event, in the transaction of a case. */
export async function writeAttachment(
  work: CaseWork,
  { appealId, addedBy, addedRole }: AddedBy & { appealId: string | null },
  stored: StoredFile,
): Promise<AttachmentRow> {
  const row = { ...stored, caseId: work.caseFile.id, appealId, addedBy, addedRole, addedAt: work.now };
  await work.manager.insert(AttachmentRow, row);
  const { id: attachmentId, kind, mediaType, bytes, sha256 } = stored;
  const payload = { caseId: row.caseId, appealId, attachmentId, role: addedRole, kind, mediaType, bytes, sha256 };
  work.audit('attachment.added', payload);
  return row;
}
