import type { Page } from 'playwright-core';
import { VictimSecret } from '../../../src/wire/case/complaint.js';
import { Case } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import type { DialogName } from '../../../web/src/ui/dialog/dialog-names.js';
import { isFullRun } from '../../support/full-run.js';
import { caseWithEvidence } from './support/case-with-evidence.js';
import { cutAt, DESKS, FEW_WINDOWS, PHONES, type WindowSize } from './support/cut.js';
import { heldAtMule, show } from './holder.js';
import { barriers, type House } from './support/house.js';
import { busyMonth } from './statistics.js';

interface Place {
  readonly path: string;
  /** What stands there when the page is read. */
  readonly shown: string;
  /** Keys that lead to what decides there, such as the first row, or another form. */
  readonly keys?: readonly string[];
}

/** English has the longer words: Thai is looked at in the smallest windows of each layout. */
const FEW_DESKS = DESKS.filter(({ width }) => width === 1024 || width === 1280 || width === 1440);

/** The pages of the staff: by person, so that each signs in once in a language. */
function placesOf(waiting: Case, held: Case): Record<string, readonly Place[]> {
  return {
    'demo-supervisor-1': [
      { path: '/?tab=all', shown: '.case-line' },
      { path: `/cases/${waiting.id}`, shown: '.react-flow__node' },
      { path: `/cases/${waiting.id}`, shown: '.trail .rows', keys: ['t'] },
      { path: `/cases/${held.id}`, shown: '.hold', keys: ['3'] },
      { path: `/cases/${held.id}`, shown: '.part .findings, .case-part .findings', keys: ['4'] },
      { path: '/supervisor', shown: '.desk-rows', keys: ['j'] },
      { path: '/report', shown: '.key-figures' },
      { path: '/analysis', shown: 'main h1' },
    ],
    'demo-officer-1': [
      { path: '/unfreeze', shown: '.desk-body' },
      { path: '/lost-orders', shown: '.desk-body' },
      { path: `/complaints?chosen=${held.id}`, shown: '.desk-body' },
    ],
    'demo-auditor-1': [{ path: '/auditor', shown: '.desk-body', keys: ['j'] }],
    'demo-amlo-1': [{ path: '/amlo', shown: '.desk-rows', keys: ['j'] }],
    'demo-bank-014': [{ path: '/institution', shown: '.desk-body', keys: ['j'] }],
    'demo-hotline-1': [
      { path: '/intake', shown: '.intake-foot' },
      { path: '/complaints', shown: '.desk-body' },
      { path: '/sessions', shown: '.rows' },
    ],
  };
}

/** A place with buttons that open dialogs: their names end with `…`. */
interface DialogPlace extends Place {
  readonly person: string;
  /** The dialogs that must open there. */
  readonly opens: readonly DialogName[];
}

const PARTS = ['orders', 'reports', 'rules'] as const;

/** Where orders are given and decided, and reports and rules changed; a story finds every button there that opens a dialog. */
function dialogPlacesOf({ waiting, held, byAnother }: Looked): Record<(typeof PARTS)[number], readonly DialogPlace[]> {
  const [officer, supervisor, inquiry, hotline] = [
    'demo-officer-1',
    'demo-supervisor-1',
    'demo-inquiry-1',
    'demo-hotline-1',
  ];
  const report = { path: `/complaints?chosen=${held.id}`, shown: 'aside h2' };
  const holds = { path: `/cases/${held.id}`, shown: '.hold', keys: ['3'] };
  return {
    orders: [
      { ...holds, person: officer, opens: ['order', 'release', 'interest'] },
      { person: supervisor, path: `/cases/${waiting.id}`, shown: '.decision .buttons', opens: ['decide'] },
      { ...holds, person: supervisor, opens: ['release'] },
      { ...holds, person: inquiry, opens: ['order', 'release', 'notice'] },
    ],
    reports: [
      {
        ...report,
        person: hotline,
        opens: ['supplement', 'later_transfer', 'correction', 'withdrawal', 'call_record'],
      },
      { path: `/complaints?chosen=${byAnother.id}`, shown: 'aside h2', person: hotline, opens: ['authority'] },
    ],
    rules: [
      { person: 'demo-admin-1', path: '/supervisor?tab=rules', shown: '.desk-body', opens: ['propose_rule'] },
      { person: 'demo-admin-1', path: '/supervisor?tab=parties', shown: '.desk-body', opens: ['propose_party'] },
    ],
  };
}

