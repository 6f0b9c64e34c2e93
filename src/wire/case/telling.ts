import { z } from 'zod';
import { TELLING_MEANS, TELLING_OUTCOMES } from '../../domain/telling/news.js';
import { Instant, UtcInstant, wordsForOthers } from '../common.js';

const Text = z.object({ th: z.string(), en: z.string() });
const Means = z.enum(TELLING_MEANS);
const Outcome = z.enum(TELLING_OUTCOMES);

/**
 * POST /v1/complaints/{id}/tellings: `newsUntil` is that of the news that was read, so that news
 * that came meanwhile does not count as told.
 */
export const TellingBody = z
  .strictObject({
    outcome: Outcome,
    means: Means,
    newsUntil: UtcInstant,
    /** When the victim was told; absent: now. */
    at: UtcInstant.optional(),
    note: wordsForOthers(500).optional(),
  })
  .meta({ id: 'TellingBody' });
export type TellingBody = z.infer<typeof TellingBody>;

export const TellingAccepted = z
  .object({
    id: z.string(),
    caseId: z.string(),
    outcome: Outcome,
    means: Means,
    at: Instant,
    /** What the victim was told; null when nobody was reached. */
    text: Text.nullable(),
    /** Number of news that came after what was read, still to be told. */
    stillToTell: z.number().int(),
  })
  .meta({ id: 'TellingAccepted' });
export type TellingAccepted = z.infer<typeof TellingAccepted>;

/** The news to tell the victim now. */
export const NewsToTell = z.object({
  /** Times of the first and the last of this news; send `newsUntil` back with the telling. */
  since: Instant,
  newsUntil: Instant,
  dueAt: Instant,
  text: Text,
});

/** What the victim was told, or that the victim was not reached. */
export const TellingView = z.object({
  id: z.string(),
  outcome: Outcome,
  means: Means,
  person: z.string(),
  at: Instant,
  text: Text.nullable(),
  note: z.string().nullable(),
});

const Contact = z.object({
  name: z.string().nullable().describe('Null: nobody knows it yet; it is asked for.'),
  phone: z.string().nullable().describe('Null: nobody knows it yet; it is asked for.'),
});

/** GET /v1/tellings/due: victims to tell, the first due first; one entry a case. */
export const VictimsToTell = z
  .object({
    asOf: Instant,
    victims: z.array(
      NewsToTell.extend({
        caseId: z.string(),
        caseNo: z.string(),
        overdue: z.boolean(),
        victim: Contact,
        /** The reporter, often the victim. */
        reporter: Contact,
        language: z.enum(['th', 'en']),
        /** Attempts since the first of this news that reached nobody. */
        attempts: z.number().int(),
        lastAttemptAt: Instant.nullable(),
      }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'VictimsToTell' });
export type VictimsToTell = z.infer<typeof VictimsToTell>;
