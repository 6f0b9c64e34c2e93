/**
 * Why no hold is ordered at once for a reported transfer: the stable codes, each with what the
 * operator reads to the caller. No text speaks of other reports or of another person.
 */
export const NOT_ORDERED = {
  'SECTION7.STANDING_UNKNOWN': {
    th: 'ศูนย์รับแจ้งไว้แล้ว จะสั่งระงับได้เมื่อทราบว่าท่านแจ้งแทนเจ้าของบัญชีตามกฎหมาย คือเป็นผู้แทนโดยชอบธรรม ผู้มีอำนาจลงนาม หรือทายาท โปรดแจ้งชื่อและเลขที่เอกสาร หรือให้เจ้าของบัญชีติดต่อศูนย์',
    en: 'We have taken your report. Money can be suspended when we know that you speak for the holder of the account by law, as guardian, authorised signatory or heir: please tell us the document and its number, or let the holder call us.',
  },
  'SECTION7.WITHDRAWN': { th: 'เรื่องนี้ถูกถอนแล้ว', en: 'The complaint was withdrawn.' },
  'SECTION7.DEBIT_DENIED': {
    th: 'ธนาคารของท่านแจ้งว่าไม่มีการโอนรายการนี้',
    en: 'Your bank says that it did not make this transfer.',
  },
  'SECTION7.NOT_TECHNOLOGY_CRIME': {
    th: 'เรื่องที่แจ้งยังไม่ใช่อาชญากรรมทางเทคโนโลยี จึงสั่งระงับทันทีไม่ได้ เรื่องอยู่ระหว่างการตรวจสอบ',
    en: 'What was reported is not a technology crime so far, so nothing is suspended at once; the case is being examined.',
  },
  'SECTION7.TOO_OLD': {
    th: 'การโอนนานเกินกว่าจะสั่งระงับทันทีได้ เรื่องอยู่ระหว่างการตรวจสอบ',
    en: 'The transfer is too old to be suspended at once; the case is being examined.',
  },
  'SECTION7.TOO_SMALL': {
    th: 'ศูนย์รับแจ้งไว้แล้ว จำนวนเงินที่แจ้งว่าโอนไปยังบัญชีนี้น้อยกว่าที่จะสั่งระงับโดยอัตโนมัติ หากมีรายการโอนอื่นไปยังบัญชีเดียวกันโปรดแจ้งด้วย เรื่องอยู่ระหว่างการตรวจสอบ',
    en: 'We have taken your report. What you reported as paid to this account is too little to be suspended at once; please tell us of any other transfer to the same account. The case is being examined.',
  },
  'SECTION7.ACCOUNT_UNKNOWN': {
    th: 'ศูนย์กำลังสอบถามธนาคารของท่านว่าเงินเข้าบัญชีใด แล้วจะสั่งระงับต่อไป',
    en: 'We are asking your bank which account received the money; the order follows.',
  },
  'SECTION7.TRANSFER_INCOMPLETE': {
    th: 'ยังทราบรายการโอนไม่ครบถ้วน จึงยังระงับเงินไม่ได้ โปรดแจ้งเลขอ้างอิง เวลา และบัญชีปลายทางทันทีที่ทราบ หากข้อมูลเพียงพอ ศูนย์จะให้ธนาคารของท่านค้นหารายการด้วย',
    en: 'A transfer is not known well enough to be suspended yet. Please tell us its reference, time and receiver as soon as you find them; where what you told us is enough, we ask your bank to find it too.',
  },
  'SECTION7.HELD_ALREADY': {
    th: 'มีคำสั่งระงับเงินนี้อยู่แล้ว',
    en: 'An order to suspend this money stands already.',
  },
  'SECTION7.BEING_RELEASED': {
    th: 'การระงับเงินนี้ครั้งก่อนกำลังสิ้นสุด ศูนย์จะสั่งระงับใหม่เมื่อธนาคารยืนยันแล้ว',
    en: 'An earlier suspension of this money is ending; a new order follows when the bank has confirmed the end.',
  },
  'SECTION7.LET_GO': {
    th: 'มีผู้พิจารณาให้ยุติการระงับเงินนี้แล้ว การแจ้งอย่างเดียวจึงระงับอีกไม่ได้ เรื่องอยู่ระหว่างการตรวจสอบโดยเจ้าหน้าที่',
    en: 'A suspension of this money was ended by decision, so a report alone does not suspend it again; an officer is looking at it.',
  },
  'SECTION7.NOTHING_FREE': {
    th: 'เงินนี้ทั้งหมดถูกระงับหรือสั่งระงับแล้ว',
    en: 'All of this money is suspended, or ordered to be, already.',
  },
  'SECTION7.TIME_OVER': {
    th: 'พ้นเวลาที่จะระงับเงินนี้ตามการแจ้งได้แล้ว เรื่องอยู่ระหว่างการตรวจสอบ',
    en: 'The time in which a report can suspend this money is over; the case is being examined.',
  },
  'SECTION7.RECEIVER_OUTSIDE': {
    th: 'เงินไปยังสถาบันที่คำสั่งของศูนย์ไปไม่ถึง เรื่องอยู่ระหว่างการตรวจสอบ',
    en: 'Money went to an institution that our orders do not reach; the case is being examined.',
  },
  'SECTION7.REPORTER_LIMIT': {
    th: 'คำสั่งระงับจะออกทันทีที่ธนาคารของท่านยืนยันการโอน',
    en: 'The order follows as soon as your bank confirms the transfer.',
  },
  'SECTION7.ACCOUNT_LIMIT': {
    th: 'คำสั่งระงับจะออกทันทีที่ธนาคารของท่านยืนยันการโอน',
    en: 'The order follows as soon as your bank confirms the transfer.',
  },
  'SECTION7.PERSON_LIMIT': {
    th: 'คำสั่งระงับจะออกทันทีที่ธนาคารของท่านยืนยันการโอน',
    en: 'The order follows as soon as your bank confirms the transfer.',
  },
} as const satisfies Record<string, { th: string; en: string }>;

/** A code of why no hold is ordered at once. */
export type NotOrderedCode = keyof typeof NOT_ORDERED;
