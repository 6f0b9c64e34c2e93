import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { mayReviewHold } from '../../domain/hold/review-hold.js';
import { dutiesOfWithdrawal } from '../../domain/judgement/duties/duties-of-withdrawal.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { HoldReviewRow, HoldRow } from '../../persistence/entities/hold.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/acting-person.js';
import { type CaseWork, openKnownCase } from '../case/case-work.js';
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
    const toReview = { kind: hold.kind, isDue: await owesReview(work, holdId), ...persons };
    const allowed = mayReviewHold(toReview, actor, work.rulebook, work.now);
    if (!allowed.ok) {
      work.audit('hold_review.not_allowed', { holdId, code: allowed.code });
      await work.finish();
      return allowed;
    }
    const { rule, role } = allowed.value;
    const row = {
      id: newId(),
      holdId,
      caseId: hold.caseId,
      person: actor.subject,
      role,
      reason: body.reason,
      ruleRowId: rule.rowId,
      reviewedAt: work.now,
    };
    await manager.insert(HoldReviewRow, row);
    work.audit('hold.reviewed', {
      reviewId: row.id,
      holdId,
      role,
      ruleRowId: rule.rowId,
      reasonSha256: createHash('sha256').update(body.reason).digest('hex'),
    });
    await work.finish();
    return { ok: true, id: row.id, reviewedAt: work.now };
  });
}

/** Returns whether somebody owes a review of a hold and has not given it. */
async function owesReview({ manager, caseFile, rulebook, now }: CaseWork, holdId: string): Promise<boolean> {
  const facts = await readDutyFacts(manager, caseFile.id);
  const duties = facts === undefined ? [] : dutiesOfWithdrawal(facts, { rulebook, now });
  return duties.some(({ subject, fulfilledAt }) => subject === holdId && fulfilledAt === null);
}
