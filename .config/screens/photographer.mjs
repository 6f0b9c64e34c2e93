// Opens a page in a browser, brings it into a state and takes its picture.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { smallerPng } from './smaller-png.cjs';
import { bring, STATES, strangerOf } from './states.mjs';

const PATIENCE_MS = 30_000;
/** What a page reads last is there so long after it shows what it was waited for. */
const LAST_MS = 1_000;

const GOOD = { bring, answer: (json) => json };

/** Takes pictures of one system; a person signs in for the first picture and stays signed in. */
export class Photographer {
  /** Cookies by person. */
  #sessions = new Map();

  constructor(browser, api, folder) {
    this.browser = browser;
    this.api = api;
    this.folder = folder;
  }

  /** Lets persons sign in, so that pages know their names. */
  async signIn(persons) {
    for (const person of persons) {
      const context = await this.browser.newContext({ baseURL: this.api });
      await this.#open(await context.newPage(), '/', person);
      await context.close();
    }
  }

  /** Takes one picture; returns what runs over its room there, as lines. */
  async take(shown, { language, size, theme = 'light', state, isWhole = false, file }) {
    const person = state === 'forbidden' ? strangerOf(shown) : shown.person;
    const { before, bring: arrive, answer } = state === undefined ? GOOD : STATES[state];
    const context = await this.browser.newContext({ baseURL: this.api, viewport: size, locale: 'th-TH' });
    try {
      const screen = JSON.stringify({ language, theme });
      await context.addInitScript((value) => localStorage.setItem('rangap.screen', value), screen);
      await shown.before?.();
      await before?.(context);
      for (const [address, json] of answer === undefined ? [] : Object.entries(shown.answers ?? {}))
        await context.route(address, (route) => route.fulfill({ json: answer(json) }));
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      await this.#open(page, shown.at, person);
      await arrive(page, shown);
      if (state !== 'loading') await page.locator('.message > .unseen').first().waitFor({ state: 'hidden' });
      await pause(LAST_MS);
      const picture = await page.screenshot({ fullPage: isWhole });
      writeFileSync(path.join(this.folder, file), smallerPng(picture));
      return await page.evaluate(overflowing);
    } finally {
      await context.close();
    }
  }

  async #open(page, at, person) {
    const context = page.context();
    const cookies = this.#sessions.get(person);
    if (cookies !== undefined) await context.addCookies(cookies);
    await page.goto(at);
    if (person === null || cookies !== undefined) return;
    await page.getByRole('link', { name: /^(เข้าสู่ระบบ|Sign in)$/ }).click();
    await page.getByRole('link', { name: person, exact: true }).click();
    // In a narrow bar the name is only read out.
    await page.locator('.person').waitFor({ state: 'attached' });
    this.#sessions.set(person, await context.cookies());
  }
}

/** Runs in the page: what is wider than its room and neither cut nor scrolled, as lines. */
function overflowing() {
  const width = document.documentElement.clientWidth;
  const found = document.documentElement.scrollWidth > width ? ['the page scrolls sideways'] : [];
  const isHeld = (element) => {
    for (let at = element.parentElement; at !== null; at = at.parentElement)
      if (document.defaultView.getComputedStyle(at).overflowX !== 'visible') return true;
    return false;
  };
  for (const element of document.querySelectorAll('body *')) {
    const { left, right } = element.getBoundingClientRect();
    const isOut = right > width + 1 || left < -1;
    if (isOut && element.checkVisibility() && !isHeld(element) && !element.matches('.unseen, .skip'))
      found.push(`out of the page: ${element.tagName.toLowerCase()}.${element.className}`);
  }
  return [...new Set(found)];
}
