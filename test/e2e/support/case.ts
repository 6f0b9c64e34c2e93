import { ulid } from 'ulid';
import type { z } from 'zod';
import { describe, type Persona } from '../../../simulator/stories/centre.js';
import { isAcknowledged } from '../../../simulator/stories/case-desk.js';
import type { JsonAnswer } from '../../../simulator/stories/http-json.js';
import { bangkokDate } from '../../../src/domain/calendar/bangkok-day.js';
import { CaseView } from '../../../src/wire/case/case.js';
import { ComplaintAccepted, WithdrawalAccepted } from '../../../src/wire/case/complaint.js';
import { EvidenceView } from '../../../src/wire/case/evidence.js';
import { ExchangesView } from '../../../src/wire/office/exchange.js';
import { FreezeRequestAccepted, type FreezeRequestBody } from '../../../src/wire/case/freeze-request.js';
import { HoldList, type HoldView } from '../../../src/wire/case/hold.js';
import { FindingsView } from '../../../src/wire/case/judgement.js';
import type { TestSystem } from './system.js';
import { centreOf, type Complaint } from './theft.js';
import { until } from './until.js';

type RequestBody = z.input<typeof FreezeRequestBody>;

/** Answers of agencies come in meanwhile; more changes than there are questions would be a fault. */
const MOST_READINGS = 8;

/** A case as its officers see it through the API. */
export class Case {
  constructor(
    private readonly system: TestSystem,
    readonly accepted: ComplaintAccepted,
  ) {}

  /** Files the complaint as a hotline operator; expects 201. */
  static async open(
    system: TestSystem,
    complaint: Complaint,
    options: { rulebook?: 'demo' | 'law'; by?: Persona; idempotencyKey?: string } = {},
  ): Promise<Case> {
    const { rulebook = 'demo', by = 'hotline-1', idempotencyKey = `e2e-${ulid()}` } = options;
    const headers = { 'idempotency-key': idempotencyKey };
    const answer = await centreOf(system, rulebook).post(by, '/v1/complaints', complaint, headers);
    return new Case(system, ComplaintAccepted.parse(ok(answer, 201)));
  }

  get id(): string {
    return this.accepted.id;
  }

  view(): Promise<z.infer<typeof CaseView>> {
    return this.read('', CaseView);
  }
  evidence(): Promise<z.infer<typeof EvidenceView>> {
    return this.read('/evidence', EvidenceView);
  }
  async findings(): Promise<z.infer<typeof FindingsView>['findings']> {
    return (await this.read('/findings', FindingsView)).findings;
  }
  async exchanges(): Promise<z.infer<typeof ExchangesView>['exchanges']> {
    return (await this.read('/exchanges', ExchangesView)).exchanges;
  }
  /** Returns the holds by hop, on each hop the oldest first. */
  async holds(): Promise<HoldView[]> {
    const { holds } = await this.read('/holds', HoldList);
    return holds.sort((one, other) => one.hop - other.hop || one.orderedAt.localeCompare(other.orderedAt));
  }
  async hold(id: string): Promise<HoldView> {
    const found = (await this.holds()).find((hold) => hold.id === id);
    if (found === undefined) throw new Error('the case has no such hold');
    return found;
  }

  /**
   * Attaches the document of a seizure warrant of today, as the first officer of the demonstration does,
   * and returns what a request for the whole account says of it.
   */
  async attachWarrant() {
    const { apiUrl, signInUrl } = this.system.running;
    const form = new URLSearchParams({ grant_type: 'password', username: 'demo-officer-1', scope: 'openid' });
    const signedIn = (await (await fetch(`${signInUrl}/token`, { method: 'POST', body: form })).json()) as {
      access_token: string;
    };
    const answer = await fetch(`${apiUrl}/v1/cases/${this.id}/attachments?kind=document`, {
      method: 'POST',
      headers: { authorization: `Bearer ${signedIn.access_token}`, 'content-type': 'text/plain' },
      body: 'A made-up seizure warrant.',
    });
    if (answer.status !== 201) throw new Error(`the warrant was not attached: ${answer.status}`);
    const { id: attachmentId } = (await answer.json()) as { id: string };
    const issuedOn = bangkokDate(new Date());
    return {
      seizureWarrantNo: `อ.99/${Number(issuedOn.slice(0, 4)) + 543}`,
      warrant: { authority: 'Test Police Station', issuedOn, attachmentId },
    };
  }

  /** Posts as a person; the path may be of any resource. */
  post(who: Persona, path: string, body: unknown): Promise<JsonAnswer> {
    return this.system.centre.post(who, path, body);
  }

  /** Waits until a condition is true for a hold, by default the first one. */
  holdThat(
    what: string,
    withinSeconds: number,
    condition: (hold: HoldView) => boolean,
    holdId?: string,
  ): Promise<HoldView> {
    return until(`the hold ${what}`, withinSeconds, async (seen) => {
      const holds = await this.holds();
      const hold = holdId === undefined ? holds[0] : holds.find(({ id }) => id === holdId);
      seen(hold);
      return hold !== undefined && condition(hold) ? hold : undefined;
    });
  }

