import { z } from 'zod';
import { Instant, SatangString, Ulid, wholeNumber, wordsForOthers } from '../common.js';
import { BreakKind, HoldKind, HoldState } from '../values.js';

/** GET /v1/institution/holds */
export const OwnHoldQuery = z.strictObject({
  state: z.enum(['live', 'all']).default('live').describe('`live`: what is ordered, held, or being released.'),
  after: Ulid.optional().describe('`next` of the page before.'),
  limit: wholeNumber(1, 200).default(50).describe('Holds of a page.'),
});
export type OwnHoldQuery = z.infer<typeof OwnHoldQuery>;

const OwnInterest = z
  .boolean()
  .describe('An interest of the reader in this money is on record, so that a colleague answers for it.');

const RuleIds = z.array(z.string()).describe('Ids of the rule rows that it rests on.');

/** GET /v1/institution/holds/{id}: what the centre told an institution, and what it answered. */
export const OwnHold = z
  .strictObject({
    id: Ulid.describe('Id of the hold, the same in all its messages.'),
    caseNo: z.string().describe('Case number of the centre, for letters and calls.'),
    accountMasked: z.string().describe('The account at the institution; its last four digits show.'),
    kind: HoldKind,
    state: HoldState.describe(
      'As far as the order in force goes: `held` means that all of what it asks for is held, `partly_held` that less is.',
    ),
    requestedSatang: SatangString.describe('What the order in force asks for, which a later order may have changed.'),
    heldSatang: SatangString.describe('What the institution holds, as the centre knows it.'),
    orderedAt: Instant.describe('When the hold was ordered.'),
    expiresAt: Instant.describe('When the money is free again, unless a new order says otherwise.'),
    endedAt: Instant.nullable().describe('When the hold ended.'),
    noticeReference: z.string().describe('The number that the holder was given.'),
    hasInterest: OwnInterest,
    transfer: z
      .strictObject({
        fromInstitution: z.string().describe('Slug of the institution that sent it.'),
        reference: z.string().describe('Its reference there.'),
        amountSatang: SatangString.describe('Its amount.'),
        at: Instant.describe('When it was sent.'),
      })
      .describe('The credit that brought the money.'),
    orders: z
      .array(
        z.strictObject({
          id: Ulid.describe('Id of the order.'),
          replacesOrderId: Ulid.nullable().describe('The order in whose place it is.'),
          requestedSatang: SatangString.describe('What it asks for.'),
          legalBasis: RuleIds,
          issuedAt: Instant.describe('When it was written.'),
          expiresAt: Instant.describe('When the money is free again.'),
          sentAt: Instant.nullable().describe('When it first reached the institution.'),
          answeredAt: Instant.nullable().describe('When the institution first answered.'),
        }),
      )
      .describe('In order; the last one is in force.'),
    releases: z
      .array(
        z.strictObject({
          id: Ulid.describe('Id of the release order.'),
          reason: z.string().describe('Code of why.'),
          legalBasis: RuleIds,
          orderedAt: Instant.describe('When it was written.'),
          acknowledgedAt: Instant.nullable().describe('When the institution acknowledged it; null: it owes this.'),
        }),
      )
      .describe('Releases; more than one where money turned up after the first.'),
    receipts: z
      .array(
        z.strictObject({
          orderId: z.string().describe('The order that it answers.'),
          kind: z
            .enum(['hold', 'release', 'lapse', 'authority'])
            .describe(
              'What it is a receipt of; authority: another authority keeps no more what it kept beside the hold.',
            ),
          receiptSeq: z.number().int().describe('Its number among the receipts of the order.'),
          result: z.string().describe('What it says.'),
          amountSatang: SatangString.describe('Its amount.'),
          at: Instant.describe('When this was so, by the clock of the institution.'),
          receivedAt: Instant.describe('When it came, by the clock of the centre.'),
          applied: z.boolean().describe('Whether it had an effect.'),
          notAppliedReason: z.string().nullable().describe('Code of why it had none.'),
        }),
      )
      .describe("The institution's own answers, in the order in which they came."),
  })
  .meta({ id: 'OwnHold' });
export type OwnHold = z.infer<typeof OwnHold>;

export const OwnHoldList = z
  .strictObject({
    holds: z.array(OwnHold).describe('The newest first.'),
    next: Ulid.nullable().describe('`after` of the next page; null: this is the last.'),
  })
  .meta({ id: 'OwnHoldList' });
export type OwnHoldList = z.infer<typeof OwnHoldList>;

