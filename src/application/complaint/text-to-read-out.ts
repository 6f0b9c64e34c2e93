/**
 * Returns the text that the operator reads to the caller: the case number and what to do next.
 * Section 7 requires that the victim is told to complain to an inquiry officer within 72 hours.
 */
export function readOut(language: 'th' | 'en', caseNo: string, holdsOrdered: number): string {
  if (language === 'en') {
    const held =
      holdsOrdered > 0
        ? `We have asked ${holdsOrdered} institution(s) to suspend the money. `
        : 'The case is being examined. ';
    return `Your case number is ${caseNo}. ${held}Please give your statement to an inquiry officer within 72 hours.`;
  }
  const held = holdsOrdered > 0 ? `ได้แจ้งระงับเงินไปยังสถาบัน ${holdsOrdered} แห่งแล้ว ` : 'เรื่องอยู่ระหว่างการตรวจสอบ ';
  return `หมายเลขเรื่องของท่านคือ ${caseNo} ${held}โปรดร้องทุกข์ต่อพนักงานสอบสวนภายใน 72 ชั่วโมง`;
}
