import type { HoldOrder } from '../../src/wire/institution/calls/hold-order.js';
import { type HoldStatement, HoldStatementQuery } from '../../src/wire/institution/calls/hold-statement.js';
import type { Refusal } from '../http/problem.js';
import { readBody, reply } from '../http/replies.js';
import type { CentreRequest, Reply } from '../http/signed-app.js';
import type { Bank } from './bank.js';
import type { Hold, OrderRecord } from './hold-book.js';

type StatedOrder = HoldStatement['orders'][number];

const ENDED = { released: 'RELEASED', lapsed: 'LAPSED', taken_over: 'REPLACED', empty: 'NOTHING_HELD' } as const;

/** So many orders as they came fit into a page of 4 MiB. */
const ORDERS_PER_PAGE = 5_000;
/** How long a statement of all orders goes on naming one by which nothing is held. */
const NAMED_FOR_MS = 31 * 24 * 3_600_000;

/**
 * States every order of the centre that the bank knows, a page at a time.
 * @param isLying it says of each hold that it let it go
 */
export function stateOrders(bank: Bank, { query, receivedAt }: CentreRequest, isLying = false): Reply | Refusal {
  const read = readBody(HoldStatementQuery, query);
  if (!read.ok) return read;
  const { since, after = '' } = read.value;
  const from = since === undefined ? receivedAt.getTime() - NAMED_FOR_MS : Date.parse(since);
  const orders = [...bank.book.orders.values()]
    .map((record) => stated(record, bank.book.holds.get(record.order.holdId), receivedAt.getTime()))
    .filter((order) => Date.parse(order.changedAt) >= from || (since === undefined && order.state === 'HELD'))
    .filter((order) => placeOf(order) > after)
    .map((order) => (isLying ? asLie(order) : order))
    .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  const page = orders.slice(0, ORDERS_PER_PAGE);
  const last = page.at(-1);
  const next = orders.length > page.length && last !== undefined ? placeOf(last) : null;
  return reply(200, { asOf: receivedAt.toISOString(), orders: page, next } satisfies HoldStatement);
}

/** Returns the place of an order in the statement. */
function placeOf({ changedAt, orderId }: StatedOrder): string {
  return `${changedAt} ${orderId}`;
}

function stated({ order, receivedAt, receipts }: OrderRecord, hold: Hold | undefined, now: number): StatedOrder {
  const answeredFrom = receipts.at(-1)?.from ?? receivedAt;
  const changes = [receivedAt, hold?.changedAt ?? 0, ...(answeredFrom <= now ? [answeredFrom] : [])];
  const state = answeredFrom > now ? 'TAKEN' : stateOf(order.orderId, hold);
  return {
    orderId: order.orderId,
    holdId: order.holdId,
    accountNo: order.account.accountNo,
    askedSatang: order.requestedAmountSatang,
    heldSatang: state === 'HELD' ? (hold?.held ?? 0n).toString() : '0',
    state,
    expiresAt: order.expiresAt,
    changedAt: new Date(Math.max(...changes)).toISOString(),
    ...(state === 'HELD' ? { asOrdered: asOrdered(order) } : {}),
  };
}

function asLie({ asOrdered: _, ...order }: StatedOrder): StatedOrder {
  return order.state === 'HELD' ? { ...order, state: 'RELEASED', heldSatang: '0' } : order;
}

function asOrdered({ caseNo, holderNotice, legalBasis, issuedAt, transfer }: HoldOrder): StatedOrder['asOrdered'] {
  return { caseNo, power: holderNotice.kind, legalBasis: legalBasis.map(({ ruleId }) => ruleId), issuedAt, transfer };
}

function stateOf(orderId: string, hold: Hold | undefined): StatedOrder['state'] {
  if (hold === undefined || !hold.orderIds.includes(orderId)) return 'NOTHING_HELD';
  if (hold.orderIds.at(-1) !== orderId) return 'REPLACED';
  return hold.state === 'active' ? 'HELD' : ENDED[hold.state];
}
