import { readFileSync } from 'node:fs';
import path from 'node:path';
import { encodeQR } from 'qr';
import type { Page } from 'playwright-core';
import { Random } from '../../../../tools/proof/crash/random.js';
import { projectDir } from '../../../architecture/project.js';
import { slipText } from './slip.js';

/** How a slip comes to the operator. */
export const MANNERS = ['as it is', 'cropped', 'turned', 'photographed'] as const;
export type Manner = (typeof MANNERS)[number];

/** A made-up slip: its picture, and what stands on it. */
export interface DrawnSlip {
  readonly picture: Buffer;
  readonly manner: Manner;
  /** Its layout, by number. */
  readonly layout: number;
  /** In baht, such as `43800.00`. */
  readonly amount: string;
  readonly day: string;
  readonly time: string;
  readonly reference: string;
  readonly toDigits: string;
  /** Whether its QR is on the picture; it has the reference. */
  readonly hasCode: boolean;
}

/** What one slip says, before it is laid out. */
interface Said {
  readonly amount: string;
  readonly more: string;
  /** Parts of the day and the time in Bangkok, as numbers. */
  readonly at: { readonly year: number; readonly month: number; readonly date: number };
  readonly time: string;
  readonly second: string;
  readonly from: Account;
  readonly to: Account;
  readonly code: string;
}

interface Account {
  readonly name: string;
  readonly bank: readonly [th: string, short: string];
  readonly digits: string;
}

/** Numbers between 0 and 1 from a seed. */
export function chanceOf(seed: number): () => number {
  const random = new Random(seed);
  return () => random.next();
}

const THAI_MONTHS = 'ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.'.split(' ');
const LONG_MONTHS = 'มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม'.split(' ');
const ENGLISH_MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const NAMES = ['นาย สมชาย ใ', 'น.ส. มาลี ส', 'นาง วันเพ็ญ ก', 'นาย อนุชา พ', 'MR SOMCHAI J', 'MISS MALEE S'];
const BANKS = [
  ['กรุงเทพ', 'BBL'],
  ['กสิกรไทย', 'KBANK'],
  ['กรุงไทย', 'KTB'],
  ['ทหารไทยธนชาต', 'TTB'],
  ['ไทยพาณิชย์', 'SCB'],
  ['กรุงศรีอยุธยา', 'BAY'],
  ['ออมสิน', 'GSB'],
] as const;

/** Three capitals, as some banks hide digits. */
const MASK = 'X'.repeat(3);
const two = (value: number): string => String(value).padStart(2, '0');
const row = (label: string, value: string): string => `<div class="row"><span>${label}</span><b>${value}</b></div>`;
const party = ({ name }: Account, bank: string, number: string): string =>
  `<div class="party"><i></i><div>${name}<br>${bank}<br>${number}</div></div>`;
const thai = ({ date, month, year }: Said['at']): string => `${date} ${THAI_MONTHS[month - 1]} ${year + 543}`;
const english = ({ date, month, year }: Said['at']): string => `${date} ${ENGLISH_MONTHS[month - 1]} ${year}`;
const inDigits = ({ date, month, year }: Said['at'], by: string): string =>
  `${two(date)}${by}${two(month)}${by}${year + 543}`;

/** The form of a reference, its looks, and how a bank lays its slip out. `#` is a digit, `A` a letter. */
interface Layout {
  readonly reference: string;
  readonly style: string;
  readonly hasSeconds?: boolean;
  readonly html: (said: Said, reference: string) => string;
}

