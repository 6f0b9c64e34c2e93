import { caseWithEvidence } from './support/case-with-evidence.js';
import { barriers, type House } from './support/house.js';

const OFFICER = 'demo-officer-1';

/** Stories of the analysis' advice at a case. */
export function adviceStories(house: House): void {
  describe('the advice at a case', () => {
    it.concurrent('is called advice, says why, and is called wrong by an officer, whom it orders nothing', () =>
      house.story(async (visit) => {
        const { opened } = await caseWithEvidence(house);
        const officer = await visit(OFFICER, { path: `/cases/${opened.id}` });
        const advice = officer.getByRole('region', { name: 'คำแนะนำของระบบวิเคราะห์' });
        await advice.getByText('ไม่ใช่คำสั่ง', { exact: false }).waitFor();
        // It comes by itself when the agencies have answered.
        await advice.getByText('ควรตรวจบัญชี').first().waitFor();
        await advice.getByText('ยังไม่มีใครประเมิน', { exact: false }).first().waitFor();
        expect(await barriers(officer)).toEqual([]);

        await advice.getByRole('button', { name: 'คำแนะนำผิด' }).first().click();
        const keep = advice.getByRole('button', { name: 'บันทึกว่าผิด' });
        expect(await keep.isDisabled()).toBe(true);
        await advice.getByRole('textbox').fill('He sells rice; the receipts are there.');
        expect(await barriers(officer)).toEqual([]);
        await keep.click();
        await advice.getByText('คุณชี้ว่าผิด').waitFor();
        await advice.getByText('ถูกชี้ว่าผิด', { exact: false }).waitFor();

        const verdicts = await house.system.db.query<{ person: string; shown: object }[]>(
          'SELECT person, shown FROM advice_verdict WHERE case_id = $1',
          [opened.id],
        );
        expect(verdicts).toMatchObject([{ person: OFFICER, shown: { kind: 'hop_risk', wrong: 0 } }]);
        // Nothing was ordered or asked for by all this.
        const { freezeRequests } = await opened.view();
        expect(freezeRequests).toEqual([]);

        const english = await visit('demo-auditor-1', { path: `/cases/${opened.id}`, language: 'en', theme: 'dark' });
        const read = english.getByRole('region', { name: 'Advice by the analysis' });
        await read.getByText('called wrong', { exact: false }).waitFor();
        expect(await read.getByRole('button').count()).toBe(0);
        expect(await barriers(english)).toEqual([]);
        if (process.env['RANGAP_LOOK'] !== undefined) {
          await read.scrollIntoViewIfNeeded();
          await english.screenshot({ path: `${process.env['RANGAP_LOOK']}-en.png`, fullPage: true });
          await advice.scrollIntoViewIfNeeded();
          await officer.screenshot({ path: `${process.env['RANGAP_LOOK']}-th.png`, fullPage: true });
        }
      }),
    );
  });
}
