import { z } from 'zod';
import { HOLDER_WORDS } from '../../../domain/hold/messages.js';
import {
  AccountRef,
  LegalBasis,
  PastInstant,
  PositiveSatangString,
  PromptPayRef,
  TransferReference,
  Ulid,
  UtcInstant,
} from '../../common.js';
import { call } from './call.js';
import { account, basis, caseNo, confirmationId, credit } from './sample-story.js';

/**
 * POST /debit-confirmations: asks whether the account sent this transfer, and where it arrived. It
 * asks about the victim's account, or about a later account that named only a PromptPay id. Where
 * the victim does not know which transfer it was, it asks to find it (`search`). Idempotent by
 * `confirmationId`.
 */
export const DebitConfirmationRequest = z
  .object({
    confirmationId: Ulid.describe('Permanent id of this question.'),
    caseNo: z.string().describe('Case number of the centre, for letters and calls.'),
    account: AccountRef.describe('The account that is said to have sent the transfer.'),
    transfer: z
      .object({
        reference: TransferReference.describe('The reference that your institution is said to have given it.'),
        amountSatang: PositiveSatangString.describe('The amount that is said to have been sent.'),
        at: UtcInstant.describe('When it is said to have been sent.'),
        to: z
          .union([
            z.object({ account: AccountRef.describe('The account that is said to have received it.') }),
            z.object({ promptPay: PromptPayRef.describe('The PromptPay id that it was sent to.') }),
            z.object({
              offRail: z
                .literal('outside')
                .describe('The victim names an institution that takes no part in the exchange.'),
            }),
          ])
          .describe('Where it is said to have gone.'),
      })
      .optional()
      .describe('The transfer, as it was reported. Given where `search` is not.'),
    search: z
      .object({
        amountSatang: PositiveSatangString.optional().describe('The amount, as the victim told it.'),
        amountBetween: z
          .object({
            fromSatang: PositiveSatangString.describe('The smallest amount that fits.'),
            untilSatang: PositiveSatangString.describe('The largest amount that fits.'),
          })
          .optional()
          .describe(
            'In place of amountSatang where the victim told about how much it was: every amount between the two fits, also the two themselves. Where more than one debit fits, name none and answer SEVERAL_TRANSFERS.',
          ),
        between: z
          .object({ from: UtcInstant.describe('Its beginning.'), until: UtcInstant.describe('Its end.') })
          .optional()
          .describe('Within which time the money left the account.'),
        reference: TransferReference.optional().describe(
          'The reference that your institution is said to have given it.',
        ),
        to: z
          .union([
            z.object({ account: AccountRef.describe('The account that the victim names.') }),
            z.object({ promptPay: PromptPayRef.describe('The PromptPay id that the victim names.') }),
          ])
          .optional()
          .describe('Where it is said to have gone.'),
      })
      .optional()
      .describe(
        'Given in place of `transfer` where the victim does not know its reference, time or receiver: find the one debit of the account that fits all that is told, and name it in `found`.',
      ),
    holder: z
      .object({
        kind: z.enum(['citizen_id', 'passport_no']).describe('What the official number of the victim is.'),
        proof: z
          .string()
          .regex(/^[0-9a-f]{64}$/, { error: 'must be 32 bytes in hexadecimal' })
          .describe(
            'PBKDF2-HMAC-SHA-256 of that number (13 digits, or capital letters and digits of a passport), with `caseNo` in UTF-8 as the salt, 10,000 rounds, 32 bytes, in hexadecimal.',
          ),
      })
      .optional()
      .describe(
        'Proves the official number of the victim without saying it. Compute the same of each holder of the account, compare, and say in `holder` of the answer what came of it.',
      ),
    legalBasis: LegalBasis.describe('Rule rows that the question rests on.'),
  })
  .refine(({ transfer, search }) => (transfer === undefined) !== (search === undefined), {
    path: ['transfer'],
    error: 'give either transfer or search',
  })
  .meta({ id: 'DebitConfirmationRequest' });
export type DebitConfirmationRequest = z.infer<typeof DebitConfirmationRequest>;

