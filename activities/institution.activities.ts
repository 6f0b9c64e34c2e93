import type { DataSource } from 'typeorm';
import type { InstitutionActivities } from '../src/contract/activities.js';
import type { InstitutionAnswer, InstitutionPort } from '../src/institutions/port.js';
import { endpointOf } from '../src/persistence/party/endpoint.js';
import { advanceHold } from '../src/application/advance/advance-hold.js';
import {
  recordDeliveries,
  takeOrdersToSend,
  takeOrderToPoll,
  type OrderDelivery,
} from '../src/application/advance/deliver-hold-order.js';
import { recordRelease, takeReleaseToSend } from '../src/application/advance/deliver-release-order.js';
import { confirmationToSend, recordConfirmation } from '../src/application/evidence/deliver-questions.js';
import { refused, retryable } from './retryable.js';
import { answerTo, isRefusal } from '../src/application/message/answer-message.js';

/** Activities that send one signed message to an institution and commit what came back. */
export function createInstitutionActivities(db: DataSource, institutions: InstitutionPort): InstitutionActivities {
  return {
    async sendHoldOrders({ holdId }) {
      const orders = await takeOrdersToSend(db, holdId);
      const deliveries: OrderDelivery[] = [];
      for (const order of orders) {
        const to = await endpointOf(db, order.account.institution);
        deliveries.push(delivery(to.slug, order.orderId, await retryable(institutions.placeHold(to, order))));
      }
      return deliveries.length === 0 ? advanceHold(db, holdId) : recordDeliveries(db, holdId, deliveries);
    },

    async pollHoldOrder({ holdId }) {
      const order = await takeOrderToPoll(db, holdId);
      if (order === undefined) return advanceHold(db, holdId);
      const to = await endpointOf(db, order.institution);
      const answer = await retryable(institutions.readHoldOrder(to, order.orderId));
      return recordDeliveries(db, holdId, [delivery(to.slug, order.orderId, answer)]);
    },

    async sendReleaseOrder({ holdId }) {
      const release = await takeReleaseToSend(db, holdId, 'workflow');
      if (release === undefined) return advanceHold(db, holdId);
      const to = await endpointOf(db, release.institution);
      const answer = await retryable(institutions.releaseHold(to, release.order));
      return recordRelease(db, holdId, answerTo('release.order', to.slug, release.order.releaseOrderId, answer));
    },

    async askDebitConfirmation({ confirmationId }) {
      const question = await confirmationToSend(db, confirmationId);
      if (question === undefined) return;
      const to = await endpointOf(db, question.institution);
      const answer = await retryable(institutions.confirmDebit(to, question.request));
      const message = answerTo('debit.question', to.slug, confirmationId, answer);
      await recordConfirmation(db, { confirmationId, caseId: question.caseId }, message);
      if (message !== null && isRefusal(message)) throw refused(to.slug);
    },
  };
}

/**
 * What an institution's answer means for an order. What it refuses or garbles opens a break; it is
 * never taken for a receipt.
 */
function delivery(party: string, orderId: string, answer: InstitutionAnswer<object>): OrderDelivery {
  const message = answerTo('hold.order', party, orderId, answer);
  if (message !== null) return { orderId, outcome: isRefusal(message) ? 'rejected' : 'answered', message };
  return { orderId, outcome: answer.kind === 'unknown_order' ? 'unknown' : 'accepted' };
}
