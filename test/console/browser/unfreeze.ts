import { ulid } from 'ulid';
import type { BrowserContext } from 'playwright-core';
import type { AppealQueue } from '../../../web/src/api/schema.js';
import { Case, ok } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { until } from '../../e2e/support/until.js';
import { signedIn } from './support/signed-in.js';
import { storyInFullRun } from '../../support/full-run.js';
import { wholeDialog } from './support/cut.js';
import { barriers, type House } from './support/house.js';

const DESK = 'demo-desk-1';
/** May answer an appeal; nobody else's story ends this person's sessions. */
const OFFICER = 'demo-supervisor-2';

/** Stories at the unfreeze desk. */
export function unfreezeStories(house: House): void {
  describe('the unfreeze desk', () => {
    storyInFullRun('finds the hold of a caller, gives the facts and takes the appeal, which an officer upholds', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        const [hold] = await opened.allHeld(1);
        const reference = hold?.noticeReference ?? '';

        // Who has no queue begins at the own page.
        const desk = await visit(DESK);
        await desk.waitForURL(/\/unfreeze$/);
        await desk.getByRole('textbox').waitFor();
        await desk.keyboard.press('Slash');
        await desk.keyboard.type('9999999999');
        await desk.keyboard.press('Enter');
        await desk.getByText('เลือกสถาบันแล้วใส่เลขที่บัญชี', { exact: false }).waitFor();
        await desk.getByRole('combobox').selectOption(theft.mule.institution);
        await desk.getByRole('textbox').fill(theft.mule.accountNo);
        await desk.keyboard.press('Enter');
        const facts = desk.getByRole('complementary');
        for (const fact of ['50,000.00 บาท', 'มาตรา 7', 'ศูนย์ AOC 1441', reference]) {
          await facts.getByText(fact, { exact: true }).waitFor();
        }
        expect(desk.url()).not.toContain(theft.mule.accountNo);
        expect(await barriers(desk)).toEqual([]);

        await facts.getByRole('button', { name: /รับคำอุทธรณ์/ }).click();
        await desk.getByRole('dialog').locator('textarea').fill('I sell rice at the gate of the factory.');
        await wholeDialog(desk, 'file_appeal');
        await desk.keyboard.press('Control+Enter');
        await desk.getByRole('dialog').waitFor({ state: 'hidden' });
        await desk.getByRole('button', { name: reference, exact: true }).click();
        await facts.getByText('I sell rice at the gate of the factory.').waitFor();
        // What this desk cannot do is not drawn; who can is said.
        await facts.getByText('ตอบได้เฉพาะเจ้าหน้าที่ศูนย์', { exact: false }).waitFor();
        expect(await desk.getByRole('button', { name: /^(ปลด|ไม่ปลด|รับไว้พิจารณา|มอบหมาย)/ }).count()).toBe(0);
        expect(await barriers(desk)).toEqual([]);

        await signedIn(house, 'demo-officer-1', visit);
        const officer = await visit(OFFICER, { language: 'en' });
        await officer.locator('.queue-foot').waitFor();
        await officer.keyboard.press('g');
        await officer.keyboard.press('u');
        await officer.waitForURL(/\/unfreeze$/);
        await officer.getByRole('checkbox', { name: `Select ${reference}` }).check();
        await officer.keyboard.press('h');
        const handover = officer.getByRole('dialog');
        await handover.getByRole('combobox').selectOption('demo-officer-1');
        await handover.getByRole('textbox').fill('A rice shop; the receipts are in the call.');
        expect(await barriers(officer)).toEqual([]);
        await officer.keyboard.press('Control+Enter');
        await handover.waitFor({ state: 'hidden' });
        await officer.keyboard.press('c');
        await officer.getByText('1 of 1 done').waitFor();
        await officer.getByRole('button', { name: /^Mine/ }).click();
        await officer.getByRole('button', { name: reference, exact: true }).click();
        await officer.getByText('I sell rice at the gate of the factory.').waitFor();
        await officer.getByRole('button', { name: /^Release 50,000.00 baht/ }).waitFor();
        await officer.keyboard.press('a');
        const dialog = officer.getByRole('dialog');
        await dialog.getByRole('heading', { name: /^Release 50,000.00 baht in/ }).waitFor();
        expect(await barriers(officer)).toEqual([]);
        await dialog.getByRole('textbox').fill('A shop that was paid for rice.');
        await officer.keyboard.press('Enter');
        await officer.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        await officer.getByRole('button', { name: reference, exact: true }).waitFor({ state: 'hidden' });

        const released = await until('the money is free', 20, async (seen) => {
          const [now] = await opened.holds();
          seen(now);
          return now?.state === 'released' ? now : undefined;
        });
        expect(released).toMatchObject({ heldSatang: '0' });
        const assigned = await house.system.db.query<object[]>(
          'SELECT assignee, note, assigned_by AS by FROM case_assignment WHERE case_id = $1',
          [opened.id],
        );
        const note = 'A rice shop; the receipts are in the call.';
        expect(assigned).toEqual([{ assignee: 'demo-officer-1', note, by: OFFICER }]);
        const looked = await house.system.db.query<{ actor: string }[]>(
          `SELECT actor FROM audit_event WHERE type = 'holds_of_account.read' AND payload -> 'holdIds' ? $1`,
          [hold?.id],
        );
        expect(looked).toEqual([{ actor: DESK }]);
      }),
    );

    it.concurrent('takes the files of an appeal as proof that the account has nothing to do with it', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        const [hold] = await opened.allHeld(1);
        const filed = { reference: hold?.noticeReference ?? '', statement: 'I sell rice at the gate.' };
        ok(await house.system.lawCentre.post('hotline-1', '/v1/appeals', filed, { 'idempotency-key': opened.id }), 201);
        const attachment = { id: ulid(), kind: 'document', mediaType: 'image/jpeg', size: 2_000 };
        const file = { ...attachment, sha256: 'ab'.repeat(32), addedAt: new Date().toISOString(), addedBy: null };
        const before = (context: BrowserContext) =>
          context.route('**/v1/appeals/*/attachments', (route) => route.fulfill({ json: { attachments: [file] } }));
        const page = await visit(OFFICER, { path: '/unfreeze', language: 'en', before });
        await page.getByRole('button', { name: filed.reference, exact: true }).click();
        await page.getByRole('button', { name: 'Accept documents as proof…' }).click();
        await page.getByRole('dialog').getByRole('textbox').fill('The receipt names the rice and the day.');
        await wholeDialog(page, 'accept_proof');
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('answers several at once by keys, and says which one is refused', () =>
      house.story(async (visit) => {
        const sent: unknown[] = [];
        const before = async (context: BrowserContext) => {
          await context.route('**/v1/appeals?*', (route) => route.fulfill({ json: queue([1, 2, 3]) }));
          await context.route('**/v1/appeals/decisions', (route) => {
            sent.push(route.request().postDataJSON());
            return route.fulfill({ json: { outcomes: [outcome(1, null), outcome(2, 'APPEAL.OWN_HOLD')] } });
          });
        };
        const page = await visit(OFFICER, { path: '/unfreeze', before });
        await page.getByText('จำนวนน้อย ร้านค้าประจำ ตอบพร้อมกันได้', { exact: false }).waitFor();
        await page.keyboard.press('j');
        await page.keyboard.press('Space');
        await page.keyboard.press('j');
        await page.keyboard.press('Space');
        await page.getByText('เลือก 2 รายการ').waitFor();
        await page.keyboard.press('Shift+KeyA');
        await page.getByRole('dialog').getByRole('heading', { name: 'ปลดเงินรวม 700.00 บาท ใน 2 รายการ' }).waitFor();
        await wholeDialog(page, 'answer_appeals');
        expect(await barriers(page)).toEqual([]);
        await page.getByRole('dialog').getByRole('textbox').fill('ร้านค้าที่ธนาคารรับรอง');
        await page.keyboard.press('Control+Enter');
        const why = 'คุณมีส่วนในการระงับหรือเป็นผู้ยื่นคำอุทธรณ์นี้ จึงตอบไม่ได้ ต้องเป็นอีกคน';
        await page.getByText(`ทำแล้ว 1 จาก 2 รายการ · RG2569-0009002-0/AAAAA2: ${why}`).waitFor();
        expect(sent).toEqual([
          { appealIds: [idOf(1), idOf(2)], decision: { verdict: 'uphold', reason: { th: 'ร้านค้าที่ธนาคารรับรอง' } } },
        ]);
      }),
    );

    storyInFullRun('takes one statement against two holds of a caller, and an officer answers both in one round', () =>
      house.story(async (visit) => {
        const holdOf = async (muleBank: string) => {
          const theft = await commitTheft(house.system, { muleBank });
          const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
          await opened.allHeld(1);
          const shown = await house.system.stage.noticesOn(theft.mule);
          const first = shown.find(({ notice }) => notice.appealSecret !== undefined)?.notice;
          return { reference: String(first?.reference), secret: String(first?.appealSecret) };
        };
        const notices = [await holdOf('th-014'), await holdOf('th-002')];
        const [one = '', other = ''] = notices.map(({ reference }) => reference);
        const desk = await visit(DESK, { path: '/unfreeze' });
        await desk.getByRole('button', { name: /^รับคำอุทธรณ์หลายรายการ/ }).click();
        const filing = desk.getByRole('dialog');
        await wholeDialog(desk, 'file_together');
        const said = 'I sell shoes at both places.';
        for (const [place, { reference, secret }] of notices.entries()) {
          await filing.getByLabel('เลขอ้างอิง').nth(place).fill(reference);
          await filing.getByLabel('รหัสในหนังสือแจ้ง').nth(place).fill(secret);
        }
        await filing.getByLabel('คำของผู้โทร').fill(said);
        expect(await barriers(desk)).toEqual([]);
        await desk.keyboard.press('Control+Enter');
        await filing.waitFor({ state: 'hidden' });

        // Whoever opens the one sees both, and answers them in one round.
        const officer = await visit(OFFICER, { path: '/unfreeze?tab=together', language: 'en' });
        await officer.getByRole('checkbox', { name: `Select ${other}` }).check();
        await officer.getByRole('button', { name: one, exact: true }).click();
        const act = officer.getByRole('region', { name: 'Brought together' });
        await act.getByText(other, { exact: false }).waitFor();
        await act.getByText('100,000.00 baht held in all', { exact: false }).waitFor();
        expect(await barriers(officer)).toEqual([]);
        // The state of the other follows, though the chosen one did not change.
        await officer.keyboard.press('c');
        await act.getByText('under review', { exact: false }).waitFor();
        // A view that shows the one alone: the whole act is selected all the same.
        await officer.getByRole('button', { name: /^Mine/ }).click();
        await officer.getByRole('button', { name: other, exact: true }).click();
        await act.getByRole('button', { name: 'Select all 2 that wait' }).click();
        await officer.getByText('2 selected').waitFor();
        await officer.keyboard.press('Shift+KeyA');
        const dialog = officer.getByRole('dialog');
        await dialog.getByRole('heading', { name: 'Release 100,000.00 baht in 2 holds' }).waitFor();
        await dialog.getByRole('textbox').fill('A shop of ten years.');
        await officer.keyboard.press('Control+Enter');
        await officer.getByText('2 of 2 done').waitFor();
        const reasons = await house.system.db.query<object[]>(
          `SELECT hold.notice_reference AS reference, release_order.reason FROM release_order JOIN hold ON hold.id = hold_id
            WHERE hold.notice_reference = ANY ($1) ORDER BY 1`,
          [[one, other]],
        );
        expect(reasons).toEqual([one, other].sort().map((reference) => ({ reference, reason: 'APPEAL_UPHELD' })));

        // The caller appeals once more, against one that is over too: only what is refused stays in the form.
        const [known] = notices;
        await desk.getByRole('button', { name: /^รับคำอุทธรณ์หลายรายการ/ }).click();
        for (const [place, notice] of [known, await holdOf('th-006')].entries()) {
          await filing.getByLabel('เลขอ้างอิง').nth(place).fill(String(notice?.reference));
          await filing.getByLabel('รหัสในหนังสือแจ้ง').nth(place).fill(String(notice?.secret));
        }
        await filing.getByLabel('คำของผู้โทร').fill(said);
        await desk.keyboard.press('Control+Enter');
        await filing.getByText(one, { exact: false }).waitFor();
        const left = await filing.getByLabel('เลขอ้างอิง').all();
        expect(await Promise.all(left.map((field) => field.inputValue()))).toEqual([one, '']);
        await desk.keyboard.press('Escape');
        await filing.waitFor({ state: 'hidden' });
      }),
    );

    it.concurrent.each([
      ['in English and dark', { language: 'en', theme: 'dark' }],
      ['on a phone', { width: 390, height: 844 }],
      ['at 1280', { width: 1280, height: 800 }],
    ] as const)('has no barrier %s', (_, how) =>
      house.story(async (visit) => {
        const before = (context: BrowserContext) =>
          context.route('**/v1/appeals?*', (route) => route.fulfill({ json: queue([1, 2, 3]) }));
        const page = await visit(DESK, { path: '/unfreeze', before, ...how });
        await page.locator('.desk-rows').waitFor();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
          await page.evaluate(() => window.innerWidth),
        );
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('tells who takes calls what to do next: no hold found, no telephone number', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(1);
        const page = await visit(DESK, { path: '/unfreeze', width: 1152, height: 720 });
        // Who answers no appeal has none of the own.
        await page.getByRole('button', { name: /^ชั้นศูนย์/ }).waitFor();
        expect(await page.getByRole('button', { name: /^ของฉัน/ }).count()).toBe(0);
        await page.getByRole('combobox').selectOption(theft.mule.institution);
        await page.getByRole('textbox').fill('9999999999');
        await page.keyboard.press('Enter');
        await page.getByText('ถ้าไม่มีหนังสือแจ้ง ให้ถามธนาคารว่าใครสั่ง', { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);
        await page.getByRole('textbox').fill(theft.mule.accountNo);
        await page.keyboard.press('Enter');
        await page
          .getByRole('complementary')
          .getByRole('button', { name: /รับคำอุทธรณ์/ })
          .click();
        const dialog = page.getByRole('dialog');
        await dialog.locator('textarea').fill('ขายข้าวหน้าโรงงาน');
        const take = dialog.getByRole('button', { name: /บันทึกคำอุทธรณ์/ });
        expect(await take.getAttribute('aria-disabled')).not.toBe('true');
        await dialog.getByRole('textbox').first().fill('เบอร์เดิม');
        await dialog.getByText('หมายเลขโทรศัพท์ไม่ถูกต้อง', { exact: false }).waitFor();
        expect(await take.getAttribute('aria-disabled')).toBe('true');
        await dialog.getByRole('textbox').first().fill('081-000 0901');
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
      }),
    );

    it.concurrent('sends the administrator to no administrator', () =>
      house.story(async (visit) => {
        const page = await visit('demo-admin-1', { path: '/report' });
        await page.getByText('สิทธิ์ให้กันที่ระบบยืนยันตัวตนของหน่วยงาน', { exact: false }).waitFor();
        await page.goto('/analysis');
        await page.getByText('เปลี่ยนได้โดยสองคนที่หน้างานกำกับ', { exact: false }).waitFor();
      }),
    );

    storyInFullRun.each([
      ['empty', 200, queue([]), 'ไม่มีคำอุทธรณ์ที่รอคำตอบ'],
      ['failed', 500, { code: 'INTERNAL', detail: '' }, '500 INTERNAL'],
    ] as const)('says why nothing is there when it is %s', (_, status, json, words) =>
      house.story(async (visit) => {
        const before = (context: BrowserContext) =>
          context.route('**/v1/appeals?*', (route) => route.fulfill({ status, json }));
        const page = await visit(DESK, { path: '/unfreeze', before });
        await page.getByText(words, { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );

    storyInFullRun('tells who may see it to a person who may not', () =>
      house.story(async (visit) => {
        const page = await visit('demo-bank-004', { path: '/unfreeze' });
        await page.getByText('ไม่มีสิทธิ์ดูหน้านี้').waitFor();
        await page.getByText('เจ้าหน้าที่ปลดระงับ (1441-2)', { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );
  });
}

const idOf = (index: number): string => `01K0000000000000000000900${index}`;

function outcome(index: number, refusedBecause: string | null) {
  return { appealId: idOf(index), state: null, decisionId: null, releaseOrderId: null, refusedBecause };
}

/** Makes up appeals: the first is late, the second a low sum of a merchant, the third any other. */
function queue(indexes: readonly number[]): AppealQueue {
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const appeals = indexes.map((index): AppealQueue['appeals'][number] => ({
    id: idOf(index),
    caseId: idOf(index),
    holdId: idOf(index),
    round: 1,
    reference: `RG2569-000900${index}-0/AAAAA${index}`,
    state: 'received',
    tier: index === 3 ? 'police' : 'centre',
    institution: 'th-014',
    accountMasked: 'xxxxxx0002',
    holdState: 'held',
    holdKind: 'section7',
    amountSatang: index === 3 ? '4550000' : '35000',
    regularMerchant: index === 2,
    receivedAt: inMinutes(-300),
    tierSince: inMinutes(-300),
    targetAt: inMinutes(index === 1 ? -41 : 60),
    breachAt: inMinutes(index === 1 ? -1 : 600),
    reviewer: null,
    settledAt: null,
    together: [],
    rank: [0, 1, 4][index - 1] ?? 4,
    pastTarget: index === 1,
  }));
  return { appeals, next: null };
}
