import { setImmediate } from 'node:timers/promises';
import { bulkhead, type BulkheadPolicy } from 'cockatiel';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { advanceHoldsInProcess } from '../application/advance/look/advance-holds.js';
import type { HoldSent } from '../application/advance/send/hold-sent.js';
import type { HoldDelivery } from '../application/advance/send/deliver-hold-order.js';
import { recordDeliveries } from '../application/advance/send/record-deliveries.js';
import { takeOrderToPoll } from '../application/advance/send/take-order-to-poll.js';
import type { OrderToSend } from '../application/case/work/order-to-send.js';
import { giveBackUntried, renewLeases } from '../application/hold/order/order-lease.js';
import { readInstitutionOfHold } from '../application/hold/view/read-holds.js';
import { complaintWorkflowId, holdWorkflowId, parseWorkflowId } from '../contract/ids.js';
import type { CaseOutcome, HoldOutcome, HoldStart, HoldToSignal } from '../contract/outcomes.js';
import { LEASE_MS } from '../contract/retry-times.js';
import type { Ports } from '../outgoing/kind.js';
import { Sender, type When } from '../outgoing/sender.js';
import { endpointOf } from '../persistence/party/endpoint.js';
import { CASE_MOVED } from '../persistence/outbox/outbox.js';
import { CALLS_AT_ONCE } from '../signed-http/circuits.js';
import { answerToPoll } from './answer-to-poll.js';
import { AfterCommit, type WorkflowSignal, type WorkflowStart } from './after-commit.js';
import { BackgroundWork } from '../outgoing/background-work.js';
import { type CallParty, callingUntil } from '../outgoing/call-party.js';
import { CaseLooks } from './case-looks.js';
import type { FastPath } from './fast-path.js';
import { HoldStarts, type HoldStands } from './hold-starts.js';
import { Leases } from '../outgoing/leases.js';
import { notingTooLarge } from './note-too-large.js';
import { deliveryOf, sendHoldOrder } from './send-hold-order.js';
import { Together } from '../outgoing/together.js';

/** Transactions at the same time: fewer than connections, so that requests find one too. */
const TRANSACTIONS_AT_ONCE = 4;
/**
 * Answers or messages about one case that one transaction records, some 20 ms each: it may keep
 * the case locked for half a second.
 */
const ANSWERS_TOGETHER = 25;
/** A message about a hold that is committed, and the signal to who applies it. */
interface HoldMessage {
  readonly holdId: string;
  readonly signal: WorkflowSignal;
}

interface DispatcherParts {
  db: DataSource;
  /**
   * Does everything that is due on a case, and notes which workflows of it and of its holds
   * Temporal has taken (`started`, ids), or need not take; `moved`: its own must look too.
   */
  advanceCase: (caseId: string, started: readonly string[]) => Promise<{ step: CaseOutcome; moved: boolean }>;
  ports: Ports;
  fastPath: FastPath;
  logger: Logger;
}

/**
 * Sends the orders that this process has committed right after the commit, and so on down the
 * trail: the next hops of an answer are sent at once. It tries each order once. What it does not
 * bring to the institution, the hold's workflow or the keeper sends when the lease of the order is
 * over. An institution takes the same order twice as one, so that a repetition does no harm.
 *
 * The messages that this process has committed its sender sends in the same way, after the orders.
 *
 * It also looks at the cases of which this process committed news. Their workflows look when it
 * does not, because the news is still unread, and when a case needs them.
 */
export class Dispatcher extends AfterCommit {
  readonly sendsOrders = true;
  private readonly work: BackgroundWork;
  /** The orders under way by institution, so that no institution delays the orders of another. */
  private readonly orders = new Map<string, BulkheadPolicy>();
  private readonly transactions = bulkhead(TRANSACTIONS_AT_ONCE, Infinity);
  /** Holds whose orders wait to be sent: to ask for the same again changes nothing. */
  private readonly toSend = new Set<string>();
  /** Holds about whose orders this process asks, or is about to. */
  private readonly toPoll = new Set<string>();
  /** Messages about holds of one case wait for its lock, and so are applied together. */
  private readonly looks = new Together<HoldMessage, undefined>(ANSWERS_TOGETHER, (messages) => this.look(messages));
  /** Answers about one case wait for its lock, and so are recorded together. */
  private readonly answers = new Together<HoldDelivery, HoldSent>(ANSWERS_TOGETHER, (deliveries) =>
    this.transactions.execute(() => recordDeliveries(this.parts.db, deliveries)),
  );
  private readonly leases = new Leases((orderIds) => renewLeases(this.parts.db, orderIds));
  private readonly caseLooks = new CaseLooks((caseId) => this.lookAtCase(caseId));
  /** By case, the workflows that Temporal has taken, until a look notes that they have started. */
  private readonly started = new Map<string, string[]>();
  private readonly holdStarts = new HoldStarts((hold, stands) => this.startHold(hold, stands));
  private readonly callParty: CallParty;
  private readonly stopping = new AbortController();
  /** Sends the messages of the kinds that go the one way out. */
  readonly sender: Sender;

