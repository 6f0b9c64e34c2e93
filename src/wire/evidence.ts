import { z } from 'zod';
import { Instant } from './common.js';

const MaskedAccount = z.object({ institution: z.string(), accountMasked: z.string() });

export const EvidenceView = z
  .object({
    requests: z.array(
      z.object({
        id: z.string(),
        agency: z.string(),
        wave: z.number().int(),
        state: z.string(),
        stateReason: z.string().nullable(),
        legalBasis: z.array(z.string()),
        purpose: z.string(),
        /** The accounts that it is about; none when it asks about numbers, links or wallets. */
        accounts: z.array(MaskedAccount),
        askedAt: Instant,
        deadlineAt: Instant,
        answers: z.array(
          z.object({
            id: z.string(),
            version: z.number().int(),
            receivedAt: Instant,
            late: z.boolean(),
            rawSha256: z.string(),
            content: z.looseObject({}),
          }),
        ),
      }),
    ),
    debitConfirmations: z.array(
      z.object({
        id: z.string(),
        institution: z.string(),
        state: z.string(),
        reason: z.string().nullable(),
        askedAt: Instant,
        answeredAt: Instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'EvidenceView' });
