import { codeOfDocument, type OrderDocument } from '../../application/hold/view/read-order-document.js';
import { formatBaht } from '../../domain/money.js';
import { thaiSection } from '../../domain/rulebook/thai-section.js';
import { CENTRE } from '../print/centre.js';
import { printPdf } from '../print/print-pdf.js';

/** Gives the name of a party in Thai by its slug; a slug that nobody has is returned as it is. */
type NameOfParty = (slug: string) => string;

/** A slug of an institution, as a reason names one. */
const SLUG = /\b[a-z]{2}-\d{3}\b/g;

const KIND: Readonly<Record<OrderDocument['kind'], string>> = {
  section6: 'การระงับตามมาตรา 6',
  section7: 'การระงับตามมาตรา 7',
  aoc_suspension: 'คำสั่งระงับของศูนย์ ตามมาตรา 8/5 (2)',
  continue_order: 'คำสั่งระงับต่อ ตามมาตรา 7',
  whole_account: 'การระงับทั้งบัญชีตามหมายอายัด',
};

/** How the law lets an order of a kind end before its time. */
const LIFTED: Readonly<Record<OrderDocument['kind'], string>> = {
  section6: 'เจ้าหน้าที่ของหน่วยงานที่แจ้งแจ้งธนาคารให้ยกเลิก เมื่อไม่มีพยานหลักฐานอันควรเชื่อได้ (มาตรา 6 วรรคสาม)',
  section7:
    'ผู้เสียหายถอนเรื่อง หรือธนาคารของผู้เสียหายปฏิเสธว่าไม่มีการโอนหรือไม่ยืนยันในเวลา หรือพ้นเจ็ดวันนับแต่ร้องทุกข์ (การแจ้ง 1441 นับเป็นการร้องทุกข์) โดยพนักงานสอบสวนไม่สั่งให้ระงับต่อ หรือพ้นเวลาร้องทุกข์โดยไม่มีผู้ร้องทุกข์',
  aoc_suspension:
    'ศูนย์เพิกถอน เมื่อพิสูจน์ได้ว่าบัญชีมิได้เกี่ยวข้อง เช่น ธนาคารของผู้เสียหายปฏิเสธว่าไม่มีการโอน หรือเจ้าหน้าที่รับเอกสารของเจ้าของบัญชีเป็นข้อพิสูจน์ (มาตรา 8/5 (2))',
  continue_order: 'พนักงานสอบสวนสั่งยกเลิก (มาตรา 7)',
  whole_account: 'พนักงานสอบสวนสั่งยกเลิกการอายัดตามหมายอายัด',
};

/** The roles that may release, as P-APP names them. */
const RELEASED_BY: Readonly<Record<string, string>> = {
  aoc_officer: 'เจ้าหน้าที่ศูนย์',
  aoc_supervisor: 'หัวหน้าเจ้าหน้าที่ศูนย์',
  inquiry_officer: 'พนักงานสอบสวน',
  amlo_officer: 'เจ้าหน้าที่ ปปง.',
};

const STANDARD: Readonly<Record<OrderDocument['standards'][number], string>> = {
  reasonable_ground: 'เหตุอันควรสงสัย',
  reason_to_believe: 'พยานหลักฐานอันควรเชื่อได้ว่า',
};

const INSTRUMENT: Readonly<Record<string, string>> = {
  decree_2566: 'พ.ร.ก. มาตรการป้องกันและปราบปรามอาชญากรรมทางเทคโนโลยี พ.ศ. 2566',
  decree_2566_as_amended:
    'พ.ร.ก. มาตรการป้องกันและปราบปรามอาชญากรรมทางเทคโนโลยี พ.ศ. 2566 แก้ไขเพิ่มเติมโดย (ฉบับที่ 2) พ.ศ. 2568',
  authority_policy: 'แนวปฏิบัติของหน่วยงาน',
  centre_policy: 'แนวปฏิบัติของศูนย์',
};

const day = new Intl.DateTimeFormat('th-TH-u-ca-buddhist', {
  timeZone: 'Asia/Bangkok',
  dateStyle: 'long',
  timeStyle: 'short',
});
const instant = (at: string): string => `${day.format(new Date(at))} น.`;
const baht = (satang: string): string => `${formatBaht(BigInt(satang))} บาท`;

