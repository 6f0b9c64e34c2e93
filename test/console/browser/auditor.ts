import { readFileSync } from 'node:fs';
import { Case } from '../../e2e/support/case.js';
import { commitTheft, digits } from '../../e2e/support/theft.js';
import { until } from '../../e2e/support/until.js';
import { storyInFullRun } from '../../support/full-run.js';
import { barriers, type House } from './support/house.js';

const AUDITOR = 'demo-auditor-1';

/** Stories at the auditor's page. */
export function auditorStories(house: House): void {
  describe("the auditor's page", () => {
    it.concurrent('verifies a chain in the browser, and finds the event that was changed in a copy', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(1);
        const { caseNo } = opened.accepted;
        const page = await visit(AUDITOR, { path: '/auditor?tab=chains' });
        await page.getByRole('searchbox').fill(caseNo);
        await page.getByRole('button', { name: caseNo, exact: true }).click();
        await page.getByRole('button', { name: 'ตรวจในหน้านี้' }).click();
        await page.getByText(/^ครบถ้วน \d+ เหตุการณ์ ทุกแฮชตรง$/).waitFor();
        expect(await barriers(page)).toEqual([]);

        const [saved] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: 'บันทึกสำเนา' }).click(),
        ]);
        const copy = JSON.parse(readFileSync(await saved.path(), 'utf8')) as { events: { actor: string }[] };
        const asFile = (content: object) => ({
          name: 'copy.json',
          mimeType: 'application/json',
          buffer: Buffer.from(JSON.stringify(content)),
        });
        await page.getByLabel('ตรวจสำเนาจากไฟล์').first().setInputFiles(asFile(copy));
        await page.getByText(/^สำเนาครบถ้วน \d+ เหตุการณ์/).waitFor();
        const [first, second, ...rest] = copy.events;
        const tampered = { ...copy, events: [first, { ...second, actor: 'somebody-else' }, ...rest] };
        await page.getByLabel('ตรวจสำเนาจากไฟล์').first().setInputFiles(asFile(tampered));
        await page.getByText('สำเนาไม่ตรงที่เหตุการณ์ 2').waitFor();
        await page.getByText('เนื้อหาถูกแก้', { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);

        // The reading itself is on the list of readings.
        await page.keyboard.press('4');
        await page.getByRole('searchbox').fill(AUDITOR);
        await page.keyboard.press('Enter');
        await page.getByText('อ่านห่วงโซ่ตรวจสอบ').first().waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('shows who looked a suspect up and what for, without the number', () =>
      house.story(async (visit) => {
        const purpose = `=1+1 เทียบกับเรื่องเดิม ${digits(8)}`;
        const accountNo = digits(10);
        const officer = await visit('demo-officer-2');
        await officer.locator('.top nav').waitFor();
        const body = { account: { institution: 'th-014', accountNo }, purpose };
        const status = await officer.evaluate(async (sent) => {
          const headers = { 'content-type': 'application/json' };
          return (await fetch('/v1/suspects/lookup', { method: 'POST', headers, body: JSON.stringify(sent) })).status;
        }, body);
        expect(status).toBe(200);
        const page = await visit(AUDITOR, { path: '/auditor' });
        await page.getByRole('table').waitFor();
        await page.keyboard.press('5');
        await page.getByRole('row').filter({ hasText: purpose }).getByRole('button').click();
        await page.getByRole('complementary').getByText('demo-officer-2').waitFor();
        expect(await page.locator('body').innerText()).not.toContain(accountNo);
        expect(await barriers(page)).toEqual([]);
        // By person, kind and day; a day that is none is said, and nothing is asked for.
        const found = page.getByRole('row').filter({ hasText: purpose });
        await page.getByLabel('สืบค้นด้วย').selectOption({ label: 'โทรศัพท์' });
        await page.getByLabel('ผู้สืบค้น').fill('demo-officer-2');
        await page.getByRole('button', { name: 'กรอง' }).click();
        await found.waitFor({ state: 'hidden' });
        await page.getByLabel('สืบค้นด้วย').selectOption({ label: 'บัญชี' });
        await page.getByLabel('ตั้งแต่วันที่').fill('32/13');
        await page.getByText('พิมพ์วันที่ เช่น 25/11/2569').waitFor();
        expect(await page.getByRole('button', { name: 'กรอง' }).isDisabled()).toBe(true);
        const bangkok = new Date(Date.now() + 7 * 3_600_000).toISOString();
        await page.getByLabel('ตั้งแต่วันที่').fill(`${bangkok.slice(8, 10)}/${bangkok.slice(5, 7)}`);
        await page.getByRole('button', { name: 'กรอง' }).click();
        await found.waitFor();
        const [saved] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: 'บันทึก CSV' }).click(),
        ]);
        const csv = readFileSync(await saved.path(), 'utf8');
        expect(csv).toMatch(/^id,lookedAt,person,role,institution,kind,purpose,found\r\n/);
        expect(csv).toContain(`'${purpose}`);
        expect(csv).not.toContain(accountNo);
        const noted = await house.system.db.query<object[]>(
          `SELECT actor FROM audit_event WHERE type = 'suspect_lookups.read' AND payload ->> 'person' = 'demo-officer-2'`,
        );
        expect(noted).toEqual([{ actor: AUDITOR }]);
        expect(await barriers(page)).toEqual([]);
      }),
    );

    storyInFullRun('verifies the checkpoints, and saves the register', () =>
      house.story(async (visit) => {
        await until('a checkpoint is signed', 100, async () => {
          const rows = await house.system.db.query<object[]>('SELECT 1 FROM audit_checkpoint LIMIT 1');
          return rows.length > 0 ? true : undefined;
        });
        const page = await visit(AUDITOR, { path: '/auditor', language: 'en', theme: 'dark' });
        await page.getByRole('table').waitFor();
        const [saved] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: 'Save CSV' }).click(),
        ]);
        expect(readFileSync(await saved.path(), 'utf8')).toMatch(/^id,at,caseNo,direction,party,/);
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('3');
        await page.getByRole('button', { name: /^Verify the \d+ shown$/ }).click();
        await page.getByText('All right').first().waitFor();
        expect(await page.locator('.chip[data-tone=breach]').count()).toBe(0);
        await page.keyboard.press('j');
        await page.getByRole('heading', { name: /^Checkpoint \d+$/ }).waitFor();
        expect(await barriers(page)).toEqual([]);
        const phone = await visit(AUDITOR, { path: '/auditor?tab=chains', width: 390, height: 844 });
        await phone.getByRole('table').waitFor();
        expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        expect(await barriers(phone)).toEqual([]);
      }),
    );

    storyInFullRun('is not open to an officer', () =>
      house.story(async (visit) => {
        const page = await visit('demo-officer-1', { path: '/auditor' });
        await page.getByText('หน้านี้เปิดได้เฉพาะ ผู้ตรวจสอบ', { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );
  });
}
