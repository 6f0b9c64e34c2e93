import { Entity } from 'typeorm';
import type { AttachmentKind, AttachmentType } from '../../domain/attachment/attachment.js';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import { Instant, Integer, KeyText, Text } from './columns.js';

/** A file that was added to a case or an appeal. Its bytes lie in the store. Append-only. */
@Entity('attachment')
export class AttachmentRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  /** Null: it belongs to the case alone. */
  @Text({ nullable: true }) appealId!: string | null;
  @Text() kind!: AttachmentKind;
  @Text() mediaType!: AttachmentType;
  @Integer() bytes!: number;
  /** Of the file as received. */
  @Text() sha256!: string;
  /** Of what lies in the store, so that a change is found without the key. */
  @Text() storedSha256!: string;
  /** Subject of the person, or `holder`. */
  @Text() addedBy!: string;
  @Text() addedRole!: Role | 'holder';
  @Instant() addedAt!: Date;
}

/** A file that was added to a draft of a complaint. It goes with the draft, or to the case. */
@Entity('draft_attachment')
export class DraftAttachmentRow {
  @KeyText() id!: string;
  @Text() draftId!: string;
  @Text() kind!: AttachmentKind;
  @Text() mediaType!: AttachmentType;
  @Integer() bytes!: number;
  @Text() sha256!: string;
  @Text() storedSha256!: string;
  @Instant() addedAt!: Date;
}
