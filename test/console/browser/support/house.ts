import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContext, type Cookie, type Page } from 'playwright-core';
import { startSystem, type TestSystem } from '../../../e2e/support/system.js';
import { filmOf, slipText } from './slip.js';

const { findBrowser } = createRequire(__filename)('../../../../.config/find-browser.cjs') as {
  findBrowser: () => string | undefined;
};

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** The reference of the slip that is held before the camera of the machine. */
export const SLIP_BEFORE_CAMERA = 'SYN20261128002';

/** So long a page is waited for: a busy machine is slow, and a story that waits in vain ends too. */
const PATIENCE_MS = 90_000;

/** The rules of axe that a page must keep. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** A browser profile, and who uses it. */
interface Visitor {
  readonly context: BrowserContext;
  readonly person: string | null;
}

interface VisitOptions {
  path?: string;
  language?: 'th' | 'en';
  theme?: 'light' | 'dark';
  width?: number;
  height?: number;
  /** Called before the page is opened, such as to answer requests in the API's place. */
  before?: (context: BrowserContext) => Promise<unknown>;
}

/**
 * Opens a page as a person of the demonstration, or as `null`, who does not sign in; each visit has
 * a browser profile of its own. A person signs in on the first visit and stays signed in on the
 * next.
 */
export type Visit = (person: string | null, how?: VisitOptions) => Promise<Page>;

/** A running system and one browser, for all stories of the console. */
export class House {
  private running: { system: TestSystem; browser: Browser; film: string } | undefined;
  /** What the pages complained of, such as a breach of the content security policy. */
  readonly complaints: string[] = [];
  /** The cookies of persons who have signed in; their next visits begin with them. */
  private readonly sessions = new Map<string, Cookie[]>();

  get system(): TestSystem {
    if (this.running === undefined) throw new Error('the system does not run');
    return this.running.system;
  }

  /** Starts both. Throws when no browser is found. */
  async open(): Promise<void> {
    const executablePath = findBrowser();
    if (executablePath === undefined) throw new Error('no Chromium is here; install one or name it in RANGAP_CHROMIUM');
    // A page may use the camera only where a story permits it.
    const film = filmOf(slipText(SLIP_BEFORE_CAMERA));
    const args = [...FLAGS, '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`];
    const [system, browser] = await Promise.all([startSystem(), chromium.launch({ executablePath, args })]);
    this.running = { system, browser, film };
  }

  /** Stops both and verifies the record. */
  async close(): Promise<void> {
    await this.running?.browser.close();
    if (this.running !== undefined) rmSync(this.running.film);
    await this.running?.system.stop();
  }

  /**
   * Tells a story, within `it.concurrent`: stories run side by side, so each has cases of its own,
   * and counts nothing that others change. Its visits end with it.
   */
  async story(tell: (visit: Visit) => Promise<void>): Promise<void> {
    const visits: Visitor[] = [];
    try {
      await tell((person, how) => this.visit(visits, person, how));
    } finally {
      for (const { context, person } of visits) {
        if (person !== null) this.sessions.set(person, await context.cookies());
        // A request that a story still answers in the API's place would fail, and with it every story.
        await context.unrouteAll({ behavior: 'ignoreErrors' });
        await context.close();
      }
    }
  }

  private async visit(visits: Visitor[], person: string | null, how: VisitOptions = {}): Promise<Page> {
    const { path = '/', language = 'th', theme = 'light', width = 1440, height = 900, before } = how;
    if (this.running === undefined) throw new Error('the browser does not run');
    const context = await this.running.browser.newContext({
      baseURL: this.system.running.apiUrl,
      viewport: { width, height },
      locale: 'th-TH',
      timezoneId: 'America/New_York', // times are those of Bangkok wherever the browser is
    });
    context.setDefaultTimeout(PATIENCE_MS);
    visits.push({ context, person });
    await context.addInitScript(([key, value]) => localStorage.setItem(key, value), [
      'rangap.screen',
      JSON.stringify({ language, theme }),
    ] as const);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) this.complaints.push(message.text());
    });
    await before?.(context);
    const cookies = person === null ? undefined : await this.sessionOf(person);
    if (cookies !== undefined) await context.addCookies(cookies);
    await page.goto(path);
    if (person === null || cookies !== undefined) return page;
    await page
      .getByRole('link', { name: 'เข้าสู่ระบบ' })
      .or(page.getByRole('link', { name: 'Sign in' }))
      .click();
    await page.getByRole('link', { name: person, exact: true }).click();
    return page;
  }

  /** Returns the cookies of a person whose session has not ended. */
  private async sessionOf(person: string): Promise<Cookie[] | undefined> {
    const cookies = this.sessions.get(person);
    if (cookies === undefined) return undefined;
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const { ok } = await fetch(`${this.system.running.apiUrl}/v1/session`, { headers: { cookie } });
    return ok ? cookies : undefined;
  }
}

