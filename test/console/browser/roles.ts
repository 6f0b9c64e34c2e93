import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';
import { AppealQueue } from '../../../src/wire/case/appeal.js';
import { WithdrawalAccepted } from '../../../src/wire/case/complaint.js';
import { Case, ok } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { th as caseTh } from '../../../web/src/case/words.js';
import { th as ordersTh } from '../../../web/src/orders/words.js';
import { th as supervisorTh } from '../../../web/src/supervisor/words.js';
import { storyInFullRun } from '../../support/full-run.js';
import { until } from '../../e2e/support/until.js';
import { findReport } from './complaints.js';
import { FOUND } from './lost-orders.js';
import { barriers, type House } from './support/house.js';

interface RolePage {
  readonly path: string;
  readonly readers: readonly string[] | undefined;
  readonly acts: readonly { readonly route: string; readonly roles: readonly string[] | undefined }[];
}

/** The table of docs/ROLES.md, which is made from the console's routes and the API's document. */
const { pages, levelOf } = createRequire(__filename)('../../../.config/pages-by-role.cjs') as {
  pages: () => readonly RolePage[];
  levelOf: (page: RolePage, role: string) => 'acts' | 'reads' | 'nothing';
};

/** One person of each role, whose sessions no other story ends. Who works for an institution walks in `npm test`. */
const PERSONS = {
  auditor: 'demo-auditor-1',
  institution_user: 'demo-bank-004',
  hotline_operator: 'demo-hotline-1',
  aoc_officer: 'demo-officer-2',
  aoc_supervisor: 'demo-supervisor-2',
  inquiry_officer: 'demo-inquiry-1',
  administrator: 'demo-admin-1',
  unfreeze_desk: 'demo-desk-1',
  amlo_officer: 'demo-amlo-1',
} as const;

/** The pages that somebody signs in for, without that of the own sign-ins, which is everybody's. */
const WALKED = pages().filter(({ path, readers }) => readers !== undefined && path !== '/sessions');

