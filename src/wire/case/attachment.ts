import { z } from 'zod';
import { ATTACHMENT_KINDS } from '../../domain/attachment/attachment.js';
import { PROOF_SHOWS } from '../../domain/attachment/proof-of-holder.js';
import { Instant, Ulid, wordsForOthers } from '../common.js';

const Kind = z.enum(ATTACHMENT_KINDS).describe('What the file is, as the person who adds it says.');

/** Query of the routes that take a file. */
export const AttachmentQuery = z.strictObject({ kind: Kind });
export type AttachmentQuery = z.infer<typeof AttachmentQuery>;

const File = z.object({
  id: z.string().describe('Id of the attachment.'),
  kind: Kind,
  mediaType: z
    .enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'text/plain'])
    .describe('What the bytes of the file say that it is.'),
  bytes: z.number().int().describe('Size of the file.'),
  sha256: z.string().describe('SHA-256 (hex) of the file as received; the audit chain has it too.'),
  addedAt: Instant.describe('When it was added.'),
});

export const AttachmentView = File.extend({
  appealId: z.string().nullable().describe('The appeal that it belongs to; null: the case alone.'),
  addedBy: z.string().describe('Who added it: a person, or `holder`.'),
  addedRole: z.string().describe('Role in which it was added.'),
}).meta({ id: 'AttachmentView' });
export type AttachmentView = z.infer<typeof AttachmentView>;

export const AttachmentList = z
  .object({ attachments: z.array(AttachmentView).describe('The files, in the order in which they were added.') })
  .meta({ id: 'AttachmentList' });
export type AttachmentList = z.infer<typeof AttachmentList>;

/** POST /v1/cases/{id}/attachments/from-draft */
export const DraftFilesBody = z
  .strictObject({ draftId: Ulid.describe('Your own draft, whose files the case gets.') })
  .meta({ id: 'DraftFilesBody' });

export const DraftFile = File.meta({ id: 'DraftFile' });
export type DraftFile = z.infer<typeof DraftFile>;

export const DraftFileList = z
  .object({ attachments: z.array(DraftFile).describe('The files, in the order in which they were added.') })
  .meta({ id: 'DraftFileList' });
export type DraftFileList = z.infer<typeof DraftFileList>;

/** DELETE /v1/drafts/{id}/attachments/{attachmentId} */
export const DraftFileRemoved = z
  .object({ id: z.string().describe('Id of the file.') })
  .meta({ id: 'DraftFileRemoved' });

export const DraftFileParams = z.strictObject({ id: Ulid, attachmentId: Ulid });
export type DraftFileParams = z.infer<typeof DraftFileParams>;

/** POST /v1/appeals/{id}/proofs */
export const ProofBody = z
  .strictObject({
    attachmentIds: z
      .array(Ulid)
      .min(1)
      .max(20)
      .refine((ids) => new Set(ids).size === ids.length, { error: 'names a file twice' })
      .describe('Files of the appeal that prove it; none that you added yourself.'),
    shows: z.enum(PROOF_SHOWS).describe('What they show that the money paid for.'),
    reason: wordsForOthers(2_000).describe('Why they prove that the account has nothing to do with the crime.'),
  })
  .meta({ id: 'ProofBody' });
export type ProofBody = z.infer<typeof ProofBody>;

export const ProofAccepted = z
  .object({ id: z.string().describe('Id of the record of what was accepted.') })
  .meta({ id: 'ProofAccepted' });
