// Writes docs/screens: starts a system of its own with the sample cases, does what fills the pages,
// and takes a picture of each page in both languages, at phone width where it is used there, and dark
// where people work at night; and of the queue in each bad state. Names of pages as arguments take
// those alone. With `--all` every page is taken dark and in every bad state too, into
// .rangap/screens, to be looked at.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const projectDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { findBrowser } = createRequire(import.meta.url)('./find-browser.cjs');

const { values: OPTIONS, positionals: NAMES } = parseArgs({
  options: { all: { type: 'boolean', default: false } },
  allowPositionals: true, // the pages to take; all when none is named
});
const folder = path.join(projectDir, OPTIONS.all ? '.rangap/screens' : 'docs/screens');
/** All pictures together may have so many bytes, because they are kept in the repository. */
const MOST_BYTES = 7_500_000;
const START_MS = 300_000;
const ANSWERS_MS = 180_000;
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** What a caller says, with numbers and names that the reader of narratives finds. */
const NARRATIVE =
  'มีคนโทรมาอ้างเป็นตำรวจ บอกว่าบัญชีของฉันพัวพันคดีฟอกเงิน ให้โอนเงินไปตรวจสอบ 50,000 บาท เข้าบัญชีไทยพาณิชย์ 9140000201 ' +
  'ชื่อสมชาย ตัวอย่าง เบอร์ที่โทรมา 060-000-0201 แล้วให้แอดไลน์ @example ต่อ';

/** The accounts of a transfer that AMLO gives notice of. */
const NOTICED = {
  from: { institution: 'th-004', accountNo: '9040000977' },
  to: { institution: 'th-014', accountNo: '9140000977' },
};

/**
 * The pages: `person` signs in (null: nobody does), `wait` is what a finished page shows, `then`
 * brings it to what is worth seeing. `phone` is true where people use it on a phone, `dark` where a
 * dark picture is taken too, `states` are the bad ones that are kept.
 */
