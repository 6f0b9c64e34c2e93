import type { DataSource, EntityManager } from 'typeorm';
import { type LostReconciled, reconcileLost } from '../../domain/statement/lost-order.js';
import { type Reconciled, reconcile, type Stated } from '../../domain/statement/compare-books.js';
import { statementTimes } from '../../domain/statement/statement-times.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { appendAudit, type NewAuditEvent, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { BreakRecordRow } from '../../persistence/entities/traffic/break.entities.js';
import { InboxMessageRow } from '../../persistence/entities/traffic/message.entities.js';
import { HoldStatementRow } from '../../persistence/entities/traffic/statement.entities.js';
import { newId } from '../../persistence/ids.js';
import { changeOf, insertTogether } from '../../persistence/insert-together.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { acknowledgedAt } from '../../outgoing/write.js';
import { openBreak } from '../break/open-break.js';
import { noteUnreadMessage } from '../break/note-unread-message.js';
import { settleBreaks } from '../break/settle-by-itself.js';
import { openCaseOfHold } from '../case/work/open-case.js';
import { keepMessage } from '../message/receive-message.js';
import type { ProvedMessage } from '../message/signed-message.js';
import { pageToAsk } from './ask-statements.js';
import { noteFoundAgain, noteLostOrder } from './lost/note-lost-order.js';
import { noteStatedOver } from './lost/end-lost-order.js';
import { lostOrders, ownOrders, saysNothingNew, unstatedOrders } from './statement.queries.js';

/** A page as the wire reads it. */
interface Page {
  orders: (Omit<Stated, 'askedSatang' | 'heldSatang' | 'expiresAt' | 'changedAt'> & {
    askedSatang: string;
    heldSatang: string;
    expiresAt: string;
    changedAt: string;
  })[];
  next: string | null;
}

/**
 * Keeps a signed page of a statement, compares it with the centre's book, and does what follows: it asks
 * again, opens breaks and settles those that healed; then it asks for the next page. The page is acknowledged
 * last, so a process that dies in between does it all again, and nothing twice. A page changes no hold.
 * One that says nothing new and names a next one would have none for ever: there the statement ends
 * without being whole, a person is told, and the next is of all.
 */
export async function recordStatement(db: DataSource, id: string, answer: ProvedMessage): Promise<void> {
  const page = await db.manager.findOneByOrFail(HoldStatementRow, { id });
  if (page.answeredAt !== null) return;
  const { orders, next } = answer.content as Page;
  const found = await compare(db.manager, page, { orders, next });
  const isEndless = next !== null && (await saysNothingNew(db.manager, page.roundId, orders));
  const differences = found.ask.length + found.breaks.length + found.lost.again.length + (isEndless ? 1 : 0);
  if (differences + found.healed.length + found.lost.over.length > 0) await carryOut(db, page, answer, found);
  if (isEndless) await noteUnreadMessage(db, page.institution, 'MESSAGE_UNREADABLE');
  await inTransaction(db, async (manager) => {
    const { inboxMessageId, now, events } = await keepPage(manager, id, answer);
    const answered = {
      answeredAt: now,
      inboxMessageId,
      isLast: next === null,
      orders: orders.length,
      differences,
    };
    const { institution, roundId, since } = page;
    const following =
      next === null || isEndless
        ? undefined
        : await pageToAsk(manager, { institution, roundId, since, afterPlace: next }, now);
    await insertTogether(manager, following?.rows ?? [], [
      changeOf(manager, HoldStatementRow, id, answered),
      acknowledgedAt([id], now),
      ...(following === undefined ? [] : [following.beside]),
    ]);
    await appendAudit(manager, SYSTEM_CHAIN, 'system', now, [
      ...events,
      { type: 'statement.read', payload: { statementId: id, institution, orders: orders.length, differences } },
    ]);
  });
}

/** What follows from a page, for orders on record and for those that are not. */
type Compared = Reconciled & { lost: LostReconciled };

