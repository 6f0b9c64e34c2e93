import { type DataSource, In } from 'typeorm';
import { advanceHold } from '../src/application/advance/look/advance-hold.js';
import type { HoldStep, InstitutionActivities } from '../src/contract/activities.js';
import { holdWorkflowId } from '../src/contract/ids.js';
import { holdStepOf } from '../src/contract/outcomes.js';
import type { OutgoingKind } from '../src/domain/outgoing/outgoing-kind.js';
import type { Dispatcher } from '../src/dispatch/dispatcher.js';
import { Leases } from '../src/outgoing/leases.js';
import type { Ports } from '../src/outgoing/kind.js';
import { sendTaken } from '../src/outgoing/send.js';
import { renewMessageLeases, takeAbout } from '../src/outgoing/take.js';
import { markOutboxRead } from '../src/persistence/outbox/outbox.js';
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
  const sending = {
    db,
    ports,
    sentBy: 'workflow' as const,
    leases: new Leases((ids) => renewMessageLeases(db, ids)),
    callParty,
    inTurn: <T>(_use: string, work: () => Promise<T>) => work(),
  };
  /** Makes the call that the hold needs next, or finds what it needs when nobody is to be called. */
  const callFor = async (holdId: string, kind: OutgoingKind, isTaken = false): Promise<HoldStep> => {
    const [message] = await takeAbout(db, kind, [holdId], isTaken);
    const sent = message && (await sendTaken(sending, message));
    const outcome = sent?.hold ?? (await advanceHold(db, holdId));
    dispatcher.passOnHold(holdId, outcome);
    return holdStepOf(outcome);
  };
  const markRead = (holdId: string, ...messages: string[]): Promise<void> =>
    markOutboxRead(db.manager, holdWorkflowId(holdId), 'now', { message: In(messages) });
  return {
    async sendHoldOrders({ holdId }) {
      await markRead(holdId, 'start', 'orderIssued');
      return callFor(holdId, 'hold.order');
    },

    pollHoldOrder: ({ holdId }) => callFor(holdId, 'hold.order', true),

    async sendReleaseOrder({ holdId }) {
      await markRead(holdId, 'releaseOrdered');
      return callFor(holdId, 'release.order');
    },

    askDebitConfirmation({ confirmationId }) {
      dispatcher.ask([confirmationId], 'due');
      return Promise.resolve();
    },
  };
}
