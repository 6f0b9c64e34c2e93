import type { DataSource } from 'typeorm';
import { advanceHold } from '../src/application/advance/look/advance-hold.js';
import { type HoldDelivery, recordDelivery } from '../src/application/advance/send/deliver-hold-order.js';
import { takeOrderToPoll } from '../src/application/advance/send/take-order-to-poll.js';
import type { OrderToSend } from '../src/application/case/work/order-to-send.js';
import { renewLeases } from '../src/application/hold/order/order-lease.js';
import type { InstitutionActivities } from '../src/contract/activities.js';
import { holdWorkflowId } from '../src/contract/ids.js';
import { type HoldOutcome, holdStepOf } from '../src/contract/outcomes.js';
import { answerToPoll } from '../src/dispatch/answer-to-poll.js';
import type { Dispatcher } from '../src/dispatch/dispatcher.js';
import { Leases } from '../src/outgoing/leases.js';
import { notingTooLarge } from '../src/dispatch/note-too-large.js';
import { deliveryOf, sendHoldOrder } from '../src/dispatch/send-hold-order.js';
import type { Ports } from '../src/outgoing/kind.js';
import { sendMessage } from '../src/outgoing/send.js';
import { messagesAbout, renewMessageLeases } from '../src/outgoing/take.js';
import { markOutboxRead } from '../src/persistence/outbox/outbox.js';
import { endpointOf } from '../src/persistence/party/endpoint.js';
import { callParty } from './call-party.js';

/**
 * Makes the activities that send signed messages to an institution and commit the answers. The
 * dispatcher passes on what they commit, and asks about debits.
 */
export function createInstitutionActivities(
  db: DataSource,
  ports: Ports,
  dispatcher: Pick<Dispatcher, 'passOnHold' | 'ask'>,
): InstitutionActivities {
  const { institutions } = ports;
  const sending = {
    db,
    institutions,
    sender: 'workflow' as const,
    leases: new Leases((orderIds) => renewLeases(db, orderIds)),
    callParty,
    take: (transaction: () => Promise<OrderToSend | undefined>) => transaction(),
    record: (_caseNo: string, { holdId, delivery }: HoldDelivery) => recordDelivery(db, holdId, delivery),
  };
  const sendingMessages = {
    db,
    ports,
    sentBy: 'workflow' as const,
    leases: new Leases((ids) => renewMessageLeases(db, ids)),
    callParty,
    inTurn: <T>(work: () => Promise<T>) => work(),
  };
  const passedOn = (holdId: string, outcome: HoldOutcome) => {
    dispatcher.passOnHold(holdId, outcome);
    return holdStepOf(outcome);
  };
  return {
    async sendHoldOrders({ holdId }) {
      const sent = await sendHoldOrder(sending, holdId);
      return passedOn(holdId, sent?.recorded ?? (await advanceHold(db, holdId)));
    },

    async pollHoldOrder({ holdId }) {
      const order = await takeOrderToPoll(db, holdId);
      if (order === undefined) return passedOn(holdId, await advanceHold(db, holdId));
      const to = await endpointOf(db, order.institution);
      const ids = { holdId, orderId: order.orderId, party: to.slug };
      const answer = await callParty(ids, (abortSignal) =>
        notingTooLarge(db, holdId, () => institutions.readHoldOrder(to, order.orderId, abortSignal)),
      );
      return passedOn(
        holdId,
        await recordDelivery(db, holdId, deliveryOf(to.slug, order.orderId, answerToPoll(answer))),
      );
    },

    async sendReleaseOrder({ holdId }) {
      await markOutboxRead(db.manager, holdWorkflowId(holdId), 'now', { message: 'releaseOrdered' });
      const [release] = await messagesAbout(db, [holdId]);
      const sent = release && (await sendMessage(sendingMessages, release));
      return passedOn(holdId, sent?.hold ?? (await advanceHold(db, holdId)));
    },

    askDebitConfirmation({ confirmationId }) {
      dispatcher.ask([confirmationId], 'due');
      return Promise.resolve();
    },
  };
}
