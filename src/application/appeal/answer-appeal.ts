import type { DataSource, EntityManager } from 'typeorm';
import { holdWorkflowId } from '../../contract/ids.js';
import { answerAppeal as judgeAnswer, type AppealedHold } from '../../domain/appeal/answer-appeal.js';
import { OPEN_APPEAL_STATES } from '../../domain/appeal/appeal-state.js';
import type { AppealFacts, AppealReason, AppealState } from '../../domain/appeal/appeal.js';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import { belowUpheld } from '../../domain/hold/end/end-of-power.js';
import { LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { AppealDecisionRow, AppealRow } from '../../persistence/entities/case/appeal.entities.js';
import { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { settleByItself } from '../break/settle-by-itself.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openKnownCase } from '../case/work/open-case.js';
import type { Signal } from '../case/work/signal.js';
import { refuseInterested } from '../interest/refuse-interested.js';
import { orderRelease } from '../hold/release/order-release.js';
import { reduceHold } from '../hold/order/reduce-hold.js';
import { goOnByRest, powersBesideOf } from '../hold/order/powers-beside.js';
import { powersOf, standingNotices, standingNoticesOf, type StandingNotice } from '../hold/change/rest-on-notice.js';
import { holdsBelow } from '../ledger/holds-below.js';
import type { AppealAnswerInput } from './appeal-input.js';
import { partsInHolds } from './appeal.queries.js';
import { answersOfHolds, changeAppeal, fileFinding, forwardToAuthority, tiersOfAppeals } from './write-appeal.js';

export type AppealAnswered =
  { ok: true; id: string; state: AppealState; releaseOrderId: string | null; signals: Signal[] } | Refusal;

/**
 * Takes up an appeal, or answers it with reasons. Upheld in full by who holds the power: the hold is
 * released once, and with it what section 7 holds of money that went on from there. Upheld in part: an
 * order for less takes the place of the newest one. Found for the holder by somebody else: the
 * appeal goes to the authority of the power. The case lock decides between the answer, expiry and other officers.
 * The same act of the same person gets the same answer, so that a call that was cut off can be
 * repeated. Refusals: `APPEAL.ABSENT`, `CASE.INTEREST`, and those of the domain's `answerAppeal`.
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
  const repeated = await sameAct(manager, appeal, { actor, body, reason, keepSatang });
  if (repeated !== undefined) return repeated;
  const interested = await refuseInterested(work, actor);
  if (interested !== null) return interested;
  const { tier } = appeal;
  const [facts] = await readAppealFacts(work, [{ appeal, hold }], await standingNoticesOf(work, [hold.id]));
  if (facts === undefined) throw new Error('a reading gave nothing');
  const judged = judgeAnswer(...facts, actor, { verdict: body.verdict, reason, keepSatang }, work);
  if (!judged.ok) {
    work.audit('appeal.not_allowed', { appealId, code: judged.code });
    await work.finish();
    return judged;
  }
  const { state, role, kept, ends } = judged.value;
  const { kind } = hold;
  const endedPower = ends === 'own_power_alone' && (await goOnByRest(work, hold)) ? kind : null;
  // Once its time is over nothing lets a hold go on.
  const endsAll = ends === 'all' || (kept === 'uphold' && endedPower === null);
  const releaseOrderId = endsAll ? await releaseAll(work, hold, { reason, role }) : null;
  const reduced = keepSatang === null || kept === 'forward' ? null : await reduceHold(work, hold, keepSatang);
  const row = {
    id: newId(),
    appealId,
    tier,
    person: actor.subject,
    role,
    institution: role === 'institution_user' ? (actor.institution ?? null) : null,
    verdict: kept,
    reasonTh: reason.th ?? null,
    reasonEn: reason.en ?? null,
    keepSatang,
    letGoSatang: reduced?.letGoSatang ?? null,
    releaseOrderId,
    endedPower,
    decidedAt: work.now,
  };
  await manager.insert(AppealDecisionRow, row);
  work.audit('appeal.decided', {
    appealId,
    decisionId: row.id,
    tier: row.tier,
    verdict: row.verdict,
    role,
    institution: row.institution,
    releaseOrderId,
    ...(endedPower === null ? {} : { endedPower }),
    ...(keepSatang === null ? {} : { keepSatang: keepSatang.toString() }),
  });
  const isOpen = OPEN_APPEAL_STATES.includes(state);
  if (!isOpen) await settleByItself(work, hold.id, 'FINDING_UNANSWERED');
  if (kept === 'forward') await forwardToAuthority(work, appeal);
  else await changeAppeal(work, appeal, { state, ...(isOpen ? { reviewer: actor.subject } : { settledAt: work.now }) });
  const signals = work
    .holdsToSignal()
    .map(({ holdId, ...signal }) => ({ workflowId: holdWorkflowId(holdId), ...signal }));
  await work.finish();
  return { ok: true, id: row.id, state, releaseOrderId, signals };
}

/** An appeal with the hold that it is about. */
interface AppealOfHold {
  appeal: AppealRow;
  hold: HoldRow;
}

/** What decides about an answer to an appeal: the appeal, and the hold that it is about. */
type AnswerFacts = [AppealFacts, AppealedHold];

/** Reads what decides about an answer to each of some appeals, in their order; `notices`: by hold. Six statements at most. */
export async function readAppealFacts(
  reading: Pick<CaseWork, 'manager' | 'rulebook' | 'now'>,
  appeals: readonly AppealOfHold[],
  notices: ReadonlyMap<string, StandingNotice[]>,
): Promise<AnswerFacts[]> {
  if (appeals.length === 0) return [];
  const { manager } = reading;
  const holds = appeals.map(({ hold }) => hold);
  const holdIds = holds.map(({ id }) => id);
  const answers = await answersOfHolds(manager, holdIds);
  const tiers = await tiersOfAppeals(
    manager,
    appeals.map(({ appeal }) => appeal.id),
  );
  const parts = await partsInHolds(manager, holdIds);
  const beside = await powersBesideOf(reading, holds);
  return appeals.map(({ appeal: { id, state, tier }, hold }) => {
    const answered = { answeredBy: answers.get(hold.id) ?? [], answeredTiers: tiers.get(id) ?? [] };
    const powers = (beside.get(hold.id) ?? []).map(({ kind }) => kind);
    return [
      { state, tier, ...answered },
      {
        ...powersOf(hold, notices.get(hold.id), powers),
        state: hold.state,
        heldSatang: hold.heldSatang,
        expiresAt: hold.expiresAt,
        parts: parts.get(hold.id) ?? [],
      },
    ];
  });
}

/**
 * Returns the outcome of the newest act when it is the same act of the same person, at this tier or
 * as a finding that went on to the authority.
 */
async function sameAct(
  manager: EntityManager,
  appeal: AppealRow,
  act: { actor: ActingPerson; body: AppealAnswerInput; reason: AppealReason; keepSatang: bigint | null },
): Promise<AppealAnswered | undefined> {
  const { id: appealId, state } = appeal;
  const last = await manager.findOne(AppealDecisionRow, { where: { appealId }, order: { id: 'DESC' } });
  if (last === null || last.person !== act.actor.subject) return undefined;
  const isForwarded = last.verdict === 'forward';
  if (last.tier !== appeal.tier && !isForwarded) return undefined;
  const said = !isForwarded ? last.verdict : last.keepSatang === null ? 'uphold' : 'uphold_in_part';
  if (said !== act.body.verdict) return undefined;
  const { th = null, en = null } = act.reason;
  const isSame = last.reasonTh === th && last.reasonEn === en && last.keepSatang === act.keepSatang;
  return isSame ? { ok: true, id: last.id, state, releaseOrderId: last.releaseOrderId, signals: [] } : undefined;
}

/**
 * Releases the hold, and what section 7 alone holds of the money that went on from there, because
 * the holder passed on money that was the holder's own. Every other power below goes with the
 * finding to its own authority. Returns the hold's own release order.
 */
async function releaseAll(
  work: CaseWork,
  hold: HoldRow,
  { reason, role }: { reason: AppealReason; role: Role },
): Promise<string> {
  const said = reason.en ?? reason.th ?? null;
  const release = await orderRelease(work, hold, 'APPEAL_UPHELD', { note: said, role });
  if (release === undefined) throw new Error(`hold ${hold.id} could not be released`);
  for (const id of await holdsBelow(work.manager, hold.trailLinkId)) {
    const below = await work.manager.findOneByOrFail(HoldRow, { id });
    if (!LIVE_HOLD_STATES.includes(below.state)) continue;
    const notices = await standingNotices(work, id);
    const becomes = belowUpheld({ kind: below.kind, restsOnNotice: notices.length > 0 });
    if (becomes === 'falls') {
      await orderRelease(work, below, 'APPEAL_UPHELD', { note: 'unwound with the hold upstream', role });
      continue;
    }
    if (below.kind === 'section7') await goOnByRest(work, below);
    const statement = `${hold.noticeReference}: ${reason.th ?? ''} ${reason.en ?? ''}`.trim();
    await fileFinding(work, below, { person: work.actor, statement });
  }
  return release.id;
}
