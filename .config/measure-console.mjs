// Measures the console in a real browser on a system of its own: the queue with 1,000 and with 10,000
// open cases beside each other, and a case whose money ran through 500 accounts. Progress and a table
// go to standard error, the figures as JSON to standard output. Times depend on the machine; counts,
// bytes and shares do not.
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const { findBrowser } = require('./find-browser.cjs');
const { withBench } = require('../dist/tools/proof/bench/bench.js');
const { copyCases } = require('../dist/tools/proof/bench/copies/copy-cases.js');
const { layOut } = require('../dist/tools/proof/bench/trail/layout.js');
const { withSystem } = require('../dist/tools/proof/bench/under-test.js');

const { values } = parseArgs({
  options: {
    open: { type: 'string', default: '1000,10000' },
    accounts: { type: 'string', default: '500' },
    loads: { type: 'string', default: '5' },
    callbacks: { type: 'string', default: '20' },
  },
});
/** How many cases are open when the queue is measured, one after the other. */
const OPEN_CASES = values.open.split(',').map(Number);
const ACCOUNTS = Number(values.accounts);
const LOADS = Number(values.loads);
const CALLBACKS = Number(values.callbacks);
const OFFICER = 'demo-officer-1';
const SIZE = { width: 1440, height: 900 };
/** A page is quiet when no task was longer than 50 ms for so long. */
const QUIET_MS = 1_000;
const FRAME_MS = 1_000 / 60;
const DRAG_STEPS = 120;
/** A connection of PostgreSQL that is idle writes down what it has read after ten seconds. */
const COUNTED_MS = 11_000;
/** Bytes and rows are counted so often, and the least is taken: cases that change meanwhile add to them, nothing takes away. */
const COUNTED_TIMES = 3;

const OPTIONS = (apiUrl) => ({ baseURL: apiUrl, viewport: SIZE, locale: 'th-TH' });

const say = (line) => console.error(line);
const figures = await withSystem(say, (underTest) => withBench(underTest, (bench) => measure(underTest.system, bench)));
console.log(JSON.stringify(figures, null, 2));
process.exit(0); // the workers of the bench's floor are of no use any more

async function measure({ apiUrl, signInUrl, superuserDatabaseUrl }, bench) {
  const db = new pg.Client({ connectionString: superuserDatabaseUrl });
  await db.connect();
  const token = await tokenOf(signInUrl, 'demo-officer-2');
  say(`a theft through ${ACCOUNTS} accounts`);
  const { caseId } = await bench.hotline.post(await bench.town.trail(ACCOUNTS, layOut(ACCOUNTS)));
  await bench.record.trailSettled(caseId);
  const held = [];
  say(`${CALLBACKS} cases whose money is held`);
  for (let count = 0; count < CALLBACKS; count += 1) {
    const posted = await bench.hotline.post(await bench.town.theft('at_once'));
    await bench.record.settled(posted.caseId);
    held.push(posted.caseId);
  }
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const context = await browser.newContext(OPTIONS(apiUrl));
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.goto('/');
    await page.getByRole('link', { name: 'เข้าสู่ระบบ' }).click();
    await page.getByRole('link', { name: OFFICER, exact: true }).click();
    await page.locator('.case-line').first().waitFor();
    await page.close();
    const queue = [];
    for (const [place, open] of OPEN_CASES.entries()) {
      say(`copying until ${open} cases are open`);
      await copyCases(bench, open - (OPEN_CASES[place - 1] ?? 0), 0, say);
      await followed(db, apiUrl, token);
      await db.query('ANALYZE'); // as PostgreSQL does by itself within a minute
      say('the queue');
      queue.push({ openCases: await openCases(db), ...(await measureQueue(browser, context, db, apiUrl)) });
    }
    say(tableOf(queue));
    say('the case');
    const large = await loads(context, `/cases/${caseId}`, '.react-flow__node, .trail table tbody tr');
    const drag = await dragged(context, caseId);
    say('callbacks');
    const callbacks = await releases(context, held, token, apiUrl);
    return { accounts: ACCOUNTS, queue, case: large, drag, callbackToPixel: callbacks };
  } finally {
    await browser.close();
    await db.end();
  }
}

