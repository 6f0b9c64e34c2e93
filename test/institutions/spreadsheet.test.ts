import { deflateRawSync } from 'node:zlib';
import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import {
  bahtCell,
  escapedCell,
  instantOfCell,
  isFormula,
  satangOfCell,
  timeCell,
  unescapedCell,
} from '../../src/institutions/spreadsheet/cells.js';
import { readWorkbook } from '../../src/institutions/spreadsheet/read-workbook.js';
import { unpacksWithin } from '../../src/institutions/spreadsheet/unpacked-size.js';
import { writeWorkbook } from '../../src/institutions/spreadsheet/write-workbook.js';

const ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

describe('the cells of a workbook', () => {
  it.each([
    ['1,234.50', '123450'],
    ['50000', '5000000'],
    ['0', '0'],
    ['0.01', '1'],
    ['1234.5', '123450'],
    ['12,34', undefined],
    ['-5', undefined],
    ['5.001', undefined],
    ['1e6', undefined],
    ['๑,๒๓๔.๕๐', '123450'],
    ['１２３４', '123400'],
    ['1 234', undefined],
    ['1.234,50', undefined],
    ['', undefined],
  ])('reads %s baht as %s satang', (cell, satang) => {
    expect(satangOfCell(cell)).toBe(satang);
  });

  it.each([
    ['2026-12-01 14:05', '2026-12-01T07:05:00.000Z'],
    ['2569-12-01 14:05:09', '2026-12-01T07:05:09.000Z'],
    ['1/12/2569 14:05', '2026-12-01T07:05:00.000Z'],
    ['2026-12-01T14:05:00+07:00', '2026-12-01T07:05:00.000Z'],
    ['46357.586805556', '2026-12-01T07:05:00.000Z'],
    ['๑/๑๒/๒๕๖๙ ๑๔:๐๕', '2026-12-01T07:05:00.000Z'],
    ['2569-12-01T14:05:00+07:00', '2026-12-01T07:05:00.000Z'],
    ['2569-12-31T20:05:00Z', '2026-12-31T20:05:00.000Z'],
    // 1 December 2569, typed where the program keeps common years.
    ['244684.586805556', '2026-12-01T07:05:00.000Z'],
    // 29 February 2568 is a day of the common calendar, and 2025 has none.
    ['244043.5', undefined],
    ['31/02/2026 10:00', undefined],
    ['2026-12-01 25:00', undefined],
    ['2026-12-01', undefined],
    ['soon', undefined],
  ])('reads %s as the instant %s', (cell, instant) => {
    expect(instantOfCell(cell)).toBe(instant);
  });

  it('gives amounts and times back as they went out', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 13n }),
        fc.date({ min: new Date(0), max: new Date('2400-01-01'), noInvalidDate: true }),
        (satang, at) => {
          expect(satangOfCell(bahtCell(satang.toString()))).toBe(satang.toString());
          // Years from 2400 on would be of the Buddhist era.
          if (at.getUTCFullYear() < 2399) expect(instantOfCell(timeCell(at.toISOString()))).toBe(at.toISOString());
        },
      ),
    );
  });

  it('lets no text be a formula, and gives each back as it was', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('=', '+', '-', '@', '＝', ''), (text, sign) => {
        const written = escapedCell(sign + text);
        expect(isFormula(written)).toBe(false);
        if (sign !== '') expect(unescapedCell(written)).toBe(sign + text);
      }),
    );
  });
});

