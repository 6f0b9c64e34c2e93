// The bad states that a page may be in.
import { emptied } from './empty-answers.cjs';
import { atWorst } from './worst-answers.cjs';

/** Readings of the API that fill a page; who is signed in and what runs are not among them. */
const READINGS = /\/v1\/(?!session|stream|configuration|institutions$)/;
/** All answers of the API that say something of the world. */
const ANSWERS = /\/v1\/(?!session|stream|configuration)/;
const STREAM = '**/v1/stream';
/** What says that news no longer arrive. */
const LOST = '.strip[data-tone=lost]';

/** Answers the readings of a page in the API's place; what is sent passes. */
const answerReadings = (context, answer) =>
  context.route(READINGS, (route) => (route.request().method() === 'GET' ? answer(route) : route.fallback()));

/** Lets the API answer, and changes what it says. */
async function answerChanged(route, change) {
  const answer = await route.fetch();
  const json = await answer.json().catch(() => undefined);
  const isGood = answer.ok() && json !== undefined;
  return isGood ? route.fulfill({ response: answer, json: change(json) }) : route.fulfill({ response: answer });
}

const shows = (selector) => (page) => page.locator(selector).first().waitFor();

/** Brings a page to what is worth seeing. */
export async function bring(page, shown) {
  await page.locator(shown.wait).first().waitFor();
  await shown.then?.(page);
  if (shown.shows !== undefined) await page.locator(shown.shows).first().waitFor();
}

/**
 * By their names: `before` prepares the browser and `bring` brings a page there. A page's own
 * answers stand where `answer` is, changed by it.
 */
export const STATES = {
  empty: {
    before: (context) => answerReadings(context, (route) => answerChanged(route, emptied)),
    bring: async (page, { isLooked, then }) => {
      await page.locator('.message').first().waitFor();
      if (isLooked) await then?.(page);
    },
  },
  loading: { before: (context) => answerReadings(context, () => undefined), bring: shows('.ghosts') },
  failed: {
    before: (context) =>
      context.route(READINGS, (route) =>
        route.fulfill({
          status: 500,
          contentType: 'application/problem+json',
          json: { code: 'INTERNAL', status: 500 },
        }),
      ),
    bring: async (page, { person, wait, then }) => {
      if (person === null && then !== undefined) {
        await page.locator(wait).first().waitFor();
        await then(page);
      }
      await page.locator('[role=alert] p, [role=status] .strip').first().waitFor();
    },
  },
  disconnected: { before: (context) => context.route(STREAM, (route) => route.abort()), bring: shows(LOST) },
  expired: {
    before: (context) => context.route(STREAM, (route) => route.abort()),
    bring: async (page) => {
      await page.locator(LOST).waitFor();
      await page.context().clearCookies();
      await page.context().unroute(STREAM); // who listens again is signed in no more
      await page.locator('dialog[open]').waitFor();
    },
  },
  forbidden: { bring: shows('[role=alert]') },
  worst: {
    before: (context) => context.route(ANSWERS, (route) => answerChanged(route, atWorst)),
    bring,
    answer: atWorst,
  },
};

/** Returns who may not see a page: a person of a bank, and for their page the hotline. */
export function strangerOf({ name }) {
  return name.startsWith('institution') ? 'demo-hotline-1' : 'demo-bank-004';
}
