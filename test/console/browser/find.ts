import { Case } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
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

    it.concurrent('says that nothing was found, and which form a number lacks', () =>
      house.story(async (visit) => {
        const page = await visit('demo-supervisor-1', { language: 'en', theme: 'dark' });
        await page.getByRole('button', { name: 'Find a case' }).click();
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
