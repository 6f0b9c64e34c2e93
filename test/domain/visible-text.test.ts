import { visibleText } from '../../src/domain/visible-text.js';

describe('a text of somebody else, beside ours', () => {
  it.each([
    ['Thai with its marks in two storeys stays', 'ผู้เสียหาย ปู่ ญี่ปุ่น น้ำ', 'ผู้เสียหาย ปู่ ญี่ปุ่น น้ำ'],
    ['markup and formulas are text', '<script>alert(1)</script> =1+1', '<script>alert(1)</script> =1+1'],
    ['letters that run from right to left stay', 'שלום ابج', 'שלום ابج'],
    ['a turn of the direction is named', 'gpj.\u202Eexe', 'gpj.[U+202E]exe'],
    [
      'marks and isolates of the direction are named',
      'a\u200Fb\u061Cc\u2066d\u2069',
      'a[U+200F]b[U+061C]c[U+2066]d[U+2069]',
    ],
    ['zero-width signs are left out', '=\u200Bcmd\u2060\uFEFF\u00AD', '=cmd'],
    ['tags that hide a message are left out', 'ok\u{E0041}\u{E0042}', 'ok'],
    ['a control sign is named, lines and tabs stay', 'a\u0007b\nc\td', 'a[U+0007]b\nc\td'],
    ['four marks stand on a letter, no more', `a${'\u0301'.repeat(50)}b`, `a${'\u0301'.repeat(4)}b`],
  ])('%s', (_, said, shown) => {
    expect(visibleText(said)).toBe(shown);
  });

  it('is the same when it is made visible again', () => {
    const hostile = '\u202E=cmd|\u200B\u0301\u0301\u0301\u0301\u0301';
    expect(visibleText(visibleText(hostile))).toBe(visibleText(hostile));
  });
});
