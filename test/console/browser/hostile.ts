import type { Page } from 'playwright-core';
import { AppealQueue } from '../../../src/wire/case/appeal.js';
import { Case, ok } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { until } from '../../e2e/support/until.js';
import { caseWithEvidence } from './support/case-with-evidence.js';
import { barriers, type House } from './support/house.js';

/** What nobody may write at all: it turns the rest of a line around. */
const OVERRIDE = 'invoice\u202Efdp.exe';
/** Markup, a formula, signs that are not seen, letters from right to left, marks on marks. */
const HOSTILE = [
  '<script>window.isHacked = true</script><img src=x onerror="window.isHacked = true">',
  "=cmd|'/C calc'!A0",
  'a\u200Bb\u2060c\u200F',
  'ابج שלום',
  `ก${'\u0E49'.repeat(30)}`,
].join(' ');
/** The part of it that everybody must be able to read where it is shown. */
const SHOWN = "=cmd|'/C calc'!A0";

/** Stories of who writes what is meant to run on the reader's machine. */
export function hostileStories(house: House): void {
  describe('a hostile text', () => {
    it.concurrent('shows as text on the pages of the centre, and in no export as a formula', () =>
      house.story(async (visit) => {
        const { opened, theft } = await caseWithEvidence(house);
        const path = `/v1/cases/${opened.id}`;
        const refused = await house.system.lawCentre.post('officer-1', `${path}/notes`, { text: OVERRIDE });
        expect(refused).toMatchObject({ status: 400, body: { code: 'REQUEST.SCHEMA' } });
        await opened.post('officer-1', `${path}/notes`, { text: HOSTILE });
        await opened.post('officer-1', `${path}/assignments`, { assignee: 'demo-officer-2', note: HOSTILE });
        await opened.post('hotline-1', `/v1/complaints/${opened.id}/supplements`, {
          note: HOSTILE,
          suspectContacts: [{ kind: 'line', value: "=cmd|'/C calc'!A0 ابج" }],
        });
        await opened.requestFreeze('officer-1', { kind: 'aoc_suspension', account: theft.mule, reason: HOSTILE });

        const page = await visit('demo-supervisor-1', { path: `/?tab=all&text=${opened.accepted.caseNo}` });
        await page.waitForURL(/chosen=/);
        await harmless(page);
        await page.goto(`/cases/${opened.id}`);
        await page.locator('.quoted').filter({ hasText: SHOWN }).waitFor();
        await page.keyboard.press('9');
        await page.locator('.notes .said').filter({ hasText: SHOWN }).waitFor();
        await harmless(page);
        await page.keyboard.press('0');
        const told = page.getByRole('region', { name: 'คำแจ้ง', exact: true });
        await told
          .getByRole('row', { name: /คำบอกเล่า/ })
          .last()
          .getByRole('button', { name: 'ดูเต็ม' })
          .click();
        await page.getByRole('dialog').getByRole('textbox').fill(HOSTILE);
        await page.keyboard.press('Control+Enter');
        await told.locator('p.said').filter({ hasText: SHOWN }).waitFor();
        await told.locator('td.said').filter({ hasText: SHOWN }).waitFor();
        await harmless(page);
        await page.keyboard.press('5');
        await page.getByRole('region', { name: 'เหตุการณ์' }).locator('table').waitFor();
        await page.keyboard.press('a');
        await page.getByRole('dialog').getByText(SHOWN, { exact: false }).waitFor();
        await harmless(page);
        expect(await barriers(page)).toEqual([]);

        const auditor = await visit('demo-auditor-1', { path: '/auditor', language: 'en' });
        await auditor.getByRole('table').waitFor();
        await harmless(auditor);
        const csv = await auditor.evaluate(async () =>
          (await fetch('/v1/exchanges', { headers: { accept: 'text/csv' } })).text(),
        );
        const cells = csv.split('\r\n').flatMap((line) => line.split(','));
        expect(cells.length).toBeGreaterThan(14);
        expect(cells.filter((cell) => /^"?\s*[=+\-@]/.test(cell))).toEqual([]);
      }),
    );

    it.concurrent('shows as text to holder, victim, unfreeze desk and institution, and in the order as PDF', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const complaint = { ...theft.complaint, narrative: HOSTILE };
        const opened = await Case.open(house.system, complaint, { rulebook: 'law' });
        const [hold] = await opened.allHeld(1);
        const notices = await house.system.stage.noticesOn(theft.mule);
        const notice = notices.find((each) => each.notice.appealSecret !== undefined)?.notice;
        const { lawCentre } = house.system;

        const holder = await visit(null, { path: '/holder', width: 390, height: 844 });
        await holder
          .getByRole('textbox')
          .nth(0)
          .fill(notice?.reference ?? '');
        await holder
          .getByRole('textbox')
          .nth(1)
          .fill(notice?.appealSecret ?? '');
        await holder.keyboard.press('Enter');
        await holder.getByRole('button', { name: 'อุทธรณ์การระงับ' }).click();
        // What turns a line around is refused, and what was typed stays.
        await holder.locator('textarea').fill(OVERRIDE);
        await holder.getByRole('button', { name: 'ส่งคำอุทธรณ์' }).click();
        await holder.getByText('มองไม่เห็นหรือกลับทิศทาง', { exact: false }).waitFor();
        expect(await holder.locator('textarea').inputValue()).toBe(OVERRIDE);
        await holder.locator('textarea').fill(HOSTILE);
        await holder.getByRole('button', { name: 'ส่งคำอุทธรณ์' }).click();
        await holder.getByText('รับคำอุทธรณ์แล้ว', { exact: false }).first().waitFor();
        await harmless(holder);

        const appeal = await until('the appeal waits', 10, async () => {
          const { appeals } = await lawCentre.read('officer-1', '/v1/appeals?limit=200', AppealQueue);
          return appeals.find(({ reference }) => reference === notice?.reference)?.id;
        });
        const desk = await visit('demo-desk-1', { path: `/unfreeze?chosen=${appeal}` });
        await desk.locator('.said').filter({ hasText: SHOWN }).waitFor();
        await harmless(desk);

        const decision = { verdict: 'uphold', reason: { th: HOSTILE } };
        ok(await lawCentre.post('officer-2', `/v1/appeals/${appeal}/decisions`, decision), 201);
        await holder.getByRole('button', { name: 'ปิดข้อมูลนี้' }).click();
        await holder
          .getByRole('textbox')
          .nth(0)
          .fill(notice?.reference ?? '');
        await holder
          .getByRole('textbox')
          .nth(1)
          .fill(notice?.appealSecret ?? '');
        await holder.keyboard.press('Enter');
        await holder.locator('.said').filter({ hasText: SHOWN }).waitFor();
        await harmless(holder);

        const given = ok(await lawCentre.post('hotline-1', `/v1/complaints/${opened.id}/secrets`, {}), 201);
        const victim = await visit(null, { path: '/victim', width: 390, height: 844 });
        await victim.getByRole('textbox').nth(0).fill(opened.accepted.caseNo);
        await victim
          .getByRole('textbox')
          .nth(1)
          .fill(String((given as { secret: string }).secret));
        await victim.keyboard.press('Enter');
        await victim.getByRole('main').getByText(opened.accepted.caseNo).first().waitFor();
        await harmless(victim);

        const bank = await visit('demo-bank-014', { path: '/institution?tab=all' });
        await bank.getByRole('button', { name: hold?.noticeReference ?? '', exact: true }).click();
        await harmless(bank);
        const saved = bank.waitForEvent('download');
        await bank.getByRole('button', { name: 'เอกสารคำสั่ง (PDF)' }).first().click();
        const pdf = await (await saved).createReadStream();
        const bytes = Buffer.concat(await pdf.toArray()).toString('latin1');
        expect(bytes).toMatch(/^%PDF-/);
        expect(bytes).not.toMatch(/\/(JavaScript|JS|OpenAction|AA|Launch|URI)\b/);
      }),
    );
  });
}

/** Nothing of a text ran or was drawn, and it takes no more room than the page has. */
async function harmless(page: Page): Promise<void> {
  expect(await page.evaluate(() => 'isHacked' in window)).toBe(false);
  expect(await page.locator('img').count()).toBe(0);
  const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
}
