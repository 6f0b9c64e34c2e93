import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import { timeCell } from '../../src/institutions/spreadsheet/cells.js';
import { COLUMN_NAMES, type Column, headOf } from '../../src/institutions/spreadsheet/columns.js';
import { readWorkbook } from '../../src/institutions/spreadsheet/read-workbook.js';
import { readWorkbookAnswers } from '../../src/institutions/spreadsheet/read-workbook-answers.js';
import { writeWorkbook } from '../../src/institutions/spreadsheet/write-workbook.js';

const ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const HOLD = '01BX5ZZKBKACTAV9WEVGEMMVRZ';
/** 1 December 2026, 14:05 in Bangkok, as a spreadsheet program keeps it. */
const SERIAL = 46_357 + 14 / 24 + 5 / 1440;
const AT = '2026-12-01T07:05:00.000Z';
const ORDER = { kind: 'ORDER', id: ID, answer: 'HELD_FULL', answerBaht: '50000.00', answerAt: '2026-12-01 14:05:00' };

type Edit = (sheet: XLSX.WorkSheet, book: XLSX.WorkBook) => void;

/** A workbook of ours, edited, as a spreadsheet program saves it. */
function saved(rows: readonly Partial<Record<Column, string>>[], edit: Edit, how: XLSX.WritingOptions = {}): Buffer {
  const book = XLSX.read(writeWorkbook(rows, 'xlsx'), { type: 'buffer' });
  const sheet = book.Sheets['Rangap'];
  if (sheet === undefined) throw new Error('no table');
  edit(sheet, book);
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', ...how }) as Buffer;
}

const asItIs: Edit = () => undefined;

function put(column: Column, cell: XLSX.CellObject, row = 1): Edit {
  return (sheet) => {
    sheet[XLSX.utils.encode_cell({ r: row, c: COLUMN_NAMES.indexOf(column) })] = cell;
  };
}

function read(file: Buffer) {
  const answers = readWorkbookAnswers(file, 'th-002');
  if (!answers.ok) return answers.code;
  return answers.faults.length > 0
    ? answers.faults.map(({ rowNo, code, column }) => `${rowNo} ${code} ${column}`)
    : answers.answers.map(({ data }) => data);
}

