import { createHash, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { advisingModels } from '../../../src/analysis/advising-models.js';
import { giveVerdict } from '../../../src/application/advice/give-verdict.js';
import { keepAdvice } from '../../../src/application/advice/keep-advice.js';
import { noteShown } from '../../../src/application/advice/note-shown.js';
import { giveRingOpinion, undoRing } from '../../../src/application/advice/rule-on-ring.js';
import { accountKey } from '../../../src/domain/party.js';
import { IncompleteTransferRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { AdviceRow } from '../../../src/persistence/entities/findings/advice.entities.js';
import { writeCheckpoint } from '../../../src/persistence/audit/checkpoint.js';
import { addToComplaint } from '../../../src/application/complaint/intake/add-to-complaint.js';
import { setAsideIncompleteTransfer } from '../../../src/application/complaint/incomplete/settle-incomplete-transfer.js';
import { decideDirective } from '../../../src/application/directive/decide-directive.js';
import { receiveAppeal } from '../../../src/application/appeal/file-appeal.js';
import { noteCaseAccess } from '../../../src/application/case/privacy/note-access.js';
import { receiveNotice } from '../../../src/application/notice/receive-notice.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { requestDirective } from '../../../src/application/directive/request-directive.js';
import { reveal } from '../../../src/application/reveal/reveal.js';
import { recordOfficerResult } from '../../../src/application/notice/record-officer-result.js';
import { endSessions } from '../../../src/application/session/end-sessions.js';
import { startSession } from '../../../src/application/session/start-session.js';
import { keepCheck } from '../../../src/application/session/use-session.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { inTransaction } from '../../../src/persistence/unit-of-work.js';
import { MULE_ACCOUNT, NEXT_ACCOUNT } from '../../support/complaint-body.js';
import { switchResidualWatch } from '../../support/residual-policy.js';
import {
  INQUIRY_OFFICER,
  OFFICER,
  OPERATOR,
  OTHER_SUPERVISOR,
  RecordBuilder,
  SUPERVISOR,
} from '../../support/record-builder.js';
import type { FreshDatabase } from '../../support/postgres.js';
import { raisedByLaterCredit } from './raised-story.js';
import { correct } from '../../support/correct.js';
import { withdraw } from '../../support/withdraw.js';

/** Ids of the holds and cases of the database; each story has one case. */
export type RichRecord = Awaited<ReturnType<typeof buildRichRecord>>;

/** Makes a database with every kind of row, by the product's own transactions alone. */
export async function buildRichRecord(database: FreshDatabase) {
  const build = await RecordBuilder.on(database);
  const { db } = build;
  await switchResidualWatch(db, true);
  const stories = {
    released: await releasedByOfficer(build),
    twoHops: await twoHops(build),
    suspended: await approvedSuspension(build),
    brokenGlass: await brokenGlass(build),
    continued: await heldAndContinued(build),
    denied: await deniedDebit(build),
    excess: await moreThanRequested(build),
    raised: await raisedByLaterCredit(build),
    withdrawn: await withdrawn(build),
    corrected: await corrected(build),
    rivals: await rivalClaims(build),
    noticed: await noticedByOfficer(build),
    suspected: await suspectedByBank(build),
    advised: await advisedAndArmed(build),
    incomplete: await incompleteAndSetAside(build),
  };
  const checkpoint = () =>
    inTransaction(db, (manager) => writeCheckpoint(manager, (bytes) => build.parties.signBytes(bytes)));
  await checkpoint();
  // Most of them paid the same mule, so each new case was linked with those before it: those are
  // advanced again, as their workflows would do.
  for (const { caseId } of Object.values(stories)) await build.advanceCase(caseId);
  await checkpoint();
  await readByPersons(db, stories);
  await signedIn(db);
  await checkpoint();
  return { build, ...stories };
}

/** Signs two persons in, takes a role from the one, and signs the other out. */
async function signedIn(db: DataSource): Promise<void> {
  const sessionOf = async ({ subject, name, roles }: typeof OFFICER) => {
    const said = { subject, name, roles, institution: null, rulebookClaim: undefined, phoneKey: null };
    const secretSha256 = createHash('sha256').update(subject).digest('hex');
    const rest = {
      providerSession: `at-provider-${subject}`,
      providerGrant: Buffer.from('sealed'),
      wordEndsAt: new Date(),
      replaces: undefined,
      most: 10,
    };
    return startSession(db, { person: said, secretSha256, ...rest });
  };
  const { id } = await sessionOf({ ...OFFICER, roles: ['aoc_officer', 'auditor'] });
  const said = { ...OFFICER, institution: null, rulebookClaim: undefined, phoneKey: null };
  await keepCheck(db, id, said, Buffer.from('sealed again'));
  const left = await sessionOf(SUPERVISOR);
  await endSessions(db, { id: left.id }, { reason: 'signed_out', by: SUPERVISOR.subject });
}

/** Reads the signed record, evidence and an appeal, and notes it as the API does. */
async function readByPersons(
  db: DataSource,
  {
    released,
    suspended,
    noticed,
  }: Record<'released' | 'suspended', { caseId: string }> & {
    noticed: { caseId: string; appealId: string };
  },
): Promise<void> {
  const evidence: { id: string }[] = await db.query('SELECT id FROM evidence WHERE case_id = $1', [suspended.caseId]);
  const evidenceIds = evidence.map(({ id }) => id);
  await noteCaseAccess(db, 'call_record.read', OPERATOR, { caseId: released.caseId });
  await noteCaseAccess(db, 'evidence.read', OFFICER, { caseId: suspended.caseId, evidenceIds });
  const [part] = await db.query<{ id: string }[]>(
    'SELECT l.id FROM trail_link l JOIN claim c USING (stolen_sum_id) WHERE c.case_id = $1 LIMIT 1',
    [suspended.caseId],
  );
  const reason = 'the bank asked for it by telephone';
  for (const named of [{ partId: part?.id ?? '' }, { field: 'victim.1.phone' }])
    allowed(await reveal(db, { caseId: suspended.caseId, body: { ...named, reason }, actor: OFFICER }));
  await noteCaseAccess(db, 'appeal.read', SUPERVISOR, { caseId: noticed.caseId, appealId: noticed.appealId });
}

/**
 * Plays a hold that is held in full, extended by the confirmed debit, released and acknowledged.
 */
async function releasedByOfficer(build: RecordBuilder) {
  const { caseId, holdId } = await heldCase(build);
  await build.debits(caseId, 'CONFIRMED');
  await build.advanceCase(caseId);
  await build.send(holdId, { result: 'HELD_FULL' });
  const body = { reason: 'the holder showed a receipt', unrelated: true };
  allowed(await releaseByOfficer(build.db, { holdId, body, actor: OFFICER }));
  await build.release(holdId);
  await build.advanceCase(caseId);
  return { caseId, holdId };
}

/**
 * Plays a hold that is partly held: the remainder went on to a second account, its hold not sent.
 */
async function twoHops(build: RecordBuilder) {
  const { caseId, holdIds } = await build.complain();
  const holdId = only(holdIds);
  await build.send(holdId);
  await build.receipt(holdId, wentOn('ONWARD-1', new Date(Date.now() - 600_000)));
  await build.advanceHold(holdId);
  await build.advanceCase(caseId);
  const [, next] = await build.holds(caseId);
  if (next === undefined) throw new Error('the money was not followed');
  return { caseId, holdId, nextHoldId: next.id };
}

/** Says that 300 of 1,000 baht are held and 700 went on. */
function wentOn(transferRef: string, at: Date) {
  const amount = { amountSatang: '70000', attributedSatang: '70000' };
  const transfer = { transferRef, to: { account: NEXT_ACCOUNT }, ...amount, at: at.toISOString() };
  return {
    result: 'HELD_PARTIAL' as const,
    heldAmountSatang: '30000',
    onward: [{ ...transfer, channel: 'promptpay' as const }],
  };
}

/**
 * Plays a case whose reporter holds no account: evidence, a request and an approval come first.
 */
async function approvedSuspension(build: RecordBuilder) {
  const { caseId, holdId, freezeRequestId } = await suspended(build);
  await build.send(holdId, { result: 'HELD_FULL' });
  await build.advanceCase(caseId);
  return { caseId, holdId, freezeRequestId, directiveId: await listed(build, caseId) };
}

/** Plays a suspension that two persons gave; it is not sent yet. */
async function suspended(build: RecordBuilder) {
  const caseId = await caseWithReasonToBelieve(build);
  const requested = allowed(
    await requestFreeze(build.db, {
      caseId,
      body: { kind: 'aoc_suspension', account: MULE_ACCOUNT, reason: 'the registry has it as black' },
      actor: OFFICER,
    }),
  );
  await build.approve(requested.response.id, SUPERVISOR);
  await build.advanceCase(caseId);
  const holdId = only((await build.holds(caseId)).map(({ id }) => id));
  return { caseId, holdId, freezeRequestId: requested.response.id };
}

/** Plays a listing by two persons; a message to every institution is to be sent. */
async function listed(build: RecordBuilder, caseId: string): Promise<string> {
  const subject = { kind: 'citizen' as const, value: '9900000000014' };
  const body = { kind: 'list' as const, subject, ground: 'criterion 1', reason: 'he opened the accounts' };
  const { id } = allowed(await requestDirective(build.db, { caseId, body, actor: OFFICER }));
  const decision = { verdict: 'approve' as const, reason: 'the papers show it' };
  allowed(await decideDirective(build.db, { id, body: decision, actor: SUPERVISOR }));
  return id;
}

/** Plays a break-glass order: one supervisor acts alone, another confirms. */
async function brokenGlass(build: RecordBuilder) {
  const caseId = await caseWithReasonToBelieve(build);
  const requested = allowed(
    await requestFreeze(build.db, {
      caseId,
      body: { kind: 'break_glass', account: MULE_ACCOUNT, reason: 'the money is leaving' },
      actor: SUPERVISOR,
    }),
  );
  await build.advanceCase(caseId);
  const holdId = only((await build.holds(caseId)).map(({ id }) => id));
  await build.send(holdId, { result: 'HELD_FULL' });
  await build.approve(requested.response.id, OTHER_SUPERVISOR);
  await build.advanceCase(caseId);
  return { caseId, holdId };
}

/** Plays a hold under section 7 that the inquiry officer continues by own power. */
async function heldAndContinued(build: RecordBuilder) {
  const { caseId, holdId } = await heldCase(build);
  const statement = { policeCaseNo: 'P-1', station: 'Test', complaintReceivedAt: new Date().toISOString() };
  await build.debits(caseId, 'CONFIRMED');
  allowed(await addToComplaint(build.db, { caseId, kind: 'statement', body: statement, actor: INQUIRY_OFFICER }));
  await build.advanceCase(caseId);
  const body = { kind: 'continue_order' as const, holdId, reason: 'the inquiry goes on' };
  allowed(await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER }));
  await build.advanceCase(caseId);
  return { caseId, holdId };
}

