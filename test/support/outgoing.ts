import type { Logger } from 'pino';
import { type DataSource, In } from 'typeorm';
import type { OrderToSend } from '../../src/application/case/work/order-to-send.js';
import type { ReleaseOrderMessage } from '../../src/application/hold/release/release-order-message.js';
import type { DebitQuestion } from '../../src/application/debit/debit-question.js';
import { holdWorkflowId } from '../../src/contract/ids.js';
import type { OutgoingKind } from '../../src/domain/outgoing/outgoing-kind.js';
import type { Effect, Ports } from '../../src/outgoing/kind.js';
import { KINDS } from '../../src/outgoing/kinds/all.js';
import { DEBIT_QUESTION } from '../../src/outgoing/kinds/debit-question.js';
import { HOLD_ORDER } from '../../src/outgoing/kinds/hold-order.js';
import { Leases } from '../../src/outgoing/leases.js';
import { RELEASE } from '../../src/outgoing/kinds/release.js';
import { Sender } from '../../src/outgoing/sender.js';
import { sendMessage } from '../../src/outgoing/send.js';
import { dueMessages, giveBack, messagesAbout, takeAbout, takeTogether } from '../../src/outgoing/take.js';
import { markOutboxRead } from '../../src/persistence/outbox/outbox.js';

/**
 * Sends what is due, as a round of the keeper does, and waits for the answers. Returns how many
 * messages went out.
 * @throws the first call that failed, with the party and the reason
 */
export async function sendMessages(db: DataSource, ports: Partial<Ports>): Promise<number> {
  const failures: { party?: string; reason?: string; err?: Error }[] = [];
  const note = (about: (typeof failures)[number], text: string) => text === 'a party answered' || failures.push(about);
  const logger = { info: note, warn: note } as unknown as Logger;
  await questionsWait(db);
  const sender = new Sender({ db, ports: ports as Ports, logger, passOn: () => undefined });
  const begun = await sender.sendDue();
  await sender.drain();
  const [failure] = failures;
  if (failure === undefined) return begun;
  throw failure.err ?? Object.assign(new Error(`${failure.party ?? ''}: ${failure.reason ?? ''}`), failure);
}

/** Takes what is due, as a process does that dies before it calls. Returns the bodies. */
export async function takeMessages(
  db: DataSource,
): Promise<{ id: string; kind: string; party: string; body: object }[]> {
  await questionsWait(db);
  const taken = [];
  for (const due of await dueMessages(db, { limit: 100, ofParty: 100 })) {
    const { id, kind, party } = due;
    if ((await takeTogether(db, [due])).has(id))
      taken.push({ id, kind, party, body: await KINDS[kind].body(db.manager, due) });
  }
  return taken;
}

/**
 * Takes the release of a hold, as its workflow does, and whoever had it. Returns the institution and
 * the body, or undefined when there is none to send.
 */
export async function takeRelease(
  db: DataSource,
  holdId: string,
): Promise<{ institution: string; order: ReleaseOrderMessage } | undefined> {
  await db.query('UPDATE outgoing_message SET leased_until = NULL WHERE subject_id = $1', [holdId]);
  const [message] = await takeAbout(db, 'release.order', [holdId]);
  if (message === undefined) return undefined;
  return { institution: message.party, order: await RELEASE.body(db.manager, message) };
}

/** Takes the order of a hold that is to be sent next, as its workflow does; undefined when there is none. */
export async function takeOrder(db: DataSource, holdId: string): Promise<OrderToSend | undefined> {
  const answered = { message: In(['start', 'orderIssued']) };
  await markOutboxRead(db.manager, holdWorkflowId(holdId), 'now', answered);
  const [message] = await takeAbout(db, 'hold.order', [holdId]);
  if (message === undefined) return undefined;
  const body = await HOLD_ORDER.body(db.manager, message);
  return 'polled' in body ? undefined : body;
}

/** Gives an order back that was taken, after a call that brought nothing. */
export function giveOrderBack(db: DataSource, orderId: string): Promise<void> {
  const message = { id: orderId, kind: 'hold.order', party: '', caseId: null, subjectId: '' } as const;
  const due = { attempts: 0, isDue: true, ageMs: 0, readAtMs: Date.now(), isTaken: false, turn: null };
  return giveBack(db, { ...message, ...due }, { sentBy: 'workflow' });
}

/** Lets orders and questions wait, however slow the machine is: they have tests of their own. */
export async function questionsWait(
  db: DataSource,
  kinds: readonly OutgoingKind[] = ['hold.order', 'debit.question', 'evidence.question'],
): Promise<void> {
  await db.query(`UPDATE outgoing_message SET next_attempt_at = now() + interval '1 hour' WHERE kind = ANY ($1)`, [
    kinds,
  ]);
}

/** Lets every message be due again, whoever has it. */
export async function messagesAreDue(db: DataSource): Promise<void> {
  await db.query(`UPDATE outgoing_message SET next_attempt_at = written_at - interval '1 hour', leased_until = NULL`);
}

/** Takes a question about a debit, as a process does; undefined when it is not to be asked. */
export async function takeQuestion(db: DataSource, id: string): Promise<DebitQuestion | undefined> {
  const [message] = await messagesAbout(db, [id]);
  if (message === undefined || !(await takeTogether(db, [message])).has(message.id)) return undefined;
  return DEBIT_QUESTION.body(db.manager, message);
}

/**
 * Sends the message about a subject at once, and returns what the answer led to.
 * @throws the error of the call
 */
export async function sendAbout(db: DataSource, ports: Partial<Ports>, subjectId: string): Promise<Effect | undefined> {
  const [message] = await messagesAbout(db, [subjectId]);
  if (message === undefined) throw new Error(`no message about ${subjectId} waits`);
  const sending = {
    db,
    ports: ports as Ports,
    leases: new Leases(() => Promise.resolve()),
    callParty: <T>(_ids: object, call: (signal: AbortSignal) => Promise<T>) => call(new AbortController().signal),
    sentBy: 'process' as const,
    inTurn: <T>(_use: string, work: () => Promise<T>) => work(),
  };
  return sendMessage(sending, message);
}