const pages = ({ caseId, approvalId, caseNo, notice, order, noticedNo, suspend }) => [
  {
    name: 'queue',
    person: 'demo-officer-1',
    at: '/',
    wait: '.case-line',
    phone: true,
    states: ['empty', 'loading', 'failed', 'disconnected', 'expired'],
  },
  {
    name: 'case',
    person: 'demo-officer-1',
    at: `/cases/${caseId}`,
    wait: '.case-head',
    phone: true,
    dark: true,
    states: ['forbidden'],
  },
  {
    name: 'approval',
    person: 'demo-supervisor-1',
    at: `/cases/${approvalId}`,
    wait: '.decision',
    then: async (page) => {
      await page.keyboard.press('a');
      await page.locator('dialog[open]').waitFor();
    },
  },
  { name: 'intake', person: 'demo-hotline-1', at: '/intake', wait: '#content input', phone: true },
  {
    name: 'narrative',
    person: 'demo-hotline-2',
    at: '/intake',
    wait: '#content input',
    then: async (page) => {
      await page.locator('textarea').first().fill(NARRATIVE);
      await page.locator('textarea').first().scrollIntoViewIfNeeded();
      const advice = page.locator('.intake-advice'); // it is read a moment after the last key
      await advice.waitFor();
      await advice.scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'unfreeze',
    person: 'demo-officer-2',
    at: '/unfreeze',
    wait: '.desk-rows',
    then: async (page) => {
      await page.keyboard.press('j');
      await page.locator('.said').first().waitFor();
    },
    phone: true,
  },
  {
    name: 'supervisor',
    person: 'demo-supervisor-1',
    at: '/supervisor?tab=rules',
    wait: '.desk-rows',
    then: async (page) => {
      await page.keyboard.press('j');
      await page.locator('.said').first().waitFor();
    },
  },
  {
    name: 'auditor',
    person: 'demo-auditor-1',
    at: '/auditor?tab=chains',
    wait: '.desk-rows',
    then: async (page) => {
      await page.getByRole('button', { name: caseNo, exact: true }).click();
      await page.locator('.detail-acts .primary').click();
      await page.locator('.desk-detail .chip').waitFor();
    },
  },
  {
    name: 'lookups',
    person: 'demo-auditor-1',
    at: '/auditor?tab=lookups',
    wait: '.desk-rows',
    then: (page) => page.keyboard.press('j'),
  },
  {
    name: 'amlo',
    person: 'demo-amlo-1',
    at: '/amlo',
    wait: '.desk-rows',
    then: async (page) => {
      await page.getByRole('button', { name: noticedNo, exact: true }).click();
      await page.locator('.desk-detail .said').first().waitFor();
    },
    phone: true,
  },
  {
    name: 'notice',
    person: 'demo-amlo-1',
    at: '/amlo',
    wait: '.desk-rows',
    then: async (page) => {
      await page.locator('.filters .button').first().click();
      await page.locator('dialog[open]').waitFor();
    },
  },
  {
    name: 'institution',
    person: 'demo-bank-014',
    at: '/institution?tab=all',
    wait: '.desk-rows',
    then: (page) => page.keyboard.press('j'),
    phone: true,
  },
  {
    name: 'holder',
    person: null,
    at: '/holder',
    wait: 'form',
    then: async (page) => {
      await page.getByRole('textbox').nth(0).fill(notice.reference);
      await page.getByRole('textbox').nth(1).fill(notice.appealSecret);
      await page.keyboard.press('Enter');
    },
    phone: true,
  },
  { name: 'victim', person: null, at: '/victim', wait: 'form', phone: true },
  {
    name: 'verify',
    person: null,
    at: '/verify',
    wait: 'form',
    // Only the paper has the whole code: here the answer to it is that of the record.
    before: (context) => context.route('**/v1/orders/verifications', (route) => route.fulfill({ json: order })),
    then: async (page) => {
      await page.getByRole('textbox').fill(`${order.orderId}-0123456789ABCDEF`);
      await page.keyboard.press('Enter');
      await page.locator('.slip-facts').waitFor();
    },
    phone: true,
  },
  { name: 'complaints', person: 'demo-hotline-1', at: '/complaints?tab=tell', wait: '.desk-rows', phone: true },
  {
    name: 'suspect',
    person: 'demo-officer-1',
    at: '/',
    wait: '.case-line',
    then: async (page) => {
      await page.keyboard.press('Slash');
      await page.locator('dialog[open] .joined button').nth(1).click();
      await page.getByRole('textbox').first().waitFor();
    },
  },
  { name: 'public', person: null, at: '/public', wait: '#content table', phone: true },
  {
    name: 'armed',
    person: 'demo-officer-1',
    at: `/cases/${approvalId}`,
    wait: '.case-head',
    before: suspend,
    then: async (page) => {
      await page.keyboard.press('3');
      await page.locator('.hold .line button').first().click();
      await page.locator('dialog[open]').waitFor();
    },
  },
];

/** Readings of the API that fill a page; who is signed in and what runs are not among them. */
const READINGS = /\/v1\/(?!session|stream|configuration|institutions$)/;

/** Answers the readings of a page in the API's place; what is sent passes. */
const answerReadings = (context, answer) =>
  context.route(READINGS, (route) => (route.request().method() === 'GET' ? answer(route) : route.fallback()));

const STREAM = '**/v1/stream';
/** What says that news no longer arrive. */
const LOST = '.strip[data-tone=lost]';

/** The bad states that a page may be in: `before` and `then` bring it there, `wait` is what it then shows. */
const STATES = {
  empty: {
    before: (context) =>
      answerReadings(context, async (route) => {
        const answer = await route.fetch();
        const json = await answer.json().catch(() => undefined);
        return json === undefined
          ? route.fulfill({ response: answer })
          : route.fulfill({ response: answer, json: emptied(json) });
      }),
    wait: '.message',
  },
  loading: { before: (context) => answerReadings(context, () => undefined), wait: '.ghosts' },
  failed: {
    before: (context) =>
      answerReadings(context, (route) =>
        route.fulfill({
          status: 500,
          contentType: 'application/problem+json',
          json: { code: 'INTERNAL', status: 500 },
        }),
      ),
    wait: '[role=alert]',
  },
  disconnected: { before: (context) => context.route(STREAM, (route) => route.abort()), wait: LOST },
  expired: {
    before: (context) => context.route(STREAM, (route) => route.abort()),
    wait: LOST,
    then: async (page) => {
      await page.context().clearCookies();
      await page.context().unroute(STREAM); // who listens again is signed in no more
      await page.locator('dialog[open]').waitFor();
    },
  },
  forbidden: { wait: '[role=alert]' },
};
/** Who may not see a page: a person of a bank, and for their page the hotline. */
const strangerOf = ({ name }) => (name === 'institution' ? 'demo-hotline-1' : 'demo-bank-004');

/** Returns what the API would answer when there were nothing: its lists empty, its counts 0. */
function emptied(json) {
  if (Array.isArray(json) || json === null || typeof json !== 'object') return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => {
      if (Array.isArray(value)) return [name, []];
      if (typeof value === 'number') return [name, 0];
      return [name, name.endsWith('Satang') ? '0' : emptied(value)];
    }),
  );
}

