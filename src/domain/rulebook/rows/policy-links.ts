import { CENTRE_POLICY, type RuleDraft } from './draft.js';

/** The policy that says which cases belong together. */
export const LINK_POLICY_ROWS: readonly RuleDraft[] = [
  {
    ...CENTRE_POLICY,
    ruleId: 'P-LINK',
    trigger: 'a case comes to know an account, number, link, person or device of a suspect',
    parameters: {
      strongKinds: ['account', 'person', 'device', 'wallet'],
      'maxCases.account': 300,
      'maxCases.person': 300,
      'maxCases.wallet': 300,
      'maxCases.device': 100,
      'maxCases.phone': 100,
      'maxCases.line': 100,
      'maxCases.facebook': 100,
      'maxCases.url': 100,
      linksPerSubject: 10,
      groupMaxCases: 500,
      leftOutStops: ['below_minimum', 'merchant_shield', 'payroll_shield', 'returned_to_victim'],
      pooledAccounts: [],
      personTokens: [],
      publicPhones: ['+6628888888', '+6627777777', '+6621111111', '+6626455555'],
      platformHosts: [
        'facebook.com',
        'fb.com',
        'messenger.com',
        'instagram.com',
        'line.me',
        'lin.ee',
        'tiktok.com',
        'youtube.com',
        'youtu.be',
        'x.com',
        'twitter.com',
        't.me',
        'wa.me',
        'whatsapp.com',
        'google.com',
        'apple.com',
        'shopee.co.th',
        'lazada.co.th',
      ],
      platformPaths: ['/profile.php', '/watch', '/login', '/share', '/search', '/store/apps/details', '/url'],
    },
    actor: 'centre',
    effect:
      'cases that share an exact identifier are linked, a newcomer with the ten oldest that have it; the victims and losses of all cases so connected count for P-ASSIGN. A name, a face or a score never links, and a link alone gives no order. What more cases share than the largest number of its kind links no further; shops, small payments, pooled accounts, public numbers and bare addresses of platforms do not link at all',
    record: 'the link, with what brought it, in the chains of both cases',
    actsIn: ['linking'],
    source:
      'Policy of the centre, its own choice: no instrument says which complaints belong together. Fifty victims (P-ASSIGN) must fit under every largest number; strong identifiers may be shared by a ring of hundreds, the others can be borrowed or shown falsely. The public numbers are call centres of banks, which callers show to be believed; pooled accounts are for the institutions to name.',
    titleTh: 'เกณฑ์การเชื่อมโยงเรื่องร้องเรียน',
    titleEn: 'What links cases with one another',
    textTh:
      'เรื่องที่มีบัญชี หมายเลข ลิงก์ บุคคล หรืออุปกรณ์ของผู้ต้องสงสัยตรงกันทุกตัวอักษรเชื่อมโยงกัน เรื่องใหม่เชื่อมกับสิบเรื่องที่เก่าที่สุด จำนวนผู้เสียหายและความเสียหายของทั้งกลุ่มนับตามเกณฑ์มอบหมายคดี ชื่อ ใบหน้า หรือคะแนนไม่ใช้เชื่อมโยง และการเชื่อมโยงอย่างเดียวไม่ทำให้ออกคำสั่งได้ สิ่งที่เรื่องจำนวนมากเกินเกณฑ์มีร่วมกันไม่เชื่อมต่อไปอีก ร้านค้า รายการเล็กน้อย บัญชีรวม หมายเลขสาธารณะ และที่อยู่ทั่วไปของแพลตฟอร์มไม่เชื่อม',
  },
];
