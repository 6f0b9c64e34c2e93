import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { CaseView } from '../../../../src/wire/case/case.js';
import { HoldList, type HoldView } from '../../../../src/wire/case/hold.js';
import { PendingList } from '../../../../src/wire/office/overview.js';
import type { People } from './people.js';
import type { Theft } from './theft.js';

/** What the course of one complaint works with, after the complaint is taken in. */
export interface CourseContext {
  readonly people: People;
  readonly theft: Theft;
  readonly caseId: string;
  readonly token: string;
}

const LOOK_EVERY_MS = 1_000;
const SEEN_WITHIN_MS = 60_000;
const DECIDE_TRIES = 6;
/**
 * The demonstration's rulebook lets an inquiry officer continue a hold for sixty seconds at most.
 */
const CONTINUE_MS = 30_000;

/** Plays the course of a complaint to its end; its holds then expire by themselves. */
export async function playCourse(context: CourseContext): Promise<void> {
  await sleep(context.theft.plan.pauseMs);
  switch (context.theft.plan.course) {
    case 'withdrawn':
      return withdraw(context);
    case 'approved':
      return requestAndApprove(context);
    case 'released_by_officer':
      return release(context);
    case 'continued':
      return continueHold(context);
    case 'nobody_decides':
    case 'passed_on':
    case 'denied':
    case 'reported_again':
      return;
  }
}

async function withdraw({ people, caseId, token }: CourseContext): Promise<void> {
  const reason = `${token} withdrawal`;
  const asked = await people.act({
    who: 'demo-hotline-1',
    kind: 'withdrawal',
    token: reason,
    path: `/v1/complaints/${caseId}/withdrawal`,
    body: { reason, identifiedBy: 'call_back', calledBackAt: new Date().toISOString() },
  });
  const withdrawalId = asked.acknowledged ?? (await waitingWithdrawal(people, caseId));
  if (withdrawalId === undefined) return;
  const grounds = `${token} confirmation`;
  await people.act({
    who: 'demo-hotline-2',
    kind: 'confirmation',
    token: grounds,
    path: `/v1/withdrawals/${withdrawalId}/decisions`,
    body: { verdict: 'confirm', reason: grounds },
  });
}

/** Returns the request that waits, for one whose acknowledgement a kill took away. */
async function waitingWithdrawal(people: People, caseId: string): Promise<string | undefined> {
  const path = '/v1/pending-requests?kind=withdrawal&limit=200';
  const { requests } = await people.look('demo-hotline-2', path, PendingList);
  return requests.find((request) => request.caseId === caseId)?.id;
}

/** Requests a suspension as soon as the evidence allows, and approves it as a supervisor. */
async function requestAndApprove(context: CourseContext): Promise<void> {
  const { people, caseId, token, theft } = context;
  const isMet = await seen(async () => {
    const { accounts } = await look(context);
    const { institution, accountNo } = theft.mule;
    const isMule = (account: (typeof accounts)[number]) =>
      account.institution === institution && accountNo.endsWith(account.accountMasked.slice(-4));
    return accounts.some((account) => isMule(account) && account.suspension === 'met') || undefined;
  });
  if (isMet === undefined) return;
  const reason = `${token} request`;
  const asked = await people.act({
    who: 'demo-officer-1',
    kind: 'request',
    token: reason,
    path: `/v1/cases/${caseId}/freeze-requests`,
    idempotencyKey: `${token}-request`,
    body: { kind: 'aoc_suspension', account: theft.mule, reason },
  });
  const requestId = asked.acknowledged;
  if (requestId === undefined) return;
  for (let attempt = 1; attempt <= DECIDE_TRIES; attempt += 1) {
    const { evidenceHash, freezeRequests } = await look(context);
    const radius = freezeRequests.find(({ id }) => id === requestId)?.blastRadius;
    if (radius == null) return;
    const grounds = `${token} decision ${attempt}`;
    const decided = await people.act({
      who: 'demo-supervisor-1',
      kind: 'decision',
      token: grounds,
      path: `/v1/freeze-requests/${requestId}/decisions`,
      body: { verdict: 'approve', reason: grounds, evidenceHash, blastRadiusSha256: radius.sha256 },
    });
    if (decided.refused !== 'APPROVAL.EVIDENCE_CHANGED' && decided.refused !== 'APPROVAL.BLAST_RADIUS_CHANGED') return;
  }
}

async function release(context: CourseContext): Promise<void> {
  const { people, token } = context;
  const hold = await confirmedHold(context);
  if (hold === undefined) return;
  const reason = `${token} release`;
  await people.act({
    who: 'demo-officer-1',
    kind: 'release',
    token: reason,
    path: `/v1/holds/${hold.id}/release`,
    body: { reason },
  });
}

async function continueHold(context: CourseContext): Promise<void> {
  const { people, caseId, token } = context;
  const hold = await confirmedHold(context);
  if (hold === undefined) return;
  const policeCaseNo = `${token} statement`;
  const complaintReceivedAt = new Date(Date.now() - 1_000).toISOString();
  await people.act({
    who: 'demo-inquiry-1',
    kind: 'statement',
    token: policeCaseNo,
    path: `/v1/complaints/${caseId}/statements`,
    body: { policeCaseNo, station: 'Synthetic Station', complaintReceivedAt },
  });
  const reason = `${token} request`;
  const until = new Date(Date.now() + CONTINUE_MS).toISOString();
  await people.act({
    who: 'demo-inquiry-1',
    kind: 'request',
    token: reason,
    path: `/v1/cases/${caseId}/freeze-requests`,
    idempotencyKey: `${token}-request`,
    body: { kind: 'continue_order', holdId: hold.id, reason, until },
  });
}

/**
 * Waits until the institution confirms the first hold, and returns it. Returns undefined when that
 * never happens, or when the hold ends before.
 */
async function confirmedHold({ people, caseId }: CourseContext): Promise<HoldView | undefined> {
  return seen(async () => {
    const { holds } = await people.look('demo-officer-1', `/v1/cases/${caseId}/holds`, HoldList);
    return holds.find(({ hop, state }) => hop === 0 && (state === 'held' || state === 'partly_held'));
  });
}

function look({ people, caseId }: CourseContext): Promise<z.infer<typeof CaseView>> {
  return people.look('demo-officer-1', `/v1/cases/${caseId}`, CaseView);
}

/**
 * Looks once a second until there is a value; returns undefined when there is none in a minute.
 */
async function seen<T>(lookOnce: () => Promise<T | undefined>): Promise<T | undefined> {
  const giveUpAt = Date.now() + SEEN_WITHIN_MS;
  for (;;) {
    const value = await lookOnce();
    if (value !== undefined || Date.now() > giveUpAt) return value;
    await sleep(LOOK_EVERY_MS);
  }
}