describe('a time that a spreadsheet program keeps', () => {
  it.each<[string, XLSX.CellObject, Edit]>([
    ['with a format of times', { t: 'n', v: SERIAL, z: 'd/m/yyyy h:mm' }, asItIs],
    ['without a format', { t: 'n', v: SERIAL }, asItIs],
    ['in the years of Thailand', { t: 'n', v: SERIAL, z: '[$-41E]d/m/bbbb h:mm' }, asItIs],
    [
      'that counts days from 1904',
      { t: 'n', v: SERIAL - 1462, z: 'd/m/yyyy h:mm' },
      (_sheet, book) => (book.Workbook = { ...book.Workbook, WBProps: { date1904: true } }),
    ],
  ])('is the instant that it shows: one %s', (_what, cell, edit) => {
    const file = saved([ORDER], (sheet, book) => {
      put('answerAt', cell)(sheet, book);
      edit(sheet, book);
    });
    expect(read(file)).toMatchObject([{ at: AT }]);
  });

  it('is read where the file keeps it as a date of ISO 8601', () => {
    const cell = { t: 'n', v: SERIAL, z: 'd/m/yyyy h:mm' } as const;
    expect(read(saved([ORDER], put('answerAt', cell), { cellDates: true }))).toMatchObject([{ at: AT }]);
  });

  it('names a day alone: its row is refused, as a day in words is', () => {
    expect(read(saved([ORDER], put('answerAt', { t: 'n', v: 46_357, z: 'd/m/yyyy' })))).toEqual([
      '2 SHEET.CELL answerAt',
    ]);
    expect(read(saved([{ ...ORDER, answerAt: '46357' }], asItIs))).toEqual(['2 SHEET.CELL answerAt']);
  });

  it('is exact to the second about any instant, however a program keeps it', () => {
    const second = fc.integer({ min: Date.UTC(2000, 0, 2) / 1000, max: Date.UTC(2026, 10, 1) / 1000 });
    fc.assert(
      fc.property(second, fc.constantFrom(0, 1462), (at, behind) => {
        const instants = [at - 1, at, at + 1].map((each) => new Date(each * 1000).toISOString());
        const serials = [at - 1, at, at + 1].map((each) => (each + 7 * 3_600) / 86_400 + 25_569 - behind);
        const orders = instants.map(() => ORDER);
        const file = saved(orders, (sheet, book) => {
          for (const [nth, v] of serials.entries())
            put('answerAt', { t: 'n', v, z: 'd/m/yyyy h:mm:ss' }, nth + 1)(sheet, book);
          book.Workbook = { ...book.Workbook, WBProps: { date1904: behind > 0 } };
        });
        expect(read(file)).toMatchObject(instants.map((instant) => ({ at: instant })));
        expect(
          read(
            saved(
              instants.map((each) => ({ ...ORDER, answerAt: timeCell(each) })),
              asItIs,
            ),
          ),
        ).toEqual(read(file));
      }),
      { numRuns: 40 },
    );
  });

  it('is midnight where the cell shows hours', () => {
    const file = saved([ORDER], put('answerAt', { t: 'n', v: 46_357, z: 'd/m/yyyy h:mm' }));
    expect(read(file)).toMatchObject([{ at: '2026-11-30T17:00:00.000Z' }]);
  });

  it('is no amount', () => {
    const file = saved([ORDER], put('answerBaht', { t: 'n', v: 46_357, z: 'd/m/yyyy' }));
    expect(read(file)).toEqual(['2 SHEET.CELL answerBaht']);
  });
});

describe('digits that a spreadsheet program keeps as a number', () => {
  const debit = {
    kind: 'DEBIT',
    id: ID,
    reference: 'R-1',
    way: 'interbank',
    toInstitution: 'th-014',
    toAccount: '001234567890',
    debitBaht: '1.00',
    ascribedBaht: '1.00',
    debitAt: '2026-12-01 14:04:00',
  };
  it.each<[string, Column, XLSX.CellObject]>([
    ['an account without its first zeros', 'toAccount', { t: 'n', v: 1_234_567_890 }],
    ['an account whose zeros are shown only', 'toAccount', { t: 'n', v: 1_234_567_890, z: '000000000000' }],
    ['a reference without its first zeros', 'reference', { t: 'n', v: 4_711 }],
    ['a reference that is rounded', 'reference', { t: 'n', v: 2.026_120_112_345_679e19 }],
    ['a reference as a power of ten', 'reference', { t: 's', v: '2.02612E+19' }],
    ['an account as a power of ten', 'toAccount', { t: 's', v: '1.23457E+11' }],
  ])('are not taken for what was typed: %s', (_what, column, cell) => {
    const file = saved([ORDER, debit], put(column, cell, 2));
    expect(read(file)).toEqual([`3 SHEET.DIGITS ${column}`, '2 SHEET.DIGITS null']);
  });

  it('are not read in the rows of the centre, and refused in what a statement says', () => {
    expect(read(saved([{ ...ORDER, account: '0012345678' }], put('account', { t: 'n', v: 12_345_678 })))).toHaveLength(
      1,
    );
    const state = { ...ORDER, kind: 'STATE', holdId: HOLD, askedBaht: '50000', answer: 'HELD', endsAt: ORDER.answerAt };
    const file = saved([{ ...state, account: '001234567890' }], put('account', { t: 'n', v: 1_234_567_890 }));
    expect(read(file)).toEqual(['2 SHEET.DIGITS account']);
  });

  it('are read as amounts, with the noise of binary fractions left out', () => {
    const file = saved([ORDER], put('answerBaht', { t: 'n', v: 0.1 + 0.2 + 50_000 }));
    expect(read(file)).toMatchObject([{ heldAmountSatang: '5000030' }]);
  });
});