/** Plays a complaint whose victim knows no reference: one is told, and given up by an officer. */
async function incompleteAndSetAside(build: RecordBuilder) {
  const { caseId } = await build.complain({ incompleteTransfers: [{ to: { account: MULE_ACCOUNT } }] });
  const { id: transferId } = await build.db.manager.findOneByOrFail(IncompleteTransferRow, { caseId });
  const reason = 'the victim remembers no more';
  allowed(await setAsideIncompleteTransfer(build.db, { caseId, transferId, reason, actor: OFFICER }));
  await build.advanceCase(caseId);
  return { caseId };
}

/**
 * Plays an officer's notice about a transfer that nobody had reported, and an appeal against a
 * hold of another case.
 */
async function noticedByOfficer(build: RecordBuilder) {
  const { caseId, holdId } = await heldCase(build);
  const { noticeReference } = await build.hold(holdId);
  const statement = 'The money was paid for goods in my shop.';
  const appeal = allowed(
    await receiveAppeal(build.db, {
      reference: noticeReference,
      statement,
      bodySha256: createHash('sha256').update(statement).digest('hex'),
      appellant: { by: 'desk', person: OPERATOR, idempotencyKey: randomUUID() },
    }),
  );
  const at = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
  const transfer = { to: { account: MULE_ACCOUNT }, amountSatang: '250000', transferredAt: at(60), rail: 'promptpay' };
  const body = {
    kind: 'officer' as const,
    ground: 'Several credits were passed on at once.',
    suspected: 'technology_crime' as const,
    foundAt: at(5),
    fromAccount: { institution: 'th-004', accountNo: '9000000003' },
    authority: { office: 'ccib' as const, position: 'Inspector', documentNo: 'TEST 1/2569' },
    transfers: [{ ...transfer, reference: 'NOTICED-1' }],
  };
  allowed(
    await receiveNotice(build.db, {
      body,
      bodySha256: createHash('sha256').update(JSON.stringify(body)).digest('hex'),
      notifier: { by: 'officer', person: INQUIRY_OFFICER, office: 'ccib', idempotencyKey: randomUUID() },
      rulebook: 'th',
    }),
  );
  await build.advanceCase(caseId);
  return { caseId, holdId, appealId: appeal.response.id };
}

