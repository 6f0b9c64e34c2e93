import { PERSON_COMPARES } from '../break/keeps-case-open.js';
import { type Satang, formatBaht } from '../money.js';
import { authorityWords } from './authority-words.js';
import type { NewsKind } from './news.js';

type BothLanguages = Readonly<{ th: string; en: string }>;

/** One piece of news; `reason` is the stable code of why a hold ended, or a case closed. */
export interface News {
  kind: NewsKind;
  /** The institution's names; null with `closed`. */
  institution: BothLanguages | null;
  amountSatang: Satang;
  reason: string | null;
}

/** The facts of the text that an operator reads out to the victim. */
export interface NewsToTell {
  caseNo: string;
  stolenSatang: Satang;
  /** Suspended at this moment. */
  heldSatang: Satang;
  /** Sums are not told, because they would tell what an institution found (`hidesSums`). */
  isSumHidden: boolean;
  /** In the order in which they happened. */
  news: readonly News[];
  /** The case is closed at this moment: one that went on since is not told as closed. */
  isClosed: boolean;
  /** A person compares an institution's answer with the report (`isComparedByPerson`). */
  personCompares: boolean;
}

const BY_OFFICER: BothLanguages = { th: 'เจ้าหน้าที่วินิจฉัยให้ยกเลิกการระงับ', en: 'an officer decided that it may not go on' };

/** Why a suspension ended, without data of the holder. */
const LET_GO: Readonly<Record<string, BothLanguages>> = {
  EXPIRED: { th: 'ครบกำหนดเวลาโดยไม่มีคำสั่งให้ระงับต่อ', en: 'its time was over and no order let it go on' },
  DEBIT_DENIED: { th: 'ธนาคารของท่านแจ้งว่าไม่มีรายการโอนนี้', en: 'your bank says that it made no such transfer' },
  DEBIT_NOT_CONFIRMED: { th: 'ธนาคารของท่านยังไม่ยืนยันรายการโอน', en: 'your bank did not confirm the transfer in time' },
  WITHDRAWN: { th: 'มีการถอนเรื่องร้องเรียน', en: 'the complaint was withdrawn' },
  CORRECTED: { th: 'มีการแก้ไขรายการที่แจ้ง', en: 'the report of this transfer was corrected' },
  ANOTHER_WITHDRAWN: {
    th: 'การระงับครั้งนี้ทำตามการแจ้งอีกรายการหนึ่งซึ่งถูกถอนแล้ว เรื่องที่ท่านแจ้งไม่ได้ถูกถอน',
    en: 'it rested on another report of this money, which was withdrawn; your own report was not',
  },
  ANOTHER_CORRECTED: {
    th: 'การระงับครั้งนี้ทำตามการแจ้งอีกรายการหนึ่งซึ่งถูกแก้ไขแล้ว เรื่องที่ท่านแจ้งไม่เปลี่ยนแปลง',
    en: 'it rested on another report of this money, which was corrected; your own report is unchanged',
  },
  ANOTHER_DENIED: {
    th: 'การระงับครั้งนี้ทำตามการแจ้งอีกรายการหนึ่งซึ่งธนาคารปฏิเสธ ไม่ใช่รายการที่ท่านแจ้ง',
    en: 'it rested on another report of this money, which the bank denied; that is not what you reported',
  },
  ANOTHER_NOT_CONFIRMED: {
    th: 'การระงับครั้งนี้ทำตามการแจ้งก่อนหน้าซึ่งธนาคารไม่ได้ยืนยันในเวลา เรื่องที่ท่านแจ้งมีเวลาของตนเอง',
    en: 'it rested on another report of this money, which the bank did not confirm in time; your own report has its own time',
  },
  REQUEST_NOT_CONFIRMED: { th: 'คำสั่งฉุกเฉินไม่ได้รับการยืนยัน', en: 'the urgent order was not confirmed' },
  LAPSED_EARLY: {
    th: 'ผู้รับคำสั่งสิ้นสุดการระงับก่อนครบกำหนดเวลาตามคำสั่ง',
    en: 'it ended the suspension before the time that was ordered',
  },
  AUTHORITY_ENDED: {
    th: 'หน่วยงานที่สั่งอายัดเงินนี้ยกเลิกแล้ว เจ้าหน้าที่จะพิจารณาว่าจะระงับอีกหรือไม่',
    en: 'the other authority that held it holds it no more, and an officer decides whether it is held again',
  },
  OFFICER_RELEASE: BY_OFFICER,
  UNRELATED: BY_OFFICER,
  COURT_VOIDED: { th: 'ศาลเพิกถอนคำสั่งที่ให้ระงับ', en: 'a court voided the order by which it was held' },
  APPEAL_UPHELD: BY_OFFICER,
  SUSPICION_UNFOUNDED: BY_OFFICER,
  SUSPICION_LIFTED: {
    th: 'สถาบันการเงินทบทวนแล้วไม่พบเหตุอันควรสงสัยอีก',
    en: 'the institution reviewed its suspicion and dropped it',
  },
};