  constructor(private readonly parts: DispatcherParts) {
    super();
    this.work = new BackgroundWork(parts.logger);
    this.callParty = callingUntil(this.stopping.signal, parts.logger);
    this.sender = new Sender({
      ...parts,
      passOn: ({ subjectId }, { hold, caseId }) => {
        if (hold !== undefined) this.passOnHold(subjectId, hold);
        if (caseId !== undefined) this.caseLooks.soon(caseId);
      },
    });
  }

  /**
   * Sends the orders of new holds, and starts the workflows of cases at once, those of holds when
   * their orders are answered. Looks soon at a case whose workflow begins with what was written.
   */
  start(starts: readonly WorkflowStart[]): void {
    for (const { kind, id, institution, order } of starts)
      if (kind === 'hold' && institution !== undefined)
        this.startHolds([{ holdId: id, institution }], order === undefined ? [] : [order]);
    for (const start of starts) {
      if (start.kind !== 'complaint') continue;
      if (start.written !== undefined) this.caseLooks.soon(start.id);
      this.ask(idsOf(start.written?.confirmations ?? []), 'first or due');
      this.work.track({ caseId: start.id }, () => this.startCase(start));
    }
  }

  /**
   * Sends the orders of holds; somebody else starts their workflows. `leased` are those that are
   * leased to this process.
   */
  sendOrdersOf(holds: readonly HoldStart[], leased: readonly OrderToSend[] = []): void {
    for (const { holdId, institution } of holds) this.send(holdId, institution, orderOf(holdId, leased));
  }

  /** Asks what became of the orders of holds that their institutions took or refused. */
  pollOrdersOf(holds: readonly HoldStart[]): void {
    for (const { holdId, institution } of holds) {
      if (this.toPoll.has(holdId)) continue;
      this.toPoll.add(holdId);
      this.work.track({ holdId }, () =>
        this.inRoomOf(institution, () => this.poll(holdId)).finally(() => this.toPoll.delete(holdId)),
      );
    }
  }

  /**
   * Signals a workflow, because a person acted. Looks at a case at once, and wakes the workflow of
   * a hold that has not begun.
   */
  signal(signal: WorkflowSignal): void {
    const subject = parseWorkflowId(signal.workflowId);
    if (subject?.type === 'hold') {
      this.tellHold(subject.id, signal);
      return;
    }
    if (subject !== undefined) this.caseLooks.now(subject.id);
    this.parts.fastPath.signal(signal);
  }

  /**
   * Passes on that a party's message was committed. It takes effect in this process: at once when
   * it is about a hold, and when it is about a case, with what else arrives in these moments.
   */
  received(signal: WorkflowSignal): void {
    const subject = parseWorkflowId(signal.workflowId);
    if (subject?.type === 'hold')
      this.work.track({ holdId: subject.id }, () =>
        this.looks.add(signal.caseId ?? subject.id, { holdId: subject.id, signal }),
      );
    else if (subject?.type === 'complaint') this.caseLooks.soon(subject.id);
  }

  /** Sends the release of a hold that this process has ordered; the workflow learns of it, or the keeper's look. */
  sendReleaseOf(holdId: string): void {
    this.work.track({ holdId }, () => this.sendReleases(holdId));
  }

  /** Looks soon at a case, because a party answered. */
  lookSoon(caseId: string): void {
    this.caseLooks.soon(caseId);
  }

  /** Resolves when this process plans no look at a case. */
  looked(caseId: string): Promise<void> {
    return this.caseLooks.ended(caseId);
  }

  /**
   * Does what a transaction on a case leads to: new holds, holds with an order or release, and
   * questions about debits.
   */
  passOnCase({ startHolds, signalHolds, confirmations }: CaseOutcome): void {
    this.startHolds(startHolds);
    for (const hold of signalHolds) this.tellOf(hold);
    this.ask(idsOf(confirmations), 'first or due');
  }