const LAYOUTS: readonly Layout[] = [
  {
    reference: '####################',
    style: 'background:#fff;color:#222',
    html: ({ at, time, from, to, amount, code }, reference) =>
      `<h2>โอนเงินสำเร็จ</h2>${at.date} ${THAI_MONTHS[at.month - 1]} ${(at.year + 543) % 100} ${time} น.<hr>
       ${party(from, `ธ.${from.bank[0]}`, `xxx-x-x${from.digits}-x`)}${party(to, `ธ.${to.bank[0]}`, `xxx-x-x${to.digits}-x`)}<hr>
       ${row('เลขที่รายการ:', reference)}${row('จำนวน:', `${amount} บาท`)}${row('ค่าธรรมเนียม:', '0.00 บาท')}${code}`,
  },
  {
    reference: '########AA##A##AA###',
    style: 'background:linear-gradient(#efe6fa,#fff);color:#2b1a45',
    html: ({ at, time, from, to, amount, code }, reference) =>
      `<h2>โอนเงินสำเร็จ</h2>${thai(at)} - ${time}<br>รหัสอ้างอิง: ${reference}<hr>
       ${row('จาก', `${from.name}<br>x-${from.digits}`)}${row('ไปยัง', `${to.name}<br>x-${to.digits}`)}
       ${row('จำนวนเงิน', `<big>${amount}</big>`)}${code}`,
  },
  {
    reference: '##################',
    style: 'background:#f0f8ff;color:#003',
    html: ({ at, time, from, to, amount, code }, reference) =>
      `รายการสำเร็จ<h1>฿${amount}</h1>วันที่ทำรายการ ${two(at.date)} ${LONG_MONTHS[at.month - 1]} ${at.year + 543} ${time.replace(':', '.')} น.<hr>
       ${party(from, from.bank[0], `${MASK}-X-XX${from.digits.slice(0, 3)}-${from.digits[3]}`)}
       ${party(to, to.bank[0], `${MASK}-X-XX${to.digits.slice(0, 3)}-${to.digits[3]}`)}<hr>
       ${row('ค่าธรรมเนียม', '฿0.00')}${row('หมายเลขอ้างอิง', reference)}${code}`,
  },
  {
    reference: 'AAA#############',
    style: 'background:#fff;color:#111',
    hasSeconds: true,
    html: ({ at, time, second, from, to, amount, code }, reference) =>
      `<h2 style="background:#fc0">Transfer Completed</h2>${english(at)}, ${time}:${second}<hr>
       ${row('From', `${from.name}<br>${from.bank[1]} xxx-x-${from.digits}-x`)}${row('To', `${to.name}<br>${to.bank[1]} xxx-x-${to.digits}-x`)}
       ${row('Amount', `${amount} THB`)}${row('Fee', '0.00 THB')}${row('Reference No.', reference)}${code}`,
  },
  {
    reference: '################',
    style: 'background:#1b2a4a;color:#fff',
    hasSeconds: true,
    html: ({ at, time, second, from, to, amount, code }, reference) =>
      `<h2>ทำรายการสำเร็จ</h2>${inDigits(at, '/')} ${time}:${second}<hr>
       ${row('จากบัญชี', `${from.name}<br>xxxxxx${from.digits}`)}${row('ไปบัญชี', `${to.name}<br>${to.bank[1]} xxxxxx${to.digits}`)}
       ${row('จำนวนเงิน (บาท)', amount)}${row('ค่าธรรมเนียม (บาท)', '0.00')}${row('Ref. No.', reference)}${code}`,
  },
  {
    reference: 'BAYM##########',
    style: 'background:#fffbe9;color:#432',
    hasSeconds: true,
    html: ({ at, time, second, from, to, amount, code }, reference) =>
      `<h2>โอนเงินสำเร็จ</h2>${thai(at)} ${time}:${second}
       ${party(from, from.bank[0], `${MASK}-1-${from.digits}X-X`)}${party(to, to.bank[0], `${MASK}-X-${to.digits}X-X`)}
       <p style="text-align:right">จำนวนเงิน<br><big>${amount} THB</big><br>ค่าธรรมเนียม 0.00 THB</p><hr>
       หมายเลขอ้างอิง<br>${reference}${code}`,
  },
  {
    reference: '###############',
    style: 'background:#ffe8f3;color:#501030',
    html: ({ at, time, from, to, amount, code }, reference) =>
      `<h2>โอนเงินสำเร็จ</h2><h1>${amount}</h1>บาท<hr>
       ${row('จาก', `${from.name} ธนาคาร${from.bank[0]} **${from.digits}`)}${row('ถึง', `${to.name} ธนาคาร${to.bank[0]} **${to.digits}`)}
       ${row('วันและเวลา', `${thai(at)} ${time} น.`)}${row('รหัสอ้างอิง', reference)}${row('บันทึกช่วยจำ', 'จ่าย 500.00 บาท')}${code}`,
  },
  {
    reference: '########-####-########',
    style: 'background:#e9fbe9;color:#143',
    html: ({ at, time, from, to, amount, more, code }, reference) =>
      `<h2>หลักฐานการโอนเงิน</h2>${row('วันที่', inDigits(at, '-'))}${row('เวลา', `${time} น.`)}
       ${row('จากบัญชี', `${from.name} X-${from.digits}`)}${row('ธนาคาร', to.bank[0])}${row('เข้าบัญชี', `${to.name} X-${to.digits}`)}
       ${row('จำนวนเงิน', `${amount} บาท`)}${row('ค่าธรรมเนียม', '10.00 บาท')}${row('รวม', `${more} บาท`)}${row('เลขที่อ้างอิง', reference)}${code}`,
  },
  {
    reference: 'A##AA###A##AA###',
    style: 'background:#fff;color:#333',
    html: ({ at, time, from, to, amount, code }, reference) =>
      `${row('Payment success', `${english(at)} ${time}`)}<h1>${amount} <small>THB</small></h1>
       ${row('Wallet', `${from.name} 08x-xxx-${from.digits}`)}${row('PromptPay', `${to.name} xxx-xxx-${to.digits}`)}${row('Transaction ID', reference)}${code}`,
  },
  {
    reference: '############',
    style: 'background:#fafafa;color:#000;border:2px solid #888',
    html: ({ at, time, from, to, amount, code }, reference) =>
      `<h2>ใบรับเงิน / RECEIPT</h2>${row('DATE/วันที่', inDigits(at, '/'))}${row('TIME/เวลา', time)}
       ${row('FROM A/C', `xxx-x-xx${from.digits.slice(0, 3)}-${from.digits[3]}`)}${row('TO A/C', `${to.bank[1]} xxx-x-xx${to.digits.slice(0, 3)}-${to.digits[3]}`)}
       ${row('NAME', to.name)}${row('AMOUNT/จำนวนเงิน', `${amount} BAHT`)}${row('FEE', '0.00 BAHT')}${row('REF NO.', reference)}${code}`,
  },
];