/**
 * Plays an institution's own suspicion: it suspends what was still there, the next institution
 * holds the remainder and files an appeal, and an officer proceeds against the first.
 */
async function suspectedByBank(build: RecordBuilder) {
  const now = Date.now();
  const at = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();
  const onward = {
    transferRef: 'SUSPECTED-2',
    to: { account: NEXT_ACCOUNT },
    channel: 'promptpay' as const,
    at: at(50),
  };
  const transfer = {
    to: { account: MULE_ACCOUNT },
    amountSatang: '250000',
    transferredAt: at(60),
    rail: 'promptpay',
    reference: 'SUSPECTED-1',
    suspended: { amountSatang: '150000', suspendedAt: at(5) },
    onward: [{ ...onward, amountSatang: '100000', attributedSatang: '100000' }],
  };
  const notice = {
    ground: 'Several credits were passed on at once.',
    suspected: 'technology_crime' as const,
    foundAt: at(5),
    fromAccount: { institution: 'th-004', accountNo: '9000000003' },
    transfers: [transfer],
  };
  const { id: noticeId, ...noticed } = await build.suspect('th-014', notice);
  const caseId = only(noticed.cases.map(({ id }) => id));
  const suspensionId = only(noticed.suspensions.map(({ id }) => id));
  const body = { result: 'proceeded' as const, reason: 'A warrant is sought.', reference: 'TEST 2/2569' };
  allowed(await recordOfficerResult(build.db, { suspensionId, body, actor: INQUIRY_OFFICER }));
  const [hold] = await build.holds(caseId);
  if (hold === undefined) throw new Error('the next bank holds nothing');
  await build.send(hold.id, { result: 'HELD_FULL' });
  const content = { reference: hold.noticeReference, statement: 'A shop of ten years.' };
  const message = await build.parties.callback(hold.institution, 'holder.appeal', hold.id, content);
  const appellant = { by: 'institution' as const, message, content, holderIs: null };
  const bodySha256 = createHash('sha256').update(message.rawBody).digest('hex');
  allowed(await receiveAppeal(build.db, { ...content, bodySha256, appellant }));
  await build.advanceCase(caseId);
  return { caseId, holdId: hold.id, noticeId, suspensionId };
}

