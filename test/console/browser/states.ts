import { createRequire } from 'node:module';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { Case } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { firstRows, storyInFullRun } from '../../support/full-run.js';
import { barriers, type House } from './support/house.js';

const { emptied } = createRequire(__filename)('../../../.config/screens/empty-answers.cjs') as {
  emptied: (json: unknown) => object;
};

/** The pages of docs/ROLES.md, which is made from the console's two entries. */
const { pages } = createRequire(__filename)('../../../.config/pages-by-role.cjs') as {
  pages: () => readonly { readonly path: string }[];
};

/** What a page reads of the world; who is signed in, what runs and the names of banks are not of it. */
const READINGS = /\/v1\/(?!session(?!s)|stream|configuration|institutions$|persons$)/;

interface State {
  readonly answer: (route: Route) => Promise<void>;
  /** What the page says in each language; undefined where nothing went wrong. */
  readonly why?: { readonly th: string; readonly en: string };
  /** Nobody is refused a page of everybody. */
  readonly isOfStaff?: boolean;
}

const refuse = (status: number, code: string) => (route: Route) =>
  route.fulfill({ status, contentType: 'application/problem+json', json: { code, status } });

const STATES = {
  'may not be read': {
    answer: refuse(403, 'AUTH.ROLE'),
    isOfStaff: true,
    why: { th: 'ไม่มีสิทธิ์ดูหน้านี้', en: 'This page is not open to you' },
  },
  'fails in the API': {
    answer: refuse(500, 'INTERNAL'),
    why: { th: 'อ่านข้อมูลไม่ได้', en: 'The data could not be read' },
  },
  'is cut off': {
    answer: (route) => route.abort(),
    why: { th: 'เชื่อมต่อไม่ได้', en: 'No connection' },
  },
  'is nothing': {
    answer: async (route) => {
      const response = await route.fetch();
      const json = (await response.json().catch(() => undefined)) as unknown;
      if (!response.ok() || json === undefined) return route.fulfill({ response });
      return route.fulfill({ response, json: emptied(json) });
    },
  },
} satisfies Record<string, State>;

/** A page, or a part of one, and its readings that still come. */
interface Place {
  readonly person: string | null;
  readonly path: string;
  readonly comes?: RegExp;
  /** The keys that lead there, such as `j` for the first row. */
  readonly keys?: string;
}

const tabsOf = (person: string, path: string, tabs: readonly string[]): Place[] =>
  tabs.map((tab) => ({ person, path: `${path}?tab=${tab}` }));

/** The pages; `npm test` looks at the first few: a list, one thing in parts, and one without a frame. */
const PAGES: readonly Place[] = [
  { person: 'demo-officer-2', path: '/?tab=all' },
  { person: 'demo-officer-2', path: '/cases/$caseId' },
  { person: null, path: '/public' },
  { person: 'demo-officer-2', path: '/unfreeze' },
  { person: 'demo-supervisor-2', path: '/supervisor' },
  { person: 'demo-officer-2', path: '/lost-orders' },
  { person: 'demo-auditor-1', path: '/auditor?tab=chains' },
  { person: 'demo-auditor-1', path: '/report' },
  { person: 'demo-auditor-1', path: '/analysis' },
  { person: 'demo-amlo-1', path: '/amlo' },
  { person: 'demo-bank-014', path: '/institution' },
  { person: 'demo-hotline-1', path: '/complaints' },
  { person: 'demo-hotline-1', path: '/intake?draft=01KAYJ9Q5R3M0T8XW2V7C4H6DF' },
  { person: 'demo-hotline-1', path: '/sessions' },
];
const OF_CASE = /\/v1\/cases\/\w+$/;
const PARTS: readonly Place[] = [
  ...['1', '2', '3', '4', '5', '6', '7', '8', '9', 't'].map((keys): Place => ({
    person: 'demo-officer-2',
    path: '/cases/$caseId',
    comes: OF_CASE,
    keys,
  })),
  { person: 'demo-officer-2', path: '/unfreeze', comes: /\/v1\/appeals\?/, keys: 'j' },
  { person: 'demo-amlo-1', path: '/amlo', comes: /\/v1\/cases\?/, keys: 'j' },
  { person: 'demo-hotline-1', path: '/complaints', comes: /\/v1\/complaints\/searches$/, keys: 'j' },
  ...tabsOf('demo-supervisor-2', '/supervisor', ['directives', 'breaks', 'lost', 'rules', 'parties', 'overdue']),
  ...tabsOf('demo-auditor-1', '/auditor', ['register', 'checkpoints', 'readings', 'lookups']),
  ...tabsOf('demo-bank-014', '/institution', ['all', 'breaks', 'settled', 'keys']),
  ...tabsOf('demo-hotline-1', '/complaints', ['waiting', 'tell']),
];

/** The pages that ask for a number and its code, and what answers them. */
const PROOFS = [
  { path: '/holder', route: '**/v1/appeals/status', unknown: 'APPEAL.UNKNOWN', often: 'APPEAL.TOO_MANY_TRIES' },
  {
    path: '/victim',
    route: '**/v1/complaints/status',
    unknown: 'COMPLAINT.UNKNOWN',
    often: 'COMPLAINT.TOO_MANY_TRIES',
  },
  { path: '/verify', route: '**/v1/orders/verifications', unknown: 'ORDER.UNKNOWN', often: 'REQUEST.TOO_MANY' },
] as const;

