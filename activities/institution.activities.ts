import type { DataSource } from 'typeorm';
import { advanceHold } from '../src/application/advance/advance-hold.js';
import { type HoldDelivery, recordDelivery } from '../src/application/advance/deliver-hold-order.js';
import { takeOrderToPoll } from '../src/application/advance/take-order-to-poll.js';
import { recordRelease, takeReleaseToSend } from '../src/application/advance/deliver-release-order.js';
import type { OrderToSend } from '../src/application/case/order-to-send.js';
import { renewLeases } from '../src/application/hold/order-lease.js';
import { answerTo } from '../src/application/message/answer-message.js';
import type { InstitutionActivities } from '../src/contract/activities.js';
import { type HoldOutcome, holdStepOf } from '../src/contract/outcomes.js';
import { answerToPoll } from '../src/dispatch/answer-to-poll.js';
import type { Dispatcher } from '../src/dispatch/dispatcher.js';
import { Leases } from '../src/outgoing/leases.js';
import { notingTooLarge } from '../src/dispatch/note-too-large.js';
import { deliveryOf, sendHoldOrder } from '../src/dispatch/send-hold-order.js';
import type { InstitutionPort } from '../src/institutions/port.js';
import { endpointOf } from '../src/persistence/party/endpoint.js';
import { callParty } from './call-party.js';

/**
 * Makes the activities that send signed messages to an institution and commit the answers. The
 * dispatcher passes on what they commit, and asks about debits.
 */
export function createInstitutionActivities(
  db: DataSource,
  institutions: InstitutionPort,
  dispatcher: Pick<Dispatcher, 'passOnHold' | 'ask'>,
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
      const release = await takeReleaseToSend(db, holdId);
      if (release === undefined) return passedOn(holdId, await advanceHold(db, holdId));
      const { releaseOrderId } = release.order;
      const to = await endpointOf(db, release.institution);
      const ids = { holdId, releaseOrderId, party: to.slug };
      const answer = await callParty(ids, (abortSignal) =>
        notingTooLarge(db, holdId, () => institutions.releaseHold(to, release.order, abortSignal)),
      );
      const message = answerTo('release.order', to.slug, releaseOrderId, answer);
      return passedOn(holdId, await recordRelease(db, holdId, message));
    },

    askDebitConfirmation({ confirmationId }) {
      dispatcher.ask([confirmationId], 'due');
      return Promise.resolve();
    },
  };
}
