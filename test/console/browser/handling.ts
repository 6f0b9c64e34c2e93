import { Case } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { signedIn } from './support/signed-in.js';
import { storyInFullRun } from '../../support/full-run.js';
import { wholeDialog } from './support/cut.js';
import { caseWithEvidence } from './support/case-with-evidence.js';
import { barriers, type House } from './support/house.js';

const [OFFICER, COLLEAGUE, SUPERVISOR] = ['demo-officer-1', 'demo-officer-2', 'demo-supervisor-1'];
/** The name of the officer, as the provider gives it. */
const NAME = 'อนันต์ รักษา';

/** Stories of who works on a case. */
export function handlingStories(house: House): void {
  describe('who works on a case', () => {
    it.concurrent('is one of two officers: the other sees who and how long, and cannot ask for the same', () =>
      house.story(async (visit) => {
        const { opened, caseNo } = await report(house);
        const first = await visit(OFFICER, { path: `/?tab=all&text=${caseNo}` });
        const second = await visit(COLLEAGUE, { path: `/cases/${opened.id}`, language: 'en' });
        await second.getByRole('button', { name: 'Claim c' }).waitFor();
        await first.waitForURL(/chosen=/);

        await first.keyboard.press('c');
        await first.getByText('คุณทำเรื่องนี้อยู่', { exact: false }).waitFor();
        await second.getByText(`${NAME} works on this case; a second request`, { exact: false }).waitFor();
        expect(await second.getByRole('button', { name: 'Claim c' }).isDisabled()).toBe(true);
        expect(await second.getByRole('button', { name: /^Ask for a suspension/ }).isDisabled()).toBe(true);
        await second.getByText(`${NAME} works on this case`, { exact: true }).waitFor();
        expect(await barriers(first)).toEqual([]);
        expect(await barriers(second)).toEqual([]);
        // The key asks the API for nothing either.
        await second.keyboard.press('c');
        expect((await opened.view()).claim).toMatchObject({ person: OFFICER });

        // Put down, it is the other's to claim.
        await first.keyboard.press('c');
        await second.getByRole('status').filter({ hasText: NAME }).waitFor({ state: 'hidden' });
        await second.keyboard.press('c');
        await second.getByText('You work on this case', { exact: false }).waitFor();
        expect((await opened.view()).claim).toMatchObject({ person: COLLEAGUE });
      }),
    );

    it.concurrent('is who claims it when a claim has ended that the queue still shows: the server says so', () =>
      house.story(async (visit) => {
        const { opened, caseNo } = await report(house);
        const until = new Date(Date.now() + 600_000).toISOString();
        const page = await visit(OFFICER, {
          path: `/?tab=all&text=${caseNo}`,
          before: (context) =>
            context.route(/\/v1\/queue\?/, async (route) => {
              const view = (await (await route.fetch()).json()) as { cases: object[] };
              const cases = view.cases.map((row) => ({ ...row, claim: { person: OFFICER, until } }));
              await route.fulfill({ json: { ...view, cases } });
            }),
        });
        await page.getByText('คุณทำเรื่องนี้อยู่', { exact: false }).first().waitFor();
        const claimed = page.waitForResponse((answer) => answer.url().endsWith(`/v1/cases/${opened.id}/claim`));
        await page.keyboard.press('c');
        expect((await claimed).request().method()).toBe('POST');
        expect((await opened.view()).claim).toMatchObject({ person: OFFICER });
      }),
    );

    it.concurrent('is nobody who has an interest in it: who declares one decides nothing more of it', () =>
      house.story(async (visit) => {
        const { opened } = await caseWithEvidence(house);
        const page = await visit('demo-officer-2', { path: `/cases/${opened.id}`, language: 'en' });
        await page
          .getByRole('button', { name: /^Ask for/ })
          .first()
          .waitFor();
        await page.getByRole('button', { name: 'Declare an interest' }).click();
        const dialog = page.getByRole('dialog');
        await dialog
          .getByRole('heading', { name: `Declare your interest in case ${opened.accepted.caseNo}` })
          .waitFor();
        await dialog.getByText('You cannot take this back', { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);
        // Without a reason nothing is declared.
        await page.keyboard.press('Control+Enter');
        await dialog.getByRole('textbox').fill('My sister owns the shop.');
        await wholeDialog(page, 'interest');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        await page.getByText('You declared an interest in this case; another person decides').first().waitFor();
        expect(await page.getByRole('button', { name: 'Declare an interest' }).count()).toBe(0);
        expect(await barriers(page)).toEqual([]);
        const declared = await house.system.db.query<object[]>(
          'SELECT person, reason FROM interest WHERE case_id = $1',
          [opened.id],
        );
        expect(declared).toEqual([{ person: 'demo-officer-2', reason: 'My sister owns the shop.' }]);
        // Nothing is offered that decides; another officer decides as before.
        expect(await page.locator('.decision .button:not([aria-disabled=true]):not(:disabled)').count()).toBe(0);
        const other = await visit('demo-officer-1', { path: `/cases/${opened.id}`, language: 'en' });
        await other.locator('.decision .button:not([aria-disabled=true]):not(:disabled)').first().waitFor();
        expect(await other.getByText('You declared an interest', { exact: false }).count()).toBe(0);
      }),
    );

    storyInFullRun('is handed over with a note, which the other reads on the case, and the claim is over', () =>
      house.story(async (visit) => {
        const { opened, caseNo } = await report(house);
        await signedIn(house, COLLEAGUE, visit);
        const page = await visit(OFFICER, { path: `/cases/${opened.id}` });
        await page.getByRole('button', { name: /^เริ่มทำเรื่อง/ }).click();
        await page.getByText('คุณทำเรื่องนี้อยู่', { exact: false }).first().waitFor();
        await page.keyboard.press('h');
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('heading', { name: `ส่งต่อเรื่อง ${caseNo}` }).waitFor();
        await wholeDialog(page, 'handover');
        expect(await barriers(page)).toEqual([]);
        await dialog.getByRole('combobox').selectOption(COLLEAGUE);
        await dialog.getByLabel('บันทึกถึงผู้รับ', { exact: false }).fill('โทรกลับผู้เสียหายก่อนเที่ยง');
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        expect(await opened.view()).toMatchObject({ assignee: COLLEAGUE, claim: null });

        const taker = await visit(COLLEAGUE, { path: '/?tab=all&assignee=me' });
        await taker.getByRole('link', { name: caseNo }).click();
        await taker.getByText('โทรกลับผู้เสียหายก่อนเที่ยง').waitFor();
        expect(await barriers(taker)).toEqual([]);
      }),
    );

    storyInFullRun('is changed for several cases at once: select by keys, hand over together', () =>
      house.story(async (visit) => {
        const reports = [await report(house), await report(house)];
        for (const { opened } of reports) await opened.post('supervisor-1', ...assignment(opened, SUPERVISOR));
        const page = await visit(SUPERVISOR, { path: '/?tab=all&assignee=me', language: 'en' });
        for (const { caseNo } of reports) {
          await page.getByRole('row').filter({ hasText: caseNo }).locator('.task').click();
          await page.locator('[aria-current=true]').filter({ hasText: caseNo }).waitFor();
          await page.keyboard.press('Space');
        }
        await page.getByText('2 cases selected').waitFor();
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Shift+A');
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('Nobody; back to the queue').check();
        await dialog.getByRole('button', { name: 'Hand over' }).click();
        await dialog.waitFor({ state: 'hidden' });
        for (const { opened } of reports) expect((await opened.view()).assignee).toBeNull();
      }),
    );

    it.concurrent('makes a view of the queue that a person saves, and finds again', () =>
      house.story(async (visit) => {
        const page = await visit(COLLEAGUE, { path: '/?assignee=nobody&tab=ours' });
        await page.getByRole('button', { name: 'บันทึกมุมมองนี้…' }).click();
        await page.getByRole('dialog').getByRole('textbox').fill('งานว่างของเรา');
        await wholeDialog(page, 'saved_view');
        await page.keyboard.press('Control+Enter');
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
        // It follows the person to another browser, and nobody else has it.
        const elsewhere = await visit(COLLEAGUE, { path: '/' });
        await elsewhere.getByLabel('มุมมองของฉัน').selectOption('งานว่างของเรา');
        await elsewhere.waitForURL((url) => url.searchParams.get('assignee') === 'nobody');
        expect(new URL(elsewhere.url()).searchParams.get('tab')).toBe('ours');
        expect(await barriers(elsewhere)).toEqual([]);
        const other = await visit('demo-supervisor-1', { path: '/?assignee=nobody&tab=ours' });
        await other.getByRole('button', { name: 'บันทึกมุมมองนี้…' }).waitFor();
        expect(await other.getByText('งานว่างของเรา').count()).toBe(0);
        await elsewhere.getByRole('button', { name: 'ลบมุมมองนี้' }).click();
        await elsewhere.getByRole('button', { name: 'บันทึกมุมมองนี้…' }).waitFor();
      }),
    );
  });
}

function assignment(opened: Case, assignee: string): [string, object] {
  return [`/v1/cases/${opened.id}/assignments`, { assignee }];
}

async function report(house: House): Promise<{ opened: Case; caseNo: string }> {
  const { complaint } = await commitTheft(house.system);
  const opened = await Case.open(house.system, complaint, { rulebook: 'law' });
  return { opened, caseNo: opened.accepted.caseNo };
}