/** What becomes of what somebody has given there. */
const PROOF_STATES: Readonly<Record<string, (proof: (typeof PROOFS)[number]) => State['answer']>> = {
  'is unknown': ({ unknown }) => refuse(404, unknown),
  'is tried too often': ({ often }) => refuse(429, often),
  'fails in the API': () => refuse(500, 'INTERNAL'),
  'is cut off': () => (route) => route.abort(),
};

/** Stories of pages whose data does not come: each says why, in both languages, and is no barrier. */
export function stateStories(house: House): void {
  describe('a page', () => {
    it('is looked at in every state, whichever it is', () => {
      const looked = [...PAGES, ...PROOFS].map(({ path }) => path.replace(/\?.*$/, ''));
      expect([...new Set(looked)].sort()).toEqual(
        pages()
          .map(({ path }) => path)
          .sort(),
      );
    });

    it.concurrent.each(Object.entries(PROOF_STATES))(
      'of everybody says what to do where what was given %s',
      (_name, answerOf) =>
        house.story(async (visit) => {
          const found: string[] = [];
          for (const proof of PROOFS) {
            const before = (context: BrowserContext) => context.route(proof.route, answerOf(proof));
            const page = await visit(null, { path: proof.path, before });
            for (const box of await page.getByRole('textbox').all()) await box.fill('7K3M0QRT9XYZ');
            await page.locator('form button.primary').click();
            await page.locator('.strip[data-tone=failed]').waitFor();
            for (const language of ['th', 'en'] as const) {
              if (language === 'en') await page.getByRole('button', { name: 'English' }).click();
              found.push(...(await barriers(page)).map((barrier) => `${proof.path} ${language}: ${barrier}`));
            }
          }
          expect(found).toEqual([]);
        }),
    );

    for (const [name, state] of Object.entries(STATES)) {
      // A cut line is tried again as often as a fault of the API, and takes as long.
      const story = name === 'is cut off' ? storyInFullRun : it.concurrent;
      story(`says what it knows when its data ${name}`, () => look(house, state, placesOf(state)));
    }
  });
}

/** The draft of intake is not there, which is no fault of its own where nothing else is. */
function placesOf({ why, isOfStaff = false }: State): readonly Place[] {
  const places = firstRows(
    [...PAGES, ...PARTS].filter(({ person }) => !isOfStaff || person !== null),
    3,
  );
  return why === undefined ? places.filter(({ path }) => !path.startsWith('/intake')) : places;
}

async function look(house: House, state: State, places: readonly Place[]): Promise<void> {
  await house.story(async (visit) => {
    const { complaint } = await commitTheft(house.system);
    const opened = await Case.open(house.system, complaint, { rulebook: 'law', by: 'hotline-1' });
    await opened.allHeld(1);
    const found: string[] = [];
    for (const person of new Set(places.map((place) => place.person))) {
      let comes: RegExp | undefined;
      const before = (context: BrowserContext) =>
        context.route(READINGS, (route) =>
          comes?.test(route.request().url()) === true ? route.fallback() : state.answer(route),
        );
      const page = await visit(person, { path: person === null ? '/public' : '/sessions', before });
      for (const place of places.filter((each) => each.person === person)) {
        comes = place.comes;
        found.push(...(await lookAt(page, place, opened.id, state)));
      }
    }
    expect(found).toEqual([]);
  });
}

/** Opens a place in both languages; returns what is wrong there, as lines. */
async function lookAt(page: Page, { path, comes, keys }: Place, caseId: string, state: State): Promise<string[]> {
  await page.goto(path.replace('$caseId', caseId));
  if (keys !== undefined) {
    if (comes !== undefined) await page.locator('.case-head, .desk-rows').first().waitFor();
    await page.keyboard.press(keys);
  }
  const found: string[] = [];
  for (const language of ['th', 'en'] as const) {
    const name = `${path} ${keys ?? ''} ${language}`;
    if (language === 'en') await page.getByRole('button', { name: 'English' }).click();
    found.push(...(await whatIsSaid(page, state.why?.[language])).map((fault) => `${name}: ${fault}`));
    found.push(...(await barriers(page)).map((barrier) => `${name}: ${barrier}`));
  }
  return found;
}

/** Returns what is wrong with what a page says of its data: why it does not come, or no fault at all. */
async function whatIsSaid(page: Page, words: string | undefined): Promise<string[]> {
  if (words === undefined) {
    await page.locator('main').first().waitFor();
    await page.locator('.message > .unseen').first().waitFor({ state: 'hidden' });
    const alerts = await page.getByRole('alert').allInnerTexts();
    return alerts.filter((said) => said.trim() !== '').map((said) => `it says that something went wrong: ${said}`);
  }
  const why = page.getByRole('alert').filter({ hasText: words }).filter({ visible: true }).first();
  return why.waitFor({ timeout: 15_000 }).then(
    () => [],
    () => ['it does not say why'],
  );
}
