import { type Satang, formatBaht } from '../money.js';
import type { NewsKind } from './news.js';

type BothLanguages = Readonly<{ th: string; en: string }>;

/** One piece of news. `reason` is the stable code of why a hold ended. */
export interface News {
  kind: NewsKind;
  /** The institution's names; null with `closed`. */
  institution: BothLanguages | null;
  amountSatang: Satang;
  reason: string | null;
}

/** What an operator reads to the victim is made of. */
export interface NewsToTell {
  caseNo: string;
  stolenSatang: Satang;
  /** Suspended at this moment. */
  heldSatang: Satang;
  /** In the order in which it happened. */
  news: readonly News[];
}

/** Why a suspension ended, without a word on whose account it was. */
const REASONS: Readonly<Record<string, BothLanguages>> = {
  EXPIRED: { th: 'ครบกำหนดเวลาโดยไม่มีคำสั่งให้ระงับต่อ', en: 'its time was over and no order let it go on' },
  LAPSED: { th: 'ครบกำหนดเวลาโดยไม่มีคำสั่งให้ระงับต่อ', en: 'its time was over and no order let it go on' },
  DEBIT_DENIED: { th: 'ธนาคารของท่านแจ้งว่าไม่มีรายการโอนนี้', en: 'your bank says that it made no such transfer' },
  DEBIT_NOT_CONFIRMED: { th: 'ธนาคารของท่านยังไม่ยืนยันรายการโอน', en: 'your bank did not confirm the transfer in time' },
  WITHDRAWN: { th: 'มีการถอนเรื่องร้องเรียน', en: 'the complaint was withdrawn' },
  REQUEST_NOT_CONFIRMED: { th: 'คำสั่งฉุกเฉินไม่ได้รับการยืนยัน', en: 'the urgent order was not confirmed' },
};
const BY_OFFICER: BothLanguages = { th: 'เจ้าหน้าที่วินิจฉัยให้ปลดการระงับ', en: 'an officer decided that it may not go on' };

const CLOSING: BothLanguages = { th: 'หากมีข้อสงสัย โทร 1441', en: 'If you have questions, call 1441.' };

/**
 * What the victim is told, in both languages: all news since he was last told in as few sentences as there are kinds and institutions, and how much is
 * suspended now. Holds no data of any other person.
 */
export function newsText({ caseNo, stolenSatang, heldSatang, news }: NewsToTell): { th: string; en: string } {
  const sentences = merged(news).map(sentenceOf);
  const [held, stolen] = [formatBaht(heldSatang), formatBaht(stolenSatang)];
  return {
    th: [
      `เรื่องหมายเลข ${caseNo}`,
      ...sentences.map(({ th }) => th),
      `ขณะนี้ระงับไว้ ${held} บาท จากความเสียหาย ${stolen} บาท`,
      CLOSING.th,
    ].join('\n'),
    en: [
      `Case ${caseNo}.`,
      ...sentences.map(({ en }) => en),
      `Suspended at this moment: ${held} of ${stolen} baht.`,
      CLOSING.en,
    ].join('\n'),
  };
}

/** Ten hops at one bank are one sentence: same kind, institution and reason, the sums added up. */
function merged(news: readonly News[]): News[] {
  const groups = new Map<string, News>();
  for (const one of news) {
    const key = [one.kind, one.institution?.en, reasonOf(one).en].join('|');
    const before = groups.get(key);
    groups.set(key, before === undefined ? one : { ...before, amountSatang: before.amountSatang + one.amountSatang });
  }
  return [...groups.values()];
}

function reasonOf({ reason }: News): BothLanguages {
  return (reason === null ? undefined : REASONS[reason]) ?? BY_OFFICER;
}

function sentenceOf(news: News): BothLanguages {
  const amount = formatBaht(news.amountSatang);
  const { th: atTh, en: atEn } = news.institution ?? { th: '', en: '' };
  const why = reasonOf(news);
  const sentences: Readonly<Record<NewsKind, BothLanguages>> = {
    held: { th: `${atTh} ระงับเงินแล้ว ${amount} บาท`, en: `${atEn} has suspended ${amount} baht.` },
    reduced: { th: `${atTh} ปลดการระงับบางส่วน ${amount} บาท`, en: `${atEn} has let part of it go: ${amount} baht.` },
    nothing_found: {
      th: `${atTh} ไม่พบเงินที่จะระงับได้`,
      en: `${atEn} found nothing that could be suspended.`,
    },
    refused: { th: `${atTh} ไม่ดำเนินการตามคำสั่งระงับ`, en: `${atEn} has refused to suspend.` },
    never_confirmed: {
      th: `${atTh} ไม่ได้ยืนยันการระงับ และการระงับสิ้นสุดแล้ว`,
      en: `${atEn} never confirmed that it suspended anything, and the order has ended.`,
    },
    released: {
      th: `${atTh} ปลดการระงับเงิน ${amount} บาท เพราะ${why.th}`,
      en: `${atEn} has let ${amount} baht go: ${why.en}.`,
    },
    seized: {
      th: `${atTh} ยังเก็บเงิน ${amount} บาทไว้ตามอำนาจกฎหมายอื่น`,
      en: `${atEn} keeps ${amount} baht under another legal power.`,
    },
    closed: { th: 'ศูนย์ปิดเรื่องแล้ว', en: 'The case is closed.' },
  };
  return sentences[news.kind];
}
