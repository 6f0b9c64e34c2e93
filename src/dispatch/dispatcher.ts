import { bulkhead, type BulkheadPolicy } from 'cockatiel';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { advanceHold } from '../application/advance/advance-hold.js';
import { type HoldDelivery, recordDeliveries } from '../application/advance/deliver-hold-order.js';
import type { OrderToSend } from '../application/hold/hold-order-message.js';
import type { HoldStart, HoldStep } from '../contract/activities.js';
import { complaintWorkflowId, holdWorkflowId, parseWorkflowId } from '../contract/ids.js';
import { CALL_ATTEMPT_MS } from '../contract/retry-times.js';
import type { InstitutionPort } from '../institutions/port.js';
import { CALLS_AT_ONCE } from '../signed-http/circuits.js';
import { NoAnswerError } from '../signed-http/no-answer.js';
import { AfterCommit, type WorkflowSignal, type WorkflowStart } from './after-commit.js';
import type { CallIds } from './call-party.js';
import type { FastPath } from './fast-path.js';
import { sendHoldOrder } from './send-hold-order.js';
import { Together } from './together.js';

/** Transactions at the same time: fewer than connections, so that requests find one too. */
const TRANSACTIONS_AT_ONCE = 4;
/**
 * Answers about one case that one transaction records, some 20 ms each: it may keep the case
 * locked for half a second.
 */
const ANSWERS_TOGETHER = 25;

/** More messages about one hold than ever wait: a look applies all of them anyway. */
const MESSAGES_TOGETHER = 1_000;

/** A message about a hold that is committed, and the signal to who applies it. */
interface HoldMessage {
  readonly holdId: string;
  readonly signal: WorkflowSignal;
}

interface DispatcherParts {
  db: DataSource;
  institutions: Pick<InstitutionPort, 'placeHold'>;
  fastPath: FastPath;
  logger: Logger;
}

/**
 * Sends the orders that this process has committed right after the commit, and so on down the
 * trail: the next hops of an answer are sent at once. It tries each order once. What it does not
 * bring to the institution, the hold's workflow or the keeper sends when the lease of the order is
 * over. An institution takes the same order twice as one, so that a repetition does no harm.
 */
export class Dispatcher extends AfterCommit {
  private readonly underWay = new Set<Promise<void>>();
  /** The orders under way by institution, so that no institution delays the orders of another. */
  private readonly orders = new Map<string, BulkheadPolicy>();
  private readonly transactions = bulkhead(TRANSACTIONS_AT_ONCE, Infinity);
  /** Holds whose orders wait to be sent: to ask for the same again changes nothing. */
  private readonly toSend = new Set<string>();
  /** Messages about one hold: one look applies all that wait. */
  private readonly looks = new Together<HoldMessage, undefined>(MESSAGES_TOGETHER, (messages) => this.look(messages));
  /** Answers about one case wait for its lock, and so are recorded together. */
  private readonly answers = new Together<HoldDelivery, HoldStep>(ANSWERS_TOGETHER, (deliveries) =>
    this.transactions.execute(() => recordDeliveries(this.parts.db, deliveries)),
  );
  private readonly stopping = new AbortController();

  constructor(private readonly parts: DispatcherParts) {
    super();
  }

  /** Sends the orders of new holds, and starts the workflows of holds and cases. */
  start(starts: readonly WorkflowStart[]): void {
    for (const { kind, id, institution } of starts)
      if (kind === 'hold' && institution !== undefined) this.send(id, institution);
    this.parts.fastPath.start(starts);
  }

  /** Sends the orders of holds; somebody else starts their workflows. */
  sendOrdersOf(holds: readonly HoldStart[]): void {
    for (const { holdId, institution } of holds) this.send(holdId, institution);
  }

  /** Signals a workflow. */
  signal(signal: WorkflowSignal): void {
    this.parts.fastPath.signal(signal);
  }

