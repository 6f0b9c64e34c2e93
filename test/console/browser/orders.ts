import { bangkokDate } from '../../../src/domain/calendar/bangkok-day.js';
import { Case } from '../../e2e/support/case.js';
import { behave, commitTheft } from '../../e2e/support/theft.js';
import { en as enRecord } from '../../../web/src/record/words.js';
import { en as enText } from '../../../web/src/text/en.js';
import { th as thProblem } from '../../../web/src/problem/words.js';
import { storyInFullRun } from '../../support/full-run.js';
import { wholeDialog } from './support/cut.js';
import { barriers, type House } from './support/house.js';

const [OFFICER, SUPERVISOR, INQUIRY] = ['demo-officer-1', 'demo-supervisor-1', 'demo-inquiry-1'];
const DAY_MS = 86_400_000;

/** Stories of the orders that follow a hold: it goes on, is let go, comes back, or takes the account. */
export function orderStories(house: House): void {
  describe('an order about a hold', () => {
    it.concurrent('is given by the inquiry officer alone: the hold goes on until the day in the order', () =>
      house.story(async (visit) => {
        const { opened, digits } = await heldCase(house);
        const page = await visit(INQUIRY, { path: `/?tab=all&text=${opened.accepted.caseNo}` });
        await page.getByRole('link', { name: opened.accepted.caseNo, exact: true }).click();
        await page
          .getByRole('button', { name: /^สั่งระงับต่อ…/ })
          .first()
          .waitFor();
        await page.keyboard.press('a');
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('heading', { name: new RegExp(`ให้ระงับเงิน 50,000.00 บาท ต่อไป .*${digits}`) }).waitFor();
        await wholeDialog(page, 'order');
        await dialog.getByText('มีผลทันทีโดยไม่ต้องมีผู้อนุมัติ', { exact: false }).waitFor();

        // The law's order names its day; the rule has the longest.
        const confirm = dialog.getByRole('button', { name: /^สั่งระงับต่อ 50,000.00 บาท/ });
        await dialog.getByLabel('เหตุผล', { exact: false }).fill('กำลังรวบรวมพยานหลักฐานเพื่อฟ้อง');
        await dialog.getByText('ต้องบอกวันและเวลาที่คำสั่งสิ้นผล').waitFor();
        await dialog.getByLabel('วันที่', { exact: true }).fill('1/12/2599');
        await dialog.getByLabel('เวลา', { exact: true }).fill('0900');
        // How far it may reach, the server says when it is asked, and the field says that it is about it.
        await confirm.click();
        await dialog.getByText('ช้าที่สุดได้ถึง', { exact: false }).waitFor();
        const day = dialog.getByLabel('วันที่', { exact: true });
        expect(await day.getAttribute('aria-invalid')).toBe('true');
        expect(await day.evaluate((field) => field === document.activeElement)).toBe(true);
        expect(await barriers(page)).toEqual([]);
        await day.fill('1/12/2568');
        await confirm.click();
        await dialog.getByText(thProblem.problem.code.APPROVAL.UNTIL_PAST).waitFor();
        await dialog.getByRole('button', { name: '15 วัน' }).click();
        const askedMs = Date.now();
        await confirm.click();
        await dialog.waitFor({ state: 'hidden' });

        const held = await opened.holdThat('goes on', 25, ({ kind }) => kind === 'continue_order');
        expect(Math.abs(Date.parse(held.expiresAt) - askedMs - 15 * DAY_MS)).toBeLessThan(DAY_MS / 2);
        await page.keyboard.press('3');
        await page.locator('.hold').getByText('คำสั่งระงับต่อ', { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('is offered to nobody whom the rules refuse, and says who may', () =>
      house.story(async (visit) => {
        const { opened } = await heldCase(house);
        const inquiry = await visit(INQUIRY, { path: `/cases/${opened.id}`, language: 'en' });
        await inquiry.getByText('Only: AOC officer').waitFor();
        expect(await inquiry.getByRole('button', { name: /^Ask for a suspension/ }).count()).toBe(0);
        const officer = await visit(OFFICER, { path: `/cases/${opened.id}`, language: 'en' });
        await officer.getByRole('button', { name: /^Holds/ }).click();
        await officer.getByRole('button', { name: /^Release/ }).waitFor();
        expect(await officer.getByRole('button', { name: /^Order to go on/ }).count()).toBe(0);
      }),
    );

    it.concurrent('finds money that AMLO keeps: it is nobody’s here to let go, and a person asks AMLO', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        await house.system.stage.openAccount(theft.mule, { status: 'restrained' });
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        const hold = await opened.holdThat('is kept by another authority', 25, ({ state }) => state === 'seized');
        expect(hold).toMatchObject({ kind: 'section7', heldSatang: '5000000' });

        const officer = await visit(OFFICER, { path: `/cases/${opened.id}`, language: 'en' });
        await officer.getByRole('button', { name: /^Holds/ }).click();
        const row = officer.locator('.hold').first();
        await row.getByText(enText.holdState.seized, { exact: true }).waitFor();
        expect(await row.getByRole('button', { name: /^Release/ }).count()).toBe(0);
        expect(await barriers(officer)).toEqual([]);

        // Whoever looks after breaks is told whom to ask, beside both words.
        const desk = await visit('demo-supervisor-2', { path: '/supervisor?tab=breaks', language: 'en' });
        await desk.getByRole('row').filter({ hasText: opened.accepted.caseNo }).getByRole('button').first().click();
        const detail = desk.getByRole('complementary');
        await detail.getByRole('heading', { name: enRecord.record.difference.HELD_UNDER_AMLO }).waitFor();
        await detail.getByText('ordered 50,000.00 baht', { exact: false }).waitFor();
        expect(await barriers(desk)).toEqual([]);
      }),
    );

    storyInFullRun('lets a part go, which another officer asks back as a mistake and a second one approves', () =>
      house.story(async (visit) => {
        const { opened, digits } = await heldCase(house);
        const officer = await visit(OFFICER, { path: `/cases/${opened.id}` });
        await officer.getByRole('button', { name: /^คำสั่งระงับ/ }).click();
        await officer.getByRole('button', { name: /^ปล่อยเงิน…/ }).click();
        const dialog = officer.getByRole('dialog');
        await dialog.getByLabel('บางส่วน', { exact: false }).check();
        await dialog.getByLabel('จำนวนที่ปล่อย (บาท)').fill('50000');
        await dialog.getByLabel('เหตุผล', { exact: false }).fill('ค่าจ้างของเจ้าของบัญชี');
        await officer.keyboard.press('Control+Enter');
        await dialog.getByText('ส่วนที่ระงับต่อต้องมากกว่า 0 และน้อยกว่า 50,000.00 บาท', { exact: false }).waitFor();
        expect(await dialog.getByLabel('จำนวนที่ปล่อย (บาท)').getAttribute('aria-invalid')).toBe('true');
        await dialog.getByLabel('จำนวนที่ปล่อย (บาท)').fill('20,000');
        await dialog.getByText('ระงับต่อ 30,000.00 บาท').waitFor();
        expect(await barriers(officer)).toEqual([]);
        await officer.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        await opened.holdThat('holds less', 25, ({ heldSatang }) => heldSatang === '3000000');

        // Who let it go may ask it back; whoever did not must approve.
        await officer.getByRole('button', { name: /^ขอระงับกลับ/ }).click();
        await dialog
          .getByRole('heading', { name: new RegExp(`ระงับเงินที่ปล่อยโดยผิดพลาดกลับ 20,000.00 .*${digits}`) })
          .waitFor();
        await dialog.getByLabel('เหตุผล', { exact: false }).fill('พิมพ์จำนวนผิด');
        expect(await barriers(officer)).toEqual([]);
        await officer.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });

        const supervisor = await visit(SUPERVISOR, { path: `/cases/${opened.id}`, language: 'en' });
        await supervisor.getByRole('button', { name: /^Approve 20,000.00 baht/ }).click();
        await supervisor.getByRole('dialog').getByRole('textbox').fill('A typing error.');
        await supervisor.keyboard.press('Control+Enter');
        await opened.holdThat('holds all again', 25, ({ heldSatang }) => heldSatang === '5000000');
      }),
    );

    it.concurrent('is voided by a court, whose order is named with its document', () =>
      house.story(async (visit) => {
        const { opened } = await heldCase(house);
        await opened.attachWarrant();
        const page = await visit('demo-supervisor-1', { path: `/cases/${opened.id}`, language: 'en' });
        await page.getByRole('button', { name: /^Holds/ }).click();
        await page
          .locator('.hold')
          .getByRole('button', { name: /^Release/ })
          .first()
          .click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('A court voided the order', { exact: false }).check();
        await dialog.getByText('Name the court, its case, the day and the document').waitFor();
        expect(await barriers(page)).toEqual([]);
        await dialog.getByLabel('Court', { exact: true }).fill('Criminal Court');
        await dialog.getByLabel('Number of the court’s case').fill('อ.12/2569');
        await dialog.getByLabel('Day of the court’s order', { exact: false }).fill(bangkokDate(new Date()));
        await dialog.getByLabel('The court’s order, among the files').selectOption({ index: 1 });
        await dialog.getByLabel('Reason', { exact: false }).fill('The court found no ground.');
        await wholeDialog(page, 'release');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        const released = await opened.holdThat('is released', 25, ({ state }) => state === 'released');
        expect(released).toMatchObject({ heldSatang: '0', release: { reason: 'COURT_VOIDED' } });
        expect(await barriers(page)).toEqual([]);
        const orders = await house.system.db.query<{ court: unknown }[]>(
          'SELECT court_order AS court FROM release_order WHERE case_id = $1',
          [opened.id],
        );
        expect(orders).toHaveLength(1);
        expect(JSON.stringify(orders)).toContain('Criminal Court');
      }),
    );

    storyInFullRun('takes the whole account under a warrant whose number the two approvers see', () =>
      house.story(async (visit) => {
        const { opened } = await heldCase(house);
        const { seizureWarrantNo, warrant } = await opened.attachWarrant();
        const officer = await visit(OFFICER, { path: `/cases/${opened.id}`, theme: 'dark' });
        await officer.getByRole('button', { name: /^คำสั่งระงับ/ }).click();
        await officer.getByRole('button', { name: /^ระงับตามหมายอายัด/ }).click();
        const dialog = officer.getByRole('dialog');
        await dialog.getByText('ต้องมีผู้อื่นอนุมัติ 2 คน', { exact: false }).waitFor();
        await dialog.getByLabel('เหตุผล', { exact: false }).fill('พนักงานสอบสวนออกหมายอายัดแล้ว');
        await dialog.getByText('ต้องมีเลขที่หมายอายัด').waitFor();
        await dialog.getByLabel('เลขที่หมายอายัด').fill(seizureWarrantNo);
        await dialog.getByLabel('สถานีหรือหน่วยที่ออกหมาย').fill(warrant.authority);
        await dialog.getByLabel('วันที่ในหมาย', { exact: false }).fill(warrant.issuedOn);
        await dialog.getByLabel('ไฟล์หมาย', { exact: false }).selectOption(warrant.attachmentId);
        await dialog.getByRole('button', { name: 'นานที่สุด' }).click();
        expect(await barriers(officer)).toEqual([]);
        await officer.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });

        for (const person of [SUPERVISOR, INQUIRY]) {
          const page = await visit(person, { path: `/cases/${opened.id}` });
          await page.getByText(seizureWarrantNo).waitFor();
          await page.getByRole('button', { name: /^อนุมัติระงับ 50,000.00 บาท/ }).click();
          await page.getByRole('dialog').getByText(seizureWarrantNo).waitFor();
          await page.getByRole('dialog').getByRole('textbox').fill('เห็นหมายแล้ว');
          expect(await barriers(page)).toEqual([]);
          await page.keyboard.press('Control+Enter');
          await page.getByRole('dialog').waitFor({ state: 'hidden' });
        }
        const held = await opened.holdThat('is of the warrant', 25, ({ kind }) => kind === 'whole_account');
        expect(held.seizureWarrantNo).toBe(seizureWarrantNo);
      }),
    );

    storyInFullRun('is taken back while the bank has not answered', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        await behave(house.system, theft.mule, { mode: 'silent', delayMs: 0 });
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.holdThat('is ordered', 25, () => true);
        const page = await visit(OFFICER, { path: `/cases/${opened.id}`, language: 'en' });
        await page.getByRole('button', { name: /^Holds/ }).click();
        await page.getByRole('button', { name: /^Release/ }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('heading', { name: /^Take back the order to hold 50,000.00 baht/ }).waitFor();
        await dialog.getByRole('textbox').fill('The wrong account.');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        await opened.holdThat('is being released', 25, ({ release }) => release !== null);
      }),
    );

    storyInFullRun('is reviewed after the victim has withdrawn, and stands', () =>
      house.story(async (visit) => {
        const { opened } = await heldCase(house);
        const [hold] = await opened.holds();
        await opened.continueUntil(hold?.id ?? '', new Date(Date.now() + 10 * DAY_MS));
        await opened.withdraw();
        const page = await visit(INQUIRY, { path: `/cases/${opened.id}`, language: 'en' });
        await page.getByRole('button', { name: /^Holds/ }).click();
        await page.getByRole('button', { name: /^Reviewed: keep the hold/ }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('textbox').fill('Other victims are named in the file.');
        await wholeDialog(page, 'review');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        await page.getByRole('button', { name: /^Reviewed: keep the hold/ }).waitFor({ state: 'hidden' });
        const rows = await house.system.db.query<object[]>('SELECT person FROM hold_review WHERE hold_id = $1', [
          hold?.id,
        ]);
        expect(rows).toEqual([{ person: INQUIRY }]);
      }),
    );
  });
}

/** Opens a case of the rulebook of the law with one hold that its bank has confirmed. */
async function heldCase(house: House): Promise<{ opened: Case; digits: string }> {
  const theft = await commitTheft(house.system);
  const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
  await opened.allHeld(1);
  await opened.evidenceComplete();
  return { opened, digits: theft.mule.accountNo.slice(-4) };
}
