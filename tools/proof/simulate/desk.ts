import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { ComplaintStep, PaymentStep } from '../../../simulator/day/script.js';
import { Centre, describe, type Persona } from '../../../simulator/stories/centre.js';
import type { JsonAnswer } from '../../../simulator/stories/http-json.js';
import { AdviceView } from '../../../src/wire/office/advice.js';
import { CaseView } from '../../../src/wire/case/case.js';
import { ComplaintAccepted, type ComplaintBody } from '../../../src/wire/case/complaint.js';
import { FreezeRequestAccepted, type FreezeRequestBody } from '../../../src/wire/case/freeze-request.js';
import { HoldList, type HoldView } from '../../../src/wire/case/hold.js';
import type { MadePayment, Outside } from './outside.js';

/** A case of the day. */
export interface DayCase {
  readonly caseId: string;
  readonly stolenSatang: number;
}

/** An armed hold of the day, as it stands now. */
export interface ArmedHold {
  readonly standing: 'asked' | 'armed' | 'triggered' | 'lapsed' | 'not_approved';
  readonly orderedSatang: number;
}

type ShownAdvice = AdviceView['advice'][number];

const LOOK_EVERY_MS = 1_500;
/** An officer looks so long for the evidence of a case. */
const EVIDENCE_WITHIN_MS = 25_000;
/** An officer looks so long for advice on a case: it comes when the agencies have answered. */
const ADVICE_WITHIN_MS = 25_000;
/** An armed hold waits so long for money: the demo rules allow no more (P-AOC7). */
const ARMED_MS = 30_000;
const DECIDE_TRIES = 5;
const TRIES = 10;
const AGAIN_AFTER_MS = 500;
/** The inquiry officer records a statement so long after the call. */
const STATEMENT_AFTER_MS = 4_000;
const HOTLINE: readonly Persona[] = ['hotline-1', 'hotline-2'];

/**
 * The people of the centre: they take complaints, ask for suspensions and approve them, look at the
 * advice on each case, and arm a suspension where the advice is sure of its account.
 */
export class Desk {
  readonly cases: DayCase[] = [];
  /** Acts that were refused, with the code of the refusal. */
  readonly refused: string[] = [];
  /** What was advised on each case that an officer looked at. */
  readonly advice: AdviceView['advice'][] = [];
  approved = 0;
  private readonly armedCases = new Set<string>();
  private readonly centre: Centre;

  constructor(
    private readonly outside: Outside,
    apiUrl: string,
    signInUrl: string,
  ) {
    this.centre = new Centre(apiUrl, signInUrl, 'demo');
  }

  /** Takes a complaint, and does what officers do about it afterwards. */
  async take(step: ComplaintStep, payments: readonly PaymentStep[]): Promise<void> {
    const made = await Promise.all(
      payments.map(async (payment) => ({ payment, made: await this.outside.made(payment.id) })),
    );
    const paid = made.flatMap((one) => (one.made === undefined ? [] : [{ payment: one.payment, made: one.made }]));
    if (paid.length === 0) return;
    const headers = { 'idempotency-key': this.outside.numberOfVictim(step.id) };
    const who = HOTLINE[step.id % HOTLINE.length] ?? 'hotline-1';
    const answer = await this.post(who, '/v1/complaints', this.complaint(step, paid), headers);
    if (answer.status !== 201 && answer.status !== 200) return this.noteRefusal(answer);
    const { id: caseId } = ComplaintAccepted.parse(answer.body);
    this.cases.push({
      caseId,
      stolenSatang: paid.reduce((sum, { payment }) => sum + payment.amountSatang, 0),
    });
    if (!step.callerHoldsAccount)
      await this.suspend(
        caseId,
        paid.map(({ payment }) => payment),
      );
    await Promise.all([
      step.hasStatement ? this.recordStatement(caseId, step.id) : undefined,
      this.adviceOn(caseId).then((advice) => this.advice.push(advice)),
    ]);
  }

  /** Reads how the armed holds of the day stand. */
  async armedHolds(): Promise<ArmedHold[]> {
    const views = await Promise.all([...this.armedCases].map((caseId) => this.look(caseId)));
    return views.flatMap(({ freezeRequests }) =>
      freezeRequests.flatMap(({ armed }) =>
        armed === null ? [] : [{ standing: armed.standing, orderedSatang: Number(armed.orderedSatang) }],
      ),
    );
  }

  /** Reads the holds of a case. */
  async holdsOf(caseId: string): Promise<HoldView[]> {
    return (await this.centre.read('officer-1', `/v1/cases/${caseId}/holds`, HoldList)).holds;
  }

  private complaint(step: ComplaintStep, paid: readonly { payment: PaymentStep; made: MadePayment }[]) {
    const phone = this.outside.numberOfVictim(step.id);
    const victim = { name: 'Somying Synthetic', passportNo: `SYN${phone}`, phone };
    const reporter = step.callerHoldsAccount ? victim : { ...victim, name: 'Somchai Synthetic' };
    return {
      reporter: { name: reporter.name, phone, holdsVictimAccount: step.callerHoldsAccount },
      victim,
      victimAccount: this.outside.ref(step.victim),
      transfers: paid.map(({ payment, made }) => ({
        to: { account: this.outside.ref(payment.to ?? step.victim) },
        amountSatang: String(payment.amountSatang),
        transferredAt: made.at,
        reference: made.reference,
      })),
      channel: 'phone',
      noticeGivenAt: new Date().toISOString(),
      caseType: 'call_centre',
      suspectContacts: [{ kind: 'phone', value: this.outside.numberOfGang(step.gang) }],
      narrative: 'A made-up complaint of a made-up day.',
      language: 'en',
    } satisfies z.input<typeof ComplaintBody>;
  }