/** Compares a page with the centre's book; the last page of a statement of all also with what it does not name. */
async function compare(manager: EntityManager, page: HoldStatementRow, { orders, next }: Page): Promise<Compared> {
  const now = await databaseNow(manager);
  const { graceMs } = statementTimes(await loadRulebook(manager, 'th'), now);
  const stated = orders.map((order): Stated => ({
    ...order,
    askedSatang: BigInt(order.askedSatang),
    heldSatang: BigInt(order.heldSatang),
    expiresAt: new Date(order.expiresAt),
    changedAt: new Date(order.changedAt),
  }));
  const ids = stated.map(({ orderId }) => orderId);
  const ours = ids.length === 0 ? [] : await ownOrders(manager, page.institution, ids);
  const isEndOfAll = next === null && page.since === null;
  const missing = isEndOfAll ? await unstatedOrders(manager, page.institution, page.roundId, ids) : [];
  const known = await lostOrders(manager, page, { ids, isEndOfAll });
  const found = reconcile([...ours, ...missing], stated, { now, graceMs });
  const isKnown = (orderId: string) => known.some((lost) => lost.orderId === orderId);
  return {
    ...found,
    breaks: found.breaks.filter(({ own, orderId }) => own !== null || !isKnown(orderId)),
    lost: reconcileLost(known, stated),
  };
}

/** Keeps the signed page, or finds it where it was kept before. The caller notes the events: none in the second case. */
async function keepPage(
  manager: EntityManager,
  subjectId: string,
  answer: ProvedMessage,
): Promise<{ inboxMessageId: string; now: Date; events: NewAuditEvent[] }> {
  const now = await databaseNow(manager);
  const { party, kind, messageKey } = answer;
  const outcome = 'APPLIED';
  const kept = await keepMessage(manager, answer, null, now, { outcome });
  if (kept === undefined) {
    const { id } = await manager.findOneByOrFail(InboxMessageRow, { party, messageKey });
    return { inboxMessageId: id, now, events: [] };
  }
  const payload = { messageId: kept.id, party, kind, subjectId, outcome };
  return { inboxMessageId: kept.id, now, events: [{ type: 'message.applied', payload }] };
}

/** Carries out what follows from a page: each order in a transaction of its case. */
async function carryOut(
  db: DataSource,
  { institution, id }: HoldStatementRow,
  answer: ProvedMessage,
  { ask, breaks, healed, lost }: Compared,
): Promise<void> {
  const inboxMessageId = await inTransaction(db, async (manager) => {
    const { inboxMessageId: kept, now, events } = await keepPage(manager, id, answer);
    if (events.length > 0) await appendAudit(manager, SYSTEM_CHAIN, 'system', now, events);
    return kept;
  });
  for (const { orderId, holdId } of ask) await askAgain(db, { orderId, holdId, institution });
  for (const { kind, own, stated } of breaks) {
    if (own !== null) await openBreakOfHold(db, own.holdId, kind, inboxMessageId);
    else if (stated !== null) await noteLostOrder(db, institution, stated, inboxMessageId);
  }
  for (const {
    lost: { id: lostId },
    stated,
  } of lost.again)
    await noteFoundAgain(db, lostId, stated, inboxMessageId);
  for (const { id: lostId } of lost.over) await noteStatedOver(db, lostId);
  for (const { own, kind } of healed)
    await inTransaction(db, async (manager) => {
      const work = await openCaseOfHold(manager, own.holdId, 'system');
      await settleBreaks(work, { holdId: own.holdId, kind }, 'a later statement agrees');
      await work.finish();
    });
}

/** Asks an institution what became of an order; its signed receipt is applied like any other. */
async function askAgain(
  db: DataSource,
  { orderId, holdId, institution }: { orderId: string; holdId: string; institution: string },
): Promise<void> {
  await inTransaction(db, async (manager) => {
    const work = await openCaseOfHold(manager, holdId, 'system');
    const id = newId();
    work.send({
      id,
      kind: 'order.poll',
      party: institution,
      subjectId: holdId,
      body: { orderId },
      legalBasis: [ruleInForce(work.rulebook, 'SHARE-4', work.now).rowId],
      purpose: 'question what became of an order of which the books differ',
    });
    work.audit('statement.differs', { orderId, holdId, pollId: id });
    await work.finish();
  });
}

async function openBreakOfHold(db: DataSource, holdId: string, kind: string, inboxMessageId: string): Promise<void> {
  await inTransaction(db, async (manager) => {
    const work = await openCaseOfHold(manager, holdId, 'system');
    if (await manager.existsBy(BreakRecordRow, { holdId, kind, inboxMessageId })) return;
    await openBreak(work, { caseId: work.caseFile.id, id: holdId }, { id: inboxMessageId }, kind);
    await work.finish();
  });
}
