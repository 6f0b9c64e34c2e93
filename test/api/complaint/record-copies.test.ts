import fc from 'fast-check';
import { recordPdf } from '../../../src/api/complaint/record-pdf.js';
import { documentOfNotice } from '../../../src/application/complaint/intake/write-call-record.js';
import { linesOfRecord } from '../../../src/domain/complaint/words/record-lines.js';
import { formatBaht } from '../../../src/domain/money.js';
import { ComplaintBody } from '../../../src/wire/case/complaint.js';
import { textOfPdf } from '../print/text-of-pdf.js';

const BANKS: Readonly<Record<string, { th: string; en: string }>> = {
  'th-004': { th: 'ธนาคารกสิกรไทย', en: 'Kasikornbank' },
  'th-006': { th: 'ธนาคารกรุงไทย', en: 'Krungthai Bank' },
};
const namesOf = (slug: string) => BANKS[slug] ?? { th: slug, en: slug };

const instant = fc.date({ min: new Date('2026-11-01'), max: new Date('2026-11-29'), noInvalidDate: true });
const name = fc.constantFrom('สมชาย ใจดี', 'Malee Made-up', 'น้ำผึ้ง จำปา', 'บริษัท ค้าขำ จำกัด');
const account = fc.record({
  institution: fc.constantFrom('th-004', 'th-006', 'th-999'),
  accountNo: fc.stringMatching(/^[0-9]{10}$/),
});
const to = fc.oneof(
  account.map((of) => ({ account: of })),
  fc.stringMatching(/^[0-9]{10}$/).map((value) => ({ promptPay: { kind: 'phone', value } })),
);
const reference = fc.stringMatching(/^[A-Z0-9]{6,20}$/);
const amountSatang = fc.bigInt({ min: 1n, max: 9_999_999_999n }).map(String);
const rail = fc.constantFrom('promptpay', 'interbank', 'ewallet', 'counter', 'other');
const maybe = { requiredKeys: [] as [] };

/** Tells the amount and the time as "about", where it is rough. */
function asRough({
  isRough,
  withinMinutes = 30,
  amountSatang: amount,
  between,
  ...told
}: {
  isRough?: boolean;
  withinMinutes?: number;
  amountSatang?: string;
  between?: { from: string; until: string };
}) {
  if (isRough !== true) return { ...told, ...(amount && { amountSatang: amount }), ...(between && { between }) };
  return {
    ...told,
    ...(amount && { aboutAmountSatang: amount }),
    ...(between && { aboutTime: { at: between.from, withinMinutes } }),
  };
}

const complaints = fc
  .record({
    reporter: fc.record(
      {
        name,
        phone: fc.constant('0812345678'),
        holdsVictimAccount: fc.boolean(),
        actsFor: fc.record(
          { as: fc.constantFrom('guardian', 'signatory', 'heir'), document: name, documentNo: reference },
          { requiredKeys: ['as'] },
        ),
      },
      { requiredKeys: ['name', 'phone', 'holdsVictimAccount'] },
    ),
    victim: fc.record(
      { name, phone: fc.constant('0812345678'), numberAsTold: fc.constant('9123456789018') },
      { requiredKeys: ['name', 'phone'] },
    ),
    victimAccount: account,
    transfers: fc.array(
      fc.record(
        { to, toName: name, amountSatang, transferredAt: instant.map((at) => at.toISOString()), reference, rail },
        { requiredKeys: ['to', 'amountSatang', 'transferredAt', 'reference', 'rail'] },
      ),
      { maxLength: 4 },
    ),
    incompleteTransfers: fc.array(
      fc
        .record(
          {
            amountSatang,
            between: fc
              .tuple(instant, fc.integer({ min: 1_000, max: 6 * 86_400_000 }))
              .map(([from, ms]) => ({ from: from.toISOString(), until: new Date(from.getTime() + ms).toISOString() })),
            reference,
            to,
            toName: name,
            rail,
            asTold: fc.record({ amount: name, time: reference, reference, receiver: name }, maybe),
            isRough: fc.boolean(),
            withinMinutes: fc.integer({ min: 1, max: 5_040 }),
          },
          maybe,
        )
        .map(asRough),
      { minLength: 1, maxLength: 4 },
    ),
    channel: fc.constantFrom('phone', 'web', 'branch', 'police'),
    noticeGivenAt: instant.map((at) => at.toISOString()),
    caseType: fc.constant('investment'),
    narrative: fc.constant('ถูกหลอก'),
  })
  .map((body) => ComplaintBody.parse(body));

