import { ApplicationFailure } from '@temporalio/common';
import type {
  AgencyActivities,
  AnalysisActivities,
  HoldStep,
  InstitutionActivities,
  RecordActivities,
} from '../../../src/contract/activities.js';
import { ANALYSIS_MS } from '../../../src/contract/analysis.js';
import { FAILURE } from '../../../src/contract/failures.js';
import { caseStepOf, type HoldOutcome, holdStepOf } from '../../../src/contract/outcomes.js';
import { LIVE_HOLD_STATES } from '../../../src/domain/hold/hold.js';
import { orderToPoll, orderToSend } from '../../../src/domain/hold/next-step.js';
import type { AfterCommit } from './after-commit.js';
import { analysisMode } from './analysis-mode.js';
import type { OrderAnswer } from './bank.js';
import { CaseWorld } from './case-world.js';
import { countOrderAttempt, countReleaseAttempt, HoldWorld, type WorldHold } from './hold-world.js';

/** Runs before or after an activity's work; a test may throw in it or wait. */
type ActivityHook = (activity: string, id: string) => Promise<void> | void;

/** The database in memory with its cases and holds, and the activities that use it. */
export class World {
  readonly holds = new HoldWorld();
  readonly cases = new Map<string, CaseWorld>();
  before: ActivityHook = () => undefined;
  /** Runs after an activity's transaction and before its result is returned. */
  after: ActivityHook = () => undefined;
  /** Counts every start and end of an activity. */
  progress = 0;

  /** How often the analysis was asked. */
  adviceAsked = 0;

  /** `now` is the clock of the database. */
  constructor(
    readonly now: () => Promise<Date>,
    private readonly afterCommit: AfterCommit,
  ) {}

  async open(caseId: string): Promise<CaseWorld> {
    const opened = new CaseWorld(caseId, await this.now(), this.holds);
    this.cases.set(caseId, opened);
    return opened;
  }

  find(caseId: string): CaseWorld {
    const found = this.cases.get(caseId);
    if (found === undefined) throw new Error(`no case ${caseId}`);
    return found;
  }

  recordActivities(): RecordActivities {
    return {
      advanceCase: async ({ caseId }) => {
        await this.before('advanceCase', caseId);
        const outcome = this.find(caseId).advance(await this.now());
        for (const hold of outcome.startHolds) await this.afterCommit.startHold(hold);
        for (const hold of outcome.signalHolds) await this.afterCommit.signalHold(hold);
        await this.after('advanceCase', caseId);
        return caseStepOf(outcome);
      },
      advanceHold: async ({ holdId }) => {
        await this.before('advanceHold', holdId);
        return this.passedOn(holdId, await this.advance(this.holds.find(holdId)));
      },
      recordNoAnswer: async ({ holdId }) => {
        await this.before('recordNoAnswer', holdId);
        const hold = this.holds.find(holdId);
        const now = await this.now();
        this.holds.applyInbox(hold, now);
        this.holds.noAnswer(hold, now);
        return this.passedOn(holdId, this.holds.step(hold, now));
      },
    };
  }

  institutionActivities(): InstitutionActivities {
    return {
      sendHoldOrders: async ({ holdId }) => this.passedOn(holdId, await this.send(this.holds.find(holdId))),
      pollHoldOrder: async ({ holdId }) => this.passedOn(holdId, await this.poll(this.holds.find(holdId))),
      sendReleaseOrder: async ({ holdId }) => this.passedOn(holdId, await this.release(this.holds.find(holdId))),
      askDebitConfirmation: async ({ confirmationId }) => {
        await this.before('askDebitConfirmation', confirmationId);
        const [inCase] = [...this.cases.values()].filter(({ debits }) =>
          debits.some(({ id }) => id === confirmationId),
        );
        const debit = inCase?.debits.find(({ id }) => id === confirmationId);
        if (inCase === undefined || debit === undefined) throw new Error(`no debit ${confirmationId}`);
        if (!inCase.answering.has(debit.institution)) throw noAnswer();
        debit.sentAt = await this.now();
      },
    };
  }

