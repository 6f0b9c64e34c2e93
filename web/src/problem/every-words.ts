import { everyTextOf } from '../text/every-page.js';
import type { SameKeys } from '../text/words.js';

/**
 * What the refusals mean that also a page without a sign-in may be answered with, by the area and the
 * reason of the code. The pages of the staff add the words of all others (words.ts).
 */
export const th = {
  problem: {
    network: 'เชื่อมต่อไม่ได้ ลองใหม่ได้',
    general: 'ระบบไม่รับคำขอนี้ แจ้งผู้ดูแลระบบพร้อมรหัส {{code}}',
    code: {
      REQUEST: {
        SCHEMA: 'ข้อมูลที่ส่งไม่ครบหรือผิดรูปแบบ ตรวจแต่ละช่องแล้วส่งใหม่',
        MALFORMED: 'ข้อมูลที่ส่งขาดหรือเสียระหว่างทาง ส่งใหม่อีกครั้ง',
        IDEMPOTENCY_KEY: 'คำขอไม่มีรหัสกันส่งซ้ำที่ใช้ได้ โหลดหน้าใหม่แล้วลองอีกครั้ง',
        ROUTE: 'ระบบไม่มีสิ่งที่หน้านี้ขอ หน้านี้อาจเก่ากว่าระบบ โหลดหน้าใหม่',
        METHOD: 'ระบบไม่มีสิ่งที่หน้านี้ขอ หน้านี้อาจเก่ากว่าระบบ โหลดหน้าใหม่',
        ACCEPT: 'ระบบไม่มีคำตอบในรูปแบบไฟล์ที่ขอ',
        TOO_MANY: 'ส่งคำขอถี่เกินไป รอสักครู่แล้วลองใหม่',
        TOO_SLOW: 'ส่งข้อมูลช้าเกินไป ระบบหยุดรอแล้ว ลองใหม่อีกครั้ง',
        TOO_LARGE: 'ข้อมูลหรือไฟล์ที่ส่งใหญ่เกินไป',
        MEDIA_TYPE: 'ระบบไม่รับข้อมูลชนิดนี้',
      },
      IDEMPOTENCY: {
        OTHER_BODY: 'คำขอนี้เคยส่งไปแล้วด้วยข้อมูลอื่น โหลดหน้าใหม่แล้วดูว่าสิ่งใดบันทึกแล้ว',
      },
      AUTH: {
        CROSS_SITE: 'คำขอไม่ได้มาจากหน้าของระบบนี้ ระบบจึงไม่รับ',
      },
      SERVICE: {
        FAULT: 'ระบบขัดข้อง ลองใหม่อีกครั้ง ถ้ายังเป็นอยู่ แจ้งผู้ดูแลระบบ',
        DATABASE: 'ระบบอ่านหรือบันทึกข้อมูลไม่ได้ชั่วคราว ลองใหม่อีกครั้ง',
        STOPPING: 'ระบบกำลังเริ่มใหม่ รอสักครู่แล้วลองอีกครั้ง',
        NOT_RECOVERED: 'ระบบกำลังกู้ข้อมูลและยังไม่เปิดใช้ ผู้ดูแลระบบต้องยืนยันก่อน เรื่องด่วนให้โทรหาธนาคารโดยตรง',
      },
      COMPLAINT: {
        UNKNOWN: 'ไม่พบเรื่องตามเลขที่เรื่องและรหัสนี้',
        TOO_MANY_TRIES: 'กรอกรหัสผิดหลายครั้งเกินไป รอหนึ่งนาทีแล้วลองใหม่ หรือโทร 1441',
      },
      ATTACHMENT: {
        NO_STORE: 'ระบบยังไม่มีที่เก็บไฟล์',
        NO_ROOM: 'ที่เก็บไฟล์เต็ม ไฟล์นี้ไม่ได้เก็บ แจ้งผู้ดูแลระบบ แล้วส่งใหม่ภายหลัง',
        TYPE: 'ชนิดไฟล์นี้รับไม่ได้ ใช้ภาพ PDF หรือข้อความ',
        OTHER_TYPE: 'เนื้อไฟล์ไม่ตรงกับชนิดของไฟล์',
        EMPTY: 'ไฟล์ว่าง',
        TOO_MANY: 'มีไฟล์ครบจำนวนแล้ว',
      },
      HOLD: {
        ENDED: 'การระงับนี้สิ้นสุดแล้ว',
        NOT_OVER: 'ธนาคารยังไม่แจ้งว่าการระงับสิ้นสุดแล้ว',
        RELEASE_ORDERED: 'สั่งปล่อยการระงับนี้ไปแล้ว',
      },
      ORDER: {
        UNKNOWN: 'ไม่มีเอกสารคำสั่งที่ใช้รหัสนี้',
      },
      APPEAL: {
        ABSENT: 'ไม่มีคำอุทธรณ์นี้',
        UNKNOWN: 'ไม่พบการระงับตามเลขอ้างอิงและรหัสนี้',
        TOO_MANY_TRIES: 'กรอกรหัสผิดหลายครั้งเกินไป รอหนึ่งนาทีแล้วลองใหม่ หรือโทร 1441',
        TOO_MANY_FILINGS: 'คำอุทธรณ์นี้มีข้อมูลมากพอแล้ว รอคำตอบ',
        ANSWERED: 'คำอุทธรณ์นี้มีคำตอบแล้ว',
        NO_FURTHER_TIER: 'พิจารณาคำอุทธรณ์นี้ครบทุกชั้นแล้ว',
      },
    },
    with: {
      ATTACHMENT: {
        TOO_MANY: 'มีไฟล์ครบ {{most}} ไฟล์แล้ว',
      },
    },
    field: {
      MISSING: 'ต้องมี',
      UNKNOWN: 'ระบบไม่รู้จักช่องนี้',
      REPEATED: 'ส่งช่องเดียวกันซ้ำ',
      FORBIDDEN: 'ใช้ชื่อช่องนี้ไม่ได้',
      TYPE: 'ค่าผิดชนิด',
      FORMAT: 'ผิดรูปแบบ',
      VALUE: 'ใช้ค่านี้ที่นี่ไม่ได้',
      RANGE: 'ยาว สั้น มาก หรือน้อยเกินไป',
      NOT_POSITIVE: 'จำนวนเงินต้องมากกว่า 0',
      FULL_NUMBER: 'มีเลขบัญชีหรือเลขประจำตัวเต็ม',
      CHECK_DIGIT: 'เลขตรวจสอบไม่ตรง',
      PROMPTPAY: 'ไม่ใช่พร้อมเพย์',
      ACCOUNT_LENGTH: 'จำนวนหลักไม่ตรงกับสถาบันนี้',
      UNKNOWN_INSTITUTION: 'ไม่มีสถาบันนี้ในระบบ',
      SAME_ACCOUNT: 'เป็นบัญชีของผู้เสียหายเอง',
      IN_FUTURE: 'ยังมาไม่ถึง',
      TOO_OLD: 'เก่าเกินกว่าจะรับแจ้งได้',
      BEFORE_TRANSFER: 'อยู่ก่อนการโอน ตรวจวันและเวลาโอน',
      DUPLICATE_REFERENCE: 'เลขอ้างอิงซ้ำกัน',
      REFERENCE_CONFLICT: 'เลขอ้างอิงนี้มีในระบบแล้วด้วยข้อมูลอื่น',
      ABOVE_TRANSFER: 'มากกว่าเงินที่โอนเข้ามา',
      NOT_YOURS: 'เป็นบัญชีของสถาบันอื่น',
      BEYOND_SECTION_6: 'ช้ากว่าที่มาตรา 6 ยอมให้',
      BEFORE_FINDING: 'อยู่ก่อนเหตุที่ใช้อ้าง',
      OVER: 'พ้นเวลาตามมาตรา 6 แล้ว',
      other: 'ระบบไม่รับค่านี้',
    },
    fields: '{{problem}}: {{faults}}',
  },
} as const;

