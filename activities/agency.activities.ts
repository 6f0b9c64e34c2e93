import { ApplicationFailure } from '@temporalio/common';
import type { DataSource } from 'typeorm';
import { questionsToSend } from '../src/application/evidence/deliver-questions.js';
import type { AgencyActivities } from '../src/contract/activities.js';
import { FAILURE } from '../src/contract/failures.js';
import { WORKFLOW_FIRST_MS } from '../src/contract/retry-times.js';
import type { Dispatcher } from '../src/dispatch/dispatcher.js';
import type { Ports } from '../src/outgoing/kind.js';
import { Leases } from '../src/outgoing/leases.js';
import { sendTaken } from '../src/outgoing/send.js';
import { type Due, giveBackUntried, renewMessageLeases, takeAbout } from '../src/outgoing/take.js';
import { Together } from '../src/outgoing/together.js';
import { callParty } from './call-party.js';
import { FirstTries } from './first-tries.js';

/** Questions that one statement takes. */
const TAKEN_TOGETHER = 50;

/** A question that this process has taken, with its body. */
interface Taken {
  readonly message: Due;
  readonly body: object | undefined;
}

/**
 * Makes the activity that sends an agency one batched question, as every message goes out, and
 * commits the answer. The dispatcher looks at the case that was answered. A question that another
 * process sends, or that needs no answer any more, is left alone.
 */
export function createAgencyActivities(
  db: DataSource,
  ports: Ports,
  dispatcher: Pick<Dispatcher, 'lookSoon'>,
): AgencyActivities {
  const firstTries = new FirstTries();
  const leases = new Leases((ids) => renewMessageLeases(db, ids));
  const sending = {
    db,
    ports,
    leases,
    callParty,
    sentBy: 'workflow' as const,
    inTurn: <T>(_use: string, work: () => Promise<T>) => work(),
  };
  // The questions of a case begin together, so one statement takes most of them, and one reads them.
  const questions = new Together<string, Taken | undefined>(TAKEN_TOGETHER, (ids) => takeQuestions(db, ids));
  return {
    async askAgency({ evidenceRequestId }) {
      const taken = await questions.add('', evidenceRequestId);
      if (taken === undefined) return;
      const { message, body } = taken;
      const effect = await leases.during(message.id, () =>
        firstTries
          .call(message.party, () => sendTaken(sending, message, body))
          .catch(async (error: unknown) => {
            if (error instanceof ApplicationFailure && error.type === FAILURE.NO_ROOM)
              await giveBackUntried(db, message, WORKFLOW_FIRST_MS);
            throw error;
          }),
      );
      if (effect.caseId !== undefined) dispatcher.lookSoon(effect.caseId);
    },
  };
}

async function takeQuestions(
  db: DataSource,
  requestIds: readonly string[],
): Promise<PromiseSettledResult<Taken | undefined>[]> {
  const messages = await takeAbout(db, 'evidence.question', requestIds);
  const bodies = await questionsToSend(
    db.manager,
    messages.map(({ subjectId }) => subjectId),
  );
  return requestIds.map((id, place) => {
    const isFirst = requestIds.indexOf(id) === place;
    const message = messages.find(({ subjectId }) => isFirst && subjectId === id);
    const body = bodies.find(({ requestId }) => requestId === id);
    return { status: 'fulfilled', value: message && { message, body } };
  });
}
