import { Case } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { barriers, type House } from './support/house.js';

const OFFICER = 'demo-officer-1';
const WHY = 'The caller asks which number we have.';

/** Stories of who reads what a victim reported. */
export function reportStories(house: House): void {
  describe('the report of a case', () => {
    it.concurrent('is masked, shows a value for a reason, and tells the auditor who looked and why', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.post('hotline-1', `/v1/complaints/${opened.id}/supplements`, {
          note: 'He called once more.',
          suspectContacts: [{ kind: 'phone', value: '0611111111' }],
        });
        const { phone, complaint } = theft;
        const { victim, narrative } = complaint;
        const page = await visit(OFFICER, { path: `/cases/${opened.id}` });
        await page.getByRole('button', { name: /^คำแจ้ง/ }).waitFor();
        await page.keyboard.press('0');
        const part = page.getByRole('region', { name: 'คำแจ้ง', exact: true });
        await part.getByRole('heading', { name: 'ข้อมูลเพิ่มเติม' }).waitFor();
        await part.getByText('ผู้เสียหายเจ้าของบัญชีแจ้งเอง', { exact: false }).waitFor();
        const masked = await part.innerText();
        for (const personal of [victim.name, phone, narrative, '0611111111', 'He called once more.'])
          expect(masked).not.toContain(personal);
        expect(await barriers(page)).toEqual([]);

        const row = part.getByRole('row', { name: /ผู้เสียหาย.*โทรศัพท์/ });
        await row.getByRole('button', { name: 'ดูเต็ม' }).click();
        const dialog = page.getByRole('dialog', { name: /ดูเต็ม: ผู้เสียหาย · โทรศัพท์/ });
        // Without a reason nothing is shown.
        await page.keyboard.press('Control+Enter');
        await dialog.getByRole('textbox').fill(WHY);
        await page.keyboard.press('Control+Enter');
        await row.getByText(phone).waitFor();
        expect(await barriers(page)).toEqual([]);
        await row.getByRole('button', { name: 'ซ่อนเลย' }).click();
        await row.getByText(phone).waitFor({ state: 'hidden' });
        // Who looked is not for an officer to read.
        expect(await part.getByRole('heading', { name: 'ใครเปิดดูอะไร' }).count()).toBe(0);

        const auditor = await visit('demo-auditor-1', { path: `/cases/${opened.id}`, language: 'en' });
        await auditor.getByRole('button', { name: /^Report/ }).waitFor();
        await auditor.keyboard.press('0');
        const looked = auditor.getByRole('region', { name: 'Who had what shown' });
        await looked.getByRole('row', { name: new RegExp(`${OFFICER}.*Victim · Telephone.*${WHY}`) }).waitFor();
        expect(await auditor.getByRole('button', { name: 'Show in full…' }).count()).toBe(0);
        expect(await barriers(auditor)).toEqual([]);
      }),
    );

    it.concurrent('tells on the page of the case what nobody knew of the report, and asks for it no more', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const { narrative: _untold, ...complaint } = theft.complaint;
        const opened = await Case.open(house.system, complaint, { rulebook: 'law' });
        const page = await visit(OFFICER, { path: `/cases/${opened.id}`, language: 'en' });
        await page.getByRole('button', { name: /^Report/ }).waitFor();
        await page.keyboard.press('0');
        await page.getByRole('button', { name: /^Tell what was not known/ }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('group', { name: 'What happened' }).getByRole('textbox').fill('I paid for a camera.');
        await dialog.getByLabel('How it is known now').fill('The caller told it in a second call.');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        await page.getByRole('button', { name: /^Tell what was not known/ }).waitFor({ state: 'hidden' });
        expect(await barriers(page)).toEqual([]);
      }),
    );
  });
}
