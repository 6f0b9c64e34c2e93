import { Entity } from 'typeorm';
import type { AttachmentKind, AttachmentType } from '../../../domain/attachment/attachment.js';
import type { ProofShows } from '../../../domain/attachment/proof-of-holder.js';
import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import { Instant, Integer, KeyText, Text, TextList } from '../columns.js';

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

/**
 * Documents of a holder that an officer accepted as proof that the account has nothing to do with
 * the crime (AOC-85C). Append-only.
 */
@Entity('accepted_proof')
export class AcceptedProofRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() appealId!: string;
  @Text() holdId!: string;
  @Text() institution!: string;
  @Text() accountNo!: string;
  @TextList() attachmentIds!: string[];
  /** Of the files as received, in the order of their ids. */
  @TextList() attachmentSha256!: string[];
  @Text() shows!: ProofShows;
  @Text() reason!: string;
  @Text() person!: string;
  @Text() role!: Role;
  @Instant() acceptedAt!: Date;
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
