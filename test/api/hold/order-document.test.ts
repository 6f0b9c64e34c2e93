import { orderPdf, rowsOf } from '../../../src/api/hold/order-pdf.js';
import { printable, wrapThai } from '../../../src/api/print/print-pdf.js';
import { textOfPdf } from '../print/text-of-pdf.js';
import {
  codeOfDocument,
  type OrderDocument,
  readOrderDocument,
} from '../../../src/application/hold/view/read-order-document.js';
import { OrderVerification } from '../../../src/wire/case/hold.js';
import { appealsOn, type HeldAccount } from '../../application/appeal/support.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { runApi, type RunningApi } from '../support/running-api.js';

describe('a hold order as a document', () => {
  let api: RunningApi;
  let hold: HeldAccount;
  beforeAll(async () => {
    api = await runApi();
    hold = await appealsOn(api).held();
  });
  afterAll(() => api.close());

  const pdfFor = (roles: string[], claims: Record<string, unknown> = {}) =>
    api.call('GET', `/v1/orders/${hold.orderId}/document`, { roles, claims });
  const verify = (code: string) => api.call('POST', '/v1/orders/verifications', { roles: null, body: { code } });
  const document = async () => {
    const read = await readOrderDocument(api.application.manager, hold.orderId, null);
    if (read === undefined) throw new Error('there is no such order');
    return read.document;
  };

  it('is a PDF for officers and the institution concerned, and each reading is on the chain', async () => {
    const { status, headers } = await pdfFor(['aoc_officer']);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const own = await pdfFor(['institution_user'], { rangap_institution: 'th-002' });
    expect(own.status).toBe(200);
    expect(String(own.body['text'])).toMatch(/^%PDF-1\./);
    expect(await pdfFor(['institution_user'], { rangap_institution: 'th-004' })).toMatchObject({
      status: 404,
      body: { code: 'ORDER.ABSENT' },
    });
    expect((await pdfFor(['hotline_operator'])).status).toBe(403);
    const [counted]: { readings: number }[] = await api.db.query(
      `SELECT count(*)::int AS readings FROM audit_event WHERE type = 'order_document.read' AND payload ->> 'orderId' = $1`,
      [hold.orderId],
    );
    expect(counted?.readings).toBe(2);
  });

  it('counts among the values that one person of the centre has revealed in an hour (P-READ)', async () => {
    await api.db.query(
      `INSERT INTO reveal (id, case_id, field, person, role, reason, revealed_at)
       SELECT lpad(n::text, 26, '0'), (SELECT case_id FROM hold WHERE id = $1), 'victim.1.phone', 'inquiry_officer-1', 'inquiry_officer', 'planted', now()
         FROM generate_series(1, 59) n`,
      [hold.holdId],
    );
    const who = { roles: ['inquiry_officer'], subject: 'inquiry_officer-1' };
    const print = () => api.call('GET', `/v1/orders/${hold.orderId}/document`, who);
    expect((await print()).status).toBe(200);
    const refused = await print();
    expect([refused.status, refused.body['code']]).toEqual([429, 'REVEAL.TOO_MANY']);
    const [read] = await api.db.query<{ person: string; reason: string }[]>(
      `SELECT person, reason FROM reveal WHERE part_id IS NOT NULL AND role = 'inquiry_officer'`,
    );
    expect(read).toEqual({ person: 'inquiry_officer-1', reason: `order document ${hold.orderId}` });
    const { checks } = await verifyRecord({ db: api.application, judgedAt: 'last_activity' });
    expect(checks.find(({ id }) => id === 'I21')).toMatchObject({ violations: 0 });
  });

  it('is verified by its code, which no other document has, until its order is over', async () => {
    const printed = await document();
    const { code } = codeOfDocument(printed);
    const seen = OrderVerification.parse((await verify(code)).body);
    expect(seen).toMatchObject({ orderId: hold.orderId, amountSatang: '5000000', standing: 'in_force' });
    expect(seen.accountMasked).toBe('xxxxxx7778');
    const forged = codeOfDocument({ ...printed, amountSatang: '9900000' }).code;
    expect(await verify(forged)).toMatchObject({ status: 404, body: { code: 'ORDER.UNKNOWN' } });

    const body = { reason: 'found to be unrelated', unrelated: true };
    await api.call('POST', `/v1/holds/${hold.holdId}/release`, { roles: ['aoc_officer'], body });
    expect(OrderVerification.parse((await verify(code)).body).standing).toBe('ended');
    expect(codeOfDocument(await document()).code).toBe(code); // the record of the order has not changed
  });
});

