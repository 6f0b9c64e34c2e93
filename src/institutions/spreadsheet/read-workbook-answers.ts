import { type AnswersRead, readAnswers } from './read-answers.js';
import { readWorkbook, type WorkbookRead } from './read-workbook.js';

/** What a filled workbook says, or why it is none. */
export type WorkbookAnswers = ({ readonly ok: true } & AnswersRead) | Exclude<WorkbookRead, { ok: true }>;

/** Reads what an institution answers in a workbook, by the bytes of the file. */
export function readWorkbookAnswers(file: Buffer, institution: string): WorkbookAnswers {
  const read = readWorkbook(file);
  return read.ok ? { ok: true, ...readAnswers(read.rows, institution) } : read;
}