export const en: SameKeys<typeof th> = {
  problem: {
    network: 'No connection; you can try again',
    general: 'The system did not take this. Give the administrator the code {{code}}',
    code: {
      REQUEST: {
        SCHEMA: 'Something is missing or is not in its form. Look at each field and send it again',
        MALFORMED: 'What was sent did not arrive whole. Send it again',
        IDEMPOTENCY_KEY: 'The request has no key against sending twice. Load the page again and try once more',
        ROUTE: 'The system does not have what this page asks for; the page may be older. Load it again',
        METHOD: 'The system does not have what this page asks for; the page may be older. Load it again',
        ACCEPT: 'The system has no answer in that kind of file',
        TOO_MANY: 'Too many requests. Wait a little and try again',
        TOO_SLOW: 'It was sent too slowly, and the system stopped waiting. Try again',
        TOO_LARGE: 'What was sent is too large',
        MEDIA_TYPE: 'The system does not take this kind of data',
      },
      IDEMPOTENCY: {
        OTHER_BODY: 'This was sent before with something else in it. Load the page again and see what is on record',
      },
      AUTH: {
        CROSS_SITE: 'The request did not come from a page of this system, so it was not taken',
      },
      SERVICE: {
        FAULT: 'Something went wrong in the system. Try again; if it goes on, tell the administrator',
        DATABASE: 'The record cannot be read or written at the moment. Try again',
        STOPPING: 'The system is starting anew. Wait a little and try again',
        NOT_RECOVERED:
          'The record is being restored and not open yet: the administrator must confirm it first. Where it is urgent, telephone the bank',
      },
      COMPLAINT: {
        UNKNOWN: 'No report has this case number and code',
        TOO_MANY_TRIES: 'The code was wrong too often. Wait a minute and try again, or call 1441',
      },
      ATTACHMENT: {
        NO_STORE: 'This system has no place for files',
        NO_ROOM:
          'The store of files is full, and this file was not kept. Tell the administrator and send it again later',
        TYPE: 'This type is not taken; use a picture, a PDF or a text',
        OTHER_TYPE: 'The file is not what its type says',
        EMPTY: 'The file is empty',
        TOO_MANY: 'There are as many files as may be',
      },
      HOLD: {
        ENDED: 'The hold has ended',
        NOT_OVER: 'The bank has not said yet that the hold is over',
        RELEASE_ORDERED: 'The release of this hold is ordered already',
      },
      ORDER: {
        UNKNOWN: 'No order document has this code',
      },
      APPEAL: {
        ABSENT: 'There is no such appeal',
        UNKNOWN: 'No hold has this reference and code',
        TOO_MANY_TRIES: 'The code was wrong too often. Wait a minute and try again, or call 1441',
        TOO_MANY_FILINGS: 'This appeal has been argued often enough. It waits for its answer',
        ANSWERED: 'The appeal has its answer',
        NO_FURTHER_TIER: 'Every tier has answered this appeal',
      },
    },
    with: {
      ATTACHMENT: {
        TOO_MANY: 'There are {{most}} files, as many as may be',
      },
    },
    field: {
      MISSING: 'needed',
      UNKNOWN: 'the system does not know this field',
      REPEATED: 'the field was sent twice',
      FORBIDDEN: 'no field may have this name',
      TYPE: 'not of the right kind',
      FORMAT: 'not in its form',
      VALUE: 'not a value that may stand here',
      RANGE: 'too long, too short, too large or too small',
      NOT_POSITIVE: 'the amount must be more than zero',
      FULL_NUMBER: 'names a full account number or citizen id',
      CHECK_DIGIT: 'the check digit is wrong',
      PROMPTPAY: 'no PromptPay id',
      ACCOUNT_LENGTH: 'not as many digits as accounts of this institution have',
      UNKNOWN_INSTITUTION: 'no such institution takes part',
      SAME_ACCOUNT: "the victim's own account",
      IN_FUTURE: 'in the future',
      TOO_OLD: 'longer ago than can be reported',
      BEFORE_TRANSFER: 'before the transfer; check its day and time',
      DUPLICATE_REFERENCE: 'the same reference twice',
      REFERENCE_CONFLICT: 'the reference is on record with other facts',
      ABOVE_TRANSFER: 'more than the transfer brought',
      NOT_YOURS: 'an account of another institution',
      BEYOND_SECTION_6: 'later than section 6 allows',
      BEFORE_FINDING: 'before what it rests on',
      OVER: 'the time of section 6 has passed',
      other: 'the system does not take this',
    },
    fields: '{{problem}}: {{faults}}',
  },
};

export const useText = everyTextOf({ th, en });
