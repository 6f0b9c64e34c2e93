import type { EntityManager } from 'typeorm';
import type { SheetRowState } from '../../domain/sheet/sheet-row.js';
import { effectOfMessage, type MessageEffect } from '../message/message-effect.js';
import { iso, rowsOf } from '../case/work/read-rows.js';

/** An uploaded workbook with what became of its rows. */
export interface SheetRead {
  id: string;
  uploadedAt: string;
  uploadedBy: string;
  fileSha256: string;
  /** The person who reads uploaded it, and so confirms nothing of it. */
  isOwn: boolean;
  rows: ({
    rowNos: number[];
    kind: string | null;
    subjectId: string | null;
    amountSatang: string | null;
    state: SheetRowState;
    code: string | null;
    column: string | null;
    decidedBy: string | null;
    decidedAt: string | null;
    declineReason: string | null;
  } & MessageEffect)[];
}

type RowOfSheet = Omit<SheetRead['rows'][number], 'decidedAt' | keyof MessageEffect> & {
  uploadId: string;
  decidedAt: Date | null;
  outcome: string | null;
};

/** Reads uploads of an institution, the newest first: a page after the upload `after`, or one alone. */
export async function readSheets(
  manager: EntityManager,
  reader: { institution: string; subject: string },
  { after, limit, id }: { after?: string | undefined; limit: number; id?: string },
): Promise<{ sheets: SheetRead[]; next: string | null }> {
  const uploads = await rowsOf<Omit<SheetRead, 'rows' | 'uploadedAt' | 'isOwn'> & { uploadedAt: Date }>(
    manager,
    `SELECT id, uploaded_at AS "uploadedAt", uploaded_by AS "uploadedBy", file_sha256 AS "fileSha256" FROM sheet_upload
      WHERE institution = $1 AND ($2::text IS NULL OR id < $2) AND ($4::text IS NULL OR id = $4) ORDER BY id DESC LIMIT $3`,
    [reader.institution, after ?? null, limit + 1, id ?? null],
  );
  const page = uploads.slice(0, limit);
  const rows = await rowsOf<RowOfSheet>(
    manager,
    `SELECT r.upload_id AS "uploadId", r.row_nos AS "rowNos", r.kind, r.subject_id AS "subjectId", r.amount_satang AS "amountSatang",
            r.state, r.code, r.column_name AS "column", r.decided_by AS "decidedBy", r.decided_at AS "decidedAt",
            r.decline_reason AS "declineReason", m.outcome
       FROM sheet_row r LEFT JOIN inbox_message m ON m.sheet_row_id = r.id
      WHERE r.upload_id = ANY ($1) ORDER BY r.row_nos, r.id`,
    [page.map((upload) => upload.id)],
  );
  const sheets = page.map((upload) => ({
    ...upload,
    uploadedAt: upload.uploadedAt.toISOString(),
    isOwn: upload.uploadedBy === reader.subject,
    rows: rows
      .filter(({ uploadId }) => uploadId === upload.id)
      .map(({ uploadId: _, outcome, decidedAt, ...row }) => ({
        ...row,
        decidedAt: iso(decidedAt),
        ...effectOfMessage(outcome),
      })),
  }));
  return { sheets, next: uploads.length > page.length ? (page.at(-1)?.id ?? null) : null };
}
