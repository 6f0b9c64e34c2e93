/** What intake did about the money of a report. */
interface HoldsOfReport {
  /** The number of new orders. */
  ordered: number;
  /** References of earlier orders that hold money of the report already. */
  heldBy: readonly string[];
}

/**
 * Returns the text that the operator reads to the caller: the case number, what was done about the
 * money and by which order, and what to do next. Section 7 requires that the victim is told to
 * complain to an inquiry officer within 72 hours.
 */
export function readOut(language: 'th' | 'en', caseNo: string, holds: HoldsOfReport): string {
  const { ordered, heldBy } = holds;
  const orders = heldBy.join(', ');
  if (language === 'en') {
    const done = [
      ...(ordered > 0 ? [`We have asked ${ordered} institution(s) to suspend the money. `] : []),
      ...(heldBy.length > 0 ? [`An order to suspend this money stands already: ${orders}. `] : []),
    ];
    const money = done.length > 0 ? done.join('') : 'The case is being examined. ';
    return `Your case number is ${caseNo}. ${money}Please give your statement to an inquiry officer within 72 hours.`;
  }
  const done = [
    ...(ordered > 0 ? [`ได้แจ้งระงับเงินไปยังสถาบัน ${ordered} แห่งแล้ว `] : []),
    ...(heldBy.length > 0 ? [`มีคำสั่งระงับเงินนี้อยู่แล้ว คือ ${orders} `] : []),
  ];
  const money = done.length > 0 ? done.join('') : 'เรื่องอยู่ระหว่างการตรวจสอบ ';
  return `หมายเลขเรื่องของท่านคือ ${caseNo} ${money}โปรดร้องทุกข์ต่อพนักงานสอบสวนภายใน 72 ชั่วโมง`;
}
