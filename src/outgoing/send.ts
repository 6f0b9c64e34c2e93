import type { DataSource } from 'typeorm';
import { answerTo, isRefusal } from '../application/message/answer-message.js';
import type { HoldOutcome } from '../contract/outcomes.js';
import { endpointOf } from '../persistence/party/endpoint.js';
import { isTooLarge } from '../signed-http/no-answer.js';
import type { CallParty } from './call-party.js';
import type { Ports } from './kind.js';
import { KINDS } from './kinds/all.js';
import type { Leases } from './leases.js';
import { type Due, giveBack, type SentBy, take } from './take.js';

/** Who sends, and how. */
interface Sending {
  db: DataSource;
  ports: Ports;
  leases: Leases;
  callParty: CallParty;
  sentBy: SentBy;
}

/**
 * Sends one message: one statement takes it, one call brings it to its party, one transaction keeps
 * the answer. A process that dies in between leaves it to another one when the lease is over, which
 * sends the same bytes under the same id. Returns what the answer led to, or undefined when another
 * process has the message.
 * @throws the error of the call, or of the database
 */
export async function sendMessage(
  { db, ports, leases, callParty, sentBy }: Sending,
  message: Due,
): Promise<{ outcome: HoldOutcome | undefined } | undefined> {
  if (!(await take(db, message))) return undefined;
  return leases.during(message.id, async () => {
    const { id, kind: name, party } = message;
    const kind = KINDS[name];
    const to = await endpointOf(db, party);
    const body = await kind.body(db.manager, message);
    const said = await callParty({ party, messageId: id, kind: name }, (abortSignal) =>
      kind.call(ports, to, body, abortSignal).catch(async (error: unknown) => {
        // The error of the call counts; a lease that is not given back runs out by itself.
        await giveBack(db, message, { error, sentBy }).catch(() => undefined);
        if (isTooLarge(error)) await kind.tooLarge?.(db, message);
        throw error;
      }),
    );
    const answer = answerTo(kind.answers, to.slug, id, said);
    const outcome = await kind.record(db, message, answer);
    if (answer === null || isRefusal(answer)) await giveBack(db, message, { sentBy });
    return { outcome };
  });
}
