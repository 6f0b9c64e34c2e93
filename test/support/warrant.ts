import type { DataSource } from 'typeorm';
import { attachToCase } from '../../src/application/attachment/add-attachment.js';
import type { AttachmentStore } from '../../src/application/attachment/attachment-store.js';
import { bangkokDate } from '../../src/domain/calendar/bangkok-day.js';
import { sha256Hex } from '../../src/persistence/sha256.js';

/** A store that keeps nothing: what a test attaches is not read again. */
export const NO_STORE: AttachmentStore = {
  put: (_id, content) => Promise.resolve(sha256Hex(content)),
  get: () => Promise.resolve({ is: 'missing' }),
  remove: () => Promise.resolve(),
};

const BUDDHIST_ERA = 543;

/**
 * Attaches the document of a seizure warrant of today to a case, and returns what a request for a
 * whole account says of it.
 */
export async function warrantOf(db: DataSource, caseId: string) {
  const file = {
    kind: 'document' as const,
    mediaType: 'application/pdf' as const,
    content: Buffer.from(`%PDF-1.7 a made-up warrant for ${caseId}`),
  };
  const by = { addedBy: 'officer-1', addedRole: 'aoc_officer' as const };
  const added = await attachToCase(db, NO_STORE, { caseId, file, by });
  if (!added.ok) throw new Error(added.code);
  const issuedOn = bangkokDate(new Date());
  return {
    seizureWarrantNo: `อ.12/${Number(issuedOn.slice(0, 4)) + BUDDHIST_ERA}`,
    warrant: { authority: 'Test Police Station', issuedOn, attachmentId: added.attachment.id },
  };
}
