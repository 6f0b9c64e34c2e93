import type { DataSource } from 'typeorm';
import type { InstitutionActivities } from '../src/contract/activities.js';
import type { InstitutionAnswer, InstitutionPort } from '../src/institutions/port.js';
import { endpointOf } from '../src/persistence/party/endpoint.js';
import { advanceHold } from '../src/persistence/transactions/advance-hold.js';
import {
  recordDeliveries,
  takeOrdersToSend,
  takeOrderToPoll,
  type OrderDelivery,
} from '../src/persistence/transactions/deliver-hold-order.js';
import { recordRelease, takeReleaseToSend } from '../src/persistence/transactions/deliver-release-order.js';
import { confirmationToSend, recordConfirmation } from '../src/persistence/transactions/deliver-questions.js';
import type { MessageKind, SignedMessage } from '../src/persistence/transactions/inbox.js';
import { retryable } from './retryable.js';
import { answerMessage, answerToRelease } from '../src/persistence/transactions/answer-message.js';

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
      return recordRelease(db, holdId, answerToRelease(to.slug, release.order.releaseOrderId, answer));
    },

    async askDebitConfirmation({ confirmationId }) {
      const question = await confirmationToSend(db, confirmationId);
      if (question === undefined) return;
      const to = await endpointOf(db, question.institution);
      const answer = await retryable(institutions.confirmDebit(to, question.request));
      await recordConfirmation(
        db,
        { confirmationId, caseId: question.caseId },
        messageOf(to.slug, 'debit.confirmation', confirmationId, answer),
      );
    },
  };
}

/** What an institution's answer means for an order. What it refuses or garbles opens a break; it is never taken for a receipt. */
function delivery(party: string, orderId: string, answer: InstitutionAnswer<object>): OrderDelivery {
  switch (answer.kind) {
    case 'accepted':
      return { orderId, outcome: 'accepted' };
    case 'unknown_order':
      return { orderId, outcome: 'unknown' };
    case 'answered':
      return {
        orderId,
        outcome: 'answered',
        message: answerMessage(party, 'hold.receipt', orderId, answer.answer, answer.body),
      };
    case 'rejected':
      return {
        orderId,
        outcome: 'rejected',
        message: answerMessage(party, 'order.rejected', orderId, answer.answer, { code: answer.code }),
      };
    case 'unreadable':
      return {
        orderId,
        outcome: 'rejected',
        message: answerMessage(party, 'order.rejected', orderId, answer.answer, {
          code: 'UNREADABLE',
          why: answer.why,
        }),
      };
  }
}

/** The message in an answer that says something; an acceptance says nothing yet, and a refusal is asked again until its clock ends. */
function messageOf(
  party: string,
  kind: MessageKind,
  subjectId: string,
  answer: InstitutionAnswer<object>,
): SignedMessage | null {
  return answer.kind === 'answered' ? answerMessage(party, kind, subjectId, answer.answer, answer.body) : null;
}