async function openCases(db) {
  const { rows } = await db.query('SELECT count(*)::int AS open FROM case_file WHERE closed_at IS NULL');
  return rows[0].open;
}

/** Reads the queue until it has followed every case: what a first reader after many changes waits for is not measured. */
async function followed(db, apiUrl, token) {
  for (;;) {
    await fetch(`${apiUrl}/v1/queue?limit=1`, { headers: { authorization: `Bearer ${token}` } });
    const { rows } = await db.query(
      `SELECT count(*)::int AS behind FROM case_file c LEFT JOIN queue_case q ON q.case_id = c.id
        WHERE c.closed_at IS NULL AND (q.case_id IS NULL OR q.fresh_until = '-infinity')`,
    );
    if (rows[0].behind === 0) return;
    say(`${rows[0].behind} cases are not in the queue yet`);
  }
}

/** Measures the queue: its loads, and what one of them takes by bytes, with an empty cache, and by rows. */
async function measureQueue(browser, context, db, apiUrl) {
  const times = await loads(context, '/', '.case-line');
  const [cold, rows] = [[], []];
  for (let time = 0; time < COUNTED_TIMES; time++) {
    const empty = await browser.newContext({ ...OPTIONS(apiUrl), storageState: await context.storageState() });
    cold.push(await loadOnce(empty, '/', '.case-line'));
    await empty.close();
    const before = await queueRowsRead(db);
    const page = await context.newPage();
    await page.goto('/');
    await page.locator('.case-line').first().waitFor();
    await page.close();
    rows.push((await queueRowsRead(db)) - before);
  }
  const least = (name) => Math.min(...cold.map((load) => load[name]));
  return {
    ...times,
    coldBytes: least('bytes'),
    coldScriptBytes: least('scriptBytes'),
    pageBytes: least('answerBytes'),
    rowsRead: Math.min(...rows),
  };
}

/** Returns how many rows of the queue's own tables were ever read; nothing but the queue reads them. */
async function queueRowsRead(db) {
  await pause(COUNTED_MS);
  const { rows } = await db.query(
    `SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 AS read FROM pg_stat_user_tables WHERE relname LIKE 'queue\\_%'`,
  );
  return rows[0].read;
}

/** Returns the figures of the queue with each number of open cases beside each other. */
function tableOf(queue) {
  const names = Object.keys(queue[0]);
  return names
    .map((name) => [name.padEnd(20), ...queue.map((each) => String(each[name]).padStart(12))].join(''))
    .join('\n');
}

/** Opens a page several times; returns the medians of what its loads took, and the script of the first. */
async function loads(context, path, selector) {
  const seen = [];
  for (let load = 0; load < LOADS; load += 1) seen.push(await loadOnce(context, path, selector));
  const of = (name) =>
    Math.round(
      percentile(
        seen.map((each) => each[name]),
        50,
      ),
    );
  const [first] = seen;
  return {
    loads: LOADS,
    firstRowMsP50: of('shownMs'),
    interactiveMsP50: of('interactiveMs'),
    longTasksMsP50: of('longTasksMs'),
    scriptKilobytes: Math.round(first.scriptBytes / 1_000),
    elements: first.elements,
  };
}

