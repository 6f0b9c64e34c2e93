import { Case } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { barriers, type House } from './support/house.js';

const AMLO = 'demo-amlo-1';

/** Stories of the AMLO officer. */
export function amloStories(house: House): void {
  describe('the page of AMLO', () => {
    it.concurrent('is home, and takes what was found of a suspension under section 6', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const [transfer] = theft.complaint.transfers;
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(1);
        const page = await visit(AMLO);
        await page.waitForURL(/\/amlo$/);
        // A notice has no form here yet: it is given at the API, and this page says what came of it.
        const notice = {
          kind: 'officer',
          ground: 'รับเงินจากหลายรายภายในชั่วโมงเดียว',
          suspected: 'money_laundering',
          foundAt: new Date().toISOString(),
          fromAccount: accountOf(theft.victim),
          authority: { office: 'amlo', position: 'พนักงานเจ้าหน้าที่', documentNo: 'ปปง 0001/2569' },
          transfers: [
            {
              to: { account: accountOf(theft.mule) },
              amountSatang: transfer?.amountSatang,
              transferredAt: transfer?.transferredAt,
              reference: transfer?.reference,
            },
          ],
        };
        const given = await page.evaluate(async (body) => {
          const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
          const answer = await fetch('/v1/notices', { method: 'POST', headers, body: JSON.stringify(body) });
          return [answer.status, await answer.text()] as const;
        }, notice);
        expect(given).toEqual([201, expect.stringContaining(opened.accepted.caseNo)]);

        await page.getByRole('button', { name: opened.accepted.caseNo, exact: true }).click();
        const detail = page.getByRole('complementary');
        await detail.getByText('เจ้าหน้าที่แจ้ง · ฟอกเงิน').waitFor();
        expect(await barriers(page)).toEqual([]);
        await detail.getByRole('button', { name: 'แจ้งผลการตรวจสอบ' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('ดำเนินการตามกฎหมายต่อ', { exact: false }).check();
        await dialog.getByLabel('เหตุผล').fill('รับเป็นคดีแล้ว');
        await dialog.getByText('ระบุเลขคดี หมาย หรือคำสั่ง').waitFor();
        await dialog.getByLabel('เลขคดี หมาย หรือคำสั่ง').fill('คดี 12/2569');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await detail.getByText('ดำเนินการตามกฎหมายต่อ คดี 12/2569').waitFor();
        const results = await house.system.db.query<object[]>(
          'SELECT result, person, reference FROM suspicion_result WHERE case_id = $1',
          [opened.id],
        );
        expect(results).toEqual([{ result: 'lawful_action', person: AMLO, reference: 'คดี 12/2569' }]);
        // Accounts are masked, and the case opens for reading.
        expect(await page.locator('body').innerText()).not.toContain(theft.mule.accountNo);
        await detail.getByRole('link', { name: 'เปิดเรื่อง' }).click();
        await page.getByRole('heading', { name: opened.accepted.caseNo }).waitFor();
      }),
    );

    it.concurrent('reads the same on a phone, in English and dark, and is not open to an officer', () =>
      house.story(async (visit) => {
        const phone = await visit(AMLO, {
          path: '/amlo?tab=all',
          language: 'en',
          theme: 'dark',
          width: 390,
          height: 844,
        });
        await phone.getByRole('table').waitFor();
        expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        expect(await barriers(phone)).toEqual([]);
        const officer = await visit('demo-officer-1', { path: '/amlo' });
        await officer.getByText('ไม่มีสิทธิ์ดูหน้านี้').waitFor();
      }),
    );
  });
}

function accountOf({ institution, accountNo }: { institution: string; accountNo: string }) {
  return { institution, accountNo };
}
