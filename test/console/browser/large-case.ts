import type { BrowserContext } from 'playwright-core';
import type {
  CaseView,
  DutiesView,
  FindingsView,
  MoneyGraph,
  TrailView,
  WhatBecame,
} from '../../../web/src/api/schema.js';
import { Case, ok } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { storyInFullRun } from '../../support/full-run.js';
import { cutAt, DESKS } from './support/cut.js';
import { barriers, type House } from './support/house.js';
import { Late } from './support/late.js';

const OFFICER = 'demo-officer-1';
const ACCOUNTS = 260;
/** A case at its worst must not make the page heavy. */
const MOST_ELEMENTS = 3_000;
const BANKS = ['th-002', 'th-004', 'th-006', 'th-014', 'th-025'];

/** Stories of a case at its worst. */
export function largeCaseStories(house: House): void {
  describe('a case at its worst', () => {
    storyInFullRun('has 260 accounts: a picture, by institution, and a table, and nothing runs over its room', () =>
      house.story(async (visit) => {
        const { complaint } = await commitTheft(house.system);
        const opened = await Case.open(house.system, complaint, { rulebook: 'law' });
        const before = (context: BrowserContext) => enlarge(context, opened.id);
        const page = await visit(OFFICER, { path: `/cases/${opened.id}`, before });
        await page.locator('.react-flow__node').nth(ACCOUNTS).waitFor();
        await page.getByText('ทอด 0 · ', { exact: false }).waitFor();
        await page.getByRole('button', { name: 'ตามเวลา' }).click();
        await page.getByText('ทอด 0 · ', { exact: false }).waitFor({ state: 'hidden' });
        await page.locator('.react-flow__node').nth(ACCOUNTS).waitFor();
        // Fifty instants are put together into columns of four each.
        expect(await page.locator('.trail-head').count()).toBe(13);
        await page.getByRole('button', { name: 'ตามทอด' }).click();
        await page.getByRole('checkbox', { name: 'รวมตามธนาคาร' }).check();
        // The victim, and five institutions on each of four hops.
        await page.locator('.react-flow__node').nth(20).waitFor();
        expect(await page.locator('.react-flow__node').count()).toBe(21);
        await page.getByText('13 บัญชี').first().waitFor();
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('t');
        const part = page.locator('.case-part');
        await part.getByText('ยังไม่แสดงอีก 220 รายการ').waitFor();
        await part.getByRole('button', { name: 'แสดงอีก 40', exact: true }).click();
        await part.getByText('ยังไม่แสดงอีก 180 รายการ').waitFor();
        await part.getByRole('button', { name: 'แสดงทั้งหมด' }).click();
        await page.getByRole('table').getByRole('row').nth(ACCOUNTS).waitFor();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1440);
      }),
    );

    it.concurrent('has 500 accounts, and each part of the page opens with few elements', () =>
      house.story(async (visit) => {
        const { complaint } = await commitTheft(house.system);
        const opened = await Case.open(house.system, complaint, { rulebook: 'law' });
        const before = (context: BrowserContext) => enlarge(context, opened.id, 500);
        const page = await visit(OFFICER, { path: `/cases/${opened.id}`, language: 'en', before });
        const elements = () => page.evaluate(() => document.querySelectorAll('*').length);
        const rows = page.locator('.case-part').getByRole('row');
        await page.locator('.react-flow__node').nth(20).waitFor();
        await page.locator('.duties li').nth(39).waitFor();
        expect(await elements()).toBeLessThan(MOST_ELEMENTS);
        await page.keyboard.press('t');
        await rows.nth(40).waitFor();
        expect([await rows.count(), (await elements()) < MOST_ELEMENTS]).toEqual([41, true]);
        await page.keyboard.press('2');
        await page.getByRole('columnheader', { name: 'AMLO' }).waitFor();
        expect([await rows.count(), (await elements()) < MOST_ELEMENTS]).toEqual([41, true]);
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('4');
        await page.locator('.case-part').getByText('460 more are not shown').waitFor();
        const shown = page.locator('.case-part .findings > li');
        expect(await shown.count()).toBe(40);
        await page.locator('.case-part').getByRole('button', { name: 'Show 40 more' }).click();
        await shown.nth(79).waitFor();
        await page.locator('.case-part').getByText('420 more are not shown').waitFor();
        expect(await elements()).toBeLessThan(MOST_ELEMENTS);
      }),
    );

    it.concurrent('asks for all that it draws first at once, before the case itself is answered', () =>
      house.story(async (visit) => {
        const { complaint } = await commitTheft(house.system);
        const opened = await Case.open(house.system, complaint, { rulebook: 'law' });
        const asked = ['trail', 'acts', 'holds'].map((part) => {
          let note: () => void = () => undefined;
          return { part, was: new Promise<void>((resolve) => (note = resolve)), note: () => note() };
        });
        const before = async (context: BrowserContext) => {
          for (const { part, note } of asked)
            await context.route(`**/v1/cases/${opened.id}/${part}*`, (route) => {
              note();
              return route.continue();
            });
          // The case is answered when all the others have been asked for: one after the other it would never be.
          await context.route(`**/v1/cases/${opened.id}`, async (route) => {
            await Promise.all(asked.map(({ was }) => was));
            return route.continue();
          });
        };
        const page = await visit(OFFICER, { path: `/cases/${opened.id}`, before });
        await page.locator('.react-flow__node').first().waitFor();
      }),
    );

    it.concurrent('says that there are no open duties and no linked cases when it has read them, and not before', () =>
      house.story(async (visit) => {
        const { complaint } = await commitTheft(house.system);
        const opened = await Case.open(house.system, complaint, { rulebook: 'law' });
        const late = ['duties', 'links'].map((part) => new Late(`/v1/cases/${opened.id}/${part}`));
        const before = async (context: BrowserContext) => {
          for (const each of late) {
            each.hold();
            await each.listen(context);
          }
        };
        const page = await visit(OFFICER, { path: `/cases/${opened.id}`, language: 'en', before });
        const facts = page.locator('.case-facts');
        for (const each of late) await each.held();
        const heads = facts.getByRole('heading', { name: /^(Open duties|Linked cases)/ });
        await heads.nth(1).waitFor();
        expect(await heads.allInnerTexts()).toEqual([expect.not.stringMatching(/\d/), expect.not.stringMatching(/\d/)]);
        expect(await facts.getByText(/^No (other )?open dut/).count()).toBe(0);
        expect(await barriers(page)).toEqual([]);
        for (const each of late) await each.pass();
        await facts.getByRole('heading', { name: /^Open duties \d/ }).waitFor();
        await facts.getByRole('heading', { name: /^Linked cases \d/ }).waitFor();
      }),
    );

    it.concurrent('shows hops that arrive without moving what a person looks at, and all of them when asked', () =>
      house.story(async (visit) => {
        const { complaint } = await commitTheft(house.system);
        const opened = await Case.open(house.system, complaint, { rulebook: 'law' });
        let count = 2;
        const before = async (context: BrowserContext) => {
          await context.route(`**/v1/cases/${opened.id}/trail*`, (route) => route.fulfill({ json: manyHops(count) }));
        };
        const page = await visit(OFFICER, {
          path: `/cases/${opened.id}`,
          language: 'en',
          width: 1152,
          height: 720,
          before,
        });
        const first = page.locator('.react-flow__node[data-id=account-0]');
        await first.waitFor();
        await page.getByRole('button', { name: 'Zoom in' }).click();
        await page.getByRole('button', { name: 'Zoom in' }).click();
        await page.waitForFunction(() => document.getAnimations().length === 0);
        const place = await first.boundingBox();
        count = 6;
        // Any event of the case lets the page read it again.
        ok(await opened.post('officer-1', `/v1/cases/${opened.id}/notes`, { text: 'The money goes on.' }), 201);
        const fresh = page.getByRole('button', { name: /^\d new accounts?$/ });
        await fresh.waitFor();
        expect(await first.boundingBox()).toEqual(place);
        expect(await barriers(page)).toEqual([]);
        await fresh.click();
        await fresh.waitFor({ state: 'hidden' });
        await page.getByRole('button', { name: 'Fit the trail' }).click();
        const low = await page.locator('.picture').boundingBox();
        await page.getByRole('button', { name: 'Give it all the room' }).click();
        await page.locator('.case-facts').waitFor({ state: 'hidden' });
        expect((await page.locator('.picture').boundingBox())?.height).toBeGreaterThan(low?.height ?? Infinity);
        expect(await cutAt(page, DESKS.slice(0, 5))).toEqual([]);
      }),
    );

    it.concurrent('shows a full number for a reason, on record, and masks it again', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(1);
        const page = await visit(OFFICER, { path: `/cases/${opened.id}`, language: 'en' });
        await page.locator('.react-flow__node').nth(1).waitFor();
        // The victim is the first box; an arrow follows the ribbon, and Enter chooses.
        await page.locator('.react-flow__node').first().focus();
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Show in full…' }).click();
        await page.clock.install();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('textbox').fill('The bank asks on the telephone.');
        await page.keyboard.press('Control+Enter');
        await page.getByText(theft.mule.accountNo).waitFor();
        await page.clock.runFor(31_000);
        await page.getByText(theft.mule.accountNo).waitFor({ state: 'hidden' });
        const [reveal] = await house.system.db.query<{ person: string; reason: string }[]>(
          'SELECT person, reason FROM reveal WHERE case_id = $1',
          [opened.id],
        );
        expect(reveal).toEqual({ person: OFFICER, reason: 'The bank asks on the telephone.' });
      }),
    );
  });
}

