import type { Page } from 'playwright-core';
import { Case } from '../../e2e/support/case.js';
import { commitTheft, digits, newAccount } from '../../e2e/support/theft.js';
import { until } from '../../e2e/support/until.js';
import { en } from '../../../web/src/case/words.js';
import { en as enOrders } from '../../../web/src/orders/words.js';
import { barriers, type House } from './support/house.js';

/** The button by which a person who decides has seen what changed meanwhile. */
const LOOK_AGAIN = en.decide.lookAgain;
const [OFFICER, SUPERVISOR] = ['demo-officer-1', 'demo-supervisor-1'];

/** Stories of money that goes on: the next hop is asked for from the page. */
export function hopStories(house: House): void {
  describe('money that goes on', () => {
    it.concurrent('is asked for at the next hop too, several accounts by one reason', () =>
      house.story(async (visit) => {
        // 50,000 baht: 20,000 and 10,000 went on to two accounts.
        const theft = await commitTheft(house.system, { byHolder: false, passedOnSatang: '2000000' });
        const { stage } = house.system;
        const beside = newAccount('th-004');
        await stage.openAccount(beside);
        await stage.pay({
          from: theft.mule,
          to: { account: beside },
          amountSatang: '1000000',
          reference: `HOPS-${digits(12)}`,
          at: new Date(Date.now() - 8 * 60_000).toISOString(),
        });
        for (const account of [theft.mule, theft.next, beside])
          await stage.list('amlo', { account, list: 'HR-03-1', since: '2026-05-04T03:00:00Z' });
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });

        const officer = await visit(OFFICER, { path: `/cases/${opened.id}`, language: 'en' });
        const supervisor = await visit(SUPERVISOR, { path: `/cases/${opened.id}`, language: 'en' });
        await ask(officer, /^Ask to hold 50,000.00 baht/);
        await approve(supervisor, '50,000.00');

        // Both next accounts wait for a person: the power of the first order does not reach them.
        await officer.getByText('The evidence allows a request for 2 accounts', { exact: false }).waitFor();
        expect(await officer.getByText('Needs an order', { exact: false }).count()).toBeGreaterThan(0);
        expect(await officer.getByText('Protected', { exact: false }).count()).toBe(0);
        // Who may not ask is not told that nobody can: it is the officer's to do.
        await supervisor.getByText(en.panel.noneWaits, { exact: true }).waitFor();
        expect(await supervisor.getByText(en.panel.nothing).count()).toBe(0);
        await ask(officer, /^Ask to hold 30,000.00 baht in 2 accounts/, async (dialog) => {
          for (const box of await dialog.getByRole('checkbox').all()) await box.check();
        });
        const asked = (await opened.view()).freezeRequests.filter(({ state }) => state === 'requested');
        expect(asked.map(({ blastRadius }) => blastRadius?.order.amountSatang).sort()).toEqual(['1000000', '2000000']);
        await approve(supervisor, '20,000.00');
        await approve(supervisor, '10,000.00');
        const held = await opened.allHeld(3);
        expect(held.map(({ heldSatang }) => heldSatang).sort()).toEqual(['1000000', '2000000', '2000000']);

        // All are proved unrelated: let go in one act, each by that proof (AOC-85C).
        await officer.getByRole('button', { name: /^Holds/ }).click();
        await officer.getByRole('button', { name: /^Let several go \(3\)/ }).click();
        const dialog = officer.getByRole('dialog');
        for (const box of await dialog.locator('fieldset').getByRole('checkbox').all()) await box.check();
        await dialog.getByLabel(en.release.unrelated).check();
        await dialog.getByRole('textbox').fill('The contracts of sale are in the file.');
        expect(await barriers(officer)).toEqual([]);
        await officer.keyboard.press('Control+Enter');
        await dialog.getByText(enOrders.order.several.all).first().waitFor();
        const reasons = await house.system.db.query<{ reason: string }[]>(
          'SELECT r.reason FROM release_order r JOIN hold h ON h.id = r.hold_id WHERE h.case_id = $1',
          [opened.id],
        );
        expect(reasons.map(({ reason }) => reason)).toEqual(['UNRELATED', 'UNRELATED', 'UNRELATED']);
      }),
    );

    it.concurrent('is followed over three hops while two persons work, each asked and approved after its answer', () =>
      house.story(async (visit) => {
        // Of 50,000 baht 30,000 go on while the first order is asked for, and 20,000 of these while the second is.
        const theft = await commitTheft(house.system, { byHolder: false });
        const { stage } = house.system;
        const last = newAccount('th-004');
        await stage.openAccount(last);
        for (const account of [theft.mule, theft.next, last])
          await stage.list('amlo', { account, list: 'HR-03-1', since: '2026-05-04T03:00:00Z' });
        const goesOn = async (from: typeof last, to: typeof last, amountSatang: string) => {
          await stage.pay({ from, to: { account: to }, amountSatang, reference: `THREE-${digits(12)}` });
        };
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        const small = { width: 1152, height: 720 };
        const officer = await visit(OFFICER, { path: `/cases/${opened.id}`, language: 'en', ...small });
        const supervisor = await visit(SUPERVISOR, { path: `/cases/${opened.id}`, language: 'en', ...small });

        await ask(officer, /^Ask to hold 50,000.00 baht/);
        await goesOn(theft.mule, theft.next, '3000000');
        await approve(supervisor, '50,000.00');
        await ask(officer, /^Ask to hold 30,000.00 baht/);
        await goesOn(theft.next, last, '2000000');
        await approve(supervisor, '30,000.00');
        await ask(officer, /^Ask to hold 20,000.00 baht/);
        await approve(supervisor, '20,000.00');

        const held = await opened.allHeld(3);
        expect(held.map(({ hop, heldSatang }) => [hop, heldSatang])).toEqual([
          [0, '2000000'],
          [1, '1000000'],
          [2, '2000000'],
        ]);
        const { freezeRequests } = await opened.view();
        const steps = held.flatMap(({ hop, freezeRequestId, receipts }) => {
          const request = freezeRequests.find(({ id }) => id === freezeRequestId);
          const [decision] = request?.decisions ?? [];
          if (request === undefined || decision === undefined) throw new Error('nobody approved a hop');
          return [
            { hop, what: 'asked', atMs: Date.parse(request.requestedAt) },
            { hop, what: 'approved', atMs: Date.parse(decision.decidedAt) },
            { hop, what: 'answered', atMs: Date.parse(receipts[0]?.receivedAt ?? '') },
          ];
        });
        // Each hop is asked for only once the one before has answered, and held only once it is approved.
        const inOrder = steps.toSorted((one, other) => one.atMs - other.atMs);
        expect(inOrder.map(({ hop, what }) => `${hop} ${what}`)).toEqual(
          [0, 1, 2].flatMap((hop) => [`${hop} asked`, `${hop} approved`, `${hop} answered`]),
        );
        const atOf = (hop: number, what: string) =>
          steps.find((each) => each.hop === hop && each.what === what)?.atMs ?? 0;
        const seconds = [1, 2].map((hop) => (atOf(hop, 'approved') - atOf(hop - 1, 'answered')) / 1_000);
        console.info(
          `hops 1 and 2 were approved ${seconds.map((each) => each.toFixed(1)).join(' and ')} s after the answer before`,
        );
      }),
    );

    it.concurrent('is asked for without a word that it cannot be, when the news of it comes before the answer', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system, { byHolder: false });
        await house.system.stage.list('amlo', {
          account: theft.mule,
          list: 'HR-03-1',
          since: '2026-05-04T03:00:00Z',
        });
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        let answer: () => void = () => undefined;
        const isLate = new Promise<void>((resolve) => (answer = resolve));
        let isAsked = false;
        const officer = await visit(OFFICER, {
          path: `/cases/${opened.id}`,
          language: 'en',
          before: (context) =>
            context.route('**/freeze-requests', async (route) => {
              isAsked = true;
              const response = await route.fetch();
              await isLate;
              return route.fulfill({ response });
            }),
        });
        const button = officer.getByRole('button', { name: /^Ask for a suspension/ });
        await button.and(officer.locator(':enabled')).click({ timeout: 60_000 });
        const dialog = officer.getByRole('dialog');
        // News of more evidence drafts the reason anew, and takes the signature away: who reads it signs again.
        await until('the request is sent', 30, async (seen) => {
          if (isAsked) return true;
          seen(await dialog.innerText({ timeout: 1_000 }).catch(() => 'gone'));
          await dialog.getByRole('checkbox', { name: /drafted reason/ }).check({ timeout: 2_000 });
          await officer.keyboard.press('Control+Enter');
          return undefined;
        });
        // The page knows of the request by the news of the case, and the dialog still waits for the answer.
        await officer.getByText('You made this request', { exact: false }).first().waitFor();
        expect(await dialog.getByRole('alert').count()).toBe(0);
        expect(await dialog.getByText('0.00 baht', { exact: false }).count()).toBe(0);
        answer();
        await dialog.waitFor({ state: 'hidden' });
      }),
    );
  });
}

