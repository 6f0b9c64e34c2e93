import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page, Request } from 'playwright-core';
import { QUEUE_TASKS } from '../../../src/domain/queue/queue-task.js';
import type { QueueView } from '../../../web/src/api/schema.js';
import { Case, ok } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { until } from '../../e2e/support/until.js';
import { storyInFullRun } from '../../support/full-run.js';
import { en } from '../../../web/src/text/en.js';
import { caseWithEvidence } from './support/case-with-evidence.js';
import { cutAt, DESKS } from './support/cut.js';
import { barriers, type House } from './support/house.js';

/** The most script that the queue may load first, compressed, in bytes. */
const MOST_SCRIPT = 250_000;
const OFFICER = 'demo-officer-1';
const SUPERVISOR = 'demo-supervisor-1';
const SECOND_SUPERVISOR = 'demo-supervisor-2';
const { task: enTasks } = en;

/** Stories at the queue. */
export function queueStories(house: House): void {
  describe('the queue', () => {
    it.concurrent('shows a case that the hotline takes down, without a reload', () =>
      house.story(async (visit) => {
        const page = await visit(OFFICER, { path: '/?tab=all' });
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
        const page = await visit(OFFICER, { path: '/?tab=all' });
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
        const money = { stolenSatang: '145000050', heldSatang: '100000025', savesSatang: '45000025' };
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

    it.concurrent(
      'keeps a decision that waits where it was, tells two supervisors of it, and lets it go for both',
      () =>
        house.story(async (visit) => {
          const { opened, theft } = await caseWithEvidence(house);
          const { caseNo } = opened.accepted;
          const path = `/?tab=ours&text=${caseNo}`;
          const first = await visit(SUPERVISOR, { path, language: 'en' });
          const second = await visit(SECOND_SUPERVISOR, { path: `/?tab=approval&text=${caseNo}`, language: 'en' });
          const line = first.getByRole('row').filter({ hasText: caseNo });
          await line.getByText(enTasks.request_suspension).waitFor();
          const due = () => line.locator('time').first().getAttribute('datetime');
          const before = await due();
          const saves = await line.locator('.amount').last().innerText();
          await second.getByText('No case matches the filters').waitFor();

          const reason = 'The account is on the list of AMLO.';
          const request = await opened.requestFreeze('officer-1', {
            kind: 'aoc_suspension',
            account: theft.mule,
            reason,
          });
          // Its clock does not lengthen by being asked, and it leads its case and says what it saves.
          await line.getByText(enTasks.decide_request).waitFor();
          expect(await due()).toBe(before);
          expect(await line.locator('.amount').last().innerText()).toBe(saves);
          await second.getByRole('row').filter({ hasText: caseNo }).waitFor();
          for (const page of [first, second]) {
            await page
              .getByRole('navigation')
              .getByLabel(/waiting for you$/)
              .waitFor();
            await page.waitForFunction(() => /^\([0-9]+\+?\) /.test(document.title));
            expect(await barriers(page)).toEqual([]);
          }
          const desk = await visit(SUPERVISOR, { path: '/supervisor', language: 'en' });
          const row = desk.getByRole('row').filter({ hasText: caseNo });
          await row.getByText('AOC-85B').waitFor();
          await row.getByText(saves, { exact: false }).first().waitFor();
          expect(await barriers(desk)).toEqual([]);

          await opened.approve('supervisor-1', request.id);
          await second.getByText('No case matches the filters').waitFor();
          await line.getByText(enTasks.decide_request).waitFor({ state: 'hidden' });
        }),
    );

    it.concurrent('shows every task of a case with five of them, on its row, beside it and in its head', () =>
      house.story(async (visit) => {
        const opened = await open(house);
        const five = ['decide_request', 'settle_break', 'tell_victim', 'answer_appeal', 'answer_question'] as const;
        const task = (name: (typeof five)[number], index: number) => ({
          task: name,
          clockOwner: name === 'answer_question' ? ('agency' as const) : ('centre' as const),
          party: null,
          subjectId: `01K0000000000000000000000${index}`,
          startedAt: new Date(Date.now() - 3_600_000).toISOString(),
          dueAt: new Date(Date.now() + (index - 2) * 600_000).toISOString(),
          savesSatang: index === 0 ? '48500000' : null,
        });
        const tasks = five.map(task);
        const [lead] = tasks;
        if (lead === undefined) throw new Error('no task leads');
        const one = { ...row(1), ...lead, id: opened.id, caseNo: opened.accepted.caseNo, tasks };
        const before = (context: BrowserContext) => answerCases(context, [one]);
        const page = await visit(OFFICER, { language: 'en', before });
        const line = page.locator('.case-line');
        const peek = page.getByRole('complementary', { name: 'Chosen case' });
        for (const name of five) {
          await line.getByText(enTasks[name], { exact: false }).first().waitFor();
          await peek.getByText(enTasks[name], { exact: false }).first().waitFor();
        }
        // The decision leads, whatever is late beside it; what an agency owes too late has no colour.
        await line.locator('.task').getByText(enTasks.decide_request).waitFor();
        await line.getByText('485,000').waitFor();
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Enter');
        const head = page.locator('.case-head');
        for (const name of five) await head.getByText(enTasks[name], { exact: false }).first().waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('shows five tasks that really wait at one case, wherever each is done', () =>
      house.story(async (visit) => {
        // The victim's bank knows another amount: a break. The holder appeals, the victim asks to withdraw, and an
        // officer asks for the whole account, beside the hold whose time runs.
        const { complaint } = await commitTheft(house.system, { victimBank: 'th-004' });
        const transfers = complaint.transfers.map((transfer) => ({ ...transfer, amountSatang: '4900000' }));
        const opened = await Case.open(house.system, { ...complaint, transfers }, { rulebook: 'law', by: 'hotline-2' });
        const [hold] = await opened.allHeld(1);
        const filed = { reference: hold?.noticeReference ?? '', statement: 'I sell rice at the gate.' };
        const key = { 'idempotency-key': `five-${opened.id}` };
        ok(await house.system.lawCentre.post('hotline-2', '/v1/appeals', filed, key), 201);
        const warrant = await opened.attachWarrant();
        const inFiveDays = new Date(Date.now() + 5 * 86_400_000).toISOString();
        const body = {
          kind: 'whole_account' as const,
          holdId: hold?.id ?? '',
          until: inFiveDays,
          reason: 'A warrant.',
          ...warrant,
        };
        await opened.requestFreeze('officer-1', body);
        const calledBackAt = new Date().toISOString();
        const asked = { reason: 'A misunderstanding.', identifiedBy: 'call_back', calledBackAt };
        ok(await opened.post('hotline-2', `/v1/complaints/${opened.id}/withdrawal`, asked), 201);

        const page = await visit(OFFICER, { path: `/?tab=all&text=${opened.accepted.caseNo}`, language: 'en' });
        const line = page.locator('.case-line');
        const peek = page.getByRole('complementary', { name: 'Chosen case' });
        const four = ['decide_request', 'answer_appeal', 'confirm_withdrawal', 'settle_break'] as const;
        for (const name of four) {
          await line.getByText(enTasks[name], { exact: false }).first().waitFor();
          await peek.getByText(enTasks[name], { exact: false }).first().waitFor();
        }
        const tasks = await page.evaluate(async (caseNo) => {
          const answer = await fetch(`/v1/queue?tab=all&text=${caseNo}`);
          const { cases } = (await answer.json()) as { cases: { tasks: { task: string }[] }[] };
          return cases.flatMap((each) => each.tasks.map(({ task }) => task));
        }, opened.accepted.caseNo);
        expect(tasks).toEqual(expect.arrayContaining([...four]));
        expect(new Set(tasks).size).toBeGreaterThanOrEqual(5);
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Enter');
        const head = page.locator('.case-head');
        for (const name of four) await head.getByText(enTasks[name], { exact: false }).first().waitFor();
        await page.locator('.react-flow__node').first().waitFor();
        expect(await cutAt(page, DESKS)).toEqual([]);
      }),
    );

    it.concurrent('orders by the money that leaves in a minute, with the reason beside it, for whoever asks', () =>
      house.story(async (visit) => {
        const leaving = { looseSatang: '16000000', accounts: 2, perMinuteSatang: '2666666', basis: 'moved' as const };
        const one = { ...row(2), leaving: { ...leaving, minutes: 6, moves: 3 } };
        const still = { ...leaving, perMinuteSatang: null, basis: 'stood' as const, minutes: 16, moves: 0 };
        const other = { ...row(3), leaving: still };
        const asked: string[] = [];
        const before = async (context: BrowserContext) => {
          await answerCases(context, [one, other]);
          context.on('request', (request) => asked.push(request.url()));
        };
        const page = await visit(OFFICER, { language: 'en', before });
        await page.getByLabel('Order by').selectOption('risk');
        await page.locator('.case-line').getByText('26,666', { exact: false }).waitFor();
        // Of what stands nobody reads that it leaves.
        const standing = page.locator('.case-line').filter({ hasText: other.caseNo });
        await standing.getByText('it has stood for at least 16 min', { exact: false }).waitFor();
        expect(await standing.getByText('baht/min', { exact: false }).count()).toBe(0);
        await page.getByText('money stood 6 min before it went on (median of 3)', { exact: false }).first().waitFor();
        await page.getByLabel('Case type').selectOption('romance_investment');
        await page.getByLabel(/^Stolen/).selectOption('10000000');
        await page.waitForURL(/atLeast=/);
        await page.locator('.case-line').first().waitFor();
        expect(asked.some((url) => /sort=risk/.test(url) && /caseType=romance_investment/.test(url))).toBe(true);
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('shows what was told of transfers that nobody has identified, and that it is no more than that', () =>
      house.story(async (visit) => {
        const alone = {
          ...row(1),
          task: 'complete_transfer' as const,
          stolenSatang: '0',
          heldSatang: '0',
          atRiskSatang: '0',
        };
        const cases = [
          { ...alone, toldSatang: '485000000' },
          { ...row(2), toldSatang: '2000000' },
          { ...alone, ...{ id: row(3).id, caseNo: row(3).caseNo }, toldSatang: null },
        ];
        const page = await visit(OFFICER, { language: 'en', before: (context) => answerCases(context, cases) });
        const line = (of: { caseNo: string }) => page.locator('.case-line').filter({ hasText: of.caseNo });
        await line(row(1)).getByText('told 4,850,000', { exact: false }).waitFor();
        await line(row(2))
          .getByTitle(/and\s20,000(\.00)?\sbaht\stold/)
          .waitFor();
        expect(await line(row(3)).getByText('told', { exact: false }).count()).toBe(0);
        await line(row(3)).getByText('not known').first().waitFor();
        expect(await cutAt(page, DESKS)).toEqual([]);
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('says why nothing is there when it is empty', () =>
      house.story(async (visit) => {
        const before = (context: BrowserContext) =>
          context.route('**/v1/queue?*', (route) => route.fulfill({ json: view([]) }));
        const page = await visit(OFFICER, { path: '/?tab=all', before });
        await page.getByText('ไม่มีเรื่องที่เปิดอยู่').waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('shows bars while it loads, and says it', () =>
      house.story(async (visit) => {
        const before = (context: BrowserContext) => context.route('**/v1/queue?*', () => undefined);
        const page = await visit(OFFICER, { before });
        await page.locator('.ghost').first().waitFor();
        await page.getByRole('status').filter({ hasText: 'กำลังโหลด' }).waitFor();
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

    it.concurrent('says that news no longer arrive when the API takes the connection and says nothing', () =>
      house.story(async (visit) => {
        const before = async (context: BrowserContext) => {
          await context.route('**/v1/stream', () => undefined);
          await answerCases(context, [row(1)]);
        };
        const page = await visit(OFFICER, { before });
        await page.getByText('นาฬิกายังเดิน', { exact: false }).waitFor();
      }),
    );

    it.concurrent('has one event stream for its tabs: when the one that has it is closed, the others hear on', () =>
      house.story(async (visit) => {
        const opened = await open(house);
        // What the API is asked for, and goes on answering.
        const streams = new Set<Request>();
        let begun = 0;
        const isStream = (request: Request) => new URL(request.url()).pathname === '/v1/stream';
        const count = (context: BrowserContext) => {
          context.on('request', (request) => {
            if (!isStream(request)) return;
            begun += 1;
            streams.add(request);
          });
          const end = (request: Request) => void streams.delete(request);
          context.on('requestfinished', end);
          context.on('requestfailed', end);
          // Nobody tells of the requests of a tab that is closed.
          context.on('page', (page) => page.on('close', closed));
          first.on('close', closed);
        };
        const closed = (page: Page) => {
          for (const request of streams) if (request.frame().page() === page) streams.delete(request);
        };
        const path = `/cases/${opened.id}`;
        const first = await visit(OFFICER, { path });
        // A session of its own: it is signed out below.
        await first.context().clearCookies();
        count(first.context());
        await first.goto(path);
        await first.getByRole('link', { name: 'เข้าสู่ระบบ' }).click();
        await first.getByRole('link', { name: OFFICER, exact: true }).click();
        const others = [await first.context().newPage(), await first.context().newPage()] as const;
        const isLive = (page: Page) => page.locator('.live .dot[data-state="live"]').waitFor();
        await isLive(first);
        for (const page of others) {
          await page.goto(path);
          await isLive(page);
        }
        expect([begun, streams.size]).toEqual([1, 1]);

        const note = async (text: string) =>
          ok(await house.system.lawCentre.post('officer-1', `/v1/cases/${opened.id}/notes`, { text }), 201);
        for (const page of [first, ...others]) {
          await page.locator('.case-head').waitFor();
          await page.keyboard.press('9');
        }
        await note('The bank is called.');
        for (const page of [first, ...others]) await page.locator('.notes').getByText('The bank is called.').waitFor();
        const before = begun;

        await first.close();
        await note('The bank has answered.');
        for (const page of others) await page.locator('.notes').getByText('The bank has answered.').waitFor();
        expect([begun, streams.size]).toEqual([before + 1, 1]);

        // Who signs out in one tab is signed out in all, and no stream stays open.
        await others[0].getByRole('button', { name: 'ออกจากระบบ', exact: true }).click();
        await others[1].getByText('หมดเวลาการเข้าใช้').waitFor();
        await until('no stream is open', 10, () => Promise.resolve(streams.size === 0 ? true : undefined));
      }),
    );

    it.concurrent('loads at most 250 kB of compressed script first', () =>
      house.story(async (visit) => {
        // Whoever signs in loads the page twice, and each script once.
        const scripts = new Map<string, Promise<Buffer>>();
        const before = async (context: BrowserContext) =>
          context.on('response', (response) => {
            const url = response.url();
            if (url.endsWith('.js') && !scripts.has(url)) scripts.set(url, response.body());
          });
        const page = await visit(OFFICER, { before });
        await page.locator('.queue-foot').waitFor();
        const bytes = (await Promise.all(scripts.values())).map((script) => gzipSync(script).length);
        expect(bytes).not.toEqual([]);
        expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(MOST_SCRIPT);
      }),
    );
  });
}

/** Lets money be stolen and reported by the holder of the account; returns the case number. */
async function report(house: House): Promise<string> {
  const { accepted } = await open(house);
  return accepted.caseNo;
}

async function open(house: House): Promise<Case> {
  const { complaint } = await commitTheft(house.system);
  return Case.open(house.system, complaint, { rulebook: 'law' });
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
    more: false,
    atRiskSatang: '123451789000',
    tabs: [{ tab: 'all', cases: cases.length, more: false }],
    bands: BANDS.map(([band]) => ({ band, cases: count(band), more: false })),
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
    savesSatang: index % 2 === 0 ? '123451789000' : null,
    place: String(index).padStart(4, '0'),
    tasks: [],
    leaving: { looseSatang: '0', accounts: 0, perMinuteSatang: null, basis: 'none', minutes: 0, moves: 0 },
    advice: null,
    assignee: null,
    claim: null,
    stolenSatang: '123456789000',
    heldSatang: '5000000',
    toldSatang: null,
    atRiskSatang: '123451789000',
    linkedCases: 3,
    victimInstitution: 'th-006',
  };
}
