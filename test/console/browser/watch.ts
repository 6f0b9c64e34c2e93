import type { BrowserContext } from 'playwright-core';
import { Case } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { HoldList, type HoldView } from '../../../src/wire/case/hold.js';
import { storyInFullRun } from '../../support/full-run.js';
import { barriers, type House } from './support/house.js';

/**
 * Stories of the residual watch of a hold (P-RESID). The rule is off until the centre decides
 * otherwise, so the API's answer about a real hold is given as it is where the rule is on.
 */
export function watchStories(house: House): void {
  describe('the watch for later credits of a hold', () => {
    storyInFullRun('says what is watched for, until when, and what became of each credit', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(1);
        let isOver = false;
        const before = (context: BrowserContext) =>
          context.route(`**/v1/cases/${opened.id}/holds`, async (route) => {
            const response = await route.fetch();
            const { holds } = HoldList.parse(await response.json());
            await route.fulfill({ response, json: { holds: holds.map((hold) => watched(hold, isOver)) } });
          });
        const page = await visit('demo-officer-1', { path: `/cases/${opened.id}`, before });
        await page.getByRole('button', { name: /^คำสั่งระงับ/ }).click();
        const watch = page.getByRole('region', { name: 'การเฝ้าดูเงินเข้าเพิ่ม' });
        await watch.getByText('เฝ้าดูเงินเข้าเพิ่ม', { exact: true }).waitFor();
        await watch.getByText('หรือเมื่อระงับได้ครบ', { exact: false }).waitFor();
        await watch.getByText('จนครบส่วนที่ยังไม่ได้ระงับ 20,000.00 บาท', { exact: false }).waitFor();
        const credits = watch.getByRole('listitem');
        await credits
          .filter({ hasText: 'เงินเข้า 5,000.00 บาท' })
          .getByText('ขอระงับเพิ่ม 5,000.00 บาท', { exact: false })
          .waitFor();
        await credits.filter({ hasText: 'เงินเข้า 150.00 บาท' }).getByText('ยังไม่นำไปใช้', { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);

        await page.getByRole('button', { name: 'English' }).click();
        const english = page.getByRole('region', { name: 'Watch for later credits' });
        await english.getByText('asked to hold 5,000.00 baht more', { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);

        isOver = true;
        await page.reload();
        await page.getByRole('button', { name: /^คำสั่งระงับ/ }).click();
        await watch.getByText('เลิกเฝ้าดูแล้ว', { exact: true }).waitFor();
        expect(await watch.getByText('ขอให้สถาบันแจ้งเงินที่เข้าบัญชีภายหลัง', { exact: false }).count()).toBe(0);
        expect(await barriers(page)).toEqual([]);
      }),
    );
  });
}

/** Gives a hold as one whose order watches later credits: 30,000 of 50,000 baht are held, two credits came. */
function watched(hold: HoldView, isOver: boolean): HoldView {
  const at = hold.orderedAt;
  const request = { id: 'caught', state: 'requested' as const, raiseSatang: '500000' };
  const credit = { at, receivedAt: at };
  return {
    ...hold,
    state: isOver ? 'held' : 'partly_held',
    missingSatang: isOver ? '0' : '2000000',
    orders: hold.orders.map((order) => ({ ...order, watchesCredits: true })),
    laterCredits: [
      { ...credit, id: 'first', amountSatang: '500000', outcome: 'CATCH_REQUESTED', request },
      { ...credit, id: 'second', amountSatang: '15000', outcome: null, request: null },
    ],
  };
}
