import { z } from 'zod';
import { cleanName, Instant, PartySlug, SatangString, wholeNumber } from './common.js';
import { Claim } from './handling.js';
import {
  CaseStatus,
  CLOCK_OWNERS,
  ClockOwner,
  QUEUE_BANDS,
  QUEUE_TABS,
  QUEUE_TASKS,
  QueueBand,
  QueueTab,
  QueueTask,
} from './values.js';

const OpenStatus = z.enum(['received', 'holding', 'awaiting_decision', 'releasing']);

/** GET /v1/queue: which open cases to show. */
export const QueueQuery = z
  .strictObject({
    tab: z.enum(QUEUE_TABS).default('all'),
    /** By time left; by what the analysis advises; or the complaints that may be mistaken first. */
    sort: z.enum(['time', 'advice', 'doubts']).default('time'),
    band: z.enum(QUEUE_BANDS).optional(),
    task: z.enum(QUEUE_TASKS).optional(),
    clockOwner: z.enum(CLOCK_OWNERS).optional(),
    /** Cases that concern this institution or agency. */
    institution: PartySlug.optional(),
    status: OpenStatus.optional(),
    route: z.enum(['station', 'ccib', 'dsi']).optional(),
    /** Whose cases, by claim or assignment: `me`, `nobody`, or a person's subject. */
    assignee: cleanName(200).optional(),
    /** A part of the case number; names and numbers of persons never stand in an address. */
    text: z
      .string()
      .regex(/^[0-9A-Za-z-]{1,20}$/, { error: 'must be a part of a case number' })
      .optional(),
    after: z
      .string()
      .regex(/^(time|(advice|doubts)\.([0-9]{7}|~{7}))\.([0-9]{15}|~{15})\.[0-7][0-9A-HJKMNP-TV-Z]{25}$/, {
        error: 'must be the `next` of a page',
      })
      .optional(),
    limit: wholeNumber(1, 1000).default(100),
  })
  .refine(({ sort, after }) => after === undefined || after.startsWith(`${sort}.`), {
    error: 'must be the `next` of a page in the same order',
    path: ['after'],
  });
export type QueueQuery = z.infer<typeof QueueQuery>;

export const QueueView = z
  .object({
    asOf: Instant,
    cases: z.array(
      z.object({
        id: z.string(),
        caseNo: z.string(),
        caseType: z.string(),
        status: CaseStatus,
        openedAt: Instant,
        victimInstitution: z.string(),
        assignedRoute: z.string(),
        linkedCases: z.number().int(),
        stolenSatang: SatangString,
        heldSatang: SatangString,
        atRiskSatang: SatangString,
        task: QueueTask,
        clockOwner: ClockOwner,
        party: z.string().nullable().describe('Slug of the institution or agency that the task is about.'),
        subjectId: z.string(),
        startedAt: Instant,
        dueAt: Instant.nullable(),
        band: QueueBand,
        claim: Claim.nullable(),
        assignee: z.string().nullable(),
        advice: z
          .object({
            kind: z
              .enum(['hop_risk', 'review_order'])
              .describe('What it is about: how much an account is worth a look, or a complaint that may be mistaken.'),
            band: z.enum(['high', 'unsure', 'likely_innocent']).describe('How sure the model is.'),
            score: z.number().min(0).max(1).describe('0 to 1, of the account that is most worth a look.'),
            doubt: z
              .number()
              .min(0)
              .max(1)
              .nullable()
              .describe('0 to 1: how much speaks for a complaint that is mistaken or false; null: nothing does.'),
            reviewSlot: z.boolean().describe('An account of the case was drawn for review by chance.'),
          })
          .nullable()
          .describe(
            'What the analysis advises: an order of review, by which the queue is sorted where a person asks for it. Null: none.',
          ),
        tasks: z.number().int().describe('How many tasks are open on the case, this one included.'),
      }),
    ),
    next: z.string().nullable(),
    total: z.number().int(),
    atRiskSatang: SatangString,
    tabs: z.array(z.object({ tab: QueueTab, cases: z.number().int().describe('Number of cases.') })),
    bands: z.array(z.object({ band: QueueBand, cases: z.number().int().describe('Number of cases.') })),
  })
  .meta({ id: 'QueueView' });
export type QueueView = z.infer<typeof QueueView>;

/** The filters of a view that a person names. A part of a case number is none: a view says nothing of a case. */
const QueueFilter = z
  .strictObject({
    tab: z.enum(QUEUE_TABS).optional().describe('The tab; left out: all open cases.'),
    status: OpenStatus.optional().describe('The status of the cases.'),
    institution: PartySlug.optional().describe('Cases that concern this institution or agency.'),
    assignee: z.enum(['me', 'nobody']).optional().describe('Cases of the person who looks, or of nobody.'),
  })
  .meta({ id: 'QueueFilter' });

const ViewName = cleanName(60).describe('Name of the view, by its person.');

/** POST /v1/queue/views */
export const QueueViewBody = z
  .strictObject({ name: ViewName, filter: QueueFilter.describe('What the view shows.') })
  .meta({ id: 'QueueViewBody' });
export type QueueViewBody = z.infer<typeof QueueViewBody>;

/** POST /v1/queue/views/removals: a name that a person chose stands in no address. */
export const QueueViewRemovalBody = z.strictObject({ name: ViewName }).meta({ id: 'QueueViewRemovalBody' });
export type QueueViewRemovalBody = z.infer<typeof QueueViewRemovalBody>;

/** GET /v1/queue/views */
export const QueueViews = z
  .strictObject({
    views: z
      .array(
        z.strictObject({
          name: z.string().describe('Name of the view.'),
          filter: QueueFilter.describe('What the view shows.'),
        }),
      )
      .describe('The views of the person, the first saved first.'),
  })
  .meta({ id: 'QueueViews' });
export type QueueViews = z.infer<typeof QueueViews>;
