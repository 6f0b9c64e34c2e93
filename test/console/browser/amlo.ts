import type { BrowserContext, Locator } from 'playwright-core';
import { Case } from '../../e2e/support/case.js';
import { commitTheft, type Theft } from '../../e2e/support/theft.js';
import { storyInFullRun } from '../../support/full-run.js';
import { wholeDialog } from './support/cut.js';
import { barriers, type House } from './support/house.js';

const AMLO = 'demo-amlo-1';
const INQUIRY = 'demo-inquiry-1';
const BANGKOK_MS = 7 * 3_600_000;

/** Stories of the AMLO officer. */
export function amloStories(house: House): void {
  describe('the page of AMLO', () => {
    it.concurrent('is home, and takes what was found of a suspension under section 6', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        await house.system.stage.list('amlo', { account: theft.mule, list: 'HR-03-2', since: '2026-05-04T03:00:00Z' });
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(1);
        const refused: string[] = [];
        const before = async (context: BrowserContext) =>
          void context.on('response', (answer) => answer.status() === 403 && refused.push(answer.url()));
        const page = await visit(AMLO, { before });
        await page.waitForURL(/\/amlo$/);
        // Neither on the way home nor on a case does the page ask for what this role may not read.
        const reader = await visit(AMLO, { path: `/cases/${opened.id}`, before });
        await reader.locator('.react-flow__node').nth(1).waitFor();
        expect(refused).toEqual([]);
        await page.getByRole('button', { name: 'แจ้งเหตุอันควรสงสัย' }).click();
        const form = page.getByRole('dialog');
        expect(await barriers(page)).toEqual([]);
        await form.getByLabel('เหตุอันควรสงสัย').fill('รับเงินจากหลายรายภายในชั่วโมงเดียว');
        await wholeDialog(page, 'notice');
        await form.getByText('กรอกผู้แจ้ง เวลา บัญชี และรายการโอนให้ครบ').waitFor();
        await form.getByLabel('สงสัยว่าเป็น').selectOption({ label: 'ฟอกเงิน' });
        await fillNotice(form, theft);
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        const given = page.getByRole('dialog', { name: 'แจ้งแล้ว' });
        await given.getByText('เข้าเรื่องเดิม').waitFor();
        await given.getByText('รายการนี้ระงับอยู่แล้ว', { exact: false }).waitFor();
        await wholeDialog(page, 'notice_given');
        expect(await barriers(page)).toEqual([]);
        await given.getByRole('link', { name: opened.accepted.caseNo }).waitFor();
        await page.keyboard.press('Escape');
        const notices = await house.system.db.query<object[]>(
          `SELECT kind, party, person, body ->> 'suspected' AS suspected FROM notice WHERE case_id = $1`,
          [opened.id],
        );
        expect(notices).toEqual([
          { kind: 'officer.notice', party: 'amlo', person: AMLO, suspected: 'money_laundering' },
        ]);

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
        await wholeDialog(page, 'officer_result');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await detail.getByText('ดำเนินการตามกฎหมายต่อ คดี 12/2569').waitFor();
        const results = await house.system.db.query<object[]>(
          'SELECT result, person, reference FROM suspicion_result WHERE case_id = $1',
          [opened.id],
        );
        expect(results).toEqual([{ result: 'lawful_action', person: AMLO, reference: 'คดี 12/2569' }]);
        // What AMLO itself answered of the account, read on record, and no other agency's answer.
        await detail.getByText('HR-03-2').waitFor();
        const read = await house.system.db.query<{ agencies: string[] }[]>(
          `SELECT ARRAY(SELECT DISTINCT v.agency FROM evidence v WHERE e.payload->'evidenceIds' ? v.id) AS agencies
             FROM audit_event e WHERE e.chain = $1 AND e.type = 'evidence.read' AND e.actor = $2 ORDER BY e.sequence`,
          [opened.id, AMLO],
        );
        expect(read.at(-1)).toEqual({ agencies: ['amlo'] });
        expect(await barriers(page)).toEqual([]);
        // Accounts are masked, and the case opens for reading.
        expect(await page.locator('body').innerText()).not.toContain(theft.mule.accountNo);
        await detail.getByRole('link', { name: 'เปิดเรื่อง' }).click();
        await page.getByRole('heading', { name: opened.accepted.caseNo }).waitFor();
      }),
    );

    it.concurrent('is not needed by an inquiry officer, who gives a notice of CCIB at a case', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system, { byHolder: false });
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        const page = await visit(INQUIRY, { path: `/cases/${opened.id}`, language: 'th' });
        await page.getByRole('heading', { name: opened.accepted.caseNo }).waitFor();
        await page.keyboard.press('3');
        const part = page.locator('.case-part');
        await part.getByText('ยังไม่มีการแจ้งตามมาตรา 6 ในเรื่องนี้').waitFor();
        await part.getByRole('button', { name: 'แจ้งเหตุอันควรสงสัย' }).click();
        const form = page.getByRole('dialog');
        expect(await form.getByLabel('แจ้งในนามของ').locator('option').allTextContents()).toEqual(['บช.สอท.', 'DSI']);
        await fillNotice(form, theft);
        await form.getByLabel('เหตุอันควรสงสัย').fill('บัญชีรับเงินหลายรายในชั่วโมงเดียว');
        await page.keyboard.press('Control+Enter');
        await page.getByText('ศูนย์สั่งระงับแล้ว', { exact: false }).waitFor();
        await page.keyboard.press('Escape');
        await part.getByText('เจ้าหน้าที่แจ้ง · อาชญากรรมทางเทคโนโลยี').waitFor();
        const [hold] = await opened.allHeld(1);
        expect(hold?.kind).toBe('section6');
        expect(await barriers(page)).toEqual([]);
        // A supervisor reads what was noticed, and gives no notice.
        const reader = await visit('demo-supervisor-1', { path: `/cases/${opened.id}`, language: 'en' });
        await reader.getByRole('heading', { name: opened.accepted.caseNo }).waitFor();
        await reader.keyboard.press('3');
        await reader.getByText("An officer's notice", { exact: false }).waitFor();
        expect(await reader.getByRole('button', { name: 'Give a notice' }).count()).toBe(0);
      }),
    );

    storyInFullRun('reads the same on a phone, in English and dark, and is not open to an officer', () =>
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

/** Fills what the document of a notice says of the office, the accounts and the transfer. */
async function fillNotice(form: Locator, { victim, mule, complaint }: Theft): Promise<void> {
  const [transfer] = complaint.transfers;
  if (transfer === undefined) throw new Error('the theft has a transfer');
  const at = new Date(Date.parse(transfer.transferredAt) + BANGKOK_MS).toISOString();
  const fill = (label: string, text: string) => form.getByLabel(label, { exact: true }).fill(text);
  await fill('ตำแหน่ง', 'พนักงานเจ้าหน้าที่');
  await fill('เลขที่หนังสือ', 'ปปง 0001/2569');
  await form.getByRole('button', { name: 'ตอนนี้' }).click();
  await fill('ธนาคารหรือผู้ให้บริการ', victim.institution.slice(-3));
  await fill('เลขที่บัญชี', victim.accountNo);
  await fill('ธนาคารปลายทาง', mule.institution.slice(-3));
  await fill('เลขที่บัญชีปลายทาง', mule.accountNo);
  await fill('จำนวนเงิน (บาท)', String(Number(transfer.amountSatang) / 100));
  await fill('วันที่โอน', `${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(0, 4)}`);
  await fill('เวลาโอน', at.slice(11, 19));
  await fill('เลขอ้างอิงรายการ', transfer.reference);
}
