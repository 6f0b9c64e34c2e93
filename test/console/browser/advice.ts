import { createHash } from 'node:crypto';
import { AdviceView } from '../../../src/wire/office/advice.js';
import { Case } from '../../e2e/support/case.js';
import { commitTheft, digits } from '../../e2e/support/theft.js';
import { until } from '../../e2e/support/until.js';
import { storyInFullRun } from '../../support/full-run.js';
import { caseWithEvidence } from './support/case-with-evidence.js';
import { wholeDialog } from './support/cut.js';
import { sureOf } from './support/sure-advice.js';
import { barriers, type House } from './support/house.js';

const OFFICER = 'demo-officer-1';
const SECOND = 'demo-officer-2';

/** Stories of the analysis' advice at a case. */
export function adviceStories(house: House): void {
  describe('the advice at a case', () => {
    it.concurrent('is called advice, says why, and is called wrong by an officer, whom it orders nothing', () =>
      house.story(async (visit) => {
        const { opened, theft } = await caseWithEvidence(house);
        const path = `/cases/${opened.id}`;
        // Of one account the analysis is silent: there is nothing to rank.
        const { id: adviceId, band } = await until('the analysis has looked at the case', 60, async (seen) => {
          const rows: { id: string; band: string }[] = await house.system.db.query(
            `SELECT id, band FROM advice WHERE case_id = $1 AND kind = 'hop_risk' AND NOT shadow ORDER BY id DESC`,
            [opened.id],
          );
          seen(rows);
          return rows[0];
        });
        const silent = await visit(SECOND, { path });
        await silent
          .getByRole('region', { name: 'คำแนะนำของระบบวิเคราะห์' })
          .getByText('ไม่มีคำแนะนำ', { exact: true })
          .waitFor();

        const isOfRecord = { adviceId, reviewSlot: band === 'unsure', person: OFFICER };
        const before = sureOf(house, opened, theft.mule, isOfRecord);
        const officer = await visit(OFFICER, { path, before });
        const advice = officer.getByRole('region', { name: 'คำแนะนำของระบบวิเคราะห์' });
        await advice.getByText('ไม่ใช่คำสั่ง', { exact: false }).waitFor();
        // One line: what to do, the fact and whose it is, how often such advice is right. The rest is folded.
        const line = advice.getByRole('listitem').filter({ hasText: 'ควรตรวจบัญชี' });
        await line.getByText('อยู่ในรายชื่อ HR-03 (ปปง.)', { exact: false }).waitFor();
        await line.getByText(/ถูก \d+% \(\d+–\d+%\)/).waitFor();
        expect(await advice.getByRole('listitem').count()).toBe(1);
        expect(await advice.getByText('ไม่แน่ใจ').count()).toBe(0);
        expect(await barriers(officer)).toEqual([]);
        await advice.getByText('เหตุผลทั้งหมด และการประเมินคำแนะนำ').click();
        await advice.getByText('ยังไม่มีใครประเมิน', { exact: false }).first().waitFor();
        expect(await barriers(officer)).toEqual([]);

        await advice.getByRole('button', { name: 'คำแนะนำผิด' }).first().click();
        const keep = advice.getByRole('button', { name: 'บันทึกว่าผิด' });
        expect(await keep.isDisabled()).toBe(true);
        await advice.getByRole('textbox').fill('He sells rice; the receipts are there.');
        // Where chance drew the account, what it is is asked.
        const judged = advice.getByRole('listitem').filter({ has: officer.getByRole('button', { name: 'บันทึกว่าผิด' }) });
        const innocent = judged.getByRole('radio', { name: 'ไม่ใช่บัญชีม้า' });
        if ((await innocent.count()) > 0) {
          expect(await keep.isDisabled()).toBe(true);
          await innocent.check();
        }
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

        const english = await visit('demo-auditor-1', { path, language: 'en', theme: 'dark', before });
        const read = english.getByRole('region', { name: 'Advice by the analysis' });
        await read.getByText('All reasons, and what you think of it').click();
        await read.getByText('called wrong', { exact: false }).waitFor();
        expect(await read.getByRole('button').count()).toBe(0);
        expect(await barriers(english)).toEqual([]);
      }),
    );

    it.concurrent('stands on the trail itself, in picture and table, and is called advice there too', () =>
      house.story(async (visit) => {
        const { opened, theft } = await caseWithEvidence(house);
        const path = `/cases/${opened.id}`;
        const before = sureOf(house, opened, theft.mule);
        const officer = await visit(OFFICER, { path, before });
        const account = officer.getByRole('button', { name: /คำแนะนำ ควรตรวจ$/ });
        await account.waitFor();
        await officer.getByText('ไม่ใช่ข้อเท็จจริงหรือคำสั่ง').waitFor();
        expect(await barriers(officer)).toEqual([]);

        await officer.keyboard.press('t');
        const column = officer.getByRole('columnheader', { name: 'คำแนะนำของระบบวิเคราะห์' });
        await column.waitFor();
        const row = officer.locator('.case-part').getByRole('row').nth(1);
        await row.getByText('ควรตรวจ', { exact: false }).first().waitFor();
        expect(await barriers(officer)).toEqual([]);
        await officer.getByRole('checkbox', { name: 'แสดงคำแนะนำบนเส้นทาง' }).uncheck();
        await column.waitFor({ state: 'hidden' });

        // In the queue, the mark says what it is about, and the peek why and how often its model was wrong.
        const queue = await visit(SECOND, {
          path: `/?tab=all&chosen=${opened.id}&text=${opened.accepted.caseNo}`,
          before,
        });
        const peek = queue.getByRole('complementary').getByRole('region', { name: 'คำแนะนำของระบบวิเคราะห์' });
        await peek.getByText('ควรตรวจบัญชี').waitFor();
        await peek.getByText(/แบบจำลอง .* · (ยังไม่มีใครประเมิน|ถูกชี้ว่าผิด)/).waitFor();
        expect(await peek.locator('.said').count()).toBeGreaterThan(0);
        await queue
          .getByText(/^คำแนะนำ: ควรตรวจบัญชี/)
          .first()
          .waitFor({ state: 'attached' });
        expect(await barriers(queue)).toEqual([]);

        const english = await visit('demo-auditor-1', { path, language: 'en', theme: 'dark', before });
        await english.getByRole('button', { name: /Advice worth a look$/ }).waitFor();
        expect(await barriers(english)).toEqual([]);
      }),
    );

    storyInFullRun(
      'suggests a ring, on which two officers give opinions blind to each other and one undoes it, and changes nothing else',
      () =>
        house.story(async (visit) => {
          const ring = await casesOfOnePerson(house, 2);
          const [here, there] = ring;
          if (here === undefined || there === undefined) throw new Error('a ring has two cases');
          const officer = await visit(OFFICER, { path: `/cases/${here.id}` });
          const advice = officer.getByRole('region', { name: 'คำแนะนำของระบบวิเคราะห์' });
          const before = await here.view();
          await advice.getByRole('button', { name: 'ให้ความเห็น' }).click();
          const dialog = officer.getByRole('dialog');
          await dialog.getByText('ไม่เปลี่ยนการระงับ', { exact: false }).waitFor();
          // Which case it is about, and what the two share, stands there before anything is said; nothing is chosen.
          await dialog.getByRole('link', { name: there.accepted.caseNo }).waitFor();
          await dialog.getByText('บุคคลเดียวกัน', { exact: false }).waitFor();
          await dialog.getByRole('textbox').fill('ซิมของผู้ติดต่อจดทะเบียนคนเดียวกัน');
          await dialog.getByText('เลือกความเห็นก่อน').waitFor();
          await dialog.getByRole('radio', { name: 'เป็นขบวนการเดียวกัน', exact: true }).check();
          expect(await barriers(officer)).toEqual([]);
          await wholeDialog(officer, 'ring_opinion');
          await officer.keyboard.press('Control+Enter');
          const opinions = officer.getByRole('region', { name: 'ความเห็นของเจ้าหน้าที่ต่อขบวนการ' });
          await opinions.getByText('รอความเห็นของอีกคน', { exact: false }).waitFor();
          await opinions.getByText('ซิมของผู้ติดต่อจดทะเบียนคนเดียวกัน').waitFor();
          expect(await advice.getByRole('button', { name: 'ให้ความเห็น' }).count()).toBe(0);
          expect(await barriers(officer)).toEqual([]);

          // Another officer is asked at the other case, and sees nothing of what the first said.
          const other = await visit(SECOND, { path: `/cases/${there.id}`, language: 'en', theme: 'dark' });
          await other.getByRole('button', { name: 'Give your opinion' }).first().click();
          expect(await other.getByText('ซิมของผู้ติดต่อ', { exact: false }).count()).toBe(0);
          await other.getByRole('dialog').getByRole('radio', { name: 'of one ring', exact: true }).check();
          await other.getByRole('dialog').getByRole('textbox').fill('The same person has both numbers.');
          await other.keyboard.press('Control+Enter');
          const read = other.getByRole('region', { name: 'What officers found of rings' });
          await read.getByText('Two officers found that these cases are of one ring').waitFor();
          await read.getByText(`one ring, says ${OFFICER}`, { exact: false }).waitFor();
          await read.getByRole('button', { name: 'Undo' }).click();
          await other.getByRole('dialog').getByRole('textbox').fill('The SIM was sold on before the second call.');
          await wholeDialog(other, 'ring_undo');
          await other.keyboard.press('Control+Enter');
          await read.getByText('The SIM was sold on', { exact: false }).waitFor();
          await other.getByRole('dialog').waitFor({ state: 'hidden' });
          expect(await read.getByRole('button').count()).toBe(0);
          expect(await barriers(other)).toEqual([]);
          await read.getByRole('link', { name: here.accepted.caseNo }).click();
          await other.getByRole('heading', { name: here.accepted.caseNo }).waitFor();
          await read.getByText('The SIM was sold on', { exact: false }).waitFor();

          // Both are on the record of each case; requests, status and links are what they were.
          for (const { id } of ring) {
            const events = await house.system.db.query<object[]>(
              `SELECT type, actor FROM audit_event WHERE chain = $1 AND type LIKE 'ring.%' ORDER BY sequence`,
              [id],
            );
            expect(events).toEqual([
              { type: 'ring.opinion', actor: OFFICER },
              { type: 'ring.opinion', actor: SECOND },
              { type: 'ring.undone', actor: SECOND },
            ]);
          }
          const { status, freezeRequests } = await here.view();
          expect([status, freezeRequests]).toEqual([before.status, []]);
        }),
    );
  });
}