/** GET /v1/institution/breaks */
export const OwnBreakQuery = z.strictObject({
  state: z.enum(['open', 'overdue', 'settled']).default('open').describe('Which breaks.'),
  after: Ulid.optional().describe('`next` of the page before.'),
  limit: wholeNumber(1, 200).default(50).describe('Breaks of a page.'),
});
export type OwnBreakQuery = z.infer<typeof OwnBreakQuery>;

export const OwnBreakList = z
  .strictObject({
    breaks: z
      .array(
        z.strictObject({
          id: z.string().describe('Id of the break.'),
          caseNo: z
            .string()
            .nullable()
            .describe('Case number of the centre; null: the message named nothing of any case.'),
          holdId: z.string().nullable().describe('The hold that it is about; null: about no hold.'),
          accountMasked: z.string().nullable().describe('The account of the hold; its last four digits show.'),
          kind: BreakKind,
          openedAt: Instant.describe('When the difference was seen.'),
          dueAt: Instant.describe('By when it is to be settled (P-BREAK).'),
          overdue: z.boolean().describe('Whether it was not settled in time.'),
          said: z
            .strictObject({
              result: z.string().describe('The result in the receipt.'),
              amountSatang: SatangString.describe('The amount in the receipt.'),
            })
            .nullable()
            .describe('What the institution said; null: it answered no order, or refused to take it.'),
          closedAt: Instant.nullable().describe('When the centre settled it; null: it has not.'),
          hasInterest: OwnInterest,
          statements: z
            .array(z.strictObject({ at: Instant.describe('When.'), text: z.string().describe('What.') }))
            .describe('What persons of the institution said of it, the oldest first.'),
        }),
      )
      .describe('The oldest first.'),
    next: z.string().nullable().describe('`after` of the next page; null: this is the last.'),
  })
  .meta({ id: 'OwnBreakList' });
export type OwnBreakList = z.infer<typeof OwnBreakList>;

/** POST /v1/institution/breaks/{id}/statements */
export const BreakStatementBody = z
  .strictObject({
    text: wordsForOthers(2_000).describe(
      'What is so at the institution, for the person who settles the break. It changes no hold, order or clock: only signed messages do.',
    ),
  })
  .meta({ id: 'BreakStatementBody' });
export type BreakStatementBody = z.infer<typeof BreakStatementBody>;
export const BreakStatementAccepted = z
  .strictObject({ id: Ulid.describe('Id of the statement.'), saidAt: Instant.describe('When it was kept.') })
  .meta({ id: 'BreakStatementAccepted' });
export type BreakStatementAccepted = z.infer<typeof BreakStatementAccepted>;

/** GET /v1/institution/findings */
export const OwnFindingQuery = z.strictObject({
  state: z.enum(['open', 'decided']).default('open').describe('Which findings.'),
  after: Ulid.optional().describe('`next` of the page before.'),
  limit: wholeNumber(1, 200).default(50).describe('Findings of a page.'),
});
export type OwnFindingQuery = z.infer<typeof OwnFindingQuery>;

/**
 * GET /v1/institution/findings: what an officer found for a holder, where the institution's own
 * suspicion (section 6) keeps the money, so that a person of the institution lifts or keeps it.
 */
export const OwnFindingList = z
  .strictObject({
    findings: z
      .array(
        z.strictObject({
          id: Ulid.describe('Id of the appeal.'),
          caseNo: z.string().describe('Case number of the centre.'),
          holdId: Ulid.describe('The hold, as in its orders.'),
          noticeReference: z.string().describe('The number that the holder was given.'),
          accountMasked: z.string().describe('The account; its last four digits show.'),
          heldSatang: SatangString.describe('What the institution holds.'),
          expiresAt: Instant.describe('When the suspicion ends by itself.'),
          since: Instant.describe('When the finding came to the institution.'),
          dueAt: Instant.describe('By when a person of it decides (P-POL); later it is a break.'),
          state: z.string().describe('State of the appeal.'),
          settledAt: Instant.nullable().describe('When it was decided; null: it waits.'),
          hasInterest: OwnInterest,
          findings: z
            .array(
              z.strictObject({
                tier: z.string().describe('At which tier it was found.'),
                th: z.string().nullable().describe('Reasons in Thai.'),
                en: z.string().nullable().describe('Reasons in English, or in the words of the finding.'),
                keepSatang: SatangString.nullable().describe('What may stay held; null: nothing.'),
              }),
            )
            .describe('What officers found, in order.'),
        }),
      )
      .describe('The oldest first.'),
    next: Ulid.nullable().describe('`after` of the next page; null: this is the last.'),
  })
  .meta({ id: 'OwnFindingList' });
export type OwnFindingList = z.infer<typeof OwnFindingList>;
