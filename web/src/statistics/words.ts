import { everyTextOf } from '../text/every-page.js';
import type { SameKeys } from '../text/words.js';

export const th = {
  statistics: {
    page: 'ตัวเลขต่อสาธารณะ',
    title: 'แจ้งภายใน {{minutes}} นาที ระงับได้ {{share}}% ของเงินที่เสียหาย',
    plainTitle: 'ตัวเลขต่อสาธารณะ',
    period: '{{from}} ถึง {{to}} · เผยแพร่เดือนละครั้งหลังสิ้นเดือน · จำนวนน้อยกว่า {{least}} ไม่แสดง',
    few: 'น้อยกว่า {{least}} ไม่แสดง',
    figure: {
      wrongful: 'ระงับผิด (ยกเลิกเพราะไม่ควรระงับ)',
      wrongfulHeld: 'เวลากลาง ที่ระงับผิดไว้',
      release: 'เวลากลาง ตั้งแต่สั่งจนธนาคารยกเลิกการระงับ',
      release90: '9 ใน 10 ไม่เกิน {{time}}',
      late: 'ยกเลิกช้ากว่าเวลาที่การระงับสิ้นสุด',
      lateOf: 'จาก {{released}} รายการที่ยกเลิก',
    },
    banks: 'ธนาคารใดระงับได้เร็วเท่าใด',
    banksKey: '● ครึ่งหนึ่งของคำสั่งเสร็จภายใน · | 9 ใน 10 เสร็จภายใน ({{unit}})',
    unit: { second: 'วินาที', minute: 'นาที', hour: 'ชั่วโมง' },
    institution: 'สถาบัน',
    held: 'คำสั่งที่ระงับได้',
    p50: 'ครึ่งหนึ่งภายใน ({{unit}})',
    p90: '9 ใน 10 ภายใน ({{unit}})',
    noBanks: 'ยังไม่มีการระงับในช่วงนี้',
    noBanksDetail: 'ตัวเลขของเดือนที่มีการระงับแรกจะขึ้นที่นี่หลังสิ้นเดือน',
    saved: 'แจ้งเร็วเท่าใด เงินเหลือเท่าใด',
    savedKey: 'ร้อยละของเงินที่เสียหายที่ระงับได้ ตามเวลาจากการโอนครั้งแรกจนแจ้ง',
    delay: 'แจ้งภายใน',
    span: {
      within15: 'ไม่เกิน 15 นาที',
      within60: '15–60 นาที',
      within360: '1–6 ชม.',
      within1440: '6–24 ชม.',
      later: 'เกิน 24 ชม.',
      other: '{{from}}–{{to}} นาที',
    },
    cases: 'เรื่อง',
    stolen: 'เสียหาย (บาท)',
    savedBaht: 'ระงับได้ (บาท)',
    share: 'ร้อยละ',
    csv: 'ดาวน์โหลด CSV',
    csvFailed: 'ดาวน์โหลดไม่ได้ ลองใหม่อีกครั้ง',
    definitions: 'คำนิยาม',
    defined: {
      timeName: 'เวลาระงับ',
      time: 'นับตั้งแต่ศูนย์สั่ง จนธนาคารตอบรับครั้งแรกว่าระงับเงินไว้ รวมกลางคืนและวันหยุด เฉพาะคำสั่งในช่วงนี้ที่ระงับเงินได้',
      savedName: 'ระงับได้',
      saved:
        'จำนวนเงินที่ธนาคารตอบรับว่าระงับไว้ไม่ว่าเวลาใด จากเงินที่ผู้เสียหายแจ้ง จัดกลุ่มตามเวลาจากการโอนครั้งแรกจนแจ้ง ปัดเป็นหลัก {{step}} บาท',
      wrongfulName: 'ระงับผิด',
      wrongful: 'คำสั่งยกเลิกการระงับในช่วงนี้เพราะบัญชีมิได้เกี่ยวข้อง คำอุทธรณ์ฟังขึ้น ธนาคารปฏิเสธว่ามีการโอน หรือเหตุสงสัยไม่มีมูลหรือถูกถอน',
      releaseName: 'เวลายกเลิกการระงับ',
      release: 'นับตั้งแต่สั่งยกเลิกการระงับ จนธนาคารตอบรับว่ายกเลิกแล้ว ช้าคือตอบรับหลังการระงับสิ้นสุดเกินหนึ่งนาที หรือยังไม่ตอบ',
      hiddenName: 'ไม่แสดง',
      hidden:
        'ตัวเลขที่มาจากน้อยกว่า {{least}} เรื่องไม่เผยแพร่ เพื่อไม่ให้รู้ว่าเป็นเรื่องของใคร จึงไม่มีผลรวม และตัวเลขของเดือนหนึ่งนับครั้งเดียว ไม่แก้ไขภายหลัง',
    },
  },
};

export const en: SameKeys<typeof th> = {
  statistics: {
    page: 'Public figures',
    title: 'Reported within {{minutes}} minutes, {{share}}% of the stolen money is held',
    plainTitle: 'Public figures',
    period: '{{from}} to {{to}} · published once, after the month · fewer than {{least}} are not shown',
    few: 'fewer than {{least}}, not shown',
    figure: {
      wrongful: 'Wrongful holds (released because they should not be)',
      wrongfulHeld: 'Median time of a wrongful hold',
      release: 'Median from the release order to the bank’s release',
      release90: 'Nine of ten within {{time}}',
      late: 'Released later than the hold’s end',
      lateOf: 'of {{released}} release[s]',
    },
    banks: 'How fast each bank holds',
    banksKey: '● half of the orders were done within · | nine of ten within ({{unit}})',
    unit: { second: 'seconds', minute: 'minutes', hour: 'hours' },
    institution: 'Institution',
    held: 'Orders that held',
    p50: 'Half within ({{unit}})',
    p90: 'Nine of ten within ({{unit}})',
    noBanks: 'Nothing was held in this time',
    noBanksDetail: 'Figures appear here after the month of the first hold',
    saved: 'How soon reported, how much saved',
    savedKey: 'Percent of the stolen money that was held, by the time from the first transfer to the report',
    delay: 'Reported within',
    span: {
      within15: 'Up to 15 min',
      within60: '15–60 min',
      within360: '1–6 h',
      within1440: '6–24 h',
      later: 'Over 24 h',
      other: '{{from}}–{{to}} min',
    },
    cases: 'Cases',
    stolen: 'Stolen (baht)',
    savedBaht: 'Held (baht)',
    share: 'Percent',
    csv: 'Download CSV',
    csvFailed: 'The download failed; try again',
    definitions: 'Definitions',
    defined: {
      timeName: 'Time to hold',
      time: 'From the centre’s order to the bank’s first receipt that it holds money, nights and holidays included; only orders of this time that held money',
      savedName: 'Held',
      saved:
        'What banks said at any time that they hold, of what victims reported as stolen, by the time from the first transfer to the report, rounded to {{step}} baht',
      wrongfulName: 'Wrongful hold',
      wrongful:
        'A release ordered in this time because the account was unrelated, an appeal was upheld, the bank denied the transfer, or a suspicion was unfounded or lifted',
      releaseName: 'Time to release',
      release:
        'From the release order to the bank’s receipt that it let go. Late: the receipt came more than a minute after the hold’s end, or never',
      hiddenName: 'Not shown',
      hidden:
        'Figures that rest on fewer than {{least}} cases are not published, so that nobody is recognised; so there are no totals, and a month is counted once and never changed',
    },
  },
};

export const useText = everyTextOf({ th, en });
