import { ROW_CODES } from '../../../src/domain/sheet/sheet-row.js';
import { ROW_FAULTS } from '../../../src/institutions/spreadsheet/read-answers.js';
import { REASONS } from '../../../web/src/institution/sheet-reasons.js';
import { en, th } from '../../../web/src/institution/words.js';

const codes = [...ROW_FAULTS, ...ROW_CODES].map((code) => code.split('.')[1] ?? code);

describe('the words of a refused row', () => {
  it('are there for every code that a row may have, and for no other', () => {
    const every = [...new Set(codes)].sort();
    expect([...REASONS].sort()).toEqual(every);
    expect(Object.keys(en.own.sheet.why).sort()).toEqual(every);
  });

  it.each([...REASONS])('are words in both languages, and no code: %s', (reason) => {
    expect(th.own.sheet.why[reason]).toMatch(/[\u0e00-\u0e7f]/);
    expect(en.own.sheet.why[reason]).not.toContain(reason);
  });
});