/** How the pages say that an act is that of another role. */
const FOR_ANOTHER_ROLE = [
  ordersTh.mayNot.role.replace(/\{\{.*/, ''),
  supervisorTh.supervisor.mayNot.role,
  supervisorTh.supervisor.propose.role,
  caseTh.directives.role,
];

const FORBIDDEN = 'ไม่มีสิทธิ์ดูหน้านี้';

/** What a walk meets: money that is held at th-014, an appeal at each tier, a withdrawal that waits, and a break. */
interface Met {
  readonly opened: Case;
  readonly reference: string;
  /** One for each who answers: the centre, the police after it, and AMLO, whose power the hold of the third rests on. */
  readonly appeals: Readonly<Record<'centre' | 'inquiry_officer' | 'amlo_officer', string>>;
  readonly withdrawalId: string;
  readonly breakId: string;
}

/** An act of a page: on for the roles of its route, and off or missing for other readers. */
interface Act {
  readonly page: string;
  readonly route: string;
  /** Where it stands, below the address of the page. */
  readonly at: (met: Met, role: string) => string;
  readonly control: (page: Page) => Locator;
  /** Leads there from the address. */
  readonly lead?: (page: Page, met: Met) => Promise<void>;
  /** What stands on the page for every reader, once it is whole. */
  readonly shown: (page: Page, met: Met) => Locator;
}

const caseNoIn = (page: Page, { opened }: Met) => page.getByText(opened.accepted.caseNo).first();
const part = (key: string) => async (page: Page, met: Met) => {
  await caseNoIn(page, met).waitFor();
  await page.keyboard.press(key);
};
const button = (name: RegExp) => (page: Page) => page.locator('main').getByRole('button', { name }).first();

const ACTS: readonly Act[] = [
  {
    page: '/',
    route: 'POST /v1/cases/{id}/claim',
    at: ({ opened }) => `?text=${opened.accepted.caseNo}&chosen=${opened.id}`,
    control: button(/^เริ่มทำเรื่อง/),
    shown: caseNoIn,
  },
  {
    page: '/cases/$caseId',
    route: 'POST /v1/cases/{id}/claim',
    at: () => '',
    control: button(/^เริ่มทำเรื่อง/),
    shown: caseNoIn,
  },
  {
    page: '/cases/$caseId',
    route: 'POST /v1/holds/{id}/release',
    at: () => '',
    lead: part('3'),
    control: button(/^ปล่อยเงิน/),
    shown: (page) => page.locator('.hold').first(),
  },
  {
    page: '/cases/$caseId',
    route: 'POST /v1/notices',
    at: () => '',
    lead: part('3'),
    control: button(/^แจ้งเหตุอันควรสงสัย/),
    shown: (page) => page.locator('.hold').first(),
  },
  {
    page: '/complaints',
    route: 'POST /v1/withdrawals/{id}/decisions',
    at: ({ withdrawalId }) => `?tab=waiting&chosen=${withdrawalId}`,
    control: (page) => page.locator('.desk-detail .detail-acts button').first(),
    shown: (page) => page.getByText('A misunderstanding.'),
  },
  {
    page: '/complaints',
    route: 'POST /v1/complaints/{id}/statements',
    at: () => '',
    lead: (page, { opened }) => findReport(page, opened.accepted.caseNo),
    control: button(/^บันทึกการร้องทุกข์/),
    shown: caseNoIn,
  },
  {
    page: '/unfreeze',
    route: 'POST /v1/appeals/decisions',
    at: ({ appeals }, role) =>
      `?chosen=${appeals[role === 'inquiry_officer' || role === 'amlo_officer' ? role : 'centre']}`,
    control: button(/^ปลด 50,000.00 บาท/),
    // The answers that the server takes of this person, or why it takes none.
    shown: (page) => page.locator('.desk-detail .detail-acts > *').first(),
  },
  {
    page: '/unfreeze',
    route: 'POST /v1/appeals',
    at: () => '',
    lead: async (page, { reference }) => {
      await page.locator('.desk-rows, .message p').first().waitFor();
      if ((await page.locator('#look-up').count()) === 0) return;
      await page.locator('#look-up').fill(reference);
      await page.keyboard.press('Enter');
    },
    control: button(/รับคำอุทธรณ์/),
    // Who may not look a hold up has no such field.
    shown: (page, { reference }) =>
      page.locator('.desk-detail').getByText(reference, { exact: true }).or(page.locator('.desk:not(:has(#look-up))')),
  },
  {
    page: '/supervisor',
    route: 'POST /v1/rule-changes',
    at: () => '?tab=rules',
    control: button(/^เสนอแก้กฎ/),
    shown: (page) => page.locator('.desk-rows, .message p').first(),
  },
  {
    page: '/supervisor',
    route: 'POST /v1/breaks/{id}/settlement',
    at: ({ breakId }) => `?tab=breaks&chosen=${breakId}`,
    control: (page) => page.locator('.desk-detail .detail-acts .primary'),
    // An administrator has no such view: the first own one stands there.
    shown: (page) =>
      page
        .getByText('ระบบบันทึก')
        .or(page.getByRole('button', { name: /^เสนอแก้กฎ/ }))
        .first(),
  },
  {
    page: '/lost-orders',
    route: 'POST /v1/lost-orders/{id}/proposals',
    at: () => '',
    lead: async (page) => {
      await page.route('**/v1/lost-orders?*', (route) => route.fulfill({ json: { orders: [FOUND], next: null } }));
      await page.reload();
      await page.getByRole('table').getByText(FOUND.accountMasked).waitFor();
      await page.keyboard.press('j');
    },
    control: (page) => page.locator('.desk-detail .detail-acts').getByRole('button', { name: /^ให้ปล่อย/ }),
    shown: (page) => page.locator('.desk-detail').getByText(FOUND.caseNo),
  },
  {
    page: '/institution',
    route: 'POST /v1/institution/breaks/{id}/statements',
    at: ({ breakId }) => `?tab=breaks&chosen=${breakId}`,
    control: button(/^ชี้แจงข้อเท็จจริง/),
    shown: (page) => page.locator('.desk-detail .fact-rows').first(),
  },
  {
    page: '/amlo',
    route: 'POST /v1/notices',
    at: () => '',
    control: button(/^แจ้งเหตุอันควรสงสัย/),
    shown: (page) => page.locator('.desk-rows').first(),
  },
  {
    page: '/intake',
    route: 'POST /v1/complaints',
    at: () => '',
    control: button(/^รับเรื่อง/),
    shown: (page) => page.locator('#field-who'),
  },
];

/** Stories of who sees and does what: every page as every role. */
export function roleStories(house: House): void {
  let met: Promise<Met> | undefined;
  describe('every page', () => {
    for (const [role, person] of Object.entries(PERSONS)) {
      const story = role === 'institution_user' ? it.concurrent : storyInFullRun;
      story(`is open to the role ${role} as far as the table says`, () =>
        house.story(async (visit) => {
          const world = await (met ??= prepare(house));
          const page = await visit(person);
          await page.locator('.person').waitFor();
          const seen: Record<string, string> = {};
          for (const each of WALKED) seen[each.path] = await levelSeen(page, role, each, world);
          expect(seen).toEqual(Object.fromEntries(WALKED.map((each) => [each.path, levelOf(each, role)])));
        }),
      );
    }

    it('on which something can be changed has an act that the walks try', () => {
      const withActs = WALKED.filter(({ acts }) => acts.length > 0).map(({ path }) => path);
      expect(withActs.filter((path) => !ACTS.some(({ page }) => page === path))).toEqual([]);
    });
  });
}

/** Opens a page as the person who is signed in; returns what that role can do there. */
async function levelSeen(page: Page, role: string, { path, readers, acts }: RolePage, met: Met): Promise<string> {
  const tried = ACTS.filter((act) => act.page === path);
  const open = async (act: Act | undefined) => {
    await page.goto(path.replace('$caseId', met.opened.id) + (act?.at(met, role) ?? ''));
    await page.locator('.person').waitFor();
  };
  await open(tried[0]);
  if (path === '/' && readers?.includes(role) === false) {
    // Who has no queue is led to the own page.
    await page.waitForURL(({ pathname }) => pathname !== '/');
    return 'nothing';
  }
  await page.locator('main').first().waitFor();
  await page.locator('.message > .unseen').first().waitFor({ state: 'hidden' });
  if (await page.getByRole('alert').filter({ hasText: FORBIDDEN }).isVisible()) return 'nothing';
  const may: boolean[] = [];
  for (const [index, act] of tried.entries()) {
    if (index > 0) await open(act);
    await act.lead?.(page, met);
    await act.shown(page, met).waitFor();
    expect({ path, act: act.route, drawn: await drawnForOthers(page) }).toEqual({ path, act: act.route, drawn: [] });
    const isOn = (await act.control(page).count()) > 0 && (await act.control(page).isEnabled());
    const mayAct = acts.find(({ route }) => route === act.route)?.roles?.includes(role) === true;
    expect({ path, act: act.route, isOn }).toEqual({ path, act: act.route, isOn: mayAct });
    may.push(isOn);
  }
  expect({ path, found: await barriers(page) }).toEqual({ path, found: [] });
  return may.includes(true) ? 'acts' : 'reads';
}

/** Returns the buttons that are drawn although only another role could ever press them. */
function drawnForOthers(page: Page): Promise<string[]> {
  return page
    .locator('main button[aria-disabled=true][title]')
    .evaluateAll(
      (buttons, words) =>
        buttons
          .filter((each) => words.some((word) => each.getAttribute('title')?.startsWith(word) === true))
          .map((each) => `${each.textContent}: ${each.getAttribute('title')}`),
      FOR_ANOTHER_ROLE,
    );
}

/** Makes what the walks meet, once. */
async function prepare(house: House): Promise<Met> {
  const { lawCentre, centre } = house.system;
  const theft = await commitTheft(house.system);
  const options = { rulebook: 'law', by: 'hotline-2' } as const;
  const opened = await Case.open(house.system, theft.complaint, options);
  const [hold] = await opened.allHeld(1);
  const reference = hold?.noticeReference ?? '';
  const appeal = async (against: string, key: string) => {
    const filed = { reference: against, statement: 'I sell rice at the gate of the factory.' };
    ok(await lawCentre.post('hotline-2', '/v1/appeals', filed, { 'idempotency-key': `roles-${key}` }), 201);
    const { appeals } = await centre.read('officer-1', '/v1/appeals?limit=200', AppealQueue);
    return appeals.find((each) => each.reference === against)?.id ?? '';
  };
  const answered = async ({ accepted: { id } }: Case, against: string, decision: object) => {
    const appealId = await appeal(against, id);
    ok(await lawCentre.post('officer-1', `/v1/appeals/${appealId}/decisions`, decision), 201);
    return appealId;
  };
  const refused = await Case.open(house.system, (await commitTheft(house.system)).complaint, options);
  const [refusedHold] = await refused.allHeld(1);
  const refusal = { verdict: 'refuse', reason: { en: 'The receipts are of another shop.' } };
  const again = refusedHold?.noticeReference ?? '';
  await answered(refused, again, refusal);
  const suspected = await suspectedByAmlo(house);
  const [amloHold] = await suspected.allHeld(1);
  const found = { verdict: 'uphold', reason: { en: 'A shop that was paid for rice.' } };
  const appeals = {
    centre: await appeal(reference, opened.id),
    inquiry_officer: await appeal(again, `${refused.id}-2`),
    amlo_officer: await answered(suspected, amloHold?.noticeReference ?? '', found),
  };
  const asked = { reason: 'A misunderstanding.', identifiedBy: 'call_back', calledBackAt: new Date().toISOString() };
  const answer = ok(await opened.post('hotline-2', `/v1/complaints/${opened.id}/withdrawal`, asked), 201);
  const breakId = await openBreak(house);
  return { opened, reference, appeals, withdrawalId: WithdrawalAccepted.parse(answer).id, breakId };
}

/** Reports what section 7 does not hold, and notifies AMLO's suspicion of it, by another person than who walks. */
async function suspectedByAmlo({ system }: House): Promise<Case> {
  const { complaint } = await commitTheft(system, { byHolder: false });
  const opened = await Case.open(system, complaint, { rulebook: 'law', by: 'hotline-2' });
  const body = {
    kind: 'officer',
    ground: 'Paid by several victims within an hour.',
    suspected: 'money_laundering',
    foundAt: new Date().toISOString(),
    fromAccount: complaint.victimAccount,
    authority: { office: 'amlo', position: 'Secretary-General', documentNo: 'AMLO 0001/2569' },
    transfers: complaint.transfers.map(({ to, amountSatang, transferredAt, reference }) => ({
      to,
      amountSatang,
      transferredAt,
      reference,
    })),
  };
  ok(await system.lawCentre.post('amlo-2', '/v1/notices', body, { 'idempotency-key': `amlo-${opened.id}` }), 201);
  return opened;
}

/** Reports another amount than the victim's bank, the one of the person of an institution, knows; returns the break. */
async function openBreak(house: House): Promise<string> {
  const { complaint } = await commitTheft(house.system, { victimBank: 'th-004' });
  const transfers = complaint.transfers.map((transfer) => ({ ...transfer, amountSatang: '4900000' }));
  const opened = await Case.open(house.system, { ...complaint, transfers }, { rulebook: 'law', by: 'hotline-2' });
  return until('the bank says another amount', 25, async () => {
    const [row] = await house.system.db.query<{ id: string }[]>('SELECT id FROM break_record WHERE case_id = $1', [
      opened.id,
    ]);
    return row?.id;
  });
}
