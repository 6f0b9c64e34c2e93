import { cleanName, cleanText } from '../../src/wire/common.js';

const isName = (text: string) => cleanName(200).safeParse(text).success;

describe('a name', () => {
  it.each(['สมชาย ทดสอบ', 'Zoë O’Brien-Łuk', 'Nguyễn Văn A', '王小明', "D'Arcy 3rd", '1', 'ร้าน 7-Eleven (สาขา 2)'])(
    'may be %s',
    (text) => expect(isName(text)).toBe(true),
  );

  it.each<[string, string]>([
    ['a zero-width space', 'Som\u200Bchai'],
    ['a zero-width joiner', 'Som\u200Dchai'],
    ['a word joiner', 'Som\u2060chai'],
    ['a soft hyphen', 'Som\u00ADchai'],
    ['a byte order mark', 'Som\uFEFFchai'],
    ['a right-to-left mark', 'Som\u200Fchai'],
    ['an Arabic letter mark', 'Som\u061Cchai'],
    ['a tag', 'Somchai\u{E0061}'],
    ['a variation selector', 'Somchai\uFE0F'],
    ['a Hangul filler', 'Som\u3164chai'],
    ['a tab', 'Som\tchai'],
    ['only blanks of Braille', '\u2800\u2800'],
    ['only signs', '--'],
  ])('may not have %s', (_what, text) => expect(isName(text)).toBe(false));

  it('is kept composed and without blanks around it', () => {
    expect(cleanName(200).parse(' Zoe\u0308 ')).toBe('Zo\u00EB');
  });
});

describe('a text', () => {
  it('may have what a name may not, where it also shows something', () => {
    expect(cleanText(100).safeParse('โอน\u200Bเงิน\nแล้ว 👩\u200D👧').success).toBe(true);
    expect(cleanText(100).safeParse('!').success).toBe(true);
    expect(cleanText(100).safeParse('\u200B\u2060').success).toBe(false);
    expect(cleanText(100).safeParse('\u2800').success).toBe(false);
  });
});
