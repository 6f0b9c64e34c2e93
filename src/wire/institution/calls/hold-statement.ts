import { z } from 'zod';
import { STATED_POWERS, STATED_STATES } from '../../../domain/statement/compare-books.js';
import { AccountRef, PastInstant, PositiveSatangString, SatangString, Ulid, UtcInstant } from '../../common.js';
import { Credit } from '../credit.js';
import { call } from './call.js';
import { account, caseNo, credit, holdId, orderId } from './sample-story.js';

/** So many orders one page of a statement names at most. */
const ORDERS_PER_PAGE = 10_000;

/** Where a page ended: printable characters, which mean something to who wrote them alone. */
const Place = z.string().regex(/^[ -~]{1,200}$/, { error: 'must be printable, of 200 characters at most' });

/** GET /hold-statements: what the query asks for. */
export const HoldStatementQuery = z.object({
  since: UtcInstant.optional().describe(
    'Only orders that changed at or after this instant. Absent: every order by which money is held now, and every order that changed within the last 31 days.',
  ),
  after: Place.optional().describe('The `next` of the page before; absent: the first page.'),
});
export type HoldStatementQuery = z.infer<typeof HoldStatementQuery>;

/** What an institution kept of an order as it came. */
const AsOrdered = z
  .object({
    caseNo: z
      .string()
      .regex(/^[ -~]{1,40}$/, { error: 'must be printable, of 40 characters at most' })
      .describe('`caseNo` of the order.'),
    power: z.enum(STATED_POWERS).describe('`holderNotice.kind` of the order: the power that it rests on.'),
    legalBasis: z
      .array(z.string().regex(/^[A-Z0-9+-]{1,20}$/, { error: 'must be an id of a rule' }))
      .min(1)
      .max(20)
      .describe('The `ruleId` of each row of its `legalBasis`.'),
    issuedAt: PastInstant.describe('`issuedAt` of the order.'),
    transfer: Credit.describe('The credit that it names.'),
  })
  .describe(
    'The order as it came, where money is held by it. After a restore the centre learns by it of what it lost: without it, two persons can only release the money. A page is 4 MiB at most: name fewer orders on it if need be.',
  );

/**
 * GET /hold-statements: every order of the centre that the institution knows, as it stands now. Both
 * sides answer the same question, so that the two books can be compared.
 */
export const HoldStatement = z
  .object({
    asOf: UtcInstant.describe(
      'The books as of then: each change before is told. It may lie a little before the page was read. The next `since` is `asOf` of the first page.',
    ),
    orders: z
      .array(
        z.object({
          orderId: Ulid.describe('The order of the centre.'),
          holdId: Ulid.describe('The hold that the order belongs to.'),
          accountNo: AccountRef.shape.accountNo.describe('The account of the order.'),
          askedSatang: PositiveSatangString.describe('What the order asks for.'),
          heldSatang: SatangString.describe('What is held by the order now; 0 where nothing is.'),
          state: z
            .enum(STATED_STATES)
            .describe(
              'TAKEN: received, and not carried out yet. HELD: money is held by it now. NOTHING_HELD: it was answered, and nothing is held by it. REPLACED: a later order of the hold took its place. RELEASED: a release order ended it. LAPSED: its time was over.',
            ),
          expiresAt: UtcInstant.describe('When the order ends by itself.'),
          changedAt: UtcInstant.describe('When the order, or what is held by it, last changed.'),
          asOrdered: AsOrdered.optional(),
        }),
      )
      .max(ORDERS_PER_PAGE)
      .describe(
        'In the order of changedAt, the oldest first: what changes while pages are read comes on a later page again. An order stands at most once on a page.',
      ),
    next: Place.nullable().describe(
      'What to give as `after` for the next page; null: this is the last. A page that names no order anew is the last: the centre asks for none after it.',
    ),
  })
  .meta({ id: 'HoldStatement' });
export type HoldStatement = z.infer<typeof HoldStatement>;

export const HOLD_STATEMENT_EXAMPLE: HoldStatement = {
  asOf: '2026-11-24T03:00:00Z',
  orders: [
    {
      orderId,
      holdId,
      accountNo: account.accountNo,
      askedSatang: '2500000',
      heldSatang: '1900000',
      state: 'HELD',
      expiresAt: '2026-11-27T02:41:12Z',
      changedAt: '2026-11-24T02:41:13Z',
      asOrdered: {
        caseNo,
        power: 'section7',
        legalBasis: ['VIC-7A', 'P-S7AOC'],
        issuedAt: '2026-11-24T02:41:12Z',
        transfer: credit,
      },
    },
  ],
  next: null,
};

/** Asks for a page of the orders that an institution knows, to compare it with the centre's book. */
export const READ_HOLD_STATEMENT = call<HoldStatementQuery, HoldStatement>({
  path: '/hold-statements',
  operationId: 'readHoldStatement',
  tag: 'holds',
  summary:
    'Every order of the centre that you know, as it stands: asked each hour for what changed and each night for all (P-STATEMENT); it changes nothing by itself',
  asks: {
    method: 'GET',
    path: (query) => `/hold-statements?${new URLSearchParams(query).toString()}`,
    largestAnswer: 4 * 1024 * 1024,
    parameters: Object.entries(HoldStatementQuery.shape).map(([name, { description = '' }]) => ({
      name,
      in: 'query' as const,
      required: false,
      schema: { type: 'string', ...(name === 'since' ? { format: 'date-time' } : {}) },
      description,
    })),
    brings: 'A page',
  },
  // The signature of the answer binds it to the question.
  idOf: () => '',
  answer: { schema: HoldStatement, example: HOLD_STATEMENT_EXAMPLE, idOf: () => '' },
});
