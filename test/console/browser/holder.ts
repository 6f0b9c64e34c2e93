import type { BrowserContext, Page } from 'playwright-core';
import { AppealQueue } from '../../../src/wire/case/appeal.js';
import { Case, isReleased, ok } from '../../e2e/support/case.js';
import { commitTheft, type Theft } from '../../e2e/support/theft.js';
import { until } from '../../e2e/support/until.js';
import { barriers, type House } from './support/house.js';
import { PICTURE } from './support/picture.js';
import { Weight } from './support/weight.js';

const PHONE = { path: '/holder', width: 390, height: 844 };

/** The most bytes that a page of everybody may bring over the wire: a second and a half of a slow telephone line. */
const MOST_BYTES = 150_000;

/** The addresses of the API that the pages of everybody speak to. */
const OPEN_ROUTES = [
  '/v1/appeals',
  '/v1/appeals/attachments',
  '/v1/appeals/release-letters',
  '/v1/appeals/status',
  '/v1/complaints/status',
  '/v1/configuration',
  '/v1/orders/verifications',
  '/v1/public/statistics',
];

interface Proof {
  reference: string;
  secret: string;
}

/** Stories of a holder, on a phone, who has nothing but the notice of the bank. */
export function holderStories(house: House): void {
  describe('a holder', () => {
    it.concurrent('reads the five facts, appeals, and reads the answer when the money is free', () =>
      house.story(async (visit) => {
        const { opened, theft, proof } = await heldAtMule(house);
        const page = await visit(null, PHONE);
        expect(await barriers(page)).toEqual([]);
        await show(page, proof);

        const main = page.getByRole('main');
        await main.getByRole('heading', { name: 'เงินส่วนหนึ่งในบัญชีของท่านถูกระงับไว้ชั่วคราว' }).waitFor();
        const facts = (await main.innerText()).replaceAll('\u00a0', ' ');
        expect(facts).toContain('50,000.00 บาท');
        expect(facts).toContain(`ธนาคารไทยพาณิชย์ ••••${theft.mule.accountNo.slice(-4)}`);
        expect(facts).toMatch(/เกี่ยวกับเงินเข้า 50,000\.00 บาท เมื่อ \d+ \S+ 25\d\d \d\d:\d\d น\./);
        expect(facts).toContain('ศูนย์ AOC 1441');
        expect(facts).toMatch(/มาตรา 7 พ\.ร\.ก\./);
        expect(facts).toMatch(/สิ้นสุดอัตโนมัติ \d+ \S+ 25\d\d \d\d:\d\d น\./);
        expect(facts).toContain('คำสั่งนี้ไม่กระทบเงินส่วนอื่นในบัญชี');
        // Neither the victim nor a word that judges the holder.
        expect(facts).not.toMatch(/Somying|ผู้ต้องสงสัย|บัญชีม้า|ทอด/);
        expect(await barriers(page)).toEqual([]);
        expect(await isTooWide(page)).toBe(false);

        // Whoever works by keyboard goes on where the page is, whatever takes the place of what was there.
        await focusIsOn(page, /^เงินส่วนหนึ่งในบัญชี/);
        await page.getByRole('button', { name: 'อุทธรณ์การระงับ' }).click();
        await page.getByRole('button', { name: 'ยังไม่ส่ง' }).click();
        await focusIsOn(page, /^อุทธรณ์การระงับ/);
        await page.getByRole('button', { name: 'อุทธรณ์การระงับ' }).click();
        await page.getByRole('button', { name: 'ส่งคำอุทธรณ์' }).click();
        await page.getByText('เขียนคำอธิบายก่อนส่ง').waitFor();
        await page.locator('textarea').fill('<b>ขายกล้อง</b> ส่งของแล้ว =1+1');
        expect(await barriers(page)).toEqual([]);
        await page.getByRole('button', { name: 'ส่งคำอุทธรณ์' }).click();
        await page.getByText('รับคำอุทธรณ์แล้ว', { exact: false }).first().waitFor();
        await focusIsOn(page, /^รับคำอุทธรณ์แล้ว/);
        await page.getByText('ศูนย์ตอบภายใน', { exact: false }).waitFor();

        // Files: what cannot be taken is said, also where the bytes are not what their type says.
        const chooser = page.getByLabel('เลือกไฟล์');
        const markup = Buffer.from('<html><script>alert(1)</script></html>');
        await chooser.setInputFiles({ name: 'a.html', mimeType: 'text/html', buffer: markup });
        await page.getByText('ชนิดไฟล์นี้รับไม่ได้', { exact: false }).waitFor();
        await chooser.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: markup });
        await page.getByText('เนื้อไฟล์ไม่ตรงกับชนิดของไฟล์', { exact: false }).waitFor();
        await chooser.setInputFiles({ name: 'Somchai.png', mimeType: 'image/png', buffer: PICTURE });
        await page.getByText(/^สลิป · .*: เก็บแล้ว$/).waitFor();
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight)); // from under the foot
        expect(await barriers(page)).toEqual([]);
        expect(await isTooWide(page)).toBe(false);

        const appeal = await appealAt(house, proof.reference);
        const kept = await house.system.db.query<object[]>(
          'SELECT kind, media_type AS type, added_by AS by FROM attachment WHERE appeal_id = $1',
          [appeal],
        );
        expect(kept).toEqual([{ kind: 'slip', type: 'image/png', by: 'holder' }]);
        const officer = await visit('demo-officer-2', { path: `/unfreeze?chosen=${appeal}` });
        const saved = officer.waitForEvent('download');
        await officer.getByRole('button', { name: 'บันทึกไฟล์' }).click();
        expect((await saved).suggestedFilename()).toMatch(/^slip-[0-9A-Z]+\.png$/);
        expect(await barriers(officer)).toEqual([]);

        const reason = { th: 'ขายสินค้าจริง <script>', en: 'A real sale.' };
        const decision = { verdict: 'uphold', reason };
        ok(await house.system.centre.post('officer-1', `/v1/appeals/${appeal}/decisions`, decision), 201);
        await opened.holdThat('is released', 30, isReleased);
        expect(await house.system.stage.account(theft.mule)).toMatchObject({ heldSatang: '0' });

        await page.getByRole('button', { name: 'ปิดข้อมูลนี้' }).click();
        await show(page, proof);
        await main.getByRole('heading', { name: 'การระงับสิ้นสุดแล้ว' }).waitFor();
        await page.getByText('ฟังขึ้น ยกเลิกการระงับ').waitFor();
        await page.getByText(reason.th).waitFor();
        const letter = page.waitForEvent('download');
        await page.getByRole('button', { name: 'เก็บหนังสือแจ้งว่าการระงับสิ้นสุดแล้ว (PDF)' }).click();
        expect((await letter).suggestedFilename()).toBe('release-letter.pdf');
        expect(await page.getByRole('button', { name: /อุทธรณ์/ }).count()).toBe(0);
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('learns nothing by a wrong secret, leaves none behind, and must wait after many', () =>
      house.story(async (visit) => {
        const { proof } = await heldAtMule(house);
        const page = await visit(null, { ...PHONE, language: 'en', theme: 'dark' });
        const answers: string[] = [];
        for (const reference of [proof.reference, 'RG2569-0000000-0/AAAAAA']) {
          await show(page, { reference, secret: 'AAAABBBBCCCC' });
          const alert = page.getByText('No record matches this number and code', { exact: false });
          await alert.waitFor();
          answers.push(await page.getByRole('main').innerText());
        }
        expect(answers[0]).toBe(answers[1]);
        expect(await barriers(page)).toEqual([]);
        await show(page, { reference: proof.reference, secret: 'AAAABBBBCCCC' });
        const tooOften = page.getByText('The code was wrong too often', { exact: false });
        for (let tries = 0; tries < 16 && (await tooOften.count()) === 0; tries += 1) {
          const answered = page.waitForResponse(/appeals.status/);
          await page.getByRole('button', { name: 'Show' }).click();
          await answered;
        }
        await tooOften.waitFor();
        expect(page.url()).toBe(`${house.system.running.apiUrl}/holder`);
        const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
        expect(kept).not.toContain(proof.reference);
        expect(await page.context().cookies()).toEqual([]);
      }),
    );

    it.concurrent('loads at most 150 kB until the hold stands there, and nothing of the staff', () =>
      house.story(async (visit) => {
        const { proof } = await heldAtMule(house);
        let weight: Weight | undefined;
        const before = async (context: BrowserContext) => void (weight = await Weight.of(context));
        const page = await visit(null, { ...PHONE, before });
        await show(page, proof);
        await page.getByRole('heading', { name: 'เงินส่วนหนึ่งในบัญชีของท่านถูกระงับไว้ชั่วคราว' }).waitFor();
        await page.evaluate(() => document.fonts.ready.then(() => true));
        expect(weight?.onTheWire).toBeGreaterThan(10_000);
        expect(weight?.onTheWire).toBeLessThanOrEqual(MOST_BYTES);
        expect(weight?.whole).toEqual([]);
        const routes = (await weight?.routes()) ?? [];
        expect(routes).toContain('/v1/appeals/status');
        expect(routes.filter((route) => !OPEN_ROUTES.includes(route))).toEqual([]);
        // What has its hash in its name is not asked for again.
        const again = await Weight.of(page.context());
        await page.reload();
        await page.getByRole('textbox').first().waitFor();
        expect(again.onTheWire).toBeLessThan(10_000);
        await Promise.all([weight?.end(), again.end()]);
      }),
    );

    it.concurrent.each(['/victim', '/verify', '/public'])(
      'has beside it pages of everybody that are as light, and load nothing of the staff: %s',
      (path) =>
        house.story(async (visit) => {
          let weight: Weight | undefined;
          const before = async (context: BrowserContext) => void (weight = await Weight.of(context));
          const page = await visit(null, { ...PHONE, path, before });
          await page.locator('main h1').first().waitFor({ state: 'attached' });
          await page.evaluate(() => document.fonts.ready.then(() => true));
          expect(weight?.onTheWire).toBeLessThanOrEqual(MOST_BYTES);
          expect(weight?.whole).toEqual([]);
          expect(((await weight?.routes()) ?? []).filter((route) => !OPEN_ROUTES.includes(route))).toEqual([]);
          await weight?.end();
        }),
    );

    it.concurrent('has a page that no search engine lists', () =>
      house.story(async (visit) => {
        const page = await visit(null, PHONE);
        const response = await page.reload();
        expect(await response?.headerValue('x-robots-tag')).toBe('noindex, nofollow');
      }),
    );
  });
}

