import type { DataSource } from 'typeorm';
import { advanceHold } from '../src/application/advance/advance-hold.js';
import { type HoldDelivery, recordDelivery, takeOrderToPoll } from '../src/application/advance/deliver-hold-order.js';
import { recordRelease, takeReleaseToSend } from '../src/application/advance/deliver-release-order.js';
import { confirmationToSend, recordConfirmation } from '../src/application/debit/deliver-debit-question.js';
import type { OrderToSend } from '../src/application/case/order-to-send.js';
import { renewLeases } from '../src/application/hold/order-lease.js';
import { answerTo, isRefusal } from '../src/application/message/answer-message.js';
import type { InstitutionActivities } from '../src/contract/activities.js';
import type { Dispatcher } from '../src/dispatch/dispatcher.js';
import { Leases } from '../src/dispatch/leases.js';
import { deliveryOf, sendHoldOrder } from '../src/dispatch/send-hold-order.js';
import type { InstitutionPort } from '../src/institutions/port.js';
import { endpointOf } from '../src/persistence/party/endpoint.js';
import { callParty, refused } from './call-party.js';

/**
 * Makes the activities that send signed messages to an institution and commit the answers. The
 * dispatcher sends the orders of the next hops at once, and looks at the cases that were answered.
 */
export function createInstitutionActivities(
  db: DataSource,
  institutions: InstitutionPort,
  dispatcher: Pick<Dispatcher, 'sendOrdersOf' | 'lookSoon'>,
): InstitutionActivities {
  const sending = {
    db,
    institutions,
    sender: 'workflow' as const,
    leases: new Leases((orderIds) => renewLeases(db, orderIds)),
    callParty,
    take: (transaction: () => Promise<OrderToSend | undefined>) => transaction(),
    record: (_caseNo: string, { holdId, delivery }: HoldDelivery) => recordDelivery(db, holdId, delivery),
  };
  return {
    async sendHoldOrders({ holdId }) {
      const step = (await sendHoldOrder(sending, holdId))?.recorded ?? (await advanceHold(db, holdId));
      dispatcher.sendOrdersOf(step.startHolds);
      return step;
    },

    async pollHoldOrder({ holdId }) {
      const order = await takeOrderToPoll(db, holdId);
      if (order === undefined) return advanceHold(db, holdId);
      const to = await endpointOf(db, order.institution);
      const ids = { holdId, orderId: order.orderId, party: to.slug };
      const answer = await callParty(ids, (abortSignal) => institutions.readHoldOrder(to, order.orderId, abortSignal));
      const step = await recordDelivery(db, holdId, deliveryOf(to.slug, order.orderId, answer));
      dispatcher.sendOrdersOf(step.startHolds);
      return step;
    },

    async sendReleaseOrder({ holdId }) {
      const release = await takeReleaseToSend(db, holdId, 'workflow');
      if (release === undefined) return advanceHold(db, holdId);
      const { releaseOrderId } = release.order;
      const to = await endpointOf(db, release.institution);
      const ids = { holdId, releaseOrderId, party: to.slug };
      const answer = await callParty(ids, (abortSignal) => institutions.releaseHold(to, release.order, abortSignal));
      return recordRelease(db, holdId, answerTo('release.order', to.slug, releaseOrderId, answer));
    },

    async askDebitConfirmation({ confirmationId }) {
      const question = await confirmationToSend(db, confirmationId);
      if (question === undefined) return;
      const { caseId, request } = question;
      const to = await endpointOf(db, question.institution);
      const ids = { caseId, confirmationId, party: to.slug };
      const answer = await callParty(ids, (abortSignal) => institutions.confirmDebit(to, request, abortSignal));
      const message = answerTo('debit.question', to.slug, confirmationId, answer);
      await recordConfirmation(db, { confirmationId, caseId }, message);
      if (message !== null && isRefusal(message)) throw refused(to.slug);
      if (message !== null) dispatcher.lookSoon(caseId);
    },
  };
}
