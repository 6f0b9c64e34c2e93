import type { DataSource, EntityManager } from 'typeorm';
import { holdWorkflowId } from '../../contract/ids.js';
import { answerAppeal as judgeAnswer } from '../../domain/appeal/answer-appeal.js';
import { OPEN_APPEAL_STATES } from '../../domain/appeal/appeal-state.js';
import type { AppealReason, AppealState } from '../../domain/appeal/appeal.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { AppealDecisionRow, AppealRow } from '../../persistence/entities/appeal.entities.js';
import { HoldRow } from '../../persistence/entities/hold.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/acting-person.js';
import { type CaseWork, openKnownCase } from '../case/case-work.js';
import type { Signal } from '../case/signal.js';
import { orderRelease } from '../hold/order-release.js';
import { reduceHold } from '../hold/reduce-hold.js';
import { holdsBelow } from '../ledger/holds-below.js';
import type { AppealAnswerInput } from './appeal-input.js';
import { answersOf, changeAppeal } from './write-appeal.js';

export type AppealAnswered =
  { ok: true; id: string; state: AppealState; releaseOrderId: string | null; signals: Signal[] } | Refusal;

/**
 * What a person does with an appeal: takes it up, or answers it with reasons. Upheld in full, the
 * hold is released like any other, once, until the institution acknowledges it, and with it every
 * hold on money that went on from there; in part, an order for less takes the place of the newest
 * one. The case is locked: an answer wins or loses against expiry and against other officers here.
 * The same act of the same person again is answered as before, so that a round that was cut off is
 * sent once more. Refusals: `APPEAL.ABSENT`, and those of the domain's `answerAppeal`.
 */
export async function answerAppeal(
  db: DataSource,
  input: { appealId: string; body: AppealAnswerInput; actor: ActingPerson },
): Promise<AppealAnswered> {
  return inTransaction(db, (manager) => answer(manager, input));
}

async function answer(
  manager: EntityManager,
  { appealId, body, actor }: Parameters<typeof answerAppeal>[1],
): Promise<AppealAnswered> {
  const found = await manager.findOneBy(AppealRow, { id: appealId });
  if (found === null) return refuse('APPEAL.ABSENT', 'there is no such appeal');
  const work = await openKnownCase(manager, found.caseId, actor.subject);
  const appeal = await manager.findOneByOrFail(AppealRow, { id: appealId });
  const hold = await manager.findOneByOrFail(HoldRow, { id: appeal.holdId });
  const reason: AppealReason = body.verdict === 'review' ? {} : body.reason;
  const keepSatang = body.verdict === 'uphold_in_part' ? BigInt(body.keepSatang) : null;
  const before = await sameAct(manager, appeal, { actor, body, reason, keepSatang });
  if (before !== undefined) return before;
  const judged = judgeAnswer(
    { state: appeal.state, tier: appeal.tier, answeredBy: await answersOf(manager, hold.id) },
    { state: hold.state, heldSatang: hold.heldSatang, involved: await involvedIn(work, hold.id) },
    actor,
    { verdict: body.verdict, reason, keepSatang },
  );
  if (!judged.ok) {
    work.audit('appeal.not_allowed', { appealId, code: judged.code });
    await work.finish();
    return judged;
  }
  const { state, role } = judged.value;
  const releaseOrderId = body.verdict === 'uphold' ? await releaseAll(work, hold, reason) : null;
  if (keepSatang !== null) await reduceHold(work, hold, keepSatang);
  const row = {
    id: newId(),
    appealId,
    tier: appeal.tier,
    person: actor.subject,
    role,
    verdict: body.verdict,
    reasonTh: reason.th ?? null,
    reasonEn: reason.en ?? null,
    keepSatang,
    releaseOrderId,
    decidedAt: work.now,
  };
  await manager.insert(AppealDecisionRow, row);
  work.audit('appeal.decided', {
    appealId,
    decisionId: row.id,
    tier: row.tier,
    verdict: row.verdict,
    role,
    releaseOrderId,
    ...(keepSatang === null ? {} : { keepSatang: keepSatang.toString() }),
  });
  const isOpen = OPEN_APPEAL_STATES.includes(state);
  await changeAppeal(work, appeal, { state, ...(isOpen ? { reviewer: actor.subject } : { settledAt: work.now }) });
  const signals = work.holdsToSignal().map(({ holdId, ...told }) => ({ workflowId: holdWorkflowId(holdId), ...told }));
  await work.finish();
  return { ok: true, id: row.id, state, releaseOrderId, signals };
}

/** The outcome of the newest act at this tier, when it was this very one of this very person. */
async function sameAct(
  manager: EntityManager,
  appeal: AppealRow,
  act: { actor: ActingPerson; body: AppealAnswerInput; reason: AppealReason; keepSatang: bigint | null },
): Promise<AppealAnswered | undefined> {
  const { id: appealId, tier, state } = appeal;
  const last = await manager.findOne(AppealDecisionRow, { where: { appealId, tier }, order: { id: 'DESC' } });
  if (last?.person !== act.actor.subject || last.verdict !== act.body.verdict) return undefined;
  const { th = null, en = null } = act.reason;
  const isSame = last.reasonTh === th && last.reasonEn === en && last.keepSatang === act.keepSatang;
  return isSame ? { ok: true, id: last.id, state, releaseOrderId: last.releaseOrderId, signals: [] } : undefined;
}

/**
 * Who took the complaint, and who asked for or decided on any order of the hold, or on another one
 * for its account that is still being decided on.
 */
async function involvedIn(work: CaseWork, holdId: string): Promise<string[]> {
  const rows: { person: string }[] = await work.manager.query(
    `WITH request AS (
       SELECT r.id, r.requested_by FROM freeze_request r
        WHERE r.hold_id = $1 OR r.id IN (SELECT freeze_request_id FROM hold WHERE id = $1)
           OR r.id IN (SELECT freeze_request_id FROM hold_order WHERE hold_id = $1)
          OR EXISTS (SELECT 1 FROM hold h WHERE h.id = $1 AND r.case_id = h.case_id AND r.institution = h.institution AND r.account_no = h.account_no))
     SELECT f.opened_by AS person FROM hold h JOIN case_file f ON f.id = h.case_id WHERE h.id = $1
     UNION SELECT requested_by FROM request
     UNION SELECT d.person FROM decision d JOIN request r ON r.id = d.freeze_request_id`,
    [holdId],
  );
  return rows.map(({ person }) => person);
}

/**
 * Releases the hold and, because what its holder passed on was his own to give, every hold
 * downstream of it. Returns the hold's own release order.
 */
async function releaseAll(work: CaseWork, hold: HoldRow, reason: AppealReason): Promise<string> {
  const release = await orderRelease(work, hold, 'APPEAL_UPHELD', reason.en ?? reason.th ?? null);
  if (release === undefined) throw new Error(`hold ${hold.id} could not be released`);
  for (const id of await holdsBelow(work.manager, hold.trailLinkId)) {
    const below = await work.manager.findOneByOrFail(HoldRow, { id });
    await orderRelease(work, below, 'APPEAL_UPHELD', 'unwound with the hold upstream');
  }
  return release.id;
}