/** Returns a trail of accounts, each of which paid the next. */
function manyHops(count: number): TrailView {
  const graph = manyAccounts(count);
  const accounts = graph.accounts.map((account) => ({ ...account, hop: account.node }));
  const transfers = graph.transfers.map((each, node) => ({ ...each, from: node === 0 ? null : node - 1 }));
  return trailOf({ ...graph, accounts, transfers });
}

/** Returns the trail whose picture is known. */
function trailOf(graph: MoneyGraph): TrailView {
  const links = graph.transfers.map((transfer, index): TrailView['links'][number] => {
    const to = graph.accounts.find(({ node }) => node === transfer.to);
    const from = graph.accounts.find(({ node }) => node === transfer.from) ?? graph.accounts[0];
    return {
      amountSatang: transfer.amountSatang,
      attributedSatang: transfer.attributedSatang,
      awaitsReceiver: false,
      continuesPartId: null,
      from: { institution: from?.institution ?? '', accountMasked: from?.accountMasked ?? '' },
      heldSatang: '0',
      holdId: null,
      hop: to?.hop ?? 0,
      letGoSatang: '0',
      offRail: null,
      partId: `P${index}`,
      reference: `R${index}`,
      stolenSumId: 'S',
      stopReason: null,
      suspendedSatang: '0',
      to: to === undefined ? null : { institution: to.institution, accountMasked: to.accountMasked },
      transferId: transfer.transferId,
      transferredAt: transfer.transferredAt,
    };
  });
  return { contradiction: null, graph, links };
}