  /**
   * Passes on that a party's message was committed. What is about a hold takes effect at once, in
   * this process; a case's workflow is signalled.
   */
  received(signal: WorkflowSignal): void {
    const subject = parseWorkflowId(signal.workflowId);
    if (subject?.type === 'hold')
      this.track(subject.id, () => this.looks.add(subject.id, { holdId: subject.id, signal }));
    else this.parts.fastPath.signal(signal);
  }

  /** Resolves when nothing is under way. */
  async drain(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
    await this.parts.fastPath.drain();
  }

  /** Ends the calls that still run, and resolves when nothing is under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.drain();
  }

  private send(holdId: string, institution: string): void {
    const orders = this.orders.get(institution) ?? bulkhead(CALLS_AT_ONCE, Infinity);
    this.orders.set(institution, orders);
    if (this.toSend.has(holdId)) return;
    this.toSend.add(holdId);
    this.track(holdId, () =>
      orders.execute(() => {
        this.toSend.delete(holdId);
        return this.sendOrders(holdId);
      }),
    );
  }

  /** Sends one order after the other, until none is due. */
  private async sendOrders(holdId: string): Promise<void> {
    const { db, institutions } = this.parts;
    const sending = {
      db,
      institutions,
      sender: 'dispatcher' as const,
      callParty: <T extends { readonly kind: string }>(ids: CallIds, call: (signal: AbortSignal) => Promise<T>) =>
        this.callParty(ids, call),
      take: (transaction: () => Promise<OrderToSend | undefined>) => this.transactions.execute(transaction),
      record: (caseNo: string, delivery: HoldDelivery) => this.answers.add(caseNo, delivery),
    };
    for (;;) {
      const step = await sendHoldOrder(sending, holdId);
      if (step === undefined) return;
      this.passOn(holdId, step);
      if (step.next !== 'send') return;
    }
  }

  /** Applies the messages that wait for a hold, and tells its workflow where it waits for one. */
  private async look(messages: readonly HoldMessage[]): Promise<PromiseSettledResult<undefined>[]> {
    const last = messages.at(-1);
    if (last === undefined) return [];
    const step = await this.transactions.execute(() => advanceHold(this.parts.db, last.holdId, 'process'));
    this.passOn(last.holdId, step);
    // The workflow waits until a time; it needs to know only what comes before.
    if (step.next !== 'wait') this.parts.fastPath.signal(last.signal);
    return messages.map(() => ({ status: 'fulfilled', value: undefined }));
  }

  /** Sends the next hops, and tells the workflows of the holds and cases. */
  private passOn(holdId: string, { startHolds, signalCases }: HoldStep): void {
    this.start(
      startHolds.map((hold) => ({
        workflowId: holdWorkflowId(hold.holdId),
        kind: 'hold',
        id: hold.holdId,
        institution: hold.institution,
      })),
    );
    for (const caseId of signalCases)
      this.parts.fastPath.signal({ workflowId: complaintWorkflowId(caseId), message: 'holdChanged', rowId: holdId });
  }

  private async callParty<T extends { readonly kind: string }>(
    ids: CallIds,
    call: (abortSignal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const answer = await call(AbortSignal.any([this.stopping.signal, AbortSignal.timeout(CALL_ATTEMPT_MS)]));
    this.parts.logger.info({ ...ids, answer: answer.kind }, 'a party answered');
    return answer;
  }

  private track(holdId: string, work: () => Promise<void>): void {
    const tracked = work()
      .catch((error: unknown) => this.note(holdId, error))
      .finally(() => this.underWay.delete(tracked));
    this.underWay.add(tracked);
  }

  /** Logs what the dispatcher could not do; the hold's workflow or the keeper does it. */
  private note(holdId: string, error: unknown): void {
    const { logger } = this.parts;
    if (!(error instanceof NoAnswerError)) {
      logger.warn({ err: error, holdId }, 'an order was not dispatched; the workflow or the keeper sends it');
      return;
    }
    const { party, reason, detail } = error;
    if (detail === undefined) logger.info({ holdId, party, reason }, 'a party gave no answer');
    else logger.warn({ holdId, party, reason, detail }, 'an answer is not believed');
  }
}
