import { sha256Hex } from '../../../persistence/sha256.js';
import type { DataSource } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import { keepsCaseOpen } from '../../../domain/break/keeps-case-open.js';
import { mayEndWithNothingHeld, maySettleBreak } from '../../../domain/break/settle-break.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { appendAudit, SYSTEM_CHAIN } from '../../../persistence/audit/append-audit.js';
import { databaseNow } from '../../../persistence/clock.js';
import { BreakRecordRow } from '../../../persistence/entities/traffic/break.entities.js';
import { LostOrderRow } from '../../../persistence/entities/traffic/statement.entities.js';
import { HoldRow, ReceiptRow } from '../../../persistence/entities/money/hold.entities.js';
import { loadRulebook } from '../../../persistence/rulebook/load-rulebook.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { acknowledgeRelease } from '../receive/acknowledge-release.js';
import { signalCasesOfHold } from '../receive/keep-receipt.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import { casesSharing } from '../../case/work/case.queries.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openKnownCase } from '../../case/work/open-case.js';
import type { Signal } from '../../case/work/signal.js';
import { refuseInterested } from '../../interest/refuse-interested.js';
import { changeHold } from '../../hold/change/change-hold.js';

/** The settled break and the signals for the cases that look again, or a refusal. */
export type BreakSettled = { ok: true; id: string; closedAt: Date; signals: readonly Signal[] } | Refusal;

/**
 * Settles a break, by its owner, with the reason that was agreed with the institution. Nothing
 * else changes: only orders and releases say what the institution must do. `nothingHeld` alone ends
 * the release of a hold that the institution forgot (`mayEndWithNothingHeld`). A case that the break
 * kept open looks again, and closes where nothing else is under way. Refusals:
 * `BREAK.ABSENT`, those of `maySettleBreak` and of `mayEndWithNothingHeld`.
 */
export async function settleBreak(
  db: DataSource,
  input: { breakId: string; body: { reason: string; nothingHeld?: boolean }; actor: ActingPerson },
): Promise<BreakSettled> {
  const { breakId, body, actor } = input;
  return inTransaction(db, async (manager) => {
    const found = await manager.findOneBy(BreakRecordRow, { id: breakId });
    if (found === null) return refuse('BREAK.ABSENT', 'there is no such break');
    const work = found.caseId === null ? undefined : await openKnownCase(manager, found.caseId, actor.subject);
    const interested = work === undefined ? null : await refuseInterested(work, actor);
    if (interested !== null) return interested;
    const open = await manager.findOneOrFail(BreakRecordRow, {
      where: { id: breakId },
      lock: { mode: 'pessimistic_write' },
    });
    const { rulebook, now } = work ?? {
      rulebook: await loadRulebook(manager, 'th'),
      now: await databaseNow(manager),
    };
    const isOfLostOrder = await manager.existsBy(LostOrderRow, { breakId, state: 'found' });
    const allowed = maySettleBreak({ ...open, isOfLostOrder }, actor, rulebook, now);
    if (!allowed.ok) return allowed;
    const hold = open.holdId === null ? null : await manager.findOneByOrFail(HoldRow, { id: open.holdId });
    if (body.nothingHeld === true) {
      const said = hold !== null && (await manager.existsBy(ReceiptRow, nothingHeldOf(hold.id)));
      const may = mayEndWithNothingHeld({ kind: open.kind, holdState: hold?.state ?? null, saysNothingHeld: said });
      if (!may.ok) return may;
    }
    const settled = { closedAt: now, closedBy: actor.subject, closedRole: allowed.value.role };
    await manager.update(BreakRecordRow, { id: breakId }, { ...settled, closeReason: body.reason });
    const payload = {
      breakId,
      holdId: open.holdId,
      kind: open.kind,
      role: settled.closedRole,
      reasonSha256: sha256Hex(body.reason),
    };
    if (work === undefined) {
      await appendAudit(manager, SYSTEM_CHAIN, actor.subject, now, [{ type: 'break.settled', payload }]);
      return { ok: true, id: breakId, closedAt: now, signals: [] };
    }
    work.audit('break.settled', payload);
    if (body.nothingHeld === true && hold !== null) await endForgotten(work, hold, breakId);
    const signals = keepsCaseOpen(open.kind) ? await signalsToCases(work, breakId) : [];
    await work.finish();
    return { ok: true, id: breakId, closedAt: now, signals };
  });
}

/** Which receipts say of a hold that it holds nothing, and are not believed for that alone. */
const nothingHeldOf = (holdId: string) =>
  ({ holdId, result: 'NOTHING_HELD', amountSatang: 0n, notAppliedReason: 'NOT_WHAT_WAS_HELD' }) as const;

/**
 * Ends a release by which nothing was released: the institution forgot the hold. The record keeps
 * what was confirmed as held, which is not accounted for.
 */
async function endForgotten(work: CaseWork, hold: HoldRow, breakId: string): Promise<void> {
  const { id: holdId, heldSatang } = hold;
  await acknowledgeRelease(work, { holdId });
  await changeHold(work, hold, { state: 'released', stateReason: 'NOT_ACCOUNTED_FOR' });
  work.audit('release.not_accounted_for', { holdId, breakId, amountSatang: heldSatang.toString() });
  await signalCasesOfHold(work, hold);
}

/** Notes a signal to the case and to each that shares money with it; returns them. */
async function signalsToCases(work: CaseWork, breakId: string): Promise<Signal[]> {
  const signals = (await casesSharing(work.manager, work.caseFile.id)).map((id) => ({
    workflowId: complaintWorkflowId(id),
    message: 'complaintAdded',
    rowId: breakId,
  }));
  for (const { workflowId, message, rowId } of signals) work.signal(workflowId, 'look', message, rowId);
  return signals;
}
