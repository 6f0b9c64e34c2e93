import fc from 'fast-check';
import {
  checkField,
  faultsOf,
  findInstitution,
  isRight,
  type CheckContext,
} from '../../../web/src/intake/form/checks.js';
import { dayBefore } from '../../../web/src/intake/form/day-before.js';
import { toldSum } from '../../../web/src/intake/form/told-sum.js';
import {
  emptyForm,
  nth,
  textOf,
  withAnswers,
  without,
  withOneMore,
  type FieldId,
  type FieldKind,
  type IntakeForm,
} from '../../../web/src/intake/form/intake-form.js';
import {
  fieldOfPointer,
  saidAgainOf,
  saidOfReport,
  toComplaint,
  toldInStory,
} from '../../../web/src/intake/form/to-complaint.js';
import { typesOffered } from '../../../web/src/intake/form/suggestions.js';
import { ComplaintBody, ToldAgainBody } from '../../../src/wire/case/complaint.js';

const bank = (slug: string, bankCode: string | null, nameTh: string, nameEn: string, accountDigits: number[]) =>
  [slug, { slug, bankCode, nameTh, nameEn, accountDigits, kind: 'bank' as const }] as const;

const NOW = Date.parse('2026-11-28T03:00:00Z');
const context: CheckContext = {
  institutions: new Map([
    bank('th-004', '004', 'ธนาคารกสิกรไทย', 'Kasikornbank', [10]),
    bank('th-006', '006', 'ธนาคารกรุงไทย', 'Krungthai Bank', [10]),
    bank('th-002', '002', 'ธนาคารกรุงเทพ', 'Bangkok Bank', [10]),
    bank('th-030', '030', 'ธนาคารออมสิน', 'Government Savings Bank', [12, 15]),
    bank('wallet-x', null, 'วอลเล็ตเอ็กซ์', 'Wallet X', []),
  ]),
  today: '2026-11-28',
  nowMs: NOW,
};

/** The form of a victim who holds the account and paid once. */
function filled(): IntakeForm {
  return withAnswers(emptyForm(NOW), {
    who: 'holder',
    reporterName: 'สมหญิง ตัวอย่าง',
    reporterPhone: '080-000-0901',
    victimId: '9-1234-56789-01-0',
    bank: '006',
    accountNo: '906-900773-1',
    'toBank.0': 'กสิกรไทย (004)',
    'toAccountNo.0': '9040000902',
    'amount.0': '185,000',
    'day.0': '28/11/2569',
    'time.0': '0944',
    'reference.0': 'SYN-0125',
    caseType: 'goods_solo',
    narrative: '<script>alert(1)</script> =1+1',
  });
}

