import { csvLine } from '../../../src/api/http/csv.js';

describe('a cell of CSV', () => {
  it.each([
    ['a formula', `=cmd|'/C calc'!A0`, `'=cmd|'/C calc'!A0`],
    ['a formula behind a sign that is not seen', '\u200B=1+1', `'=1+1`],
    ['a formula behind blanks', '  @SUM(A1)', `'  @SUM(A1)`],
    ['a formula in wide signs', '＝1＋1', `'＝1＋1`],
    ['a formula on a later line', '\n=1', `"'\n=1"`],
    ['plus, minus', '+66899999999', `'+66899999999`],
    ['a turned text', 'a\u202Etxt.exe', 'a[U+202E]txt.exe'],
    ['quotes, commas, lines', 'say "a", b\nc', '"say ""a"", b\nc"'],
    ['Thai', 'ผู้เสียหาย', 'ผู้เสียหาย'],
    ['nothing', null, ''],
    ['a number below zero', -5, '-5'],
  ])('is harmless: %s', (_, value, written) => {
    expect(csvLine([value])).toBe(`${written}\r\n`);
  });
});
