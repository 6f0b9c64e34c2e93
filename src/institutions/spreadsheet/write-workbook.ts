import * as XLSX from '@e965/xlsx';
import { escapedCell } from './cells.js';
import { type Column, COLUMN_NAMES, GUIDE_NAME, headOf, TABLE_NAME } from './columns.js';
import { GUIDE } from './guide.js';

/** The files in which a workbook is given out. */
export const WORKBOOK_FORMATS = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;
export type WorkbookFormat = keyof typeof WORKBOOK_FORMATS;

/** The cells of a row; what is absent stays empty, to be filled. */
export type WrittenRow = Partial<Record<Column, string>>;

/**
 * Writes rows as a workbook: as XLSX, with a page that explains them, or as CSV. Every cell is a text, so that no
 * number loses its first zeros, and none that a spreadsheet program would compute.
 */
export function writeWorkbook(rows: readonly WrittenRow[], format: WorkbookFormat): Buffer {
  const table = XLSX.utils.aoa_to_sheet([
    COLUMN_NAMES.map(headOf),
    ...rows.map((row) => COLUMN_NAMES.map((column) => escapedCell(row[column] ?? ''))),
  ]);
  if (format === 'csv') return Buffer.from(`\uFEFF${XLSX.utils.sheet_to_csv(table, { RS: '\r\n' })}`, 'utf8');
  table['!cols'] = COLUMN_NAMES.map((column) => ({ wch: column === 'details' ? 60 : 22 }));
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, table, TABLE_NAME);
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(GUIDE.map((line) => [...line])), GUIDE_NAME);
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}
