import type { DataSource } from 'typeorm';
import { answerTo } from '../application/message/answer-message.js';
import { endpointOf } from '../persistence/party/endpoint.js';
import type { Ports } from './kind.js';
import { KINDS } from './kinds/all.js';
import type { Leases } from './leases.js';
import { recordAnswer } from './record.js';
import { type Due, giveBack, take } from './take.js';

/** Who sends, and how. */
interface Sending {
  db: DataSource;
  ports: Ports;
  leases: Leases;
  abortSignal: AbortSignal;
}

/**
 * Sends one message: one statement takes it, one call brings it to its party, one transaction keeps
 * the answer. A process that dies in between leaves it to another one when the lease is over, which
 * sends the same bytes under the same id. Returns what the party said, or undefined when another
 * process has the message.
 * @throws the error of the call, or of the database
 */
export async function sendMessage(
  { db, ports, leases, abortSignal }: Sending,
  message: Due,
): Promise<string | undefined> {
  if (!(await take(db, message))) return undefined;
  return leases.during(message.id, async () => {
    const kind = KINDS[message.kind];
    const to = await endpointOf(db, message.party);
    const body = await kind.body(db.manager, message);
    const said = await kind.call(ports, to, body, abortSignal).catch(async (error: unknown) => {
      // The error of the call counts; a lease that is not given back runs out by itself.
      await giveBack(db, message, error).catch(() => undefined);
      throw error;
    });
    const answer = answerTo(kind.answers, to.slug, message.id, said);
    if (answer !== null) await recordAnswer(db, message, answer);
    return said.kind;
  });
}