  /** Asks those of the questions that nobody else asks, each when it is its turn. */
  ask(questionIds: readonly string[], when: When): void {
    if (questionIds.length === 0) return;
    this.work.track({ questionIds }, async () => {
      // The orders of the same commit leave first.
      await setImmediate();
      await this.sender.sendAbout(questionIds, when);
    });
  }

  /**
   * Does what a transaction on a hold leads to: its next hops, whose orders may be `leased` to this
   * process, and looks at its cases.
   */
  passOnHold(holdId: string, outcome: HoldOutcome, leased: readonly OrderToSend[] = []): void {
    this.startHolds(outcome.startHolds, leased);
    this.holdStarts.stands(holdId, outcome);
    for (const caseId of outcome.signalCases) this.caseLooks.soon(caseId);
  }

  /** Resolves when nothing is under way. */
  async drain(): Promise<void> {
    do {
      await this.work.drain();
      await this.sender.drain();
      await this.holdStarts.drain();
      await this.caseLooks.drain();
    } while (this.work.isAny());
    await this.parts.fastPath.drain();
  }

  /** Ends the calls that still run, and resolves when nothing is under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.sender.stop();
    await this.drain();
  }

  private sendReleases(holdId: string): Promise<void> {
    return this.sender.sendAbout([holdId], 'first or due');
  }

  /** Sends the orders of a hold; `order` is the first one, when it is leased to this process. */
  private send(holdId: string, institution: string, order?: OrderToSend): void {
    if (this.toSend.has(holdId)) return;
    this.toSend.add(holdId);
    const leasedAt = performance.now();
    this.work.track({ holdId }, () =>
      this.inRoomOf(institution, async () => {
        this.toSend.delete(holdId);
        await this.sendOrders(holdId, await this.stillLeased(order, leasedAt));
      }),
    );
  }

  /**
   * Returns an order that was leased to this process a moment ago. One that waited for its turn may
   * have been overtaken by the end of its hold: it is given back, to be read again.
   */
  private async stillLeased(order: OrderToSend | undefined, leasedAt: number): Promise<OrderToSend | undefined> {
    if (order === undefined || performance.now() - leasedAt < LEASE_MS / 2) return order;
    await giveBackUntried(this.parts.db, order.orderId);
    return undefined;
  }

  private async poll(holdId: string): Promise<void> {
    const { db, ports } = this.parts;
    const order = await this.transactions.execute(() => takeOrderToPoll(db, holdId));
    if (order === undefined) return;
    const to = await endpointOf(db, order.institution);
    const ids = { holdId, orderId: order.orderId, party: to.slug };
    const answer = await this.callParty(ids, (signal) =>
      notingTooLarge(db, holdId, () => ports.institutions.readHoldOrder(to, order.orderId, signal)),
    );
    const delivery = deliveryOf(to.slug, order.orderId, answerToPoll(answer));
    const { step, leased } = await this.answers.add(holdId, { holdId, delivery });
    this.passOnHold(holdId, step, leased);
    if (step.next === 'release') this.sendReleaseOf(holdId);
  }

  private inRoomOf<T>(institution: string, work: () => Promise<T>): Promise<T> {
    const room = this.orders.get(institution) ?? bulkhead(CALLS_AT_ONCE, Infinity);
    this.orders.set(institution, room);
    return room.execute(work);
  }

  /**
   * Sends one order after the other, until none is due. Returns whether the hold only waits now: the
   * last one was answered with a receipt, or there was nothing to send, for another sends it.
   */
  private async sendOrders(holdId: string, leased?: OrderToSend): Promise<boolean> {
    const { db, ports } = this.parts;
    const sending = {
      db,
      institutions: ports.institutions,
      sender: 'dispatcher' as const,
      leases: this.leases,
      callParty: this.callParty,
      take: (transaction: () => Promise<OrderToSend | undefined>) => this.transactions.execute(transaction),
      record: (caseNo: string, delivery: HoldDelivery) => this.answers.add(caseNo, delivery),
    };
    for (let first = leased; ; first = undefined) {
      const sent = await sendHoldOrder(sending, holdId, first);
      if (sent === undefined) return true;
      this.passOnHold(holdId, sent.recorded.step, sent.recorded.leased);
      const { next } = sent.recorded.step;
      if (next === 'release') await this.sendReleases(holdId);
      if (next !== 'send') return sent.isAnswered && next === 'wait';
    }
  }

