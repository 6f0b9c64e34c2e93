import type { WorkbookAnswers } from '../../institutions/spreadsheet/read-workbook-answers.js';

/** Reads the workbooks that institutions upload. */
export abstract class WorkbookReader {
  /** Returns what a workbook says; one that takes more time or memory than a workbook may is too large. */
  abstract read(file: Buffer, institution: string): Promise<WorkbookAnswers>;
}