describe('a hostile text in an order document', () => {
  const hostile = `=cmd|'/C calc'!A0 <script>app.alert(1)</script> \u202Etxt\u200B ابج a${'\u0301'.repeat(40)}`;

  it('is printed as text, with what it hides', () => {
    expect(printable(hostile)).toBe(
      `=cmd|'/C calc'!A0 <script>app.alert(1)</script> [U+202E]txt [U+0627][U+0628][U+062C] a${'\u0301'.repeat(4)}`,
    );
  });

  it('makes a document in which nothing acts', async () => {
    const pdf = await orderPdf({ ...DOCUMENT, seizureWarrantNo: hostile }, () => hostile, 'https://aoc.example');
    const objects = pdf.toString('latin1');
    expect(objects).toMatch(/^%PDF-1\./);
    expect(objects).not.toMatch(/\/(JavaScript|JS|OpenAction|AA|Launch|URI|EmbeddedFile|AcroForm)\b/);
  });
});

const DOCUMENT: OrderDocument = {
  orderId: '01K00000000000000000000000',
  caseNo: 'RG2569-0000007-4',
  institution: 'th-014',
  accountNo: '9140000902',
  amountSatang: '5000000',
  transfer: { fromInstitution: 'th-004', reference: 'T-1', amountSatang: '5000000', at: '2026-11-25T07:00:00.000Z' },
  kind: 'whole_account',
  orderedByTh: 'พนักงานสอบสวน สำนักงานตำรวจแห่งชาติ ตามหมายอายัด',
  givenBy: null,
  legalBasis: [],
  issuedAt: '2026-11-25T07:00:00.000Z',
  expiresAt: '2026-11-28T07:00:00.000Z',
  replacesOrderId: null,
  seizureWarrantNo: null,
  reasonsTh: ['มีหมายอายัด'],
  standards: ['reason_to_believe'],
  releasedBy: ['aoc_supervisor', 'inquiry_officer'],
  evidenceHash: null,
  noticeReference: 'RG2569-0000007-4/AAAAAA',
};

const NAMES: Readonly<Record<string, string>> = { 'th-004': 'ธนาคารกสิกรไทย', 'th-014': 'ธนาคารไทยพาณิชย์' };
const named = (slug: string) => NAMES[slug] ?? slug;

