import { formatInstant } from '../../../web/src/format/time.js';
import { Case } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { until } from '../../e2e/support/until.js';
import { caseWithEvidence } from './support/case-with-evidence.js';
import { storyInFullRun } from '../../support/full-run.js';
import { wholeDialog } from './support/cut.js';
import { barriers, type House } from './support/house.js';

const OFFICER = 'demo-officer-1';
const SUPERVISOR = 'demo-supervisor-1';

/** The parts of a case after the trail: key, name, and what stands there when it is read. */
const PARTS = [
  ['2', 'พยานหลักฐาน', '.matrix'],
  ['3', 'คำสั่งระงับ', '.hold'],
  ['4', 'ผลการวินิจฉัย', '.findings'],
  ['5', 'เหตุการณ์', 'table'],
] as const;
const MORE_PARTS = [
  ['6', 'คำอุทธรณ์', 'strong'],
  ['7', 'แลกเปลี่ยน', 'table'],
  ['8', 'เชื่อมโยง', 'strong'],
  ['9', 'บันทึกและไฟล์', 'textarea'],
] as const;

/** Stories at a case. */
export function caseStories(house: House): void {
  describe('a case', () => {
    it.concurrent(
      'is asked for by an officer and approved by a second person, and the receipt appears without a reload',
      () =>
        house.story(async (visit) => {
          const { opened, theft } = await caseWithEvidence(house);
          const digits = theft.mule.accountNo.slice(-4);
          const officer = await visit(OFFICER, { path: `/cases/${opened.id}` });
          await officer.getByRole('button', { name: /เสนอคำขอให้ระงับ/ }).click();
          const asking = officer.getByRole('dialog');
          await asking.getByRole('heading', { name: new RegExp(`ขอให้ระงับเงิน 50,000.00 บาท .*${digits}`) }).waitFor();
          await wholeDialog(officer, 'request');
          expect(await barriers(officer)).toEqual([]);

          // Enter never confirms; without a reason nothing does.
          await officer.keyboard.press('Control+Enter');
          await asking.getByRole('textbox').fill('AMLO lists the holder.');
          await officer.keyboard.press('Enter');
          expect(await opened.view()).toMatchObject({ freezeRequests: [] });
          await officer.keyboard.press('Control+Enter');
          await asking.waitFor({ state: 'hidden' });

          // The maker sees the same button, off, with the reason beside it.
          await officer.getByText('คุณเป็นผู้เสนอคำขอนี้', { exact: false }).waitFor();
          expect(
            await officer
              .getByRole('button', { name: /อนุมัติระงับ/ })
              .first()
              .isDisabled(),
          ).toBe(true);
          expect(await barriers(officer)).toEqual([]);

          const supervisor = await visit(SUPERVISOR, { path: `/cases/${opened.id}`, language: 'en' });
          await supervisor.getByRole('button', { name: /^Approve 50,000.00 baht/ }).click();
          const deciding = supervisor.getByRole('dialog');
          await deciding.getByRole('heading', { name: new RegExp(`Hold 50,000.00 baht .*${digits}`) }).waitFor();
          await wholeDialog(supervisor, 'decide');
          expect(await barriers(supervisor)).toEqual([]);
          const end = await deciding.getByText(/, if approved now$/).innerText();
          // The pages of a supervisor and who is there stand in one row in English too.
          expect(await supervisor.locator('header.top').evaluate((top) => top.clientHeight)).toBeLessThan(60);
          await deciding.getByRole('textbox').fill('I agree.');
          await deciding.getByRole('button', { name: /^Approve 50,000.00 baht/ }).click();
          await deciding.waitFor({ state: 'hidden' });

          // The officer's page was never loaded again.
          await officer.getByText('อนุมัติแล้ว', { exact: true }).waitFor();
          await officer.getByRole('button', { name: /^คำสั่งระงับ/ }).click();
          await officer.getByText('ระงับได้ครบ').waitFor();
          await officer.getByText('ระงับได้ 50,000.00 จาก 50,000.00 บาท').waitFor();
          // Below the trail stands what that meant, without a reload.
          await officer.keyboard.press('1');
          const happened = officer.getByRole('region', { name: 'สรุปเหตุการณ์' });
          await happened.getByText('คำสั่งของเรื่องนี้ระงับรวม 50,000.00 บาท').waitFor();
          expect(await happened.getByRole('listitem').count()).toBe(4);
          await officer.keyboard.press('3');
          expect(await barriers(officer)).toEqual([]);
          // It ends when the dialog said, by as much later as the person took to decide.
          const [hold] = await opened.allHeld(1);
          const expiresMs = Date.parse(hold?.expiresAt ?? '');
          const ends = [0, 1, 2, 3].map((later) => formatInstant(expiresMs - later * 60_000, 'en'));
          expect(ends.map((at) => `${at}, if approved now`)).toContain(end);

          // The order as a document: saved as a PDF, and the reading stands on the chain of the case.
          const saved = officer.waitForEvent('download');
          await officer.getByRole('button', { name: 'เอกสารคำสั่งที่ 1 (PDF)' }).click();
          expect((await saved).suggestedFilename()).toMatch(/^order-.*\.pdf$/);
          const readings = await house.system.db.query<object[]>(
            "SELECT actor FROM audit_event WHERE chain = $1 AND type = 'order_document.read'",
            [opened.id],
          );
          expect(readings).toEqual([{ actor: OFFICER }]);
        }),
    );

    storyInFullRun('shows what was asked of banks and agencies, and what each answered, without the numbers', () =>
      house.story(async (visit) => {
        const number = `06${String(Date.now()).slice(-8)}`;
        const { complaint } = await commitTheft(house.system, { suspectContacts: [{ kind: 'phone', value: number }] });
        const opened = await Case.open(house.system, complaint, { rulebook: 'law' });
        await until('bank and agencies have answered', 25, async () => {
          const { requests, debitConfirmations } = await opened.evidence();
          return [...requests, ...debitConfirmations].every(({ state }) => state !== 'asked') ? true : undefined;
        });
        const page = await visit(OFFICER, { path: `/cases/${opened.id}` });
        await page.getByRole('button', { name: /^พยานหลักฐาน/ }).waitFor();
        await page.keyboard.press('2');
        const debit = page.getByRole('listitem').filter({ hasText: 'ยืนยันการโอนของผู้เสียหาย' });
        await debit.getByRole('button', { name: 'ยืนยันแล้ว' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByText('50,000.00 บาท', { exact: false }).waitFor();
        await dialog.getByRole('row').filter({ hasText: 'ผลต่อเรื่อง' }).getByText('มีผลแล้ว').waitFor();
        await wholeDialog(page, 'evidence_versions');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Escape');

        await page
          .getByRole('listitem')
          .filter({ hasText: `กสทช. · เลขหมาย xxxxxx${number.slice(-4)}` })
          .getByRole('button')
          .click();
        await dialog.getByText(`ถามเรื่อง เลขหมาย xxxxxx${number.slice(-4)}`, { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);
        expect(await page.locator('body').innerText()).not.toContain(number);
      }),
    );

    it.concurrent('loses its approval dialog when the evidence changes, until the person has looked again', () =>
      house.story(async (visit) => {
        const { opened, theft } = await caseWithEvidence(house);
        await opened.requestFreeze('officer-1', {
          kind: 'aoc_suspension',
          account: theft.mule,
          reason: 'AMLO lists the holder.',
        });
        const page = await visit(SUPERVISOR, { path: `/cases/${opened.id}` });
        await page.getByRole('button', { name: /^อนุมัติระงับ/ }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('textbox').fill('I agree.');
        const before = (await opened.view()).evidenceHash;
        await opened.post('hotline-1', `/v1/complaints/${opened.id}/supplements`, {
          note: 'The caller remembers a number.',
          suspectContacts: [{ kind: 'phone', value: '0611111111' }],
        });
        await until('the evidence changes', 25, async () =>
          (await opened.view()).evidenceHash !== before ? true : undefined,
        );
        await dialog.getByText('คำอนุมัติเดิมใช้ไม่ได้', { exact: false }).waitFor();
        await dialog.getByText('ช่องที่เปลี่ยน:', { exact: false }).waitFor();
        expect(await dialog.getByRole('button', { name: /^อนุมัติระงับ/ }).count()).toBe(0);
        expect(await barriers(page)).toEqual([]);
        await dialog.getByRole('button', { name: 'ดูแล้ว ตัดสินใหม่' }).click();
        expect(await dialog.getByRole('textbox').inputValue()).toBe('I agree.');
        await dialog.getByRole('button', { name: /^อนุมัติระงับ/ }).waitFor();
      }),
    );

    it.concurrent('is refused with a reason, which stays on the case', () =>
      house.story(async (visit) => {
        const { opened, theft } = await caseWithEvidence(house);
        const body = { kind: 'aoc_suspension' as const, account: theft.mule, reason: 'AMLO lists the holder.' };
        await opened.requestFreeze('officer-1', body);
        const page = await visit(SUPERVISOR, { path: `/cases/${opened.id}`, language: 'en', theme: 'dark' });
        await page.getByRole('button', { name: /^Refuse/ }).waitFor();
        await page.keyboard.press('x');
        await page.getByRole('dialog').getByRole('textbox').fill('The shop is known to us.');
        await page.keyboard.press('Control+Enter');
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
        await page.getByText('The shop is known to us.', { exact: false }).waitFor();
        expect(await opened.holds()).toEqual([]);
        expect(await barriers(page)).toEqual([]);
      }),
    );

    storyInFullRun('shows appeals, exchanges, linked cases and notes, also where there are none', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(1);
        const page = await visit(OFFICER, { path: `/cases/${opened.id}`, theme: 'dark' });
        await page.locator('.react-flow__node').nth(1).waitFor();
        for (const [digit, part, content] of MORE_PARTS) {
          await page.keyboard.press(digit);
          await page.getByRole('region', { name: part, exact: true }).locator(content).first().waitFor();
          expect(await barriers(page)).toEqual([]);
        }
      }),
    );

    storyInFullRun('takes no full number in a reason or a note, keeps what was typed, and takes the last digits', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(1);
        const page = await visit(OFFICER, { path: `/cases/${opened.id}` });
        await page.locator('.react-flow__node').nth(1).waitFor();
        await page.keyboard.press('3');
        await page.getByRole('button', { name: /^ปล่อยเงิน…/ }).click();
        const dialog = page.getByRole('dialog');
        const reason = dialog.getByRole('textbox', { name: /^เหตุผล/ });
        const full = 'ร้านค้าที่รู้จัก บัญชี ๙๑๔-๐-๐๐๐๒๐-๑';
        const refused = 'คนอื่นจะได้อ่านข้อความนี้';
        await reason.fill(full);
        await page.keyboard.press('Control+Enter');
        await dialog.getByRole('alert').filter({ hasText: refused }).waitFor();
        expect(await reason.inputValue()).toBe(full);
        expect(await opened.holds()).toMatchObject([{ state: 'held' }]);
        expect(await barriers(page)).toEqual([]);
        await reason.fill('ร้านค้าที่รู้จัก บัญชี ••0201');
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        await page
          .getByText(/ปล่อยแล้ว|กำลังปล่อย/)
          .first()
          .waitFor();

        await page.keyboard.press('9');
        const note = page.locator('.write-note');
        await note.getByRole('textbox').fill('9-1234-56789-01-0');
        await page.keyboard.press('Control+Enter');
        await note.getByRole('alert').filter({ hasText: refused }).waitFor();
        expect(await note.getByRole('textbox').inputValue()).toBe('9-1234-56789-01-0');
        expect(await page.locator('.notes .said').count()).toBe(0);
      }),
    );

    it.concurrent('shows each of its parts in both forms, without a barrier, also on a phone', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system, { passedOnSatang: '2000000' });
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(2);
        const page = await visit(OFFICER, { path: `/cases/${opened.id}` });
        await page.locator('.react-flow__node').nth(2).waitFor();
        // Beside the victim and the accounts, the analysis may name a next one.
        expect(await page.locator('.react-flow__node[role=button]').count()).toBe(2);
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('t');
        await page.getByRole('table').waitFor();
        expect(await page.getByRole('row').count()).toBe(3);
        for (const [digit, part, content] of PARTS) {
          await page.keyboard.press(digit);
          await page.getByRole('region', { name: part, exact: true }).locator(content).first().waitFor();
          expect(await barriers(page)).toEqual([]);
        }
        const phone = await visit(OFFICER, { path: `/cases/${opened.id}`, width: 390, height: 844 });
        await phone.getByRole('table').waitFor();
        expect(await phone.locator('.react-flow__node').count()).toBe(0);
        expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        expect(await barriers(phone)).toEqual([]);
      }),
    );

    storyInFullRun('keeps what was typed when the session ends, and goes on when the person has signed in again', () =>
      house.story(async (visit) => {
        const { opened } = await caseWithEvidence(house);
        const page = await visit('demo-officer-2', { path: `/cases/${opened.id}` });
        await page.getByRole('button', { name: /เสนอคำขอให้ระงับ/ }).click();
        const asking = page.getByRole('dialog').filter({ has: page.getByRole('textbox') });
        await asking.getByRole('heading', { name: /50,000.00 บาท/ }).waitFor();
        await asking.getByRole('textbox').fill('AMLO lists the holder.');
        const ended = await house.system.lawCentre.post('admin-1', '/v1/sessions/end', { person: 'demo-officer-2' });
        expect(ended.body).toMatchObject({ ended: 1 });

        await page.keyboard.press('Control+Enter');
        const again = page.getByRole('link', { name: /เข้าระบบอีกครั้งในชื่อ/ });
        await again.waitFor();
        await wholeDialog(page, 'session_over');
        expect(await barriers(page)).toEqual([]);
        const [tab] = await Promise.all([page.waitForEvent('popup'), again.click()]);
        await tab.getByRole('link', { name: 'demo-officer-2', exact: true }).click();
        await tab.getByText('เข้าระบบแล้ว').waitFor();
        expect(await barriers(tab)).toEqual([]);
        await tab.close();

        await again.waitFor({ state: 'hidden' });
        expect(await asking.getByRole('textbox').inputValue()).toBe('AMLO lists the holder.');
        await asking.getByRole('textbox').press('Control+Enter');
        await asking.waitFor({ state: 'hidden' });
        const { freezeRequests } = await opened.view();
        expect(freezeRequests).toMatchObject([{ reason: 'AMLO lists the holder.', requestedBy: 'demo-officer-2' }]);
      }),
    );

    it.concurrent('says that a page of a case leads nowhere, as it says it of one that somebody may not see', () =>
      house.story(async (visit) => {
        const nowhere = await visit(OFFICER, { path: '/cases/01K00000000000000000000000' });
        await nowhere.getByRole('alert').waitFor();
        expect(await barriers(nowhere)).toEqual([]);
        const hotline = await visit('demo-hotline-1', { path: '/cases/01K00000000000000000000000' });
        await hotline.getByText('ไม่มีสิทธิ์ดูหน้านี้').waitFor();
      }),
    );
  });
}
