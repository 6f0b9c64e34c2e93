import canonicalize from 'canonicalize';
import type { DataSource } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import { refuseReportAct } from '../../../domain/complaint/acts-on-report.js';
import { type Authority, reportedBy, speakersOf, toldBankBy } from '../../../domain/complaint/intake/who-reports.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { ComplaintAdditionRow } from '../../../persistence/entities/case/complaint.entities.js';
import { newId } from '../../../persistence/ids.js';
import { sha256Hex } from '../../../persistence/sha256.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import { openCase } from '../../case/work/open-case.js';
import type { Reading } from '../../case/work/reading-of-case.js';
import type { Signal } from '../../case/work/signal.js';
import { signalOthersOfCase } from '../../debit/name-receiver.js';
import { refuseInterested } from '../../interest/refuse-interested.js';

/** The authority on record with the signal for the case's workflow, or a refusal. */
export type AuthoritySupplied = { ok: true; id: string; receivedAt: Date; signal: Signal } | Refusal;

/**
 * Keeps by what the reporter of a complaint, or who told a bank for its customer, speaks for the victim by law (VIC-7A). From
 * then on the report is the victim's own, received when it was taken down, and the next look at the case orders
 * what section 7 allows. Refusals: `CASE.ABSENT`, `CASE.INTEREST`, those of `refuseAuthority`,
 * `AUTHORITY.NOT_HEARD`.
 */
export async function supplyAuthority(
  db: DataSource,
  { caseId, body, actor }: { caseId: string; body: Required<Authority>; actor: ActingPerson },
): Promise<AuthoritySupplied> {
  return inTransaction(db, async (manager) => {
    const work = await openCase(manager, caseId, actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such complaint');
    const interested = await refuseInterested(work, actor);
    if (interested !== null) return interested;
    const refusal = refuseAuthority(work, actor);
    if (refusal !== undefined) return refusal;
    const speakers = speakersOf(work.rulebook, work.now);
    const isNotice = work.caseFile.toldBankAt !== null;
    const reported = isNotice
      ? toldBankBy(body, speakers)
      : reportedBy({ holdsVictimAccount: false, actsFor: body }, speakers);
    if (!reported.holderReports) return refuse('AUTHORITY.NOT_HEARD', 'the rules hear no such speaker for a victim');
    const row = { id: newId(), caseId, kind: 'authority' as const, body, receivedAt: work.now };
    await manager.insert(ComplaintAdditionRow, { ...row, receivedBy: actor.subject });
    Object.assign(work.caseFile, reported);
    await manager.update(CaseFileRow, { id: caseId }, reported);
    const bodySha256 = sha256Hex(canonicalize(body) ?? '');
    work.audit('addition.received', { additionId: row.id, kind: row.kind, bodySha256 });
    const signal = { workflowId: complaintWorkflowId(caseId), message: 'complaintAdded', rowId: row.id };
    work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
    await signalOthersOfCase(work, row.id);
    await work.finish();
    return { ok: true, id: row.id, receivedAt: work.now, signal };
  });
}

/**
 * Returns why no authority of the reporter can be kept by a person, or undefined. The act and what is
 * offered ask the same. Refusals: those of `refuseReportAct`, `AUTHORITY.NOT_NEEDED`.
 */
export function refuseAuthority(
  { caseFile, now }: Pick<Reading, 'caseFile' | 'now'>,
  actor: ActingPerson,
): Refusal | undefined {
  const refusal = refuseReportAct('authority', caseFile, actor, now);
  if (refusal !== undefined) return refusal;
  return caseFile.holderReports ? refuse('AUTHORITY.NOT_NEEDED', 'the report is the holder’s own already') : undefined;
}