describe('a check while somebody types', () => {
  it.each([
    ['reporterPhone', '0800000901', 'right mobile'],
    ['reporterPhone', '021234567', 'right landline'],
    ['reporterPhone', '+6580000901', 'right abroad'],
    ['reporterPhone', '08000', 'short digitsSoFar'],
    ['reporterPhone', '0100000901', 'wrong phone'],
    ['victimId', '9123456789010', 'right citizenId'],
    ['victimId', '9123456789018', 'wrong checkDigit'],
    ['victimId', '91234567', 'short digitsSoFar'],
    ['victimId', 'AA1234567', 'right passport'],
    ['bank', '006', 'right bankDigits'],
    ['bank', 'กรุง', 'wrong bankUnknown'],
    ['bank', 'วอลเล็ตเอ็กซ์', 'right bankKnown'],
    ['accountNo', '9069007731', 'right accountDigits'],
    ['accountNo', '906900773', 'short digitsSoFar'],
    ['accountNo', '90690077311', 'wrong accountLength'],
    ['accountNo', '90690x', 'wrong accountForm'],
    ['toPromptPay.0', '0800003318', 'right promptPayPhone'],
    ['toPromptPay.0', '0066800003318', 'right promptPayPhone'],
    ['toPromptPay.0', '9123456789010', 'right promptPayId'],
    ['toPromptPay.0', '9123456789018', 'wrong checkDigit'],
    ['toPromptPay.0', '912345678901234', 'right promptPayWallet'],
    ['toOutside.0', 'DEUTDEFF', 'note outside'],
    ['toOutside.0', 'KASITHBK', 'wrong inThailand'],
    ['toOutside.0', 'Some Exchange', 'note outside'],
    ['toOutsideNo.0', 'DE89370400440532013001', 'wrong iban'],
    ['time.0', '0944', 'right time'],
    ['time.0', '2359', 'wrong future'],
    ['time.0', '~0944', 'about timeAbout'],
    ['time.0', '09:30 ±15', 'about timeAbout'],
    ['time.0', '0900-0930', 'about timeBetween'],
    ['time.0', '2340-0020', 'about timeBetweenNight'],
    ['time.0', '23:40 ถึง 00:20 น.', 'about timeBetweenNight'],
    ['time.0', '0900-0900', 'wrong timeForm'],
    ['time.0', '22:00 ±30', 'wrong future'],
    ['time.0', '23:59 ±30', 'about timeAboutNight'],
    ['time.0', '2200-2300', 'wrong future'],
    ['time.0', 'ประมาณ ทุ่มนึง', 'wrong timeForm'],
    ['amount.0', '~50,000', 'about amountAbout'],
    ['amount.0', 'ประมาณ ๕๐,๐๐๐', 'about amountAbout'],
    ['amount.0', '~', 'wrong amountForm'],
    ['day.0', '29/11/2569', 'wrong future'],
    ['reference.0', 'ab', 'wrong referenceForm'],
  ] as const)('%s %s is %s', (id, text, said) => {
    const { tone, word } = checkField(withAnswers(filled(), { [id]: text }), id, context) ?? {};
    expect(`${tone} ${word}`).toBe(said);
  });

  it("says that the receiver is the victim's own account, and that a reference is there twice", () => {
    const own = withAnswers(filled(), { 'toBank.0': '006', 'toAccountNo.0': '9069007731' });
    expect(checkField(own, 'toAccountNo.0', context)?.word).toBe('sameAccount');
    const twice = withAnswers(withOneMore(filled(), 'transfers'), { 'reference.1': 'SYN-0125' });
    expect(checkField(twice, 'reference.1', context)).toMatchObject({ word: 'sameReference', values: { number: 1 } });
  });

  it('finds a bank by code, name and beginning, and none where several fit', () => {
    const found = (text: string) => findInstitution(text, context.institutions)?.slug;
    expect(['4', '004', 'th-004', 'กสิกร', 'kasikorn', 'ธนาคารกสิกรไทย', 'กสิกรไทย (004)'].map(found)).toEqual(
      Array.from({ length: 7 }, () => 'th-004'),
    );
    expect(['กรุง', '999', '', 'x'].map(found)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('a time that has not come', () => {
  const JUST_AFTER_MIDNIGHT = Date.parse('2026-11-27T17:05:00Z');
  const at = (answers: Record<string, string>, nowMs = JUST_AFTER_MIDNIGHT) => {
    const form = withAnswers(emptyForm(nowMs), answers);
    return { form, offers: dayBefore(form, 'time.0', { ...context, nowMs }, 'th') };
  };

  it.each<[string, Record<string, string>, string[]]>([
    ['told just after midnight', { 'day.0': '28/11/2569', 'time.0': '23:50' }, ['27/11/2569 23:50']],
    ['with a day without its year', { 'day.0': '28/11', 'time.0': '2350' }, ['27/11/2569 2350']],
    ['of the first of a month', { 'day.0': '28/11/2569', 'time.0': '00:30' }, ['27/11/2569 00:30']],
    ['that has come', { 'day.0': '28/11/2569', 'time.0': '00:01' }, []],
    ['of yesterday already', { 'day.0': '27/11/2569', 'time.0': '23:50' }, []],
    ['of a day that has not come', { 'day.0': '30/11/2569', 'time.0': '23:50' }, []],
    ['that is none', { 'day.0': '28/11/2569', 'time.0': '25:50' }, []],
    ['that is told roughly, which says its days itself', { 'day.0': '28/11/2569', 'time.0': '~23:50' }, []],
    ['without a day', { 'time.0': '23:50' }, []],
  ])('offers the day before, and decides nothing: %s', (_what, answers, values) => {
    const { form, offers } = at(answers);
    expect(offers.map(({ value }) => value)).toEqual(values);
    for (const { apply } of offers) {
      expect(form.answers['day.0']).toBe(answers['day.0']);
      expect(checkField(apply(form), 'time.0', { ...context, nowMs: JUST_AFTER_MIDNIGHT })?.tone).toBe('right');
      expect(apply(form).answers['time.0']).toBe(answers['time.0']);
    }
  });

  it('stands beside the time alone', () => {
    const { form } = at({ 'day.0': '28/11/2569', 'time.0': '23:50' });
    expect(dayBefore(form, 'day.0', { ...context, nowMs: JUST_AFTER_MIDNIGHT }, 'th')).toEqual([]);
  });
});

describe('what the amounts come to', () => {
  it.each<[string, string[], [number, string, string | undefined]]>([
    ['exact ones', ['120,000', '500.50'], [2, '12050050', undefined]],
    ['one exact, one about', ['120,000', '~85000'], [2, '12000000', '8500000']],
    ['about alone', ['~85000', 'ประมาณ 5,000'], [2, '0', '9000000']],
    ['one that nobody told', ['120,000', ''], [1, '12000000', undefined]],
  ])('adds nothing that is told as "about" to what is known: %s', (_what, amounts, [count, satang, aboutSatang]) => {
    const answers = Object.fromEntries(amounts.map((amount, index) => [`amount.${index}`, amount]));
    const form = withAnswers(withOneMore(emptyForm(NOW), 'transfers'), answers);
    expect(toldSum(form)).toEqual({ count, satang, aboutSatang });
  });
});

describe('a complaint from the form', () => {
  it('is one that the API takes, with numbers as it wants them', () => {
    const body = toComplaint(filled(), context);
    expect(faultsOf(filled(), context)).toEqual([]);
    expect(ComplaintBody.parse(body)).toMatchObject({
      reporter: { name: 'สมหญิง ตัวอย่าง', phone: '0800000901', holdsVictimAccount: true, isVictim: true },
      victim: { name: 'สมหญิง ตัวอย่าง', citizenId: '9123456789010', phone: '0800000901' },
      victimAccount: { institution: 'th-006', accountNo: '9069007731' },
      transfers: [
        {
          to: { account: { institution: 'th-004', accountNo: '9040000902' } },
          amountSatang: '18500000',
          transferredAt: '2026-11-28T02:44:00.000Z',
          reference: 'SYN-0125',
          rail: 'interbank',
        },
      ],
      narrative: '<script>alert(1)</script> =1+1',
    });
  });

  it.each([
    ['holder', { holdsVictimAccount: true, isVictim: true }],
    ['victim', { holdsVictimAccount: false, isVictim: true }],
    ['other', { holdsVictimAccount: false, isVictim: false, relationToVictim: 'บุตร' }],
    [null, { holdsVictimAccount: false }],
  ])('says of a reporter who is %p no more than was answered', (who, said) => {
    const form = withAnswers(filled(), { who, relation: 'บุตร', victimName: 'สมใจ', victimPhone: '0800000902' });
    const { name: _, phone: __, ...words } = toComplaint(form, context).reporter;
    expect(words).toEqual(said);
  });

  it('goes to PromptPay or outside as it was said', () => {
    const promptPay = withAnswers(filled(), { 'receiver.0': 'promptpay', 'toPromptPay.0': '080-000-3318' });
    expect(toComplaint(promptPay, context).transfers[0]).toMatchObject({
      to: { promptPay: { kind: 'phone', value: '0800003318' } },
      rail: 'promptpay',
    });
    const outside = withAnswers(filled(), {
      'receiver.0': 'outside',
      'toOutside.0': 'Some Exchange',
      'toOutsideNo.0': '0xab12 34cd',
    });
    expect(ComplaintBody.parse(toComplaint(outside, context)).transfers[0]?.to).toEqual({
      account: { institution: 'some-exchange', accountNo: '0xab1234cd' },
    });
  });

  it('is received without what may be unknown, also where that is wrong', () => {
    const form = withAnswers(withOneMore(filled(), 'persons'), {
      email: 'somying@',
      birthDay: null,
      bankCaseId: null,
      'toName.0': null,
      'personName.0': 'คนร้าย',
      'personId.0': '9123456789018',
    });
    expect(faultsOf(form, context)).toEqual([]);
    expect(toldInStory(form, context)).toEqual(['email']);
    const body = ComplaintBody.parse(toComplaint(form, context));
    expect(body.suspectPersons).toEqual([{ name: 'คนร้าย', numberAsTold: '9123456789018' }]);
    expect(body.victim.email).toBeUndefined();
    expect(body.bankCaseId).toBeUndefined();
  });

  it('says what is missing or wrong, in the order of asking', () => {
    const form = withAnswers(emptyForm(NOW), { who: null, victimId: '9123456789018' });
    expect(faultsOf(form, context).map(({ id, why }) => `${id} ${why}`)).toEqual([
      'narrative missing',
      'caseType missing',
      'reporterName missing',
      'reporterPhone missing',
      'victimName missing',
      'victimPhone missing',
      'victimId wrong',
      'bank missing',
      'accountNo missing',
      'toBank.0 missing',
      'toAccountNo.0 missing',
      'amount.0 missing',
      'day.0 missing',
      'time.0 missing',
      'reference.0 missing',
    ]);
  });
});

describe('the form', () => {
  it('moves the others up when a transfer is taken out', () => {
    const two = withAnswers(withOneMore(filled(), 'transfers'), { 'amount.1': '5', 'toName.1': null });
    const one = without(two, 'transfers', 0);
    expect(one.counts.transfers).toBe(1);
    expect(one.answers).toMatchObject({ 'amount.0': '5', 'toName.0': null });
    expect(one.answers).not.toHaveProperty('reference.0');
    expect(one.answers).not.toHaveProperty('amount.1');
  });

  it.each([
    ['/victim/citizenId', 'victimId'],
    ['/victim/name', 'reporterName'],
    ['/transfers/1/to/account/accountNo', 'toAccountNo.1'],
    ['/transfers/0/to/promptPay/value', 'toPromptPay.0'],
    ['/transfers/2/transferredAt', 'time.2'],
    ['/suspectPersons/0/citizenId', 'personId.0'],
    ['/noticeGivenAt', undefined],
  ])('shows a fault of the API at %s in its field %s', (pointer, id) => {
    expect(fieldOfPointer(pointer, filled(), context)).toBe(id);
  });
});

describe('a transfer that the caller does not know well enough', () => {
  const unknown = (...ids: string[]) => withAnswers(filled(), Object.fromEntries(ids.map((id) => [id, null])));

  it('keeps no complaint from being received, and is told with all that is known of it', () => {
    const form = unknown('reference.0', 'toBank.0', 'toAccountNo.0');
    const body = ComplaintBody.parse(toComplaint(form, context));
    expect(body.transfers).toEqual([]);
    expect(body.incompleteTransfers).toEqual([
      {
        amountSatang: '18500000',
        between: { from: '2026-11-28T01:44:00.000Z', until: '2026-11-28T03:44:00.000Z' },
      },
    ]);
  });

  it('is no more needed than the number of the victim', () => {
    const form = withAnswers(filled(), { victimId: null });
    expect(ComplaintBody.parse(toComplaint(form, context)).victim).toEqual({
      name: 'สมหญิง ตัวอย่าง',
      phone: '0800000901',
    });
  });

  it.each(['9123456789018', '912345', 'ไม่แน่ใจ ขึ้นต้นด้วย 9'])(
    'keeps a number of the victim that cannot be right (%s) as it was told, to be asked again',
    (told) => {
      const form = withAnswers(filled(), { victimId: told });
      expect(faultsOf(form, context).map(({ id }) => id)).toContain('victimId');
      const { victim } = ComplaintBody.parse(toComplaint(form, context));
      expect(victim).toEqual({ name: 'สมหญิง ตัวอย่าง', phone: '0800000901', numberAsTold: told });
    },
  );

  it('is told with its day where the time is not known, and with nothing where nothing is', () => {
    const day = ComplaintBody.parse(toComplaint(unknown('time.0'), context)).incompleteTransfers?.[0];
    expect(day).toMatchObject({
      to: { account: { institution: 'th-004', accountNo: '9040000902' } },
      between: { from: '2026-11-27T17:00:00.000Z', until: '2026-11-28T16:59:59.999Z' },
      reference: 'SYN-0125',
    });
    const nothing = unknown('time.0', 'day.0', 'amount.0', 'reference.0', 'toBank.0', 'toAccountNo.0');
    expect(ComplaintBody.parse(toComplaint(nothing, context)).incompleteTransfers).toEqual([{}]);
  });

  it.each<[string, Record<string, string>, object]>([
    ['an amount', { 'amount.0': 'ห้าหมื่นกว่า' }, { asTold: { amount: 'ห้าหมื่นกว่า' } }],
    [
      'an account with a digit too few',
      { 'toAccountNo.0': '904000090' },
      { asTold: { receiver: 'กสิกรไทย (004) 904000090' } },
    ],
    [
      'an account with a digit too many',
      { 'toAccountNo.0': '90400009021' },
      { asTold: { receiver: 'กสิกรไทย (004) 90400009021' } },
    ],
    ['a bank that nobody knows', { 'toBank.0': 'กสิกรร' }, { asTold: { receiver: 'กสิกรร 9040000902' } }],
    ['a bank without an account', { 'toAccountNo.0': '' }, { asTold: { receiver: 'กสิกรไทย (004)' } }],
    ['a reference', { 'reference.0': 'ab' }, { asTold: { reference: 'ab' } }],
    ['a time', { 'time.0': '2561' }, { asTold: { time: '28/11/2569 2561' } }],
    ['a day', { 'day.0': '31/11/2569' }, { asTold: { time: '31/11/2569 0944' } }],
    [
      'a PromptPay id',
      { 'receiver.0': 'promptpay', 'toPromptPay.0': '9123456789018' },
      { asTold: { receiver: '9123456789018' } },
    ],
    [
      "the victim's own account as its receiver",
      { 'toBank.0': '006', 'toAccountNo.0': '9069007731' },
      { asTold: { receiver: '006 9069007731' } },
    ],
  ])('is told as it was said, keeps nothing back and holds no other up: %s', (_what, answers, told) => {
    const form = withAnswers(withOneMore(withAnswers(filled(), answers), 'transfers'), {
      'toBank.1': '002',
      'toAccountNo.1': '9020000903',
      'amount.1': '100',
      'day.1': '28/11/2569',
      'time.1': '0945',
      'reference.1': 'SYN-0126',
    });
    expect(faultsOf(form, context)).not.toEqual([]);
    const { transfers, incompleteTransfers } = ComplaintBody.parse(toComplaint(form, context));
    expect(transfers.map(({ reference }) => reference)).toEqual(['SYN-0126']);
    expect(incompleteTransfers).toMatchObject([told]);
  });

  it('is told roughly as it was said, and never as an amount or a time', () => {
    const form = withAnswers(filled(), { 'amount.0': '~185,000', 'time.0': '~0930 ±15' });
    expect(faultsOf(form, context).map(({ id }) => id)).toEqual(['amount.0', 'time.0']);
    const { transfers, incompleteTransfers } = ComplaintBody.parse(toComplaint(form, context));
    expect(transfers).toEqual([]);
    expect(incompleteTransfers).toEqual([
      {
        to: { account: { institution: 'th-004', accountNo: '9040000902' } },
        aboutAmountSatang: '18500000',
        aboutTime: { at: '2026-11-28T02:30:00.000Z', withinMinutes: 15 },
        reference: 'SYN-0125',
      },
    ]);
    const between = toComplaint(withAnswers(filled(), { 'time.0': '09:00 - 09:30' }), context).incompleteTransfers?.[0];
    expect(between?.between).toEqual({ from: '2026-11-28T02:00:00.000Z', until: '2026-11-28T02:30:00.000Z' });
  });

  /** 10 o'clock of 28 November in Bangkok, unless the time of the call is given. */
  it.each([
    [
      'a range over the midnight that was',
      '27/11/2569',
      '23:40-00:20',
      undefined,
      '2026-11-27T16:40',
      '2026-11-27T17:20',
    ],
    [
      'one that can only have ended on the day',
      '28/11/2569',
      '23:40-00:20',
      undefined,
      '2026-11-27T16:40',
      '2026-11-27T17:20',
    ],
    [
      'one that has begun and lasts',
      '27/11/2569',
      '23:40-00:20',
      '2026-11-27T16:50Z',
      '2026-11-27T16:40',
      '2026-11-27T17:20',
    ],
    ['one within a day', '28/11/2569', '08:40-09:20', undefined, '2026-11-28T01:40', '2026-11-28T02:20'],
  ])('takes %s', (_, day, time, now, from, until) => {
    const at = { ...context, nowMs: now === undefined ? NOW : Date.parse(now) };
    const form = withAnswers(filled(), { 'day.0': day, 'time.0': time });
    expect(checkField(form, 'time.0', at)?.tone).toBe('about');
    const between = { from: `${from}:00.000Z`, until: `${until}:00.000Z` };
    expect(toComplaint(form, at).incompleteTransfers).toEqual([expect.objectContaining({ between })]);
  });

  it.each([
    ['about a time before midnight, give or take', '27/11/2569', '23:50 +- 30 นาที', '2026-11-27T16:50:00.000Z'],
    ['about a time after midnight, give or take', '28/11/2569', '00:10 ±30', '2026-11-27T17:10:00.000Z'],
    ['about a time before midnight, of a call after it', '28/11/2569', '23:50 ±30', '2026-11-27T16:50:00.000Z'],
    ['just about', '28/11/2569', '~23:50', '2026-11-27T16:50:00.000Z'],
  ])('takes %s', (_, day, time, at) => {
    const afterMidnight = { ...context, nowMs: Date.parse('2026-11-27T17:25:00Z') };
    const form = withAnswers(filled(), { 'day.0': day, 'time.0': time });
    expect(checkField(form, 'time.0', afterMidnight)?.tone).toBe('about');
    const [told] = toComplaint(form, afterMidnight).incompleteTransfers ?? [];
    expect(told?.aboutTime).toEqual({ at, withinMinutes: 30 });
  });

  it('tells again what is said now, and no time by the day that stands there by itself', () => {
    const blank = withAnswers(emptyForm(NOW), { 'day.0': '28/11/2569' });
    const said = (answers: Record<string, string>) => saidAgainOf(withAnswers(blank, answers), 0, context);
    const without = (told: object) =>
      Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
    expect(without(said({ 'reference.0': 'SYN-0125' }))).toEqual({ reference: 'SYN-0125' });
    expect(said({ 'time.0': '0944' }).between).toBeDefined();
    expect(said({ 'day.0': '27/11/2569' }).between).toBeDefined();
    expect(said({ 'toAccountNo.0': '90400' }).asTold).toEqual({ receiver: '90400' });
  });

  it('is told as it stands when the API refuses a field of it, so that the next try is received', () => {
    const refused = { ...context, refused: new Set(['time.0' as const]) };
    const { transfers, incompleteTransfers } = ComplaintBody.parse(toComplaint(filled(), refused));
    expect([transfers, incompleteTransfers?.[0]?.asTold]).toEqual([[], { time: '28/11/2569 0944' }]);
  });

  it.each<[string, Record<string, string | null>, object]>([
    ['a telephone with a digit too few', { reporterPhone: '080-000-09' }, { reporter: { phoneAsTold: '080-000-09' } }],
    ['a telephone with letters', { reporterPhone: 'เบอร์แฟน' }, { victim: { phoneAsTold: 'เบอร์แฟน' } }],
    ['no telephone', { reporterPhone: '' }, { reporter: {} }],
    ['an account with a digit too few', { accountNo: '906-900773' }, { victimAccountAsTold: '006 906-900773' }],
    ['an account with a digit too many', { accountNo: '90690077311' }, { victimAccountAsTold: '006 90690077311' }],
    ['a bank that nobody knows', { bank: 'ธ.ก.ส' }, { victimAccountAsTold: 'ธ.ก.ส 906-900773-1' }],
    ['a bank without an account', { accountNo: null }, { victimAccountAsTold: '006' }],
    ['no account at all', { bank: '', accountNo: '' }, {}],
  ])('is received with %s of the report itself, as it was told', (_, answers, told) => {
    const form = withAnswers(filled(), answers);
    const body = ComplaintBody.parse(toComplaint(form, context));
    expect(body).toMatchObject(told);
    // Nothing is made up: what cannot be right stands in no field of its own.
    if ('bank' in answers || 'accountNo' in answers) {
      expect(body.victimAccount).toBeUndefined();
      expect(body.transfers).toEqual([]);
      // All of it is known but the account, so that it is reported as soon as that is told.
      const at = '2026-11-28T02:44:00.000Z';
      expect(body.incompleteTransfers).toEqual([
        expect.objectContaining({ between: { from: at, until: at }, amountSatang: '18500000', reference: 'SYN-0125' }),
      ]);
    } else {
      expect(body.reporter.phone).toBeUndefined();
      expect(body.transfers).toHaveLength(1);
    }
  });

  it('is told as it stands when the API refuses the account or a telephone', () => {
    const refused = { ...context, refused: new Set(['accountNo', 'reporterPhone'] as const) };
    expect(ComplaintBody.parse(toComplaint(filled(), refused))).toMatchObject({
      reporter: { phoneAsTold: '080-000-0901' },
      victimAccountAsTold: '006 906-900773-1',
      transfers: [],
    });
  });

  it('says later what is known then, and what is right alone', () => {
    const later = (answers: Record<string, string>) => {
      const said = saidOfReport(withAnswers(emptyForm(NOW), answers), context);
      return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    };
    expect(later({ bank: '006', accountNo: '906-900773-1' })).toEqual({
      victimAccount: { institution: 'th-006', accountNo: '9069007731' },
    });
    expect(later({ victimId: '9-1234-56789-01-0', victimPhone: '080-000-0901' })).toEqual({
      victim: { citizenId: '9123456789010', phone: '0800000901' },
    });
    expect(later({ bank: '006', victimId: '912', reporterPhone: '08' })).toEqual({});
  });

  it('is received while nobody has asked who calls, and then nothing is said of it', () => {
    const form = withAnswers(filled(), { who: '', victimName: 'สมใจ ตัวอย่าง' });
    expect(faultsOf(form, context).map(({ id }) => id)).toContain('who');
    const body = ComplaintBody.parse(toComplaint(form, context));
    expect([body.reporter.holdsVictimAccount, body.reporter.isVictim]).toEqual([false, undefined]);
  });

  it.each([
    ['that nobody has told', { narrative: '' }, ['narrative']],
    ['whose caller nobody can name', { reporterName: '' }, ['reporterName']],
    [
      'whose victim is another, whom nobody can name',
      { who: 'other', victimName: null, victimPhone: '080-000-0902' },
      ['victimName'],
    ],
    [
      'of which nobody knows more than the money',
      { narrative: null, reporterName: null },
      ['narrative', 'reporterName'],
    ],
  ])('is received of a story %s, and says nothing in its place', (_, answers, missing) => {
    const form = withAnswers(filled(), answers);
    expect(faultsOf(form, context).map(({ id }) => id)).toEqual(missing);
    const { reporter, victim, narrative } = ComplaintBody.parse(toComplaint(form, context));
    const said = { narrative, reporterName: reporter.name, victimName: victim.name };
    for (const id of missing) expect(said[id as keyof typeof said]).toBeUndefined();
    // It is told later as it is known then.
    const later = saidOfReport(
      withAnswers(emptyForm(NOW), { narrative: 'เล่า', reporterName: 'ก', victimName: 'ข' }),
      context,
    );
    expect(later).toEqual({ narrative: 'เล่า', reporter: { name: 'ก' }, victim: { name: 'ข' } });
  });

  it('is told without a name that the API refuses, so that the next try is received', () => {
    const refused = new Set(['reporterName'] as const);
    expect(ComplaintBody.parse(toComplaint(filled(), { ...context, refused })).reporter.name).toBeUndefined();
  });

  it.each(['', null])('is received without a type (%j), which is asked again and told later', (caseType) => {
    const form = withAnswers(filled(), { caseType });
    expect(faultsOf(form, context)).toEqual([{ id: 'caseType', why: 'missing' }]);
    const body = ComplaintBody.parse(toComplaint(form, context));
    expect([body.caseType, body.transfers.length]).toEqual([undefined, 1]);
    const later = saidOfReport(withAnswers(emptyForm(NOW), { caseType: 'romance' }), context);
    expect(ToldAgainBody.parse({ note: 'asked', ...later }).caseType).toBe('romance');
  });

  it('offers the likeliest type beside the field, and fills none by itself', () => {
    const reading = { caseTypes: ['romance', 'job'].map((caseType) => ({ caseType, confidence: 0.5, cues: [] })) };
    const form = withAnswers(filled(), { caseType: '' });
    const [offer, ...more] = typesOffered(form, reading, (type) => `type ${type}`);
    expect([offer?.value, more]).toEqual(['type romance', []]);
    expect(textOf(offer?.apply(form) ?? form, 'caseType')).toBe('romance');
    expect(typesOffered(filled(), reading, String)).toEqual([]);
    expect(typesOffered(form, undefined, String)).toEqual([]);
  });

  /** Each field that a person types in, with what can stand in it. */
  const TYPED: readonly FieldKind[] = [
    ...(['reporterName', 'reporterPhone', 'relation', 'document', 'documentNo', 'victimName', 'victimPhone'] as const),
    ...(['victimId', 'birthDay', 'email', 'bank', 'accountNo', 'bankCaseId', 'narrative'] as const),
  ];
  const OF_TRANSFER: readonly FieldKind[] = ['toBank', 'toAccountNo', 'toName', 'amount', 'day', 'time', 'reference'];

  it('is received whatever stands in its fields and whatever the API refuses, and nothing that was told is lost', () => {
    const word = fc
      .tuple(
        fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'aก 9/:~-@.๕‮\u0007') }),
        fc.nat(999_999),
      )
      .map(([text, number]) => `${text}w${number}`);
    const kinds = [
      ...TYPED,
      ...OF_TRANSFER.map((kind) => nth(kind, 0)),
      ...(['contact', 'personName', 'personId'] as const).map((kind) => nth(kind, 0)),
    ] as FieldId[];
    const long = word.map((text) => text + ' '.repeat(5) + 'x'.repeat(150));
    const said = fc.dictionary(fc.constantFrom(...kinds), fc.oneof(word, long), { maxKeys: 8 });
    const who = fc.constantFrom('', 'holder', 'victim', 'guardian', 'other');
    fc.assert(
      fc.property(said, who, fc.array(fc.constantFrom(...kinds)), (told, whoCalls, refusedFields) => {
        const lists = withOneMore(withOneMore(filled(), 'contacts'), 'persons');
        const form = withAnswers(lists, { ...told, who: whoCalls });
        // The API refuses what nobody sees, and what is too long for its field: then it is told.
        const isUnfit = (id: FieldId) => /[\p{Cc}\p{Cf}]/u.test(told[id] ?? '') || (told[id] ?? '').length > 60;
        const refused = new Set([...refusedFields, ...kinds.filter(isUnfit)]);
        const body = ComplaintBody.parse(toComplaint(form, { ...context, refused }));
        const sent = JSON.stringify(body);
        const isAsked = (id: FieldId) => {
          if (id === 'relation') return whoCalls === 'other';
          if (id === 'document' || id === 'documentNo') return whoCalls === 'guardian';
          return id !== 'victimName' && id !== 'victimPhone' ? true : whoCalls !== 'holder' && whoCalls !== 'victim';
        };
        for (const [id, text] of Object.entries(told) as [FieldId, string][])
          if (isAsked(id) && !isRight(form, id, { ...context, refused }))
            expect(sent).toContain(/w[0-9]+/.exec(text)?.[0]);
      }),
    );
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['a birthday that is none', { birthDay: 'ปีมะโรง' }, /^.+\nวันเกิดของผู้เสียหาย: ปีมะโรง$/],
    ['an address that is none', { email: 'somjai at mail' }, /\nอีเมลของผู้เสียหาย: somjai at mail$/],
  ])('keeps %s at the end of the story', (_, answers, story) => {
    const form = withAnswers(filled(), answers);
    expect(toldInStory(form, context)).toEqual(Object.keys(answers));
    expect(ComplaintBody.parse(toComplaint(form, context)).narrative).toMatch(story);
  });

  it('tells a time without a day, and an amount that the API refuses, in the words of the caller', () => {
    const form = withAnswers(filled(), { 'day.0': '', 'time.0': '19:00' });
    const refused = new Set(['amount.0'] as const);
    const [told] = ComplaintBody.parse(toComplaint(form, { ...context, refused })).incompleteTransfers ?? [];
    expect(told?.asTold).toMatchObject({ time: '19:00', amount: expect.stringContaining('185') as string });
    expect([told?.amountSatang, told?.between]).toEqual([undefined, undefined]);
  });

  it('stands beside those that are known, and the API’s faults find each in the form', () => {
    const form = withAnswers(withOneMore(unknown('reference.0'), 'transfers'), {
      'toBank.1': '002',
      'toAccountNo.1': '9020000903',
      'amount.1': '100',
      'day.1': '28/11/2569',
      'time.1': '0945',
      'reference.1': 'SYN-0126',
    });
    const { transfers, incompleteTransfers } = toComplaint(form, context);
    expect([transfers.map(({ reference }) => reference), incompleteTransfers?.length]).toEqual([['SYN-0126'], 1]);
    expect(fieldOfPointer('/transfers/0/reference', form, context)).toBe('reference.1');
    expect(fieldOfPointer('/incompleteTransfers/0/between/from', form, context)).toBe('day.0');
  });
});
