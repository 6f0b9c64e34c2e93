import { readFileSync } from 'node:fs';
import { Case } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { storyInFullRun } from '../../support/full-run.js';
import { barriers, type House } from './support/house.js';

/** Stories of the monthly report to the committee. */
export function monthlyStories(house: House): void {
  describe('the monthly report', () => {
    it.concurrent('shows a supervisor the figures of a month, another month, and the same as CSV', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(1);
        const page = await visit('demo-supervisor-1');
        await page.getByRole('link', { name: 'รายงานรายเดือน' }).click();
        await page.waitForURL(/\/report$/);
        const { name, month } = monthNow();
        await page.getByRole('heading', { name: `รายงานของศูนย์ เดือน${name}` }).waitFor();
        await page.getByText('เดือนนี้ยังไม่สิ้นสุด', { exact: false }).waitFor();
        const held = page.getByRole('region', { name: 'การระงับตามสถาบัน' }).getByRole('row');
        await held.filter({ hasText: 'ธนาคาร' }).first().waitFor();
        await page.getByRole('region', { name: 'ข้อความระหว่างหน่วยงาน' }).getByText('คำสั่งระงับ').first().waitFor();
        expect(await barriers(page)).toEqual([]);

        const [saved] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: 'บันทึก CSV' }).click(),
        ]);
        expect(saved.suggestedFilename()).toBe(`report-${month}.csv`);
        const csv = readFileSync(await saved.path(), 'utf8');
        expect(csv).toMatch(/^section,subject,measure,value\r\n/);
        expect(csv).toContain(`report,,month,${month}\r\n`);

        // The month stands in the address; the report of May 2025 was due by the end of June.
        await page.getByRole('combobox').selectOption({ label: 'พฤษภาคม 2568' });
        await page.waitForURL(/\/report\?month=2025-05$/);
        await page.getByText('ครบกำหนด 30 มิ.ย. 2568', { exact: false }).waitFor();
        expect(await page.getByText('ไม่มีในเดือนนี้').count()).toBeGreaterThan(3);
        expect(await barriers(page)).toEqual([]);
        const noted = await house.system.db.query<object[]>(
          `SELECT payload FROM audit_event WHERE type = 'monthly_report.read' AND actor = 'demo-supervisor-1' ORDER BY sequence`,
        );
        expect(noted).toEqual([
          { payload: { form: 'application/json', month } },
          { payload: { form: 'text/csv', month } },
          { payload: { form: 'application/json', month: '2025-05' } },
        ]);
      }),
    );

    storyInFullRun('tells who may see it to an officer', () =>
      house.story(async (visit) => {
        const page = await visit('demo-officer-1', { path: '/report' });
        await page.getByText('หน้านี้เปิดได้เฉพาะ หัวหน้าเจ้าหน้าที่ศูนย์ · ผู้ตรวจสอบ', { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );

    storyInFullRun('has no barrier on a phone, in English and dark', () =>
      house.story(async (visit) => {
        const how = { language: 'en', theme: 'dark', width: 390, height: 844 } as const;
        const page = await visit('demo-auditor-1', { path: '/report', ...how });
        await page.getByRole('region', { name: 'Overdue of this month' }).waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );
  });
}

/** Returns the month of now in Bangkok, as the page and as the file name it. */
function monthNow(): { name: string; month: string } {
  const now = new Date();
  const name = new Intl.DateTimeFormat('th-TH-u-ca-buddhist', {
    timeZone: 'Asia/Bangkok',
    month: 'long',
    year: 'numeric',
  }).format(now);
  return { name, month: new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 7) };
}