  /**
   * Applies the messages that wait for holds of one case, and tells the workflow of each hold where
   * it waits for one. Fails for the messages of a hold that could not be advanced.
   */
  private async look(messages: readonly HoldMessage[]): Promise<PromiseSettledResult<undefined>[]> {
    const signals = new Map(messages.map(({ holdId, signal }) => [holdId, signal]));
    const holdIds = [...signals.keys()];
    const results = await this.transactions.execute(() => advanceHoldsInProcess(this.parts.db, holdIds));
    const ended = new Map<string, PromiseSettledResult<undefined>>();
    for (const [index, [holdId, signal]] of [...signals].entries()) {
      const result = results[index];
      if (result === undefined) throw new Error('a hold was not advanced, and nothing says why');
      if (result.status === 'rejected') {
        ended.set(holdId, result);
        continue;
      }
      this.passOnHold(holdId, result.value.step, result.value.leased);
      // The workflow waits until a time; it needs to know only what comes before.
      const { next } = result.value.step;
      if (next !== 'wait')
        this.tellHold(holdId, next === 'release' ? { ...signal, message: 'releaseOrdered' } : signal);
    }
    return messages.map(({ holdId }) => ended.get(holdId) ?? { status: 'fulfilled', value: undefined });
  }

  private startHolds(holds: readonly HoldStart[], leased: readonly OrderToSend[] = []): void {
    // This process sends the orders of those that it knows already.
    const added = holds.filter((hold) => this.holdStarts.add(hold));
    this.sendOrdersOf(added, leased);
  }

  /** Starts the workflow of a case once its orders are on their way: they do not wait for its payloads. */
  private async startCase(start: WorkflowStart): Promise<void> {
    await setImmediate();
    const isTaken = await this.parts.fastPath.startWorkflow(start);
    if (isTaken && start.written !== undefined) this.noteStarted(start.id, start.workflowId);
  }

  /**
   * Starts the workflow of a hold, with a delay until the hold needs it. One that has ended needs
   * none.
   */
  private async startHold({ holdId, institution }: HoldStart, stands: HoldStands | undefined): Promise<void> {
    const workflowId = holdWorkflowId(holdId);
    const isNeeded = stands?.next !== 'done';
    const isTaken =
      !isNeeded ||
      (await this.parts.fastPath.startWorkflow({
        workflowId,
        kind: 'hold',
        id: holdId,
        institution,
        codes: stands?.codes,
        beginAtMs: stands?.untilMs,
      }));
    if (isTaken && stands !== undefined) this.noteStarted(stands.caseId, workflowId);
  }

  /** The next look at the case notes that a workflow has started. */
  private noteStarted(caseId: string, workflowId: string): void {
    this.started.set(caseId, [...(this.started.get(caseId) ?? []), workflowId]);
    this.caseLooks.soon(caseId);
  }

  /** Looks at a case. Returns how many ms the next look keeps from this one. */
  private async lookAtCase(caseId: string): Promise<number> {
    const started = this.started.get(caseId) ?? [];
    this.started.delete(caseId);
    try {
      const { step, moved } = await this.parts.advanceCase(caseId, started);
      this.passOnCase(step);
      if (moved)
        this.parts.fastPath.signal({ workflowId: complaintWorkflowId(caseId), message: CASE_MOVED, rowId: caseId });
      return step.gatherMs;
    } catch (error) {
      this.started.set(caseId, [...started, ...(this.started.get(caseId) ?? [])]);
      this.work.note({ caseId }, error);
      return 0;
    }
  }

  private tellOf({ holdId, message, rowId }: HoldToSignal): void {
    this.tellHold(holdId, { workflowId: holdWorkflowId(holdId), message, rowId });
  }

  /**
   * Sends the order that was issued for a hold whose workflow waits for a later time, or its release.
   * Tells the workflow unless the hold only waits: then there is something to repeat or to ask for, or
   * the hold has ended. A workflow that has not begun is woken.
   */
  private tellHold(holdId: string, signal: WorkflowSignal): void {
    this.work.track({ holdId }, async () => {
      const institution = await readInstitutionOfHold(this.parts.db.manager, holdId);
      let onlyWaits = false;
      try {
        if (signal.message === 'orderIssued')
          onlyWaits = await this.inRoomOf(institution, () => this.sendOrders(holdId));
        if (signal.message === 'releaseOrdered') await this.sendReleases(holdId);
      } finally {
        if (!onlyWaits) this.parts.fastPath.signal({ ...signal, institution });
      }
    });
  }
}

/** Returns the order of a hold among those that are leased to this process. */
function orderOf(holdId: string, leased: readonly OrderToSend[]): OrderToSend | undefined {
  return leased.find((order) => order.holdId === holdId);
}

function idsOf(questions: CaseOutcome['confirmations']): string[] {
  return questions.map(({ confirmationId }) => confirmationId);
}
