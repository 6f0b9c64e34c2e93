import { Case } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { storyInFullRun } from '../../support/full-run.js';
import { barriers, type House } from './support/house.js';

const OWN = 'demo-bank-014';

/** Stories at the page of an institution. */
export function institutionStories(house: House): void {
  describe('the page of an institution', () => {
    it.concurrent('shows its own orders and answers, and nothing of others, also by guessed ids', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system, { passedOnSatang: '2000000' });
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        const holds = await opened.allHeld(2);
        const own = holds.find(({ institution }) => institution === 'th-014');
        const other = holds.find(({ institution }) => institution === 'th-002');

        // Who has no queue begins at the own page.
        const page = await visit(OWN);
        await page.waitForURL(/\/institution$/);
        await page.getByRole('button', { name: own?.noticeReference ?? '', exact: true }).click();
        const detail = page.getByRole('complementary');
        await detail.getByText('ระงับได้บางส่วน · ', { exact: false }).first().waitFor();
        await detail.getByText('30,000.00 บาท', { exact: true }).waitFor();
        expect(await barriers(page)).toEqual([]);
        const saved = page.waitForEvent('download');
        await detail.getByRole('button', { name: 'เอกสารคำสั่ง (PDF)' }).first().click();
        expect((await saved).suggestedFilename()).toMatch(/^order-.*\.pdf$/);
        const text = await page.locator('body').innerText();
        const foreign = [
          other?.noticeReference ?? '',
          theft.victim.accountNo,
          'Somsak',
          'demo-hotline',
          'demo-officer',
        ];
        expect(foreign.filter((each) => text.includes(each))).toEqual([]);

        const guessed = await page.evaluate(
          async (paths) => Promise.all(paths.map(async (path) => (await fetch(path)).status)),
          [
            `/v1/institution/holds/${own?.id}`,
            `/v1/institution/holds/${other?.id}`,
            `/v1/cases/${opened.id}`,
            `/v1/cases/${opened.id}/holds`,
            '/v1/queue',
          ],
        );
        expect(guessed).toEqual([200, 404, 403, 403, 403]);
        await page.goto(`/institution?chosen=${other?.id}`);
        await page.getByRole('table').waitFor();
        await detail.getByText('เลือกแถวด้วย j k', { exact: false }).waitFor();
        await page.goto(`/cases/${opened.id}`);
        await page.getByText('ไม่มีสิทธิ์ดูหน้านี้').first().waitFor();
      }),
    );

    storyInFullRun('shows its keys and breaks, in English, dark and on a phone', () =>
      house.story(async (visit) => {
        const page = await visit(OWN, { path: '/institution?tab=keys', language: 'en', theme: 'dark' });
        await page.getByRole('table').waitFor();
        await page.keyboard.press('j');
        await page.getByRole('complementary').getByText('Public key').waitFor();
        expect(await barriers(page)).toEqual([]);
        const phone = await visit(OWN, { path: '/institution', width: 390, height: 844 });
        await phone.getByRole('table').waitFor();
        expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        expect(await barriers(phone)).toEqual([]);
      }),
    );
  });
}
