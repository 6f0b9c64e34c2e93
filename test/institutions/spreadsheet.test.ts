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
