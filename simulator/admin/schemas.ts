import { z } from 'zod';
import {
  AccountRef,
  PartySlug,
  PositiveSatangString,
  PromptPayRef,
  SatangString,
  TransferReference,
  UtcInstant,
  Ulid,
} from '../../src/wire/common.js';
import { DebitConfirmation } from '../../src/wire/institution/calls/debit-question.js';
import { HoldReceipt, OnwardTransfer } from '../../src/wire/institution/calls/hold-receipt.js';
import { HolderNotice } from '../../src/wire/institution/holder-notice.js';
import { AGENCY_MODES, BANK_ACTS, BANK_MODES } from '../http/behaviours.js';
import { KEY_USES } from '../http/key-ring.js';

/**
 * POST /accounts: opens an account. The same number again changes only the status, and what AMLO keeps, so
 * that a set-up can be repeated. An account with a hold cannot be closed.
 */
export const AccountBody = z.strictObject({
  account: AccountRef,
  holderKind: z.enum(['person', 'merchant', 'juristic']).default('person'),
  status: z.enum(['open', 'closed', 'restrained']).default('open'),
  openingSatang: SatangString.default('0'),
  /** What AMLO keeps of what may leave the account now, from now on; the account goes on with the rest. */
  restrainedSatang: SatangString.optional(),
  promptPayIds: z.array(PromptPayRef).max(5).default([]),
  deviceIds: HoldReceipt.shape.deviceIds.unwrap().default([]),
  /** When it was opened and whose its SIM is, as its receipts say it; absent: they do not. */
  openedAt: HoldReceipt.shape.accountOpenedAt,
  simOwner: HoldReceipt.shape.simOwner,
  /** Citizen id or passport number of its holder, with which the bank compares a proof. */
  holderNo: z
    .string()
    .regex(/^[A-Z0-9]{5,20}$/)
    .optional(),
});

/**
 * POST /transfers: moves money now, or books it at a past instant. The same reference again moves
 * nothing.
 */
export const TransferBody = z.strictObject({
  from: AccountRef,
  to: OnwardTransfer.shape.to,
  amountSatang: PositiveSatangString,
  /** Unique within the paying institution, which chooses one when it is absent. */
  reference: TransferReference.optional(),
  at: UtcInstant.optional(),
  channel: OnwardTransfer.shape.channel.default('promptpay'),
  /** `goods`: to a merchant; `wage`: by a company. The paying bank reports it with the debit. */
  purpose: z.enum(['goods', 'wage']).optional(),
});

/**
 * POST /suspicions: the receiving institution itself suspects a credit, suspends what is left of
 * it and sends the centre a notice (section 6).
 */
export const SuspicionBody = z.strictObject({
  party: PartySlug,
  credit: z.strictObject({ fromInstitution: PartySlug, reference: TransferReference }),
  ground: z.string().min(1).max(200),
});

/**
 * POST /customer-notices: a customer tells the own institution `party` that a debit was a fraud, and
 * the institution tells the centre (section 7).
 */
export const CustomerNoticeBody = z.strictObject({
  party: PartySlug,
  reference: TransferReference,
  bankCaseId: z.string().min(1).max(64),
});

/**
 * POST /reviews: the institution `party` reviews a hold of section 6 that it still has, and tells
 * the centre that it stands or is to be lifted.
 */
export const ReviewBody = z.strictObject({
  party: PartySlug,
  holdId: Ulid,
  result: z.enum(['STANDS', 'LIFT']),
  reason: z.string().min(1).max(200),
});

/**
 * POST /second-words: the institution `party` says of a debit that it was asked about (`reference`) something beside its
 * answer, to each question about it; its books and its answers stay as they are.
 */
export const SecondWordBody = z.strictObject({
  party: PartySlug,
  reference: TransferReference,
  says: z.strictObject({
    result: DebitConfirmation.shape.result,
    reason: DebitConfirmation.shape.reason,
    debitedAmountSatang: DebitConfirmation.shape.debitedAmountSatang,
    to: DebitConfirmation.shape.to,
  }),
});

/** POST /restores: an institution loses the holds that were placed since an instant, and their orders. */
export const RestoreBody = z.strictObject({ party: PartySlug, since: UtcInstant });

/** POST /keys: a party makes a second key (`new`), or signs by its first, by both in turn, or by the second. */
export const KeysBody = z.strictObject({ party: PartySlug, use: z.enum([...KEY_USES, 'new']) });

