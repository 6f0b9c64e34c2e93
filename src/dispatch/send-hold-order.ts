import type { DataSource } from 'typeorm';
import {
  type HoldDelivery,
  type OrderDelivery,
  type OrderSender,
  takeOrderToSend,
} from '../application/advance/send/deliver-hold-order.js';
import type { OrderToSend } from '../application/case/work/order-to-send.js';
import { answeredBy, isRefusal } from '../application/message/answer-message.js';
import type { InstitutionAnswer, InstitutionPort } from '../institutions/port.js';
import { endpointOf } from '../persistence/party/endpoint.js';
import type { CallParty } from '../outgoing/call-party.js';
import type { Leases } from '../outgoing/leases.js';
import { notingTooLarge } from './note-too-large.js';
import { orGiveBack } from './or-give-back.js';

/** Who sends, and how. */
interface Sending<Recorded> {
  db: DataSource;
  institutions: Pick<InstitutionPort, 'placeHold'>;
  sender: OrderSender;
  leases: Leases;
  callParty: CallParty;
  /** Takes an order when it is its turn. */
  take: (transaction: () => Promise<OrderToSend | undefined>) => Promise<OrderToSend | undefined>;
  /** Records what became of an order of the case with this number. */
  record: (caseNo: string, delivery: HoldDelivery) => Promise<Recorded>;
}

/**
 * Sends the oldest unsent order of a hold: one transaction takes it, one call brings it to the
 * institution, one transaction commits the answer with its next hops. `taken` is an order that is
 * leased to this process already. Returns what was recorded and whether the institution answered
 * with a receipt, or undefined when there was nothing to send. The lease of the order is renewed
 * until its answer is recorded, and given back when the call brings none.
 * @throws the error of the call, or of the database
 */
export async function sendHoldOrder<Recorded>(
  { db, institutions, sender, leases, callParty, take, record }: Sending<Recorded>,
  holdId: string,
  taken?: OrderToSend,
): Promise<{ recorded: Recorded; isAnswered: boolean } | undefined> {
  const order = taken ?? (await take(() => takeOrderToSend(db, holdId, sender)));
  if (order === undefined) return undefined;
  const { orderId } = order;
  return leases.during(orderId, async () => {
    const to = await endpointOf(db, order.account.institution);
    const ids = { holdId, orderId, party: to.slug };
    const answer = await orGiveBack(db, { orderId, sender }, () =>
      callParty(ids, (abortSignal) => notingTooLarge(db, holdId, () => institutions.placeHold(to, order, abortSignal))),
    );
    const delivery = deliveryOf(to.slug, orderId, answer);
    const recorded = await record(order.caseNo, { holdId, delivery });
    return { recorded, isAnswered: delivery.outcome === 'answered' };
  });
}

const orderAnswer = answeredBy({ receipt: 'hold.receipt', refusal: 'order.rejected' });

/**
 * Returns what an institution's answer means for an order. A refusal or an unreadable answer opens
 * a break; it is never taken for a receipt.
 */
export function deliveryOf(party: string, orderId: string, answer: InstitutionAnswer<object>): OrderDelivery {
  const message = orderAnswer(party, orderId, answer);
  if (message !== null) return { orderId, outcome: isRefusal(message) ? 'rejected' : 'answered', message };
  return { orderId, outcome: answer.kind === 'unknown_order' ? 'unknown' : 'accepted' };
}