/** Answers in the API's place with a trail of many accounts. */
async function enlarge(context: BrowserContext, caseId: string, count = ACCOUNTS): Promise<void> {
  const graph = manyAccounts(count);
  const trail = trailOf(graph);
  await context.route(`**/v1/cases/${caseId}/trail*`, (route) => route.fulfill({ json: trail }));
  await context.route(`**/v1/cases/${caseId}/findings?*`, async (route) => {
    const findings = (await (await route.fetch()).json()) as FindingsView;
    const [one] = findings.findings;
    const many = graph.accounts.map(({ institution, accountMasked }) => ({
      ...(one as FindingsView['findings'][number]),
      ruleId: 'AOC-85B',
      subjectKind: 'account' as const,
      subject: `${institution}:${accountMasked}`,
    }));
    const first = Number(new URL(route.request().url()).searchParams.get('first') ?? many.length);
    return route.fulfill({ json: { ...findings, total: many.length, findings: many.slice(0, first) } });
  });
  // As many clocks run as accounts are asked about.
  await context.route(`**/v1/cases/${caseId}/duties`, async (route) => {
    const view = (await (await route.fetch()).json()) as DutiesView;
    const [one] = view.duties;
    if (one === undefined) throw new Error('a case has a duty');
    const many = graph.accounts.map(({ node }) => ({ ...one, record: `R${node}`, state: 'open' as const }));
    return route.fulfill({ json: { ...view, duties: many } });
  });
  await context.route(`**/v1/cases/${caseId}`, async (route) => {
    const view = (await (await route.fetch()).json()) as CaseView;
    const accounts = graph.accounts.map((account) => ({
      ...account,
      partId: `P${account.node}`,
      attributedSatang: account.receivedSatang,
      suspension: 'unknown' as const,
    }));
    return route.fulfill({ json: { ...view, accounts } });
  });
}

function manyAccounts(count: number): MoneyGraph {
  const became: WhatBecame = {
    held: '0',
    suspended: '0',
    seized: '0',
    released: '0',
    onward: '0',
    offRails: '0',
    stopped: '0',
    awaitingReceiver: '0',
    awaitingOrder: '0',
    awaitingAnswer: '0',
    unexplained: '12345678900',
  };
  const accounts = Array.from({ length: count }, (_, node): MoneyGraph['accounts'][number] => ({
    node,
    hop: node % 4,
    institution: BANKS[Math.floor(node / 4) % BANKS.length] ?? 'th-002',
    accountMasked: `xxxxxx${String(node).padStart(4, '0')}`,
    receivedSatang: '12345678900',
    became,
    inCycle: false,
    stolenSums: 1,
    stops: [],
  }));
  const transfers = accounts.map(({ node, hop }) => ({
    transferId: `T${node}`,
    from: hop === 0 ? null : node - 1,
    to: node,
    amountSatang: '12345678900',
    attributedSatang: '12345678900',
    offRail: null,
    transferredAt: new Date(Date.UTC(2026, 10, 25, 7, node % 50)).toISOString(),
  }));
  return { accounts, transfers, became, stolenSatang: '800000000000' };
}
