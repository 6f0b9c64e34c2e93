import { digitsThatDiffer, offersOfSlips } from '../../../web/src/intake/slip/offers-of-slip.js';
import { readSlipText, type ReadLine } from '../../../web/src/intake/slip/slip-text.js';
import { emptyForm, textOf, withAnswers, type FieldId } from '../../../web/src/intake/form/intake-form.js';
import type { CheckContext } from '../../../web/src/intake/form/checks.js';

const TODAY = '2026-12-03';
const HIGH = 20;

/** Puts a text where it would stand on a picture: each sign as wide as another, `tall` signs taller than the others. */
function line(text: string, row: number, { left = 0, tall = '' } = {}): ReadLine {
  const signs = [...text].flatMap((sign, place) => {
    const more = tall.includes(sign) && place === 0 ? HIGH / 3 : 0;
    const box = {
      left: left + place * 10,
      right: left + place * 10 + 10,
      top: row * 40 - more,
      bottom: row * 40 + HIGH,
    };
    return sign === ' ' ? [] : [{ text: sign, ...box }];
  });
  return { text, signs };
}

const SLIP = [
  line('โอนเงินสำเร็จ', 1),
  line('7 มิ.ย. 69 12:53 น.', 2),
  line('ธ.กรุงไทย', 3),
  line('xxx-x-x4598-x', 4),
  line('ธ.ไทยพาณิชย์', 5),
  line('xxx-x-x4956-x', 6),
  line('เลขที่รายการ: 20260607125342067262', 7),
  line('จำนวน: 47,051.33 บาท', 8),
  line('ค่าธรรมเนียม: 10.00 บาท', 9),
];
const read = (lines: readonly ReadLine[], latin: readonly ReadLine[] = []) => readSlipText(lines, latin, TODAY);

describe('the text of a slip', () => {
  it('names amount, day, time, reference and the digits of the receiving account', () => {
    expect(read(SLIP)).toMatchObject({
      amount: '47051.33',
      day: '2026-06-07',
      time: '12:53',
      reference: '20260607125342067262',
      toDigits: '4956',
    });
  });

  it.each<[string, ReadLine[], string | undefined]>([
    ['the fee is none', [line('จำนวนเงิน 500.00 บาท', 1), line('ค่าธรรมเนียม 800.00 บาท', 2)], '500.00'],
    [
      'the sum with the fee is none, also where its label is lost',
      [line('68,300.00 บาท', 1), line('10.00 บาท', 2), line('68,310.00 บาท', 3)],
      '68300.00',
    ],
    ['what a person wrote is none', [line('1,500.00', 1), line('บันทึกช่วยจำ จ่าย 9,000.00', 2)], '1500.00'],
    ['a baht sign read as an 8 is no digit', [line('843,800.00', 1, { tall: '8' })], '43800.00'],
    ['a tall 6 is a digit', [line('66,115.53', 1, { tall: '6' })], '66115.53'],
    ['an 8 is a digit', [line('843,800.00', 1)], '843800.00'],
    ['a point read for a comma', [line('จำนวนเงิน 32.000.00', 1)], '32000.00'],
    ['a comma that was not read', [line('จำนวนเงิน 75 300.00', 1)], '75300.00'],
    ['a time with a point is none', [line('22.39 น.', 1)], undefined],
    ['nothing was moved', [line('จำนวนเงิน 0.00 บาท', 1)], undefined],
  ])('reads an amount: %s', (_, lines, amount) => {
    expect(read(lines).amount).toBe(amount);
  });

  it('names no amount that two readings see in two ways', () => {
    expect(read([line('จำนวนเงิน 230,225.09', 1)], [line('230,225.00', 1, { left: 110 })]).amount).toBeUndefined();
    expect(read([line('จำนวนเงิน 230,225.00', 1)], [line('230,225.00', 1, { left: 110 })]).amount).toBe('230225.00');
  });

  it.each([
    ['17 มีนาคม 2569 22.39 น.', '2026-03-17', '22:39'],
    ['14 ก.ุค. 2568 15:50 น.', '2025-07-14', '15:50'],
    ['12 ก ค. 2568 - 05:57', '2025-07-12', '05:57'],
    ['4 Oct 2025, 16:49:17', '2025-10-04', '16:49:17'],
    ['13/07/2568 01:29:03', '2025-07-13', '01:29:03'],
    ['28 Oct 26 06:53', '2026-10-28', '06:53'],
    ['04-12-2569 23:59', undefined, '23:59'], // tomorrow
    ['31/02/2569 10:00', undefined, '10:00'],
  ])('reads %s', (text, day, time) => {
    expect(read([line(text, 1)])).toMatchObject({ ...(day === undefined ? {} : { day }), time });
    expect(read([line(text, 1)]).day).toBe(day);
  });

  it('takes the letters of a reference from the Latin reading', () => {
    const thai = line('รหัสอ้างอิง: 202612086๐ๆ017เพม0130', 1);
    const latin = line('20261208Gqtz17LW0tS0', 1, { left: 130 });
    expect(read([thai], [latin]).reference).toBe('20261208Gqtz17LW0tS0');
  });

  it.each(['เลขที่อ้างอิง', 'xxx-xxx-3628', '08x-xxx-7898', '12/12/2569'])('takes %s for no reference', (text) => {
    expect(read([line(text, 1)]).reference).toBeUndefined();
  });
});

