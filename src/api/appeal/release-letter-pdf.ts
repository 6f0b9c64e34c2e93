import type { readReleaseLetter } from '../../application/appeal/read-release-letter.js';
import { instantWords } from '../../domain/calendar/instant-words.js';
import { formatBaht } from '../../domain/money.js';
import { addressOfOrder } from '../hold/order-pdf.js';
import { printPdf } from '../print/print-pdf.js';

type ReleaseLetter = Extract<Awaited<ReturnType<typeof readReleaseLetter>>, { ok: true }>['letter'];

const instant = (at: string): string => instantWords(new Date(at)).th;

const OVER = 'การระงับเงินตามคำสั่งข้างล่างสิ้นสุดแล้ว คำสั่งนี้ไม่ห้ามใช้เงินในบัญชีอีกต่อไป';
const NO_FINDING = 'การระงับเป็นมาตรการชั่วคราวระหว่างตรวจสอบ ไม่ใช่คำวินิจฉัยว่าผู้ใดกระทำผิด';

/**
 * Writes the letter that a holder shows to a bank or a customer after a hold: that it is over, that
 * it said nothing of guilt, and to whom he turns where another authority keeps money of it. Its QR
 * code leads to the order, which says that it has ended.
 */
export function releaseLetterPdf(letter: ReleaseLetter, publicUrl: string): Promise<Buffer> {
  const address = addressOfOrder(letter.code, publicUrl);
  const { at, amountSatang } = letter.credit;
  const { keptElsewhere } = letter;
  return printPdf({
    title: `การระงับสิ้นสุดแล้ว ${letter.reference}`,
    heading: 'หนังสือแจ้งว่าการระงับสิ้นสุดแล้ว',
    // The long name of the centre speaks of crime, and this letter accuses nobody.
    subheading: 'ศูนย์ AOC 1441',
    lead: [OVER, keptElsewhere?.todo.th, NO_FINDING].filter(Boolean).join(' '),
    rows: [
      ['เลขอ้างอิง', letter.reference],
      ['เลขที่คำสั่ง', letter.orderId],
      ['บัญชี', `${letter.institution} ${letter.accountMasked}`],
      ['รายการเงินเข้า', `${formatBaht(BigInt(amountSatang))} บาท เมื่อ ${instant(at)}`],
      ['เริ่มระงับเมื่อ', instant(letter.since)],
      ['สิ้นสุดเมื่อ', instant(letter.overAt)],
      ...(letter.endedBecause === null ? [] : [['สิ้นสุดเพราะ', letter.endedBecause] as const]),
      ...rowsOfKept(keptElsewhere),
      ['ออกหนังสือเมื่อ', instant(letter.writtenAt)],
    ],
    qr: { address, words: `ตรวจสอบคำสั่งและผลของคำสั่งในขณะนี้ได้ที่ ${address}` },
  });
}

/** What another authority keeps, by which paper and law, and whose it is. */
function rowsOfKept(kept: ReleaseLetter['keptElsewhere']): (readonly [string, string])[] {
  if (kept === null) return [];
  return [
    ['เงินที่หน่วยงานอื่นเก็บไว้', `${formatBaht(BigInt(kept.amountSatang))} บาท`],
    ['ติดต่อ', kept.office.th],
    ['ตามเอกสาร', [kept.paper.th, kept.reference].filter(Boolean).join(' เลขที่ ')],
    ['ตามกฎหมาย', kept.power.th],
  ];
}
