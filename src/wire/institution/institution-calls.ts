import type { z } from 'zod';
import {
  DEBIT_ANSWER_EXAMPLE,
  DEBIT_QUESTION_EXAMPLE,
  HOLD_ORDER_EXAMPLE,
  HOLD_RECEIPT_EXAMPLE,
  HOLD_STATEMENT_EXAMPLE,
  LISTING_NOTICE_EXAMPLE,
  LISTING_RECEIPT_EXAMPLE,
  RELEASE_ORDER_EXAMPLE,
  RELEASE_RECEIPT_EXAMPLE,
  SUSPENSION_RECEIPT_EXAMPLE,
  SUSPENSION_RESULT_EXAMPLE,
} from './institution-examples.js';
import {
  DebitConfirmation,
  DebitConfirmationRequest,
  DelistedReceipt,
  HoldOrder,
  HoldReceipt,
  HoldStatement,
  HoldStatementQuery,
  ListedReceipt,
  LISTING_NOTICE_PATH,
  ListingNotice,
  ListingReceipt,
  ReleaseOrder,
  ReleaseReceipt,
  SuspensionResult,
  SuspensionResultReceipt,
} from './institution-protocol.js';

/** What the operations of an institution are grouped by in its document. */
export const TAGS = {
  holds: 'Hold exactly an amount, and let it go',
  suspensions: 'What became of a suspension that the institution made or carried out under section 6',
  listings: 'Persons and wallets that are listed, or no longer',
  debits: 'Whether an account sent a transfer',
  callbacks: 'What the institution reports to the centre',
} as const;

/** A parameter of a question, as the document says it. */
interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: object;
  readonly description: string;
}

/** One call of the centre to an institution: how it is made, what may come back, and how the document says it. */
export interface InstitutionCall<Sent = unknown, Answer = unknown> {
  /** The path as the document has it, with `{names}` of what stands in it. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: keyof typeof TAGS;
  readonly summary: string;
  /** Says how it is asked (GET), or what is sent (POST). */
  readonly asks:
    | {
        readonly method: 'GET';
        /** Returns the path with its query: ids and instants only, never personal data. */
        path(sent: Sent): string;
        /** Its answer may be this large, in bytes, where the client allows less. */
        readonly largestAnswer?: number;
        readonly parameters: readonly Parameter[];
        /** What a 200 brings. */
        readonly brings: string;
        /** What a 404 means; absent: there is none. */
        readonly absent?: string;
      }
    | {
        readonly method: 'POST';
        readonly schema: z.ZodType<Sent>;
        readonly example: Sent;
        /** The id of the example, where the answer may follow by a callback; absent: there is no 202. */
        readonly followsFor?: string;
      };
  /** Returns the id that the answer must name. */
  idOf(sent: Sent): string;
  readonly answer: {
    /** The schema of the answer in the document. */
    readonly schema: z.ZodType<Answer>;
    readonly example: object;
    /** Returns a narrower schema for what was sent. */
    of?(sent: Sent): z.ZodType<Answer>;
    /** Returns the id that an answer names. */
    idOf(answer: Answer): string;
  };
}

/** Keeps the types of a call. */
function call<Sent, Answer>(of: InstitutionCall<Sent, Answer>): InstitutionCall<Sent, Answer> {
  return of;
}

const RECEIPT = {
  schema: HoldReceipt,
  example: HOLD_RECEIPT_EXAMPLE,
  idOf: ({ orderId }: HoldReceipt): string => orderId,
};

/**
 * Every call of the centre to an institution, by the method of the port that makes it. The port, the
 * client and the document of the protocol are made from it. Each call may be repeated: the institution
 * answers the same id with the same result.
 */
