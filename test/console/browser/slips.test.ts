import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express from 'express';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { SlipText } from '../../../web/src/intake/slip/slip-text.js';
import { projectDir } from '../../architecture/project.js';
import { chanceOf, drawSlip, LAYOUT_COUNT, MANNERS, type DrawnSlip } from './support/draw-slips.js';

const { findBrowser } = createRequire(__filename)('../../../.config/find-browser.cjs') as {
  findBrowser: () => string | undefined;
};

declare global {
  interface Window {
    readSlip: (picture: ImageBitmap, today: string) => Promise<SlipText>;
  }
}

const isFull = process.env['RANGAP_TEST_FULL'] === '1';
const count = Number(process.env['SLIPS'] ?? (isFull ? 200 : 10));
const seed = Number(process.env['SLIPS_SEED'] ?? 500);

jest.setTimeout(60_000 + count * 30_000);

/** What must be right: the first three are asked of the victim, the others help. */
const LEAST_RIGHT = { amount: 0.9, time: 0.9, reference: 0.9, day: 0.8, toDigits: 0.8 } as const;
type Kind = keyof typeof LEAST_RIGHT;

/** The reader of the built console, on pictures that no person has made: what it offers is what stands on the slip. */
describe('the text of slips', () => {
  const built = path.join(projectDir, 'dist/web');
  let browser: Browser;
  let server: Server;
  let page: Page;

  beforeAll(async () => {
    const executablePath = findBrowser();
    if (executablePath === undefined) throw new Error('no Chromium is here; install one or name it in RANGAP_CHROMIUM');
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    const [module] = readdirSync(path.join(built, 'assets')).filter((name) => /^read-slip-[\w-]+\.js$/.test(name));
    const script = `import { readSlip } from '/assets/${module}'; window.readSlip = readSlip;`;
    const app = express().get('/', (_request, response) => response.send(`<script type="module">${script}</script>`));
    server = createServer(app.use(express.static(built)));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  });
  afterAll(async () => {
    await browser.close();
    await new Promise((closed) => server.close(closed));
  });

  it(`are read: ${count} slips of ${LAYOUT_COUNT} layouts`, async () => {
    await page.waitForFunction(() => window.readSlip !== undefined);
    const table = await browser.newPage({ viewport: { width: 900, height: 1_400 }, deviceScaleFactor: 2 });
    const right = { amount: 0, time: 0, reference: 0, day: 0, toDigits: 0 };
    const wrong: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const chance = chanceOf(seed * 1_000 + index);
      const manner = MANNERS[(index + Math.floor(index / LAYOUT_COUNT)) % MANNERS.length] ?? 'as it is';
      const slip = await drawSlip(table, index % LAYOUT_COUNT, manner, chance);
      const said = await read(page, slip);
      for (const kind of Object.keys(right) as Kind[]) {
        // The QR says the reference itself, and leads.
        const value = kind === 'reference' && slip.hasCode ? slip.reference : said[kind];
        if (value === slip[kind]) right[kind] += 1;
        else
          wrong.push(`${index} (layout ${slip.layout}, ${manner}): ${kind} ${slip[kind]}, read ${value ?? 'nothing'}`);
      }
    }
    process.stdout.write(`slips, seed ${seed}: of ${count} right ${JSON.stringify(right)}\n${wrong.join('\n')}\n`);
    for (const [kind, least] of Object.entries(LEAST_RIGHT))
      expect([kind, right[kind as Kind] / count >= least]).toEqual([kind, true]);
  });
});

/** Reads a slip as the intake page does, in the browser. */
function read(page: Page, { picture }: DrawnSlip): Promise<SlipText> {
  return page.evaluate(async (bytes) => {
    const blob = await fetch(`data:image/jpeg;base64,${bytes}`).then((answer) => answer.blob());
    return window.readSlip(await createImageBitmap(blob), '2026-12-31');
  }, picture.toString('base64'));
}
