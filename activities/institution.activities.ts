import type { DataSource } from 'typeorm';
import { advanceHold } from '../src/application/advance/advance-hold.js';
import { type HoldDelivery, recordDelivery } from '../src/application/advance/deliver-hold-order.js';
import { takeOrderToPoll } from '../src/application/advance/take-order-to-poll.js';
import { recordRelease, takeReleaseToSend } from '../src/application/advance/deliver-release-order.js';
import { confirmationToSend, recordConfirmation } from '../src/application/debit/deliver-debit-question.js';
import type { OrderToSend } from '../src/application/case/order-to-send.js';
import { renewLeases } from '../src/application/hold/order-lease.js';
import { answerTo, isRefusal } from '../src/application/message/answer-message.js';
import type { InstitutionActivities } from '../src/contract/activities.js';
import { type HoldOutcome, holdStepOf } from '../src/contract/outcomes.js';
import { answerToPoll } from '../src/dispatch/answer-to-poll.js';
import type { Dispatcher } from '../src/dispatch/dispatcher.js';
import { Leases } from '../src/dispatch/leases.js';
import { deliveryOf, sendHoldOrder } from '../src/dispatch/send-hold-order.js';
import type { InstitutionPort } from '../src/institutions/port.js';
import { endpointOf } from '../src/persistence/party/endpoint.js';
import { callParty, refused } from './call-party.js';
import { FirstTries } from './first-tries.js';

/**
 * Makes the activities that send signed messages to an institution and commit the answers. The
 * dispatcher passes on what they commit, and looks at the cases that were answered.
 */
export function createInstitutionActivities(
  db: DataSource,
  institutions: InstitutionPort,
  dispatcher: Pick<Dispatcher, 'passOnHold' | 'lookSoon'>,
): InstitutionActivities {
  const firstTries = new FirstTries();
  const sending = {
    db,
    institutions,
    sender: 'workflow' as const,
    leases: new Leases((orderIds) => renewLeases(db, orderIds)),
    callParty,
    take: (transaction: () => Promise<OrderToSend | undefined>) => transaction(),
    record: (_caseNo: string, { holdId, delivery }: HoldDelivery) => recordDelivery(db, holdId, delivery),
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
      const answer = await callParty(ids, (abortSignal) => institutions.readHoldOrder(to, order.orderId, abortSignal));
      return passedOn(
        holdId,
        await recordDelivery(db, holdId, deliveryOf(to.slug, order.orderId, answerToPoll(answer))),
      );
    },

    async sendReleaseOrder({ holdId }) {
      const release = await takeReleaseToSend(db, holdId, 'workflow');
      if (release === undefined) return passedOn(holdId, await advanceHold(db, holdId));
      const { releaseOrderId } = release.order;
      const to = await endpointOf(db, release.institution);
      const ids = { holdId, releaseOrderId, party: to.slug };
      const answer = await callParty(ids, (abortSignal) => institutions.releaseHold(to, release.order, abortSignal));
      const message = answerTo('release.order', to.slug, releaseOrderId, answer);
      return passedOn(holdId, await recordRelease(db, holdId, message));
    },

    async askDebitConfirmation({ confirmationId }) {
      const question = await confirmationToSend(db, confirmationId);
      if (question === undefined) return;
      const { caseId, request } = question;
      const to = await endpointOf(db, question.institution);
      const ids = { caseId, confirmationId, party: to.slug };
      const answer = await firstTries.call(to.slug, () =>
        callParty(ids, (abortSignal) => institutions.confirmDebit(to, request, abortSignal)),
      );
      const message = answerTo('debit.question', to.slug, confirmationId, answer);
      await recordConfirmation(db, { confirmationId, caseId }, message);
      if (message !== null && isRefusal(message)) throw refused(to.slug);
      if (message !== null) dispatcher.lookSoon(caseId);
    },
  };
}