describe('a row that is part of an answer and cannot be read', () => {
  const state = { ...ORDER, kind: 'STATE', holdId: HOLD, askedBaht: '50000', answer: 'HELD', endsAt: ORDER.answerAt };
  const stated = { ...state, account: '0012345678' };
  it('leaves no statement of the other rows: what it does not name would count as unknown', () => {
    const rows = [stated, { ...stated, id: HOLD, words: '=1+1' }];
    expect(read(saved(rows, put('words', { t: 's', v: '=1+1' }, 2)))).toEqual([
      '3 SHEET.FORMULA words',
      '2 SHEET.STATEMENT_INCOMPLETE null',
    ]);
    expect(read(saved([stated, { ...stated, id: HOLD, kind: 'Stat' }], asItIs))).toEqual([
      '3 SHEET.KIND kind',
      '2 SHEET.STATEMENT_INCOMPLETE null',
    ]);
    expect(read(saved([stated], asItIs))).toHaveLength(1);
  });

  it('leaves no receipt without the debit that it is of, and stops no other order', () => {
    const debit = { kind: 'DEBIT', id: ID, reference: 'R-1', way: 'cash', debitBaht: '1', ascribedBaht: '1' };
    const file = saved(
      [{ ...ORDER, id: HOLD }, ORDER, { ...debit, debitAt: ORDER.answerAt }],
      put('debitAt', { t: 'e', v: 0x0f }, 3),
    );
    const answers = readWorkbookAnswers(file, 'th-002');
    expect(answers).toMatchObject({
      answers: [{ rowNos: [2] }],
      faults: [
        { rowNo: 4, code: 'SHEET.CELL', column: 'debitAt' },
        { rowNo: 3, code: 'SHEET.CELL', column: null },
      ],
    });
  });
});

describe('a workbook that was edited', () => {
  it('is refused in each row that shares a cell with others', () => {
    const other = { kind: 'ORDER', id: HOLD };
    const file = saved([ORDER, other], (sheet) => {
      const c = COLUMN_NAMES.indexOf('answer');
      sheet['!merges'] = [{ s: { r: 1, c }, e: { r: 2, c } }];
    });
    expect(read(file)).toEqual(['2 SHEET.CELL answer', '3 SHEET.CELL answer']);
  });

  it('is read the same with columns in another order, more of them, empty rows, hidden ones and shared texts', () => {
    const plain = readWorkbook(writeWorkbook([ORDER], 'xlsx'));
    const order = [...COLUMN_NAMES].reverse();
    const table = [
      ['Note', ...order.map(headOf)],
      [],
      ['', ...order.map((column) => (ORDER as Partial<Record<Column, string>>)[column] ?? '')],
      [],
    ];
    const sheet = XLSX.utils.aoa_to_sheet(table);
    sheet['!rows'] = [{}, {}, { hidden: true }];
    sheet['!autofilter'] = { ref: 'A1:B3' };
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(book, sheet, 'Rangap');
    const file = XLSX.write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true }) as Buffer;
    expect(plain).toMatchObject({ ok: true, rows: [{ rowNo: 2, cells: ORDER }] });
    expect(readWorkbook(file)).toEqual({ ok: true, rows: [{ rowNo: 3, cells: ORDER, unread: null }] });
  });

  it('is refused with another name of its sheet, or a line above its head', () => {
    const renamed = saved([ORDER], (sheet, book) => {
      book.SheetNames = ['Sheet1'];
      book.Sheets = { Sheet1: sheet };
    });
    expect(read(renamed)).toBe('SHEET.WRONG_SHEET');
    const lower = XLSX.utils.aoa_to_sheet([['Orders of December'], [], COLUMN_NAMES.map(headOf)]);
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(book, lower, 'Rangap');
    expect(read(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)).toBe('SHEET.WRONG_SHEET');
  });
});
