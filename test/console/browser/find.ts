import { Case } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { storyInFullRun } from '../../support/full-run.js';
import { wholeDialog } from './support/cut.js';
import { barriers, type House } from './support/house.js';

/** Stories of the search over all cases. */
export function findStories(house: House): void {
  describe('the search', () => {
    it.concurrent('finds a case by an account that the money reached: on record, and no number in an address', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        const { caseNo } = opened.accepted;
        const page = await visit('demo-officer-1');
        const addresses: string[] = [];
        page.on('request', (request) => addresses.push(request.url()));
        await page.locator('.queue-foot').waitFor();
        await page.keyboard.press('Slash');
        const dialog = page.getByRole('dialog');
        await wholeDialog(page, 'find');
        await dialog.getByLabel('สิ่งที่ค้น').fill(theft.mule.accountNo);
        await dialog.getByLabel('บัญชี', { exact: true }).check();
        await dialog.getByLabel('สถาบันของบัญชี').selectOption(theft.mule.institution);
        await page.keyboard.press('Enter');
        await dialog.getByRole('button', { name: /^ค้นหา/ }).click();
        await dialog.getByRole('link', { name: caseNo }).waitFor();
        expect(await barriers(page)).toEqual([]);
        await dialog.getByRole('link', { name: caseNo }).click();
        await page.waitForURL(`**/cases/${opened.id}`);
        await dialog.waitFor({ state: 'hidden' });
        expect(addresses.filter((address) => address.includes(theft.mule.accountNo))).toEqual([]);
        const [{ searches }] = await house.system.db.query<[{ searches: number }]>(
          `SELECT count(*)::int AS searches FROM audit_event
            WHERE type = 'complaints.searched' AND actor = 'demo-officer-1' AND payload::text LIKE '%' || $1 || '%'`,
          [opened.id],
        );
        expect(searches).toBeGreaterThan(0);
      }),
    );

    it.concurrent('tells an officer what is known of an account, for a purpose on record', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(1);
        const page = await visit('demo-officer-2', { language: 'en', theme: 'dark' });
        const addresses: string[] = [];
        page.on('request', (request) => addresses.push(request.url()));
        await page.getByRole('button', { name: 'Search' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('button', { name: 'Account, number, person' }).click();
        await dialog.getByLabel('What to find').fill(theft.mule.accountNo);
        await dialog.getByLabel('Account', { exact: true }).check();
        await dialog.getByLabel('Institution of the account').selectOption(theft.mule.institution);
        // Without a purpose nothing is looked up.
        expect(await dialog.getByRole('button', { name: /^Look up/ }).isDisabled()).toBe(true);
        const purpose = `Asked by the bank about ${opened.accepted.caseNo}`;
        await dialog.getByLabel('What is it needed for?').fill(purpose);
        await page.keyboard.press('Enter');
        await dialog.getByRole('link', { name: opened.accepted.caseNo }).waitFor();
        await dialog.getByText('50,000.00', { exact: true }).waitFor();
        const text = await dialog.getByRole('status').innerText();
        expect(text).toContain(theft.mule.accountNo.slice(-4));
        expect(text).not.toContain(theft.mule.accountNo);
        expect(await barriers(page)).toEqual([]);
        expect(addresses.filter((address) => address.includes(theft.mule.accountNo))).toEqual([]);
        const looked = await house.system.db.query<object[]>(
          'SELECT person, kind FROM suspect_lookup WHERE purpose = $1',
          [purpose],
        );
        expect(looked).toEqual([{ person: 'demo-officer-2', kind: 'account' }]);
      }),
    );

    storyInFullRun('tells an institution of its own account only', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(1);
        const page = await visit('demo-bank-014');
        await page.waitForURL(/\/institution$/);
        await page.getByRole('button', { name: 'ค้นหา' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('ค้นเพื่ออะไร').fill('ลูกค้าสอบถามที่สาขา');
        await dialog.getByLabel('สถาบันของบัญชี').selectOption('th-006');
        await dialog.getByLabel('สิ่งที่ค้น').fill(theft.victim.accountNo);
        await page.keyboard.press('Enter');
        await dialog.getByText('ค้นได้เฉพาะบัญชีของสถาบันคุณ', { exact: false }).waitFor();
        await dialog.getByLabel('สถาบันของบัญชี').selectOption('th-014');
        await dialog.getByLabel('สิ่งที่ค้น').fill(theft.mule.accountNo);
        await page.keyboard.press('Enter');
        await dialog.getByText('50,000.00', { exact: true }).waitFor();
        expect(await dialog.innerText()).not.toContain(opened.accepted.caseNo);
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('says that nothing was found, and which form a number lacks', () =>
      house.story(async (visit) => {
        const page = await visit('demo-supervisor-1', { language: 'en', theme: 'dark' });
        await page.getByRole('button', { name: 'Search' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('What to find').fill('0899999999');
        expect(await dialog.getByLabel('Phone').isChecked()).toBe(true);
        await page.keyboard.press('Enter');
        await dialog.getByText('No case was found').waitFor();
        await dialog.getByLabel('What to find').fill('089');
        await dialog.getByLabel('Phone').check();
        await dialog.getByRole('button', { name: /^Find/ }).click();
        await dialog.getByText('This is not the form of: Phone').waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );
  });
}