/** The cases at which dialogs are opened. */
interface Looked {
  readonly waiting: Case;
  readonly held: Case;
  readonly byAnother: Case;
}

async function casesWithDialogs(house: House): Promise<Looked> {
  const { opened: waiting, theft } = await caseWithEvidence(house, { passedOnSatang: '2000000' });
  const stolen = await commitTheft(house.system);
  const held = await Case.open(house.system, stolen.complaint, { rulebook: 'law', by: 'hotline-1' });
  await held.allHeld(1);
  const spoken = await commitTheft(house.system, { byHolder: false });
  const byAnother = await Case.open(house.system, spoken.complaint, { rulebook: 'law', by: 'hotline-1' });
  const reason = 'AMLO lists the holder.';
  await waiting.requestFreeze('officer-2', { kind: 'aoc_suspension', account: theft.mule, reason });
  return { waiting, held, byAnother };
}

/** Stories of windows: what decides is whole in each, from a small screen to a wide one, and at 200 %. */
export function widthStories(house: House): void {
  describe('every page in every window', () => {
    it.concurrent('shows all that decides, the decision whole and the bar in one row', () =>
      house.story(async (visit) => {
        const { opened: waiting, theft } = await caseWithEvidence(house, { passedOnSatang: '2000000' });
        const held = await Case.open(house.system, (await commitTheft(house.system)).complaint, { rulebook: 'law' });
        await held.allHeld(1);
        const reason = 'AMLO lists the holder.';
        await waiting.requestFreeze('officer-2', { kind: 'aoc_suspension', account: theft.mule, reason });
        const found: string[] = [];
        for (const [person, places] of Object.entries(placesOf(waiting, held))) {
          for (const language of ['en', 'th'] as const) {
            const page = await visit(person, { path: '/sessions', language });
            await page.locator('.person').waitFor();
            for (const place of places) {
              const lines = await cutIn(page, place, language === 'en' ? DESKS : FEW_DESKS);
              found.push(...lines.map((line) => `${language} ${line}`));
            }
          }
        }
        expect(found).toEqual([]);
      }),
    );

    let looked: Promise<Looked> | undefined;
    const languages = isFullRun ? (['en', 'th'] as const) : (['en'] as const);
    it.concurrent.each(PARTS.flatMap((part) => languages.map((language) => [part, language] as const)))(
      'shows every dialog of %s whole too, in %s',
      (part, language) =>
        house.story(async (visit) => {
          const cases = await (looked ??= casesWithDialogs(house));
          const found: string[] = [];
          for (const place of dialogPlacesOf(cases)[part]) {
            const page = await visit(place.person, { path: '/sessions', language });
            await page.locator('.person').waitFor();
            const { faults, opened } = await dialogsAt(page, place);
            const missing = place.opens.filter((name) => !opened.has(name));
            const lines = [...faults, ...missing.map((name) => `${place.path}: ${name} does not open`)];
            found.push(...lines.map((line) => `${place.person} ${language} ${line}`));
          }
          expect(found).toEqual([]);
        }),
    );

    it.concurrent('lets the keyboard skip to the rows, and tells who hears it what becomes of a case', () =>
      house.story(async (visit) => {
        const { opened, theft } = await caseWithEvidence(house);
        const page = await visit('demo-officer-1', { path: '/', language: 'en' });
        await page.locator('.case-line').first().waitFor();
        await page.locator('.skip').focus();
        await page.keyboard.press('Enter');
        await page.locator('.queue-scroll:focus').waitFor();
        await page.goto(`/cases/${opened.id}`);
        await page.getByRole('heading', { name: opened.accepted.caseNo }).waitFor();
        const reason = 'AMLO lists the holder.';
        await opened.requestFreeze('officer-2', { kind: 'aoc_suspension', account: theft.mule, reason });
        await page.locator('.case-news').filter({ hasText: 'a hold was asked for' }).waitFor({ state: 'attached' });
      }),
    );

    it.concurrent('of the public shows all of it on a telephone too', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        await opened.allHeld(1);
        const holder = await heldAtMule(house);
        const found: string[] = [];
        for (const language of ['en', 'th'] as const) {
          const page = await visit(null, { path: '/public', language, before: busyMonth });
          await page.locator('.key-figures').waitFor();
          found.push(...(await cutAt(page, [...DESKS, ...PHONES])).map((line) => `${language} public ${line}`));
          const { body } = await opened.post('hotline-1', `/v1/complaints/${opened.id}/secrets`, {});
          await page.goto('/victim');
          await page.getByRole('textbox').nth(0).fill(opened.accepted.caseNo);
          await page.getByRole('textbox').nth(1).fill(VictimSecret.parse(body).secret);
          await page.keyboard.press('Enter');
          await page.getByText('50,000.00').first().waitFor();
          found.push(...(await cutAt(page, [...DESKS, ...PHONES])).map((line) => `${language} victim ${line}`));
          await page.goto('/holder');
          await show(page, holder.proof);
          await page.locator('.slip-facts').waitFor();
          found.push(...(await cutAt(page, [...DESKS, ...PHONES])).map((line) => `${language} holder ${line}`));
          await page.locator('.slip-foot .primary').click();
          await page.locator('textarea').waitFor();
          found.push(...(await cutAt(page, [...DESKS, ...PHONES])).map((line) => `${language} appeal ${line}`));
          await page.goto('/verify#0000');
          await page.locator('main h1').waitFor();
          found.push(...(await cutAt(page, [...DESKS, ...PHONES])).map((line) => `${language} verify ${line}`));
        }
        expect(found).toEqual([]);
      }),
    );

    it.concurrent('leaves the form of a call its room at 200 %: the bars move away with the page', () =>
      house.story(async (visit) => {
        const page = await visit('demo-hotline-1', { path: '/intake', width: 720, height: 450 });
        await page.locator('.intake-foot').waitFor();
        const field = page.locator('.intake-form :is(input, textarea, select):visible').last();
        await field.focus();
        const shown = await field.evaluate((input) => {
          const { top, bottom } = input.getBoundingClientRect();
          const bars = [...document.querySelectorAll('.frame > .top, .intake-call, .intake-foot')];
          const taken = bars.reduce((sum, bar) => {
            const { top: from, bottom: until } = bar.getBoundingClientRect();
            return sum + Math.max(0, Math.min(until, innerHeight) - Math.max(from, 0));
          }, 0);
          return { isInView: top >= 0 && bottom <= innerHeight, room: innerHeight - taken };
        });
        expect(shown.isInView).toBe(true);
        expect(shown.room).toBeGreaterThan(300);
      }),
    );
  });
}

