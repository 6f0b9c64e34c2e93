import { sha256Hex } from '../../persistence/sha256.js';
import { type EntityManager, IsNull } from 'typeorm';
import type { AppealState, AppealTier } from '../../domain/appeal/appeal.js';
import { type Filing, tooManyFilings } from '../../domain/appeal/file-appeal.js';
import { tierClock } from '../../domain/appeal/tier-clock.js';
import type { Refusal } from '../../domain/result.js';
import { AppealFilingRow, AppealRow } from '../../persistence/entities/case/appeal.entities.js';
import type { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/work/case-work.js';
import { noteDecidersByNumber } from '../interest/note-deciders.js';
import { giveAnswer } from '../message/give-answer.js';
import { keepApplied } from '../message/keep-applied.js';
import { Overtaken } from '../message/retry-when-overtaken.js';
import type { AppealFiled, FileAppealInput } from './appeal-input.js';

/** A filing that the domain allows, with everything that its rows need. */
export interface FilingToWrite {
  input: FileAppealInput;
  filedBy: string;
  hold: HoldRow;
  /** The hold's newest appeal, if it has one. */
  appeal: AppealRow | null;
  filing: Filing;
}

/** Returns the subjects of persons who answered an appeal against a hold so far, in any round. */
export async function answersOf(manager: EntityManager, holdId: string): Promise<string[]> {
  return (await answersOfHolds(manager, [holdId])).get(holdId) ?? [];
}

/** Returns the same by hold, for those that anybody answered. */
export async function answersOfHolds(
  manager: EntityManager,
  holdIds: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const rows: { holdId: string; persons: string[] }[] = await manager.query(
    `SELECT a.hold_id AS "holdId", array_agg(DISTINCT d.person) AS persons
       FROM appeal_decision d JOIN appeal a ON a.id = d.appeal_id
      WHERE a.hold_id = ANY ($1) AND d.verdict <> 'review' GROUP BY a.hold_id`,
    [holdIds],
  );
  return new Map(rows.map(({ holdId, persons }) => [holdId, persons]));
}

/** Returns the tiers that answered an appeal, or forwarded it. */
export async function tiersOf(manager: EntityManager, appealId: string): Promise<AppealTier[]> {
  return (await tiersOfAppeals(manager, [appealId])).get(appealId) ?? [];
}

/** Returns the same by appeal, for those that any tier answered. */
export async function tiersOfAppeals(
  manager: EntityManager,
  appealIds: readonly string[],
): Promise<ReadonlyMap<string, AppealTier[]>> {
  const rows: { appealId: string; tiers: AppealTier[] }[] = await manager.query(
    `SELECT appeal_id AS "appealId", array_agg(DISTINCT tier) AS tiers FROM appeal_decision
      WHERE appeal_id = ANY ($1) AND verdict <> 'review' GROUP BY appeal_id`,
    [appealIds],
  );
  return new Map(rows.map(({ appealId, tiers }) => [appealId, tiers]));
}

/**
 * Writes a filing, and opens its appeal or brings it to the next tier; the caller finishes the
 * work. Refuses with `APPEAL.TOO_MANY_FILINGS`.
 */
export async function writeFiling(
  work: CaseWork,
  { input, filedBy, hold, appeal, filing }: FilingToWrite,
): Promise<{ ok: true; response: AppealFiled } | Refusal> {
  const row = filing.becomes === 'joined' && appeal !== null ? appeal : await atTier(work, hold, appeal, filing);
  const appealAtTier = { appealId: row.id, tier: row.tier };
  const refusal = tooManyFilings(await work.manager.countBy(AppealFilingRow, appealAtTier));
  if (refusal !== null) return refusal;
  const statementSha256 = sha256Hex(input.statement);
  const togetherId = input.togetherId ?? null;
  const phoneKey = input.phoneKey ?? null;
  const inboxMessageId = await keepSigned(work, input, hold, row);
  // The same statement of the same filer, with the same number, is kept once; each message that an institution signed is
  // kept as a message.
  if (
    !(await work.manager.existsBy(AppealFilingRow, {
      ...appealAtTier,
      filedBy,
      statementSha256,
      togetherId: togetherId ?? IsNull(),
      phoneKey: phoneKey ?? IsNull(),
    }))
  ) {
    const { appellant, statement } = input;
    const holderIs = appellant.by === 'institution' ? appellant.holderIs : null;
    const id = newId();
    await work.manager.insert(AppealFilingRow, {
      id,
      ...appealAtTier,
      way: appellant.by,
      filedBy,
      statement,
      statementSha256,
      holderIs,
      inboxMessageId,
      togetherId,
      phoneKey,
      filedAt: work.now,
    });
    work.audit('appeal.filed', {
      appealId: row.id,
      filingId: id,
      way: appellant.by,
      statementSha256,
      holderIs,
      togetherId,
    });
    if (phoneKey !== null) await noteDecidersByNumber(work, [phoneKey]);
  }
  const response = {
    id: row.id,
    reference: hold.noticeReference,
    state: row.state,
    tier: row.tier,
    joined: filing.becomes === 'joined',
    receivedAt: row.receivedAt.toISOString(),
    targetAt: row.targetAt.toISOString(),
    breachAt: row.breachAt.toISOString(),
  };
  if (inboxMessageId !== null)
    giveAnswer(work, {
      kind: 'appeal.answer',
      party: filedBy,
      messageId: inboxMessageId,
      legalBasis: [row.ruleRowId],
      purpose: 'how the appeal against a hold stands',
      response,
    });
  return { ok: true, response };
}

/** Sends an appeal with an officer's finding to the authority of the power, whose clock begins now. */
export async function forwardToAuthority(work: CaseWork, row: AppealRow): Promise<void> {
  const { tier: from } = row;
  await changeAppeal(work, row, { ...clockAt(work, 'authority'), reviewer: null, settledAt: null });
  work.audit('appeal.forwarded', { appealId: row.id, holdId: row.holdId, from, ruleRowId: row.ruleRowId });
}

/**
 * Brings a hold to its authority because an officer found for a holder further up the trail: a
 * finding is filed for it, in its open appeal or in a new one.
 */
export async function fileFinding(
  work: CaseWork,
  hold: HoldRow,
  { person, statement }: { person: string; statement: string },
): Promise<void> {
  const newest = await work.manager.findOne(AppealRow, { where: { holdId: hold.id }, order: { round: 'DESC' } });
  let row = newest;
  if (row === null || row.settledAt !== null) {
    row = work.manager.create(AppealRow, {
      id: newId(),
      holdId: hold.id,
      caseId: hold.caseId,
      round: (newest?.round ?? 0) + 1,
      ...clockAt(work, 'authority'),
      reviewer: null,
      settledAt: null,
      receivedAt: work.now,
    });
    await work.manager.insert(AppealRow, row);
    auditState(work, row, null);
  }
  const statementSha256 = sha256Hex(statement);
  const filing = { appealId: row.id, tier: row.tier, filedBy: person, statementSha256 };
  if (await work.manager.existsBy(AppealFilingRow, filing)) return;
  const id = newId();
  const nothing = { holderIs: null, inboxMessageId: null, togetherId: null, phoneKey: null };
  await work.manager.insert(AppealFilingRow, {
    id,
    ...filing,
    ...nothing,
    way: 'finding',
    statement,
    filedAt: work.now,
  });
  work.audit('appeal.filed', {
    appealId: row.id,
    filingId: id,
    way: 'finding',
    statementSha256,
    holderIs: null,
    togetherId: null,
  });
}

/** Changes an appeal, and notes an audit event when its state changes. */
export async function changeAppeal(work: CaseWork, row: AppealRow, change: Partial<AppealRow>): Promise<void> {
  const from = row.state;
  Object.assign(row, change);
  await work.manager.update(AppealRow, { id: row.id }, change);
  if (row.state !== from) auditState(work, row, from);
}

/**
 * Opens an appeal against the hold, the first one or one of a new round, or brings the appeal to
 * the next tier, whose clock begins now.
 */
async function atTier(
  work: CaseWork,
  hold: HoldRow,
  appeal: AppealRow | null,
  { becomes, tier }: Filing,
): Promise<AppealRow> {
  const fresh = { ...clockAt(work, tier), reviewer: null, settledAt: null };
  if (appeal !== null && becomes === 'next_tier') {
    await changeAppeal(work, appeal, fresh);
    return appeal;
  }
  const ids = { id: newId(), holdId: hold.id, caseId: hold.caseId, round: (appeal?.round ?? 0) + 1 };
  const row = work.manager.create(AppealRow, { ...ids, ...fresh, receivedAt: work.now });
  await work.manager.insert(AppealRow, row);
  auditState(work, row, null);
  return row;
}

/** Returns an appeal's state and times when it reaches a tier now. */
function clockAt(work: CaseWork, tier: AppealTier) {
  const { rule, choices, targetAt, breachAt } = tierClock(tier, work.now, work.rulebook);
  const basis = { ruleRowId: rule.rowId, choiceRowIds: choices.map(({ rowId }) => rowId) };
  const lookAt = tier === 'authority' ? breachAt : null;
  return { state: 'received' as const, tier, ...basis, tierSince: work.now, targetAt, breachAt, lookAt };
}

function auditState(work: CaseWork, row: AppealRow, from: AppealState | null): void {
  const { id: appealId, holdId, tier, state: to, ruleRowId } = row;
  work.audit('appeal.state', { appealId, holdId, tier, from, to, ruleRowId });
}

/** Keeps the message that an institution signed, on the rule row of its tier; null for others. */
async function keepSigned(
  work: CaseWork,
  { appellant }: FileAppealInput,
  hold: HoldRow,
  row: AppealRow,
): Promise<string | null> {
  if (appellant.by !== 'institution') return null;
  const { message, content } = appellant;
  const kept = await keepApplied(
    work,
    { ...message, kind: 'holder.appeal', subjectId: hold.id, content },
    { basis: [row.ruleRowId], outcome: 'APPLIED' },
  );
  if (kept === undefined) throw new Overtaken();
  return kept.id;
}
