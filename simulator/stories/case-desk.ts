import { isDeepStrictEqual } from 'node:util';
import { ulid } from 'ulid';
import type { z } from 'zod';
import { CaseView } from '../../src/wire/case/case.js';
import { ComplaintAccepted, type ComplaintBody } from '../../src/wire/case/complaint.js';
import { EvidenceView } from '../../src/wire/case/evidence.js';
import { FreezeRequestAccepted, type FreezeRequestBody } from '../../src/wire/case/freeze-request.js';
import { HoldList, type HoldView } from '../../src/wire/case/hold.js';
import { LinksView } from '../../src/wire/office/link.js';
import { type MoneyGraph, TrailView } from '../../src/wire/case/trail.js';
import { describe } from './centre.js';
import type { Scene } from './scene.js';

/** Files a complaint as the hotline. Ends the story when it is refused. */
export async function takeComplaint(scene: Scene, complaint: ComplaintBody): Promise<ComplaintAccepted> {
  const headers = { 'idempotency-key': `demo-${ulid()}` };
  const answer = await scene.centre.post('hotline-1', '/v1/complaints', complaint, headers);
  scene.require('the complaint is taken in', '201', describe(answer));
  const accepted = ComplaintAccepted.parse(answer.body);
  scene.caseId = accepted.id;
  scene.caseNo = accepted.caseNo;
  const orders = accepted.holdsOrdered === 0 ? 'no hold is ordered yet' : 'hold ordered at once';
  scene.narrate(`hotline-1: complaint (การร้องทุกข์) taken in as case ${accepted.caseNo}, ${orders}`);
  return accepted;
}

/** Reads the case as an officer sees it. */
export function readCase(scene: Scene): Promise<z.infer<typeof CaseView>> {
  return scene.centre.read('officer-1', `/v1/cases/${scene.caseId}`, CaseView);
}

/** Reads the holds of the case, in the order of their hops. */
export async function readHolds(scene: Scene): Promise<HoldView[]> {
  const { holds } = await scene.centre.read('officer-1', `/v1/cases/${scene.caseId}/holds`, HoldList);
  return holds.sort((one, other) => one.hop - other.hop);
}

/** Reads the trail of the case; with `all` also those of other victims whose money met it. */
export function readTrail(scene: Scene, victims: 'case' | 'all' = 'case'): Promise<z.infer<typeof TrailView>> {
  return scene.centre.read('officer-1', `/v1/cases/${scene.caseId}/trail?victims=${victims}`, TrailView);
}

/**
 * Waits until the stolen money is in exactly these places (satang by place; a place that is not
 * named has 0).
 */
export async function waitForTrail(scene: Scene, became: Readonly<Record<string, string>>): Promise<void> {
  await scene.waitFor('the centre knows what became of every satang', 40, async (seen) => {
    const { graph, contradiction } = await readTrail(scene);
    const now = graph === null ? contradiction : nonZero(graph.became);
    seen(now);
    return isDeepStrictEqual(now, became) ? true : undefined;
  });
}

/** Waits until the case is linked with another one by subjects of each of these kinds. */
export async function waitForLinks(scene: Scene, kinds: readonly string[]): Promise<void> {
  await scene.waitFor('the cases are linked', 20, async (seen) => {
    const { linked } = await scene.centre.read('officer-1', `/v1/cases/${scene.caseId}/links`, LinksView);
    const found = linked.map(({ links }) => links.map(({ kind }) => kind));
    seen(found);
    return found.some((by) => kinds.every((kind) => by.some((each) => each === kind))) ? true : undefined;
  });
}

/** Returns the places that have money. */
export function nonZero(became: z.infer<typeof MoneyGraph>['became']): Record<string, string> {
  return Object.fromEntries(Object.entries(became).filter(([, satang]) => satang !== '0'));
}

function readEvidence(scene: Scene): Promise<z.infer<typeof EvidenceView>> {
  return scene.centre.read('officer-1', `/v1/cases/${scene.caseId}/evidence`, EvidenceView);
}

