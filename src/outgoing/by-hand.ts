import type { DataSource } from 'typeorm';
import { readWholeOrder } from '../application/advance/send/deliver-hold-order.js';
import { noteQuestionReached } from '../application/debit/deliver-debit-question.js';
import { readOwnStatement } from '../application/statement/read-own-statement.js';
import {
  type OrderToState,
  rowOfMessage,
  rowOfState,
  type SheetMessage,
} from '../institutions/spreadsheet/message-rows.js';
import type { WrittenRow } from '../institutions/spreadsheet/write-workbook.js';
import { OutgoingMessageRow } from '../persistence/entities/traffic/outgoing.entities.js';
import type { Message } from './kind.js';
import { KINDS } from './kinds/all.js';
import { owedBy } from './take.js';

/** What an institution without an address owes an answer to, as rows of a workbook. */
export interface HandedOut {
  readonly rows: readonly WrittenRow[];
  readonly messages: readonly Message[];
}

/** Builds the rows of what an institution owes an answer to, each from the same body that the signed protocol sends. */
export async function rowsToHandOut(db: DataSource, institution: string): Promise<HandedOut> {
  const messages = await owedBy(db, institution);
  const rows: WrittenRow[] = [];
  for (const message of messages) {
    if (message.kind === 'hold.statement') {
      const { since } = (await KINDS[message.kind].body(db.manager, message)) as { since?: string };
      for (const order of await ordersToState(db, institution, since)) rows.push(rowOfState(order));
    } else rows.push(rowOfMessage(await bodyOf(db, message)));
  }
  return { rows, messages };
}

async function bodyOf(db: DataSource, message: Message): Promise<SheetMessage> {
  const { manager } = db;
  if (message.kind === 'hold.order') {
    const { order, hop } = await readWholeOrder(manager, message.id);
    return { kind: 'hold.order', body: order, hop };
  }
  // The kind of a message and the form of its body belong together, which the table of kinds does not tell.
  return { kind: message.kind, body: await KINDS[message.kind].body(manager, message) } as SheetMessage;
}

/** Reads the orders that the institution is to state, as the centre would state them. */
async function ordersToState(db: DataSource, institution: string, since: string | undefined): Promise<OrderToState[]> {
  const orders: OrderToState[] = [];
  for (let after: string | undefined; ;) {
    const page = await readOwnStatement(db.manager, institution, { since, after });
    orders.push(...page.orders);
    if (page.next === null) return orders;
    after = page.next;
  }
}

/**
 * Notes that a person of the institution has these messages: an order counts as taken, so that it is asked about and
 * not sent again, and silence about a debit counts from now (P-URG).
 */
export async function noteHandedOut(db: DataSource, messages: readonly Message[]): Promise<void> {
  for (const message of messages) {
    const { kind, id, subjectId, caseId } = message;
    if (kind === 'hold.order') {
      const { isTaken } = await readWholeOrder(db.manager, id);
      if (!isTaken) await KINDS[kind].record(db, message, null, { kind: 'accepted' });
    } else if (kind === 'debit.question' && caseId !== null) {
      await noteQuestionReached(db, { confirmationId: subjectId, caseId });
    }
  }
}

/**
 * Records what a person of an institution answers to a message, as the sender records what a key has signed. The
 * same words again change nothing.
 */
export async function recordByHand(
  db: DataSource,
  answered: { messageId: string; institution: string; data: object; body: string; sheetRowId: string },
): Promise<void> {
  const { messageId: id, institution, data, body, sheetRowId } = answered;
  const message = await db.manager.findOneByOrFail(OutgoingMessageRow, { id, party: institution });
  const kind = KINDS[message.kind];
  const proved = { httpStatus: 200, rawBody: Buffer.from(body), proof: { sheetRowId } };
  const said = { kind: 'answered', body: data, answer: proved };
  await kind.record(db, message, kind.answer(institution, id, said), said);
}
