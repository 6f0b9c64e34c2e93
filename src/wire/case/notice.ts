import { z } from 'zod';
import { CASE_TYPES } from '../../domain/complaint/words/portal-case-types.js';
import { NOTICE_KINDS } from '../../domain/notice/notice.js';
import { OFFICER_RESULT_CODES } from '../../domain/notice/officer-result.js';
import { NOTICE_OFFICES } from '../../domain/notice/who-may-notify.js';
import { OnwardTransfer } from '../institution/calls/hold-receipt.js';
import {
  AccountRef,
  cleanName,
  cleanText,
  Instant,
  PositiveSatangString,
  SatangString,
  TransferReference,
  UtcInstant,
  wordsForOthers,
} from '../common.js';
import { ActsFor, Suspects } from './complaint.js';
import { HoldKind, HoldState, OwnSuspensionState } from '../values.js';

const NoticedTransfer = z.strictObject({
  to: z.strictObject({ account: AccountRef }).meta({ id: 'NoticedReceiver' }),
  amountSatang: PositiveSatangString,
  transferredAt: UtcInstant,
  reference: TransferReference,
  rail: z.enum(['promptpay', 'interbank', 'ewallet', 'counter', 'other']).default('promptpay'),
});

/**
 * What an institution suspended at its own account; `until` may not be later than section 6
 * allows.
 */
const OwnSuspension = z
  .strictObject({
    amountSatang: PositiveSatangString,
    suspendedAt: UtcInstant,
    until: UtcInstant.optional(),
  })
  .meta({ id: 'NoticedSuspension' });

/** Fields that both kinds of notice have. */
const NoticeFields = {
  suspected: z.enum(['technology_crime', 'predicate_offence', 'money_laundering']),
  /**
   * When the institution found the suspicion, or when the officer gave the notice: section 6
   * counts from it.
   */
  foundAt: UtcInstant,
  /** All transfers of a notice left this account. */
  fromAccount: AccountRef,
  ...Suspects,
};

/** An institution's own suspicion (section 6 paragraph 1, BANK-6A), signed by it. */
const SuspicionNotice = z
  .strictObject({
    kind: z.literal('suspicion'),
    ground: cleanText(2_000),
    ...NoticeFields,
    bankCaseId: cleanName(64).optional(),
    transfers: z
      .array(
        NoticedTransfer.extend({
          suspended: OwnSuspension.optional(),
          /**
           * Later debits that carried the money on from the receiving account; the centre passes
           * the suspicion on to the institutions that received it.
           */
          onward: z.array(OnwardTransfer).max(200).optional(),
        }).meta({ id: 'SuspectedTransfer' }),
      )
      .min(1)
      .max(20),
  })
  .meta({ id: 'SuspicionNotice' });

/**
 * The notice of a criminal officer or of the Secretary-General of AMLO (section 6 paragraph 2,
 * OFF-6B).
 */
const OfficerNotice = z
  .strictObject({
    kind: z.literal('officer'),
    ground: wordsForOthers(2_000),
    ...NoticeFields,
    authority: z
      .strictObject({
        office: z.enum(NOTICE_OFFICES),
        position: cleanName(100),
        documentNo: cleanName(64),
      })
      .meta({ id: 'NoticeAuthority' }),
    transfers: z
      .array(NoticedTransfer.meta({ id: 'OfficersTransfer' }))
      .min(1)
      .max(20),
  })
  .meta({ id: 'OfficerNotice' });

/**
 * What the victim told his own bank (section 7, VIC-7A), signed by the bank of the debited account. It is
 * no complaint: without one its holds end after 72 hours (VIC-7B, P-EXP).
 */
const CustomerNotice = z
  .strictObject({
    kind: z.literal('customer'),
    victimAccount: AccountRef.describe('The account that was debited; it is with the institution that signs.'),
    toldAt: UtcInstant.describe(
      'When the customer, who holds the account, told the institution. Once the time in which he is to complain is over (72 hours), the notice is refused; the holds themselves last 72 hours from the first order.',
    ),
    bankCaseId: cleanName(64).describe("The institution's own number of the matter."),
    actsFor: ActsFor.optional().describe(
      'Who told the institution for its customer by law: the guardian of a child, the authorised signatory of a company, the heir of one who died. Left out, the customer himself did. With a document and its number it counts as the customer’s own word (P-S7AOC); without them nothing is ordered, and a person of the centre asks for them.',
    ),
    caseType: z.enum(CASE_TYPES),
    transfers: z
      .array(NoticedTransfer.meta({ id: 'CustomersTransfer' }))
      .min(1)
      .max(20),
    ...Suspects,
  })
  .meta({ id: 'CustomerNotice' });

/**
 * POST /v1/notices: a suspicion under section 6, or what a victim told his own bank (section 7). A
 * transfer that is already on record is joined to its case, never doubled.
 */
export const NoticeBody = z
  .discriminatedUnion('kind', [SuspicionNotice, OfficerNotice, CustomerNotice])
  .meta({ id: 'NoticeBody' });
export type NoticeBody = z.infer<typeof NoticeBody>;
export type CustomerNotice = z.infer<typeof CustomerNotice>;

