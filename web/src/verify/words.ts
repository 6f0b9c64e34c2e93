import { everyTextOf } from '../text/every-page.js';
import type { SameKeys } from '../text/words.js';

export const th = {
  verify: {
    page: 'ตรวจสอบเอกสารคำสั่ง',
    lead: 'กรอกรหัสใต้ QR ของเอกสารคำสั่งระงับ เพื่อดูว่าตรงกับที่ศูนย์บันทึกไว้หรือไม่',
    code: 'รหัสเอกสาร',
    check: 'ตรวจสอบ',
    unknown: 'ไม่มีเอกสารที่มีรหัสนี้ เอกสารอาจถูกแก้ไขหรือพิมพ์รหัสผิด ตรวจรหัสอีกครั้ง ถ้ายังไม่พบ อย่าทำตามเอกสารนี้ โทร 1441',
    standing: {
      in_force: 'ตรงกับที่ศูนย์บันทึก คำสั่งมีผลอยู่',
      replaced: 'ตรงกับที่ศูนย์บันทึก แต่มีคำสั่งใหม่แทนแล้ว',
      refused: 'ตรงกับที่ศูนย์บันทึก แต่สถาบันไม่รับคำสั่งนี้',
      ended: 'ตรงกับที่ศูนย์บันทึก แต่คำสั่งสิ้นสุดแล้ว',
    },
    compare: 'เทียบกับเอกสาร ถ้าไม่เหมือนกันทุกช่อง เอกสารนั้นไม่ใช่ของศูนย์',
    order: 'เลขที่คำสั่ง',
    caseNo: 'เลขที่เรื่อง',
    account: 'บัญชี',
    amount: 'จำนวนเงิน',
    baht: '{{amount}} บาท',
    issued: 'ออกเมื่อ',
    expires: 'สิ้นสุดเมื่อ',
  },
};

export const en: SameKeys<typeof th> = {
  verify: {
    page: 'Verify an order document',
    lead: 'Give the code beside the QR of a hold order, to see whether it is what the centre recorded',
    code: 'Code of the document',
    check: 'Verify',
    unknown:
      'No document has this code. The document may have been changed, or the code mistyped. Check the code; if it is still not found, do not follow the document and call 1441',
    standing: {
      in_force: 'As recorded, and the order is in force',
      replaced: 'As recorded, but a later order has taken its place',
      refused: 'As recorded, but the institution refused the order',
      ended: 'As recorded, but the order is over',
    },
    compare: 'Compare it with the paper. If any line differs, the paper is not the centre’s',
    order: 'Order',
    caseNo: 'Case number',
    account: 'Account',
    amount: 'Amount',
    baht: '{{amount}} baht',
    issued: 'Issued',
    expires: 'Ends',
  },
};

export const useText = everyTextOf({ th, en });