/** Opens a page in a new tab and waits until its first row is there and it has been quiet. */
async function loadOnce(context, path, selector) {
  const page = await context.newPage();
  await page.addInitScript((wanted) => {
    window.measured = { shownMs: 0, lastTaskEndMs: 0, longTasksMs: 0 };
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        window.measured.lastTaskEndMs = startTime + duration;
        window.measured.longTasksMs += duration;
      }
    }).observe({ type: 'longtask', buffered: true });
    const look = () => {
      if (document.querySelector(wanted) === null) return requestAnimationFrame(look);
      window.measured.shownMs = performance.now();
    };
    requestAnimationFrame(look);
  }, selector);
  await page.goto(path);
  await page.waitForFunction(
    (quietMs) => {
      const { shownMs, lastTaskEndMs } = window.measured;
      return shownMs > 0 && performance.now() - Math.max(shownMs, lastTaskEndMs) > quietMs;
    },
    QUIET_MS,
    { timeout: 120_000 },
  );
  const seen = await page.evaluate(() => {
    const { shownMs, lastTaskEndMs, longTasksMs } = window.measured;
    const loaded = performance.getEntriesByType('resource');
    const [page] = performance.getEntriesByType('navigation');
    const sum = (entries, size) => entries.reduce((total, entry) => total + entry[size], 0);
    return {
      shownMs,
      interactiveMs: Math.max(shownMs, lastTaskEndMs),
      longTasksMs,
      bytes: sum([page, ...loaded], 'transferSize'),
      scriptBytes: sum(
        loaded.filter(({ name }) => name.endsWith('.js')),
        'encodedBodySize',
      ),
      answerBytes: sum(
        loaded.filter(({ name }) => new URL(name).pathname === '/v1/queue').slice(0, 1),
        'encodedBodySize',
      ),
      elements: document.querySelectorAll('*').length,
    };
  });
  await page.close();
  return seen;
}

/** Drags the picture of the trail about, and counts the frames that were not drawn in time. */
async function dragged(context, caseId) {
  const page = await context.newPage();
  await page.goto(`/cases/${caseId}`);
  const picture = page.locator('.react-flow__pane');
  await picture.waitFor();
  await pause(2_000);
  const box = await picture.boundingBox();
  await page.evaluate(() => {
    window.frames_ = [];
    const look = (at) => {
      window.frames_.push(at);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const [x, y] = [box.x + box.width / 2, box.y + box.height - 12];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate(() => (window.frames_.length = 0));
  for (let step = 0; step < DRAG_STEPS; step += 1)
    await page.mouse.move(x + Math.sin(step / 10) * 200, y - (step % 40));
  const frames = await page.evaluate(() => window.frames_);
  await page.mouse.up();
  const nodes = await page.locator('.react-flow__node').count();
  await page.close();
  const gaps = frames.slice(1).map((at, index) => at - frames[index]);
  const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / FRAME_MS) - 1), 0);
  return { boxes: nodes, frames: gaps.length, dropped, droppedShare: share(dropped, gaps.length + dropped) };
}

/** Releases holds; measures from the commit of the bank's receipt to the word on the open page. */
async function releases(context, caseIds, token, apiUrl) {
  const took = [];
  for (const caseId of caseIds) {
    const page = await context.newPage();
    await page.goto(`/cases/${caseId}`);
    await page.locator('.case-head').waitFor();
    await page.keyboard.press('3');
    await page.locator('.hold').first().waitFor();
    const shown = page.evaluate(
      () =>
        new Promise((resolve) => {
          const look = () => {
            const chips = [...document.querySelectorAll('.hold .chip')];
            if (chips.some((chip) => chip.textContent.trim() === 'ปล่อยแล้ว')) resolve(Date.now());
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
    const call = async (method, path, body) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(`${apiUrl}${path}`, { method, headers, body: body && JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    };
    const { holds } = await call('GET', `/v1/cases/${caseId}/holds`);
    await call('POST', `/v1/holds/${holds[0].id}/release`, { reason: 'It is measured.' });
    const shownAtMs = await shown;
    const [hold] = (await call('GET', `/v1/cases/${caseId}/holds`)).holds;
    took.push(shownAtMs - Date.parse(hold.release.acknowledgedAt));
    await page.close();
  }
  return { releases: took.length, msP50: percentile(took, 50), msP95: percentile(took, 95) };
}

async function tokenOf(signInUrl, username) {
  const body = new URLSearchParams({ grant_type: 'password', username, scope: 'openid' });
  return (await (await fetch(new URL('/token', signInUrl), { method: 'POST', body })).json()).access_token;
}

function percentile(values, per) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * per) / 100) - 1)];
}

function share(part, whole) {
  return whole === 0 ? 0 : Math.round((part / whole) * 1_000) / 1_000;
}
