import { textOf } from '../text/translate.js';
import type { SameKeys } from '../text/words.js';

export const th = {
  sessions: {
    title: 'การเข้าใช้ระบบ',
    mine: 'การเข้าใช้ของคุณ',
    mineLead: 'เครื่องที่คุณเข้าระบบไว้ในหนึ่งเดือน ถ้าไม่ใช่คุณ ให้จบการเข้าใช้นั้นแล้วแจ้งผู้ดูแลระบบ',
    mineLeadOfAdministrator:
      'เครื่องที่คุณเข้าระบบไว้ในหนึ่งเดือน ถ้าไม่ใช่คุณ ให้จบการเข้าใช้นั้น เปลี่ยนรหัสที่ระบบยืนยันตัวตน แล้วแจ้งผู้ตรวจสอบ ซึ่งเห็นว่าใครทำอะไรไว้',
    ofPerson: 'การเข้าใช้ของคนอื่น',
    ofPersonLead: 'สำหรับคนที่เครื่องหาย หรือต้องหยุดทำงาน ถอนสิทธิที่ระบบยืนยันตัวตนก่อน ไม่เช่นนั้นเข้าระบบใหม่ได้',
    person: 'รหัสผู้ใช้',
    look: 'ดูการเข้าใช้',
    none: 'ไม่มีการเข้าใช้ในหนึ่งเดือน',
    noneDetail: 'ตรวจรหัสผู้ใช้ให้ตรงกับที่ระบบยืนยันตัวตนให้มา',
    column: { started: 'เข้าระบบ', used: 'ใช้ล่าสุด', ends: 'สิ้นสุด', roles: 'บทบาท', state: 'สถานะ', act: 'สั่งการ' },
    open: 'ใช้ได้อยู่',
    here: 'หน้าจอนี้',
    over: 'หมดเวลาแล้ว',
    ended: '{{why}} · {{by}} · {{at}}',
    why: {
      signed_out: 'ออกจากระบบ',
      signed_out_at_provider: 'ระบบยืนยันตัวตนสั่งออก',
      replaced: 'เข้าระบบใหม่แทน',
      too_many: 'เข้าระบบหลายแห่งเกินกำหนด แห่งนี้เก่าที่สุด',
      idle: 'ไม่ได้ใช้นาน',
      expired: 'ครบเวลา',
      ended_by_person: 'เจ้าของสั่งจบ',
      ended_by_administrator: 'ผู้ดูแลระบบสั่งจบ',
      refused_by_provider: 'ระบบยืนยันตัวตนไม่รับรองแล้ว',
      no_role: 'ไม่มีบทบาทแล้ว',
    },
    end: 'จบการเข้าใช้นี้',
    noneOpen: 'ไม่มีการเข้าใช้ที่เปิดอยู่',
    endAll: 'จบทุกการเข้าใช้ของ {{person}}',
    endAllTitle: 'จบทุกการเข้าใช้ของ {{person}} ทันที',
    endAllLead: 'สิ่งที่คนนั้นพิมพ์ค้างไว้ยังอยู่ที่หน้าจอ แต่สั่งการและอ่านต่อไม่ได้จนเข้าระบบใหม่',
    done: 'จบการเข้าใช้แล้ว {{count}} รายการ',
    failed: 'จบการเข้าใช้ไม่ได้: {{why}}',
  },
} as const;

export const en: SameKeys<typeof th> = {
  sessions: {
    title: 'Sign-ins',
    mine: 'Your sign-ins',
    mineLead: 'Where you were signed in during the last month. If one is not yours, end it and tell the administrator',
    mineLeadOfAdministrator:
      'Where you were signed in during the last month. If one is not yours, end it, change your password at the sign-in provider, and tell the auditor, who sees what was done',
    ofPerson: "Another person's sign-ins",
    ofPersonLead:
      'For who has lost a device or may not go on. Take the right away at the sign-in provider first: else that person signs in again',
    person: 'User id',
    look: 'Show sign-ins',
    none: 'No sign-in in the last month',
    noneDetail: 'Check that the user id is the one of the sign-in provider',
    column: { started: 'Signed in', used: 'Last used', ends: 'Ends', roles: 'Roles', state: 'State', act: 'Act' },
    open: 'In use',
    here: 'This screen',
    over: 'Time is over',
    ended: '{{why}} · {{by}} · {{at}}',
    why: {
      signed_out: 'Signed out',
      signed_out_at_provider: 'Signed out at the provider',
      replaced: 'Replaced by a new sign-in',
      too_many: 'Signed in in too many browsers; this was the oldest',
      idle: 'Not used for long',
      expired: 'Time was over',
      ended_by_person: 'Ended by its owner',
      ended_by_administrator: 'Ended by an administrator',
      refused_by_provider: 'The provider no longer vouches',
      no_role: 'No role any more',
    },
    end: 'End this sign-in',
    noneOpen: 'No sign-in is open',
    endAll: 'End all sign-ins of {{person}}',
    endAllTitle: 'End all sign-ins of {{person}} at once',
    endAllLead: 'What that person was typing stays on the screen, but nothing can be read or done until a new sign-in',
    done: 'Sign-ins ended: {{count}}',
    failed: 'The sign-in could not be ended: {{why}}',
  },
};

/** The texts of the page of sign-ins, beside the shared ones. */
export const useText = textOf({ th, en });