/**
 * Opens cases that have nothing in common but the person registered for the numbers that called; the
 * one at which the analysis suggests their ring comes first. That is the one whose agencies answered
 * last: the others were looked at before it was known whose number called there.
 */
async function casesOfOnePerson(house: House, count: number): Promise<Case[]> {
  const { system } = house;
  const personRef = createHash('sha256').update(digits(12)).digest('hex');
  const cases: Case[] = [];
  for (let index = 0; index < count; index += 1) {
    const number = `060${digits(7)}`;
    await system.stage.list('nbtc', { number, registration: 'identified', suspended: false, personRef });
    const theft = await commitTheft(system, { suspectContacts: [{ kind: 'phone', value: number }] });
    cases.push(await Case.open(system, theft.complaint, { rulebook: 'law' }));
  }
  const advised = await until('the analysis suggests a ring at one of them', 40, async (seen) => {
    const kindsOf = async ({ id }: Case) => {
      const { advice } = await system.centre.read('officer-1', `/v1/cases/${id}/advice`, AdviceView);
      return advice.map(({ kind }) => kind);
    };
    const kinds = await Promise.all(cases.map(kindsOf));
    seen(kinds);
    return cases.find((_, nth) => kinds[nth]?.includes('ring'));
  });
  return [advised, ...cases.filter((each) => each !== advised)];
}
