import type { Page } from 'playwright-core';
import { AppealQueue } from '../../../src/wire/appeal.js';
import type { AccountRef } from '../../../src/wire/common.js';
import { Case, isReleased, ok } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { until } from '../../e2e/support/until.js';
import { isFullRun } from '../../support/full-run.js';
import { caseWithEvidence } from './support/case-with-evidence.js';
import type { House } from './support/house.js';
import { Typist } from './support/typist.js';

const SUPERVISOR = 'demo-supervisor-2';
/** So many cases are decided by keyboard alone; all twenty in the full run. */
const CASES = isFullRun ? 20 : 3;
/** What the screen says of an account whose holder was right before. */
const AGAINST = 'เคยอุทธรณ์ฟังขึ้น';

interface Scripted {
  readonly opened: Case;
  readonly must: 'approved' | 'refused';
}

/** Decisions in a row, without a mouse, by what the screen says. */
export function scriptedStories(house: House): void {
  describe('a supervisor at the keyboard alone', () => {
    it.concurrent(`decides ${CASES} cases by their evidence, and approves none that it speaks against`, () =>
      house.story(async (visit) => {
        const shop = await shopThatWonBefore(house);
        const cases: Scripted[] = [];
        // Every third asks for the money of a shop whose appeal was upheld before.
        for (let number = 0; number < CASES; number += 1) {
          cases.push(await waitingCase(house, number % 3 === 1 ? shop : undefined));
        }
        const page = await visit(SUPERVISOR, { path: '/' });
        await page.locator('.queue-foot').waitFor();
        const worked: { keystrokes: number; seconds: number }[] = [];
        for (const { opened } of cases) worked.push(await decide(page, opened));

        const states = await Promise.all(
          cases.map(async ({ opened }) => (await opened.view()).freezeRequests[0]?.state),
        );
        const wrong = cases.filter(({ must }, index) => must === 'refused' && states[index] === 'approved').length;
        process.stdout.write(
          `${CASES} cases by keyboard alone: median ${median(worked.map(({ keystrokes }) => keystrokes))} keystrokes, ` +
            `${median(worked.map(({ seconds }) => seconds)).toFixed(1)} s from opening to decision, ${wrong} wrong approvals\n`,
        );
        expect(states).toEqual(cases.map(({ must }) => must));
      }),
    );
  });
}

/** Finds a case by its number, reads whom the order touches, and decides; returns what it took. */
async function decide(page: Page, { accepted }: Case): Promise<{ keystrokes: number; seconds: number }> {
  const typist = new Typist(page);
  await typist.press('Slash');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').waitFor();
  await typist.type(accepted.caseNo);
  await typist.press('Enter');
  await dialog.getByRole('link', { name: accepted.caseNo }).waitFor();
  const isAtLink = () => page.evaluate(() => document.activeElement instanceof HTMLAnchorElement);
  while (!(await isAtLink())) await typist.press('Tab');
  await typist.press('Enter');
  await page.getByRole('button', { name: /^อนุมัติระงับ/ }).waitFor();

  await typist.pressUntil('a', dialog.getByRole('heading', { name: /^ระงับเงิน/ }));
  await dialog.getByRole('table').waitFor();
  const isAgainst = (await dialog.getByText(AGAINST, { exact: false }).count()) > 0;
  if (isAgainst) {
    await typist.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await typist.pressUntil('x', dialog.getByRole('heading', { name: /^ไม่ระงับเงิน/ }));
  }
  await typist.type(isAgainst ? 'ร้านเคยชนะ' : 'หลักฐานครบ');
  await typist.press('Control+Enter');
  await dialog.waitFor({ state: 'hidden' });
  const { worked } = typist;
  await page.keyboard.press('Escape');
  await page.locator('.queue-foot').waitFor();
  return worked;
}

/** Opens a case with a request that waits; `account` is the one that received the money. */
async function waitingCase(house: House, account: AccountRef | undefined): Promise<Scripted> {
  const { opened, theft } = await caseWithEvidence(house, account === undefined ? {} : { mule: account });
  const reason = 'The account is on the list of AMLO.';
  await opened.requestFreeze('officer-1', { kind: 'aoc_suspension', account: theft.mule, reason });
  return { opened, must: account === undefined ? 'approved' : 'refused' };
}

/** A shop whose money was held by a report, and whose appeal was upheld. */
async function shopThatWonBefore(house: House): Promise<AccountRef> {
  const theft = await commitTheft(house.system);
  const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
  const [hold] = await opened.allHeld(1);
  const reference = hold?.noticeReference ?? '';
  const { lawCentre, centre } = house.system;
  const filed = { reference, statement: 'I sell cameras; the parcel was delivered.' };
  ok(await lawCentre.post('hotline-1', '/v1/appeals', filed, { 'idempotency-key': `scripted-${opened.id}` }), 201);
  const { appeals } = await centre.read('officer-1', '/v1/appeals?limit=200', AppealQueue);
  const appeal = appeals.find((each) => each.reference === reference)?.id;
  const decision = { verdict: 'uphold', reason: { en: 'A real sale.' } };
  ok(await lawCentre.post('officer-1', `/v1/appeals/${appeal}/decisions`, decision), 201);
  await until('the money is free', 25, async () => ((await opened.holds()).every(isReleased) ? true : undefined));
  return theft.mule;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
