import type { Page } from 'playwright-core';
import { Case, ok } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { until } from '../../e2e/support/until.js';
import { storyInFullRun } from '../../support/full-run.js';
import { cutAt, DESKS, wholeDialog } from './support/cut.js';
import { barriers, type House } from './support/house.js';

const SUPERVISOR = 'demo-supervisor-2';

/** Stories at the supervisor's page. */
export function supervisorStories(house: House): void {
  describe("the supervisor's page", () => {
    it.concurrent('settles a break with what was agreed', () =>
      house.story(async (visit) => {
        // The victim's bank knows the transfer with another amount than the victim says.
        const { complaint } = await commitTheft(house.system);
        const transfers = complaint.transfers.map((transfer) => ({ ...transfer, amountSatang: '4900000' }));
        const opened = await Case.open(house.system, { ...complaint, transfers }, { rulebook: 'law' });
        await until('the bank says another amount', 25, async () => {
          const rows = await house.system.db.query<object[]>('SELECT 1 FROM break_record WHERE case_id = $1', [
            opened.id,
          ]);
          return rows.length > 0 ? true : undefined;
        });
        const page = await visit(SUPERVISOR, { path: '/supervisor?tab=breaks' });
        const row = page.getByRole('row').filter({ hasText: opened.accepted.caseNo });
        await row.getByRole('button').click();
        const facts = page.getByRole('complementary');
        await facts.getByText('สถาบัน', { exact: true }).waitFor();
        await facts.getByText('แจ้งว่าโอน 49,000.00 บาท').waitFor();
        await facts.getByText('หักบัญชี 50,000.00 บาท').waitFor();
        // The bank did answer.
        expect(await facts.getByText(/ไม่ตอบ/).count()).toBe(0);
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('a');
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('heading', { name: new RegExp(opened.accepted.caseNo) }).waitFor();
        await wholeDialog(page, 'settle_break');
        expect(await barriers(page)).toEqual([]);
        await dialog.getByRole('textbox').fill('The caller misread the amount.');
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        await row.waitFor({ state: 'hidden' });
        const settled = await house.system.db.query<object[]>(
          'SELECT closed_by AS by, close_reason AS reason FROM break_record WHERE case_id = $1',
          [opened.id],
        );
        expect(settled).toEqual([{ by: SUPERVISOR, reason: 'The caller misread the amount.' }]);
      }),
    );

    it.concurrent('shows what a change of a rule would change, and refuses it', () =>
      house.story(async (visit) => {
        const { lawCentre } = house.system;
        const proposal = { ruleId: 'P-REL', parameters: { lowSatang: 60_000 }, reason: 'Prices have risen.' };
        const { id } = ok(await lawCentre.post('admin-1', '/v1/rule-changes', proposal), 201) as { id: string };
        const page = await visit(SUPERVISOR, { path: '/supervisor?tab=rules', language: 'en' });
        await page.getByRole('button', { name: 'P-REL' }).click();
        const detail = page.getByRole('complementary');
        await detail.getByText('600.00 baht').waitFor();
        await detail.getByText('cases of the newest', { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('x');
        await page.getByRole('dialog').getByRole('textbox').fill('Not this year.');
        await wholeDialog(page, 'decide_proposal');
        await page.keyboard.press('Control+Enter');
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
        await page.getByRole('button', { name: 'P-REL' }).waitFor({ state: 'hidden' });
        const decided = await house.system.db.query<object[]>(
          'SELECT state, decided_by AS by FROM rule_change WHERE id = $1',
          [id],
        );
        expect(decided).toEqual([{ state: 'refused', by: SUPERVISOR }]);
      }),
    );

    it.concurrent('works out, while an administrator types a number, what the rule does with it', () =>
      house.story(async (visit) => {
        const page = await visit('demo-admin-1', { path: '/supervisor?tab=rules', language: 'en' });
        await page.getByRole('button', { name: 'Propose a rule change…' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('combobox').selectOption('P-NOTICE');
        const row = dialog.getByRole('row').filter({ hasText: 'Most unconfirmed orders on notices' });
        await row.getByRole('textbox').fill('20');
        await row.getByText("Now: Order on one institution's notices no. 41 waits for the debit").waitFor();
        await row.getByText("Then: Order on one institution's notices no. 21 waits for the debit").waitFor();
        await dialog.getByText('of the newest', { exact: false }).waitFor();
        await wholeDialog(page, 'propose_rule');
        expect(await barriers(page)).toEqual([]);
        expect(await cutAt(page, DESKS)).toEqual([]);
        const [{ count = '' } = {}] = await house.system.db.query<{ count: string }[]>(
          `SELECT count(*) FROM rule_change WHERE rule_id = 'P-NOTICE'`,
        );
        expect(count).toBe('0');
      }),
    );

    it.concurrent('shows every rule that can be changed whole, and keeps the keyboard where a role was taken out', () =>
      house.story(async (visit) => {
        const page = await visit('demo-admin-1', { path: '/supervisor?tab=rules', width: 1024, height: 640 });
        await page.getByRole('button', { name: 'เสนอแก้กฎ…' }).click();
        const dialog = page.getByRole('dialog');
        const rules = dialog.getByRole('combobox').first();
        await rules.locator('option').nth(1).waitFor({ state: 'attached' });
        const cut: string[] = [];
        for (const words of (await rules.locator('option').allInnerTexts()).slice(1)) {
          const [value = ''] = words.split(' · ');
          await rules.selectOption(value);
          await dialog.getByRole('heading', { name: value }).waitFor();
          cut.push(...(await narrowCells(page)).map((each) => `${value}: ${each}`));
        }
        expect(cut).toEqual([]);

        await rules.selectOption('P-APP');
        await dialog.getByRole('button', { name: /^เอา/ }).first().press('Enter');
        expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SELECT');
        await dialog.getByRole('textbox').first().fill('๕');
        await dialog.getByText('ต้องเป็นจำนวนเต็มของหน่วยที่กฎใช้').first().waitFor({ state: 'hidden' });
      }),
    );

    it.concurrent('lets an administrator ask for each change of a party, above all to revoke a key', () =>
      house.story(async (visit) => {
        const page = await visit('demo-admin-1', { path: '/supervisor?tab=parties', language: 'en' });
        await page.getByRole('button', { name: 'Propose a party change…' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('combobox').selectOption('th-006');
        for (const change of ['Change the address', 'Add a key', 'Revoke a key']) {
          await dialog.getByLabel(change, { exact: true }).check();
          expect(await barriers(page)).toEqual([]);
        }
        await dialog.getByRole('group', { name: 'Key', exact: true }).getByRole('radio').first().check();
        await dialog
          .getByLabel('Why the party may be left without a key')
          .fill('The key was stolen, and no other is here yet.');
        await dialog
          .getByLabel('Why, and how the party proved that it wants this')
          .fill('Called back on the number of the contract.');
        await wholeDialog(page, 'propose_party');
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        const asked = await house.system.db.query<object[]>(
          `SELECT kind, state FROM party_change WHERE party = 'th-006'`,
        );
        expect(asked).toEqual([{ kind: 'revoke_key', state: 'requested' }]);
      }),
    );

    it.concurrent('approves what an officer asked for at a case, and NBTC answers on both pages', () =>
      house.story(async (visit) => {
        const number = `06${String(Date.now()).slice(-8)}`;
        const subject = { number, registration: 'not_registered', suspended: false };
        await house.system.stage.list('nbtc', subject);
        const { complaint } = await commitTheft(house.system, { suspectContacts: [{ kind: 'phone', value: number }] });
        const opened = await Case.open(house.system, complaint, { rulebook: 'law' });
        await until('the rules judge the number', 25, async () =>
          (await opened.findings()).some(({ ruleId, outcome }) => ruleId === 'NBTC-5' && outcome === 'met')
            ? true
            : undefined,
        );
        const officer = await visit('demo-officer-1', { path: `/cases/${opened.id}` });
        await officer.getByRole('button', { name: /^คำสั่งระงับ/ }).click();
        const part = officer.getByRole('region', { name: 'คำแจ้งของศูนย์' });
        await part.getByRole('button', { name: 'ขอแจ้งตัดเลขหมาย' }).click();
        await officer.getByRole('dialog').getByRole('textbox').fill('Nobody is behind the SIM.');
        await wholeDialog(officer, 'directive');
        expect(await barriers(officer)).toEqual([]);
        await officer.keyboard.press('Control+Enter');
        await part.getByText('รอหัวหน้าตัดสิน').waitFor();
        expect(await barriers(officer)).toEqual([]);

        const page = await visit(SUPERVISOR, { path: '/supervisor?tab=directives' });
        const row = page.getByRole('row').filter({ hasText: opened.accepted.caseNo });
        await row.getByRole('button').click();
        await page.getByRole('complementary').getByText('Nobody is behind the SIM.').waitFor();
        await page.locator('.detail-acts .primary:not([aria-disabled="true"])').waitFor();
        await page.keyboard.press('a');
        await page.getByRole('dialog').getByRole('textbox').fill('The numbers are those of the case.');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
        await row.waitFor({ state: 'hidden' });

        // The officer's page was never loaded again.
        await part.getByText('อนุมัติแล้ว', { exact: true }).waitFor();
        await part.getByText(/กสทช\. · ตอบรับ/).waitFor();
        expect(await part.innerText()).not.toContain(number);
      }),
    );

    storyInFullRun('has no barrier in its other views, on a phone, and for an auditor who may only look', () =>
      house.story(async (visit) => {
        const phone = await visit(SUPERVISOR, { path: '/supervisor', width: 390, height: 844 });
        await phone.locator('.desk-scroll table, .desk-scroll .message').first().waitFor();
        expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        expect(await barriers(phone)).toEqual([]);
        const page = await visit('demo-auditor-1', { path: '/supervisor', language: 'en', theme: 'dark' });
        await page.locator('.desk-scroll table, .desk-scroll .message').first().waitFor();
        for (const digit of ['1', '5', '6']) {
          await page.keyboard.press(digit);
          await page.locator('.desk-scroll table, .desk-scroll .message').first().waitFor();
          expect(await barriers(page)).toEqual([]);
        }
        const admin = await visit('demo-admin-1');
        await admin.waitForURL(/\/supervisor/);
        await admin.getByRole('button', { name: /^แก้กฎ/ }).waitFor();
        expect(await admin.getByRole('button', { name: 'รอคนที่สอง' }).count()).toBe(0);
      }),
    );
  });
}

/** Returns the cells of the table of a dialog that are cut, or in which a sentence has no room, as lines. */
async function narrowCells(page: Page): Promise<string[]> {
  return page.locator('dialog[open] .rows').evaluate((table) => {
    const edge = table.parentElement?.getBoundingClientRect().right ?? 0;
    return [...table.querySelectorAll<HTMLElement>('th, td')].flatMap((cell) => {
      const { right, width } = cell.getBoundingClientRect();
      const isCut = right > edge + 2 || cell.scrollWidth > cell.clientWidth + 2;
      return isCut || (width < 100 && cell.innerText.length > 40) ? [cell.innerText.slice(0, 40)] : [];
    });
  });
}
