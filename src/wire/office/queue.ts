import { z } from 'zod';
import { LEAVING_BASES } from '../../domain/queue/leaving-money.js';
import { QUEUE_TABS } from '../../domain/queue/queue-tab.js';
import { CLOCK_OWNERS, QUEUE_TASKS } from '../../domain/queue/queue-task.js';
import { SAID_BANDS } from '../../domain/advice/advice.js';
import { ASSIGNED_ROUTES } from '../../domain/judgement/rules/beyond-station.js';
import { QUEUE_BANDS, QUEUE_SORTS } from '../../domain/queue/queue-order.js';
import { cleanName, Instant, PartySlug, SatangString, Ulid, wholeNumber } from '../common.js';
import { Claim } from '../case/handling.js';
import { CaseStatus, ClockOwner, QueueBand, QueueTab, QueueTask } from '../values.js';

const OpenStatus = z.enum(['received', 'holding', 'awaiting_decision', 'releasing']);

/** GET /v1/queue: which open cases to show. */
export const QueueQuery = z
  .strictObject({
    tab: z.enum(QUEUE_TABS).default('all'),
    /** By time left; by the money that leaves in a minute; by what the analysis advises; or the complaints that may be mistaken first. */
    sort: z.enum(QUEUE_SORTS).default('time'),
    band: z.enum(QUEUE_BANDS).optional(),
    task: z.enum(QUEUE_TASKS).optional(),
    clockOwner: z.enum(CLOCK_OWNERS).optional(),
    /** Cases that concern this institution or agency. */
    institution: PartySlug.optional(),
    status: OpenStatus.optional(),
    route: z.enum(ASSIGNED_ROUTES).optional(),
    caseType: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,59}$/, { error: 'must be a case type' })
      .optional(),
    /** Cases of which at least so much was stolen, in satang. */
    atLeastSatang: SatangString.optional(),
    /** That case alone, where it stands in the tab: what a screen reads again when the case has changed. */
    caseId: Ulid.optional(),
    /** Whose cases, by claim or assignment: `me`, `nobody`, or a person's subject. */
    assignee: cleanName(200).optional(),
    /** A part of the case number; names and numbers of persons never stand in an address. */
    text: z
      .string()
      .regex(/^[0-9A-Za-z-]{1,20}$/, { error: 'must be a part of a case number' })
      .optional(),
    after: z
      .string()
      .regex(
        /^(risk\.[0-9]{15}\.[0-9]{15}|(time|(advice|doubts)\.([0-9]{7}|~{7}))\.[01]\.([0-9]{15}|~{15}))\.[0-7][0-9A-HJKMNP-TV-Z]{25}$/,
        { error: 'must be the `next` of a page' },
      )
      .optional(),
    limit: wholeNumber(1, 200).default(100),
  })
  .refine(({ sort, after }) => after === undefined || after.startsWith(`${sort}.`), {
    error: 'must be the `next` of a page in the same order',
    path: ['after'],
  });
export type QueueQuery = z.infer<typeof QueueQuery>;

const TaskFields = {
  task: QueueTask,
  clockOwner: ClockOwner,
  party: z.string().nullable().describe('Slug of the institution or agency that the task is about.'),
  subjectId: z.string().describe('Id of the row that the task is about.'),
  startedAt: Instant,
  dueAt: Instant.nullable(),
  savesSatang: SatangString.nullable().describe(
    'What the act can still keep from leaving, in satang. Null: the act holds no money.',
  ),
};

const CountFields = {
  cases: z.number().int().describe('Number of cases, of the first hundred that were looked at.'),
  more: z.boolean().describe('There may be more: a hundred were looked at, and it goes on behind them.'),
};

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
        victimInstitution: z.string().nullable(),
        assignedRoute: z.string(),
        linkedCases: z.number().int(),
        stolenSatang: SatangString,
        heldSatang: SatangString,
        toldSatang: SatangString.nullable().describe(
          'What was told of transfers that nobody has identified yet: as told, never a fact, and no part of what was stolen. Null: no amount was told.',
        ),
        atRiskSatang: SatangString,
        place: z.string().describe('The place of the case in the order that was asked for: rising.'),
        ...TaskFields,
        band: QueueBand,
        leaving: z
          .object({
            looseSatang: SatangString.describe('What is at live accounts of the trail and nobody suspends.'),
            accounts: z.number().int().describe('At how many accounts.'),
            perMinuteSatang: SatangString.nullable().describe(
              'What leaves in a minute, if this trail goes on as it went. Null: it is not moving, so nothing is said.',
            ),
            basis: z
              .enum(LEAVING_BASES)
              .describe(
                'By what that is known. moved: how long money of this trail stood before it went on. stood: it has stood for longer already, or has not moved yet. arrived: it came within the last two minutes. none: nothing is loose.',
              ),
            minutes: z
              .number()
              .int()
              .describe('In the order `risk`, within how many minutes what is loose is taken to leave.'),
            moves: z.number().int().describe('How many times money of this trail went on.'),
          })
          .describe('How fast the money of the case leaves.'),
        claim: Claim.nullable(),
        assignee: z.string().nullable(),
        advice: z
          .object({
            kind: z
              .enum(['hop_risk', 'review_order'])
              .describe('What it is about: how much an account is worth a look, or a complaint that may be mistaken.'),
            band: z
              .enum(SAID_BANDS)
              .nullable()
              .describe('What is said; null: nothing, and an account was drawn for review.'),
            score: z.number().min(0).max(1).nullable().describe('0 to 1, of what is said; null with it.'),
            reviewSlot: z.boolean().describe('An account of the case was drawn for review by chance.'),
          })
          .nullable()
          .describe(
            'What the analysis says of the case that is most worth a look, or that an account was drawn for review. Null: it is silent. The orders `advice` and `doubts` also count what is too unsure to be said.',
          ),
        tasks: z
          .array(z.object(TaskFields))
          .describe('Every open task of the case, the most urgent first: what the centre owes, then what saves money.'),
      }),
    ),
    next: z.string().nullable(),
    total: CountFields.cases,
    more: CountFields.more,
    atRiskSatang: SatangString.describe('What was stolen and is not held, of the cases that were counted.'),
    tabs: z.array(z.object({ tab: QueueTab, ...CountFields })),
    bands: z.array(z.object({ band: QueueBand, ...CountFields })),
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
