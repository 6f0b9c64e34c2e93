import type { DataSource } from 'typeorm';
import { refuse, type Refusal } from '../../domain/result.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { OwnSuspensionRow } from '../entities/notice.entities.js';
import { inTransaction } from '../unit-of-work.js';
import { openKnownCase, type CaseWork } from './case-work.js';
import type { ActingPerson } from './complaint-input.js';

/** What an officer found of an institution's own suspicion (OFF-6C): proceeds by law, or has the institution lift. */
export interface SuspensionResult {
  result: 'proceeded' | 'lifted';
  reason: string;
}

/** Institutions' own suspensions past their time that nobody ended yet. */
export async function dueSuspensions(db: DataSource, limit: number): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM own_suspension WHERE state = 'active' AND expires_at <= now() ORDER BY expires_at LIMIT $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

/** Ends a suspension whose time passed without a result: the institution lifts by itself (LIFT-6D). Returns whether this call did. */
export async function lapseSuspension(db: DataSource, suspensionId: string): Promise<boolean> {
  return inTransaction(db, async (manager) => {
    const { caseId } = await manager.findOneByOrFail(OwnSuspensionRow, { id: suspensionId });
    const work = await openKnownCase(manager, caseId, 'system');
    const suspension = await manager.findOneByOrFail(OwnSuspensionRow, { id: suspensionId });
    if (suspension.state !== 'active' || suspension.expiresAt > work.now) return false;
    await end(work, suspension, { state: 'lapsed', rule: 'LIFT-6D', reason: 'expired' });
    await work.finish();
    return true;
  });
}

/**
 * Writes down what an officer found within the time of section 6 paragraph 3.
 * Refusals: `SUSPENSION.ABSENT`, `SUSPENSION.ENDED` (also past its time: then the institution has lifted).
 */
export async function settleSuspension(
  db: DataSource,
  input: { suspensionId: string; body: SuspensionResult; actor: ActingPerson },
): Promise<{ ok: true; id: string; state: string } | Refusal> {
  return inTransaction(db, async (manager) => {
    const known = await manager.findOneBy(OwnSuspensionRow, { id: input.suspensionId });
    if (known === null) return refuse('SUSPENSION.ABSENT', 'there is no such suspension');
    const work = await openKnownCase(manager, known.caseId, input.actor.subject);
    const suspension = await manager.findOneByOrFail(OwnSuspensionRow, { id: known.id });
    if (suspension.state !== 'active' || suspension.expiresAt <= work.now)
      return refuse('SUSPENSION.ENDED', 'the suspension has ended, or its time has passed');
    const { result, reason } = input.body;
    await end(work, suspension, { state: result, rule: 'OFF-6C', reason });
    await work.finish();
    return { ok: true, id: suspension.id, state: result };
  });
}

/** The officer's reason stays in its row: an audit event carries codes only. */
async function end(
  work: CaseWork,
  suspension: OwnSuspensionRow,
  how: { state: 'lapsed' | 'lifted' | 'proceeded'; rule: 'LIFT-6D' | 'OFF-6C'; reason: string },
): Promise<void> {
  const endRuleRowId = ruleInForce(work.rulebook, how.rule, work.now).rowId;
  await work.manager.update(
    OwnSuspensionRow,
    { id: suspension.id },
    { state: how.state, endedAt: work.now, endRuleRowId, endedBy: work.actor, endReason: how.reason },
  );
  work.audit('own_suspension.state', {
    suspensionId: suspension.id,
    transferId: suspension.transferId,
    from: 'active',
    to: how.state,
    ruleRowId: endRuleRowId,
  });
}
