import type { CaseClock } from '../../../src/contract/activities.js';
import type { CaseOutcome, HoldToSignal } from '../../../src/contract/outcomes.js';
import type { CaseWritten } from '../../../src/contract/workflows.js';
import { gatherMs } from '../../../src/contract/gather-time.js';
import { caseStatus, type CaseStatus } from '../../../src/domain/case/case-status.js';
import { mayChangeEvidence, type EvidenceState } from '../../../src/domain/evidence/evidence-state.js';
import { LIVE_HOLD_STATES } from '../../../src/domain/hold/hold.js';
import type { Agency } from '../../../src/domain/party.js';
import { DAY_MS, MINUTE_MS, after } from '../../../src/domain/time.js';
import { analysisMode } from './analysis-mode.js';
import type { HoldWorld, NewHold, WorldHold } from './hold-world.js';

/** A question to an agency in memory. */
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
  /** When it is reminded of and escalated; passed ones are taken out. */
  readonly thresholds: { at: Date; for: 'remind' | 'escalate' }[];
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

/** The time of the inquiry officer (OFF-7D). */
export const OFFICERS_TIME_MS = 7 * DAY_MS;
/** The time of agencies (P-ASK). */
export const AGENCY_TIME_MS = 15 * MINUTE_MS;
const DEBIT_TIME_MS = 60 * MINUTE_MS;

/** One case of the database in memory; the domain's function decides its status. */
export class CaseWorld {
  readonly questions: WorldQuestion[] = [];
  readonly debits: WorldDebit[] = [];
  readonly requests: WorldRequest[] = [];
  readonly started = new Set<string>();
  withdrawn = false;
  status: CaseStatus = 'received';
  rounds = 0;
  closedAt: Date | null = null;
  /** Agencies and institutions that answer at once; the others are silent. */
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

  /** Adds holds without workflows, which count as started and do nothing. */
  addStarted(count: number, newHold: NewHold): void {
    for (let n = 0; n < count; n++) this.started.add(this.world.add(newHold, this.openedAt).holdId);
  }

  request(order: NewHold, expiresAt: Date, thresholds: WorldRequest['thresholds'] = []): WorldRequest {
    const request: WorldRequest = { state: 'requested', thresholds, expiresAt, carriedOut: 0, order };
    this.requests.push(request);
    return request;
  }

  /** Records an agency's answer, also a late one. */
  recordAnswer(question: WorldQuestion): void {
    if (mayChangeEvidence(question.state, 'answered')) question.state = 'answered';
  }

  /** Does what is due and returns what comes next; idempotent. */
  advance(now: Date): CaseOutcome {
    this.rounds += 1;
    this.expireQuestions(now);
    for (const request of this.requests) passThresholds(request, now);
    const signalHolds = this.releaseEndedHolds(now);
    this.carryOutRequests(now);
    const holds = this.holds();
    const openUntil = after(this.openedAt, OFFICERS_TIME_MS);
    this.status = caseStatus({
      now,
      openUntil,
      withdrawn: this.withdrawn,
      withdrawalWaits: false,
      correctionWaits: false,
      papersWait: false,
      mayComeBack: false,
      holds: holds.map(({ facts }) => facts.state),
      openRequests: this.requests.filter(({ state }) => state === 'requested').length,
      openQuestions: this.questions.filter(({ state }) => state === 'asked').length,
      debits: this.debits.map(({ state }) => state),
      openIncompleteTransfers: 0,
      openBreaks: [],
    }).status;
    const done = this.status === 'closed';
    if (done) this.closedAt ??= now;
    return {
      startHolds: holds
        .filter(({ holdId, facts }) => !this.started.has(holdId) && LIVE_HOLD_STATES.includes(facts.state))
        .map(({ holdId, institution }) => ({ holdId, institution })),
      ...this.written(now),
      signalHolds,
      signalCases: [],
      gatherMs: gatherMs(holds.length),
      done,
    };
  }

  /** Returns the next work of the case without looking at it, as intake does. */
  written(now = this.openedAt): CaseWritten {
    const [clock] = this.status === 'closed' ? [] : this.clocks().filter(({ at }) => at > now);
    return {
      questions: this.questions
        .filter(({ state, sentAt }) => state === 'asked' && sentAt === null)
        .map(({ id, agency }) => ({ evidenceRequestId: id, agency })),
      confirmations: this.debits
        .filter(({ state, sentAt }) => state === 'asked' && sentAt === null)
        .map(({ id, institution }) => ({ confirmationId: id, institution })),
      wakeAtMs: clock?.at.getTime() ?? null,
      wakeFor: clock?.for ?? null,
      mayAdvise: analysisMode() !== 'off',
      codes: { status: this.status, route: 'station', nextDeadlineMs: clock?.at.getTime() ?? null },
    };
  }

  /**
   * Returns the milliseconds from the complaint to the end of its case; throws when it is open.
   */
  durationMs(): number {
    if (this.closedAt === null) throw new Error(`case ${this.caseId} is open`);
    return this.closedAt.getTime() - this.openedAt.getTime();
  }

  private holds(): WorldHold[] {
    return [...this.world.holds.values()].filter((hold) => hold.caseId === this.caseId);
  }

  /** Returns the clocks of the case, the earliest first. */
  private clocks(): { at: Date; for: CaseClock }[] {
    const clocks: { at: Date; for: CaseClock }[] = [
      { at: after(this.openedAt, OFFICERS_TIME_MS), for: 'officer_time' },
      ...asked(this.questions).map(({ deadlineAt }) => ({ at: deadlineAt, for: 'agency_late' as const })),
      ...asked(this.debits).map(({ deadlineAt }) => ({ at: deadlineAt, for: 'debit_late' as const })),
      ...this.requests.filter(({ state }) => state === 'requested').map(clockOfRequest),
    ];
    return clocks.sort((a, b) => a.at.getTime() - b.at.getTime());
  }

  private expireQuestions(now: Date): void {
    for (const question of this.questions)
      if (question.state === 'asked' && question.deadlineAt <= now) question.state = 'unknown';
    for (const debit of this.debits) if (debit.state === 'asked' && debit.deadlineAt <= now) debit.state = 'unknown';
    for (const request of this.requests)
      if (request.state === 'requested' && request.expiresAt <= now) request.state = 'expired';
  }

  private releaseEndedHolds(now: Date): HoldToSignal[] {
    const isDenied = this.debits.some(({ state }) => state === 'denied');
    if (!this.withdrawn && !isDenied) return [];
    const live = this.holds().filter(({ facts }) => LIVE_HOLD_STATES.includes(facts.state));
    for (const hold of live) this.world.orderRelease(hold, now);
    return live.map(({ holdId }) => ({ holdId, message: 'releaseOrdered', rowId: `${holdId}-R` }));
  }

  private carryOutRequests(now: Date): void {
    for (const request of this.requests) {
      if (request.state !== 'approved' || request.carriedOut > 0) continue;
      this.world.add(request.order, now);
      request.carriedOut += 1;
    }
  }
}

function asked<T extends { readonly state: string }>(questions: readonly T[]): T[] {
  return questions.filter(({ state }) => state === 'asked');
}

/** Returns the next threshold of a request, or its expiry. */
function clockOfRequest({ thresholds, expiresAt }: WorldRequest): { at: Date; for: CaseClock } {
  return thresholds[0] ?? { at: expiresAt, for: 'expire' };
}

function passThresholds({ thresholds }: WorldRequest, now: Date): void {
  while (thresholds[0] !== undefined && thresholds[0].at <= now) thresholds.shift();
}