/** Asks for what the page offers first, by the drafted reason. */
async function ask(
  page: Page,
  title: RegExp,
  choose: (dialog: ReturnType<Page['getByRole']>) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const button = page.getByRole('button', { name: /^Ask for a suspension/ });
  await button.and(page.locator(':enabled')).click({ timeout: 60_000 });
  const dialog = page.getByRole('dialog');
  await choose(dialog);
  await dialog.getByRole('heading', { name: title }).waitFor();
  await dialog.getByText('by itself, if approved now', { exact: false }).waitFor();
  expect(await dialog.getByRole('textbox').inputValue()).not.toBe('');
  await dialog.getByRole('checkbox', { name: /drafted reason/ }).check();
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await dialog
    .getByText('All chosen accounts are asked for')
    .first()
    .or(page.getByText('You made this request', { exact: false }).first())
    .first()
    .waitFor();
  if (await dialog.isVisible()) await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
}

/** Approves the request for an amount. */
async function approve(page: Page, amount: string): Promise<void> {
  await page
    .getByRole('button', { name: new RegExp(`^Approve ${amount} baht`) })
    .first()
    .click({ timeout: 60_000 });
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('heading', { name: new RegExp(`^Hold ${amount} baht`) }).waitFor();
  await dialog.getByRole('textbox').fill('The trail shows it.');
  // Agencies still answer about the accounts: who decides looks again at what changed, and decides then.
  await until('the request is approved', 20, async (seen) => {
    if (!(await dialog.isVisible())) return true;
    seen(await dialog.innerText({ timeout: 1_000 }).catch(() => 'gone'));
    const again = dialog.getByRole('button', { name: LOOK_AGAIN });
    if (await again.isVisible()) await again.click({ timeout: 1_000 }).catch(() => undefined);
    await page.keyboard.press('Control+Enter');
    return undefined;
  });
}
