import { sha256Hex } from '../../persistence/sha256.js';
import type { DataSource } from 'typeorm';
import type { HoldReviewedMessage } from '../../domain/hold/messages.js';
import { doubtReview, mayReviewHold } from '../../domain/hold/review-hold.js';
import { dutiesOfWithdrawal } from '../../domain/judgement/duties/duties-of-withdrawal.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import type { RuleRow } from '../../domain/rulebook/row.js';
import { HoldReviewRow, HoldRow } from '../../persistence/entities/hold.entities.js';
import type { InboxMessageRow } from '../../persistence/entities/message.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openBreakOnce } from '../break/open-break.js';
import type { ActingPerson } from '../case/acting-person.js';
import type { CaseWork } from '../case/case-work.js';
import { openKnownCase } from '../case/open-case.js';
import { orderRelease } from '../hold/order-release.js';
import { standingNotices } from '../hold/rest-on-notice.js';
import { selectPersonsOfReview } from './judgement.queries.js';
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
    const hold = await manager.findOneByOrFail(HoldRow, { id: holdId });
    const persons = await selectPersonsOfReview(manager, holdId);
    const toReview = { kind: hold.kind, isDue: (await reviewDueSince(work, holdId)) !== null, ...persons };
    const allowed = mayReviewHold(toReview, actor, work.rulebook, work.now);
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

/**
 * Returns since when somebody owes a review of a hold and has not given it; null when nobody does.
 */
async function reviewDueSince({ manager, caseFile, rulebook, now }: CaseWork, holdId: string): Promise<Date | null> {
  const facts = await readDutyFacts(manager, caseFile.id);
  const duties = facts === undefined ? [] : dutiesOfWithdrawal(facts, { rulebook, now });
  const open = duties.find(({ subject, fulfilledAt }) => subject === holdId && fulfilledAt === null);
  return open?.startedAt ?? null;
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
  const dueSince = await reviewDueSince(work, hold.id);
  const standingOn = (await standingNotices(work, hold.id)).map(({ rule }) => rule);
  const said = { at: new Date(review.at), receivedAt: message.receivedAt };
  const doubt = doubtReview({ ...hold, dueSince, standingOn }, said, work.rulebook, work.now);
  if (doubt !== null) {
    work.audit('hold_review.not_allowed', { holdId: hold.id, code: doubt, messageId: message.id });
    await openBreakOnce(work, hold, message, 'INCONSISTENT');
    return doubt;
  }
  if (review.result === 'STANDS') await writeReview(work, hold, byInstitution(work, message, review));
  else await orderRelease(work, hold, 'SUSPICION_LIFTED');
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
