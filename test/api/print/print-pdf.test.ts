import { printPdf } from '../../../src/api/print/print-pdf.js';
import { actualTextOfPdf, textOfPdf } from './text-of-pdf.js';

const page = (value: string) => printPdf({ title: 'x', heading: 'x', subheading: 'y', rows: [['z', value]] });
const joined = (lines: readonly string[]) => lines.join('').replace(/\s/g, '');

const CONSONANTS = [...'กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ'];
const TALL = [...'ปฝฟ'];
const VOWELS = ['', 'ะ', 'ั', 'า', 'ำ', 'ิ', 'ี', 'ึ', 'ื', 'ุ', 'ู', '็', '์'];
const TONES = ['', '่', '้', '๊', '๋'];

/** Each syllable as it is typed: consonant, mark or vowel above, tone, and ำ or า at the end. */
const syllables = (consonant: string) =>
  VOWELS.flatMap((vowel) =>
    TONES.map((tone) =>
      ['ำ', 'า', 'ะ'].includes(vowel) ? `${consonant}${tone}${vowel}` : `${consonant}${vowel}${tone}`,
    ),
  );

describe('the text of a printed page', () => {
  it.each(CONSONANTS)('has every syllable with %s, as it was written', async (consonant) => {
    const written = syllables(consonant).join('-');
    const pdf = await page(written);
    const spelt = TALL.includes(consonant) ? written.replace(/([่-๋]?)ำ/g, 'ํ$1า') : written;
    expect(joined(textOfPdf(pdf))).toContain(spelt);
    expect(joined(actualTextOfPdf(pdf))).toContain(written);
  });

  it('has า after ำ, and ำ that was typed apart as one letter', async () => {
    const pdf = await page('จำนวน น้ำ ค่ำ ธนาคาร เปาะ นํา ทํ้า');
    expect(joined(textOfPdf(pdf))).toContain('จำนวนน้ำค่ำธนาคารเปาะนำท้ำ');
  });

  it('has digits, Latin letters and signs', async () => {
    const written = 'RG2569-0000007-4 · 1,234.50 (SCB) “ไทย” ๑๒๓ ฿ ฯลฯ ๆ';
    expect(joined(textOfPdf(await page(written)))).toContain(written.replace(/\s/g, ''));
  });
});