export const INSTITUTION_CALLS = {
  /** Sends an order to suspend exactly this amount until its expiry (sections 7 and 8/5(2)). */
  placeHold: call<HoldOrder, HoldReceipt>({
    path: '/hold-orders',
    operationId: 'takeHoldOrder',
    tag: 'holds',
    summary:
      'Suspend exactly this amount until expiresAt, then let go unasked; an unknown account is a 200 with NOT_FOUND; idempotent by orderId',
    asks: { method: 'POST', schema: HoldOrder, example: HOLD_ORDER_EXAMPLE, followsFor: HOLD_ORDER_EXAMPLE.orderId },
    idOf: ({ orderId }) => orderId,
    answer: RECEIPT,
  }),
  /** Asks what became of an order whose callback is missing. */
  readHoldOrder: call<string, HoldReceipt>({
    path: '/hold-orders/{orderId}',
    operationId: 'readHoldOrder',
    tag: 'holds',
    summary: 'What became of an order',
    asks: {
      method: 'GET',
      path: (orderId) => `/hold-orders/${encodeURIComponent(orderId)}`,
      parameters: [
        {
          name: 'orderId',
          in: 'path',
          required: true,
          schema: { type: 'string' },
          description: 'The order that is asked about.',
        },
      ],
      brings: 'The newest receipt',
      absent: 'There is no such order: the centre sends it again',
    },
    idOf: (orderId) => orderId,
    answer: RECEIPT,
  }),
  /** Sends an order to release a hold (section 7 last paragraph, AOC-85C, rulebook's expiries). */
  releaseHold: call<ReleaseOrder, ReleaseReceipt>({
    path: '/release-orders',
    operationId: 'takeReleaseOrder',
    tag: 'holds',
    summary: 'Let go; a hold that you do not have is a 200 with NOTHING_HELD; idempotent by releaseOrderId',
    asks: {
      method: 'POST',
      schema: ReleaseOrder,
      example: RELEASE_ORDER_EXAMPLE,
      followsFor: RELEASE_ORDER_EXAMPLE.releaseOrderId,
    },
    idOf: ({ releaseOrderId }) => releaseOrderId,
    answer: {
      schema: ReleaseReceipt,
      example: RELEASE_RECEIPT_EXAMPLE,
      idOf: ({ releaseOrderId }) => releaseOrderId,
    },
  }),
  /** Sends what the officer found about a suspension under section 6 (OFF-6C). */
  sendSuspensionResult: call<SuspensionResult, SuspensionResultReceipt>({
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
  }),
  /** Sends a notice that a person or wallet was listed or delisted (LIST-42). */
  sendListingNotice: call<ListingNotice, ListingReceipt>({
    path: LISTING_NOTICE_PATH,
    operationId: 'takeListingNotice',
    tag: 'listings',
    summary:
      'A person or wallet is listed: refuse, suspend or close until DELISTED comes with the same listingId, and say which within 15 minutes (P-ONCE); idempotent by noticeId',
    asks: { method: 'POST', schema: ListingNotice, example: LISTING_NOTICE_EXAMPLE },
    idOf: ({ noticeId }) => noticeId,
    answer: {
      schema: ListingReceipt,
      example: LISTING_RECEIPT_EXAMPLE,
      of: ({ change }) => (change === 'LISTED' ? ListedReceipt : DelistedReceipt),
      idOf: ({ noticeId }) => noticeId,
    },
  }),
  /** Asks whether the victim's account really sent this transfer. */
  confirmDebit: call<DebitConfirmationRequest, DebitConfirmation>({
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
  }),
  /** Asks for a page of the orders that an institution knows, to compare it with the centre's book. */
  readHoldStatement: call<HoldStatementQuery, HoldStatement>({
    path: '/hold-statements',
    operationId: 'readHoldStatement',
    tag: 'holds',
    summary:
      'Every order of the centre that you know, as it stands: asked each hour for what changed and each night for all (P-STATEMENT); it changes nothing by itself',
    asks: {
      method: 'GET',
      path: (query) => `/hold-statements?${new URLSearchParams(query).toString()}`,
      largestAnswer: 4 * 1024 * 1024,
      parameters: Object.entries(HoldStatementQuery.shape).map(([name, { description = '' }]) => ({
        name,
        in: 'query' as const,
        required: false,
        schema: { type: 'string', ...(name === 'since' ? { format: 'date-time' } : {}) },
        description,
      })),
      brings: 'A page',
    },
    // The signature of the answer binds it to the question.
    idOf: () => '',
    answer: { schema: HoldStatement, example: HOLD_STATEMENT_EXAMPLE, idOf: () => '' },
  }),
};

type Calls = typeof INSTITUTION_CALLS;
/** What a call sends, and what answers it, by the name of the call. */
export type SentBy<Name extends keyof Calls> = Calls[Name] extends InstitutionCall<infer Sent, infer _> ? Sent : never;
export type AnswerTo<Name extends keyof Calls> =
  Calls[Name] extends InstitutionCall<infer _, infer Answer> ? Answer : never;