/**
 * Waits until the victim's bank has answered whether the money was really debited, and expects
 * this answer.
 */
export async function waitForDebit(
  scene: Scene,
  expected: 'confirmed' | 'denied' | 'disputed',
  reason: string | null,
): Promise<void> {
  const debit = await scene.waitFor("the victim's bank has answered about the debit", 30, async (seen) => {
    const { debitConfirmations } = await readEvidence(scene);
    seen(debitConfirmations.map(({ state }) => state));
    return debitConfirmations.find(({ state }) => state !== 'asked' && state !== 'unknown');
  });
  scene.narrate(
    `${debit.institution}: the debit is ${debit.state}${debit.reason === null ? '' : ` (${debit.reason})`}`,
  );
  scene.expect(`the debit is ${expected}`, { state: expected, reason }, { state: debit.state, reason: debit.reason });
}

/**
 * Waits until the centre holds exactly these amounts (satang by hop), each confirmed by its
 * institution.
 */
export async function waitForHolds(scene: Scene, heldByHop: readonly string[]): Promise<HoldView[]> {
  return scene.waitFor(`the centre knows what is held on each hop`, 30, async (seen) => {
    const holds = await readHolds(scene);
    seen(holds.map(({ hop, state, heldSatang }) => ({ hop, state, heldSatang })));
    const settled = holds.every(({ state }) => state === 'held' || state === 'partly_held');
    const asExpected = heldByHop.every((amount, hop) => holds[hop]?.heldSatang === amount);
    return settled && asExpected && holds.length === heldByHop.length ? holds : undefined;
  });
}

/**
 * Asks for an order as officer-1 and has it approved by supervisor-1, on what was seen; returns the
 * id of the request.
 */
export async function requestAndApprove(scene: Scene, body: z.input<typeof FreezeRequestBody>): Promise<string> {
  const asked = await scene.centre.post('officer-1', `/v1/cases/${scene.caseId}/freeze-requests`, body);
  scene.require('an officer may request the suspension', '201', describe(asked));
  const request = FreezeRequestAccepted.parse(asked.body);
  const what = body.armSatang === undefined ? 'a suspension (คำขอระงับ)' : 'an armed hold (การระงับที่เตรียมไว้ล่วงหน้า)';
  scene.narrate(`officer-1: requests ${what} under section 8/5(2)`);

  const decide = (who: 'officer-1' | 'supervisor-1') =>
    scene.centre.post(who, `/v1/freeze-requests/${request.id}/decisions`, {
      verdict: 'approve',
      reason: 'Trail and lists agree.',
      evidenceHash: request.evidenceHash,
      blastRadiusSha256: request.blastRadiusSha256,
    });
  const own = await decide('officer-1');
  scene.expect('nobody approves their own request', 403, own.status);
  const approved = await decide('supervisor-1');
  scene.require('a supervisor approves', '2xx', approved.status < 300 ? '2xx' : describe(approved));
  scene.narrate('supervisor-1: approves (อนุมัติ)');
  return request.id;
}

/**
 * Waits until every agency that was asked has answered, and returns the questions; what a decision
 * rests on no longer changes then.
 */
export async function waitForAgencies(scene: Scene): Promise<z.infer<typeof EvidenceView>['requests']> {
  return scene.waitFor('every agency that was asked has answered', 20, async (seen) => {
    const { requests } = await readEvidence(scene);
    seen(requests.map(({ agency, state }) => ({ agency, state })));
    return requests.length > 0 && requests.every(({ state }) => state === 'answered') ? requests : undefined;
  });
}

/**
 * Returns true if the institution itself has reported that the money of a hold is free, by a
 * release receipt or a lapse.
 */
export function isAcknowledged(hold: HoldView): boolean {
  const lapsed = hold.receipts.some(({ kind }) => kind.includes('lapse'));
  return lapsed || (hold.release !== null && hold.release.acknowledgedAt !== null);
}

/** Writes satang as baht, for people. */
export function baht(satang: string): string {
  return `${(Number(satang) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })} baht`;
}