  /** Asks for a suspension where the evidence gives reason to believe, and lets it be approved. */
  private async suspend(caseId: string, payments: readonly PaymentStep[]): Promise<void> {
    const giveUpAt = Date.now() + EVIDENCE_WITHIN_MS;
    for (const key of new Set(payments.flatMap(({ to }) => (to === null ? [] : [to])))) {
      const account = this.outside.ref(key);
      const isIt = (other: { institution: string; accountMasked: string }) =>
        other.institution === account.institution && account.accountNo.endsWith(other.accountMasked.slice(-4));
      while (Date.now() < giveUpAt) {
        const { accounts } = await this.look(caseId);
        if (accounts.some((one) => isIt(one) && one.suspension === 'met')) {
          const reason = 'The evidence gives reason to believe; a scripted officer asks.';
          const id = await this.requestAndApprove(caseId, { kind: 'aoc_suspension', account, reason });
          if (id !== undefined) await this.armIfAdvised(caseId, id);
          break;
        }
        await sleep(LOOK_EVERY_MS);
      }
    }
  }

  /** Arms a suspension where advice is sure that its account is worth a look. */
  private async armIfAdvised(caseId: string, freezeRequestId: string): Promise<void> {
    const hold = await this.orderedHold(caseId, freezeRequestId);
    if (hold === undefined) return;
    const isSure = ({ kind, band, account }: ShownAdvice) =>
      kind === 'hop_risk' &&
      band === 'high' &&
      account?.institution === hold.institution &&
      account.accountMasked === hold.accountMasked;
    const advice = await this.adviceOn(caseId, isSure);
    if (!advice.some(isSure)) return;
    const until = new Date(Date.now() + ARMED_MS).toISOString();
    const reason =
      'The holder is listed, and the money of such accounts leaves within minutes; a scripted officer asks.';
    this.armedCases.add(caseId);
    const body = { kind: 'aoc_suspension', holdId: hold.id, armSatang: hold.requestedSatang, until, reason } as const;
    await this.requestAndApprove(caseId, body);
  }

  /** Waits for the hold that an approved request orders. */
  private async orderedHold(caseId: string, freezeRequestId: string): Promise<HoldView | undefined> {
    const giveUpAt = Date.now() + ADVICE_WITHIN_MS;
    for (;;) {
      const hold = (await this.holdsOf(caseId)).find((one) => one.freezeRequestId === freezeRequestId);
      if (hold !== undefined || Date.now() > giveUpAt) return hold;
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** Waits for the advice that is looked for on a case, and returns what there is by then. */
  private async adviceOn(
    caseId: string,
    isLookedFor = ({ kind }: ShownAdvice) => kind === 'hop_risk',
  ): Promise<AdviceView['advice']> {
    const giveUpAt = Date.now() + ADVICE_WITHIN_MS;
    for (;;) {
      const { advice } = await this.centre.read('officer-1', `/v1/cases/${caseId}/advice`, AdviceView);
      if (advice.some(isLookedFor) || Date.now() > giveUpAt) return advice;
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** Returns the id of the request where a supervisor approved it. */
  private async requestAndApprove(
    caseId: string,
    request: z.input<typeof FreezeRequestBody>,
  ): Promise<string | undefined> {
    const asked = await this.post('officer-1', `/v1/cases/${caseId}/freeze-requests`, request);
    if (asked.status !== 201) return this.noteRefusal(asked);
    const { id } = FreezeRequestAccepted.parse(asked.body);
    for (let attempt = 1; attempt <= DECIDE_TRIES; attempt += 1) {
      const { evidenceHash, freezeRequests } = await this.look(caseId);
      const radius = freezeRequests.find((request) => request.id === id)?.blastRadius;
      if (radius == null) return undefined;
      const body = {
        verdict: 'approve',
        reason: 'A scripted supervisor approves.',
        evidenceHash,
        blastRadiusSha256: radius.sha256,
      };
      const decided = await this.post('supervisor-1', `/v1/freeze-requests/${id}/decisions`, body);
      if (decided.status < 300) {
        this.approved += 1;
        return id;
      }
      // Answers came in meanwhile: the supervisor looks again.
      if (!/EVIDENCE_CHANGED|BLAST_RADIUS_CHANGED/.test(describe(decided))) return this.noteRefusal(decided);
    }
    return undefined;
  }

  private async recordStatement(caseId: string, serial: number): Promise<void> {
    await sleep(STATEMENT_AFTER_MS);
    const complaintReceivedAt = new Date(Date.now() - 1_000).toISOString();
    const body = { policeCaseNo: `SIM-${serial}`, station: 'Synthetic Station', complaintReceivedAt };
    const answer = await this.post('inquiry-1', `/v1/complaints/${caseId}/statements`, body);
    if (answer.status >= 300) this.noteRefusal(answer);
  }

  private look(caseId: string) {
    return this.centre.read('officer-1', `/v1/cases/${caseId}`, CaseView);
  }

  /** Posts, and again while the centre says that it is too busy. */
  private async post(
    who: Persona,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<JsonAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.centre.post(who, path, body, headers);
      const isBusy = answer.status === 429 || answer.status === 503;
      if (!isBusy || attempt === TRIES) return answer;
      await sleep(AGAIN_AFTER_MS);
    }
  }

  private noteRefusal(answer: JsonAnswer): undefined {
    this.refused.push(describe(answer));
  }
}
