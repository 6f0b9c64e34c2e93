import type { DataSource } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import type { HolderPapersState } from '../../../domain/complaint/later/holder-papers.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { HolderPapersRow } from '../../../persistence/entities/case/complaint.entities.js';
import { IncompleteTransferRow } from '../../../persistence/entities/money/debit.entities.js';
import { sha256Hex } from '../../../persistence/sha256.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { openBreak } from '../../break/open-break.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openKnownCase } from '../../case/work/open-case.js';
import type { Signal } from '../../case/work/signal.js';
import { refuseInterested } from '../../interest/refuse-interested.js';
import { adoptNewest } from '../incomplete/adopt-found.js';
import { readDebitedAccounts, verdictsOnPapers } from './read-holder-papers.js';

/** The decision with the signal for the case's workflow, or a refusal. */
export type PapersDecided =
  { ok: true; caseId: string; state: HolderPapersState; decidedAt: Date; signal: Signal } | Refusal;

/**
 * Records what a second person decides on a finding about a holder. Confirmed, it counts as the word
 * of the bank: what it found of the victim's account is adopted, and the next look at the case asks
 * again what the bank answered about another holder. A finding that is taken back calls a person, who
 * looks at what stands by it. Refusals: `HOLDER_PAPERS.ABSENT`, `CASE.INTEREST`, and those of
 * `verdictsOnPapers`.
 */
export async function decidePapers(
  db: DataSource,
  input: { papersId: string; body: { verdict: 'confirm' | 'refuse'; reason: string }; actor: ActingPerson },
): Promise<PapersDecided> {
  const { papersId, body, actor } = input;
  return inTransaction(db, async (manager) => {
    const found = await manager.findOneBy(HolderPapersRow, { id: papersId });
    if (found === null) return refuse('HOLDER_PAPERS.ABSENT', 'there is no such finding about a holder');
    const work = await openKnownCase(manager, found.caseId, actor.subject);
    const interested = await refuseInterested(work, actor);
    if (interested !== null) return interested;
    const { id: caseId } = work.caseFile;
    const papers = await manager.findOneByOrFail(HolderPapersRow, { id: papersId });
    const { takenBy } = await readDebitedAccounts(manager, caseId);
    const allowed = (await verdictsOnPapers(work, papers, takenBy, actor))[body.verdict];
    if (!allowed.ok) {
      work.audit('holder_papers.decision_not_allowed', { papersId, code: allowed.code });
      await work.finish();
      return allowed;
    }
    const { role } = allowed.value;
    const state = body.verdict === 'confirm' ? 'confirmed' : 'refused';
    const decided = { state, decidedBy: actor.subject, decidedRole: role, decidedAt: work.now } as const;
    await manager.update(HolderPapersRow, { id: papersId }, { ...decided, decisionReason: body.reason });
    await manager.update(CaseFileRow, { id: caseId }, { papersLapseAt: null });
    work.audit('holder_papers.state', {
      papersId,
      from: papers.state,
      to: state,
      finding: papers.finding,
      role,
      reasonSha256: sha256Hex(body.reason),
    });
    if (state === 'confirmed') await follow(work, papers);
    const signal = { workflowId: complaintWorkflowId(caseId), message: 'complaintAdded', rowId: papersId };
    work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
    await work.finish();
    return { ok: true, caseId, state, decidedAt: work.now, signal };
  });
}

/** What follows at once on a confirmed finding. */
async function follow(work: CaseWork, papers: HolderPapersRow): Promise<void> {
  const { caseFile, manager, actor } = work;
  if (papers.finding === 'taken_back') {
    await openBreak(work, { caseId: caseFile.id, id: null }, null, 'HOLDER_TAKEN_BACK');
    return;
  }
  const isVictims = papers.institution === caseFile.victimInstitution && papers.accountNo === caseFile.victimAccountNo;
  if (!isVictims || caseFile.withdrawnAt !== null) return;
  const open = await manager.find(IncompleteTransferRow, {
    where: { caseId: caseFile.id, state: 'open' },
    order: { no: 'ASC' },
  });
  for (const row of open) await adoptNewest(work, row, { subject: actor, says: { papers: papers.id } });
}
