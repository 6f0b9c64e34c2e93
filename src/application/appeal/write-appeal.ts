import { createHash } from 'node:crypto';
import { type EntityManager, IsNull } from 'typeorm';
import type { AppealState } from '../../domain/appeal/appeal.js';
import type { Filing } from '../../domain/appeal/file-appeal.js';
import { tierClock } from '../../domain/appeal/tier-clock.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { AppealFilingRow, AppealRow } from '../../persistence/entities/appeal.entities.js';
import type { HoldRow } from '../../persistence/entities/hold.entities.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/case-work.js';
import { giveAnswer } from '../message/give-answer.js';
import { keepApplied } from '../message/keep-applied.js';
import { Overtaken } from '../message/retry-when-overtaken.js';
import type { AppealFiled, FileAppealInput } from './appeal-input.js';

/** What one tier listens to; more is no news and only fills the record. */
const FILINGS_PER_TIER = 20;

/** A filing that the domain allows, with all that it is written from. */
export interface FilingToWrite {
  input: FileAppealInput;
  filedBy: string;
  hold: HoldRow;
  /** The hold's newest appeal, if it has one. */
  appeal: AppealRow | null;
  filing: Filing;
}

/** Subjects of those who answered an appeal against a hold so far, in any round. */
export async function answersOf(manager: EntityManager, holdId: string): Promise<string[]> {
  const rows: { person: string }[] = await manager.query(
    `SELECT DISTINCT d.person FROM appeal_decision d JOIN appeal a ON a.id = d.appeal_id
      WHERE a.hold_id = $1 AND d.verdict <> 'review'`,
    [holdId],
  );
  return rows.map(({ person }) => person);
}

/**
 * Writes an appeal, also that of a new round, its next tier, or one more word in it; the caller
 * finishes the work. Refuses with `APPEAL.TOO_MANY_FILINGS`.
 */
export async function writeFiling(
  work: CaseWork,
  { input, filedBy, hold, appeal, filing }: FilingToWrite,
): Promise<{ ok: true; response: AppealFiled } | Refusal> {
  const row = filing.becomes === 'joined' && appeal !== null ? appeal : await atTier(work, hold, appeal, filing);
  const said = { appealId: row.id, tier: row.tier };
  if ((await work.manager.countBy(AppealFilingRow, said)) >= FILINGS_PER_TIER)
    return refuse('APPEAL.TOO_MANY_FILINGS', 'this appeal has been argued often enough; it waits for its answer');
  const statementSha256 = createHash('sha256').update(input.statement).digest('hex');
  const togetherId = input.togetherId ?? null;
  const inboxMessageId = await keepOf(work, input, hold, row);
  // The same word of the same one is kept once; what an institution signed is a message of its own
  // and is kept as such.
  if (
    !(await work.manager.existsBy(AppealFilingRow, {
      ...said,
      filedBy,
      statementSha256,
      togetherId: togetherId ?? IsNull(),
    }))
  ) {
    const { appellant, statement } = input;
    const holderIs = appellant.by === 'institution' ? appellant.holderIs : null;
    const id = newId();
    await work.manager.insert(AppealFilingRow, {
      id,
      ...said,
      way: appellant.by,
      filedBy,
      statement,
      statementSha256,
      holderIs,
      inboxMessageId,
      togetherId,
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

/** Changes an appeal's state and tells the audit, exactly once. */
export async function changeAppeal(work: CaseWork, row: AppealRow, change: Partial<AppealRow>): Promise<void> {
  const from = row.state;
  Object.assign(row, change);
  await work.manager.update(AppealRow, { id: row.id }, change);
  if (row.state !== from) auditState(work, row, from);
}

/**
 * Opens an appeal against the hold, the first or that of a new round, or brings it before the next
 * tier, whose clock begins now.
 */
async function atTier(
  work: CaseWork,
  hold: HoldRow,
  appeal: AppealRow | null,
  { becomes, tier }: Filing,
): Promise<AppealRow> {
  const { rule, choices, targetAt, breachAt } = tierClock(tier, work.now, work.rulebook);
  const rests = { ruleRowId: rule.rowId, choiceRowIds: choices.map(({ rowId }) => rowId) };
  const clock = { state: 'received' as const, tier, ...rests, tierSince: work.now, targetAt, breachAt };
  const fresh = { ...clock, reviewer: null, settledAt: null };
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

function auditState(work: CaseWork, row: AppealRow, from: AppealState | null): void {
  const { id: appealId, holdId, tier, state: to, ruleRowId } = row;
  work.audit('appeal.state', { appealId, holdId, tier, from, to, ruleRowId });
}

/** Keeps what an institution signed, on the row that the appeal is heard by. */
async function keepOf(
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
