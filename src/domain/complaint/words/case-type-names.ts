/** What people call the types of cases, in both languages. */
export const CASE_TYPE_NAMES = {
  th: {
    goods_solo: 'ซื้อขายสินค้า',
    goods_gang: 'ซื้อขายสินค้า (ขบวนการ)',
    job: 'ทำงานออนไลน์',
    loan: 'กู้เงิน',
    investment: 'ลงทุน',
    call_centre: 'ข่มขู่ทางโทรศัพท์',
    impersonate_to_borrow: 'ยืมเงิน (สวมรอย)',
    prize: 'ได้รางวัล',
    remote_app: 'แอปควบคุมเครื่อง',
    hacking: 'แฮ็กระบบ',
    romance: 'หลอกให้รัก',
    romance_investment: 'หลอกให้รักแล้วลงทุน',
    ponzi: 'แชร์ลูกโซ่',
    ransomware: 'เรียกค่าไถ่ข้อมูล',
    other: 'อื่น ๆ',
    unknown: 'ยังไม่ทราบประเภท',
  },
  en: {
    goods_solo: 'Goods',
    goods_gang: 'Goods (gang)',
    job: 'Online job',
    loan: 'Loan',
    investment: 'Investment',
    call_centre: 'Call centre',
    impersonate_to_borrow: 'Borrowing as a friend',
    prize: 'Prize',
    remote_app: 'Remote control app',
    hacking: 'Hacking',
    romance: 'Romance',
    romance_investment: 'Romance and investment',
    ponzi: 'Ponzi scheme',
    ransomware: 'Ransomware',
    other: 'Other',
    unknown: 'Type not known yet',
  },
} as const;

/** Returns what people call a type of case; one that has no name is called by its code. */
export function caseTypeName(caseType: string): { readonly th: string; readonly en: string } {
  const { th, en }: Readonly<Record<'th' | 'en', Readonly<Record<string, string>>>> = CASE_TYPE_NAMES;
  return { th: th[caseType] ?? caseType, en: en[caseType] ?? caseType };
}