describe('the rows of an order document', () => {
  const said = (changes: Partial<OrderDocument>) =>
    Object.fromEntries(rowsOf({ ...DOCUMENT, ...changes }, named, 'HASH')) as Record<string, string>;

  it('say why it was issued, by which standard, and who ends it', () => {
    const rows = said({ kind: 'aoc_suspension', reasonsTh: ['ปปง. ขึ้นบัญชี HR-03-1', 'เงินถูกโอนต่อ'] });
    expect(rows['เหตุผล']).toBe('ปปง. ขึ้นบัญชี HR-03-1\nเงินถูกโอนต่อ');
    expect(rows['มาตรฐานพยานหลักฐาน']).toBe('พยานหลักฐานอันควรเชื่อได้ว่า');
    expect(rows['ผู้ยกเลิกได้']).toContain('หัวหน้าเจ้าหน้าที่ศูนย์ หรือพนักงานสอบสวน สั่งยกเลิกการระงับได้คนเดียว');
    expect(rows['ผู้ยกเลิกได้']).toMatch(
      /พิสูจน์ได้ว่าบัญชีมิได้เกี่ยวข้อง เช่น .*ปฏิเสธว่าไม่มีการโอน.*เอกสารของเจ้าของบัญชี.*\(มาตรา 8\/5 \(2\)\)/,
    );
  });

  it('say of section 7 that it ends with the seven days of a complaint, and without one with the time to complain', () => {
    const ends = said({ kind: 'section7' })['ผู้ยกเลิกได้'];
    expect(ends).toMatch(/พ้นเจ็ดวันนับแต่ร้องทุกข์ \(การแจ้ง 1441 นับเป็นการร้องทุกข์\).*หรือพ้นเวลาร้องทุกข์โดยไม่มีผู้ร้องทุกข์/);
  });

  it('call the warrant of a whole account what it is, and no warrant of a court', () => {
    const rows = said({ kind: 'whole_account', seizureWarrantNo: '12/2569' });
    expect(rows['หมายอายัดเลขที่']).toBe('12/2569');
    expect(rows['ประเภท']).toBe('การระงับทั้งบัญชีตามหมายอายัด');
  });

  it('name the person who gave it, with position, in both languages, and nobody where no person did', () => {
    const position = { th: 'หัวหน้าเจ้าหน้าที่ศูนย์ AOC 1441', en: 'Supervisor, AOC 1441' };
    const rows = said({ givenBy: { name: 'Malee Makeup', position } });
    expect(rows['ผู้ออกคำสั่งและตำแหน่ง']).toBe('Malee Makeup\nหัวหน้าเจ้าหน้าที่ศูนย์ AOC 1441 (Supervisor, AOC 1441)');
    expect(said({})).not.toHaveProperty('ผู้ออกคำสั่งและตำแหน่ง');
  });

  it('name institutions, sections and policies as people do, and no code of ours', async () => {
    const document: OrderDocument = {
      ...DOCUMENT,
      legalBasis: [
        { ruleId: 'VIC-7A', section: 's.7', instrument: 'decree_2566' },
        { ruleId: 'OFF-6C', section: 's.6 para 3', instrument: 'decree_2566_as_amended' },
        { ruleId: 'P-AMT', section: 'policy', instrument: 'centre_policy' },
      ],
      reasonsTh: ['เงินถูกโอนต่อไปยัง th-014:9140000902'],
    };
    const rows = Object.fromEntries(rowsOf(document, named, 'HASH')) as Record<string, string>;
    expect(rows['ฐานอำนาจ']).toContain('มาตรา 7 พ.ร.ก.');
    expect(rows['ฐานอำนาจ']).toContain('พ.ศ. 2566 แก้ไขเพิ่มเติมโดย (ฉบับที่ 2) พ.ศ. 2568 (OFF-6C)');
    expect(rows['ฐานอำนาจ']).toContain('มาตรา 6 วรรคสาม พ.ร.ก.');
    expect(rows['ถึง']).toBe('ธนาคารไทยพาณิชย์');
    expect(rows['เหตุผล']).toBe('เงินถูกโอนต่อไปยัง ธนาคารไทยพาณิชย์:9140000902');
    const text = textOfPdf(await orderPdf(document, named, 'https://aoc.example')).join('\n');
    expect(text).not.toMatch(/\bs\.\d|policy|\bth-\d{3}\b/);
  });

  it('stand whole in the text of the PDF', async () => {
    const rows = rowsOf(DOCUMENT, named, codeOfDocument(DOCUMENT).sha256);
    const text = textOfPdf(await orderPdf(DOCUMENT, named, 'https://aoc.example'))
      .join('')
      .replace(/\s/g, '');
    for (const [name, value] of rows) {
      expect(text).toContain(name.replace(/\s/g, ''));
      expect(text).toContain(value.replace(/\s/g, ''));
    }
  });

  it('say that the law names no standard, and leave out reasons that are not on record', () => {
    const rows = said({ standards: [], reasonsTh: [] });
    expect(rows['มาตรฐานพยานหลักฐาน']).toBe('กฎหมายไม่กำหนดมาตรฐานไว้สำหรับคำสั่งนี้');
    expect(rows).not.toHaveProperty('เหตุผล');
  });

  it('go on to the next page when a reason is long', async () => {
    const pages = async (reason: string) => {
      const pdf = await orderPdf({ ...DOCUMENT, reasonsTh: [reason] }, named, 'https://aoc.example');
      return pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length;
    };
    const [short, long] = [await pages('x'), await pages('a reason of many words '.repeat(400))];
    expect(long).toBeGreaterThan(Number(short) + 1);
  });
});

describe('lines of a Thai text', () => {
  it.each([
    ['between words, which Thai does not space', 'ระงับจำนวนเงินต่อไปนี้', 12, ['ระงับจำนวน', 'เงินต่อไปนี้']],
    ['at a break of the text', 'ก\nข', 12, ['ก', 'ข']],
    ['within a word that is too wide alone', 'ABCDEFGH', 3, ['ABC', 'DEF', 'GH']],
    ['without a space at an end', 'one two three', 8, ['one two', 'three']],
  ])('break %s', (_where, text, width, lines) => {
    expect(wrapThai(text, width, (line) => line.length)).toEqual(lines);
  });
});