/** Why an institution has no suspended money any more although nobody let it go. */
const GONE: Readonly<Record<string, BothLanguages>> = {
  NO_FUNDS: { th: 'แจ้งว่าไม่มีเงินนั้นอยู่ในบัญชีแล้ว', en: 'it reports that the money is no longer there' },
  ACCOUNT_CLOSED: { th: 'แจ้งว่าบัญชีถูกปิดแล้ว', en: 'it reports that the account is closed' },
  NOT_ACCOUNTED_FOR: {
    th: 'แจ้งว่าไม่ได้ระงับเงินไว้แล้ว และยังไม่ทราบว่าเงินอยู่ที่ใด',
    en: 'it reports that it holds nothing, and where the money is, is not known',
  },
  NOT_FOUND: { th: 'แจ้งว่าไม่พบบัญชี', en: 'it reports that it does not find the account' },
};
/** The institution gives no reason. */
const UNKNOWN: BothLanguages = { th: 'แจ้งว่าไม่ได้ระงับแล้ว', en: 'it reports that nothing is suspended any more' };

/** Says what to do, because a closed case takes no correction. */
const CLOSED_BY_DENIAL: BothLanguages = {
  th: 'ศูนย์ปิดเรื่องแล้ว เพราะธนาคารของท่านแจ้งว่าไม่มีรายการโอนนี้ โปรดตรวจเลขอ้างอิงแล้วแจ้งใหม่',
  en: 'The case is closed: your bank says that it made no such transfer. Please check its reference and report again.',
};

/** What is said in place of a sum that would tell what an institution found. */
const SUM_HIDDEN: BothLanguages = {
  th: 'ขณะนี้มีการระงับเงินที่ท่านแจ้งว่าโอนไปแล้ว ศูนย์จะแจ้งจำนวนเงินเมื่อทราบว่าผู้เสียหายที่แจ้งเป็นเจ้าของบัญชีที่โอน โปรดติดต่อธนาคารของท่านให้ตรวจเลขประจำตัวของเจ้าของบัญชี',
  en: 'Money that you reported is suspended. The centre tells how much once it is known that the victim of the report holds the account that it left. Please ask your bank to check the official number of the holder.',
};

const CLOSING: BothLanguages = { th: 'หากมีข้อสงสัย โทร 1441', en: 'If you have questions, call 1441.' };

/**
 * Writes the text for the victim in both languages: the news since the last telling, in one
 * sentence per kind and institution, and how much is suspended now. It has no data of any other
 * person; where sums are hidden, it says how the victim gets to hear them.
 */
export function newsText(toTell: NewsToTell): BothLanguages {
  const { caseNo, news, isClosed, isSumHidden, personCompares } = toTell;
  const told = news
    .filter(({ kind }) => kind !== 'closed' || isClosed)
    .map((item) => ({ ...item, amountSatang: isSumHidden ? null : item.amountSatang }));
  const sentences = merged(told).map(sentenceOf);
  if (personCompares) sentences.push(PERSON_COMPARES);
  const held = heldText(toTell);
  return {
    th: [`เรื่องหมายเลข ${caseNo}`, ...sentences.map(({ th }) => th), held.th, CLOSING.th].join('\n'),
    en: [`Case ${caseNo}.`, ...sentences.map(({ en }) => en), held.en, CLOSING.en].join('\n'),
  };
}

/** Says how much is suspended now. */
function heldText({ heldSatang, stolenSatang, isSumHidden }: NewsToTell): BothLanguages {
  if (isSumHidden && heldSatang > 0n) return SUM_HIDDEN;
  const [held, stolen] = [formatBaht(heldSatang), formatBaht(stolenSatang)];
  return {
    th: `ขณะนี้ระงับไว้ ${held} บาท จากรายการโอนที่ทราบครบแล้ว ${stolen} บาท`,
    en: `Suspended at this moment: ${held} of ${stolen} baht.`,
  };
}

/** A piece of news as it is told; the amount is null where it is not told. */
type ToldNews = Omit<News, 'amountSatang'> & { amountSatang: Satang | null };

