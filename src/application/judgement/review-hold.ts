import { sha256Hex } from '../../persistence/sha256.js';
import type { DataSource, EntityManager } from 'typeorm';
import type { HoldReviewedMessage } from '../../domain/hold/messages.js';
import { doubtReview, mayReviewHold } from '../../domain/hold/end/review-hold.js';
import { dutiesOfWithdrawal } from '../../domain/judgement/duties/duties-of-withdrawal.js';
import type { Duty } from '../../domain/judgement/duties/duty.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import type { RuleRow } from '../../domain/rulebook/row.js';
import { HoldReviewRow, HoldRow } from '../../persistence/entities/money/hold.entities.js';
import type { InboxMessageRow } from '../../persistence/entities/traffic/message.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openBreakOnce } from '../break/open-break.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openKnownCase } from '../case/work/open-case.js';
import { refuseInterested } from '../interest/refuse-interested.js';
import { goOnByRest } from '../hold/order/powers-beside.js';
import { orderRelease } from '../hold/release/order-release.js';
import { standingNotices } from '../hold/change/rest-on-notice.js';
import { selectPersonsOfReviews } from './judgement.queries.js';
import { readDutyFacts } from './read-duty-facts.js';

/** The review on record, or a refusal. */
export type HoldReviewed = { ok: true; id: string; reviewedAt: Date } | Refusal;

/**
 * Records that a person reviewed a hold which outlasts a withdrawal, and found that it stands; so
 * ends the duty to review it (P-WITHDRAW). Who finds that it must not stand releases it instead.
 * Refusals: `HOLD.ABSENT`, and those of `mayReviewHold`.
 */
export async function reviewHold(
  db: DataSource,
  { holdId, body, actor }: { holdId: string; body: { reason: string }; actor: ActingPerson },
): Promise<HoldReviewed> {
  return inTransaction(db, async (manager) => {
    const found = await manager.findOneBy(HoldRow, { id: holdId });
    if (found === null) return refuse('HOLD.ABSENT', 'there is no such hold');
    const work = await openKnownCase(manager, found.caseId, actor.subject);
    const interested = await refuseInterested(work, actor);
    if (interested !== null) return interested;
    const hold = await manager.findOneByOrFail(HoldRow, { id: holdId });
    const due = await reviewsDue(manager, work.caseFile.id, work);
    const allowed = (await mayReview(work, [hold], due, actor)).get(holdId);
    if (allowed === undefined) throw new Error('a reading gave nothing');
    if (!allowed.ok) {
      work.audit('hold_review.not_allowed', { holdId, code: allowed.code });
      await work.finish();
      return allowed;
    }
    const { rule, role } = allowed.value;
    const by = { person: actor.subject, role, reason: body.reason, rule, inboxMessageId: null };
    const id = await writeReview(work, hold, by);
    await work.finish();
    return { ok: true, id, reviewedAt: work.now };
  });
}

/** What a reading of reviews needs of a transaction on a case. */
type Reading = Pick<CaseWork, 'manager' | 'rulebook' | 'now'>;

/** A review that somebody owes: by which row, and since when. */
export type ReviewDue = Pick<Duty, 'ruleId' | 'startedAt'>;

/** Reads the reviews of holds on the money of a case that somebody owes and has not given, by hold. */
export async function reviewsDue(
  manager: EntityManager,
  caseId: string,
  law: Pick<Reading, 'rulebook' | 'now'>,
): Promise<ReadonlyMap<string, ReviewDue>> {
  const facts = await readDutyFacts(manager, caseId);
  const duties = facts === undefined ? [] : dutiesOfWithdrawal(facts, law);
  const open = duties.filter(({ fulfilledAt }) => fulfilledAt === null);
  // Of two that bind for one hold the first counts, as the map keeps the last.
  return new Map(open.toReversed().map((duty) => [duty.subject, duty]));
}

/** Decides whether a person may find now that each of some holds stands, by hold; `due`: what is owed of them. */
export async function mayReview(
  { manager, rulebook, now }: Reading,
  holds: readonly Pick<HoldRow, 'id' | 'kind'>[],
  due: ReadonlyMap<string, ReviewDue>,
  actor: ActingPerson,
): Promise<ReadonlyMap<string, ReturnType<typeof mayReviewHold>>> {
  if (holds.length === 0) return new Map();
  const persons = await selectPersonsOfReviews(
    manager,
    holds.map(({ id }) => id),
  );
  return new Map(
    holds.map(({ id, kind }) => {
      const { withdrawnBy = [], requestedBy = [] } = persons.get(id) ?? {};
      return [id, mayReviewHold({ kind, isDue: due.has(id), withdrawnBy, requestedBy }, actor, rulebook, now)];
    }),
  );
}

/**
 * Applies an institution's own review of a hold on suspicions of institutions (section 6): the
 * hold stands, or the centre orders its release. A review that cannot be true has no effect and
 * opens a break (`doubtReview`). Returns `APPLIED`, or why not.
 */
export async function applyInstitutionsReview(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  review: HoldReviewedMessage,
): Promise<string> {
  const due = (await reviewsDue(work.manager, work.caseFile.id, work)).get(hold.id);
  const dueSince = due?.startedAt ?? null;
  const standingOn = (await standingNotices(work, hold.id)).map(({ rule }) => rule);
  const said = { at: new Date(review.at), receivedAt: message.receivedAt };
  const doubt = doubtReview({ ...hold, dueSince, standingOn }, said, work.rulebook, work.now);
  if (doubt !== null) {
    work.audit('hold_review.not_allowed', { holdId: hold.id, code: doubt, messageId: message.id });
    await openBreakOnce(work, hold, message, 'INCONSISTENT');
    return doubt;
  }
  if (review.result === 'STANDS') await writeReview(work, hold, byInstitution(work, message, review));
  else if (!(await goOnByRest(work, hold))) await orderRelease(work, hold, 'SUSPICION_LIFTED');
  return 'APPLIED';
}

function byInstitution(work: CaseWork, message: InboxMessageRow, { reason }: HoldReviewedMessage): WhoReviewed {
  const rule = ruleInForce(work.rulebook, 'P-WITHDRAW', work.now);
  return { person: message.party, role: 'institution', reason, rule, inboxMessageId: message.id };
}

/** Who reviewed a hold, why it stands, and by which row; with the message of an institution. */
interface WhoReviewed extends Pick<HoldReviewRow, 'person' | 'role' | 'reason' | 'inboxMessageId'> {
  rule: RuleRow;
}

async function writeReview(work: CaseWork, hold: HoldRow, { rule, ...by }: WhoReviewed): Promise<string> {
  const id = newId();
  const row = { ...by, id, holdId: hold.id, caseId: hold.caseId, ruleRowId: rule.rowId, reviewedAt: work.now };
  await work.manager.insert(HoldReviewRow, row);
  work.audit('hold.reviewed', {
    reviewId: id,
    holdId: hold.id,
    role: by.role,
    ruleRowId: rule.rowId,
    reasonSha256: sha256Hex(by.reason),
  });
  return id;
}
