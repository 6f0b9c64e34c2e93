import { z } from 'zod';
import { Instant, SatangString } from '../common.js';

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
        asked: z
          .object({
            phones: z.array(z.string()),
            links: z.array(z.string()),
            wallets: z.array(z.string()),
            paidNumbers: z.array(z.string()),
          })
          .describe(
            'The numbers, links and wallets that it is about, and the numbers by which money was paid (PromptPay), masked.',
          ),
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
        transfer: z
          .object({ amountSatang: SatangString, transferredAt: Instant })
          .nullable()
          .describe(
            'The transfer as it was reported, which the institution is asked about; null while it is not found.',
          ),
        told: z
          .object({
            amountSatang: SatangString.nullable(),
            between: z
              .object({ from: Instant, until: Instant })
              .nullable()
              .describe('Within which time the money left, as the victim told it.'),
            aboutAmountSatang: SatangString.nullable().describe(
              'About how much, as the victim told it; never an amount.',
            ),
            aboutTime: z
              .object({
                at: Instant,
                withinMinutes: z.number().int().describe('By how many minutes it may be wrong, before and after.'),
              })
              .nullable()
              .describe('About when the money left, and by how many minutes that may be wrong.'),
            reference: z.string().nullable(),
            to: MaskedAccount.nullable(),
          })
          .nullable()
          .describe('What the victim told of the transfer that the institution is asked to find; null: of none.'),
        askedAt: Instant,
        deadlineAt: Instant,
        answeredAt: Instant.nullable(),
        answers: z
          .array(
            z.object({
              id: z.string(),
              version: z.number().int(),
              receivedAt: Instant,
              late: z.boolean(),
              rawSha256: z.string(),
              outcome: z
                .string()
                .nullable()
                .describe('`APPLIED`, or the code of why it has no effect by itself; null: it is not applied yet.'),
              content: z.looseObject({}),
            }),
          )
          .describe('Every answer that the institution signed, oldest first.'),
      }),
    ),
  })
  .meta({ id: 'EvidenceView' });