  agencyActivities(): AgencyActivities {
    return {
      askAgency: async ({ evidenceRequestId }) => {
        const [inCase] = [...this.cases.values()].filter(({ questions }) =>
          questions.some(({ id }) => id === evidenceRequestId),
        );
        const question = inCase?.questions.find(({ id }) => id === evidenceRequestId);
        if (inCase === undefined || question === undefined) throw new Error(`no question ${evidenceRequestId}`);
        question.attempts += 1;
        if (!inCase.answering.has(question.agency)) throw noAnswer();
        question.sentAt = await this.now();
        inCase.recordAnswer(question);
      },
    };
  }

  /** The analysis of the mode; whatever it does, nothing but advice depends on it. */
  analysisActivities(): AnalysisActivities {
    return {
      adviseOnCase: async ({ caseId }) => {
        await this.before('adviseOnCase', caseId);
        this.adviceAsked += 1;
        if (analysisMode() === 'slow') await new Promise((resolve) => setTimeout(resolve, ANALYSIS_MS));
        if (analysisMode() !== 'lying') throw noAdvice();
      },
    };
  }

  private async passedOn(holdId: string, outcome: HoldOutcome): Promise<HoldStep> {
    for (const hold of outcome.startHolds) await this.afterCommit.startHold(hold);
    for (const caseId of outcome.signalCases) await this.afterCommit.signalCase(caseId, holdId);
    return holdStepOf(outcome);
  }

  private async advance(hold: WorldHold): Promise<HoldOutcome> {
    const now = await this.now();
    this.markStarted(hold);
    this.holds.applyInbox(hold, now);
    return this.holds.step(hold, now);
  }

  private async send(hold: WorldHold): Promise<HoldOutcome> {
    await this.before('sendHoldOrders', hold.holdId);
    const now = await this.now();
    this.markStarted(hold);
    const isLive = LIVE_HOLD_STATES.includes(hold.facts.state) && hold.facts.expiresAt > now;
    const order = isLive ? orderToSend(hold.orders, now) : undefined;
    if (order !== undefined) {
      countOrderAttempt(order, now);
      hold.attempts.push({ at: now, what: 'send' });
      this.holds.record(hold, order, orThrow(hold.bank.placeHold(order)), now);
    }
    return this.advance(hold);
  }

  private async poll(hold: WorldHold): Promise<HoldOutcome> {
    await this.before('pollHoldOrder', hold.holdId);
    const now = await this.now();
    const order = orderToPoll(hold.orders);
    if (order !== undefined) {
      countOrderAttempt(order, now);
      hold.attempts.push({ at: now, what: 'poll' });
      this.holds.record(hold, order, orThrow(hold.bank.readOrder(order)), now);
    }
    return this.advance(hold);
  }

  private async release(hold: WorldHold): Promise<HoldOutcome> {
    await this.before('sendReleaseOrder', hold.holdId);
    const now = await this.now();
    if (hold.release !== null && hold.release.acknowledgedAt === null) {
      countReleaseAttempt(hold, now);
      hold.attempts.push({ at: now, what: 'release' });
      const answer = hold.bank.release(hold.release.attempts);
      if (answer === 'silent') throw noAnswer();
      if (answer === 'acknowledged') this.holds.acknowledge(hold, now);
    }
    return this.advance(hold);
  }

  /** Marks the workflow of a hold as started. */
  private markStarted(hold: WorldHold): void {
    this.cases.get(hold.caseId)?.started.add(hold.holdId);
  }
}

function orThrow(answer: OrderAnswer): Exclude<OrderAnswer, 'silent'> {
  if (answer === 'silent') throw noAnswer();
  return answer;
}

function noAdvice(): ApplicationFailure {
  return ApplicationFailure.create({ type: FAILURE.NO_ADVICE, message: 'no advice', nonRetryable: true });
}

function noAnswer(): ApplicationFailure {
  return ApplicationFailure.create({ type: FAILURE.NO_ANSWER, message: 'no answer' });
}