/** Cites a rule: its section in Thai and its instrument; what has no section is cited as what it is. */
function basisTh({ ruleId, section, instrument }: OrderDocument['legalBasis'][number]): string {
  const source = INSTRUMENT[instrument] ?? instrument;
  return `${section === 'policy' ? source : `${thaiSection(section)} ${source}`} (${ruleId})`;
}

/** Returns the rows of the document: what stands on the left, and its value. */
export function rowsOf(document: OrderDocument, nameOf: NameOfParty, sha256: string): [string, string][] {
  const { transfer } = document;
  const rows: [string, string | null][] = [
    ['เลขที่คำสั่ง', document.orderId],
    ['เลขที่เรื่อง', document.caseNo],
    ['ประเภท', KIND[document.kind]],
    ['ผู้สั่ง', document.orderedByTh],
    [
      'ผู้ออกคำสั่งและตำแหน่ง',
      document.givenBy && `${document.givenBy.name}\n${document.givenBy.position.th} (${document.givenBy.position.en})`,
    ],
    ['ถึง', nameOf(document.institution)],
    ['บัญชี', document.accountNo],
    ['จำนวนเงินที่ระงับ', baht(document.amountSatang)],
    [
      'รายการโอน',
      `${baht(transfer.amountSatang)} จาก ${nameOf(transfer.fromInstitution)} เลขอ้างอิง ${transfer.reference} เมื่อ ${instant(transfer.at)}`,
    ],
    ['ออกคำสั่งเมื่อ', instant(document.issuedAt)],
    ['สิ้นสุดโดยอัตโนมัติ', instant(document.expiresAt)],
    ['แทนคำสั่งเลขที่', document.replacesOrderId],
    ['หมายอายัดเลขที่', document.seizureWarrantNo],
    ['ฐานอำนาจ', document.legalBasis.map(basisTh).join('\n')],
    ['เหตุผล', document.reasonsTh.join('\n').replace(SLUG, nameOf) || null],
    [
      'มาตรฐานพยานหลักฐาน',
      document.standards.map((standard) => STANDARD[standard]).join(' และ') || 'กฎหมายไม่กำหนดมาตรฐานไว้สำหรับคำสั่งนี้',
    ],
    ['แฮชพยานหลักฐาน', document.evidenceHash],
    ['เงินส่วนอื่น', document.kind === 'whole_account' ? 'ระงับทั้งบัญชีตามหมายอายัด' : 'คำสั่งนี้ไม่ห้ามใช้เงินส่วนอื่นในบัญชี'],
    [
      'ผู้ยกเลิกได้',
      [
        `${document.releasedBy.map((role) => RELEASED_BY[role] ?? role).join(' หรือ')} สั่งยกเลิกการระงับได้คนเดียว (แนวปฏิบัติ P-APP)`,
        LIFTED[document.kind],
        'การระงับสิ้นสุดโดยอัตโนมัติเมื่อครบกำหนดข้างต้น หากไม่มีผู้ใดยกเลิกก่อน',
      ].join('\n'),
    ],
    ['การอุทธรณ์', `เจ้าของบัญชีอุทธรณ์ได้ด้วยเลขอ้างอิง ${document.noticeReference} และรหัสในหนังสือแจ้ง ผ่านธนาคาร หรือโทร 1441 กด 2`],
    ['SHA-256 ของคำสั่ง', sha256],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [[name, value] as [string, string]]));
}

/** Returns the address at which everybody verifies the order document with this code. */
export function addressOfOrder(code: string, publicUrl: string): string {
  return `${publicUrl.replace(/\/$/, '')}/verify#${code}`;
}

/**
 * Writes an order as a PDF in Thai. The record is the order in the database; the page has the hash
 * of its values, and a QR code with the address that verifies it.
 */
export async function orderPdf(document: OrderDocument, nameOf: NameOfParty, publicUrl: string): Promise<Buffer> {
  const { sha256, code } = codeOfDocument(document);
  const address = addressOfOrder(code, publicUrl);
  return printPdf({
    title: `คำสั่งระงับ ${document.orderId}`,
    heading: 'คำสั่งระงับการทำธุรกรรม',
    subheading: CENTRE,
    rows: rowsOf(document, nameOf, sha256),
    qr: { address, words: `ตรวจสอบเอกสารนี้ที่ ${address}` },
  });
}