/** Plays a denied debit: the release is sent and not acknowledged yet. */
async function deniedDebit(build: RecordBuilder) {
  const { caseId, holdId } = await heldCase(build);
  await build.debits(caseId, 'DENIED');
  await build.advanceCase(caseId);
  await build.release(holdId, false);
  return { caseId, holdId };
}

/** Plays a receipt above the request: it is not applied and opens a break. */
async function moreThanRequested(build: RecordBuilder) {
  const { caseId, holdIds } = await build.complain();
  const holdId = only(holdIds);
  await build.send(holdId);
  await build.receipt(holdId, { heldAmountSatang: '100001' });
  await build.advanceHold(holdId);
  await build.advanceCase(caseId);
  return { caseId, holdId };
}

/** Plays two reports of one reference at the same account: the second is covered by the first. */
async function rivalClaims(build: RecordBuilder) {
  const { caseId, holdIds } = await build.complain({ transfers: [{ reference: 'RIVAL-RECORD' }] });
  const holdId = only(holdIds);
  await build.send(holdId, { result: 'HELD_FULL' });
  const transfers = [{ reference: 'RIVAL-RECORD', amountSatang: '2500' }];
  const { caseId: coveredCaseId } = await build.complain({ transfers });
  await build.advanceCase(coveredCaseId);
  await build.advanceCase(caseId);
  return { caseId, holdId, coveredCaseId };
}

/**
 * Plays a case with advice: an officer judges it, confirms the suggested ring, undoes it, and arms a
 * hold that another person approves. Then the money goes on, and the armed hold reaches it.
 */
