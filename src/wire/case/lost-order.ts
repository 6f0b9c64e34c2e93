import { z } from 'zod';
import { LOST_ORDER_ACTS, LOST_ORDER_STATES } from '../../domain/statement/lost-order.js';
import { STATED_POWERS } from '../../domain/statement/compare-books.js';
import { Instant, SatangString, Ulid, wholeNumber, wordsForOthers } from '../common.js';
import { Offered, OfferedDecision } from '../offered.js';

/** GET /v1/lost-orders */
export const LostOrderQuery = z.strictObject({
  state: z
    .enum(['open', 'over'])
    .default('open')
    .describe('open: money is held by them, or it is not known that none is. over: nothing is held any more.'),
  after: Ulid.optional(),
  limit: wholeNumber(1, 200).default(50),
});
export type LostOrderQuery = z.infer<typeof LostOrderQuery>;

const Act = z
  .enum(LOST_ORDER_ACTS)
  .describe(
    'release: the institution is ordered to let the money go. adopt: it stays held until `untilAt`, and is released then.',
  );

const LostOrderView = z
  .object({
    id: z.string(),
    institution: z.string(),
    orderId: z.string().describe('The order, as its institution names it.'),
    holdId: z.string().describe('The hold, as its institution names it.'),
    accountMasked: z.string(),
    askedSatang: SatangString.describe('What the order asks for.'),
    heldSatang: SatangString.describe('What is held by it, as its institution stated last.'),
    expiresAt: Instant.describe('When the order ends by itself.'),
    caseId: z.string().describe('The case of its credit, or the one that was opened for it.'),
    caseNo: z.string(),
    lostCaseNo: z.string().nullable().describe('The case number that the order names; null: it is not stated.'),
    legalBasis: z.array(z.string()).describe('Rules that the order names; none where they are not stated.'),
    issuedAt: Instant.nullable().describe('When the order was issued, as its institution states.'),
    power: z.enum(STATED_POWERS).nullable().describe('The power that it rests on, as its institution states.'),
    state: z
      .enum(LOST_ORDER_STATES)
      .describe(
        'found: nobody has decided. adopted: two persons keep it until `untilAt`. releasing: its release is ordered, and not answered. over: nothing is held by it.',
      ),
    untilAt: Instant.nullable().describe('Adopted: when its release is ordered by itself.'),
    overAt: Instant.nullable().describe('When the centre learned that nothing is held by it.'),
    breakId: z.string().describe('The break that called a person about it last.'),
    foundAt: Instant.describe('When a statement named it first.'),
    waiting: z
      .object({
        id: z.string(),
        act: Act,
        reason: z.string(),
        requestedBy: z.string().describe('Subject of the person who proposed it.'),
        requestedAt: Instant,
      })
      .nullable()
      .describe('What waits for a second person.'),
    whyNotRelease: Offered,
    whyNotAdopt: Offered,
    whyNotApprove: OfferedDecision,
    whyNotRefuse: OfferedDecision,
  })
  .meta({ id: 'LostOrderView' });
export const LostOrderList = z
  .object({ orders: z.array(LostOrderView), next: z.string().nullable() })
  .meta({ id: 'LostOrderList' });
export type LostOrderList = z.infer<typeof LostOrderList>;

/** POST /v1/lost-orders/{id}/proposals */
export const LostOrderProposalBody = z
  .strictObject({ act: Act, reason: wordsForOthers(4_000) })
  .meta({ id: 'LostOrderProposalBody' });
export type LostOrderProposalBody = z.infer<typeof LostOrderProposalBody>;
export const LostOrderProposed = z
  .object({ id: z.string().describe('The proposal.'), requestedAt: Instant })
  .meta({ id: 'LostOrderProposed' });
export type LostOrderProposed = z.infer<typeof LostOrderProposed>;

/** POST /v1/lost-order-proposals/{id}/decisions */
export const LostOrderDecisionBody = z
  .strictObject({ verdict: z.enum(['approve', 'refuse']), reason: wordsForOthers(4_000) })
  .meta({ id: 'LostOrderDecisionBody' });
export type LostOrderDecisionBody = z.infer<typeof LostOrderDecisionBody>;
export const LostOrderDecided = z
  .object({ id: z.string(), state: z.enum(['approved', 'refused']), decidedAt: Instant })
  .meta({ id: 'LostOrderDecided' });
export type LostOrderDecided = z.infer<typeof LostOrderDecided>;
