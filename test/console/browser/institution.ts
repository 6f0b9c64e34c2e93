import { until } from '../../e2e/support/until.js';
import { ulid } from 'ulid';
import type { BrowserContext } from 'playwright-core';
import type { OwnFindingList } from '../../../web/src/api/schema.js';
import { Case } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { storyInFullRun } from '../../support/full-run.js';
import { cutAt, FEW_WINDOWS, wholeDialog } from './support/cut.js';
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
        await detail.locator('strong').getByText('30,000.00 บาท', { exact: true }).waitFor();
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

    it.concurrent('has what an officer found of its own suspicion, and decides on it with a reason', () =>
      house.story(async (visit) => {
        const sent: unknown[] = [];
        const found = [finding(1, null), finding(2, '2026-11-30T08:00:00.000Z')];
        const before = async (context: BrowserContext) => {
          await context.route('**/v1/institution/findings?*', (route) =>
            route.fulfill({ json: { findings: found, next: null } }),
          );
          await context.route('**/v1/institution/findings/*/decisions', (route) => {
            const asked = route.request().postDataJSON() as { keepSatang: string };
            if (BigInt(asked.keepSatang) >= 5_000_000n) {
              const refused = { code: 'APPEAL.PART', values: { belowSatang: '5000000' } };
              return route.fulfill({ status: 422, json: refused });
            }
            sent.push(asked);
            return route.fulfill({ status: 201, json: { id: found[0]?.id, state: 'upheld_in_part' } });
          });
        };
        const page = await visit(OWN, { path: '/institution?tab=findings', language: 'en', before });
        await page.getByRole('table').waitFor();
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('j');
        const detail = page.getByRole('complementary');
        await detail.getByText('Sales on a market stall; a part is not explained.').waitFor();
        await detail.getByText('10,000.00 baht may stay held').waitFor();
        expect(await barriers(page)).toEqual([]);
        expect(await cutAt(page, FEW_WINDOWS)).toEqual([]);
        await page.setViewportSize({ width: 1440, height: 900 });
        await detail.getByRole('button', { name: 'Let a part go…' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('Stays held (baht)').fill('60,000');
        await dialog.getByLabel('Reason', { exact: true }).fill('Receipts for 40,000 baht.');
        await page.keyboard.press('Control+Enter');
        await dialog.getByText('more than nothing and less than 50,000.00 baht', { exact: false }).waitFor();
        expect(await dialog.getByLabel('Stays held (baht)').getAttribute('aria-invalid')).toBe('true');
        expect(await barriers(page)).toEqual([]);
        await dialog.getByLabel('Stays held (baht)').fill('10,000');
        await wholeDialog(page, 'answer_finding');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        expect(sent).toMatchObject([{ verdict: 'uphold_in_part', keepSatang: '1000000' }]);
        // What was decided has no button more.
        await page.keyboard.press('j');
        await detail.getByText('AOC-TEST-2').waitFor();
        expect(await detail.locator('.detail-acts button').count()).toBe(0);
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('gives and takes workbooks where the institution has no address, row by row', () =>
      house.story(async (visit) => {
        const sent: unknown[] = [];
        const bytes = 'a workbook';
        const rows = [
          sheetRow([2], { state: 'waits', amountSatang: '100000000' }),
          sheetRow([3, 4], { state: 'taken', applied: true }),
          sheetRow([5], { state: 'refused', code: 'SHEET.FORMULA', column: 'answerBaht', kind: null, subjectId: null }),
        ];
        const sheet = {
          id: ulid(),
          uploadedAt: '2026-11-30T08:00:00.000Z',
          uploadedBy: 'demo-bank-014-2',
          fileSha256: 'ab'.repeat(32),
          isOwn: false,
          rows,
        };
        const before = async (context: BrowserContext) => {
          await context.route('**/v1/institution/keys', async (route) => {
            const answer = await route.fetch();
            return route.fulfill({ json: { ...((await answer.json()) as object), exchangesBy: 'spreadsheet' } });
          });
          await context.route('**/v1/institution/workbooks', (route) =>
            route.fulfill({ body: bytes, contentType: 'application/octet-stream' }),
          );
          await context.route('**/v1/institution/sheets?*', (route) =>
            route.fulfill({ json: { sheets: [sheet], next: null } }),
          );
          await context.route('**/v1/institution/sheets', (route) => {
            sent.push(route.request().postData());
            return route.fulfill({ status: 201, json: { sheet, openRows: 1 } });
          });
          await context.route('**/v1/institution/sheets/*/decisions', (route) => {
            sent.push(route.request().postDataJSON());
            return route.fulfill({ status: 201, json: sheet });
          });
        };
        const page = await visit(OWN, { path: '/institution?tab=sheets', language: 'en', before });
        await page.getByRole('table').waitFor();
        const saved = page.waitForEvent('download');
        await page.getByRole('button', { name: 'Get as CSV' }).click();
        expect((await saved).suggestedFilename()).toBe('rangap-th-014.csv');
        const file = { name: 'filled.csv', mimeType: 'text/csv', buffer: Buffer.from(bytes) };
        await page.locator('input[type=file]').setInputFiles(file);
        await page.getByText('1 taken · 1 wait for a second person · 0 known already · 1 refused').waitFor();
        const detail = page.getByRole('complementary');
        await detail.getByText('A cell holds a formula: type the value').waitFor();
        await detail.getByText('answerBaht', { exact: true }).waitFor();
        expect(await barriers(page)).toEqual([]);
        expect(await cutAt(page, FEW_WINDOWS)).toEqual([]);
        await page.setViewportSize({ width: 1440, height: 900 });
        await detail.getByRole('button', { name: 'Confirm 1 that wait' }).click();
        await detail.getByRole('button', { name: 'Decline…' }).click();
        await page.getByRole('dialog').getByRole('textbox').fill('The account is another.');
        await wholeDialog(page, 'decline_sheet');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
        expect(sent).toEqual([
          bytes,
          { decision: 'confirm' },
          { decision: 'decline', reason: 'The account is another.' },
        ]);
      }),
    );

    it.concurrent('says of a break what is so, which changes nothing by itself', () =>
      house.story(async (visit) => {
        const { complaint } = await commitTheft(house.system, { victimBank: 'th-014' });
        const transfers = complaint.transfers.map((transfer) => ({ ...transfer, amountSatang: '4900000' }));
        const opened = await Case.open(house.system, { ...complaint, transfers }, { rulebook: 'law' });
        await until('the bank says another amount', 25, async () => {
          const rows = await house.system.db.query<object[]>('SELECT 1 FROM break_record WHERE case_id = $1', [
            opened.id,
          ]);
          return rows.length > 0 ? true : undefined;
        });
        const page = await visit(OWN, { path: '/institution?tab=breaks', language: 'en' });
        await page.getByRole('row').filter({ hasText: opened.accepted.caseNo }).getByRole('button').first().click();
        const detail = page.getByRole('complementary');
        await detail.locator('.detail-acts button').first().click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('textbox').fill('The customer paid 50,000 baht, we looked again.');
        await wholeDialog(page, 'answer_break');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        // Whoever works by keyboard goes on where the dialog was opened.
        const opener = detail.locator('.detail-acts button').first();
        expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true);
        await detail.getByText('The customer paid 50,000 baht, we looked again.').waitFor();
        const open = await house.system.db.query<object[]>(
          'SELECT 1 FROM break_record WHERE case_id = $1 AND closed_at IS NULL',
          [opened.id],
        );
        expect(open).toHaveLength(1);

        // Who gains by the money says so, and a colleague answers for it.
        await detail.getByRole('button', { name: 'Declare an interest' }).click();
        await dialog.getByRole('textbox').fill('The holder is my brother.');
        await wholeDialog(page, 'own_interest');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        await detail.getByText('Your interest is on record').waitFor();
        // It stands after a reload too, and what a colleague answers for is not drawn.
        await page.reload();
        await detail.getByText('Your interest is on record').waitFor();
        expect(await detail.locator('.detail-acts button').count()).toBe(0);
        expect(await detail.getByRole('button', { name: 'Declare an interest' }).count()).toBe(0);
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

/** What an officer found for a holder whose money only this institution suspects; settled: it decided. */
function finding(nth: number, settledAt: string | null): OwnFindingList['findings'][number] {
  return {
    id: ulid(),
    caseNo: `TEST-${nth}`,
    holdId: ulid(),
    noticeReference: `AOC-TEST-${nth}`,
    accountMasked: 'xxxxxx1234',
    heldSatang: '5000000',
    expiresAt: '2026-12-08T03:00:00.000Z',
    since: '2026-11-30T03:00:00.000Z',
    dueAt: '2026-11-30T15:00:00.000Z',
    state: settledAt === null ? 'under_review' : 'upheld',
    settledAt,
    hasInterest: false,
    findings: [
      {
        tier: 'police',
        th: 'ขายของที่ตลาด อีกส่วนยังอธิบายไม่ได้',
        en: 'Sales on a market stall; a part is not explained.',
        keepSatang: '1000000',
      },
    ],
  };
}

/** A row of an uploaded workbook, with what a test says otherwise. */
function sheetRow(rowNos: number[], changes: object): object {
  return {
    rowNos,
    kind: 'hold.receipt',
    subjectId: ulid(),
    amountSatang: null,
    code: null,
    column: null,
    decidedBy: null,
    decidedAt: null,
    declineReason: null,
    applied: null,
    reason: null,
    ...changes,
  };
}