/** POST /v1/notices/{id}/taking-back: signed by the bank that gave notice of what its customer told. */
export const TakingBackBody = z
  .strictObject({
    because: z
      .enum(['mistake', 'customer_withdrew'])
      .describe('`mistake`: the customer told no such thing; `customer_withdrew`: he takes it back at the bank.'),
    at: UtcInstant.describe('When the institution learned it.'),
  })
  .meta({ id: 'TakingBackBody' });
export type TakingBackBody = z.infer<typeof TakingBackBody>;
export const NoticeTakenBack = z
  .object({
    id: z.string().describe('Id of the message that took it back.'),
    caseId: z.string(),
    ends: z
      .enum(['notice', 'nothing'])
      .describe(
        '`notice`: what rests on the notice alone is let go. `nothing`: the customer complained, at 1441 or to an inquiry officer, or the notice had joined such a report, which goes on by its own.',
      ),
  })
  .meta({ id: 'NoticeTakenBack' });
export type NoticeTakenBack = z.infer<typeof NoticeTakenBack>;

const NoticeEffect = z.enum([
  'ordered',
  'joined',
  'suspends_itself',
  'time_used',
  'release_under_way',
  'gone_on',
  'held_elsewhere',
]);

export const NoticeAccepted = z
  .object({
    id: z.string(),
    receivedAt: Instant,
    /** One for each case that the notice opened or joined. */
    cases: z.array(
      z.object({ id: z.string(), caseNo: z.string(), joined: z.boolean(), references: z.array(z.string()) }),
    ),
    suspensions: z.array(z.object({ id: z.string(), reference: z.string(), expiresAt: Instant })),
    /**
     * Only for an officer: the notice's effect at each receiving institution. An institution
     * learns nothing of others.
     */
    holds: z.array(
      z.object({
        reference: z.string(),
        institution: z.string(),
        /**
         * `ordered`: a hold of section 6. `joined`: an existing hold now rests on the notice too.
         * Any other value says why the notice suspends nothing.
         */
        effect: NoticeEffect,
        holdId: z.string().nullable(),
        until: Instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'NoticeAccepted' });
export type NoticeAccepted = z.infer<typeof NoticeAccepted>;

/**
 * POST /v1/suspensions/{id}/result: what the officer found within the time of section 6 paragraph
 * 3 (OFF-6C), of an institution's own suspension or of a hold that rests on a notice. `proceeded`
 * names the lawful action: case number, warrant or order.
 */
export const SuspensionResultBody = z
  .discriminatedUnion('result', [
    z.strictObject({ result: z.literal('proceeded'), reason: wordsForOthers(2_000), reference: cleanName(64) }),
    z.strictObject({ result: z.literal('lifted'), reason: wordsForOthers(2_000) }),
  ])
  .meta({ id: 'SuspensionResultBody' });
export type SuspensionResultBody = z.infer<typeof SuspensionResultBody>;

export const SuspensionResultAccepted = z
  .object({ id: z.string(), state: z.string() })
  .meta({ id: 'SuspensionResultAccepted' });

/** What the officer found, and when the institution acknowledged it. */
const ResultView = z.object({
  result: z.enum(OFFICER_RESULT_CODES),
  reference: z.string().nullable(),
  person: z.string(),
  decidedAt: Instant,
  acknowledgedAt: Instant.nullable(),
});

/**
 * GET /v1/cases/{id}/notices: the notices of section 6 about a case, and the institutions' own
 * suspensions.
 */
export const NoticesView = z
  .object({
    notices: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(NOTICE_KINDS),
        party: z.string(),
        person: z.string().nullable(),
        ruleRowId: z.string(),
        ground: z.string(),
        suspected: z.string(),
        receivedAt: Instant,
        joined: z.boolean(),
        references: z.array(z.string()),
      }),
    ),
    suspensions: z.array(
      z.object({
        id: z.string(),
        noticeId: z.string(),
        institution: z.string(),
        accountMasked: z.string(),
        reference: z.string(),
        amountSatang: SatangString,
        foundAt: Instant,
        suspendedAt: Instant,
        expiresAt: Instant,
        state: OwnSuspensionState,
        /** True when its time has passed and its end is not recorded yet. */
        overdue: z.boolean(),
        endedAt: Instant.nullable(),
        endRuleRowId: z.string().nullable(),
        endedBy: z.string().nullable(),
        endReason: z.string().nullable(),
        result: ResultView.nullable(),
      }),
    ),
    /** Holds that rest on a notice, alone or besides another power; one row for each notice. */
    holds: z.array(
      z.object({
        id: z.string(),
        noticeId: z.string(),
        institution: z.string(),
        accountMasked: z.string(),
        reference: z.string(),
        hop: z.number().int(),
        kind: HoldKind,
        state: HoldState,
        ruleRowId: z.string(),
        notifiedAt: Instant,
        /**
         * The latest time to which section 6 lets this institution's suspension stand; another
         * power may continue the hold.
         */
        until: Instant,
        result: ResultView.nullable(),
      }),
    ),
  })
  .meta({ id: 'NoticesView' });
