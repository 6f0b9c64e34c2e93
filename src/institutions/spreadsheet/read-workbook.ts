import * as XLSX from '@e965/xlsx';
import { isFormula, unescapedCell } from './cells.js';
import { type Column, columnOfHead, FILLED_COLUMNS, NEEDED_COLUMNS, TABLE_NAME } from './columns.js';
import { unpacksWithin } from './unpacked-size.js';

/** A workbook as it comes may be this large, in bytes, and so large unpacked. */
export const MAX_WORKBOOK_BYTES = 4 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 8 * 1024 * 1024;
/** A cell holds so many characters of ours at most. */
const MAX_CELL = 8_000;
/** A table has so many rows at most, filled or not: what stands beyond would not be read. */
const MAX_ROWS = 20_000;

/** A row as it was read. */
export interface ReadRow {
  /** As the file counts: the head is 1. */
  rowNo: number;
  cells: Readonly<Partial<Record<Column, string>>>;
  /** The first cell that holds a formula or an error. */
  unread: { column: Column; code: 'SHEET.FORMULA' | 'SHEET.CELL' } | null;
}

export type WorkbookRead =
  | { ok: true; rows: ReadRow[] }
  | { ok: false; code: 'SHEET.UNREADABLE' | 'SHEET.WRONG_SHEET' | 'SHEET.TOO_LARGE'; detail: string };

/**
 * Reads a workbook, XLSX or CSV, by its bytes. No formula is ever computed: a cell with one, also in a text file, is
 * named and its row is not taken. Rows in which nothing stands are left out.
 */
export function readWorkbook(file: Buffer): WorkbookRead {
  const isZip = file.length > 4 && file.readUInt32LE(0) === 0x04034b50;
  if (file.length > MAX_WORKBOOK_BYTES || (isZip && !unpacksWithin(file, MAX_UNPACKED_BYTES)))
    return { ok: false, code: 'SHEET.TOO_LARGE', detail: 'the file is larger than a workbook may be' };
  const sheet = isZip ? sheetOfXlsx(file) : sheetOfCsv(file);
  if (sheet === undefined) return { ok: false, code: 'SHEET.UNREADABLE', detail: 'the file is neither XLSX nor CSV' };
  if (sheet === 'other') return wrongSheet(`no sheet is called ${TABLE_NAME}`);
  return readTable(sheet);
}

function wrongSheet(detail: string): WorkbookRead {
  return { ok: false, code: 'SHEET.WRONG_SHEET', detail };
}

function sheetOfXlsx(file: Buffer): XLSX.WorkSheet | 'other' | undefined {
  const book = parsed(file, { type: 'buffer' });
  return book === undefined ? undefined : (book.Sheets[TABLE_NAME] ?? 'other');
}

function sheetOfCsv(file: Buffer): XLSX.WorkSheet | undefined {
  const text = textOf(file);
  if (text === undefined) return undefined;
  const book = parsed(text, { type: 'string', raw: true });
  return book?.Sheets[book.SheetNames[0] ?? ''];
}

function parsed(file: Buffer | string, how: XLSX.ParsingOptions): XLSX.WorkBook | undefined {
  try {
    return XLSX.read(file, { ...how, cellFormula: true, cellHTML: false, cellText: false, sheetRows: MAX_ROWS + 1 });
  } catch {
    return undefined; // whatever is wrong with it, it is no workbook
  }
}

/** Returns the text of a file: UTF-16 or UTF-8, or what Thai spreadsheet programs write else; undefined: it is none. */
function textOf(file: Buffer): string | undefined {
  const wide = WIDE.find(([mark]) => file.subarray(0, 2).equals(mark))?.[1];
  const text = wide === undefined ? (decoded(file, 'utf-8') ?? decoded(file, 'windows-874')) : decoded(file, wide);
  return text === undefined || text.includes('\0') ? undefined : text;
}

/** How a file in UTF-16 begins, as spreadsheet programs write "Unicode text". */
const WIDE: readonly (readonly [Buffer, string])[] = [
  [Buffer.from([0xff, 0xfe]), 'utf-16le'],
  [Buffer.from([0xfe, 0xff]), 'utf-16be'],
];

function decoded(file: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(file);
  } catch {
    return undefined; // another encoding
  }
}

function readTable(sheet: XLSX.WorkSheet): WorkbookRead {
  const ref = sheet['!ref'];
  if (ref === undefined) return wrongSheet('the table is empty');
  const { s: first, e: last } = XLSX.utils.decode_range(ref);
  if (last.r - first.r >= MAX_ROWS)
    return {
      ok: false,
      code: 'SHEET.TOO_LARGE',
      detail: `a table has ${MAX_ROWS} rows at most, empty ones too`,
    };
  const columns = new Map<number, Column>();
  for (let c = first.c; c <= last.c; c += 1) {
    const column = columnOfHead(String(cellAt(sheet, first.r, c)?.v ?? ''));
    if (column !== undefined && [...columns.values()].includes(column))
      return wrongSheet(`this column stands twice: ${column}`);
    if (column !== undefined) columns.set(c, column);
  }
  const missing = NEEDED_COLUMNS.filter((needed) => ![...columns.values()].includes(needed));
  if (missing.length > 0) return wrongSheet(`these columns are missing: ${missing.join(', ')}`);
  const rows: ReadRow[] = [];
  for (let r = first.r + 1; r <= last.r; r += 1) {
    const row = readRow(sheet, r, columns);
    if (Object.keys(row.cells).length > 0 || row.unread !== null) rows.push(row);
  }
  return { ok: true, rows };
}

function readRow(sheet: XLSX.WorkSheet, r: number, columns: ReadonlyMap<number, Column>): ReadRow {
  const cells: Partial<Record<Column, string>> = {};
  let unread: ReadRow['unread'] = null;
  for (const [c, column] of columns) {
    const cell = cellAt(sheet, r, c);
    if (cell === undefined) continue;
    const code = faultOf(cell, column);
    if (code !== undefined) unread ??= { column, code };
    else {
      const text = unescapedCell(textOfCell(cell));
      if (text !== '') cells[column] = text;
    }
  }
  return { rowNo: r + 1, cells, unread };
}

function cellAt(sheet: XLSX.WorkSheet, r: number, c: number): XLSX.CellObject | undefined {
  return sheet[XLSX.utils.encode_cell({ r, c })] as XLSX.CellObject | undefined;
}

function faultOf(cell: XLSX.CellObject, column: Column): 'SHEET.FORMULA' | 'SHEET.CELL' | undefined {
  if (cell.f !== undefined) return 'SHEET.FORMULA';
  if (cell.t === 'e') return 'SHEET.CELL';
  const text = textOfCell(cell);
  // What we wrote ourselves is not read back; only keys and what is filled in count.
  const counts = column in FILLED_COLUMNS || column === 'id' || column === 'kind';
  if (cell.t === 's' && counts && isFormula(text)) return 'SHEET.FORMULA';
  return text.length > MAX_CELL ? 'SHEET.CELL' : undefined;
}

/** Returns what stands in a cell, as it was typed: a number without the noise of binary fractions. */
function textOfCell({ t, v }: XLSX.CellObject): string {
  if (v === undefined || v === null) return '';
  if (v instanceof Date) return v.toISOString();
  if (t === 'n' && typeof v === 'number') return String(Number(v.toPrecision(15)));
  return String(v).trim();
}
