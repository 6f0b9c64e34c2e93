import { type Both, clockWords } from '../../clock-words.js';
import { type AdviceOnReport, NEXT_STEP_TEXT } from '../intake/next-step.js';
import { NOT_ORDERED, type NotOrderedCode } from '../intake/not-ordered.js';

/** What intake did about the money of a report. */
interface HoldsOfReport {
  /** The institution of each new order; one that got several stands there several times. */
  orderedAt: readonly string[];
  /** References of earlier orders that hold money of the report already. */
  heldBy: readonly string[];
  /** Why transfers got no new order, each once. */
  notOrderedBecause: readonly NotOrderedCode[];
  /** What the caller is to do now. */
  advice: AdviceOnReport;
  /** The victim's time to complain to an inquiry officer, in milliseconds (VIC-7B). */
  statementWithinMs: number;
  /** The inquiry officer's time to decide about the suspension, in milliseconds (OFF-7D). */
  decisionWithinMs: number;
}

/** Begins the reasons why there is no order, where there is one for other money of the report. */
const OF_THE_REST: Both = { th: 'ส่วนที่ยังไม่ได้สั่งระงับ', en: 'About the rest:' };

/**
 * Returns the text that the operator reads to the caller: the case number, what was done about the
 * money and by which order, why an order is missing, and what to do next. Beside an order the reasons
 * are said of the rest, or the text would deny what it has just said. Section 7 requires that
 * the holder whose money is suspended is told to complain to an inquiry officer in time; a report
 * that is the complaint already wants his statement.
 */
export function readOut(language: 'th' | 'en', caseNo: string, holds: HoldsOfReport): string {
  const { orderedAt, heldBy, advice } = holds;
  const asked = new Set(orderedAt).size;
  const orders = heldBy.join(', ');
  const reasons = [
    ...new Set(
      holds.notOrderedBecause
        // The sentence with the references says it better.
        .filter((code) => code !== 'SECTION7.HELD_ALREADY' || heldBy.length === 0)
        .map((code) => NOT_ORDERED[code][language]),
    ),
  ].map((reason, index) => (asked > 0 && index === 0 ? `${OF_THE_REST[language]} ${reason}` : reason));
  const next = adviceText(advice, holds)[language];
  if (language === 'en') {
    const money = [
      ...(asked > 0 ? [`We have asked ${asked} institution${asked === 1 ? '' : 's'} to suspend the money.`] : []),
      ...(heldBy.length > 0 ? [`An order to suspend this money stands already: ${orders}.`] : []),
      ...reasons,
    ].join(' ');
    return `Your case number is ${caseNo}. ${money} ${next}`;
  }
  const money = [
    ...(asked > 0 ? [`ได้แจ้งระงับเงินไปยังสถาบัน ${asked} แห่งแล้ว`] : []),
    ...(heldBy.length > 0 ? [`มีคำสั่งระงับเงินนี้อยู่แล้ว คือ ${orders}`] : []),
    ...reasons,
  ].join(' ');
  return `หมายเลขเรื่องของท่านคือ ${caseNo} ${money} ${next}`;
}

function adviceText(advice: AdviceOnReport, { statementWithinMs, decisionWithinMs }: HoldsOfReport): Both {
  if (advice === 'statement_in_time') {
    const within = clockWords(statementWithinMs);
    return {
      th: `โปรดไปร้องทุกข์หรือให้ปากคำต่อพนักงานสอบสวนภายใน ${within.th}`,
      en: `Please complain, or give your statement, to an inquiry officer within ${within.en}.`,
    };
  }
  if (advice !== 'give_statement') return NEXT_STEP_TEXT[advice];
  const within = clockWords(decisionWithinMs);
  return {
    th: `การแจ้งนี้เป็นคำร้องทุกข์แล้ว โปรดไปให้ปากคำต่อพนักงานสอบสวน ซึ่งมีเวลา ${within.th} ที่จะสั่งให้ระงับต่อ หากไม่สั่ง การระงับสิ้นสุด`,
    en: `This report is your complaint. Please give your statement to an inquiry officer, who has ${within.en} to order that the suspension goes on; without his order it ends.`,
  };
}
