import { z } from 'zod';
import { Instant, SatangString, Ulid, wholeNumber, wordsForOthers } from '../common.js';

/** POST /v1/institution/workbooks */
export const WorkbookBody = z
  .strictObject({ format: z.enum(['xlsx', 'csv']).describe('The form of the file.') })
  .meta({ id: 'WorkbookAsked' });
export type WorkbookBody = z.infer<typeof WorkbookBody>;

/** GET /v1/institution/sheets */
export const SheetQuery = z.strictObject({
  after: Ulid.optional().describe('`next` of the page before.'),
  limit: wholeNumber(1, 50).default(20).describe('Uploads of a page.'),
});
export type SheetQuery = z.infer<typeof SheetQuery>;

const SheetRow = z.strictObject({
  rowNos: z
    .array(z.number().int())
    .describe('The rows of the file that say it together, as the file counts: an order with the debits under it.'),
  kind: z.string().nullable().describe('The kind of the message that it makes; null: it makes none.'),
  subjectId: Ulid.nullable().describe('The order, question or hold that it is about.'),
  amountSatang: SatangString.nullable().describe('What is decided by it; null: nothing was read.'),
  state: z
    .enum(['taken', 'known', 'refused', 'waits', 'confirmed', 'declined'])
    .describe(
      'taken, confirmed: it counts. known: the same words came before, nothing changes. waits: it counts when a second person confirms it (P-SHEET). refused, declined: it does not count.',
    ),
  code: z.string().nullable().describe('Why it is refused or known: a code that never changes its meaning.'),
  column: z.string().nullable().describe('The column of the fault.'),
  decidedBy: z.string().nullable().describe('The second person.'),
  decidedAt: Instant.nullable().describe('When that person decided.'),
  declineReason: z.string().nullable().describe('Why that person declined it.'),
  applied: z.boolean().nullable().describe('Whether it changed something; null: nobody has applied it yet.'),
  reason: z.string().nullable().describe('Why it changed nothing.'),
});

/** An uploaded workbook with what became of each row. */
export const SheetView = z
  .strictObject({
    id: Ulid.describe('Id of the upload.'),
    uploadedAt: Instant.describe('When it came.'),
    uploadedBy: z.string().describe('The person who uploaded it.'),
    fileSha256: z.string().describe('SHA-256 of the file.'),
    isOwn: z.boolean().describe('The reader uploaded it, and so confirms nothing of it.'),
    rows: z.array(SheetRow).describe('In the order of the file. Rows in which nothing is filled in are left out.'),
  })
  .meta({ id: 'Sheet' });
export type SheetView = z.infer<typeof SheetView>;

export const SheetList = z
  .strictObject({
    sheets: z.array(SheetView).describe('The newest first.'),
    next: Ulid.nullable().describe('`after` of the next page; null: this is the last.'),
  })
  .meta({ id: 'SheetList' });
export type SheetList = z.infer<typeof SheetList>;

/** POST /v1/institution/sheets */
export const SheetUploaded = z
  .strictObject({
    sheet: SheetView.describe('What became of its rows.'),
    openRows: z.number().int().describe('Rows of the centre in the file in which nothing is filled in.'),
  })
  .meta({ id: 'SheetUploaded' });
export type SheetUploaded = z.infer<typeof SheetUploaded>;

/** POST /v1/institution/sheets/{id}/decisions */
export const SheetDecisionBody = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('confirm').describe('The rows that wait count.') }),
    z.strictObject({
      decision: z.literal('decline').describe('They do not.'),
      reason: wordsForOthers(500).describe('Why, in a sentence without personal data.'),
    }),
  ])
  .meta({ id: 'SheetDecision' });
export type SheetDecisionBody = z.infer<typeof SheetDecisionBody>;
