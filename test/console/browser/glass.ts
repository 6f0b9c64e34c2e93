import { caseWithEvidence } from './support/case-with-evidence.js';
import { storyInFullRun } from '../../support/full-run.js';
import { barriers, type House } from './support/house.js';

const [FIRST, SECOND] = ['demo-supervisor-1', 'demo-supervisor-2'];

/** Stories of broken glass: one supervisor orders alone, and a second one must confirm. */
export function glassStories(house: House): void {
  describe('broken glass', () => {
    it.concurrent('is held down for two seconds, stays loud, and is undone when no second person comes', () =>
      house.story(async (visit) => {
        // In the rulebook of seconds the second person has 15 seconds.
        const { opened } = await caseWithEvidence(house, { rulebook: 'demo' });
        const page = await visit(FIRST, { path: `/cases/${opened.id}` });
        await page.getByRole('button', { name: /^คำสั่งฉุกเฉิน/ }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('heading', { name: /ในชื่อของคุณคนเดียว/ }).waitFor();
        const button = dialog.getByRole('button', { name: /^สั่งระงับ 50,000.00 บาท ทันที/ });
        await dialog.getByRole('textbox').fill('ผู้ถือบัญชียืนอยู่ที่เคาน์เตอร์');
        // Neither Ctrl+Enter nor a short press orders anything.
        await page.keyboard.press('Control+Enter');
        await button.focus();
        await page.keyboard.press('Space');
        await dialog.getByText('ยังไม่มีอะไรเกิดขึ้น', { exact: false }).waitFor();
        expect((await opened.view()).freezeRequests).toEqual([]);

        await page.keyboard.down('Space');
        await dialog.waitFor({ state: 'hidden' });
        await page.keyboard.up('Space');
        const strip = page.getByRole('status').filter({ hasText: 'คำสั่งฉุกเฉินโดย' });
        await strip.getByText('ยังไม่มีคนที่สองยืนยัน', { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);
        await page.getByText('ไม่มีคนที่สองยืนยันในเวลา', { exact: false }).waitFor();
        expect((await opened.view()).freezeRequests).toMatchObject([{ state: 'expired', kind: 'break_glass' }]);
        await opened.holdThat('was let go', 25, ({ state }) => state === 'released' || state === 'release_ordered');
      }),
    );

    storyInFullRun('is not needed where nobody decides: the request goes up by itself, and is on top', () =>
      house.story(async (visit) => {
        // In the rulebook of seconds a request goes up after ten.
        const { opened, theft } = await caseWithEvidence(house, { rulebook: 'demo' });
        const body = { kind: 'aoc_suspension' as const, account: theft.mule, reason: 'AMLO lists the holder.' };
        await opened.requestFreeze('officer-1', body);
        const page = await visit(SECOND, { path: '/supervisor' });
        const row = page.getByRole('row').filter({ hasText: opened.accepted.caseNo });
        await row.getByText('ไม่มีใครตัดสินในเวลา', { exact: false }).waitFor();
        const first = page.getByRole('row').nth(1);
        await first.getByText('ไม่มีใครตัดสินในเวลา', { exact: false }).waitFor();
        await page.goto(`/cases/${opened.id}`);
        await page.getByText('ขึ้นถึงหัวหน้าแล้ว', { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('is confirmed by a second supervisor, never by the first', () =>
      house.story(async (visit) => {
        const { opened, theft } = await caseWithEvidence(house);
        const body = { kind: 'break_glass' as const, account: theft.mule, reason: 'The holder is at the counter.' };
        await opened.requestFreeze('supervisor-1', body);
        const [first, second] = [
          await visit(FIRST, { path: `/cases/${opened.id}` }),
          await visit(SECOND, { path: `/cases/${opened.id}`, language: 'en' }),
        ];
        await first.getByText('ผู้อนุมัติต้องเป็นอีกคน', { exact: false }).waitFor();
        await second.getByText('no second person yet', { exact: false }).waitFor();
        await second.getByRole('button', { name: /^Approve 50,000.00 baht/ }).click();
        await second.getByRole('dialog').getByRole('textbox').fill('I agree.');
        await second.keyboard.press('Control+Enter');
        await first.getByText('ยังไม่มีคนที่สองยืนยัน', { exact: false }).waitFor({ state: 'hidden' });
        expect((await opened.view()).freezeRequests).toMatchObject([{ state: 'approved' }]);
      }),
    );
  });
}
