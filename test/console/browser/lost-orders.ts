import type { BrowserContext } from 'playwright-core';
import type { LostOrderList } from '../../../web/src/api/schema.js';
import { cutAt, FEW_WINDOWS, wholeDialog } from './support/cut.js';
import { barriers, type House } from './support/house.js';

type LostOrder = LostOrderList['orders'][number];

const OFFICER_MAY_NOT = { code: 'APPROVAL.ROLE', detail: 'your role does not give you this power', at: null };
/** An order as the page lists it, to be answered in the server's place: the house has none. */
export const FOUND: LostOrder = {
  id: '01KAYJ9Q5R3M0T8XW2V7C4H6DE',
  institution: 'th-014',
  orderId: '01KAYJ9Q4B7N2S5Y8G1F6K9PQR',
  holdId: '01KB6A4T2D8J5M9V3X7Z1C0EGH',
  accountMasked: '•••3334',
  askedSatang: '2500000',
  heldSatang: '1900000',
  expiresAt: '2026-12-04T02:41:12.000Z',
  caseId: '01KAYJ9Q6C4P8R2T7W0Y5A3BDF',
  caseNo: 'RG2569-0000042-3',
  lostCaseNo: 'RG2569-0000005-8',
  legalBasis: ['VIC-7A', 'P-S7AOC'],
  issuedAt: '2026-12-01T02:41:12.000Z',
  power: 'section7',
  state: 'found',
  untilAt: null,
  overAt: null,
  breakId: '01KAZ0B3E5G7J9M2P4R6T8V0XY',
  foundAt: '2026-12-01T03:00:00.000Z',
  waiting: null,
  whyNotRelease: null,
  whyNotAdopt: { code: 'LOST_ORDER.TIME_OVER', detail: 'its time by law is over', at: null },
  whyNotApprove: OFFICER_MAY_NOT,
  whyNotRefuse: OFFICER_MAY_NOT,
};

/** Stories of orders that institutions hold money by and that are not on record. */
export function lostOrderStories(house: House): void {
  describe('an order that is not on record', () => {
    /** Lets the page read one order, and keeps what it sends. */
    const withOrder = (order: LostOrder, sent: unknown[]) => async (context: BrowserContext) => {
      await context.route('**/v1/lost-orders?*', (route) => route.fulfill({ json: { orders: [order], next: null } }));
      await context.route(/\/v1\/lost-order(s\/\w+\/proposals|-proposals\/\w+\/decisions)$/, (route) => {
        sent.push(route.request().postDataJSON());
        const answer = { id: order.id, requestedAt: order.foundAt, state: 'approved', decidedAt: order.foundAt };
        return route.fulfill({ status: 201, json: answer });
      });
    };

    it.concurrent('is proposed to be released, and why it cannot be kept is said', () =>
      house.story(async (visit) => {
        const sent: unknown[] = [];
        const before = withOrder(FOUND, sent);
        const page = await visit('demo-supervisor-2', { path: '/supervisor?tab=lost', language: 'en', before });
        await page.getByRole('table').waitFor();
        await page.keyboard.press('j');
        const detail = page.getByRole('complementary');
        await detail.getByText('so it can only be released', { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);
        expect(await cutAt(page, FEW_WINDOWS)).toEqual([]);
        await page.setViewportSize({ width: 1440, height: 900 });
        await detail.getByRole('button', { name: 'Release…' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('textbox').fill('The bank confirms that nobody claims it.');
        await wholeDialog(page, 'lost_order');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        expect(sent).toEqual([{ act: 'release', reason: 'The bank confirms that nobody claims it.' }]);
      }),
    );

    it.concurrent('is proposed by an officer on the page that leads to it, who decides on nothing', () =>
      house.story(async (visit) => {
        const sent: unknown[] = [];
        const order = { ...FOUND, whyNotAdopt: null };
        const page = await visit('demo-officer-1', { path: '/', language: 'en', before: withOrder(order, sent) });
        await page.getByRole('link', { name: 'Orders not on record' }).click();
        // The queue that it leaves has a table too.
        await page.getByRole('table').getByText(FOUND.accountMasked).waitFor();
        await page.keyboard.press('j');
        const detail = page.getByRole('complementary');
        await detail.getByRole('button', { name: 'Keep until its time…' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('textbox').fill('The victim is on the telephone.');
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        expect(sent).toEqual([{ act: 'adopt', reason: 'The victim is on the telephone.' }]);
        expect(await barriers(page)).toEqual([]);
        expect(await cutAt(page, FEW_WINDOWS)).toEqual([]);
      }),
    );

    it.concurrent('is decided on by a second person, by keyboard', () =>
      house.story(async (visit) => {
        const sent: unknown[] = [];
        const waiting = {
          id: FOUND.breakId,
          act: 'adopt' as const,
          reason: 'The victim is on the telephone.',
          requestedBy: 'demo-officer-1',
          requestedAt: FOUND.foundAt,
        };
        const order = { ...FOUND, waiting, whyNotApprove: null, whyNotRefuse: null };
        const before = withOrder(order, sent);
        const page = await visit('demo-supervisor-1', { path: '/supervisor?tab=lost', before });
        await page.getByRole('table').waitFor();
        await page.keyboard.press('j');
        await page.getByRole('complementary').getByText(waiting.reason).waitFor();
        await page.keyboard.press('a');
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('textbox').fill('I agree.');
        await page.keyboard.press('Control+Enter');
        await dialog.waitFor({ state: 'hidden' });
        expect(sent).toEqual([{ verdict: 'approve', reason: 'I agree.' }]);
      }),
    );
  });
}
