type BothLanguages = Readonly<{ th: string; en: string }>;

const TIME_OVER: BothLanguages = {
  th: 'ครบกำหนดเวลาตามคำสั่งและไม่มีคำสั่งให้ระงับต่อ',
  en: 'The time of the order was over, and no order let it go on.',
};
const BY_OFFICER: BothLanguages = {
  th: 'เจ้าหน้าที่วินิจฉัยให้ยกเลิกการระงับ',
  en: 'An officer decided that it does not go on.',
};

/** Why a hold ended, in words for its holder, who learns nothing about the victim. */
const ENDED: Readonly<Record<string, BothLanguages>> = {
  EXPIRED: TIME_OVER,
  DEBIT_NOT_CONFIRMED: {
    th: 'สถาบันที่โอนเงินไม่ยืนยันรายการโอนภายในกำหนดเวลา',
    en: 'The institution that sent the money did not confirm the transfer in time.',
  },
  DEBIT_DENIED: {
    th: 'สถาบันที่โอนเงินแจ้งว่าไม่มีรายการโอนนี้',
    en: 'The institution that should have sent the money says that it made no such transfer.',
  },
  REQUEST_NOT_CONFIRMED: {
    th: 'คำสั่งฉุกเฉินไม่ได้รับการยืนยันจากเจ้าหน้าที่คนที่สอง',
    en: 'No second officer confirmed the urgent order.',
  },
  WITHDRAWN: { th: 'มีการถอนการแจ้งหรือคำร้องทุกข์', en: 'The report or complaint was withdrawn.' },
  CORRECTED: { th: 'มีการแก้ไขรายการที่แจ้ง', en: 'The report of the transfer was corrected.' },
  OFFICER_RELEASE: BY_OFFICER,
  UNRELATED: BY_OFFICER,
  COURT_VOIDED: { th: 'ศาลเพิกถอนคำสั่งที่ให้ระงับ', en: 'A court voided the order by which it was held.' },
  APPEAL_UPHELD: { th: 'คำอุทธรณ์ฟังขึ้น', en: 'An appeal was upheld.' },
  SUSPICION_UNFOUNDED: BY_OFFICER,
  SUSPICION_LIFTED: {
    th: 'สถาบันการเงินทบทวนแล้วไม่พบเหตุอันควรสงสัยอีก',
    en: 'The institution reviewed its suspicion and dropped it.',
  },
  AUTHORITY_ENDED: {
    th: 'สถาบันของท่านแจ้งว่าหน่วยงานอื่นที่สั่งให้เก็บเงินไว้ยกเลิกคำสั่งแล้ว',
    en: 'Your institution reports that the other authority that kept the money keeps it no more.',
  },
  LAPSED_EARLY: {
    th: 'สถาบันของท่านสิ้นสุดการระงับก่อนครบกำหนดเวลาตามคำสั่ง',
    en: 'Your institution ended it before the time of the order.',
  },
};

/** The institution says that it holds nothing any more. */
const NOTHING_HELD: BothLanguages = {
  th: 'สถาบันของท่านแจ้งว่าไม่ได้ระงับเงินไว้แล้ว',
  en: 'Your institution reports that it holds nothing any more.',
};

const LAPSED_FIRST: BothLanguages = {
  th: 'สถาบันของท่านสิ้นสุดการระงับเองเมื่อครบกำหนดเวลา ก่อนได้รับคำสั่งยกเลิก',
  en: 'Your institution ended it by itself when its time was over, before a release order reached it.',
};

/**
 * Returns why a hold ended, in words for its holder. `reason` is its state's reason; `lapsed`: its
 * institution let it lapse before a release reached it.
 */
export function endOfHoldText(reason: string | null, lapsed: boolean): BothLanguages {
  const ended = ENDED[reason ?? ''] ?? NOTHING_HELD;
  if (!lapsed || reason === 'LAPSED_EARLY' || reason === 'AUTHORITY_ENDED') return ended;
  return { th: `${ended.th} ${LAPSED_FIRST.th}`, en: `${ended.en} ${LAPSED_FIRST.en}` };
}
