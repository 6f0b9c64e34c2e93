import { Entity } from 'typeorm';
import type { MessageKind } from '../../../domain/outgoing/received-kind.js';
import type { SheetRowState } from '../../../domain/sheet/sheet-row.js';
import { Instant, IntegerList, KeyText, SatangAmount, Text, TextList } from '../columns.js';

/** A file with the centre's messages that a person of an institution was given. Append-only. */
@Entity('workbook')
export class WorkbookRow {
  @KeyText() id!: string;
  @Text() institution!: string;
  @Text() format!: 'xlsx' | 'csv';
  @TextList() messageIds!: string[];
  @Text() fileSha256!: string;
  /** Subject of the person. */
  @Text() givenTo!: string;
  @Text() sessionId!: string;
  @Instant() givenAt!: Date;
}

/** A filled file that a person of an institution uploaded. Append-only. */
@Entity('sheet_upload')
export class SheetUploadRow {
  @KeyText() id!: string;
  @Text() institution!: string;
  @Text() fileSha256!: string;
  @Text() uploadedBy!: string;
  @Text() sessionId!: string;
  @Instant() uploadedAt!: Date;
}

/** What became of a row of an uploaded file, or of rows that answer together. */
@Entity('sheet_row')
export class SheetRowRow {
  @KeyText() id!: string;
  @Text() uploadId!: string;
  /** As the file counts. */
  @IntegerList() rowNos!: number[];
  /** Of the message that it makes; null: it makes none. */
  @Text({ nullable: true }) kind!: MessageKind | null;
  @Text({ nullable: true }) subjectId!: string | null;
  /** The message, byte for byte. */
  @Text({ nullable: true }) body!: string | null;
  @Text({ nullable: true }) bodySha256!: string | null;
  /** What is decided by it. */
  @SatangAmount({ nullable: true }) amountSatang!: bigint | null;
  @Text() state!: SheetRowState;
  /** Why it is refused or known. */
  @Text({ nullable: true }) code!: string | null;
  /** Where the fault is. */
  @Text({ nullable: true }) columnName!: string | null;
  @Text({ nullable: true }) ruleRowId!: string | null;
  /** The second person. */
  @Text({ nullable: true }) decidedBy!: string | null;
  @Text({ nullable: true }) decidedSession!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
  @Text({ nullable: true }) declineReason!: string | null;
}
