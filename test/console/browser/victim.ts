import { Case } from '../../e2e/support/case.js';
import { VictimSecret } from '../../../src/wire/case/complaint.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { until } from '../../e2e/support/until.js';
import { findReport } from './complaints.js';
import { barriers, type House } from './support/house.js';

/** Stories of a victim, on a phone, who has a case number and the secret that 1441 read out. */
export function victimStories(house: House): void {
  describe('a victim', () => {
    it.concurrent('reads what became of the money and what to do next, and nothing of anybody else', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(1);
        // The debit is confirmed, and a second order carries the hold beyond the urgent hour.
        await until('the hold runs to the end of section 7', 25, async (seen) => {
          const holds = await opened.holds();
          seen(holds);
          return holds.every(({ orders }) => orders.length > 1) ? holds : undefined;
        });
        const hotline = await visit('demo-hotline-1', { path: '/complaints' });
        await findReport(hotline, opened.accepted.caseNo);
        await hotline.getByRole('button', { name: 'ให้รหัสแก่ผู้เสียหาย' }).click();
        const secret = await hotline.locator('.secret').innerText();
        expect(await barriers(hotline)).toEqual([]);
        const page = await visit(null, { path: '/victim', width: 390, height: 844 });
        expect(await barriers(page)).toEqual([]);
        await page.getByRole('textbox').nth(0).fill(opened.accepted.caseNo);
        await page.getByRole('textbox').nth(1).fill('AAAABBBBCCCC');
        await page.getByRole('button', { name: 'ดูข้อมูล' }).click();
        await page.getByText('ไม่พบข้อมูลตามเลขและรหัสนี้', { exact: false }).waitFor();
        await page.getByRole('textbox').nth(1).fill(secret);
        await page.getByRole('button', { name: 'ดูข้อมูล' }).click();
        await page.getByText('ระงับไว้ตอนนี้ 50,000.00 บาท จากที่แจ้ง 50,000.00 บาท').waitFor();
        await page.getByText('การแจ้งนี้เป็นคำร้องทุกข์แล้ว (ม.8/5(1)) โปรดไปให้ปากคำ', { exact: false }).waitFor();
        const text = await page.getByRole('main').innerText();
        expect(text).toContain(opened.accepted.caseNo);
        expect(text).not.toMatch(new RegExp(`${theft.mule.accountNo.slice(-4)}\\b|Mule`));
        expect(await barriers(page)).toEqual([]);
        await page.getByRole('button', { name: 'English' }).click();
        await page.getByRole('heading', { name: 'What to do next' }).waitFor();
        expect(page.url()).not.toContain('RG');
      }),
    );

    it.concurrent('is told what is missing of a transfer, and to find it, on a phone and in both languages', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const [{ to } = { to: undefined }] = theft.complaint.transfers;
        const opened = await Case.open(house.system, {
          ...theft.complaint,
          transfers: [],
          incompleteTransfers: [{ to }],
        });
        const { body } = await opened.post('hotline-1', `/v1/complaints/${opened.id}/secrets`, {});
        const page = await visit(null, { path: '/victim', width: 390, height: 844 });
        await page.getByRole('textbox').nth(0).fill(opened.accepted.caseNo);
        await page.getByRole('textbox').nth(1).fill(VictimSecret.parse(body).secret);
        await page.getByRole('button', { name: 'ดูข้อมูล' }).click();
        await page.getByText('ยังไม่ได้ระงับเงิน เพราะยังทราบรายการโอนไม่ครบ').waitFor();
        await page.getByText('หาข้อมูลรายการโอนที่ยังขาด แล้วโทร 1441 ทันที').waitFor();
        await page.getByText('ยังขาด จำนวนเงินที่แน่นอน', { exact: false }).waitFor();
        expect(await page.getByRole('main').innerText()).not.toContain(theft.mule.accountNo);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
        expect(await barriers(page)).toEqual([]);
        await page.getByRole('button', { name: 'English' }).click();
        await page.getByText('Missing: the exact amount, the day and time of the transfer', { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);

        // Beside a transfer that is known, what is not known is never taken for a part of the sum.
        const other = await commitTheft(house.system);
        const both = await Case.open(house.system, {
          ...other.complaint,
          incompleteTransfers: [{ to, amountSatang: '19999900' }],
        });
        await both.allHeld(1);
        const { body: given } = await both.post('hotline-1', `/v1/complaints/${both.id}/secrets`, {});
        const second = await visit(null, { path: '/victim', width: 360, height: 740 });
        await second.getByRole('textbox').nth(0).fill(both.accepted.caseNo);
        await second.getByRole('textbox').nth(1).fill(VictimSecret.parse(given).secret);
        await second.getByRole('button', { name: 'ดูข้อมูล' }).click();
        await second.getByText('จากรายการที่ทราบครบแล้ว 50,000.00 บาท', { exact: false }).waitFor();
        await second.getByText('ไม่รวมรายการที่ยังทราบไม่ครบ ซึ่งยังไม่ระงับเงิน').waitFor();
        expect(await barriers(second)).toEqual([]);
        // Who works on the case reads it beside the bar, which is full.
        const officer = await visit('demo-officer-1', { path: `/cases/${both.id}` });
        await officer.getByText('แจ้งอีก 199,999 บาท ยังไม่รู้รายการโอน').waitFor();
      }),
    );
  });
}