export const DebitConfirmation = z
  .object({
    confirmationId: Ulid.describe('The question that is answered.'),
    result: z
      .enum(['CONFIRMED', 'DENIED', 'PENDING'])
      .describe(
        'CONFIRMED: this account sent exactly this transfer; to a search, it is the one that `found` names. DENIED: it did not; say why. PENDING: a callback answers later.',
      ),
    reason: z
      .enum([
        'NO_SUCH_TRANSFER',
        'NOT_DEBITED',
        'AMOUNT_DIFFERS',
        'OTHER_ACCOUNT',
        'TIME_DIFFERS',
        'SEVERAL_TRANSFERS',
        'OTHER_HOLDER',
      ])
      .optional()
      .describe(
        'Why a debit is denied: required with DENIED, never given with CONFIRMED. By the policy P-DEBIT, NO_SUCH_TRANSFER (the reference is of no transfer) and NOT_DEBITED (the transfer was not carried out) release the money at once. AMOUNT_DIFFERS, OTHER_ACCOUNT and TIME_DIFFERS (the reference is of a transfer with another amount, from another account or at another time) do not: a person clears it up, and the smaller amount stays suspended until the urgent time (P-URG) is over. A report with the right details is asked about by itself. OTHER_HOLDER (the victim of the report does not hold the account) says nothing of the debit: name none then, and no amount; the money stays suspended until P-URG is over, and a person clears it up. To a search only NO_SUCH_TRANSFER, SEVERAL_TRANSFERS (more than one debit fits) and OTHER_HOLDER are answers; neither frees money, because none is held.',
      ),
    debitedAmountSatang: PositiveSatangString.optional().describe(
      'The amount that was debited; given with AMOUNT_DIFFERS, so that no more than this stays suspended.',
    ),
    to: AccountRef.optional().describe('Where the money arrived; required when only a PromptPay id was known.'),
    holder: z
      .enum(HOLDER_WORDS)
      .optional()
      .describe(
        'MATCHES: a holder of the account has the official number that the question proves. DIFFERS: no holder has it; name no transfer, amount or account then, and answer DENIED with OTHER_HOLDER. NOT_COMPARED, and no word: the question proves none, or you cannot compare; that is no denial. Without MATCHES what you found holds nothing before a person of the centre has decided, and whoever reported is told no amount that you named.',
      ),
    found: z
      .object({
        reference: TransferReference.describe('The reference that your institution gave the debit.'),
        amountSatang: PositiveSatangString.describe('The amount of the debit.'),
        at: UtcInstant.describe('When the account was debited.'),
        to: AccountRef.describe('Where the money arrived.'),
      })
      .optional()
      .describe(
        'Required with CONFIRMED in answer to a search, never given otherwise. It must fit all that the victim told; a debit that does not is settled by a person, and holds nothing before.',
      ),
    at: PastInstant.describe('When this was so.'),
  })
  // A denial frees money, so it never stands without its reason (P-DEBIT).
  .refine(({ result, reason }) => result !== 'DENIED' || reason !== undefined, {
    path: ['reason'],
    error: 'a denial says why',
  })
  .meta({ id: 'DebitConfirmation' });
export type DebitConfirmation = z.infer<typeof DebitConfirmation>;

export const DEBIT_QUESTION_EXAMPLE: DebitConfirmationRequest = {
  confirmationId,
  caseNo,
  account: { institution: 'th-004', accountNo: '1234567890' },
  transfer: {
    reference: credit.reference,
    amountSatang: credit.amountSatang,
    at: credit.at,
    to: { account },
  },
  legalBasis: basis,
};

export const DEBIT_ANSWER_EXAMPLE: DebitConfirmation = {
  confirmationId,
  result: 'CONFIRMED',
  to: account,
  at: '2026-11-24T02:41:14Z',
};

/** Asks whether the victim's account really sent this transfer. */
export const CONFIRM_DEBIT = call<DebitConfirmationRequest, DebitConfirmation>({
  path: '/debit-confirmations',
  operationId: 'confirmDebit',
  tag: 'debits',
  summary:
    'Did the account really send this transfer? An unknown one is a 200 with DENIED and NO_SUCH_TRANSFER. With `search` in place of `transfer`: which debit did the victim tell of? Answer within 60 minutes (P-URG), or the money is free; idempotent by confirmationId',
  asks: {
    method: 'POST',
    schema: DebitConfirmationRequest,
    example: DEBIT_QUESTION_EXAMPLE,
    followsFor: DEBIT_QUESTION_EXAMPLE.confirmationId,
  },
  idOf: ({ confirmationId }) => confirmationId,
  answer: {
    schema: DebitConfirmation,
    example: DEBIT_ANSWER_EXAMPLE,
    idOf: ({ confirmationId }) => confirmationId,
  },
});