/** How many layouts there are. */
export const LAYOUT_COUNT = LAYOUTS.length;

const SARABUN = [400, 700].map((weight) => {
  const name = weight === 400 ? '400Regular' : '700Bold';
  const file = path.join(projectDir, `node_modules/@expo-google-fonts/sarabun/${name}/Sarabun_${name}.ttf`);
  const data = readFileSync(file).toString('base64');
  return `@font-face{font-family:Sarabun;font-weight:${weight};src:url(data:font/ttf;base64,${data})}`;
});
const STYLE = `${SARABUN.join('')}*{box-sizing:border-box}body{margin:0}
  .slip{width:420px;padding:22px;font:17px/1.5 Sarabun}h1,h2{margin:4px 0}hr{border:0;border-top:1px solid #ccc}
  .row{display:flex;justify-content:space-between;gap:12px}.row b{font-weight:400;text-align:right}.row span{opacity:.6}
  big{font-size:26px}.party{display:flex;gap:10px;margin:8px 0}.party i{width:36px;height:36px;border-radius:18px;background:#7aa}
  .code{width:110px;margin:8px 0 0 auto;background:#fff}.code svg{display:block;width:100%}`;

/** Draws one slip as it reaches the operator; the same chance draws the same slip. */
export async function drawSlip(page: Page, layout: number, manner: Manner, chance: () => number): Promise<DrawnSlip> {
  const whole = (least: number, most: number): number => least + Math.floor(chance() * (most - least + 1));
  const digits = (count: number): string => Array.from({ length: count }, () => whole(0, 9)).join('');
  const pick = <T>(items: readonly T[]): T => items[whole(0, items.length - 1)] as T;
  const { reference: form, style, hasSeconds = false, html } = LAYOUTS[layout] as Layout;
  const account = (): Account => ({ name: pick(NAMES), bank: pick(BANKS), digits: digits(4) });
  const reference = form.replace(/[#A]/g, (sign) => (sign === '#' ? digits(1) : pick([...'ABCDEFGHJKLMNPQRSTUVWXYZ'])));
  const satang = pick([whole(1, 999) * 10_000, whole(100, 9_999_999), whole(50, 5_000) * 100]);
  const baht = (value: number): string => (value / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
  const at = { year: whole(2025, 2026), month: whole(1, 11), date: whole(1, 28) };
  const time = `${two(whole(0, 23))}:${two(whole(0, 59))}`;
  const second = two(whole(0, 59));
  const hasCode = manner !== 'cropped' && chance() > 0.15;
  const code = hasCode ? `<div class="code">${encodeQR(slipText(reference), 'svg', { border: 1 })}</div>` : '';
  const [from, to] = [account(), account()];
  const said: Said = { amount: baht(satang), more: baht(satang + 1_000), at, time, second, from, to, code };
  await show(
    page,
    `<div class="slip" style="${style};${turned(manner, chance)}">${html(said, reference)}</div>`,
    manner,
    chance,
  );
  return {
    picture: await photographed(page, manner, chance),
    manner,
    layout,
    amount: (satang / 100).toFixed(2),
    day: `${at.year}-${two(at.month)}-${two(at.date)}`,
    time: hasSeconds ? `${time}:${second}` : time,
    reference,
    toDigits: to.digits,
    hasCode,
  };
}

function turned(manner: Manner, chance: () => number): string {
  const part = (most: number): string => ((chance() - 0.5) * most).toFixed(2);
  if (manner === 'turned') return `transform:rotate(${part(16)}deg)`;
  if (manner !== 'photographed') return '';
  return `transform:perspective(1400px) rotateX(${part(20)}deg) rotateY(${part(20)}deg) rotate(${part(8)}deg)`;
}

async function show(page: Page, slip: string, manner: Manner, chance: () => number): Promise<void> {
  const [angle, contrast, light, blur, shade] = [chance(), chance(), chance(), chance(), chance()];
  const isPhoto = manner === 'photographed';
  const table = isPhoto
    ? `background:repeating-linear-gradient(${Math.round(angle * 90)}deg,#8a6a4a 0 20px,#7c5d40 20px 46px)`
    : `background:${manner === 'turned' ? '#ddd' : '#fff'}`;
  const lens = isPhoto
    ? `filter:blur(${(0.3 + blur * 0.5).toFixed(2)}px) contrast(${0.75 + contrast * 0.2}) brightness(${0.8 + light * 0.3})`
    : '';
  const shadow = isPhoto
    ? `<div style="position:absolute;inset:0;background:linear-gradient(${Math.round(angle * 360)}deg,rgba(0,0,0,${(shade * 0.4).toFixed(2)}),transparent 70%)"></div>`
    : '';
  const around = manner === 'turned' || isPhoto ? 70 : 0;
  await page.setContent(
    `<style>${STYLE}</style><div id="all" style="display:inline-block;position:relative;padding:${around}px;${table}">
     <div style="${lens}">${slip}</div>${shadow}</div>`,
  );
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

async function photographed(page: Page, manner: Manner, chance: () => number): Promise<Buffer> {
  const box = await page.locator('#all').boundingBox();
  if (box === null) throw new Error('the slip is not drawn');
  const cut = manner === 'cropped' ? 4 + chance() * 14 : 0;
  const clip = { x: box.x + cut, y: box.y + cut / 2, width: box.width - 2 * cut, height: box.height - cut };
  const quality = Math.round(manner === 'photographed' ? 45 + chance() * 30 : 60 + chance() * 30);
  return page.screenshot({ clip, type: 'jpeg', quality, scale: chance() < 0.3 ? 'css' : 'device' });
}
