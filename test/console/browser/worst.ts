import { createRequire } from 'node:module';
import type { BrowserContext, Route } from 'playwright-core';
import { Case, ok } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { storyInFullRun } from '../../support/full-run.js';
import { barriers, type House } from './support/house.js';

const { atWorst } = createRequire(__filename)('../../../.config/screens/worst-answers.cjs') as {
  atWorst: (json: object) => object;
};

/** What the API says of the world; who is signed in stays as it is. */
const ANSWERS = /\/v1\/(?!session|stream|configuration)/;
const PHONE = { width: 390, height: 844 };

interface WorstPage {
  readonly person: string | null;
  readonly path: string;
  /** What stands there when it is full. */
  readonly shown: string;
  readonly size?: typeof PHONE;
  /** The key that chooses a row, or another part. */
  readonly key?: string;
}

/** The pages of which each run looks at one table, one case and one page for everybody. */
const QUEUE: WorstPage = { person: 'demo-officer-1', path: '/?tab=all', shown: '.case-line' };
const UNFREEZE: WorstPage = { person: 'demo-officer-2', path: '/unfreeze', shown: '.desk-rows td', key: 'j' };
const STATISTICS: WorstPage = { person: null, path: '/public', shown: '#content table', size: PHONE };
const OTHERS: readonly WorstPage[] = [
  UNFREEZE,
  { ...QUEUE, size: PHONE },
  { ...UNFREEZE, size: PHONE },
  { person: 'demo-supervisor-1', path: '/supervisor', shown: '#content .tabs', key: 'j' },
  { person: 'demo-supervisor-1', path: '/supervisor?tab=breaks', shown: '#content .tabs', key: 'j' },
  { person: 'demo-auditor-1', path: '/auditor?tab=register', shown: '.desk-rows td', key: 'j' },
  { person: 'demo-auditor-1', path: '/auditor?tab=readings', shown: '.desk-rows td', key: 'j' },
  { person: 'demo-amlo-1', path: '/amlo', shown: '.desk-rows td', key: 'j' },
  { person: 'demo-bank-014', path: '/institution?tab=all', shown: '.desk-rows td', key: 'j' },
  { person: 'demo-hotline-1', path: '/complaints?tab=tell', shown: '.desk-rows td', key: 'j' },
];
/** The keys of the parts of a case. */
const PARTS = ['2', '3', '4', '5', '6', '7', '8', '9', 't'];

/**
 * Stories of pages at their worst: long names without a place to break, billions, lists of hundreds.
 * Nothing may run out of a page, and nobody may meet a barrier there.
 */
export function worstStories(house: House): void {
  describe('a page at its worst', () => {
    storyInFullRun('shows a queue of hundreds of cases', () => look(house, QUEUE));
    storyInFullRun('shows the public figures on a phone', () => look(house, STATISTICS));
    it.concurrent('shows a case with hundreds of accounts', () => lookAtCase(house, []));
    storyInFullRun('shows each part of such a case', () => lookAtCase(house, PARTS));
    for (const page of OTHERS) {
      storyInFullRun(`shows ${page.path} ${page.size === undefined ? '' : 'on a phone'}`, () => look(house, page));
    }
  });
}

async function look(house: House, { person, path, shown, size, key }: WorstPage): Promise<void> {
  await house.story(async (visit) => {
    const { complaint } = await commitTheft(house.system);
    const opened = await Case.open(house.system, complaint, { rulebook: 'law' });
    const [hold] = await opened.allHeld(1);
    const appeal = { reference: hold?.noticeReference, statement: 'I sell rice at the gate of the factory.' };
    const once = { 'idempotency-key': `worst-${opened.id}` };
    ok(await house.system.lawCentre.post('hotline-1', '/v1/appeals', appeal, once), 201);
    const page = await visit(person, { path, before, ...size });
    await page.locator(shown).first().waitFor();
    if (key !== undefined) await page.keyboard.press(key);
    expect(await barriers(page)).toEqual([]);
  });
}

async function lookAtCase(house: House, parts: readonly string[]): Promise<void> {
  await house.story(async (visit) => {
    const { complaint } = await commitTheft(house.system);
    const opened = await Case.open(house.system, complaint, { rulebook: 'law' });
    await opened.allHeld(1);
    const page = await visit('demo-officer-1', { path: `/cases/${opened.id}`, before });
    await page.locator('.react-flow__node').nth(200).waitFor();
    // axe does not see that the picture cuts off the boxes which lie outside of it.
    await page.getByRole('checkbox', { name: 'รวมตามธนาคาร' }).check();
    await page.locator('.react-flow__node').nth(200).waitFor({ state: 'detached' });
    expect(await barriers(page)).toEqual([]);
    // A box fills its place, so that ribbons reach it, and no amount in it is cut.
    const misfits = await page.locator('.money-box').evaluateAll((boxes) =>
      boxes
        .filter((box) => {
          const chip = box.querySelector('.chip');
          const isCut = chip !== null && chip.scrollWidth > chip.clientWidth;
          return isCut || box.clientWidth < (box.parentElement?.clientWidth ?? 0) - 4;
        })
        .map((box) => box.textContent),
    );
    expect(misfits).toEqual([]);
    for (const key of parts) {
      await page.keyboard.press(key);
      await page.locator('.case-part .message > .unseen').first().waitFor({ state: 'hidden' });
      expect({ key, found: await barriers(page) }).toEqual({ key, found: [] });
    }
  });
}

/** Makes the answers of the API as bad as they may be. */
const before = (context: BrowserContext) =>
  context.route(ANSWERS, async (route: Route) => {
    const response = await route.fetch();
    const json = (await response.json().catch(() => undefined)) as object | undefined;
    if (!response.ok() || json === undefined) return route.fulfill({ response });
    return route.fulfill({ response, json: atWorst(json) });
  });
