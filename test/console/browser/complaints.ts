import { CaseActs } from '../../../src/wire/case/case-acts.js';
import { ComplaintStatus } from '../../../src/wire/case/complaint.js';
import { Case, isConfirmed } from '../../e2e/support/case.js';
import { commitTheft, digits, newAccount } from '../../e2e/support/theft.js';
import { until } from '../../e2e/support/until.js';
import type { BrowserContext, Page } from 'playwright-core';
import { storyInFullRun } from '../../support/full-run.js';
import { en } from '../../../web/src/complaints/words.js';
import { wholeDialog } from './support/cut.js';
import { barriers, type House } from './support/house.js';

/** Stories at reports that were received: what is added, corrected and withdrawn later. */
export function complaintsStories(house: House): void {
  describe('a received report', () => {
    storyInFullRun('is withdrawn by two persons after a call back, and the money is released', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(1);
        const page = await visit('demo-hotline-1', { path: '/complaints' });
        await findReport(page, opened.accepted.caseNo);
        expect(await barriers(page)).toEqual([]);
        await page.getByRole('button', { name: /^ถอนเรื่อง/ }).click();
        const asking = page.getByRole('dialog');
        await wholeDialog(page, 'withdrawal');
        await asking.getByText('พิมพ์เหตุผลก่อน', { exact: false }).waitFor();
        await asking.getByLabel('เหตุผลของผู้แจ้ง').fill('ผู้แจ้งตกลงกับผู้ขายแล้ว');
        await asking.getByRole('button', { name: 'แสดงเบอร์ที่บันทึกไว้' }).click();
        await asking.getByText(theft.phone).waitFor();
        await asking.getByRole('button', { name: 'ตอนนี้' }).click();
        expect(await barriers(page)).toEqual([]);
        await asking.getByLabel('เหตุผลของผู้แจ้ง').press('Control+Enter');
        await page.getByText('รอคนที่สองยืนยัน', { exact: false }).waitFor();
        expect(new URL(page.url()).search).not.toContain(opened.accepted.caseNo);

        // Who asked sees the request, and why they may not confirm it.
        await page.getByRole('button', { name: /^รอคนที่สอง/ }).click();
        await row(page, opened.accepted.caseNo).click();
        await page.getByText('คุณเป็นผู้ขอ', { exact: false }).waitFor();
        expect(await page.getByRole('button', { name: /^ยืนยัน/ }).isDisabled()).toBe(true);
        expect(await barriers(page)).toEqual([]);

        const second = await visit('demo-hotline-2', {
          path: '/complaints?tab=waiting',
          language: 'en',
          theme: 'dark',
        });
        await row(second, opened.accepted.caseNo).click();
        await second.getByText('ผู้แจ้งตกลงกับผู้ขายแล้ว').waitFor();
        expect(await barriers(second)).toEqual([]);
        await second.getByRole('button', { name: /^Confirm/ }).click();
        const deciding = second.getByRole('dialog');
        await deciding.getByRole('heading', { name: `Confirm the withdrawal of ${opened.accepted.caseNo}` }).waitFor();
        await wholeDialog(second, 'decide_complaint');
        await deciding.getByRole('textbox').fill('The number was called back.');
        await deciding.getByRole('textbox').press('Control+Enter');
        await row(second, opened.accepted.caseNo).waitFor({ state: 'hidden' });
        await opened.holdThat('is released', 25, ({ state }) => state === 'released');
        const status = await house.system.centre.read('hotline-1', `/v1/complaints/${opened.id}`, ComplaintStatus);
        expect(status).toMatchObject({ withdrawn: true, heldSatang: '0' });
      }),
    );

    it('is known by papers as that of who holds the account, by two officers', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(1);
        const page = await visit('demo-officer-1', { path: '/complaints' });
        await findReport(page, opened.accepted.caseNo);
        await page.getByRole('button', { name: /^เจ้าของบัญชีตามเอกสาร/ }).click();
        const asking = page.getByRole('dialog');
        await asking.getByLabel('เลขที่เอกสาร').fill('AA1234567');
        await asking.getByLabel('ทราบได้อย่างไร').fill('หนังสือเดินทางตรงกับสมุดบัญชี');
        await asking.getByLabel('ไฟล์นี้คืออะไร').selectOption('document');
        await asking
          .getByLabel('เลือกไฟล์', { exact: true })
          .setInputFiles({ name: 'passport.txt', mimeType: 'text/plain', buffer: Buffer.from('a made-up passport') });
        await asking.getByRole('status').getByText('เอกสาร', { exact: false }).waitFor();
        await asking.getByLabel('ไฟล์เอกสาร').selectOption({ index: 1 });
        await wholeDialog(page, 'holder_papers');
        expect(await barriers(page)).toEqual([]);
        await asking.getByLabel('ทราบได้อย่างไร').press('Control+Enter');
        await page.getByText('รอคนที่สองยืนยัน', { exact: false }).waitFor();

        const second = await visit('demo-supervisor-1', { path: '/complaints?tab=waiting', language: 'en' });
        await row(second, opened.accepted.caseNo).click();
        await second.getByText('หนังสือเดินทางตรงกับสมุดบัญชี').waitFor();
        expect(await barriers(second)).toEqual([]);
        await second.getByRole('button', { name: /^Confirm/ }).click();
        const deciding = second.getByRole('dialog');
        await deciding.getByRole('textbox').fill('I compared the file.');
        await wholeDialog(second, 'decide_papers');
        await deciding.getByRole('textbox').press('Control+Enter');
        await row(second, opened.accepted.caseNo).waitFor({ state: 'hidden' });
        const acts = await house.system.centre.read('officer-1', `/v1/cases/${opened.id}/acts`, CaseActs);
        expect(acts.holders).toMatchObject({ accounts: [{ isKnown: true }], waiting: null });
      }));

    storyInFullRun('takes what the victim remembers later, a later transfer, and the statement', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        const page = await visit('demo-hotline-1', { path: '/complaints' });
        await findReport(page, opened.accepted.caseNo);
        await page.getByRole('button', { name: /^ข้อมูลเพิ่มเติม/ }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('หมายเลข ชื่อ หรือลิงก์').fill('0611111111');
        await dialog.getByLabel('สิ่งที่ผู้เสียหายนึกได้').fill('<b>จำเบอร์ได้</b>');
        expect(await barriers(page)).toEqual([]);
        await dialog.getByLabel('สิ่งที่ผู้เสียหายนึกได้').press('Control+Enter');
        await page.getByText('บันทึกข้อมูลเพิ่มเติมแล้ว').waitFor();

        await page.getByRole('button', { name: /^รายการโอนเพิ่ม/ }).click();
        await dialog.getByText('กรอกช่องที่ยังขาดก่อน').waitFor();
        const reference = `E2E-${digits(12)}`;
        await dialog.getByLabel('ธนาคารปลายทาง', { exact: true }).fill('014');
        await dialog.getByLabel('เลขที่บัญชีปลายทาง', { exact: true }).fill(newAccount('th-014').accountNo);
        await dialog.getByLabel('จำนวนเงิน (บาท)', { exact: true }).fill('1,500');
        await dialog
          .getByLabel('เวลาโอน', { exact: true })
          .fill(bangkokTime(theft.complaint.transfers[0]?.transferredAt));
        await dialog.getByLabel('เลขอ้างอิงรายการ', { exact: true }).fill(reference);
        await dialog.getByLabel('เหตุที่แจ้งภายหลัง').fill('ผู้แจ้งเพิ่งเห็นรายการนี้');
        expect(await barriers(page)).toEqual([]);
        await dialog.getByLabel('เหตุที่แจ้งภายหลัง').press('Control+Enter');
        await page.getByText('บันทึกรายการโอนเพิ่มแล้ว').waitFor();
        await page.getByText(`เลขอ้างอิง ${reference}`).waitFor();

        const officer = await visit('demo-inquiry-1', { path: '/complaints', language: 'en' });
        await findReport(officer, opened.accepted.caseNo, 'en');
        await officer.getByRole('button', { name: /^Record the statement/ }).click();
        await officer.getByLabel('Police case number').fill('512/2569');
        await officer.getByLabel('Police station').fill('สน.ตัวอย่าง');
        await wholeDialog(officer, 'statement');
        await officer.getByRole('button', { name: 'Now', exact: true }).click();
        expect(await barriers(officer)).toEqual([]);
        await officer.getByLabel('Police station').press('Control+Enter');
        await officer.getByText('The statement is on record').waitFor();
        const additions = await house.system.db.query<{ kind: string }[]>(
          'SELECT kind FROM complaint_addition WHERE case_id = $1 ORDER BY id',
          [opened.id],
        );
        expect(additions.map(({ kind }) => kind)).toEqual(['supplement', 'transfers', 'statement']);
      }),
    );

    storyInFullRun('has news that the victim is told by telephone, also on a small screen', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(1);
        const { caseNo } = opened.accepted;
        const page = await visit('demo-hotline-2', { path: '/complaints?tab=tell', width: 390, height: 844 });
        await row(page, caseNo).waitFor();
        expect(await barriers(page)).toEqual([]);
        const isTooWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
        expect(await page.evaluate(isTooWide)).toBe(false);
        await row(page, caseNo).getByRole('button').click();
        await page.getByText(theft.phone, { exact: false }).waitFor();
        expect(await page.evaluate(isTooWide)).toBe(false);
        expect(await barriers(page)).toEqual([]);
        await page.getByRole('button', { name: /^แจ้งแล้ว/ }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('ทาง').selectOption('sms');
        await wholeDialog(page, 'told_victim');
        await dialog.getByRole('textbox').fill('ตอบรับแล้ว');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        await row(page, caseNo).waitFor({ state: 'hidden' });
        const told = await house.system.db.query<object[]>(
          'SELECT outcome, means, person, note FROM victim_telling WHERE case_id = $1',
          [opened.id],
        );
        expect(told).toEqual([{ outcome: 'told', means: 'sms', person: 'demo-hotline-2', note: 'ตอบรับแล้ว' }]);
        // The search above the table and its result, at the same width.
        await findReport(page, caseNo);
        expect(await page.evaluate(isTooWide)).toBe(false);
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('takes over what the bank named of an incomplete transfer, where its holder is not confirmed', () =>
      house.story(async (visit) => {
        const { complaint } = await commitTheft(house.system);
        const [told] = complaint.transfers;
        const between = { from: new Date(Date.now() - 7_200_000).toISOString(), until: new Date().toISOString() };
        const untold = { amountSatang: told?.amountSatang ?? '', between };
        const { transfers: _none, ...body } = complaint;
        const incomplete = { ...body, transfers: [], incompleteTransfers: [untold] };
        const opened = await Case.open(house.system, incomplete, { rulebook: 'law', by: 'hotline-1' });
        const search = { institution: 'th-004', state: 'disputed', deadlineAt: new Date().toISOString() };
        const before = async (context: BrowserContext) => {
          await context.route(`**/v1/complaints/${opened.id}/acts`, async (route) => {
            const response = await route.fetch();
            const json = (await response.json()) as { incompleteTransfers: object[] };
            const incompleteTransfers = json.incompleteTransfers.map((each) => ({ ...each, whyNotAdopt: null }));
            const asked = { askAgain: [{ what: 'victimPhone', toldMasked: null }], whyNot: null };
            return route.fulfill({ response, json: { ...json, incompleteTransfers, toldAgain: asked } });
          });
          await context.route(`**/v1/complaints/${opened.id}`, async (route) => {
            const response = await route.fetch();
            const json = (await response.json()) as { incompleteTransfers: object[] };
            const disputed = json.incompleteTransfers.map((each) => ({ ...each, search }));
            const askAgain = [{ what: 'victimPhone', toldMasked: null }];
            return route.fulfill({ response, json: { ...json, incompleteTransfers: disputed, askAgain } });
          });
        };
        const page = await visit('demo-officer-1', { path: '/complaints', language: 'en', before });
        await findReport(page, opened.accepted.caseNo, 'en');
        await page.getByRole('button', { name: en.complaints.act.toldAgain }).click();
        await wholeDialog(page, 'told_again');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: en.complaints.act.adopt }).click();
        await page.getByRole('dialog').getByRole('textbox').last().fill('The holder showed his card.');
        await wholeDialog(page, 'adopt');
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('is corrected by two persons where an order changes', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const [told] = theft.complaint.transfers;
        const misheard = { ...told!, to: { account: newAccount('th-014') } };
        const complaint = { ...theft.complaint, transfers: [misheard] };
        const opened = await Case.open(house.system, complaint, { rulebook: 'law' });
        await opened.holdThat('finds no money', 25, ({ state }) => state === 'no_funds');
        const page = await visit('demo-hotline-1', { path: '/complaints' });
        await findReport(page, opened.accepted.caseNo);
        await page.getByRole('button', { name: /^แก้ไขรายการโอน/ }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('ธนาคารปลายทาง', { exact: true }).fill('014');
        await dialog.getByLabel('เลขที่บัญชีปลายทาง', { exact: true }).fill(theft.mule.accountNo);
        await dialog.getByLabel('จำนวนเงิน (บาท)', { exact: true }).fill('50,000');
        await dialog.getByLabel('เวลาโอน', { exact: true }).fill(bangkokTime(told?.transferredAt));
        await dialog.getByLabel('เลขอ้างอิงรายการ').fill(told?.reference ?? '');
        await dialog.getByLabel('ผิดอย่างไร ทราบได้อย่างไร').fill('ผู้แจ้งอ่านเลขบัญชีผิด');
        await dialog.getByLabel('ผิดอย่างไร ทราบได้อย่างไร').press('Control+Enter');
        // An order changes: without a call back nothing does, and what was typed stays.
        await dialog.getByText('การแก้ไขนี้เปลี่ยนคำสั่ง ต้องโทรกลับผู้แจ้งก่อน', { exact: false }).waitFor();
        await dialog.getByRole('button', { name: 'ตอนนี้' }).click();
        expect(await barriers(page)).toEqual([]);
        await dialog.getByLabel('ผิดอย่างไร ทราบได้อย่างไร').press('Control+Enter');
        await page.getByText('รอคนที่สองยืนยัน', { exact: false }).waitFor();

        const second = await visit('demo-hotline-2', { path: '/complaints?tab=waiting' });
        await row(second, opened.accepted.caseNo).click();
        await second.getByText(`••••${theft.mule.accountNo.slice(-4)}`, { exact: false }).waitFor();
        // The second person may see the number in full, for a reason that stays on record.
        const becomes = second.locator('.fact-rows > div').filter({ hasText: 'แก้เป็น' });
        await becomes.getByRole('button', { name: 'ดูเต็ม' }).click();
        await second.getByRole('dialog').getByRole('textbox').fill('เทียบกับสลิป');
        await wholeDialog(second, 'reveal');
        expect(await barriers(second)).toEqual([]);
        await second.getByRole('dialog').getByRole('textbox').press('Control+Enter');
        await becomes.getByText(theft.mule.accountNo).waitFor();
        expect(await barriers(second)).toEqual([]);
        const revealed = await house.system.db.query<object[]>(
          `SELECT e.actor, r.field, r.reason FROM reveal r
             JOIN audit_event e ON e.chain = r.case_id AND e.payload ->> 'revealId' = r.id WHERE r.case_id = $1`,
          [opened.id],
        );
        expect(revealed).toEqual([{ actor: 'demo-hotline-2', field: 'corrected.1.account', reason: 'เทียบกับสลิป' }]);
        await second.getByRole('button', { name: /^ยืนยัน/ }).click();
        await second.getByRole('dialog').getByRole('textbox').fill('โทรกลับแล้ว');
        await second.getByRole('dialog').getByRole('textbox').press('Control+Enter');
        await row(second, opened.accepted.caseNo).waitFor({ state: 'hidden' });
        await until('the true account is held', 25, async () => (await opened.holds()).find(isConfirmed));
        expect(await house.system.stage.account(theft.mule)).toMatchObject({ heldSatang: '5000000' });
      }),
    );
  });
}

/** Finds a report by its number and chooses it. */
export async function findReport(page: Page, caseNo: string, language: 'th' | 'en' = 'th'): Promise<void> {
  const words = { th: ['สิ่งที่ค้น', 'ค้นหา'], en: ['What to find', 'Find'] } as const;
  const [field, button] = words[language];
  await page.getByLabel(field).fill(caseNo.toLowerCase());
  await page.getByRole('main').getByRole('button', { name: button, exact: true }).click();
  await page.waitForURL(/tab=found/); // until then the row of another list may be there
  await row(page, caseNo).click();
  await page.getByRole('heading', { name: caseNo }).waitFor();
}

function row(page: Page, caseNo: string) {
  return page.getByRole('row').filter({ hasText: caseNo });
}

/** The time in Bangkok as it is typed. */
function bangkokTime(at: string | undefined): string {
  return new Date(Date.parse(at ?? '') + 7 * 3_600_000).toISOString().slice(11, 19);
}
