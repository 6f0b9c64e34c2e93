import { behave } from '../../e2e/support/theft.js';
import { until } from '../../e2e/support/until.js';
import { caseWithEvidence } from './support/case-with-evidence.js';
import { storyInFullRun } from '../../support/full-run.js';
import { wholeDialog } from './support/cut.js';
import { barriers, type House } from './support/house.js';

const [OFFICER, SUPERVISOR] = ['demo-officer-1', 'demo-supervisor-1'];

/** Stories of armed holds: two persons make a suspension ready before the money goes on. */
export function armedHoldStories(house: House): void {
  describe('an armed hold', () => {
    storyInFullRun('is asked for by an officer, approved by another person, and catches what went on', () =>
      house.story(async (visit) => {
        const { opened, theft } = await caseWithEvidence(house, { passedOnSatang: '2000000' });
        // An armed hold needs evidence about the account that it reaches too (P-EV85B).
        await house.system.stage.list('amlo', { account: theft.next, list: 'HR-03-1', since: '2026-05-04T03:00:00Z' });
        await behave(house.system, theft.mule, { mode: 'silent', delayMs: 0 });
        const body = { kind: 'aoc_suspension' as const, account: theft.mule, reason: 'AMLO lists the holder.' };
        const { id } = await opened.requestFreeze('officer-1', body);
        await opened.approve('supervisor-1', id);
        const hold = await opened.holdThat('is ordered', 25, ({ kind }) => kind === 'aoc_suspension');

        const officer = await visit(OFFICER, { path: `/cases/${opened.id}` });
        await officer.getByRole('button', { name: /^คำสั่งระงับ/ }).click();
        await officer.getByRole('button', { name: /^เตรียมระงับล่วงหน้า/ }).click();
        const dialog = officer.getByRole('dialog');
        await wholeDialog(officer, 'arm');
        const cap = dialog.getByLabel('วงเงินสูงสุด (บาท)');
        await cap.fill('50,000.01');
        await dialog.getByLabel('เหตุผล', { exact: false }).fill('The holder moves money within minutes.');
        await officer.keyboard.press('Control+Enter');
        await dialog.getByText('ไม่เกิน 50,000.00 บาท ที่การระงับนี้ขอไว้', { exact: false }).waitFor();
        expect(await cap.getAttribute('aria-invalid')).toBe('true');
        await cap.fill('15000');
        await dialog.getByLabel('1 ชั่วโมง', { exact: true }).check();
        expect(await barriers(officer)).toEqual([]);
        await dialog.getByRole('button', { name: /^เสนอเตรียมระงับไม่เกิน 15,000.00 บาท/ }).click();
        await dialog.waitFor({ state: 'hidden' });
        // The maker cannot approve it.
        const approve = /^อนุมัติเตรียมระงับไม่เกิน 15,000.00 บาท/;
        await officer.getByRole('button', { name: approve }).waitFor();
        expect(await officer.getByRole('button', { name: approve }).isDisabled()).toBe(true);

        const supervisor = await visit(SUPERVISOR, { path: `/cases/${opened.id}`, language: 'en', theme: 'dark' });
        await supervisor.getByRole('button', { name: /^Approve arming up to 15,000.00 baht/ }).click();
        const decision = supervisor.getByRole('dialog');
        await decision.getByText('it is suspended at once where it arrived', { exact: false }).waitFor();
        await decision.getByRole('textbox').fill('The trail shows it.');
        expect(await barriers(supervisor)).toEqual([]);
        await decision.getByRole('button', { name: /^Approve arming up to 15,000.00 baht/ }).click();
        await decision.waitFor({ state: 'hidden' });
        await officer.getByText('เตรียมระงับแล้ว').first().waitFor();
        // The analysis was silent of so short a trail, which stands with the decision for everybody who reads advice.
        await officer.getByText('ไม่มีบันทึกว่าผู้ตัดสินเปิดรายการคำแนะนำ', { exact: false }).first().waitFor();
        expect(await opened.holds()).toHaveLength(1); // nothing has gone on yet
        expect(await barriers(officer)).toEqual([]);

        // The bank answers at last: 20,000 baht had gone on before.
        await behave(house.system, theft.mule, { mode: 'sync', delayMs: 0 });
        const next = await until('the next account is ordered', 40, async (seen) => {
          const holds = await opened.holds();
          seen(holds);
          return holds.find(({ hop }) => hop === 1);
        });
        expect(next).toMatchObject({ kind: 'aoc_suspension', requestedSatang: '1500000' });
        await officer.getByText('สั่งระงับปลายทางแล้ว').first().waitFor();
        const armed = (await opened.view()).freezeRequests.find(({ holdId }) => holdId === hold.id)?.armed;
        expect(armed).toEqual({ capSatang: '1500000', orderedSatang: '1500000', standing: 'triggered' });
        if (process.env['RANGAP_LOOK'] !== undefined)
          await officer.screenshot({ path: `${process.env['RANGAP_LOOK']}-armed.png`, fullPage: true });
      }),
    );
  });
}
