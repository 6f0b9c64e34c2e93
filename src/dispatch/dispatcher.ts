import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { advanceHoldsInProcess } from '../application/advance/look/advance-holds.js';
import { readInstitutionOfHold } from '../application/hold/view/read-holds.js';
import { complaintWorkflowId, holdWorkflowId, parseWorkflowId } from '../contract/ids.js';
import type { CaseOutcome, HoldOutcome, HoldStart, HoldToSignal } from '../contract/outcomes.js';
import type { Ports } from '../outgoing/kind.js';
import { Sender, type When } from '../outgoing/sender.js';
import { CASE_MOVED } from '../persistence/outbox/outbox.js';
import { AfterCommit, type WorkflowSignal, type WorkflowStart } from './after-commit.js';
import { BackgroundWork } from '../outgoing/background-work.js';
import { CaseLooks } from './case-looks.js';
import type { TemporalTeller } from './tell-temporal.js';
import { HoldStarts, type HoldStands } from './hold-starts.js';
import { Together } from '../outgoing/together.js';
import type { LeasedMessage } from '../outgoing/write.js';

/** Messages about one case that one transaction applies: it may keep the case locked for half a second. */
const MESSAGES_TOGETHER = 25;

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
  temporal: TemporalTeller;
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
  /** Messages about holds of one case wait for its lock, and so are applied together. */
  private readonly looks = new Together<HoldMessage, undefined>(MESSAGES_TOGETHER, (messages) => this.look(messages));
  private readonly caseLooks = new CaseLooks((caseId) => this.lookAtCase(caseId));
  /** By case, the workflows that Temporal has taken, until a look notes that they have started. */
  private readonly started = new Map<string, string[]>();
  private readonly holdStarts = new HoldStarts((hold, stands) => this.startHold(hold, stands));
  /** Sends every message to a party. */
  readonly sender: Sender;

  constructor(private readonly parts: DispatcherParts) {
    super();
    this.work = new BackgroundWork(parts.logger);
    this.sender = new Sender({
      ...parts,
      passOn: ({ subjectId }, { hold, leased, caseId }) => {
        if (hold !== undefined) this.passOnHold(subjectId, hold, leased);
        // The next order of the hold waited for this one, or its release is due.
        if (hold?.next === 'send' || hold?.next === 'release') this.sendAboutHolds([subjectId]);
        if (caseId !== undefined) this.caseLooks.soon(caseId);
      },
    });
  }

  /**
   * Sends the orders of new holds, and starts the workflows of cases at once, those of holds when
   * their orders are answered. Looks soon at a case whose workflow begins with what was written.
   */
  start(starts: readonly WorkflowStart[]): void {
    for (const { kind, id, institution, leased } of starts)
      if (kind === 'hold' && institution !== undefined) this.startHolds([{ holdId: id, institution }], leased);
    for (const start of starts) {
      if (start.kind !== 'complaint') continue;
      if (start.written !== undefined) this.caseLooks.soon(start.id);
      this.askLeased(start.leased ?? []);
      const leased = new Set(start.leased?.map(({ message }) => message.id));
      this.ask(
        idsOf(start.written?.confirmations ?? []).filter((id) => !leased.has(id)),
        'first or due',
      );
      this.work.track({ caseId: start.id }, () => this.startCase(start));
    }
  }

  /** Sends what waits about holds, their orders and releases. */
  sendAboutHolds(holdIds: readonly string[]): void {
    for (const holdId of holdIds) this.work.track({ holdId }, async () => void (await this.sendOf(holdId)));
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
    this.parts.temporal.signal(signal);
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

  /** Looks soon at a case, because a party answered. */
  lookSoon(caseId: string): void {
    this.caseLooks.soon(caseId);
  }

  /** Resolves when this process plans no look at a case. */
  looked(caseId: string): Promise<void> {
    return this.caseLooks.ended(caseId);
  }

  /**
   * Does what a transaction on a case leads to: new holds, holds with an order or release, questions
   * about debits, and looks at other cases.
   */
  passOnCase({ startHolds, signalHolds, signalCases, confirmations }: CaseOutcome): void {
    this.startHolds(startHolds);
    for (const hold of signalHolds) this.tellOf(hold);
    for (const caseId of signalCases) this.caseLooks.soon(caseId);
    this.ask(idsOf(confirmations), 'first or due');
  }

  /** Asks questions that are leased to this process. */
  private askLeased(leased: readonly LeasedMessage[]): void {
    if (leased.length === 0) return;
    this.work.track({ questionIds: leased.map(({ message }) => message.id) }, async () => {
      // The orders of the same commit leave first.
      await setImmediate();
      this.sender.sendLeased(leased);
    });
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
  passOnHold(holdId: string, outcome: HoldOutcome, leased: readonly LeasedMessage[] = []): void {
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
    await this.parts.temporal.drain();
  }

  /** Ends the calls that still run, and resolves when nothing is under way. */
  async stop(): Promise<void> {
    await this.sender.stop();
    await this.drain();
  }

  /**
   * Sends what waits about a hold, until nothing is due. Returns whether the hold only waits for its
   * end now: its last order was answered by a receipt, or there was nothing to send, for another sends it.
   */
  private async sendOf(holdId: string): Promise<boolean> {
    for (;;) {
      const effects = await this.sender.sendAboutHolds([holdId]);
      const last = effects.at(-1);
      if (last?.hold === undefined) return effects.length === 0;
      if (last.hold.next !== 'send' && last.hold.next !== 'release') return last.hold.waitFor === 'expire';
    }
  }

  /**
   * Applies the messages that wait for holds of one case, and tells the workflow of each hold where
   * it waits for one. Fails for the messages of a hold that could not be advanced.
   */
  private async look(messages: readonly HoldMessage[]): Promise<PromiseSettledResult<undefined>[]> {
    const signals = new Map(messages.map(({ holdId, signal }) => [holdId, signal]));
    const holdIds = [...signals.keys()];
    const results = await this.sender.inTurnOfHolds(() => advanceHoldsInProcess(this.parts.db, holdIds));
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

  private startHolds(holds: readonly HoldStart[], leased: readonly LeasedMessage[] = []): void {
    // This process sends the orders of those that it knows already.
    const added = holds.filter((hold) => this.holdStarts.add(hold)).map(({ holdId }) => holdId);
    const own = leased.filter(({ message }) => added.includes(message.subjectId));
    this.sender.sendLeased(own);
    this.sendAboutHolds(added.filter((holdId) => !own.some(({ message }) => message.subjectId === holdId)));
  }

  /** Starts the workflow of a case once its orders are on their way: they do not wait for its payloads. */
  private async startCase(start: WorkflowStart): Promise<void> {
    await setImmediate();
    const isTaken = await this.parts.temporal.startWorkflow(start);
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
      (await this.parts.temporal.startWorkflow({
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
        this.parts.temporal.signal({ workflowId: complaintWorkflowId(caseId), message: CASE_MOVED, rowId: caseId });
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
      const isToSend = signal.message === 'orderIssued' || signal.message === 'releaseOrdered';
      const onlyWaits = isToSend && (await this.sendOf(holdId));
      if (onlyWaits && signal.message === 'orderIssued') return;
      const institution = await readInstitutionOfHold(this.parts.db.manager, holdId);
      this.parts.temporal.signal({ ...signal, institution });
    });
  }
}

function idsOf(questions: CaseOutcome['confirmations']): string[] {
  return questions.map(({ confirmationId }) => confirmationId);
}
