import type { DataSource } from 'typeorm';
import { isRefusal } from '../application/message/answer-message.js';
import { endpointOf } from '../persistence/party/endpoint.js';
import type { CallParty } from './call-party.js';
import type { Effect, Heard, Ports } from './kind.js';
import { KINDS } from './kinds/all.js';
import type { Leases } from './leases.js';
import { type Due, giveBack, type SentBy, takeTogether } from './take.js';

/** Who sends, and how. */
interface Sending {
  db: DataSource;
  ports: Ports;
  leases: Leases;
  callParty: CallParty;
  sentBy: SentBy;
  /** Makes a short use of the database when it is its turn: recordings may wait for the lock of a case. */
  inTurn: <T>(use: 'reading' | 'recording', work: () => Promise<T>) => Promise<T>;
  /** The call has ended; its answer is recorded next. */
  isCalled?: () => void;
  /** Records answers of kinds that do so together; absent: each by itself. */
  recordTogether?: (heard: Heard<{ readonly kind: string }>) => Promise<Effect>;
}

/**
 * Sends one message: one statement takes it, one call brings it to its party, one transaction keeps
 * the answer. `take` is given where several are taken together. A process that dies in between leaves
 * the message to another one when the lease is over, which sends the same bytes under the same id.
 * Returns what the answer led to, or undefined when another process has the message, or it is not
 * needed any more.
 * @throws the error of the call, or of the database
 */
export async function sendMessage(
  sending: Sending & { take?: (message: Due) => Promise<boolean> },
  message: Due,
): Promise<Effect | undefined> {
  const { db, take = takeAlone(db) } = sending;
  return (await take(message)) ? sendTaken(sending, message) : undefined;
}

/** Takes a message by a statement of its own. */
function takeAlone(db: DataSource): (message: Due) => Promise<boolean> {
  return async (message) => (await takeTogether(db, [message])).has(message.id);
}

/**
 * Sends a message that this process has taken; `built` is its body, when that is built already.
 * @throws the error of the call, or of the database
 */
export async function sendTaken(
  { db, ports, leases, callParty, sentBy, inTurn, isCalled, recordTogether }: Sending,
  message: Due,
  built?: object,
): Promise<Effect> {
  return leases.during(message.id, async () => {
    const { id, kind: name, party, caseId, subjectId } = message;
    const ofCase = caseId === null ? {} : { caseId };
    const kind = KINDS[name];
    const to = await endpointOf(db, party);
    const body = built ?? (await inTurn('reading', () => kind.body(db.manager, message)));
    const said = await callParty({ ...ofCase, party, messageId: id, kind: name, subjectId }, (abortSignal) =>
      kind.call(ports, to, body, abortSignal).catch(async (error: unknown) => {
        // The error of the call counts; a lease that is not given back runs out by itself.
        await giveBack(db, message, { error, sentBy }).catch(() => undefined);
        await inTurn('recording', async () => kind.failed?.(db, message, error));
        throw error;
      }),
    );
    isCalled?.();
    const answer = kind.answer(to.slug, id, said);
    if (kind.recordTogether !== undefined && recordTogether !== undefined)
      return recordTogether({ message, answer, said });
    const effect = await inTurn('recording', () => kind.record(db, message, answer, said));
    const isOpen = answer === null ? kind.isDoneWhenTaken !== true : isRefusal(answer);
    if (isOpen && kind.recordTogether === undefined) await giveBack(db, message, { sentBy });
    return effect;
  });
}
