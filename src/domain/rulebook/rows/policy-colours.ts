import { bangkokMidnight } from '../../calendar/bangkok-day.js';
import { AUTHORITY_POLICY, type RuleDraft } from './draft.js';

const COLOUR = {
  ...AUTHORITY_POLICY,
  actor: 'financial institution',
  condition: 'colourOnRecord',
  record: 'colour, its source and date',
  actsIn: ['judge'],
} as const satisfies Partial<RuleDraft>;

const BARS_FROM_MARCH_2568 = bangkokMidnight('2025-03-01');

/**
 * The mule colours: the basis of each, and how banks treat it, with dates. P-EV85B says which of
 * them give reason to believe.
 */
export const COLOUR_POLICY_ROWS: readonly RuleDraft[] = [
  {
    ...COLOUR,
    ruleId: 'P-BLACK',
    effectiveFrom: bangkokMidnight('2024-05-18'),
    trigger: 'a person is on AMLO list HR-03-1 or HR-03-2',
    parameters: { basis: 'amlo_list', wholePerson: true, transfersIn: 'barred', transfersOut: 'barred' },
    effect: 'all accounts in all channels are blocked, in and out; no account is opened and no other product given',
    source:
      'Policy after the AMLO notification of 17-18 May 2024. HR-03-1: a case accepted and recorded by an inquiry officer; HR-03-2: involved, but the case is not accepted yet. Sources differ on the day.',
    titleTh: 'สีดำ',
    titleEn: 'Black',
    textTh: 'บุคคลในรายชื่อ HR-03-1 หรือ HR-03-2 ของ ปปง. ธนาคารระงับทุกบัญชีทุกช่องทางทั้งรับและจ่าย และไม่เปิดบัญชีหรือให้ผลิตภัณฑ์อื่น',
  },
  {
    ...COLOUR,
    ruleId: 'P-DARK-GREY',
    effectiveFrom: bangkokMidnight('2024-08-01'),
    effectiveTo: bangkokMidnight('2025-01-31'),
    trigger: 'the Central Fraud Registry names the account, and a victim has complained',
    parameters: { basis: 'registry', wholePerson: true, transfersIn: 'allowed', transfersOut: 'electronic_barred' },
    effect: "electronic channels of all the person's accounts are suspended until verified; no new account",
    source: 'Policy of the Bank of Thailand ("person, not account"), cross-bank from 1 August 2024.',
    titleTh: 'สีเทาเข้ม',
    titleEn: 'Dark grey',
    textTh: 'บัญชีในทะเบียนกลางที่มีผู้เสียหายร้องทุกข์แล้ว ระงับช่องทางอิเล็กทรอนิกส์ของทุกบัญชีของบุคคลนั้นจนกว่าจะตรวจสอบ และไม่เปิดบัญชีใหม่',
  },
  {
    ...COLOUR,
    ruleId: 'P-DARK-GREY',
    effectiveFrom: bangkokMidnight('2025-01-31'),
    trigger: 'the Central Fraud Registry names the account, and a victim has complained',
    parameters: { basis: 'registry', wholePerson: true, transfersIn: 'barred', transfersOut: 'electronic_barred' },
    effect:
      "transfers to the person are barred as well; electronic channels of all the person's accounts stay suspended; no new account",
    source:
      'Policy of the Bank of Thailand: transfers to black and dark grey barred by January 2025; the day was not stated and is taken as the last. Since 7 August 2025 see BoT 19/2568, whose clauses were not at hand.',
    titleTh: 'สีเทาเข้ม',
    titleEn: 'Dark grey',
    textTh: 'ตั้งแต่สิ้นเดือนมกราคม 2568 ห้ามโอนเข้าบัญชีของบุคคลนั้นด้วย ช่องทางอิเล็กทรอนิกส์ของทุกบัญชียังระงับ และไม่เปิดบัญชีใหม่',
  },
  {
    ...COLOUR,
    ruleId: 'P-LIGHT-GREY',
    effectiveFrom: BARS_FROM_MARCH_2568,
    trigger: 'the Central Fraud Registry names the account; there is a victim, but a weaker tie',
    parameters: { basis: 'registry', wholePerson: false, transfersIn: 'barred', transfersOut: 'allowed' },
    effect: 'transfers to the account are barred',
    source:
      'Policy of the Bank of Thailand from March 2025; the day was not stated and is taken as the first. The definition was cut short in the source.',
    titleTh: 'สีเทาอ่อน',
    titleEn: 'Light grey',
    textTh: 'บัญชีในทะเบียนกลางที่มีผู้เสียหายแต่ความเชื่อมโยงอ่อนกว่า ห้ามโอนเข้า ตั้งแต่เดือนมีนาคม 2568',
  },
  ...(['P-DARK-BROWN', 'P-LIGHT-BROWN'] as const).map((ruleId) => ({
    ...COLOUR,
    ruleId,
    effectiveFrom: BARS_FROM_MARCH_2568,
    trigger: 'a bank detected the account itself; no victim is known yet',
    parameters: { basis: 'bank', wholePerson: false, transfersIn: 'barred', transfersOut: 'electronic_barred' },
    effect: 'transfers in and electronic transfers out are barred; no new account',
    source:
      'Policy of the Bank of Thailand from March 2025; the day was not stated and is taken as the first. What tells the two shades apart was not found.',
    titleTh: ruleId === 'P-DARK-BROWN' ? 'สีน้ำตาลเข้ม' : 'สีน้ำตาลอ่อน',
    titleEn: ruleId === 'P-DARK-BROWN' ? 'Dark brown' : 'Light brown',
    textTh: 'บัญชีที่ธนาคารตรวจพบเองและยังไม่มีผู้เสียหาย ห้ามโอนเข้า ห้ามโอนออกทางอิเล็กทรอนิกส์ และไม่เปิดบัญชีใหม่ ตั้งแต่เดือนมีนาคม 2568',
  })),
];
