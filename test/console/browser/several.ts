import type { Page } from 'playwright-core';
import type { CaseView } from '../../../web/src/api/schema.js';
import { Case, ok } from '../../e2e/support/case.js';
import { commitTheft, digits, newAccount } from '../../e2e/support/theft.js';
import { en } from '../../../web/src/case/words.js';
import { en as enOrders } from '../../../web/src/orders/words.js';
import { cutAt, wholeDialog } from './support/cut.js';
import { barriers, type House } from './support/house.js';

const [OFFICER, INQUIRY] = ['demo-officer-1', 'demo-inquiry-1'];
const DAY_MS = 86_400_000;
/** The least window that the centre works in beside two documents. */
const SMALL = { width: 1152, height: 720 };

/** Stories of several holds of a case in one act: one reason, one end, each with its own receipt or refusal. */
export function severalStories(house: House): void {
  describe('several holds of a case', () => {
    it.concurrent('leave the trail its room below their tasks and parts, with long names too', () =>
      house.story(async (visit) => {
        const { opened } = await threeHolds(house);
        const page = await visit(OFFICER, {
          path: `/cases/${opened.id}`,
          ...SMALL,
          // A long type.
          before: (context) =>
            context.route(`**/v1/cases/${opened.id}`, async (route) => {
              const view = (await (await route.fetch()).json()) as CaseView;
              return route.fulfill({ json: { ...view, caseType: 'officer.notice' } });
            }),
        });
        await page.locator('.case-clock .other-tasks li').nth(1).waitFor();
        await page.locator('.react-flow__node').nth(1).waitFor();
        const heightOf = async (part: string) => (await page.locator(part).boundingBox())?.height ?? Infinity;
        for (const size of [SMALL, { width: 1366, height: 768 }]) {
          await page.setViewportSize(size);
          expect([size.width, (await heightOf('.case-head')) < 140]).toEqual([size.width, true]);
          expect([size.width, (await heightOf('.case-centre > .tabs')) < 40]).toEqual([size.width, true]);
        }
        expect(await cutAt(page, [SMALL])).toEqual([]);
      }),
    );

    it.concurrent('are let go by one reason, where each says whom it frees and one that is gone stops no other', () =>
      house.story(async (visit) => {
        const { opened, mule } = await threeHolds(house);
        const page = await visit(OFFICER, { path: `/cases/${opened.id}`, language: 'en', ...SMALL });
        await page.getByRole('button', { name: /^Holds/ }).click();

        // One alone: whom it frees, whose report loses it, and the trail below, which stays.
        const first = page.locator('.hold').filter({ hasText: mule });
        await first.getByRole('button', { name: /^Release/ }).click();
        const one = page.getByRole('dialog');
        await one.getByRole('heading', { name: new RegExp(`^Release 20,000.00 baht .*${mule}`) }).waitFor();
        await wholeDialog(page, 'release');
        await one.getByText(`Report ${opened.accepted.caseNo} loses 20,000.00 baht that are held`).waitFor();
        await one.getByText(en.release.belowStays).waitFor();
        expect(await one.locator('.plain-rows li').count()).toBe(2);
        await one.getByText('Hop 1 · traced 20,000 · held 20,000 baht').waitFor();
        // What section 7 holds, no proof of AOC-85C revokes.
        expect(await one.getByText(en.release.unrelated).count()).toBe(0);
        expect([await barriers(page), await cutAt(page, [SMALL])]).toEqual([[], []]);
        await page.keyboard.press('Escape');

        await page.getByRole('button', { name: /^Let several go \(3\)/ }).click();
        const dialog = page.getByRole('dialog');
        const boxes = dialog.locator('fieldset').getByRole('checkbox');
        for (const box of await boxes.all()) await box.check();
        await dialog.getByRole('heading', { name: /^Let 50,000.00 baht go, 3 holds/ }).waitFor();
        await wholeDialog(page, 'several_holds');
        expect(await dialog.getByRole('heading', { name: en.release.reach }).count()).toBe(3);
        await dialog.getByRole('textbox').fill('The shop sold the goods; the bank confirms it.');
        expect([await barriers(page), await cutAt(page, [SMALL])]).toEqual([[], []]);

        // A colleague lets one go meanwhile.
        const [gone] = await opened.holds();
        ok(
          await opened.post('supervisor-1', `/v1/holds/${gone?.id}/release`, { reason: 'A shop.', unrelated: false }),
          201,
        );
        await page.keyboard.press('Control+Enter');
        await outcomes(page, { done: 2, refused: 1 });
        expect([await barriers(page), await cutAt(page, [SMALL])]).toEqual([[], []]);
        const rows = await house.system.db.query<{ reason: string; person: string; count: string }[]>(
          `SELECT r.reason, r.ordered_by AS person, count(*) FROM release_order r JOIN hold h ON h.id = r.hold_id
            WHERE h.case_id = $1 GROUP BY 1, 2 ORDER BY 2`,
          [opened.id],
        );
        expect(rows).toEqual([
          { reason: 'OFFICER_RELEASE', person: OFFICER, count: '2' },
          { reason: 'OFFICER_RELEASE', person: 'demo-supervisor-1', count: '1' },
        ]);
      }),
    );

    it.concurrent('go on by one reason until one day, where one that is let go meanwhile stops no other', () =>
      house.story(async (visit) => {
        const { opened } = await threeHolds(house);
        const page = await visit(INQUIRY, { path: `/cases/${opened.id}`, language: 'en', ...SMALL });
        await page.getByRole('button', { name: /^Continue several \(3\)/ }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('heading', { name: /^Go on holding 50,000.00 baht, 3 holds/ }).waitFor();
        await dialog.getByText(enOrders.order.basis, { exact: true }).waitFor();
        await dialog.getByRole('button', { name: '15 days' }).click();
        const askedMs = Date.now();
        await dialog.getByRole('textbox').last().fill('Evidence for the prosecution is gathered.');
        expect([await barriers(page), await cutAt(page, [SMALL])]).toEqual([[], []]);

        const gone = (await opened.holds()).at(-1);
        ok(
          await opened.post('officer-1', `/v1/holds/${gone?.id}/release`, { reason: 'A shop.', unrelated: false }),
          201,
        );
        await page.keyboard.press('Control+Enter');
        await outcomes(page, { done: 2, refused: 1 });
        expect([await barriers(page), await cutAt(page, [SMALL])]).toEqual([[], []]);
        await page.keyboard.press('Escape');
        const continued = (await opened.holds()).filter(({ kind }) => kind === 'continue_order');
        expect(continued.map(({ id }) => id)).not.toContain(gone?.id);
        expect(continued).toHaveLength(2);
        for (const { expiresAt } of continued)
          expect(Math.abs(Date.parse(expiresAt) - askedMs - 15 * DAY_MS)).toBeLessThan(DAY_MS / 2);
      }),
    );
  });
}

/** Waits until each chosen hold says beside it what became of it. */
async function outcomes(page: Page, { done, refused }: { done: number; refused: number }): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByText(enOrders.order.several.some).waitFor();
  expect([await dialog.locator('.held-words').count(), await dialog.locator('.failed-words').count()]).toEqual([
    done,
    refused,
  ]);
}

/** A case of the rulebook of the law whose money is held at three accounts: 20,000, 20,000 and 10,000 baht. */
async function threeHolds(house: House): Promise<{ opened: Case; mule: string }> {
  const theft = await commitTheft(house.system, { passedOnSatang: '2000000' });
  const { stage } = house.system;
  const beside = newAccount('th-004');
  await stage.openAccount(beside);
  await stage.pay({
    from: theft.mule,
    to: { account: beside },
    amountSatang: '1000000',
    reference: `SEVERAL-${digits(12)}`,
    at: new Date(Date.now() - 8 * 60_000).toISOString(),
  });
  const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
  await opened.debitConfirmed();
  await opened.allHeld(3);
  await opened.evidenceComplete();
  return { opened, mule: theft.mule.accountNo.slice(-4) };
}
