import { everyTextOf } from '../text/every-page.js';
import type { SameKeys } from '../text/words.js';

export const th = {
  open: {
    centre: 'ศูนย์ AOC 1441',
    code: 'รหัส',
    codeHint: 'ตัวอักษรและตัวเลข 12 ตัว เช่น 7K3M-0QRT-9XYZ',
    show: 'ดูข้อมูล',
    wait: 'กำลังค้นหา',
    close: 'ปิดข้อมูลนี้',
    privacy: 'เลขและรหัสไม่ถูกเก็บไว้ในเครื่องนี้',
    never: 'ศูนย์ไม่เคยขอรหัส OTP รหัสผ่าน หรือให้โอนเงินเพื่อยกเลิกการระงับ',
    incomplete: 'กรอกทั้งสองช่องให้ครบ',
    unknown: 'ไม่พบข้อมูลตามเลขและรหัสนี้ ตรวจตัวอักษรแล้วลองอีกครั้ง หรือโทร 1441',
    failed: 'ระบบขัดข้อง สิ่งที่พิมพ์ไว้ยังอยู่ ลองใหม่อีกครั้ง หรือโทร 1441 ({{code}})',
    broken: 'หน้านี้ทำงานผิดพลาด',
    brokenDetail: 'ไม่มีอะไรถูกส่ง โหลดหน้าใหม่แล้วลองอีกครั้ง ถ้ายังเป็นอยู่ โทร 1441',
    reload: 'โหลดหน้าใหม่',
    stale: 'อ่านข้อมูลล่าสุดไม่ได้ ข้อมูลนี้เป็นของ {{at}}',
  },
};

export const en: SameKeys<typeof th> = {
  open: {
    centre: 'AOC 1441 centre',
    code: 'Code',
    codeHint: '12 letters and digits, such as 7K3M-0QRT-9XYZ',
    show: 'Show',
    wait: 'Looking it up',
    close: 'Close this',
    privacy: 'Neither number nor code is kept on this device',
    never: 'The centre never asks for an OTP, a password, or a transfer to release money',
    incomplete: 'Fill in both fields',
    unknown: 'No record matches this number and code. Check the letters and try again, or call 1441',
    failed: 'Something failed. What you typed is still here; try again, or call 1441 ({{code}})',
    broken: 'This page broke',
    brokenDetail: 'Nothing was sent by it. Load it again; if it goes on, call 1441',
    reload: 'Load again',
    stale: 'The newest state could not be read. This is the state of {{at}}',
  },
};

export const useText = everyTextOf({ th, en });
