import { setTimeout as delay } from 'node:timers/promises';
import { DebitConfirmationRequest } from '../../src/wire/institution/calls/debit-question.js';
import { HoldOrder } from '../../src/wire/institution/calls/hold-order.js';
import {
  LISTING_NOTICE_PATH,
  ListingNotice,
  type ListingReceipt,
} from '../../src/wire/institution/calls/listing-notice.js';
import { ReleaseOrder } from '../../src/wire/institution/calls/release-order.js';
import { SuspensionResult } from '../../src/wire/institution/calls/suspension-result.js';
import { HolderNotice } from '../../src/wire/institution/holder-notice.js';
import type { BankAct } from '../http/behaviours.js';
import { type Refusal, refuse } from '../http/problem.js';
import { readBody, reply } from '../http/replies.js';
import type { CentreRequest, Reply, Route } from '../http/signed-app.js';
import { answerDebit } from './answer-debit.js';
import type { Bank } from './bank.js';
import { stateOrders } from './state-orders.js';
import { takeHoldOrder, answerWithReceipt } from './take-hold-order.js';
import { takeReleaseOrder } from './take-release-order.js';
import { takeSuspensionResult } from './take-suspension-result.js';

/*
 * A later version of the protocol may add a power or a reason. The bank decides nothing by either, so it
 * reads one that it does not know as any other.
 */
const AnyHoldOrder = HoldOrder.extend({
  holderNotice: HolderNotice.extend({ kind: HolderNotice.shape.kind.catch('section7') }),
});
const AnyReleaseOrder = ReleaseOrder.extend({ reason: ReleaseOrder.shape.reason.catch('OFFICER_RELEASE') });

/** Returns the routes of the institution protocol. */
export function bankRoutes(bank: Bank): Route[] {
  return [
    { method: 'post', path: '/hold-orders', handle: (request) => postHoldOrder(bank, request) },
    { method: 'get', path: '/hold-orders/:orderId', handle: (request) => getHoldOrder(bank, request) },
    { method: 'get', path: '/hold-statements', handle: (request) => getHoldStatement(bank, request) },
    { method: 'post', path: '/release-orders', handle: (request) => postReleaseOrder(bank, request) },
    { method: 'post', path: '/suspension-results', handle: (request) => postSuspensionResult(bank, request) },
    { method: 'post', path: LISTING_NOTICE_PATH, handle: (request) => postListingNotice(bank, request) },
    { method: 'post', path: '/debit-confirmations', handle: (request) => postDebitConfirmation(bank, request) },
  ];
}

async function postHoldOrder(bank: Bank, request: CentreRequest): Promise<Reply | Refusal> {
  const body = readBody(AnyHoldOrder, request.body);
  if (!body.ok) return body;
  const order = body.value;
  return asItBehaves(bank, order.account.accountNo, 'hold', () => takeHoldOrder(bank, order, request.receivedAt));
}

async function getHoldOrder(bank: Bank, request: CentreRequest): Promise<Reply | Refusal> {
  const orderId = request.params['orderId'] ?? '';
  const accountNo = bank.book.orders.get(orderId)?.order.account.accountNo;
  return asItBehaves(bank, accountNo, 'hold', () => answerWithReceipt(bank, orderId, request.receivedAt));
}

async function getHoldStatement(bank: Bank, request: CentreRequest): Promise<Reply | Refusal> {
  return asItBehaves(bank, undefined, 'hold', () => {
    const isLying = bank.behaviours.of(undefined, 'hold').mode === 'lying';
    return stateOrders(bank, request, isLying);
  });
}

async function postReleaseOrder(bank: Bank, request: CentreRequest): Promise<Reply | Refusal> {
  const body = readBody(AnyReleaseOrder, request.body);
  if (!body.ok) return body;
  const accountNo = bank.book.holds.get(body.value.holdId)?.accountNo;
  return asItBehaves(bank, accountNo, 'release', () => takeReleaseOrder(bank, body.value, request.receivedAt));
}

async function postSuspensionResult(bank: Bank, request: CentreRequest): Promise<Reply | Refusal> {
  const body = readBody(SuspensionResult, request.body);
  if (!body.ok) return body;
  const result = body.value;
  const { accountNo } = result.account;
  return asItBehaves(bank, accountNo, 'release', () => takeSuspensionResult(bank, result, request.receivedAt));
}

async function postDebitConfirmation(bank: Bank, request: CentreRequest): Promise<Reply | Refusal> {
  const body = readBody(DebitConfirmationRequest, request.body);
  if (!body.ok) return body;
  const question = body.value;
  return asItBehaves(bank, question.account.accountNo, 'debit', () => answerDebit(bank, question, request.receivedAt));
}

/**
 * Takes a listing notice: the simulated bank keeps no list and only answers that it refuses the
 * listed person, or no longer does. A silent bank takes the notice and never answers it.
 */
async function postListingNotice(bank: Bank, request: CentreRequest): Promise<Reply | Refusal> {
  const body = readBody(ListingNotice, request.body);
  if (!body.ok) return body;
  const { noticeId, change } = body.value;
  return asItBehaves(bank, undefined, 'listing', () => {
    if (bank.behaviours.of(undefined, 'listing').mode === 'silent') {
      return reply(202, { status: 'accepted', id: noticeId, at: request.receivedAt.toISOString() });
    }
    const result = change === 'LISTED' ? 'REFUSES_OPENING' : 'LIFTED';
    return reply(200, { noticeId, result, at: request.receivedAt.toISOString() } satisfies ListingReceipt);
  });
}

/**
 * Does the work in the way the bank behaves: a bank that is down records nothing, a slow one does
 * the work at once and answers later.
 */
async function asItBehaves(
  bank: Bank,
  accountNo: string | undefined,
  act: BankAct,
  work: () => Reply | Refusal,
): Promise<Reply | Refusal> {
  const { mode, delayMs } = bank.behaviours.of(accountNo, act);
  if (mode === 'down') return refuse(503, 'PARTY.DOWN', 'the institution is not available');
  const outcome = work();
  if (mode === 'slow') await delay(delayMs);
  return mode === 'forged' && outcome.ok ? { ...outcome, isForged: true } : outcome;
}