/** The looks of a page: languages, phone and dark as it has them, and bad states of each address. */
function looksOf(page, isFirstOfAddress) {
  const th = { language: 'th', size: DESKTOP };
  const en = { language: 'en', size: DESKTOP };
  const states = !OPTIONS.all
    ? (page.states ?? [])
    : page.person !== null && isFirstOfAddress
      ? Object.keys(STATES)
      : [];
  return [
    { kind: 'th', ...th },
    { kind: 'en', ...en },
    ...(page.phone ? [{ kind: 'phone', language: 'th', size: PHONE }] : []),
    ...(page.dark || OPTIONS.all ? [{ kind: 'dark', ...th, theme: 'dark' }] : []),
    ...(page.phone && OPTIONS.all ? [{ kind: 'phone.en', language: 'en', size: PHONE }] : []),
    ...states.map((state) => ({ kind: `${state}.th`, ...th, state })),
    ...states.map((state) => ({ kind: `${state}.en`, ...en, state })),
  ];
}

const home = mkdtempSync(path.join(tmpdir(), 'rangap-screens-'));
chmodSync(home, 0o755); // as root, the database runs as another user
const { child, ended, addresses } = startSystem();
let browser;
try {
  const { api, signIn, stage } = await addresses;
  browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu'] });
  const shown = await fillPages({ api, signIn, stage });
  mkdirSync(folder, { recursive: true });
  if (NAMES.length === 0)
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.png'))) rmSync(path.join(folder, file));
  const failed = [];
  const all = pages(shown);
  for (const page of all.filter(({ name }) => NAMES.length === 0 || NAMES.includes(name))) {
    for (const { kind, ...look } of looksOf(page, all.find(({ at }) => at === page.at) === page)) {
      await take(api, page, { ...look, file: `${page.name}.${kind}.png` }).catch((error) =>
        failed.push(`${page.name}.${kind}: ${error.message.split('\n')[0]}`),
      );
    }
  }
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
  console.log(`${readdirSync(folder).length} pictures, ${Math.round(bytes / 1_000)} kB, in ${folder}`);
  if (!OPTIONS.all && bytes > MOST_BYTES) failed.push(`they have more than ${MOST_BYTES} bytes`);
  for (const line of failed) console.error(line);
  process.exitCode = failed.length > 0 ? 1 : 0;
} finally {
  await browser?.close();
  child.kill('SIGTERM');
  await ended;
  rmSync(home, { recursive: true, force: true });
}

