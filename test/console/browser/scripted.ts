import type { Page } from 'playwright-core';
import { AppealQueue } from '../../../src/wire/case/appeal.js';
import type { AccountRef } from '../../../src/wire/common.js';
import { Case, isReleased, ok } from '../../e2e/support/case.js';
import { commitTheft, digits, newAccount } from '../../e2e/support/theft.js';
import { until } from '../../e2e/support/until.js';
import { isFullRun, storyInFullRun } from '../../support/full-run.js';
import { th } from '../../../web/src/case/words.js';
import { caseWithEvidence } from './support/case-with-evidence.js';
import type { House } from './support/house.js';
import { Typist } from './support/typist.js';

const SUPERVISOR = 'demo-supervisor-2';
const LOOK_AGAIN = th.decide.lookAgain;
/** So many cases are decided by keyboard alone; all twenty in the full run, or as many as somebody asks for. */
const ASKED_FOR = process.env['KEYBOARD_CASES'];
const CASES = Number(ASKED_FOR ?? (isFullRun ? 20 : 3));
/** A story may take as long as its cases do, each made up and decided on a busy machine. */
const PATIENCE_MS = Math.max(300_000, CASES * 60_000);
const storyOfMovedMoney = ASKED_FOR === undefined ? storyInFullRun : it.concurrent;
/** What the screen says of an account whose holder was right before. */
const AGAINST = 'เคยอุทธรณ์ฟังขึ้น';

interface Scripted {
  readonly opened: Case;
  readonly must: 'approved' | 'refused';
  /** What becomes of the money while the person reads what the order touches. */
  readonly moves?: () => Promise<void>;
}

/** A case whose money moves on, and what of it is there in the end. */
interface Moved extends Scripted {
  /** The last digits of the account that was asked for. */
  readonly ending: string;
  /** As much as is there, and no more, is held at it. */
  readonly heldSatang: bigint;
}

/** Decisions in a row, without a mouse, by what the screen says. */
export function scriptedStories(house: House): void {
  describe('a supervisor at the keyboard alone', () => {
    it.concurrent(
      `decides ${CASES} cases by their evidence, and approves none that it speaks against`,
      () =>
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
          for (const scripted of cases) worked.push(await decide(page, scripted));

          const states = await Promise.all(
            cases.map(async ({ opened }) => (await opened.view()).freezeRequests[0]?.state),
          );
          const wrong = cases.filter(({ must }, index) => must === 'refused' && states[index] === 'approved').length;
          tell(`${CASES} cases by keyboard alone`, worked, wrong);
          expect(states).toEqual(cases.map(({ must }) => must));
        }),
      PATIENCE_MS,
    );

    storyOfMovedMoney(
      `decides ${CASES} cases whose money moves on while they are read, and approves only what was seen`,
      () =>
        house.story(async (visit) => {
          const cases: Moved[] = [];
          for (let number = 0; number < CASES; number += 1) {
            cases.push(await (number % 2 === 0 ? moreArrives(house) : allLeaves(house)));
          }
          const page = await visit(SUPERVISOR, { path: '/' });
          await page.locator('.queue-foot').waitFor();
          const worked: { keystrokes: number; seconds: number }[] = [];
          for (const scripted of cases) worked.push(await decide(page, scripted));

          // Wrong is an approval of another sum than was read, and a hold of more than is there.
          let wrong = 0;
          for (const { opened, ending, heldSatang } of cases) {
            const held = await until('the bank has answered', 25, async () => {
              const holds = (await opened.holds()).filter(({ accountMasked }) => accountMasked.slice(-4) === ending);
              const isAnswered =
                holds.length > 0 && holds.every(({ state }) => state !== 'ordered' && state !== 'unconfirmed');
              return isAnswered ? holds.reduce((sum, each) => sum + BigInt(each.heldSatang), 0n) : undefined;
            });
            if (held !== heldSatang) wrong += 1;
          }
          tell(`${CASES} cases by keyboard alone, the money moving on meanwhile`, worked, wrong);
          expect(wrong).toBe(0);
        }),
      PATIENCE_MS,
    );
  });
}