/** A case whose money is held at the mule's bank, and what that bank shows the holder. */
export async function heldAtMule(house: House): Promise<{ opened: Case; theft: Theft; proof: Proof }> {
  const theft = await commitTheft(house.system);
  const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
  await opened.allHeld(1);
  const notices = await house.system.stage.noticesOn(theft.mule);
  const first = notices.find(({ notice }) => notice.appealSecret !== undefined)?.notice;
  return { opened, theft, proof: { reference: String(first?.reference), secret: String(first?.appealSecret) } };
}

/** Gives reference and secret to the page. */
export async function show(page: Page, { reference, secret }: Proof): Promise<void> {
  await page.getByRole('textbox').nth(0).fill(reference);
  await page.getByRole('textbox').nth(1).fill(secret);
  await page.getByRole('button', { name: /^(ดูข้อมูล|Show)$/ }).click();
}

/** Checks that the keyboard goes on at what begins with some words. */
async function focusIsOn(page: Page, words: RegExp): Promise<void> {
  expect(await page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText.trim())).toMatch(words);
}

/** Returns the id of the appeal that waits with this reference. */
function appealAt(house: House, reference: string): Promise<string> {
  return until('the appeal waits', 10, async () => {
    const { appeals } = await house.system.centre.read('officer-1', '/v1/appeals?limit=200', AppealQueue);
    return appeals.find((appeal) => appeal.reference === reference)?.id;
  });
}

/** Returns whether the page scrolls sideways. */
function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
