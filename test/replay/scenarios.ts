import { DAY_MS, HOUR_MS, MINUTE_MS, after } from '../../src/domain/time.js';
import { complaintWorkflowId, RECORD_QUEUE } from '../../src/contract/ids.js';
import { COMPLAINT_WORKFLOW } from '../../src/contract/workflows.js';
import {
  complaintAdded,
  decisionMade,
  holdChanged,
  institutionAnswered,
  orderIssued,
} from '../../workflows/messages.js';
import { bank, movedOn, receipt, type Bank } from '../workflows/support/bank.js';
import type { NewHold, WorldHold } from '../workflows/support/hold-world.js';
import type { SkippingTime } from '../workflows/support/skipping-time.js';

/**
 * Runs workflows on a database in memory, and returns the ids of workflows whose histories are
 * kept, by the names of their files.
 */
export type Scenario = (time: SkippingTime) => Promise<Readonly<Record<string, string>>>;

const BY_CALLBACK: Partial<Bank> = { placeHold: () => 'accepted', readOrder: () => 'accepted' };
const SILENT: Partial<Bank> = { placeHold: () => 'silent', readOrder: () => 'silent' };

/** The most frequent ways of complaints and holds, and the ways in which they go wrong. */
export const SCENARIOS: readonly Scenario[] = [
  heldUntilExpiry,
  silentInstitution,
  answeredLateAndExtended,
  followedToTheNextHop,
  approvedAfterEvidence,
  withdrawn,
  manyReceipts,
  askedAtOnce,
  askedBesideNews,
];

async function heldUntilExpiry(time: SkippingTime) {
  const { holdId, institution } = await newHold(time, bank(), 72 * HOUR_MS);
  await time.ends(await time.startHold(holdId, institution));
  return { 'hold-held-until-expiry': `hold-${holdId}` };
}

/** Unconfirmed, polled, released on expiry; the release is repeated until it is acknowledged. */
async function silentInstitution(time: SkippingTime) {
  const behaviour: Partial<Bank> = { ...SILENT, release: (attempts) => (attempts < 9 ? 'silent' : 'acknowledged') };
  const { holdId, institution } = await newHold(time, bank(behaviour), 10 * MINUTE_MS);
  await time.ends(await time.startHold(holdId, institution));
  return { 'hold-silent-institution': `hold-${holdId}` };
}

/** The history is kept while the workflow still waits. */
async function answeredLateAndExtended(time: SkippingTime) {
  const hold = await newHold(time, bank(BY_CALLBACK), HOUR_MS);
  const handle = await time.startHold(hold.holdId, hold.institution);
  await time.sleep(2 * MINUTE_MS);
  hold.inbox.push(receipt({ sequence: 1, requestedSatang: hold.facts.requestedSatang }));
  await handle.signal(institutionAnswered, 'M1');
  await time.sleep(MINUTE_MS);
  time.world.holds.extend(hold, after(hold.facts.expiresAt, 3 * DAY_MS));
  await handle.signal(orderIssued, hold.holdId);
  await time.sleep(MINUTE_MS);
  hold.inbox.push(receipt({ sequence: 2, requestedSatang: hold.facts.heldSatang }));
  await handle.signal(institutionAnswered, 'M2');
  await time.sleep(2 * HOUR_MS);
  return { 'hold-extended-and-waiting': `hold-${hold.holdId}` };
}

async function followedToTheNextHop(time: SkippingTime) {
  time.world.holds.banks.set('th-006', bank());
  const behaviour: Partial<Bank> = { placeHold: (order) => movedOn(order, 'th-006') };
  const { holdId, institution } = await newHold(time, bank(behaviour), HOUR_MS);
  await time.ends(await time.startHold(holdId, institution));
  await time.ends(time.client.workflow.getHandle('hold-H2'));
  return { 'hold-moved-on': `hold-${holdId}`, 'hold-next-hop': 'hold-H2' };
}