/**
 * Joins news whose sentences differ only in the amount, and adds up the amounts: ten hops at one
 * bank become one sentence.
 */
function merged(news: readonly ToldNews[]): ToldNews[] {
  const groups = new Map<string, ToldNews>();
  for (const item of news) {
    const key = sentenceOf({ ...item, amountSatang: 0n }).en;
    const before = groups.get(key);
    const amountSatang =
      before === undefined || before.amountSatang === null || item.amountSatang === null
        ? item.amountSatang
        : before.amountSatang + item.amountSatang;
    groups.set(key, { ...(before ?? item), amountSatang });
  }
  return [...groups.values()];
}

/** Says that suspended money was let go and why, or that the institution reports it gone. */
function released(reason: string, amount: BothLanguages, { th: atTh, en: atEn }: BothLanguages): BothLanguages {
  const letGo = LET_GO[reason];
  if (letGo !== undefined) {
    return {
      th: `${atTh} ยกเลิกการระงับ${amount.th} เพราะ${letGo.th}`,
      en: `${atEn} has let ${amount.en} go: ${letGo.en}.`,
    };
  }
  const gone = GONE[reason] ?? UNKNOWN;
  return {
    th: `${atTh} ไม่ได้ระงับ${amount.th}ไว้แล้ว โดย${gone.th}`,
    en: `${atEn} no longer suspends ${amount.en}: ${gone.en}.`,
  };
}

/** Says who holds the money, as the institution says, and no more than that: nobody knows the rest. */
function heldUnder(reason: string, amount: BothLanguages, at: BothLanguages): BothLanguages {
  const by = authorityWords(reason);
  return {
    th: `${at.th} แจ้งว่า${amount.th}ถูกระงับไว้ตามคำสั่งของ${by.th} ยังไม่ทราบว่าต่อไปเงินนี้จะเป็นอย่างไร เจ้าหน้าที่ของศูนย์กำลังสอบถาม`,
    en: `${at.en} says that ${amount.en} is held by order of ${by.en}. We do not know yet what becomes of it; a person at the centre asks.`,
  };
}

/** Writes an amount of money, or money alone where the amount is not told. */
function moneyOf(amountSatang: Satang | null): BothLanguages {
  if (amountSatang === null) return { th: 'เงิน', en: 'money' };
  const amount = formatBaht(amountSatang);
  return { th: `เงิน ${amount} บาท`, en: `${amount} baht` };
}

/** Writes an amount behind a sentence about money, or nothing where it is not told. */
function amountAfter(amountSatang: Satang | null): BothLanguages {
  if (amountSatang === null) return { th: '', en: '' };
  const amount = formatBaht(amountSatang);
  return { th: ` ${amount} บาท`, en: `: ${amount} baht` };
}

function sentenceOf(news: ToldNews): BothLanguages {
  const amount = moneyOf(news.amountSatang);
  const baht = amountAfter(news.amountSatang);
  const at = news.institution ?? { th: '', en: '' };
  const { th: atTh, en: atEn } = at;
  const sentences: Readonly<Record<NewsKind, BothLanguages>> = {
    held: { th: `${atTh} ระงับเงินแล้ว${baht.th}`, en: `${atEn} has suspended ${amount.en}.` },
    reduced: { th: `${atTh} ยกเลิกการระงับบางส่วน${baht.th}`, en: `${atEn} has let part of it go${baht.en}.` },
    nothing_found:
      news.reason === 'HELD_BEFORE'
        ? {
            th: `${atTh} แจ้งว่าเงินนี้ถูกระงับตามคำสั่งอื่นของศูนย์อยู่แล้ว`,
            en: `${atEn} says that this money is suspended already by another order of the centre.`,
          }
        : { th: `${atTh} ไม่พบเงินที่จะระงับได้`, en: `${atEn} found nothing that could be suspended.` },
    refused: { th: `${atTh} ไม่ดำเนินการตามคำสั่งระงับ`, en: `${atEn} has refused to suspend.` },
    never_confirmed: {
      th: `${atTh} ไม่ได้ยืนยันการระงับ และการระงับสิ้นสุดแล้ว`,
      en: `${atEn} never confirmed that it suspended anything, and the order has ended.`,
    },
    released: released(news.reason ?? '', amount, at),
    seized: heldUnder(news.reason ?? '', amount, at),
    closed: news.reason === 'DEBIT_DENIED' ? CLOSED_BY_DENIAL : { th: 'ศูนย์ปิดเรื่องแล้ว', en: 'The case is closed.' },
  };
  return sentences[news.kind];
}
