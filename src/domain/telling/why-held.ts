import { type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';
import type { toldKind } from './told-kind.js';

type BothLanguages = Readonly<{ th: string; en: string }>;
type ToldKind = ReturnType<typeof toldKind>;

/**
 * Why money is held, in words for its holder and by the power of the newest order. Each says what
 * somebody holds against the account, so each is shown only while the hold stands.
 */
const WHILE_IT_STANDS: Readonly<Record<ToldKind, BothLanguages>> = {
  section7: {
    th: 'มีผู้แจ้งว่าถูกหลอกให้โอนเงิน โดยแจ้งว่าโอนเงินมายังบัญชีนี้ อยู่ระหว่างตรวจสอบ',
    en: 'Somebody reported that a fraudster made them send money, and said that it went to this account. This is being looked into',
  },
  section6: {
    th: 'มีเหตุอันควรสงสัยว่าเงินนี้เกี่ยวข้องกับอาชญากรรมทางเทคโนโลยี อยู่ระหว่างตรวจสอบ',
    en: 'There is reason to suspect that this money is connected with a technology crime. This is being looked into',
  },
  aoc_suspension: {
    th: 'ศูนย์มีพยานหลักฐานอันควรเชื่อได้ว่าบัญชีนี้เกี่ยวข้องกับอาชญากรรมทางเทคโนโลยี',
    en: 'The centre has evidence giving reason to believe that this account is connected with a technology crime',
  },
  continue_order: {
    th: 'พนักงานสอบสวนมีคำสั่งให้ระงับเงินนี้ต่อระหว่างสอบสวน',
    en: 'An inquiry officer ordered that this money stays held during the inquiry',
  },
  whole_account: {
    th: 'พนักงานสอบสวนออกหมายอายัดเงินในบัญชีนี้',
    en: 'An inquiry officer issued a seizure warrant for the money in this account',
  },
};

const OVER: BothLanguages = {
  th: 'เคยมีคำสั่งให้ระงับเงินไว้ชั่วคราวเพื่อตรวจสอบ การระงับสิ้นสุดแล้ว',
  en: 'An order asked for money to be held while something was looked into. The hold is over',
};

/** What is said once no order of the centre stands: that there was one, and what became of it. */
const AFTERWARDS: Readonly<Partial<Record<HoldState, BothLanguages>>> = {
  release_ordered: {
    th: 'เคยมีคำสั่งให้ระงับเงินไว้ชั่วคราวเพื่อตรวจสอบ และมีคำสั่งยกเลิกการระงับแล้ว',
    en: 'An order asked for money to be held while something was looked into. Its release is ordered',
  },
  released: OVER,
  no_funds: {
    th: 'เคยมีคำสั่งให้ระงับเงิน แต่ไม่มีเงินถูกระงับตามคำสั่งนี้ คำสั่งสิ้นสุดแล้ว',
    en: 'An order asked for money to be held, but none was held by it. The order is over',
  },
  refused: {
    th: 'เคยมีคำสั่งให้ระงับเงิน แต่ไม่มีเงินถูกระงับตามคำสั่งนี้ คำสั่งสิ้นสุดแล้ว',
    en: 'An order asked for money to be held, but none was held by it. The order is over',
  },
  seized: {
    th: 'คำสั่งของศูนย์สิ้นสุดแล้ว สถาบันเก็บเงินไว้ตามอำนาจกฎหมายอื่น',
    en: 'The order of the centre is over. Your institution keeps the money under another legal power',
  },
};

/**
 * Returns why a hold stands, in words for its holder, or that it is over. What was held against an
 * account is not said any more once no order stands: whoever was released is accused of nothing.
 */
export function whyHeld(kind: ToldKind, state: HoldState): BothLanguages {
  return LIVE_HOLD_STATES.includes(state) ? WHILE_IT_STANDS[kind] : (AFTERWARDS[state] ?? OVER);
}

const DECREE: BothLanguages = {
  th: 'พ.ร.ก. มาตรการป้องกันและปราบปรามอาชญากรรมทางเทคโนโลยี พ.ศ. 2566 และที่แก้ไขเพิ่มเติม',
  en: 'Emergency Decree on Measures for the Prevention and Suppression of Technology Crime, B.E. 2566, as amended',
};

const SECTIONS: Readonly<Record<Exclude<ToldKind, 'whole_account'>, BothLanguages>> = {
  section7: { th: 'มาตรา 7', en: 'Section 7' },
  section6: { th: 'มาตรา 6', en: 'Section 6' },
  aoc_suspension: { th: 'มาตรา 8/5 (2)', en: 'Section 8/5(2)' },
  continue_order: { th: 'มาตรา 7', en: 'Section 7' },
};

/** Returns the law that a hold rests on, in words for its holder. */
export function basisOfHold(kind: ToldKind): BothLanguages {
  if (kind === 'whole_account') {
    return {
      th: 'หมายอายัดตามประมวลกฎหมายวิธีพิจารณาความอาญา',
      en: 'Seizure warrant under the Criminal Procedure Code',
    };
  }
  const { th, en } = SECTIONS[kind];
  return { th: `${th} ${DECREE.th}`, en: `${en}, ${DECREE.en}` };
}