const documents = complaints.map((body) =>
  documentOfNotice(body, {
    caseNo: 'RG2569-0000007-4',
    recordedAt: new Date('2026-11-30T03:00:00Z'),
    recipient: { subject: 'operator-1', name: 'ผู้รับแจ้ง คนหนึ่ง' },
    complaintSha256: 'ab'.repeat(32),
  }),
);

/** Codes that a person reads in words. */
const WORDS = new Set(['channel', 'as', 'kind', 'rail', 'holdsVictimAccount']);

/** Each value of the document, as a person must find it in every copy. */
function valuesOf(value: unknown, key = ''): string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([inner, part]) => valuesOf(part, inner));
  }
  const text = String(value);
  if (value === undefined || WORDS.has(key)) return [];
  if (key === 'amountSatang' || key === 'aboutAmountSatang') return [formatBaht(BigInt(text))];
  if (key === 'institution') return [namesOf(text).th];
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return [text];
  const time = new Date(Date.parse(text) + 7 * 3_600_000).toISOString().slice(11, 19);
  return [key === 'at' ? time.replace(/:00$/, '') : time]; // "about 19:00": no seconds where none were told
}

const counted = (values: readonly string[], text: string) =>
  values.map((value) => [value, text.split(value).length - 1 >= values.filter((other) => other === value).length]);

describe('a copy of the record of notice', () => {
  it('has every value of the signed document as often as it stands there, in both languages', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const lines = linesOfRecord(document, namesOf);
        const text = (language: 'th' | 'en') =>
          lines.map((line) => `${line.name[language]}: ${line.value[language]}`).join('\n');
        const values = valuesOf(document);
        expect(counted(values, text('th')).filter(([, isThere]) => !isThere)).toEqual([]);
        const inEnglish = values.map((value) => Object.values(BANKS).find(({ th }) => th === value)?.en ?? value);
        expect(counted(inEnglish, text('en')).filter(([, isThere]) => !isThere)).toEqual([]);
        expect(`${text('th')}${text('en')}`).not.toMatch(/undefined|Satang|\[object|holdsVictimAccount/);
      }),
    );
  });

  it('says "about" of every amount and time that was told so, and of no other', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const rough = JSON.stringify(document).match(/"aboutAmountSatang"|"aboutTime"/g)?.length ?? 0;
        const values = linesOfRecord(document, namesOf).map(({ value }) => value);
        expect(values.filter(({ en }) => /^about \d/.test(en)).length).toBe(rough);
        expect(values.filter(({ th }) => /^ประมาณ \d/.test(th)).length).toBe(rough);
      }),
    );
  });

  it('has a line also for what nobody has words for', () => {
    const lines = linesOfRecord({ later: { added: [{ amountSatang: '12', kind: 'x' }] } }, namesOf);
    expect(lines.map(({ name: { en }, value }) => [en, value.en])).toEqual([
      ['later · added · 0 · Amount', '0.12 baht'],
      ['later · added · 0 · kind', 'x'],
    ]);
  });

  it('says what is to be asked of a transfer that is not known well enough', () => {
    const lines = linesOfRecord({ incompleteTransfers: [{ amountSatang: '19999900' }] }, namesOf);
    expect(lines.map(({ value }) => value.en)).toEqual([
      '199,999.00 baht',
      'the exact time, the reference, the receiver',
    ]);
  });

  it('has all of it as a PDF', async () => {
    await fc.assert(
      fc.asyncProperty(documents, async (document) => {
        const lines = linesOfRecord(document, namesOf);
        const text = textOfPdf(await recordPdf('RG2569-0000007-4', lines))
          .join('')
          .replace(/\s/g, '');
        for (const { name: named, value } of lines) {
          expect(text).toContain(named.th.replace(/\s/g, ''));
          expect(text).toContain(value.th.replace(/\s/g, ''));
        }
      }),
      { numRuns: 10 },
    );
  });
});
