import { readFileSync } from 'node:fs';
import type { BrowserContext } from 'playwright-core';
import { barriers, type House } from './support/house.js';

/** Figures of a busy month, such as the API publishes; one bank and one span have too few. */
const FIGURES = {
  month: '2026-10',
  from: '2026-09-30T17:00:00.000Z',
  to: '2026-10-31T17:00:00.000Z',
  ruleRowId: 'th/P-PUBLIC/2025-04-13',
  leastCount: 5,
  moneyStepSatang: '100000',
  timeToHold: [
    bank('th-004', 'ธนาคารกสิกรไทย', 'Kasikornbank', [1_204, 180, 540]),
    bank(
      'th-034',
      'ธนาคารเพื่อการเกษตรและสหกรณ์การเกษตร',
      'Bank for Agriculture and Agricultural Cooperatives',
      [377, 540, 2_520],
    ),
    bank('th-071', 'ธนาคาร<b>เครดิต</b>', '=cmd()', null),
  ],
  savedByDelay: [
    span(0, 15, [231, '6200000000', '4400000000']),
    span(15, 60, [412, '8800000000', '5100000000']),
    span(60, 360, [498, '6200000000', '2730000000']),
    span(360, 1_440, null),
    span(1_440, null, [611, '4800000000', '1300000000']),
  ],
  wrongfulHolds: { suppressed: false, wrongful: 96, wrongfulHeldP50Seconds: 6_480 },
  releases: { suppressed: false, released: 4_100, releaseP50Seconds: 3, releaseP90Seconds: 62, late: 7 },
};

function bank(institution: string, nameTh: string, nameEn: string, figures: [number, number, number] | null) {
  const [held = null, timeToHoldP50Seconds = null, timeToHoldP90Seconds = null] = figures ?? [];
  const suppressed = figures === null;
  return { institution, nameTh, nameEn, suppressed, held, timeToHoldP50Seconds, timeToHoldP90Seconds };
}

function span(fromMinutes: number, toMinutes: number | null, figures: [number, string, string] | null) {
  const [cases = null, stolenSatang = null, savedSatang = null] = figures ?? [];
  return { fromMinutes, toMinutes, suppressed: figures === null, cases, stolenSatang, savedSatang };
}

/** Answers for the API, which publishes only a month that is over. */
const busyMonth = (context: BrowserContext) =>
  context.route(/public.statistics/, (route) => route.fulfill({ json: FIGURES }));

/** Stories of anybody who asks what the centre does. */
export function statisticsStories(house: House): void {
  describe('the public', () => {
    it.concurrent('sees figures, their definitions and what is hidden, and no other account of a case', () =>
      house.story(async (visit) => {
        const page = await visit(null, { path: '/public', before: busyMonth });
        await page.getByRole('heading', { name: 'แจ้งภายใน 15 นาที ระงับได้ 71% ของเงินที่เสียหาย' }).waitFor();
        await page.getByText('1 ต.ค. 2569 ถึง 31 ต.ค. 2569', { exact: false }).waitFor();
        const banks = page.getByRole('region', { name: 'ธนาคารใดระงับได้เร็วเท่าใด' });
        await banks.getByRole('row', { name: 'กสิกรไทย 1,204 3 9' }).waitFor();
        await banks.getByRole('row', { name: '<b>เครดิต</b> น้อยกว่า 5 ไม่แสดง' }).waitFor();
        const saved = page.getByRole('region', { name: 'แจ้งเร็วเท่าใด เงินเหลือเท่าใด' });
        await saved.getByRole('row', { name: '6–24 ชม. น้อยกว่า 5 ไม่แสดง' }).waitFor();
        await saved.getByRole('row', { name: 'เกิน 24 ชม. 611 48,000,000 13,000,000 27%' }).waitFor();
        await page.getByRole('term').filter({ hasText: 'ระงับผิด' }).first().waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('reads the same on a phone, in English and dark; tables scroll inside themselves', () =>
      house.story(async (visit) => {
        const phone = { path: '/public', language: 'en', theme: 'dark', width: 390, height: 844 } as const;
        const page = await visit(null, { ...phone, before: busyMonth });
        await page.getByRole('heading', { name: /71% of the stolen money is held/ }).waitFor();
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
