import PDFDocument from 'pdfkit';
import encodeQR from 'qr';
import { codeOfDocument, type OrderDocument } from '../../application/hold/read-order-document.js';
import { formatBaht } from '../../domain/money.js';
import { codePointName, visibleText } from '../../domain/visible-text.js';

const REGULAR = require.resolve('@expo-google-fonts/sarabun/400Regular/Sarabun_400Regular.ttf');
const SEMIBOLD = require.resolve('@expo-google-fonts/sarabun/600SemiBold/Sarabun_600SemiBold.ttf');

/** Of an A4 page, in points. */
const [WIDTH, LEFT, TOP, BOTTOM] = [483, 56, 56, 780];
const LABEL_WIDTH = 130;
/** The marks of Thai stand in two storeys: a line is one and a half times its letters. */
const LEADING = 1.5;

const words = new Intl.Segmenter('th', { granularity: 'word' });

/**
 * Breaks a text into lines no wider than `width` by `widthOf`: between words, which Thai writes
 * without spaces, and within a word only when the word alone is too wide.
 */
export function wrapThai(text: string, width: number, widthOf: (line: string) => number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const { segment } of words.segment(paragraph)) {
      const pieces = widthOf(segment) > width ? [...segment] : [segment];
      for (const piece of pieces) {
        if (line !== '' && widthOf(line + piece) > width) {
          lines.push(line.trimEnd());
          line = piece.trimStart();
        } else line += piece;
      }
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

const KIND: Readonly<Record<OrderDocument['kind'], string>> = {
  section6: 'การระงับตามมาตรา 6',
  section7: 'การระงับตามมาตรา 7',
  aoc_suspension: 'คำสั่งระงับของศูนย์ ตามมาตรา 8/5 (2)',
  continue_order: 'คำสั่งระงับต่อ ตามมาตรา 7',
  whole_account: 'การระงับทั้งบัญชีตามหมาย',
};

/** How the law lets an order of a kind end before its time. */
const LIFTED: Readonly<Record<OrderDocument['kind'], string>> = {
  section6: 'เจ้าหน้าที่ของหน่วยงานที่แจ้งแจ้งธนาคารให้ยกเลิก เมื่อไม่มีพยานหลักฐานอันควรเชื่อได้ (มาตรา 6 วรรคสาม)',
  section7: 'ผู้เสียหายถอนเรื่อง หรือธนาคารของผู้เสียหายปฏิเสธการโอน',
  aoc_suspension: 'ศูนย์เพิกถอน เมื่อพิสูจน์ได้ว่าบัญชีไม่เกี่ยวข้อง (มาตรา 8/5 (2))',
  continue_order: 'พนักงานสอบสวนสั่งยกเลิก (มาตรา 7)',
  whole_account: 'พนักงานสอบสวนสั่งยกเลิกการอายัดตามหมาย',
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
  decree_2566_as_amended: 'พ.ร.ก. มาตรการป้องกันและปราบปรามอาชญากรรมทางเทคโนโลยี พ.ศ. 2566 และที่แก้ไขเพิ่มเติม',
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

/** Letters of scripts that the font does not have: it would draw a box for each. */
const NOT_IN_FONT = /[^\p{Script=Thai}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/gu;

/**
 * Writes a text as it can be printed: what hides or turns it around is made visible, and a letter
 * that the font lacks is named by its code.
 */
export function printable(text: string): string {
  return visibleText(text).replace(NOT_IN_FONT, codePointName);
}

/** Returns the rows of the document: what stands on the left, and its value. */
export function rowsOf(document: OrderDocument, institution: string, sha256: string): [string, string][] {
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
    ['ถึง', `${institution} (${document.institution})`],
    ['บัญชี', document.accountNo],
    ['จำนวนเงินที่ระงับ', baht(document.amountSatang)],
    [
      'รายการโอน',
      `${baht(transfer.amountSatang)} จาก ${transfer.fromInstitution} เลขอ้างอิง ${transfer.reference} เมื่อ ${instant(transfer.at)}`,
    ],
    ['ออกคำสั่งเมื่อ', instant(document.issuedAt)],
    ['สิ้นผลเอง', instant(document.expiresAt)],
    ['แทนคำสั่งเลขที่', document.replacesOrderId],
    ['หมายเลขที่', document.seizureWarrantNo],
    [
      'ฐานอำนาจ',
      document.legalBasis
        .map(({ ruleId, section, instrument }) => `${section} · ${INSTRUMENT[instrument] ?? instrument} (${ruleId})`)
        .join('\n'),
    ],
    ['เหตุผล', document.reasonsTh.join('\n') || null],
    [
      'มาตรฐานพยานหลักฐาน',
      document.standards.map((standard) => STANDARD[standard]).join(' และ') || 'กฎหมายไม่กำหนดมาตรฐานไว้สำหรับคำสั่งนี้',
    ],
    ['แฮชพยานหลักฐาน', document.evidenceHash],
    ['เงินส่วนอื่น', document.kind === 'whole_account' ? 'ระงับทั้งบัญชีตามหมาย' : 'คำสั่งนี้ไม่ห้ามใช้เงินส่วนอื่นในบัญชี'],
    [
      'ผู้ยกเลิกได้',
      [
        `${document.releasedBy.map((role) => RELEASED_BY[role] ?? role).join(' หรือ')} สั่งปลดได้คนเดียว (P-APP)`,
        LIFTED[document.kind],
        'การระงับสิ้นสุดโดยอัตโนมัติเมื่อถึงเวลาสิ้นผล',
      ].join('\n'),
    ],
    ['การอุทธรณ์', `เจ้าของบัญชีอุทธรณ์ได้ด้วยเลขอ้างอิง ${document.noticeReference} และรหัสในหนังสือแจ้ง ผ่านธนาคาร หรือโทร 1441 กด 2`],
    ['SHA-256 ของคำสั่ง', sha256],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [[name, printable(value)] as [string, string]]));
}

/**
 * Writes an order as a PDF in Thai. The record is the order in the database; the page has the hash
 * of its values, and a QR code with the address that verifies it. A text of a party is drawn as
 * text: PDF runs nothing that stands in a line.
 */
export async function orderPdf(document: OrderDocument, institution: string, publicUrl: string): Promise<Buffer> {
  const { sha256, code } = codeOfDocument(document);
  const pdf = new PDFDocument({ size: 'A4', margin: LEFT, info: { Title: `คำสั่งระงับ ${document.orderId}` } });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));

  let y = TOP;
  const linesOf = (text: string, font: string, size: number, width: number): string[] => {
    pdf.font(font).fontSize(size);
    return wrapThai(text, width, (line) => pdf.widthOfString(line));
  };
  const write = (text: string, font: string, size: number, x: number, width: number): number => {
    const lines = linesOf(text, font, size, width);
    for (const [index, line] of lines.entries()) {
      pdf.text(line, x, y + index * size * LEADING, { lineBreak: false });
    }
    return lines.length * size * LEADING;
  };
  y += write('คำสั่งระงับการทำธุรกรรม', SEMIBOLD, 20, LEFT, WIDTH);
  y += write('ศูนย์ปฏิบัติการแก้ไขปัญหาอาชญากรรมออนไลน์ AOC 1441', REGULAR, 12, LEFT, WIDTH) + 8;
  for (const [name, value] of rowsOf(document, institution, sha256)) {
    if (y > BOTTOM - 60) {
      pdf.addPage();
      y = TOP;
    }
    pdf
      .moveTo(LEFT, y)
      .lineTo(LEFT + WIDTH, y)
      .lineWidth(0.5)
      .stroke('#999999');
    y += 4;
    let below = y + write(name, REGULAR, 11, LEFT, LABEL_WIDTH - 8);
    for (const line of linesOf(value, SEMIBOLD, 12, WIDTH - LABEL_WIDTH)) {
      if (y > BOTTOM - 12 * LEADING) {
        pdf.addPage();
        [y, below] = [TOP, TOP];
      }
      y += write(line, SEMIBOLD, 12, LEFT + LABEL_WIDTH, WIDTH - LABEL_WIDTH);
    }
    y = Math.max(y, below) + 4;
  }
  if (y > BOTTOM - 120) {
    pdf.addPage();
    y = TOP;
  }
  const address = `${publicUrl.replace(/\/$/, '')}/verify#${code}`;
  const qr = encodeQR(address, 'raw');
  const dot = 100 / qr.length;
  for (const [row, line] of qr.entries()) {
    for (const [column, isDark] of line.entries()) {
      if (isDark) pdf.rect(LEFT + column * dot, y + 8 + row * dot, dot, dot);
    }
  }
  pdf.fill('#000000');
  y += 8;
  write(`ตรวจสอบเอกสารนี้ที่ ${address}`, REGULAR, 11, LEFT + LABEL_WIDTH, WIDTH - LABEL_WIDTH);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}