async function advisedAndArmed(build: RecordBuilder) {
  const { db } = build;
  const { caseId: otherCaseId } = await heldCase(build);
  const { caseId, holdId } = await suspended(build);
  await build.send(holdId);
  const reasons = [{ code: 'HOP.TAINT', th: 'เงินมาถึงบัญชีนี้', en: 'money arrived here' }];
  const draft = { score: 0.9, band: 'high' as const, reasons, counterfactual: null, shadow: false };
  const [risk, , , ring] = advisingModels();
  const drafts = [
    { ...draft, kind: 'hop_risk' as const, subject: accountKey(MULE_ACCOUNT), detail: {}, modelVersion: risk ?? '' },
    { ...draft, kind: 'ring' as const, subject: caseId, detail: { cases: [otherCaseId] }, modelVersion: ring ?? '' },
  ].map((made) => ({ ...made, featureHash: createHash('sha256').update(made.kind).digest('hex') }));
  await keepAdvice(db, caseId, Date.now(), drafts);
  const kept = await db.manager.find(AdviceRow, { where: { caseId }, order: { kind: 'ASC' } });
  const [adviceId = '', suggestedId = ''] = kept.map(({ id }) => id);
  const actor = INQUIRY_OFFICER;
  const { id: verdictId } = allowed(await giveVerdict(db, { adviceId, verdict: 'wrong', why: 'A shop.', actor }));
  const together = { adviceId: suggestedId, opinion: 'together' as const };
  const { id: ringId } = allowed(await giveRingOpinion(db, { ...together, why: 'One person.', actor }));
  allowed(await giveRingOpinion(db, { ...together, why: 'One SIM.', actor: OFFICER }));
  allowed(await undoRing(db, { ringId, why: 'Two persons of one name.', actor }));
  const until = new Date(Date.now() + 6 * 3_600_000).toISOString();
  const body = { kind: 'aoc_suspension' as const, holdId, armSatang: '70000', until, reason: 'it is likely to go on' };
  const { id: armedId } = allowed(await requestFreeze(db, { caseId, body, actor: OFFICER })).response;
  await noteShown(db, { caseId, person: SUPERVISOR.subject, adviceIds: [adviceId, suggestedId] });
  await build.approve(armedId, SUPERVISOR);
  await build.advanceCase(caseId);
  await build.receipt(holdId, wentOn('ONWARD-ARMED', new Date()));
  await build.advanceHold(holdId);
  await build.advanceCase(caseId);
  const colours = [MULE_ACCOUNT, NEXT_ACCOUNT].map((account) => ({ account, colour: 'black' }));
  await build.agencyAnswers(caseId, 'bot', { colours });
  await build.advanceCase(caseId);
  return { caseId, holdId, adviceId, verdictId, ringId, armedId };
}

async function withdrawn(build: RecordBuilder) {
  const { caseId, holdId } = await heldCase(build);
  await withdraw(build.db, caseId);
  await build.advanceCase(caseId);
  await build.release(holdId);
  await build.advanceCase(caseId);
  return { caseId, holdId };
}

async function corrected(build: RecordBuilder) {
  const { caseId, holdId } = await heldCase(build);
  await correct(build.db, caseId, { to: { account: NEXT_ACCOUNT } });
  await build.advanceCase(caseId);
  await build.release(holdId);
  await build.advanceCase(caseId);
  return { caseId, holdId };
}

async function heldCase(build: RecordBuilder) {
  const { caseId, holdIds } = await build.complain();
  const holdId = only(holdIds);
  await build.send(holdId, { result: 'HELD_FULL' });
  await build.advanceCase(caseId);
  return { caseId, holdId };
}

async function caseWithReasonToBelieve(build: RecordBuilder): Promise<string> {
  const { caseId } = await build.complain({ reporter: { holdsVictimAccount: false } });
  await build.advanceCase(caseId);
  await build.debits(caseId, 'CONFIRMED');
  await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
  await build.advanceCase(caseId);
  return caseId;
}

function only(ids: readonly string[]): string {
  const [id] = ids;
  if (id === undefined || ids.length !== 1) throw new Error(`expected one hold, found ${ids.length}`);
  return id;
}

function allowed<T extends { ok: boolean }>(outcome: T): Extract<T, { ok: true }> {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome as Extract<T, { ok: true }>;
}