/** One agency answers, the other never; an officer approves; the complaint starts the hold. */
async function approvedAfterEvidence(time: SkippingTime) {
  const inCase = await time.world.open('C1');
  inCase.ask('amlo');
  inCase.ask('bot');
  inCase.answering.add('bot');
  const now = await time.now();
  const request = inCase.request(
    { ...ordinaryHold('C1', bank()), kind: 'aoc_suspension', expiresAt: after(now, 7 * DAY_MS) },
    after(now, 72 * HOUR_MS),
  );
  const handle = await time.startComplaint('C1');
  await time.sleep(HOUR_MS);
  request.state = 'approved';
  await handle.signal(decisionMade, 'D1');
  await time.ends(handle);
  return { 'complaint-approved-after-evidence': 'complaint-C1' };
}

async function withdrawn(time: SkippingTime) {
  const { holdId, institution } = await newHold(time, bank(), 72 * HOUR_MS);
  const inCase = time.world.find('C1');
  inCase.askDebit('th-004');
  inCase.answering.add('th-004');
  await time.startHold(holdId, institution);
  const handle = await time.startComplaint('C1');
  await time.sleep(MINUTE_MS);
  inCase.withdrawn = true;
  for (const debit of inCase.debits) debit.state = 'confirmed';
  await handle.signal(complaintAdded, 'A1');
  await time.ends(handle);
  return { 'complaint-withdrawn': 'complaint-C1', 'hold-released-by-its-case': `hold-${holdId}` };
}

/**
 * Receipts of a long trail that share a round, one at the time of a deadline, and one whose wait a
 * decision ends. The history is kept while the workflow still waits.
 */
async function manyReceipts(time: SkippingTime) {
  const inCase = await time.world.open('C1');
  const now = await time.now();
  inCase.addStarted(50, { ...ordinaryHold('C1', bank()), expiresAt: after(now, 72 * HOUR_MS) });
  inCase.request({ ...ordinaryHold('C1', bank()), expiresAt: after(now, HOUR_MS) }, after(now, 10 * MINUTE_MS));
  const handle = await time.startComplaint('C1');
  await time.sleep(MINUTE_MS);
  for (const holdId of ['H1', 'H2', 'H3']) await handle.signal(holdChanged, holdId);
  await time.sleep(9 * MINUTE_MS - 500);
  await handle.signal(holdChanged, 'H4');
  await time.sleep(MINUTE_MS);
  await handle.signal(holdChanged, 'H5');
  await handle.signal(decisionMade, 'D1');
  await time.sleep(MINUTE_MS);
  return { 'complaint-many-receipts': 'complaint-C1' };
}

function ordinaryHold(caseId: string, atBank: Bank): Omit<NewHold, 'expiresAt'> {
  return { caseId, institution: 'th-014', bank: atBank, requestedSatang: 100_000n };
}

async function newHold(time: SkippingTime, atBank: Bank, expiresInMs: number): Promise<WorldHold> {
  await time.world.open('C1');
  const now = await time.now();
  return time.world.holds.add({ ...ordinaryHold('C1', atBank), expiresAt: after(now, expiresInMs) }, now);
}

/** The questions that intake wrote go out with the first task; the bank takes its own. */
async function askedAtOnce(time: SkippingTime) {
  const inCase = await time.world.open('C1');
  inCase.askDebit('th-004');
  inCase.ask('amlo');
  inCase.answering.add('th-004');
  await time.ends(await time.startComplaint('C1', inCase.written()));
  return { 'complaint-asks-at-once': 'complaint-C1' };
}

/**
 * News waits for the first task, so that a look runs beside the questions that intake wrote and
 * brings one more. The analysis is asked beside both.
 */
async function askedBesideNews(time: SkippingTime) {
  const inCase = await time.world.open('C1');
  inCase.ask('amlo');
  const written = inCase.written();
  inCase.ask('bot');
  inCase.answering.add('amlo').add('bot');
  const handle = await time.client.workflow.signalWithStart(COMPLAINT_WORKFLOW, {
    workflowId: complaintWorkflowId('C1'),
    taskQueue: RECORD_QUEUE,
    args: [{ caseId: 'C1', written }],
    signal: holdChanged,
    signalArgs: ['N1'],
  });
  await time.ends(handle);
  return { 'complaint-asks-beside-news': 'complaint-C1' };
}