/** Answer of POST /keys that made one. */
export const NewKeyView = z.object({ keyId: z.string(), publicJwk: z.record(z.string(), z.string()) });

const DelayMs = z.number().int().min(0).max(600_000).default(0);

/**
 * POST /behaviours for an institution: for the whole party, for one act, for one account, or for
 * one act on one account.
 */
export const BankBehaviourBody = z.strictObject({
  party: PartySlug,
  accountNo: AccountRef.shape.accountNo.optional(),
  act: z.enum(BANK_ACTS).optional(),
  mode: z.enum(BANK_MODES),
  delayMs: DelayMs,
});

/** POST /behaviours for an agency. */
export const AgencyBehaviourBody = z.strictObject({ party: PartySlug, mode: z.enum(AGENCY_MODES), delayMs: DelayMs });

/** The party of a behaviour; the schema of that party reads the rest. */
export const BehaviourParty = z.looseObject({ party: PartySlug });

/** GET /accounts/{institution}/{accountNo} */
export const AccountView = z.strictObject({
  account: AccountRef,
  status: z.enum(['open', 'closed', 'restrained']),
  balanceSatang: SatangString,
  heldSatang: SatangString,
  availableSatang: SatangString,
});
export type AccountView = z.infer<typeof AccountView>;

/** Answer of POST /transfers. */
export const TransferView = z.strictObject({
  reference: TransferReference,
  from: AccountRef,
  to: OnwardTransfer.shape.to,
  amountSatang: PositiveSatangString,
  at: UtcInstant,
});
export type TransferView = z.infer<typeof TransferView>;

/**
 * An element of GET /holds: a hold as the institution sees it. `empty`: the order was right, but
 * no money was left.
 */
export const HoldView = z.strictObject({
  party: PartySlug,
  orderIds: z.array(z.string()),
  holdId: z.string(),
  caseNo: z.string(),
  account: AccountRef,
  transferRef: TransferReference,
  /** The whole amount that the transfer brought to the account. */
  transferSatang: SatangString,
  requestedSatang: PositiveSatangString,
  heldSatang: SatangString,
  state: z.enum(['active', 'empty', 'released', 'lapsed', 'taken_over']),
  expiresAt: UtcInstant,
  /** Since when the bank owes a review of its own suspicion, as the centre told it. */
  reviewOwedSince: UtcInstant.nullable(),
});
export type HoldView = z.infer<typeof HoldView>;

/**
 * GET /accounts/{institution}/{accountNo}/notices: what a bank has shown the holder of an account.
 */
export const NoticesView = z.strictObject({
  // The notice of a release says nothing of when the hold would have ended.
  notices: z.array(
    z.strictObject({ of: z.enum(['hold', 'release']), notice: HolderNotice.partial({ expiresAt: true }) }),
  ),
});
export type NoticesView = z.infer<typeof NoticesView>;

/** GET /holds */
export const HoldsView = z.strictObject({ institutions: z.array(z.string()), holds: z.array(HoldView) });

/**
 * GET /messages?since={epoch ms}: the requests that the parties received since the process
 * started, oldest first.
 */
export const MessagesView = z.strictObject({
  messages: z.array(
    z.strictObject({
      party: PartySlug,
      method: z.string(),
      path: z.string(),
      /** `orderId`, `releaseOrderId`, `confirmationId` or `requestId` of the body. */
      id: z.string().optional(),
      /** Epoch ms. */
      receivedAt: z.number().int(),
      status: z.number().int(),
    }),
  ),
});

/** GET /state: a summary; a 500 here means that money was made or lost. */
export const StateView = z.strictObject({
  money: z.strictObject({
    openedSatang: z.string(),
    inAccountsSatang: z.string(),
    heldSatang: z.string(),
    inTransitSatang: z.string(),
    offRailSatang: z.string(),
  }),
  institutions: z.array(
    z.strictObject({
      party: PartySlug,
      accounts: z.number().int(),
      orders: z.number().int(),
      activeHolds: z.number().int(),
      callbacksOwed: z.number().int(),
    }),
  ),
  agencies: z.array(
    z.strictObject({
      party: PartySlug,
      listings: z.number().int(),
      questions: z.number().int(),
      callbacksOwed: z.number().int(),
    }),
  ),
});
export type StateView = z.infer<typeof StateView>;