/** Starts everything on a home of its own; `addresses` resolves when it is ready. */
function startSystem() {
  const started = spawn(process.execPath, ['dist/src/embedded/start.js'], {
    cwd: projectDir,
    env: { ...process.env, RANGAP_HOME: home, RANGAP_PORT_BASE: 'auto' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const over = new Promise((resolve) => started.once('exit', resolve));
  const ready = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the system did not start in time')), START_MS);
    over.then((code) => reject(new Error(`the system ended with ${code}`)));
    let text = '';
    started.stdout.on('data', (piece) => {
      text += piece;
      const api = /ready: (http\S+)/.exec(text)?.[1];
      const signIn = /sign-in\s+(http\S+)/.exec(text)?.[1];
      if (api === undefined || signIn === undefined) return;
      clearTimeout(timer);
      const stage = new URL(signIn);
      stage.port = String(Number(stage.port) + 8);
      resolve({ api: api.replace(/\/$/, ''), signIn, stage: stage.origin });
    });
  });
  return { child: started, ended: over, addresses: ready };
}

/** Appeals, a freeze request and a change of a rule, so that no desk is empty. */
async function fillPages({ api, signIn, stage }) {
  const tokens = new Map();
  const tokenOf = async (person) => {
    if (!tokens.has(person)) {
      const body = new URLSearchParams({ grant_type: 'password', username: person, scope: 'openid' });
      tokens.set(person, (await (await fetch(`${signIn}/token`, { method: 'POST', body })).json()).access_token);
    }
    return tokens.get(person);
  };
  const call = async (person, route, body) => {
    const headers = { authorization: `Bearer ${await tokenOf(person)}`, 'idempotency-key': randomUUID() };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const answer = await fetch(`${api}${route}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const json = await answer.json();
    if (!answer.ok) throw new Error(`${route}: ${answer.status} ${json.code} ${json.detail}`);
    return json;
  };
  const cases = await answeredCases(call);
  const richest = [...cases].sort((one, other) => Number(BigInt(other.stolenSatang) - BigInt(one.stolenSatang)));
  const held = richest.filter(({ heldSatang }) => heldSatang !== '0');
  const proposal = { ruleId: 'P-REL', parameters: { lowSatang: 60_000 }, reason: 'Prices have risen since 2025.' };
  await call('demo-admin-1', '/v1/rule-changes', proposal);

  const statements = [
    'ขายข้าวแกงหน้าโรงงาน ลูกค้าสแกนจ่ายวันละหลายร้อยคน ไม่รู้จักคนโอน ขอให้ปลดเพราะต้องซื้อของเย็นนี้',
    'รับจ้างซ่อมมอเตอร์ไซค์ เงินนี้คือค่าแรงของลูกค้าประจำ',
    'ขายกล้องมือสอง ส่งของแล้ว มีใบส่งพัสดุ',
  ];
  for (const [index, { id }] of held.entries()) {
    const { holds } = await call('demo-officer-1', `/v1/cases/${id}/holds`);
    const live = holds.find(({ state }) => state === 'held' || state === 'partly_held');
    if (live === undefined || statements[index] === undefined) continue;
    const appeal = { reference: live.noticeReference, statement: statements[index] };
    await call('demo-desk-1', '/v1/appeals', appeal);
  }

  const asked = cases.find(mayBeSuspended);
  const { accounts } = await call('demo-officer-1', `/v1/cases/${asked.id}`);
  const { partId } = accounts.find(({ suspension }) => suspension === 'met') ?? accounts[0];
  const reason = 'บัญชีอยู่ในรายชื่อ HR-03-1 และเงินเข้าแล้วออกต่อภายในไม่กี่นาที';
  const request = { kind: 'aoc_suspension', account: { partId }, reason };
  const { id: requestId } = await call('demo-officer-1', `/v1/cases/${asked.id}/freeze-requests`, request);
  let suspended;
  /** Approves it on the evidence of now, once, and waits for the bank: from then on it can be armed. */
  const suspend = () => (suspended ??= approve(call, asked.id, requestId));
  const noticedNo = await giveNotice(stage, call);
  for (const [person, purpose] of [
    ['demo-officer-1', 'ผู้เสียหายอีกรายบอกเลขบัญชีเดียวกัน'],
    ['demo-inquiry-1', 'สอบสวนขบวนการที่ใช้บัญชีนี้รับเงิน'],
  ]) {
    await call(person, '/v1/suspects/lookup', { account: NOTICED.to, purpose });
  }

  const [shownCase] = held;
  const { holds: atBanks } = await (await fetch(`${stage}/holds`)).json();
  const notices = [];
  for (const { account } of atBanks.filter(({ caseNo }) => caseNo === shownCase.caseNo)) {
    const answer = await fetch(`${stage}/accounts/${account.institution}/${account.accountNo}/notices`);
    notices.push(...(await answer.json()).notices);
  }
  const { institutions } = await call('demo-officer-1', '/v1/institutions');
  const { holds: own } = await call('demo-officer-1', `/v1/cases/${shownCase.id}/holds`);
  const order = orderOf(own[0], shownCase.caseNo, institutions);
  const notice = notices.map((each) => each.notice).find(({ appealSecret }) => appealSecret !== undefined);
  return { caseId: shownCase.id, caseNo: shownCase.caseNo, approvalId: asked.id, notice, order, noticedNo, suspend };
}

function mayBeSuspended({ task }) {
  return task === 'request_suspension';
}

/** Waits until banks and agencies have answered: money is held, and a suspension may be asked for. */
async function answeredCases(call) {
  for (const beganAt = Date.now(); Date.now() - beganAt < ANSWERS_MS;) {
    await pause(5_000);
    const { cases } = await call('demo-officer-1', '/v1/queue?limit=50');
    const held = cases.filter(({ heldSatang }) => heldSatang !== '0');
    if (held.length >= 3 && cases.some(mayBeSuspended)) return cases;
  }
  throw new Error('banks and agencies did not answer in time');
}

async function approve(call, caseId, requestId) {
  const { evidenceHash, freezeRequests } = await call('demo-supervisor-1', `/v1/cases/${caseId}`);
  const { blastRadius } = freezeRequests.find(({ id }) => id === requestId);
  await call('demo-supervisor-1', `/v1/freeze-requests/${requestId}/decisions`, {
    verdict: 'approve',
    reason: 'หลักฐานครบ',
    evidenceHash,
    blastRadiusSha256: blastRadius.sha256,
  });
  await pause(5_000);
}

/** Moves money and gives notice of it in the name of AMLO; returns the number of its case. */
async function giveNotice(stage, call) {
  const post = async (route, body) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${stage}${route}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`);
  };
  const { from, to } = NOTICED;
  const transfer = { to: { account: to }, amountSatang: '12500000', reference: 'SCREENS-01' };
  await post('/accounts', { account: from, openingSatang: '20000000' });
  await post('/accounts', { account: to });
  await post('/transfers', { from, ...transfer });
  const now = new Date().toISOString();
  const { cases } = await call('demo-amlo-1', '/v1/notices', {
    kind: 'officer',
    ground: 'บัญชีรับเงินจากสิบสองรายภายในหนึ่งชั่วโมงแล้วถอนออกทันที',
    suspected: 'money_laundering',
    foundAt: now,
    fromAccount: from,
    authority: { office: 'amlo', position: 'พนักงานเจ้าหน้าที่', documentNo: 'ปปง 0012/2569' },
    transfers: [{ ...transfer, transferredAt: now }],
  });
  return cases[0].caseNo;
}

/** What a verification answers of the first order of a hold. */
function orderOf(hold, caseNo, institutions) {
  const [{ id, requestedSatang, issuedAt, expiresAt }] = hold.orders;
  const { nameTh, nameEn } = institutions.find(({ slug }) => slug === hold.institution);
  return {
    orderId: id,
    caseNo,
    institution: { nameTh, nameEn },
    accountMasked: hold.accountMasked,
    amountSatang: requestedSatang,
    kind: hold.kind,
    issuedAt,
    expiresAt,
    standing: 'in_force',
  };
}

/** Takes one picture: signs in, waits for the page and brings it to what is worth seeing. */
async function take(api, shown, { language, size, theme = 'light', state, file }) {
  const { at } = shown;
  const person = state === 'forbidden' ? strangerOf(shown) : shown.person;
  const { before, wait = shown.wait, then } = state === undefined ? shown : STATES[state];
  const context = await browser.newContext({ baseURL: api, viewport: size, locale: 'th-TH' });
  try {
    const screen = JSON.stringify({ language, theme });
    await context.addInitScript((value) => localStorage.setItem('rangap.screen', value), screen);
    await before?.(context);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(at);
    if (person !== null) {
      await page.getByRole('link', { name: /^(เข้าสู่ระบบ|Sign in)$/ }).click();
      await page.getByRole('link', { name: person, exact: true }).click();
    }
    await page.locator(wait).first().waitFor();
    await then?.(page);
    await pause(1_500); // what a page reads last is there
    await page.screenshot({ path: path.join(folder, file), fullPage: OPTIONS.all && size === PHONE });
  } finally {
    await context.close();
  }
}
