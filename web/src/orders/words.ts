import { textOf } from '../text/translate.js';
import type { SameKeys } from '../text/words.js';

export const th = {
  order: {
    continue_order: {
      button: 'สั่งระงับต่อ',
      title: 'ให้ระงับเงิน {{amount}} บาท ต่อไป ในบัญชี{{bank}} {{account}}',
      confirm: 'สั่งระงับต่อ {{amount}} บาท',
    },
    whole_account: {
      button: 'ระงับตามหมายอายัด',
      title: 'ระงับทั้งบัญชีตามหมายอายัด: {{amount}} บาท ในบัญชี{{bank}} {{account}}',
      confirm: 'เสนอระงับทั้งบัญชี {{amount}} บาท',
    },
    reinstatement: {
      button: 'ขอระงับกลับ',
      title: 'ระงับเงินที่ปล่อยโดยผิดพลาดกลับ {{amount}} บาท ในบัญชี{{bank}} {{account}}',
      confirm: 'เสนอระงับกลับ {{amount}} บาท',
    },
    alone: 'เป็นอำนาจของคุณเอง มีผลทันทีโดยไม่ต้องมีผู้อนุมัติ',
    approvals: 'คำขอ ต้องมีผู้อื่นอนุมัติ {{count}} คน',
    byPower: 'คำขอ ผู้อื่นที่ไม่ใช่ผู้ขอและผู้ปล่อยเป็นผู้อนุมัติ',
    end: 'ระงับถึง',
    ends: 'ตอนนี้สิ้นผลเอง',
    warrant: 'เลขที่หมายอายัด',
    needsWarrant: 'ต้องมีเลขที่หมายอายัด',
    needsEnd: 'ต้องบอกวันและเวลาที่คำสั่งสิ้นผล',
    endPast: 'วันและเวลาที่สิ้นผลผ่านไปแล้ว',
    endTooLate: 'คำสั่งมีผลได้ถึง {{at}}',
    days: '{{count}} วัน',
    longest: 'นานที่สุด',
    until: 'ระงับถึง {{at}}',
    backUntil: 'ขอระงับกลับได้ถึง {{at}}',
    letGo: 'ปล่อยไป',
    basis: 'ฐานอำนาจ',
    wait: 'กำลังหาขอบเขตผลกระทบ',
    reason: 'เหตุผล (อยู่ในคำสั่ง)',
    toDecide: 'การระงับที่ตัดสินให้มีผลต่อได้ {{count}}',
    first: 'สั่งระงับต่อ (ที่สิ้นผลก่อน)',
  },
  mayNot: {
    role: 'ทำได้เฉพาะ {{roles}}',
    intake: 'คุณเป็นผู้รับเรื่องนี้ ผู้ขอและผู้อนุมัติต้องเป็นคนอื่น',
    maker: 'คุณเป็นผู้เสนอคำขอนี้ ผู้อนุมัติต้องเป็นอีกคน (หลักสองคน)',
    already: 'คุณอนุมัติคำขอนี้แล้ว คนที่สองต้องเป็นอีกคน',
    releaser: 'คุณเป็นผู้ปล่อยเงินนี้ ผู้อนุมัติให้ระงับกลับต้องเป็นคนอื่น',
    nobody: 'ไม่มีบทบาทใดทำได้ตามเกณฑ์ตอนนี้',
  },
} as const;

export const en: SameKeys<typeof th> = {
  order: {
    continue_order: {
      button: 'Order to go on',
      title: 'Let the hold of {{amount}} baht go on in account {{account}} at {{bank}}',
      confirm: 'Order that {{amount}} baht stay held',
    },
    whole_account: {
      button: 'Hold under a warrant',
      title: 'Hold the whole account under a seizure warrant: {{amount}} baht in account {{account}} at {{bank}}',
      confirm: 'Ask for the whole account, {{amount}} baht',
    },
    reinstatement: {
      button: 'Ask it back',
      title: 'Hold again {{amount}} baht that were let go by mistake in account {{account}} at {{bank}}',
      confirm: 'Ask to hold {{amount}} baht again',
    },
    alone: 'It is your own power and acts at once; nobody approves it',
    approvals: 'A request; others who must approve: {{count}}',
    byPower: 'A request; somebody approves it who neither asked nor let go',
    end: 'Held until',
    ends: 'Now ends by itself',
    warrant: 'Number of the seizure warrant',
    needsWarrant: 'The number of the seizure warrant is needed',
    needsEnd: 'Say on which day and at what time the order ends',
    endPast: 'The end of the order is past',
    endTooLate: 'The order can last until {{at}}',
    days: '{{count}} days',
    longest: 'The longest',
    until: 'Held until {{at}}',
    backUntil: 'May be asked back until {{at}}',
    letGo: 'Let go',
    basis: 'Legal basis',
    wait: 'Finding out whom it touches',
    reason: 'Reason (stands in the order)',
    toDecide: 'Holds that may be ordered to go on: {{count}}',
    first: 'Order to go on (first to end)',
  },
  mayNot: {
    role: 'Only: {{roles}}',
    intake: 'You took this complaint: others must ask and approve',
    maker: 'You made this request; another person must approve it (four eyes)',
    already: 'You approved this request; the second person must be another',
    releaser: 'You let this money go: another person must approve that it is held again',
    nobody: 'By the rules of now no role may do this',
  },
};

/** The texts about orders that persons ask for, beside the shared ones. */
export const useText = textOf({ th, en });
