import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { projectDir } from '../../architecture/project.js';
import { BROKEN } from '../../conformance/support/broken-banks.js';
import { type Opened, openSandbox } from '../../sandbox/open-sandbox.js';
import type { Run } from '../../../tools/sandbox/run-record.js';
import { PageServer } from '../../../tools/sandbox/page-server.js';
import { barriers } from './support/house.js';

const { findBrowser } = createRequire(__filename)('../../../.config/find-browser.cjs') as {
  findBrowser: () => string | undefined;
};

jest.setTimeout(180_000);

/** A bank that holds twice, so that the engineer sees what a fault looks like. */
const HOLDS_TWICE = BROKEN.find(([what]) => what === 'holds twice on a retry')?.[1];

describe('the page of the sandbox', () => {
  let browser: Browser;
  let opened: Opened;
  let server: PageServer;

  beforeAll(async () => {
    const executablePath = findBrowser();
    if (executablePath === undefined) throw new Error('no Chromium is here; install one or name it in RANGAP_CHROMIUM');
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    opened = await openSandbox(HOLDS_TWICE);
    const at = { console: path.join(projectDir, 'dist/web'), guide: path.join(projectDir, 'docs/protocol') };
    server = await PageServer.open({ sandbox: opened.sandbox, ...at, port: 0 });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    await opened.close();
  });

  it('shows an engineer which check failed, message by message, from the keyboard and in both languages', async () => {
    const context = await browser.newContext({ baseURL: server.url, acceptDownloads: true });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: 'ทดลองเชื่อมต่อกับศูนย์' }).waitFor();
    expect(await barriers(page)).toEqual([]);

    // A scenario that passes.
    await page.getByRole('button', { name: 'เริ่ม คำสั่งระงับแรก' }).press('Enter');
    await page.getByRole('status').getByText('ผ่าน', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Try the connection to the centre' }).waitFor();

    // One that fails at its release: what was seen, the sentence, and what follows was not played.
    await page.getByRole('button', { name: 'Start Sent again, held once' }).press('Enter');
    const run = page.getByRole('region', { name: 'Sent again, held once' });
    await run.getByRole('status').getByText('failed').waitFor();
    const failed = run.getByRole('listitem').filter({ hasText: '4. The release lets go 20,000 baht, once failed' });
    await failed
      .getByRole('listitem')
      .filter({ hasText: 'failed releasedAmountSatang = 2000000' })
      .filter({ hasText: '7000000' })
      .waitFor();
    await run
      .getByRole('heading', { name: '5. The release comes again, and its answer is the same not played' })
      .waitFor();
    const [guide] = await Promise.all([
      context.waitForEvent('page'),
      failed.getByRole('link', { name: 'Read in the guide: README.md#release-amount' }).click(),
    ]);
    await guide.getByText('A release lets go all that the hold holds', { exact: false }).waitFor();
    expect(await guide.evaluate(() => document.querySelector(':target')?.id)).toBe('release-amount');
    await guide.close();

    // The message itself, with its signature.
    const message = failed.getByText('POST /release-orders');
    await message.click();
    // Everything that is folded, too.
    await page.getByText('Test keys, certificates and accounts').click();
    await page.getByText('Use an institution of your own').click();
    await failed.getByText('signature-input:', { exact: false }).first().waitFor();
    await failed.getByText('signature holds', { exact: false }).first().waitFor();
    expect(await barriers(page)).toEqual([]);

    // A file of his own is there without a restart, with its fault in words.
    writeFileSync(path.join(opened.own, 'mine.yaml'), 'title: Mine\nabout: Mine\nbooks: half\nsteps: []\n');
    await run.getByRole('button', { name: 'Replay from the beginning' }).click();
    await page.getByText('books: Invalid option', { exact: false }).waitFor();
    await run.getByRole('status').getByText('failed').waitFor();
    await page.getByRole('region', { name: 'Earlier runs' }).getByRole('listitem').nth(2).waitFor();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      run.getByRole('button', { name: 'Save as JSON' }).click(),
    ]);
    const saved = JSON.parse(readFileSync(await download.path(), 'utf8')) as Run;
    expect(saved).toMatchObject({ verdict: 'failed', replays: expect.any(String) as string });
    expect(saved.messages.length).toBeGreaterThan(4);

    // On a phone, dark: nothing is wider than the screen.
    await page.getByRole('button', { name: 'Dark' }).click();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
