import type { Page } from 'playwright-core';
import { Case, ok } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { until } from '../../e2e/support/until.js';
import { storyInFullRun } from '../../support/full-run.js';
import { wholeDialog } from './support/cut.js';
import { barriers, type House } from './support/house.js';
import { signedIn } from './support/signed-in.js';

const [OPERATOR, OFFICER, SUPERVISOR, ADMINISTRATOR] = [
  'demo-hotline-1',
  'demo-officer-1',
  'demo-supervisor-1',
  'demo-admin-1',
];

/** Stories of the ways between pages: from what waits to where it is done, and back. */
export function wayStories(house: House): void {
  describe('the way', () => {
    storyInFullRun('leads from what waits for a second person to where it is decided', () =>
      house.story(async (visit) => {
        const opened = await report(house);
        const reason = 'A misunderstanding.';
        const body = { reason, identifiedBy: 'call_back', calledBackAt: new Date().toISOString() };
        ok(await opened.post('hotline-1', `/v1/complaints/${opened.id}/withdrawal`, body), 201);
        const page = await visit(SUPERVISOR, { path: '/supervisor' });
        await page
          .getByRole('row')
          .filter({ hasText: opened.accepted.caseNo })
          .filter({ hasText: 'ถอนคำร้องทุกข์' })
          .getByRole('button')
          .click();
        await page.getByRole('link', { name: /^ไปตัดสิน/ }).waitFor();
        expect(await barriers(page)).toEqual([]);
        await page.getByRole('link', { name: /^ไปตัดสิน/ }).click();
        await page.getByText(reason).waitFor();
        expect(new URL(page.url()).pathname).toBe('/complaints');

        // The head of the case names the next task, and leads to its page too.
        await page.goto(`/cases/${opened.id}`);
        await page.getByRole('link', { name: 'ไปทำงานนี้' }).click();
        await page.waitForURL(/\/complaints\?/);
      }),
    );

    storyInFullRun('leads an inquiry officer from the queue to the complaint that is to be filed', () =>
      house.story(async (visit) => {
        const opened = await report(house);
        const page = await visit('demo-inquiry-1', {
          path: `/complaints?tab=found&chosen=${opened.id}`,
          language: 'en',
        });
        await page.getByRole('button', { name: opened.accepted.caseNo, exact: true }).waitFor();
        await page
          .getByRole('complementary')
          .getByRole('button', { name: /^Record the statement/ })
          .waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('leads back from a case to the queue as it was left', () =>
      house.story(async (visit) => {
        const opened = await report(house);
        const { caseNo } = opened.accepted;
        const page = await visit(OFFICER, { path: `/?tab=all&text=${caseNo}`, width: 1200 });
        await page.getByRole('link', { name: caseNo, exact: true }).waitFor();

        // A narrow screen has no room beside the table: the chosen case lies over it.
        const peek = page.getByRole('complementary', { name: 'เรื่องที่เลือก' });
        await page.getByRole('button', { name: 'ดูเรื่องที่เลือก' }).click();
        await peek.getByRole('button', { name: /^เริ่มทำเรื่อง/ }).waitFor();
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await peek.waitFor({ state: 'hidden' });
        await page.getByRole('link', { name: caseNo, exact: true }).click();
        await page.getByRole('heading', { name: caseNo }).waitFor();
        await page.keyboard.press('Escape');
        await page.getByRole('link', { name: caseNo, exact: true }).waitFor();
        const { searchParams } = new URL(page.url());
        expect([searchParams.get('text'), searchParams.get('chosen')]).toEqual([caseNo, opened.id]);
      }),
    );

    storyInFullRun('leads an operator to the list of keys by a button, and to the record of the notice', () =>
      house.story(async (visit) => {
        const opened = await report(house);
        const page = await visit(OPERATOR, { path: '/intake' });
        await page.locator('#field-narrative:focus').waitFor();
        await page.getByRole('button', { name: 'ปุ่มทั้งหมด' }).click();
        await page.getByRole('dialog').getByText('ปุ่มลัดของหน้านี้').waitFor();
        await wholeDialog(page, 'keys');
        expect(await barriers(page)).toEqual([]);

        await page.goto(`/complaints?chosen=${opened.id}`);
        await page.getByRole('button', { name: /^เปิดบันทึกการแจ้ง/ }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByText('เป็นเจ้าของบัญชีที่เสียหาย', { exact: true }).waitFor();
        expect(await dialog.evaluate(({ scrollTop }) => scrollTop)).toBe(0);
        await wholeDialog(page, 'call_record');
        expect(await barriers(page)).toEqual([]);
        const saved = page.waitForEvent('download');
        await dialog.getByRole('button', { name: 'เก็บสำเนาเป็นข้อความ' }).click();
        expect((await saved).suggestedFilename()).toBe(`record-${opened.accepted.caseNo}.txt`);
        const printed = page.waitForEvent('download');
        await dialog.getByRole('button', { name: 'เก็บสำเนาเป็น PDF' }).click();
        expect((await printed).suggestedFilename()).toBe(`record-${opened.accepted.caseNo}.pdf`);
        const readings = await house.system.db.query<object[]>(
          "SELECT actor FROM audit_event WHERE chain = $1 AND type = 'call_record.read'",
          [opened.id],
        );
        expect(readings).toEqual([{ actor: OPERATOR }, { actor: OPERATOR }]);
      }),
    );

    storyInFullRun('begins with an administrator where a rule or a party is to change', () =>
      house.story(async (visit) => {
        const page = await visit(ADMINISTRATOR, { path: '/supervisor?tab=rules' });
        await page.getByRole('button', { name: /^เสนอแก้กฎ…/ }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByText('เลือกกฎก่อน').waitFor();
        await dialog.getByRole('combobox').selectOption('P-PUBLIC');
        await dialog.getByLabel('(บาท)', { exact: false }).fill('2,000');
        await dialog.getByText('2,000.00 บาท').waitFor();
        await dialog.getByLabel('เหตุผล', { exact: false }).fill('ปัดให้หยาบขึ้น');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        await page.getByRole('row').filter({ hasText: 'P-PUBLIC' }).waitFor();
        const proposed = await house.system.db.query<object[]>(
          "SELECT proposed_by AS by FROM rule_change WHERE rule_id = 'P-PUBLIC'",
        );
        expect(proposed).toEqual([{ by: ADMINISTRATOR }]);

        await page.keyboard.press('2');
        await page.getByRole('button', { name: /^เสนอแก้คู่สื่อสาร…/ }).click();
        await dialog.getByRole('combobox').selectOption({ index: 1 });
        await dialog.getByLabel('เปลี่ยนที่อยู่ระบบ').check();
        await dialog.getByText('ที่อยู่ตอนนี้', { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);

        // What the API refuses stays in the dialog with what was typed, and nothing is proposed.
        await page.goto('/supervisor?tab=rules');
        await page.getByRole('button', { name: /^เสนอแก้กฎ…/ }).click();
        await dialog.getByRole('combobox').selectOption('P-PUBLIC');
        await dialog.getByLabel('(บาท)', { exact: false }).fill('3,000');
        await dialog.getByLabel('เหตุผล', { exact: false }).fill('อีกครั้ง');
        await page.keyboard.press('Control+Enter');
        await dialog.getByText('มีการแก้กฎข้อนี้รอการตัดสินอยู่แล้ว', { exact: false }).waitFor();
        expect(await dialog.getByLabel('เหตุผล', { exact: false }).inputValue()).toBe('อีกครั้ง');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Escape');

        // Who proposed it cannot decide it; another person refuses it.
        await page.getByRole('button', { name: 'P-PUBLIC' }).click();
        await page.getByRole('complementary').getByText('คุณเป็นผู้ขอ', { exact: false }).waitFor();
        for (const act of ['อนุมัติ', 'ไม่อนุมัติ'])
          expect(await page.getByRole('button', { name: new RegExp(`^${act}`) }).isDisabled()).toBe(true);
        const supervisor = await visit(SUPERVISOR, { path: '/supervisor?tab=rules', language: 'en' });
        await supervisor.getByText('Only an administrator proposes').waitFor();
        await supervisor.getByRole('button', { name: 'P-PUBLIC' }).click();
        await supervisor.getByRole('complementary').getByText('2,000.00 baht').waitFor();
        await supervisor.keyboard.press('x');
        await supervisor.getByRole('dialog').getByRole('textbox').fill('Not yet.');
        await supervisor.keyboard.press('Control+Enter');
        await supervisor.getByRole('dialog').waitFor({ state: 'hidden' });
        const decided = await house.system.db.query<object[]>(
          "SELECT state, decided_by AS by FROM rule_change WHERE rule_id = 'P-PUBLIC'",
        );
        expect(decided).toEqual([{ state: 'refused', by: SUPERVISOR }]);
      }),
    );

    storyInFullRun('leads everybody to their sign-ins, and an administrator to those of another', () =>
      house.story(async (visit) => {
        const person = 'demo-hotline-2';
        await signedIn(house, person, visit);
        const other = await visit(person, { path: '/sessions' });
        await other.getByText('หน้าจอนี้').waitFor();
        await other.getByText('แล้วแจ้งผู้ดูแลระบบ', { exact: false }).waitFor();
        expect(await barriers(other)).toEqual([]);

        const page = await visit(ADMINISTRATOR, { language: 'en' });
        await page.getByRole('link', { name: await nameOf(page), exact: true }).click();
        // Who is the administrator is not sent to the administrator.
        await page.getByText('tell the auditor', { exact: false }).waitFor();
        expect(await page.getByText('tell the administrator', { exact: false }).count()).toBe(0);
        await page.getByLabel('User id').fill(person);
        await page.getByRole('button', { name: 'Show sign-ins' }).click();
        await page.getByRole('button', { name: `End all sign-ins of ${person}` }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('heading', { name: `End all sign-ins of ${person} at once` }).waitFor();
        await wholeDialog(page, 'end_sessions');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        await page.getByText('Ended by an administrator', { exact: false }).first().waitFor();
        await until('no session of that person is open', 20, async () => {
          const open = await house.system.db.query<object[]>(
            'SELECT 1 FROM person_session WHERE subject = $1 AND ended_at IS NULL',
            [person],
          );
          return open.length === 0 ? true : undefined;
        });
      }),
    );
  });
}

/** Returns the name by which the page knows who is signed in. */
async function nameOf(page: Page): Promise<string> {
  return page.locator('.person a').innerText();
}

/** Opens a case of the rulebook of the law. */
async function report(house: House): Promise<Case> {
  const theft = await commitTheft(house.system);
  return Case.open(house.system, theft.complaint, { rulebook: 'law' });
}