/** What a button that opens a dialog is called, without amounts and numbers, so that each kind is pressed once. */
const kindOf = (name: string) => name.replace(/[\d.,]+/g, '#').trim();

/** Presses each kind of button of a place that opens a dialog; returns what is wrong there, and the dialogs. */
async function dialogsAt(page: Page, place: DialogPlace) {
  await openPlace(page, place);
  const buttons = page.locator('main button:not([aria-disabled=true]):enabled', { hasText: '…' });
  const names = [...new Map((await buttons.allInnerTexts()).map((name) => [kindOf(name), name])).values()];
  const [faults, opened]: [string[], Set<string>] = [[], new Set()];
  for (const name of names.filter((each) => !/file|ไฟล์/i.test(each))) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await buttons.filter({ hasText: name }).first().click();
    const dialog = page.locator('dialog[open]');
    await dialog.waitFor();
    await dialog.locator('.ghosts').waitFor({ state: 'hidden' });
    const of = (await dialog.getAttribute('data-dialog')) ?? '';
    // Of one dialog that several buttons open, `npm test` looks at the first.
    if (isFullRun || !opened.has(of)) {
      const lines = isFullRun
        ? [...(await cutAt(page, DESKS)), ...(await barriers(page))]
        : await cutAt(page, FEW_WINDOWS);
      faults.push(...lines.map((line) => `${place.path} ${of} ${name}: ${line}`));
    }
    opened.add(of);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }
  return { faults, opened };
}

/** Opens a place in windows of each size; returns what is cut, as lines. */
async function cutIn(page: Page, place: Place, sizes: readonly WindowSize[]): Promise<string[]> {
  await openPlace(page, place);
  return (await cutAt(page, sizes)).map((line) => `${place.path} ${(place.keys ?? []).join('')} ${line}`);
}

async function openPlace(page: Page, { path, shown, keys = [] }: Place): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(path);
  if (keys.length > 0) await page.locator('.case-head, .case-line, .desk-rows, .desk-body .message').first().waitFor();
  await page.locator('.message > .unseen').first().waitFor({ state: 'hidden' });
  for (const key of keys) await page.keyboard.press(key);
  await page.locator(shown).first().waitFor();
}
