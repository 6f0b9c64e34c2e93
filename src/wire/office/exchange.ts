import { z } from 'zod';
import { Instant } from '../common.js';

/** A share notice: it tells an agency of a disclosure (section 4 paragraph 3). */
const ShareNotice = z.object({
  party: z.string(),
  dueAt: Instant,
  /** When the agency acknowledged it; null: not yet. */
  sentAt: Instant.nullable(),
});

/** One disclosure between parties (section 4). */
const ExchangeView = z
  .object({
    id: z.string(),
    /** Null when it is about several cases, as a share notice is. */
    caseId: z.string().nullable(),
    caseNo: z.string().nullable(),
    direction: z.enum(['out', 'in']),
    party: z.string(),
    kind: z.string(),
    messageId: z.string(),
    /** Rule rows. */
    legalBasis: z.array(z.string()),
    purpose: z.string(),
    /** Names of the disclosed fields, never values. */
    fields: z.array(z.string()),
    /** SHA-256 of the bytes as sent or received. */
    bodySha256: z.string(),
    /** The approved system under the memorandum of that day. */
    systemVersion: z.string(),
    at: Instant,
    /** What proves what came in: a key of the party, or the session of a person of it who uploaded a workbook. */
    provedBy: z
      .enum(['key', 'session'])
      .nullable()
      .describe(
        'What proves it: a key of the party, or the session of a person who uploaded a workbook; null: neither.',
      ),
    /**
     * The agencies that section 4 paragraph 3 wants told of it, with due time and time of
     * acknowledgement; empty when it does not apply.
     */
    notices: z.array(ShareNotice),
  })
  .meta({ id: 'ExchangeView' });

export const ExchangesView = z.object({ exchanges: z.array(ExchangeView) }).meta({ id: 'ExchangesView' });

/**
 * GET /v1/exchanges: a page of the register, newest first; `next` is the `after` of the next page.
 */
export const ExchangeRegister = z
  .object({ exchanges: z.array(ExchangeView), next: z.string().nullable() })
  .meta({ id: 'ExchangeRegister' });