/**
 * Returns what axe finds against WCAG 2.2 AA and its best practices, what stands on the page raw, and
 * whether the page itself scrolls sideways, as lines. No page here has frames.
 */
export async function barriers(page: Page): Promise<string[]> {
  // Before its parts are loaded a page is blank.
  await page.locator('main').first().waitFor({ state: 'attached' });
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (tags) => window.axe.run({ runOnly: tags, resultTypes: ['violations'] }),
    TAGS,
  );
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  const isTooWide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  return [
    ...found,
    ...(await rawWords(page)).map((word) => `raw: ${word}`),
    ...(await muteControls(page)).map((control) => `off without a reason: ${control}`),
    ...(isTooWide ? ['sideways: the page is wider than its window'] : []),
  ];
}

/**
 * Returns the controls of a page that are off and cannot be reached by Tab, or do not say why: a
 * reason is the title, or a note that `aria-describedby` names and that has words.
 */
async function muteControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const saysWhy = (control: Element) =>
      (control.getAttribute('title') ?? '') !== '' ||
      (control.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .some((id) => (document.getElementById(id)?.textContent ?? '').trim() !== '');
    return [...document.querySelectorAll(':disabled, [aria-disabled="true"]')]
      .filter((control) => control.checkVisibility() && (control.matches(':disabled') || !saysWhy(control)))
      .map((control) => control.outerHTML.slice(0, 200));
  });
}

/** What a person cannot read: a code, the name of a field, a key of our texts, a day of the machine. */
const RAW = [
  /(?<![\w.-])[A-Z]{2,}(?:_[A-Z0-9]+)*\.[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*\b/g,
  /(?<![.\w-])[A-Z]{2,}(?:_[A-Z0-9]+)+\b(?!\.)/g,
  /(?<![.\w/-])[a-z]+(?:_[a-z0-9]+)+\b/g,
  /(?<![\w/@.-])(?!kB\b)[a-z]+[A-Z][A-Za-z]*\b/g,
  /(?<![\w/@.-])[a-z]+(?:[A-Z][a-z]*)?\.[a-z][A-Za-z_]+\b(?!\.)/g,
  /\b(?:19|20)\d\d-\d\d-\d\d\b/g,
].map(({ source }) => source);

/** Four English words in a row, which nothing says that is in Thai. */
const ENGLISH = String.raw`\b[A-Za-z]?[a-z]+(?:[ ,]+[a-z]+){3,}`;

/**
 * Returns the words of a page that are raw. What people wrote, and what stands as the record has it
 * (`code`, hashes and keys), may be.
 */
async function rawWords(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ raw, english }) => {
      const found = new Set<string>();
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const parent = texts.currentNode.parentElement;
        const isMeant = parent?.closest('code, kbd, bdi, textarea, .said, .quoted, .hash-text, script, style') != null;
        if (isMeant || parent?.checkVisibility() !== true) continue;
        const isThai = parent.closest('[lang]')?.getAttribute('lang') === 'th';
        for (const pattern of isThai ? [...raw, english] : raw) {
          for (const [word] of (texts.currentNode.nodeValue ?? '').matchAll(new RegExp(pattern, 'g'))) found.add(word);
        }
      }
      return [...found];
    },
    { raw: RAW, english: ENGLISH },
  );
}