describe('a workbook', () => {
  it.each(['xlsx', 'csv'] as const)('of ours is read back, what is hostile in it too (%s)', (format) => {
    const details = '=cmd|\'/C calc\'!A0\nsecond, "line"';
    const read = readWorkbook(writeWorkbook([{ kind: 'ORDER', id: ID, account: '0012345678', details }], format));
    expect(read).toEqual({
      ok: true,
      rows: [{ rowNo: 2, cells: { kind: 'ORDER', id: ID, account: '0012345678', details }, unread: null }],
    });
  });

  it('has no cell that a spreadsheet program would compute', () => {
    const sheet = XLSX.read(writeWorkbook([{ kind: 'ORDER', id: ID, details: '=1+1' }], 'xlsx'), { type: 'buffer' })
      .Sheets['Rangap'];
    const cells = Object.entries(sheet ?? {}).filter(([place]) => !place.startsWith('!'));
    expect(
      cells.filter(([, cell]) => (cell as XLSX.CellObject).f !== undefined || (cell as XLSX.CellObject).t !== 's'),
    ).toEqual([]);
  });

  it('is read also as Thai programs write it, and never as something else', () => {
    const csv = writeWorkbook([{ kind: 'ORDER', id: ID }], 'csv')
      .toString('utf8')
      .replace(/^\uFEFF/, '');
    const thai = Buffer.from(
      [...csv].map((sign) =>
        sign === '·' ? 0xb7 : sign >= '\u0e01' ? sign.charCodeAt(0) - 0x0e01 + 0xa1 : sign.charCodeAt(0),
      ),
    );
    expect(readWorkbook(thai)).toMatchObject({ ok: false, code: 'SHEET.WRONG_SHEET' });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(readWorkbook(Buffer.from(bytes)).ok).toBe(false);
      }),
    );
  });

  /** A ZIP file of the entries, whose heads and directory say what they are told to. */
  function zipOf(
    entries: {
      name: string;
      packed: Buffer;
      size: number;
      local?: [number, number, number];
      said?: [number, number, number];
      extra?: Buffer;
    }[],
  ): Buffer {
    const parts: Buffer[] = [];
    const directory: Buffer[] = [];
    let at = 0;
    for (const { name, packed, size, local, said, extra = Buffer.alloc(0) } of entries) {
      const [head, row, end] = [Buffer.alloc(30), Buffer.alloc(46), Buffer.from(name)];
      head.writeUInt32LE(0x04034b50, 0);
      row.writeUInt32LE(0x02014b50, 0);
      const truth: [number, number, number] = [8, packed.length, size];
      for (const [buffer, from, values] of [
        [head, 8, local ?? truth],
        [row, 10, said ?? truth],
      ] as const) {
        buffer.writeUInt16LE(values[0], from);
        buffer.writeUInt32LE(values[1], from + 10);
        buffer.writeUInt32LE(values[2], from + 14);
      }
      head.writeUInt16LE(end.length, 26);
      head.writeUInt16LE(extra.length, 28);
      row.writeUInt16LE(end.length, 28);
      row.writeUInt32LE(at, 42);
      parts.push(head, end, extra, packed);
      directory.push(row, end);
      at += head.length + end.length + extra.length + packed.length;
    }
    const last = Buffer.alloc(22);
    last.writeUInt32LE(0x06054b50, 0);
    last.writeUInt16LE(entries.length, 8);
    last.writeUInt16LE(entries.length, 10);
    last.writeUInt32LE(at, 16);
    return Buffer.concat([...parts, ...directory, last]);
  }
  const bomb = deflateRawSync(Buffer.alloc(20_000_000, 0x20));
  const zip64 = Buffer.concat([Buffer.from([1, 0, 16, 0]), Buffer.alloc(16, 1)]);

  it.each([
    ['that is as it says', {}, true],
    ['whose head says that it is packed, and the directory that it is not', { said: [0, 10, 10] as const }, false],
    ['whose directory says less than it unpacks to', { said: [8, bomb.length, 10] as const }, false],
    [
      'whose head says more than it unpacks to',
      { packed: Buffer.from([3, 0]), size: 0, local: [8, 2, 2 ** 31] as const },
      false,
    ],
    ['of which another field says other sizes', { extra: zip64 }, false],
  ])('unpacks within the limit, whichever of the two a reader believes: one %s', (_what, change, fits) => {
    const entry = { name: 'x.xml', packed: bomb, size: 20_000_000, ...change };
    const file = zipOf([entry as Parameters<typeof zipOf>[0][number]]);
    expect(unpacksWithin(file, 30_000_000)).toBe(fits);
    expect(unpacksWithin(file, 19_000_000)).toBe(false);
  });

  const HEAD_AND_ROW = writeWorkbook(
    [{ kind: 'ORDER', id: ID, account: '0012345678', words: 'ถอนเงินสด; แล้ว' }],
    'csv',
  ).toString('utf8');
  const plain = HEAD_AND_ROW.replace(/^\uFEFF/, '');
  const wide = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');
  it.each([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${plain}`)],
    ['UTF-8 without', Buffer.from(plain)],
    ['UTF-16', wide(plain)],
    ['UTF-16, the larger byte first', wide(plain).swap16()],
    ['UTF-16 with tabs, as "Unicode text"', wide(asTable(plain, '\t'))],
    ['semicolons', Buffer.from(`\uFEFF${asTable(plain, ';')}`)],
    [
      'lines that end alone, and blank ones behind',
      Buffer.from(`${plain.replaceAll('\r\n', '\n')}${'\n'.repeat(500)}${',\n'.repeat(50)}`),
    ],
  ])('is read in %s', (_what, file) => {
    expect(readWorkbook(file)).toEqual({
      ok: true,
      rows: [
        { rowNo: 2, cells: { kind: 'ORDER', id: ID, account: '0012345678', words: 'ถอนเงินสด; แล้ว' }, unread: null },
      ],
    });
  });

  /** The table of a CSV with another sign between the cells. */
  function asTable(csv: string, between: string): string {
    const sheet = XLSX.read(csv, { type: 'string', raw: true }).Sheets['Sheet1'];
    return XLSX.utils.sheet_to_csv(sheet ?? {}, { FS: between });
  }

  it('of which a row stands beyond what is looked at is refused, and never read in part', () => {
    const row = plain.split('\r\n')[1] ?? '';
    const file = `${plain.split('\r\n')[0]}\n${'\n'.repeat(25_000)}${row}\n`;
    expect(readWorkbook(Buffer.from(file))).toMatchObject({ ok: false, code: 'SHEET.TOO_LARGE' });
  });

  it('with a column that stands twice is refused: nobody knows which of them counts', () => {
    const [head = '', row = ''] = plain.split('\r\n');
    expect(readWorkbook(Buffer.from(`${head},answer\r\n${row},HELD_FULL\r\n`))).toMatchObject({
      code: 'SHEET.WRONG_SHEET',
    });
  });

  it('is read by the name of its sheet, wherever that stands, beside others and hidden', () => {
    const book = XLSX.read(writeWorkbook([{ kind: 'ORDER', id: ID }], 'xlsx'), { type: 'buffer' });
    XLSX.utils.book_append_sheet(
      book,
      XLSX.utils.aoa_to_sheet([
        ['kind', 'id'],
        ['RELEASE', ID],
      ]),
      'Notes',
    );
    book.SheetNames.reverse();
    book.Workbook = { Sheets: book.SheetNames.map((name) => ({ name, Hidden: name === 'Rangap' ? 1 : 0 })) };
    const file = XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
    expect(readWorkbook(file)).toMatchObject({ ok: true, rows: [{ cells: { kind: 'ORDER', id: ID } }] });
  });

  it('that is cut off or lies about its size is refused, whatever it says', () => {
    const whole = writeWorkbook([{ kind: 'ORDER', id: ID }], 'xlsx');
    fc.assert(
      fc.property(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }), (place, byte) => {
        expect(readWorkbook(whole.subarray(0, place)).ok).toBe(false);
        const changed = Buffer.from(whole);
        changed[place] = byte;
        expect(() => readWorkbook(changed)).not.toThrow();
        expect(() => unpacksWithin(changed, 1_000_000)).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });
});
