import { unbroken } from '../../../web/src/text/unbroken.js';

/** Writes a space that does not break as `_`. */
const shown = (text: string) => unbroken(text).replaceAll('\u00a0', '_');

describe('a sentence of the console', () => {
  it.each([
    ['ระงับ 57,500.00 บาท ในบัญชี', 'ระงับ 57,500.00_บาท ในบัญชี'],
    ['ภายใน 4 ชั่วโมง 1 วันทำการ', 'ภายใน 4_ชั่วโมง 1_วันทำการ'],
    ['มาตรา 7 พ.ศ. 2566 โทร 1441 กด 2', 'มาตรา_7 พ.ศ._2566 โทร 1441 กด_2'],
    ['57,500.00 baht within 4 hours, section 7', '57,500.00_baht within 4_hours, section_7'],
  ])('keeps the numbers of %s with their words', (text, written) => {
    expect(shown(text)).toBe(written);
  });

  it.each(['2 holds', '3 different banks', 'RG2569-0000001-7 รับแจ้ง'])('may break %s', (text) => {
    expect(unbroken(text)).toBe(text);
  });
});