  /** Waits until so many holds are confirmed, there are no others, and every order is answered. */
  allHeld(count: number, withinSeconds = 25): Promise<HoldView[]> {
    return until(`${count} holds are confirmed`, withinSeconds, async (seen) => {
      const holds = await this.holds();
      seen(holds);
      const confirmed = holds.filter(
        (hold) => isConfirmed(hold) && hold.orders.every((order) => order.answeredAt !== null),
      );
      return confirmed.length === count && holds.length === count ? holds : undefined;
    });
  }

  /** Waits until the victim's institution has confirmed the debit. */
  async debitConfirmed(withinSeconds = 25): Promise<void> {
    await until('the debit is confirmed', withinSeconds, async (seen) => {
      const { debitConfirmations } = await this.evidence();
      seen(debitConfirmations);
      return debitConfirmations.every(({ state }) => state === 'confirmed') ? true : undefined;
    });
  }

  /** Waits until no question waits for its answer: a decision names the evidence that was seen. */
  async evidenceComplete(withinSeconds = 25): Promise<void> {
    await until('every question is answered', withinSeconds, async (seen) => {
      const { requests, debitConfirmations } = await this.evidence();
      seen({ requests, debitConfirmations });
      const states = [...requests, ...debitConfirmations].map(({ state }) => state);
      return states.length > 0 && !states.includes('asked') ? true : undefined;
    });
  }

  /** Makes a freeze request; expects 201. */
  async requestFreeze(who: Persona, body: RequestBody): Promise<z.infer<typeof FreezeRequestAccepted>> {
    return FreezeRequestAccepted.parse(ok(await this.post(who, `/v1/cases/${this.id}/freeze-requests`, body), 201));
  }

  /** Approves a request on the present evidence; when it changes meanwhile, reads it again. */
  async approve(who: Persona, freezeRequestId: string): Promise<JsonAnswer> {
    for (let reading = 1; ; reading++) {
      const answer = await this.approveOnce(who, freezeRequestId);
      const hasChanged = answer.status === 409 && describe(answer).includes('APPROVAL.EVIDENCE_CHANGED');
      if (!hasChanged || reading === MOST_READINGS) return answer;
    }
  }

  private async approveOnce(who: Persona, freezeRequestId: string): Promise<JsonAnswer> {
    const { evidenceHash, freezeRequests } = await this.view();
    const blastRadiusSha256 = freezeRequests.find(({ id }) => id === freezeRequestId)?.blastRadius?.sha256;
    const body = { verdict: 'approve', reason: 'Trail and evidence agree.', evidenceHash, blastRadiusSha256 };
    return this.post(who, `/v1/freeze-requests/${freezeRequestId}/decisions`, body);
  }

  /** Continues a hold until an instant, as the inquiry officer. */
  async continueUntil(holdId: string, until: Date): Promise<void> {
    const order = {
      kind: 'continue_order' as const,
      holdId,
      reason: 'Prosecution is being prepared.',
      until: until.toISOString(),
    };
    await this.requestFreeze('inquiry-1', order);
    await this.holdThat(
      'goes on under the new order',
      15,
      (hold) => hold.kind === 'continue_order' && hold.orders.every((one) => one.answeredAt !== null),
      holdId,
    );
  }

  /** Withdraws the complaint: the reporter was called back, and a second person confirms. */
  async withdraw(): Promise<void> {
    const reason = 'The caller says that it was a misunderstanding.';
    const calledBack = { reason, identifiedBy: 'call_back', calledBackAt: new Date().toISOString() };
    const asked = await this.post('hotline-1', `/v1/complaints/${this.id}/withdrawal`, calledBack);
    const { id } = WithdrawalAccepted.parse(ok(asked, 201));
    ok(await this.post('supervisor-1', `/v1/withdrawals/${id}/decisions`, { verdict: 'confirm', reason }), 201);
  }

  private read<View extends z.ZodType>(path: string, view: View): Promise<z.output<View>> {
    return this.system.centre.read('officer-1', `/v1/cases/${this.id}${path}`, view);
  }
}

/** Returns whether the institution has confirmed that it holds the money. */
export function isConfirmed(hold: HoldView): boolean {
  return hold.state === 'held' || hold.state === 'partly_held';
}

/** Returns whether the hold is released and the institution itself has reported it. */
export function isReleased(hold: HoldView): boolean {
  return hold.state === 'released' && isAcknowledged(hold);
}

/** Returns the body of an answer with this status; throws the problem's code on another status. */
export function ok(answer: JsonAnswer, status: number): unknown {
  if (answer.status !== status) throw new Error(`expected ${status}, was answered ${describe(answer)}`);
  return answer.body;
}

/** Returns the status and problem code of an answer: `422 APPROVAL.NO_WARRANT`. */
export function problemOf({ status, body }: JsonAnswer): string {
  return `${status} ${(body as { code?: string }).code ?? ''}`;
}
