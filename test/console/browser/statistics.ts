import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext } from 'playwright-core';
import { barriers, type House } from './support/house.js';

interface Bank {
  readonly institution: string;
  readonly nameTh: string;
  readonly nameEn: string;
  readonly suppressed: boolean;
}
/** Figures of a busy month, such as the API publishes; those of the picture. */
const { PUBLISHED } = createRequire(__filename)('../../../.config/screens/published.cjs') as {
  PUBLISHED: { readonly timeToHold: readonly Bank[] };
};
/** One bank has a name that a page or a spreadsheet might run. */
const FIGURES = {
  ...PUBLISHED,
  timeToHold: PUBLISHED.timeToHold.map((bank) =>
    bank.suppressed ? { ...bank, nameTh: 'ธนาคาร<b>เครดิต</b>', nameEn: '=cmd()' } : bank,
  ),
};

/** Answers for the API, which publishes only a month that is over. */
export const busyMonth = (context: BrowserContext) =>
  context.route(/public.statistics/, (route) => route.fulfill({ json: FIGURES }));

/** Stories of anybody who asks what the centre does. */
export function statisticsStories(house: House): void {
  describe('the public', () => {
    it.concurrent('sees figures, their definitions and what is hidden, and no other account of a case', () =>
      house.story(async (visit) => {
        const page = await visit(null, { path: '/public', before: busyMonth });
        await page.getByRole('heading', { name: 'แจ้งภายใน 15 นาที ระงับได้ 63% ของเงินที่เสียหาย' }).waitFor();
        await page.getByText('1 ต.ค. 2569 ถึง 31 ต.ค. 2569', { exact: false }).waitFor();
        const banks = page.getByRole('region', { name: 'ธนาคารใดระงับได้เร็วเท่าใด' });
        await banks.getByRole('row', { name: 'กสิกรไทย 1,204 3 9' }).waitFor();
        await banks.getByRole('row', { name: '<b>เครดิต</b> น้อยกว่า 5 ไม่แสดง' }).waitFor();
        const saved = page.getByRole('region', { name: 'แจ้งเร็วเท่าใด เงินเหลือเท่าใด' });
        await saved.getByRole('row', { name: '6–24 ชม. 388 41,000,000 2,460,000 6%' }).waitFor();
        await saved.getByRole('row', { name: 'เกิน 24 ชม. น้อยกว่า 5 ไม่แสดง' }).waitFor();
        await page.getByRole('term').filter({ hasText: 'ระงับผิด' }).first().waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('reads the same on a phone, in English and dark; tables scroll inside themselves', () =>
      house.story(async (visit) => {
        const phone = { path: '/public', language: 'en', theme: 'dark', width: 390, height: 844 } as const;
        const page = await visit(null, { ...phone, before: busyMonth });
        await page.getByRole('heading', { name: /63% of the stolen money is held/ }).waitFor();
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
        ).toBe(true);
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('gets the CSV of the API, and a search engine may list the page', () =>
      house.story(async (visit) => {
        const page = await visit(null, { path: '/public' });
        const button = page.getByRole('button', { name: 'ดาวน์โหลด CSV' }).last();
        await button.waitFor();
        const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
        const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
        expect(lines[0]).toBe('section,subject,measure,value,definition');
        expect(lines.some((line) => line.startsWith('savedByDelay,0-15,cases,'))).toBe(true);
        const response = await page.reload();
        expect(await response?.headerValue('x-robots-tag')).toBeNull();
      }),
    );
  });
}
