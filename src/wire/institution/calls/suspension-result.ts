import { z } from 'zod';
import { ANSWERS_TO_RESULT } from '../../../domain/notice/officer-result.js';
import { AccountRef, LegalBasis, PastInstant, SatangString, Ulid, UtcInstant } from '../../common.js';
import { Credit } from '../credit.js';
import { call } from './call.js';
import { account, basis, caseNo, credit, resultId } from './sample-story.js';

/**
 * POST /suspension-results: what the officer found of a suspension under section 6 (paragraph 3).
 * UNFOUNDED lifts at once what the institution suspended by itself. LAWFUL_ACTION changes nothing
 * now, and the suspension still ends at its own time unless an order continues it. Idempotent by
 * `resultId`.
 */
export const SuspensionResult = z
  .object({
    resultId: Ulid.describe('Permanent id of this result.'),
    caseNo: z.string().describe('Case number of the centre, for letters and calls.'),
    account: AccountRef.describe('The account whose money was suspended.'),
    transfer: Credit.describe('The credit that was suspended.'),
    holdId: Ulid.optional().describe('The hold, when the centre ordered the suspension.'),
    result: z
      .enum(['LAWFUL_ACTION', 'UNFOUNDED'])
      .describe(
        'What the officer found. UNFOUNDED: no evidence gives reason to believe that the account was used in an offence; lift at once what the institution suspended by itself. LAWFUL_ACTION changes nothing now: the suspension ends at its own time, unless an order continues it.',
      ),
    reference: z.string().optional().describe('Reference of the lawful action: case number, warrant or order.'),
    legalBasis: LegalBasis.describe('Rule rows that the result rests on.'),
    decidedAt: UtcInstant.describe('When the officer decided.'),
  })
  .meta({ id: 'SuspensionResult' });
export type SuspensionResult = z.infer<typeof SuspensionResult>;

export const SuspensionResultReceipt = z
  .object({
    resultId: Ulid.describe('The result that is answered.'),
    result: z
      .enum(ANSWERS_TO_RESULT)
      .describe(
        'LIFTED: the suspended money is free. NOTED: an officer takes action. NOTHING_SUSPENDED: the suspension had already ended, or another order holds the money.',
      ),
    releasedAmountSatang: SatangString.describe('The amount that became free; 0 when none did.'),
    at: PastInstant.describe('When this was so.'),
  })
  .meta({ id: 'SuspensionResultReceipt' });
export type SuspensionResultReceipt = z.infer<typeof SuspensionResultReceipt>;

export const SUSPENSION_RESULT_EXAMPLE: SuspensionResult = {
  resultId,
  caseNo,
  account,
  transfer: credit,
  result: 'UNFOUNDED',
  legalBasis: basis,
  decidedAt: '2026-11-25T04:00:00Z',
};

export const SUSPENSION_RECEIPT_EXAMPLE: SuspensionResultReceipt = {
  resultId,
  result: 'LIFTED',
  releasedAmountSatang: '2500000',
  at: '2026-11-25T04:00:01Z',
};

/** Sends what the officer found about a suspension under section 6 (OFF-6C). */
export const SEND_SUSPENSION_RESULT = call<SuspensionResult, SuspensionResultReceipt>({
  path: '/suspension-results',
  operationId: 'takeSuspensionResult',
  tag: 'suspensions',
  summary:
    'What the officer found of a suspension under section 6; UNFOUNDED lifts it; answer within 15 minutes (P-ONCE); idempotent by resultId',
  asks: { method: 'POST', schema: SuspensionResult, example: SUSPENSION_RESULT_EXAMPLE },
  idOf: ({ resultId }) => resultId,
  answer: {
    schema: SuspensionResultReceipt,
    example: SUSPENSION_RECEIPT_EXAMPLE,
    idOf: ({ resultId }) => resultId,
  },
});
