import type { DataSource } from 'typeorm';
import {
  type HoldDelivery,
  type OrderDelivery,
  type OrderSender,
  takeOrderToSend,
} from '../application/advance/deliver-hold-order.js';
import { giveBackLease, renewLease } from '../application/advance/order-lease.js';
import type { OrderToSend } from '../application/hold/hold-order-message.js';
import { answerTo, isRefusal } from '../application/message/answer-message.js';
import type { HoldStep } from '../contract/activities.js';
import { LEASE_MS } from '../contract/retry-times.js';
import type { InstitutionAnswer, InstitutionPort } from '../institutions/port.js';
import { endpointOf } from '../persistence/party/endpoint.js';
import type { CallParty } from './call-party.js';

/** Who sends, and how. */
interface Sending {
  db: DataSource;
  institutions: Pick<InstitutionPort, 'placeHold'>;
  sender: OrderSender;
  callParty: CallParty;
  /** Takes an order when it is its turn. */
  take: (transaction: () => Promise<OrderToSend | undefined>) => Promise<OrderToSend | undefined>;
  /** Records what became of an order of the case with this number. */
  record: (caseNo: string, delivery: HoldDelivery) => Promise<HoldStep>;
}

/**
 * Sends the oldest unsent order of a hold: one transaction takes it, one call brings it to the
 * institution, one transaction commits the answer with its next hops. Returns what the hold needs
 * next and whether the institution answered with a receipt, or undefined when there was
 * nothing to send. The lease of the order is renewed while the
 * call runs, and given back when it brings no answer.
 * @throws the error of the call, or of the database
 */
export async function sendHoldOrder(
  { db, institutions, sender, callParty, take, record }: Sending,
  holdId: string,
): Promise<{ step: HoldStep; isAnswered: boolean } | undefined> {
  const order = await take(() => takeOrderToSend(db, holdId, sender));
  if (order === undefined) return undefined;
  const { orderId } = order;
  const to = await endpointOf(db, order.account.institution);
  const answer = await leased(db, orderId, () =>
    callParty({ holdId, orderId, party: to.slug }, (abortSignal) => institutions.placeHold(to, order, abortSignal)),
  );
  const delivery = deliveryOf(to.slug, orderId, answer);
  const step = await record(order.caseNo, { holdId, delivery });
  return { step, isAnswered: delivery.outcome === 'answered' };
}

/** Runs a call under the lease of its order. */
async function leased<T>(db: DataSource, orderId: string, call: () => Promise<T>): Promise<T> {
  // A renewal that fails costs only the lease: another process may then send the same order.
  const renewing = setInterval(() => void renewLease(db, orderId).catch(() => undefined), LEASE_MS / 2);
  try {
    return await call();
  } catch (error) {
    // The error of the call counts; a lease that is not given back runs out by itself.
    await giveBackLease(db, orderId).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(renewing);
  }
}

/**
 * Returns what an institution's answer means for an order. A refusal or an unreadable answer opens
 * a break; it is never taken for a receipt.
 */
export function deliveryOf(party: string, orderId: string, answer: InstitutionAnswer<object>): OrderDelivery {
  const message = answerTo('hold.order', party, orderId, answer);
  if (message !== null) return { orderId, outcome: isRefusal(message) ? 'rejected' : 'answered', message };
  return { orderId, outcome: answer.kind === 'unknown_order' ? 'unknown' : 'accepted' };
}