describe('what a slip offers', () => {
  const bank = (slug: string, bankCode: string, nameTh: string, nameEn: string) =>
    [slug, { slug, bankCode, nameTh, nameEn, accountDigits: [10] }] as const;
  const institutions = new Map([
    bank('th-006', '006', 'ธนาคารกรุงไทย', 'Krungthai Bank'),
    bank('th-014', '014', 'ธนาคารไทยพาณิชย์', 'Siam Commercial Bank'),
  ]) as unknown as CheckContext['institutions'];
  const context = { institutions, today: TODAY, nowMs: 0 };
  const form = emptyForm(Date.parse('2026-12-03T03:00:00Z'));
  const slips = new Map([[0, read(SLIP)]]);
  const offered = (id: FieldId, of = form) => offersOfSlips(of, slips, id, context, 'th').map(({ value }) => value);

  it('stands beside the fields, and fills none', () => {
    expect(offered('amount.0')).toEqual(['47051.33']);
    expect(offered('day.0')).toEqual(['07/06/2569']);
    expect(offered('time.0')).toEqual(['12:53']);
    expect(offered('reference.0')).toEqual(['20260607125342067262']);
    expect(offered('bank')).toEqual(['ธนาคารกรุงไทย']);
    expect(offered('toBank.0')).toEqual(['ธนาคารไทยพาณิชย์']);
    expect(offered('toAccountNo.0')).toEqual([]);
    expect(offered('amount.1')).toEqual([]);
  });

  it('is taken by a person, and never over what stands there or is unknown', () => {
    const [offer] = offersOfSlips(form, slips, 'amount.0', context, 'th');
    expect(textOf(offer?.apply(form) ?? form, 'amount.0')).toBe('47051.33');
    expect(offered('amount.0', withAnswers(form, { 'amount.0': '47000' }))).toEqual([]);
    expect(offered('amount.0', withAnswers(form, { 'amount.0': null }))).toEqual([]);
  });

  it('says the digits of the receiving account while the number that is typed lacks them', () => {
    expect(digitsThatDiffer(form, slips, 'toAccountNo.0')).toBe('4956');
    expect(
      digitsThatDiffer(withAnswers(form, { 'toAccountNo.0': '123-4-54956-7' }), slips, 'toAccountNo.0'),
    ).toBeUndefined();
    expect(digitsThatDiffer(withAnswers(form, { 'toAccountNo.0': '123-4-54596-7' }), slips, 'toAccountNo.0')).toBe(
      '4956',
    );
  });
});
