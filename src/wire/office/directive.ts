import { z } from 'zod';
import { DIRECTIVE_KINDS } from '../../domain/directive/directive.js';
import { NUMBERS_TO_LIFT } from '../../domain/directive/subject-of-directive.js';
import { cleanName, Instant, Ulid, wordsForOthers } from '../common.js';

const Reason = wordsForOthers(2_000);

/**
 * POST /v1/cases/{id}/directives. A telecom notice takes its numbers from the case's evidence;
 * nobody types them.
 */
export const DirectiveBody = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('telecom'), reason: Reason }).meta({ id: 'TelecomDirective' }),
    z
      .strictObject({
        kind: z.literal('telecom_lift'),
        directiveId: Ulid.describe('The cut-off whose numbers are to be given back.'),
        numbers: z
          .enum(NUMBERS_TO_LIFT)
          .describe(
            'all: every number of it that is still cut off. cleared: those of which the evidence gives no reason to believe any more that they were used in the crime.',
          ),
        reason: Reason,
      })
      .meta({ id: 'TelecomLiftDirective' }),
    z
      .strictObject({
        kind: z.literal('list'),
        subject: z
          .strictObject({ kind: z.enum(['citizen', 'juristic', 'wallet']), value: cleanName(120) })
          .meta({ id: 'ListingSubject' }),
        /** The criterion of the centre's notification on listing, in the officer's words. */
        ground: wordsForOthers(500),
        reason: Reason,
      })
      .meta({ id: 'ListingDirective' }),
    z.strictObject({ kind: z.literal('delist'), listingId: Ulid, reason: Reason }).meta({ id: 'DelistingDirective' }),
  ])
  .meta({ id: 'DirectiveBody' });
export type DirectiveBody = z.infer<typeof DirectiveBody>;

export const DirectiveAccepted = z
  .object({ id: z.string(), state: z.literal('requested') })
  .meta({ id: 'DirectiveAccepted' });

/** POST /v1/directives/{id}/decisions */
export const DirectiveDecisionBody = z
  .strictObject({ verdict: z.enum(['approve', 'refuse']), reason: Reason })
  .meta({ id: 'DirectiveDecisionBody' });
export type DirectiveDecisionBody = z.infer<typeof DirectiveDecisionBody>;

export const DirectiveDecided = z
  .object({ directiveId: z.string(), state: z.enum(['approved', 'refused']), notices: z.number().int() })
  .meta({ id: 'DirectiveDecided' });

export const DirectiveKind = z.enum(DIRECTIVE_KINDS);
export const DirectiveState = z.enum(['requested', 'approved', 'refused']);

/**
 * A directive with what each party answered. Its subjects are masked; the numbers of a telecom notice
 * are those of the case's evidence.
 */
export const DirectiveView = z
  .object({
    id: z.string(),
    caseId: z.string(),
    caseNo: z.string(),
    kind: DirectiveKind,
    state: DirectiveState,
    /** A delisting has the subject of its listing. */
    subjectKind: z.enum(['numbers', 'citizen', 'juristic', 'wallet']),
    subjects: z.array(z.string()),
    listingId: z.string().nullable(),
    liftsId: z.string().nullable().describe('Of a lifting: the cut-off whose numbers it gives back.'),
    cutOff: z
      .number()
      .int()
      .nullable()
      .describe('Of an approved cut-off: how many of its numbers are cut off now; else null.'),
    keptBy: z
      .array(z.object({ number: z.string(), directiveId: z.string(), caseId: z.string(), caseNo: z.string() }))
      .describe(
        'Of a cut-off or a lifting: its numbers, masked, that another cut-off, of this case or another, keeps cut off now. NBTC is not told to give these back.',
      ),
    ground: z.string().nullable(),
    reason: z.string(),
    ruleRowId: z.string(),
    requestedBy: z.string(),
    requestedAt: Instant,
    decidedBy: z.string().nullable(),
    decisionReason: z.string().nullable(),
    decidedAt: Instant.nullable(),
    /** When a listing ended. */
    delistedAt: Instant.nullable(),
    inForce: z.boolean(),
    notices: z.array(
      z.object({
        id: z.string(),
        party: z.string(),
        firstSentAt: Instant.nullable(),
        attempts: z.number().int(),
        acknowledgedAt: Instant.nullable(),
        /** What the institution reports that it did. */
        result: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'DirectiveView' });
export type DirectiveView = z.infer<typeof DirectiveView>;

export const DirectivesView = z.object({ directives: z.array(DirectiveView) }).meta({ id: 'DirectivesView' });

/** GET /v1/directives: newest first; `next` is the `after` of the next page. */
export const DirectiveList = z
  .object({ directives: z.array(DirectiveView), next: z.string().nullable() })
  .meta({ id: 'DirectiveList' });
export type DirectiveList = z.infer<typeof DirectiveList>;
