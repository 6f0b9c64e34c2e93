import { textOf } from '../text/translate.js';
import type { SameKeys } from '../text/words.js';

export const th = {
  victim: {
    page: 'สถานะเรื่อง',
    ask: 'ดูสถานะเรื่องที่คุณแจ้ง',
    askLead: 'กรอกเลขที่เรื่องและรหัสที่เจ้าหน้าที่ 1441 อ่านให้คุณฟัง',
    caseNo: 'เลขที่เรื่อง',
    caseNoHint: 'เช่น RG2569-0000042-3',
    codeSource: 'เจ้าหน้าที่ 1441 เป็นผู้ให้',
    noCode: 'ไม่มีรหัสหรือรหัสหาย โทร 1441 เจ้าหน้าที่จะโทรกลับแล้วให้รหัสใหม่',
    title: {
      received: 'ศูนย์รับเรื่องแล้ว',
      holding: 'กำลังระงับเงินของคุณ',
      awaiting_decision: 'รอการตัดสินใจของเจ้าหน้าที่',
      releasing: 'กำลังปลดการระงับ',
      closed: 'ศูนย์ปิดเรื่องแล้ว',
      withdrawn: 'คุณถอนเรื่องนี้แล้ว',
    },
    held: 'ระงับไว้ตอนนี้ {{held}} บาท จากที่แจ้ง {{stolen}} บาท',
    received: 'รับแจ้ง {{at}}',
    next: 'สิ่งที่ต้องทำต่อ',
    until: 'ภายใน {{at}}',
    nothingToDo: 'ตอนนี้คุณไม่ต้องทำอะไร',
    transfers: 'รายการโอนที่แจ้ง',
    reference: 'เลขอ้างอิง {{reference}}',
    amount: '{{amount}} บาท',
    heldOf: 'ระงับไว้ {{held}} บาท',
    debit: {
      asked: 'รอธนาคารของคุณยืนยันรายการ',
      confirmed: 'ธนาคารของคุณยืนยันรายการแล้ว',
      denied: 'ธนาคารของคุณแจ้งว่าไม่มีรายการนี้',
      disputed: 'ธนาคารของคุณพบรายการนี้ แต่รายละเอียดไม่ตรง โปรดโทร 1441',
      unknown: 'ธนาคารของคุณยังไม่ทราบ',
    },
    news: 'ข่าวของเรื่อง',
    noNews: 'ยังไม่มีข่าว ข่าวจะขึ้นที่นี่เมื่อธนาคารตอบ',
    call: 'โทร 1441',
    note: 'เงินที่ระงับยังอยู่ในบัญชีผู้รับ การคืนเงินเป็นขั้นตอนต่อไปตามกฎหมาย',
  },
};

export const en: SameKeys<typeof th> = {
  victim: {
    page: 'Your case',
    ask: 'The case that you reported',
    askLead: 'Give the case number and the code that 1441 read out to you',
    caseNo: 'Case number',
    caseNoHint: 'such as RG2569-0000042-3',
    codeSource: 'From the operator at 1441',
    noCode: 'No code, or lost it? Call 1441: an operator calls you back and gives you a new one',
    title: {
      received: 'The centre has your report',
      holding: 'Your money is being held',
      awaiting_decision: 'An officer decides what comes next',
      releasing: 'The hold is being released',
      closed: 'The centre has closed the case',
      withdrawn: 'You have withdrawn this case',
    },
    held: 'Held at this moment: {{held}} of {{stolen}} baht',
    received: 'Reported {{at}}',
    next: 'What to do next',
    until: 'by {{at}}',
    nothingToDo: 'There is nothing for you to do now',
    transfers: 'Transfers that you reported',
    reference: 'Reference {{reference}}',
    amount: '{{amount}} baht',
    heldOf: '{{held}} baht held',
    debit: {
      asked: 'Your bank is asked to confirm it',
      confirmed: 'Your bank has confirmed it',
      denied: 'Your bank says that it made no such transfer',
      disputed: 'Your bank has the transfer, but a detail differs: please call 1441',
      unknown: 'Your bank does not know yet',
    },
    news: 'News',
    noNews: 'There is none yet. It appears here when a bank answers',
    call: 'Call 1441',
    note: 'Held money is still in the account that received it. Giving it back is a later step of the law',
  },
};

export const useText = textOf({ th, en });
