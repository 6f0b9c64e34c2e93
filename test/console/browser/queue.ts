import { gzipSync } from 'node:zlib';
import type { BrowserContext } from 'playwright-core';
import { QUEUE_TASKS } from '../../../src/wire/values.js';
import type { QueueView } from '../../../web/src/api/schema.js';
import { Case } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { storyInFullRun } from '../../support/full-run.js';
import { barriers, type House } from './support/house.js';

/** The most script that the queue may load first, compressed, in bytes. */
const MOST_SCRIPT = 350_000;
const OFFICER = 'demo-officer-1';

/** Stories at the queue. */
export function queueStories(house: House): void {
  describe('the queue', () => {
    it.concurrent('shows a case that the hotline takes down, without a reload', () =>
      house.story(async (visit) => {
        const page = await visit(OFFICER);
        await page.locator('.queue-foot').waitFor();
        await page.evaluate(() => Object.assign(window, { isSameDocument: true }));
        const caseNo = await report(house);
        const line = page.getByRole('row').filter({ has: page.getByRole('link', { name: caseNo }) });
        await line.waitFor();
        await line.getByText('45,000').or(line.getByText('50,000')).first().waitFor();
        expect(await page.evaluate(() => 'isSameDocument' in window)).toBe(true);
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('is worked by keys: choose, list the keys, search, open', () =>
      house.story(async (visit) => {
        await report(house);
        await report(house);
        const page = await visit(OFFICER);
        const chosen = () => new URL(page.url()).searchParams.get('chosen');
        await page.waitForURL(/chosen=/);
        const first = chosen();
        await page.keyboard.press('j');
        await page.waitForURL((url) => url.searchParams.get('chosen') !== first);
        await page.keyboard.press('k');
        await page.waitForURL((url) => url.searchParams.get('chosen') === first);

        await page.keyboard.press('Shift+Slash');
        await page.getByRole('dialog').waitFor();
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'hidden' });

        await page.getByRole('searchbox').click();
        await page.keyboard.type('j-is-typed-here');
        await page.getByText('ไม่มีเรื่องที่ตรงกับตัวกรอง').waitFor();
        expect(new URL(page.url()).searchParams.get('text')).toBe('j-is-typed-here');
        expect(await barriers(page)).toEqual([]);
        await page.getByRole('searchbox').fill('');
        await page.keyboard.press('Escape');
        await page.keyboard.press('j');
        await page.keyboard.press('Enter');
        await page.waitForURL(/\/cases\/[0-9A-Z]{26}/);
      }),
    );

    storyInFullRun('draws only the rows in view of 1,000 cases, and reaches the last by keys', () =>
      house.story(async (visit) => {
        const rows = Array.from({ length: 1_000 }, (_, index) => row(index));
        const page = await visit(OFFICER, { before: (context) => answerCases(context, rows) });
        await page.getByText('1000 เรื่อง', { exact: false }).waitFor();
        expect(await page.locator('.case-line').count()).toBeLessThan(80);
        expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('1007');
        await page.evaluate(() => document.querySelector('.queue-scroll')?.scrollTo(0, 1e6));
        await page.getByRole('link', { name: 'RG2569-0000999-0' }).waitFor();
        expect(await page.locator('.case-line').count()).toBeLessThan(80);
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent.each([
      ['in English and dark', { language: 'en', theme: 'dark' }, 'Time left'],
      ['on a phone', { width: 390, height: 844 }, 'ทั้งหมด'],
    ] as const)('has no barrier %s', (_, how, words) =>
      house.story(async (visit) => {
        const before = (context: BrowserContext) => answerCases(context, [row(1), row(2)]);
        const page = await visit(OFFICER, { ...how, before });
        await page.getByText(words).filter({ visible: true }).first().waitFor();
        await page.locator('.case-line').first().waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('names each next task whole beside every column, in both languages', () =>
      house.story(async (visit) => {
        // The clock of the centre runs: its tasks stand in heavier letters.
        const money = { stolenSatang: '145000050', heldSatang: '100000025', atRiskSatang: '45000025' };
        const rows = QUEUE_TASKS.map((task, index) => ({ ...row(index * 2), ...money, task }));
        for (const language of ['th', 'en'] as const) {
          const before = (context: BrowserContext) => answerCases(context, rows);
          const page = await visit(OFFICER, { language, height: 1_300, before });
          const tasks = page.locator('.case-line > .task');
          await tasks.nth(rows.length - 1).waitFor();
          const whole = page.locator('.case-line').locator('.task, .amount, [role="rowheader"]');
          const cut = await whole.evaluateAll((cells) =>
            cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
          );
          const sideways = await page.locator('.queue-scroll').evaluate((list) => list.scrollWidth - list.clientWidth);
          expect({ language, cut, sideways }).toEqual({ language, cut: [], sideways: 0 });
        }
      }),
    );

    storyInFullRun('is the list of a phone at 200 % of a screen of 1440 pixels', () =>
      house.story(async (visit) => {
        const before = (context: BrowserContext) => answerCases(context, [row(1), row(2)]);
        const page = await visit(OFFICER, { width: 720, height: 450, before });
        await page.locator('.case-line').first().waitFor();
        const sideways = await page.locator('.queue-scroll').evaluate((list) => list.scrollWidth - list.clientWidth);
        expect([sideways, await page.getByText('เวลาที่เหลือ').filter({ visible: true }).count()]).toEqual([0, 0]);
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('says why nothing is there when it is empty', () =>
      house.story(async (visit) => {
        const before = (context: BrowserContext) =>
          context.route('**/v1/queue?*', (route) => route.fulfill({ json: view([]) }));
        const page = await visit(OFFICER, { before });
        await page.getByText('ไม่มีเรื่องที่เปิดอยู่').waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('shows bars while it loads, and says it', () =>
      house.story(async (visit) => {
        const before = (context: BrowserContext) => context.route('**/v1/queue?*', () => undefined);
        const page = await visit(OFFICER, { before });
        await page.locator('.ghost').first().waitFor();
        expect(await page.getByRole('status').first().innerText()).toContain('กำลังโหลด');
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('says that news no longer arrive, keeps what it knows, and goes on by itself', () =>
      house.story(async (visit) => {
        let isCut = true;
        const before = async (context: BrowserContext) => {
          await context.route('**/v1/stream', (route) => (isCut ? route.abort() : route.continue()));
          await answerCases(context, [row(1)]);
        };
        const page = await visit(OFFICER, { before });
        await page.getByText('นาฬิกายังเดิน', { exact: false }).waitFor();
        await page.locator('.case-line').waitFor();
        expect(await barriers(page)).toEqual([]);
        isCut = false;
        await page.getByText('นาฬิกายังเดิน', { exact: false }).waitFor({ state: 'hidden' });
      }),
    );

    it.concurrent('loads at most 350 kB of compressed script first', () =>
      house.story(async (visit) => {
        const scripts: Promise<Buffer>[] = [];
        const before = async (context: BrowserContext) =>
          context.on('response', (response) => {
            if (response.url().endsWith('.js')) scripts.push(response.body());
          });
        const page = await visit(OFFICER, { before });
        await page.locator('.queue-foot').waitFor();
        const bytes = (await Promise.all(scripts)).map((script) => gzipSync(script).length);
        expect(bytes).not.toEqual([]);
        expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(MOST_SCRIPT);
      }),
    );
  });
}

/** Lets money be stolen and reported by the holder of the account; returns the case number. */
async function report(house: House): Promise<string> {
  const { complaint } = await commitTheft(house.system);
  const { accepted } = await Case.open(house.system, complaint, { rulebook: 'law' });
  return accepted.caseNo;
}

/** Answers with these cases in the API's place. */
async function answerCases(context: BrowserContext, cases: readonly QueueRow[]): Promise<void> {
  await context.route('**/v1/queue?*', (route) => route.fulfill({ json: view(cases) }));
}

type QueueRow = QueueView['cases'][number];

/** The latest deadline of each band, in minutes. */
const BANDS: readonly (readonly [QueueRow['band'], number])[] = [
  ['overdue', 0],
  ['within_15_minutes', 15],
  ['within_1_hour', 60],
  ['within_24_hours', 1_440],
  ['later', 1_980],
];

function view(cases: readonly QueueRow[]): QueueView {
  const count = (band: QueueRow['band']) => cases.filter((row) => row.band === band).length;
  return {
    asOf: new Date().toISOString(),
    cases: [...cases],
    next: null,
    total: cases.length,
    atRiskSatang: '123451789000',
    tabs: [{ tab: 'all', cases: cases.length }],
    bands: BANDS.map(([band]) => ({ band, cases: count(band) })),
  };
}

/** Makes up a case; the later its index, the later its deadline. */
function row(index: number): QueueRow {
  const minutes = index * 2 - 5;
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  return {
    id: `01K0000000000000000000${String(index).padStart(4, '0')}`,
    caseNo: `RG2569-${String(index).padStart(7, '0')}-0`,
    caseType: 'romance_investment',
    status: 'awaiting_decision',
    assignedRoute: 'aoc',
    openedAt: inMinutes(-60),
    task: 'confirm_break_glass',
    clockOwner: index % 2 === 0 ? 'centre' : 'institution',
    party: index % 2 === 0 ? null : 'th-025',
    subjectId: '01K00000000000000000000000',
    startedAt: inMinutes(-60),
    dueAt: minutes > 1_980 ? null : inMinutes(minutes),
    band: BANDS.find(([, upper]) => minutes <= upper)?.[0] ?? 'no_time',
    tasks: 3,
    advice: null,
    assignee: null,
    claim: null,
    stolenSatang: '123456789000',
    heldSatang: '5000000',
    atRiskSatang: '123451789000',
    linkedCases: 3,
    victimInstitution: 'th-006',
  };
}
