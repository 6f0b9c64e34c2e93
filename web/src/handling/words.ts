import { textOf } from '../text/translate.js';
import type { SameKeys } from '../text/words.js';

export const th = {
  claim: {
    yours: 'คุณทำเรื่องนี้อยู่ อีก {{time}}',
    theirs: '{{person}} ทำเรื่องนี้อยู่ อีก {{time}}',
    take: 'เริ่มทำเรื่อง',
    end: 'วางเรื่อง',
    another: '{{person}} ทำเรื่องนี้อยู่ เสนอคำขอให้ระงับซ้ำไม่ได้ จนกว่าจะวางเรื่องหรือหมดเวลา',
    anotherRest: 'ปล่อยเงิน ตัดสินคำขอ และคำสั่งฉุกเฉิน ยังทำได้',
    blocked: '{{person}} ทำเรื่องนี้อยู่',
    theirsAlready: 'คนอื่นทำเรื่องนี้อยู่ รอจนกว่าจะวางเรื่องหรือหมดเวลา',
    failed: 'เริ่มทำเรื่องไม่ได้',
  },
  handover: {
    title: 'ส่งต่อเรื่อง {{caseNo}}',
    titleMany: 'ส่งต่อ {{count}} เรื่อง',
    lead: 'ผู้รับช่วงเห็นบันทึกนี้เมื่อเปิดเรื่อง คุณวางเรื่องนี้ทันที',
    leadSupervisor: 'ผู้รับช่วงเห็นบันทึกนี้เมื่อเปิดเรื่อง คนอื่นที่ทำเรื่องนี้อยู่ต้องวางเรื่องทันที เพราะคุณเป็นหัวหน้าเจ้าหน้าที่ศูนย์',
    to: 'ส่งต่อให้',
    toHint: 'ผู้รับช่วง',
    choose: 'เลือกผู้รับช่วง',
    nobodyElse: 'ไม่มีคนอื่นที่เข้าระบบในหนึ่งเดือนนี้',
    unread: 'อ่านรายชื่อไม่ได้: {{why}}',
    nobody: 'ไม่ให้ใคร กลับไปที่คิว',
    note: 'บันทึกถึงผู้รับช่วง (ไม่บังคับ)',
    confirm: 'ส่งต่อ',
    open: 'ส่งต่อ',
    needsPerson: 'ต้องบอกว่าให้ใคร',
    someFailed: 'ส่งต่อได้ {{done}} จาก {{count}} เรื่อง ที่ไม่ได้: {{failed}}',
  },
  interest: {
    label: 'ส่วนได้เสียของคุณ',
    declared: 'คุณแจ้งส่วนได้เสียในเรื่องนี้ไว้ ผู้อื่นเป็นผู้ตัดสินใจ',
    telephone: 'หมายเลขโทรศัพท์ของคุณเป็นของผู้ที่เกี่ยวข้องกับเงินในเรื่องนี้ ผู้อื่นเป็นผู้ตัดสินใจ',
    open: 'แจ้งว่ามีส่วนได้เสีย',
    title: 'แจ้งว่าคุณมีส่วนได้เสียในเรื่อง {{caseNo}}',
    lead: 'ใช้เมื่อคุณหรือผู้ใกล้ชิดได้หรือเสียประโยชน์จากเงินในเรื่องนี้ เช่น ญาติ เพื่อน เจ้าหนี้ หรือเงินของคุณเอง',
    effect: 'คุณจะเสนอ อนุมัติ ไม่อนุมัติ ปล่อยเงิน ตอบอุทธรณ์ และแก้ไขเรื่องนี้ไม่ได้อีก รวมถึงเรื่องอื่นที่เกี่ยวกับเงินก้อนเดียวกัน และถอนการแจ้งนี้ไม่ได้',
    reason: 'มีส่วนได้เสียอย่างไร',
    confirm: 'แจ้งส่วนได้เสีย',
  },
  assignee: {
    label: 'ผู้ทำเรื่อง',
    nobody: 'ว่าง',
    by: '{{by}} ให้ {{to}} · {{at}}',
    none: 'ยังไม่มีผู้ทำเรื่อง',
  },
} as const;

export const en: SameKeys<typeof th> = {
  claim: {
    yours: 'You work on this case, {{time}} left',
    theirs: '{{person}} works on this case, {{time}} left',
    take: 'Claim',
    end: 'Put down',
    another:
      '{{person}} works on this case; a second request for a suspension waits until the claim is put down or ends',
    anotherRest: 'Releases, decisions and break-glass do not wait',
    blocked: '{{person}} works on this case',
    theirsAlready: 'Another person works on this case; wait until the claim is put down or ends',
    failed: 'The case could not be claimed',
  },
  handover: {
    title: 'Hand over case {{caseNo}}',
    titleMany: 'Hand over {{count}} case[s]',
    lead: 'Whoever takes it over sees the note on the case. Your claim ends at once',
    leadSupervisor:
      'Whoever takes it over sees the note on the case. Claims of others end at once, because you are a supervisor',
    to: 'Hand over to',
    toHint: 'Who takes it over',
    choose: 'Choose a person',
    nobodyElse: 'Nobody else has signed in within a month',
    unread: 'The list could not be read: {{why}}',
    nobody: 'Nobody; back to the queue',
    note: 'Note for that person (optional)',
    confirm: 'Hand over',
    open: 'Hand over',
    needsPerson: 'Choose a person',
    someFailed: 'Handed over: {{done}} of {{count}} case[s]. Not: {{failed}}',
  },
  interest: {
    label: 'Your interest',
    declared: 'You declared an interest in this case; another person decides',
    telephone: 'Your telephone number is that of somebody whom the money of this case is about; another person decides',
    open: 'Declare an interest',
    title: 'Declare your interest in case {{caseNo}}',
    lead: 'For a case in which you, or somebody close to you, gains or loses by the money: a relative, a friend, a creditor, your own money',
    effect:
      'You ask for, approve, refuse, release, answer and correct nothing of this case any more, nor of another case about the same money. You cannot take this back',
    reason: 'What your interest is',
    confirm: 'Declare the interest',
  },
  assignee: {
    label: 'Who has the case',
    nobody: 'Nobody',
    by: '{{by}} gave it to {{to}} · {{at}}',
    none: 'Nobody has taken the case yet',
  },
};

/** The texts on who works on a case, beside the shared ones. */
export const useText = textOf({ th, en });
