import * as XLSX from '@e965/xlsx';
import { isFormula, unescapedCell } from './cells.js';
import {
  BAHT_COLUMNS,
  type Column,
  columnOfHead,
  DIGITS_COLUMNS,
  FILLED_COLUMNS,
  NEEDED_COLUMNS,
  TABLE_NAME,
  TIME_COLUMNS,
} from './columns.js';
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
  /** The first cell that holds a formula or an error, or of which a spreadsheet program kept less than was typed. */
  unread: { column: Column; code: CellFault } | null;
}
type CellFault = 'SHEET.FORMULA' | 'SHEET.CELL' | 'SHEET.DIGITS';

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
  const table = isZip ? tableOfXlsx(file) : tableOfCsv(file);
  if (table === undefined) return { ok: false, code: 'SHEET.UNREADABLE', detail: 'the file is neither XLSX nor CSV' };
  if (table === 'other') return wrongSheet(`no sheet is called ${TABLE_NAME}`);
  return readTable(table);
}

/** A sheet, and the number of days by which its numbers of days are behind those that count from 1900. */
interface Table {
  sheet: XLSX.WorkSheet;
  daysBehind: number;
}

/** A workbook may count its days from 1 January 1904. */
const DAYS_TO_1904 = 1462;

function wrongSheet(detail: string): WorkbookRead {
  return { ok: false, code: 'SHEET.WRONG_SHEET', detail };
}

function tableOfXlsx(file: Buffer): Table | 'other' | undefined {
  const book = parsed(file, { type: 'buffer', cellNF: true });
  if (book === undefined) return undefined;
  const sheet = book.Sheets[TABLE_NAME];
  const countsFrom1904 = book.Workbook?.WBProps?.date1904 === true;
  return sheet === undefined ? 'other' : { sheet, daysBehind: countsFrom1904 ? DAYS_TO_1904 : 0 };
}

function tableOfCsv(file: Buffer): Table | undefined {
  const text = textOf(file);
  if (text === undefined) return undefined;
  const book = parsed(text, { type: 'string', raw: true });
  const sheet = book?.Sheets[book.SheetNames[0] ?? ''];
  return sheet === undefined ? undefined : { sheet, daysBehind: 0 };
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

function readTable(table: Table): WorkbookRead {
  const { sheet } = table;
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
    const row = readRow(table, r, columns);
    if (Object.keys(row.cells).length > 0 || row.unread !== null) rows.push(row);
  }
  return { ok: true, rows };
}

function readRow({ sheet, daysBehind }: Table, r: number, columns: ReadonlyMap<number, Column>): ReadRow {
  const cells: Partial<Record<Column, string>> = {};
  let unread: ReadRow['unread'] = null;
  const places = new Map<Column, number>();
  for (const [c, column] of columns) {
    places.set(column, c);
    const cell = cellAt(sheet, r, c);
    const code = isShared(sheet, { r, c }) && counts(column) ? 'SHEET.CELL' : cell && faultOf(cell, column);
    if (code !== undefined) unread ??= { column, code };
    else if (cell !== undefined) {
      const text = unescapedCell(textOfCell(cell, TIME_COLUMNS.includes(column) ? daysBehind : 0));
      if (text !== '') cells[column] = text;
    }
  }
  // The centre reads its own column of accounts in a statement alone.
  const account = cells.kind === 'STATE' ? cellAt(sheet, r, places.get('account') ?? -1) : undefined;
  if (account !== undefined && hasLostDigits(account)) unread ??= { column: 'account', code: 'SHEET.DIGITS' };
  return { rowNo: r + 1, cells, unread };
}

/** Returns whether a cell is merged with others: nobody knows of which row or column it speaks. */
function isShared(sheet: XLSX.WorkSheet, place: XLSX.CellAddress): boolean {
  return (sheet['!merges'] ?? []).some(
    ({ s, e }) => s.r <= place.r && place.r <= e.r && s.c <= place.c && place.c <= e.c,
  );
}

/** Returns whether a column is read at all: what we wrote ourselves is not, beside what the row is about. */
function counts(column: Column): boolean {
  return column in FILLED_COLUMNS || column === 'id' || column === 'kind';
}

function cellAt(sheet: XLSX.WorkSheet, r: number, c: number): XLSX.CellObject | undefined {
  return sheet[XLSX.utils.encode_cell({ r, c })] as XLSX.CellObject | undefined;
}

function faultOf(cell: XLSX.CellObject, column: Column): CellFault | undefined {
  if (cell.f !== undefined) return 'SHEET.FORMULA';
  if (cell.t === 'e') return 'SHEET.CELL';
  const text = textOfCell(cell);
  if (cell.t === 's' && counts(column) && isFormula(text)) return 'SHEET.FORMULA';
  if (counts(column) && DIGITS_COLUMNS.includes(column) && hasLostDigits(cell)) return 'SHEET.DIGITS';
  if (TIME_COLUMNS.includes(column) && isDayAlone(cell)) return 'SHEET.CELL';
  if (BAHT_COLUMNS.includes(column) && cell.t === 'n' && isTime(cell)) return 'SHEET.CELL';
  return text.length > MAX_CELL ? 'SHEET.CELL' : undefined;
}

/** What a spreadsheet program makes of a long number when it writes a text file. */
const POWER_OF_TEN = /^[0-9](?:[.,][0-9]+)?E\+[0-9]+$/i;

/** Returns whether a program may have kept fewer digits than were typed: the first zeros, and those from the 16th on. */
function hasLostDigits(cell: XLSX.CellObject): boolean {
  return cell.t === 'n' || POWER_OF_TEN.test(textOfCell(cell));
}

/** Returns whether a cell names a day and no hour: a day in words is no instant either. */
function isDayAlone(cell: XLSX.CellObject): boolean {
  if (!/^[0-9]{5,6}$/.test(textOfCell(cell))) return false;
  return cell.t !== 'n' || !/h/i.test(String(cell.z ?? ''));
}

function isTime({ z }: XLSX.CellObject): boolean {
  const { is_date: isDate } = XLSX.SSF as { is_date: (format: string) => boolean };
  return z !== undefined && isDate(String(z));
}

/** Returns what stands in a cell, as it was typed: a number without the noise of binary fractions. */
function textOfCell({ t, v }: XLSX.CellObject, more = 0): string {
  if (v === undefined || v === null) return '';
  if (v instanceof Date) return v.toISOString();
  if (t === 'n' && typeof v === 'number') return String(Number((v + more).toPrecision(15)));
  return String(v).trim();
}