/** Finds a case by its number, reads whom the order touches, and decides; returns what it took. */
async function decide(
  page: Page,
  { opened: { accepted }, moves }: Scripted,
): Promise<{ keystrokes: number; seconds: number }> {
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
  await moves?.();
  await typist.press('Control+Enter');
  // What changed meanwhile is shown in place of the button: the person looks at it, and decides then.
  const again = dialog.getByRole('button', { name: LOOK_AGAIN });
  const isGone = () =>
    dialog.waitFor({ state: 'hidden', timeout: 2_000 }).then(
      () => true,
      () => false,
    );
  for (let looks = 0; looks < 10 && !(await isGone()); looks += 1) {
    if (await again.isVisible()) {
      const isAtAgain = () => again.evaluate((button) => button === document.activeElement);
      while (!(await isAtAgain())) await typist.press('Tab');
      await typist.press('Enter');
    }
    await typist.press('Control+Enter');
  }
  if (await dialog.isVisible()) throw new Error(`not decided: ${await dialog.innerText()}`);
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

/**
 * The account that is asked for got 20,000 baht from one account, and the bank of another tells while the
 * person reads that 10,000 more went there: what was read is no longer what the order would hold.
 */
async function moreArrives(house: House): Promise<Moved> {
  const theft = await commitTheft(house.system, { byHolder: false, passedOnSatang: '2000000' });
  const { stage } = house.system;
  const beside = newAccount('th-004');
  await stage.openAccount(beside);
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const [reference, at] = [`KEYS-${digits(12)}`, minutesAgo(10)];
  await stage.pay({ from: theft.victim, to: { account: beside }, amountSatang: '3000000', reference, at });
  const onward = { amountSatang: '1000000', reference: `${reference}-2`, at: minutesAgo(8) };
  await stage.pay({ from: beside, to: { account: theft.next }, ...onward });
  for (const account of [theft.mule, theft.next, beside])
    await stage.list('amlo', { account, list: 'HR-03-1', since: '2026-05-04T03:00:00Z' });
  const second = { to: { account: beside }, amountSatang: '3000000', transferredAt: at, reference };
  const complaint = { ...theft.complaint, transfers: [...theft.complaint.transfers, second] };
  const opened = await Case.open(house.system, complaint, { rulebook: 'law' });
  const order = (account: AccountRef) => askWhenMet(opened, account);
  await opened.approve('supervisor-1', await order(theft.mule));
  await order(theft.next);
  const moves = async () => {
    await opened.approve('supervisor-1', await order(beside));
    await until('more of it is seen at the account', 25, async () => {
      const request = (await opened.view()).freezeRequests.find(({ state }) => state === 'requested');
      return request?.blastRadius?.order.amountSatang === '3000000' ? true : undefined;
    });
  };
  return { opened, must: 'approved', moves, ending: theft.next.accountNo.slice(-4), heldSatang: 3_000_000n };
}

/** All of it leaves the account while the person reads: no bank has said so, and nobody else's money is held there. */
async function allLeaves(house: House): Promise<Moved> {
  const { opened, theft } = await caseWithEvidence(house);
  await askWhenMet(opened, theft.mule);
  const moves = async () => {
    const onward = { amountSatang: '5000000', reference: `KEYS-${digits(12)}`, at: new Date().toISOString() };
    await house.system.stage.pay({ from: theft.mule, to: { account: theft.next }, ...onward });
  };
  return { opened, must: 'approved', moves, ending: theft.mule.accountNo.slice(-4), heldSatang: 0n };
}

/** Asks for an account once the evidence about it gives reason to believe; returns the request. */
async function askWhenMet(opened: Case, account: AccountRef): Promise<string> {
  const reason = 'The account is on the list of AMLO.';
  await until('the evidence gives reason to believe', 25, async () => {
    const { accounts } = await opened.view();
    const found = accounts.find(({ accountMasked }) => accountMasked.slice(-4) === account.accountNo.slice(-4));
    return found?.suspension === 'met' ? true : undefined;
  });
  await opened.evidenceComplete();
  return (await opened.requestFreeze('officer-1', { kind: 'aoc_suspension', account, reason })).id;
}

function tell(what: string, worked: readonly { keystrokes: number; seconds: number }[], wrong: number): void {
  process.stdout.write(
    `${what}: median ${median(worked.map(({ keystrokes }) => keystrokes))} keystrokes, ` +
      `${median(worked.map(({ seconds }) => seconds)).toFixed(1)} s from opening to decision, ${wrong} wrong approvals\n`,
  );
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
