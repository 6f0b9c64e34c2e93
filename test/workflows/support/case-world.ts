import type { CaseStep, HoldToSignal } from '../../../src/contract/activities.js';
import { gatherMs } from '../../../src/contract/gather-time.js';
import { caseStatus, type CaseStatus } from '../../../src/domain/case/case-status.js';
import { mayChangeEvidence, type EvidenceState } from '../../../src/domain/evidence/evidence-state.js';
import { LIVE_HOLD_STATES } from '../../../src/domain/hold/hold.js';
import type { Agency } from '../../../src/domain/party.js';
import { DAY_MS, MINUTE_MS, after } from '../../../src/domain/time.js';
import type { HoldWorld, NewHold, WorldHold } from './hold-world.js';

/**
 * A question to an agency in memory. `answered` of the agency decides whether its answer comes at
 * once.
 */
interface WorldQuestion {
  readonly id: string;
  readonly agency: Agency;
  state: EvidenceState;
  sentAt: Date | null;
  readonly deadlineAt: Date;
  attempts: number;
}

/** An officers' request in memory. */
interface WorldRequest {
  state: 'requested' | 'approved' | 'refused' | 'expired';
  readonly expiresAt: Date;
  carriedOut: number;
  readonly order: NewHold;
}

/** A question to the victim's institution in memory. */
interface WorldDebit {
  readonly id: string;
  readonly institution: string;
  state: 'asked' | 'confirmed' | 'denied' | 'unknown';
  sentAt: Date | null;
  readonly deadlineAt: Date;
}

/** Time that the inquiry officer has (OFF-7D), and agencies have (P-ASK). */
export const OFFICERS_TIME_MS = 7 * DAY_MS;
export const AGENCY_TIME_MS = 15 * MINUTE_MS;
const DEBIT_TIME_MS = 60 * MINUTE_MS;

/**
 * One case of a record in memory; its status follows from the domain's function, as on PostgreSQL.
 */
export class CaseWorld {
  readonly questions: WorldQuestion[] = [];
  readonly debits: WorldDebit[] = [];
  readonly requests: WorldRequest[] = [];
  readonly started = new Set<string>();
  withdrawn = false;
  status: CaseStatus = 'received';
  rounds = 0;
  closedAt: Date | null = null;
  /** Agencies and institutions whose answers come at once. The others are silent. */
  readonly answering = new Set<string>();

  constructor(
    readonly caseId: string,
    readonly openedAt: Date,
    private readonly world: HoldWorld,
  ) {}

  ask(agency: Agency): WorldQuestion {
    const question: WorldQuestion = {
      id: `${this.caseId}-Q${this.questions.length + 1}`,
      agency,
      state: 'asked',
      sentAt: null,
      attempts: 0,
      deadlineAt: after(this.openedAt, AGENCY_TIME_MS),
    };
    this.questions.push(question);
    return question;
  }

  askDebit(institution: string): WorldDebit {
    const debit: WorldDebit = {
      id: `${this.caseId}-D${this.debits.length + 1}`,
      institution,
      state: 'asked',
      sentAt: null,
      deadlineAt: after(this.openedAt, DEBIT_TIME_MS),
    };
    this.debits.push(debit);
    return debit;
  }

  /** Holds whose own workflows are no matter of the test: they count as started, and do nothing. */
  addStarted(count: number, wanted: NewHold): void {
    for (let n = 0; n < count; n++) this.started.add(this.world.add(wanted, this.openedAt).holdId);
  }

  request(order: NewHold, expiresAt: Date): WorldRequest {
    const request: WorldRequest = { state: 'requested', expiresAt, carriedOut: 0, order };
    this.requests.push(request);
    return request;
  }

  /** Takes down an agency's answer, also a late one. */
  answered(question: WorldQuestion): void {
    if (mayChangeEvidence(question.state, 'answered')) question.state = 'answered';
  }

  /** Ensures what is due and says what comes next; idempotent. */
  advance(now: Date): CaseStep {
    this.rounds += 1;
    this.settleClocks(now);
    const signalHolds = this.releaseWhatMustGo(now);
    this.carryOut(now);
    const holds = this.holds();
    const openUntil = after(this.openedAt, OFFICERS_TIME_MS);
    this.status = caseStatus({
      now,
      openUntil,
      withdrawn: this.withdrawn,
      holds: holds.map(({ facts }) => facts.state),
      openRequests: this.requests.filter(({ state }) => state === 'requested').length,
      openQuestions: this.questions.filter(({ state }) => state === 'asked').length,
      debits: this.debits.map(({ state }) => state),
    }).status;
    const done = this.status === 'closed';
    if (done) this.closedAt ??= now;
    const clocks = [openUntil, ...this.openDeadlines()].filter((at) => at > now).map((at) => at.getTime());
    return {
      startHolds: holds
        .filter(({ holdId, facts }) => !this.started.has(holdId) && LIVE_HOLD_STATES.includes(facts.state))
        .map(({ holdId, institution }) => ({ holdId, institution })),
      questions: this.questions
        .filter(({ state, sentAt }) => state === 'asked' && sentAt === null)
        .map(({ id, agency }) => ({ evidenceRequestId: id, agency })),
      confirmations: this.debits
        .filter(({ state, sentAt }) => state === 'asked' && sentAt === null)
        .map(({ id, institution }) => ({ confirmationId: id, institution })),
      signalHolds,
      wakeAtMs: done || clocks.length === 0 ? null : Math.min(...clocks),
      gatherMs: gatherMs(holds.length),
      done,
    };
  }

  /** Milliseconds from the complaint to the end of its case. Throws when it is open. */
  lasted(): number {
    if (this.closedAt === null) throw new Error(`case ${this.caseId} is open`);
    return this.closedAt.getTime() - this.openedAt.getTime();
  }

  private holds(): WorldHold[] {
    return [...this.world.holds.values()].filter((hold) => hold.caseId === this.caseId);
  }

  private openDeadlines(): Date[] {
    return [
      ...this.questions.filter(({ state }) => state === 'asked').map(({ deadlineAt }) => deadlineAt),
      ...this.debits.filter(({ state }) => state === 'asked').map(({ deadlineAt }) => deadlineAt),
      ...this.requests.filter(({ state }) => state === 'requested').map(({ expiresAt }) => expiresAt),
    ];
  }

  private settleClocks(now: Date): void {
    for (const question of this.questions)
      if (question.state === 'asked' && question.deadlineAt <= now) question.state = 'unknown';
    for (const debit of this.debits) if (debit.state === 'asked' && debit.deadlineAt <= now) debit.state = 'unknown';
    for (const request of this.requests)
      if (request.state === 'requested' && request.expiresAt <= now) request.state = 'expired';
  }

  private releaseWhatMustGo(now: Date): HoldToSignal[] {
    const isDenied = this.debits.some(({ state }) => state === 'denied');
    if (!this.withdrawn && !isDenied) return [];
    const live = this.holds().filter(({ facts }) => LIVE_HOLD_STATES.includes(facts.state));
    for (const hold of live) this.world.orderRelease(hold, now);
    return live.map(({ holdId }) => ({ holdId, message: 'releaseOrdered', rowId: `${holdId}-R` }));
  }

  private carryOut(now: Date): void {
    for (const request of this.requests) {
      if (request.state !== 'approved' || request.carriedOut > 0) continue;
      this.world.add(request.order, now);
      request.carriedOut += 1;
    }
  }
}
