import type { DataSource } from 'typeorm';
import { advanceHold } from '../src/application/advance/advance-hold.js';
import {
  type OrderDelivery,
  recordDelivery,
  takeOrderToPoll,
  takeOrderToSend,
} from '../src/application/advance/deliver-hold-order.js';
import { recordRelease, takeReleaseToSend } from '../src/application/advance/deliver-release-order.js';
import { confirmationToSend, recordConfirmation } from '../src/application/debit/deliver-debit-question.js';
import { answerTo, isRefusal } from '../src/application/message/answer-message.js';
import type { InstitutionActivities } from '../src/contract/activities.js';
import type { InstitutionAnswer, InstitutionPort } from '../src/institutions/port.js';
import { endpointOf } from '../src/persistence/party/endpoint.js';
import { callParty, refused } from './call-party.js';

/** Makes the activities that send signed messages to an institution and commit the answers. */
export function createInstitutionActivities(db: DataSource, institutions: InstitutionPort): InstitutionActivities {
  return {
    async sendHoldOrders({ holdId }) {
      const order = await takeOrderToSend(db, holdId);
      if (order === undefined) return advanceHold(db, holdId);
      const to = await endpointOf(db, order.account.institution);
      const ids = { holdId, orderId: order.orderId, party: to.slug };
      const answer = await callParty(ids, (abortSignal) => institutions.placeHold(to, order, abortSignal));
      return recordDelivery(db, holdId, deliveryOf(to.slug, order.orderId, answer));
    },

    async pollHoldOrder({ holdId }) {
      const order = await takeOrderToPoll(db, holdId);
      if (order === undefined) return advanceHold(db, holdId);
      const to = await endpointOf(db, order.institution);
      const ids = { holdId, orderId: order.orderId, party: to.slug };
      const answer = await callParty(ids, (abortSignal) => institutions.readHoldOrder(to, order.orderId, abortSignal));
      return recordDelivery(db, holdId, deliveryOf(to.slug, order.orderId, answer));
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
    },
  };
}

/**
 * Returns what an institution's answer means for an order. A refusal or an unreadable answer opens
 * a break; it is never taken for a receipt.
 */
function deliveryOf(party: string, orderId: string, answer: InstitutionAnswer<object>): OrderDelivery {
  const message = answerTo('hold.order', party, orderId, answer);
  if (message !== null) return { orderId, outcome: isRefusal(message) ? 'rejected' : 'answered', message };
  return { orderId, outcome: answer.kind === 'unknown_order' ? 'unknown' : 'accepted' };
}
