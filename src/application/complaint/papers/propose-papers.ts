import type { DataSource } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import {
  type HolderFinding,
  type HolderPaper,
  mayProposePapers,
} from '../../../domain/complaint/later/holder-papers.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { AttachmentRow } from '../../../persistence/entities/findings/attachment.entities.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { HolderPapersRow } from '../../../persistence/entities/case/complaint.entities.js';
import { newId } from '../../../persistence/ids.js';
import { sha256Hex } from '../../../persistence/sha256.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import { openCase } from '../../case/work/open-case.js';
import type { Signal } from '../../case/work/signal.js';
import { refuseInterested } from '../../interest/refuse-interested.js';
import { HOLDER_PAPERS } from './decide-papers.js';
import { lapseIfDue } from '../second-person/act-of-two.js';
import { caseOfPapers, debitedAccount, readDebitedAccounts } from './read-holder-papers.js';

/** A finding about a holder as the API hands it over; without a transfer it is about the victim's account. */
export interface PapersInput {
  finding: HolderFinding;
  transferId?: string | undefined;
  document?: { kind: HolderPaper; number: string; attachmentId: string } | undefined;
  reason: string;
}

/** The proposal on record with the signal for the case's workflow, or a refusal. */
export type PapersProposed = { ok: true; id: string; requestedAt: Date; lapsesAt: Date; signal: Signal } | Refusal;

/**
 * Writes a person's finding that the reporter and a debited account belong together, by a paper, or
 * that this was a mistake (P-PAPERS). It changes nothing: a second person must confirm it before it
 * lapses. The paper is a file of the case, whose hash is kept with it. Refusals: `CASE.ABSENT`,
 * `CASE.INTEREST`, those of `mayProposePapers`, `HOLDER_PAPERS.DOCUMENT_ABSENT`.
 */
export async function proposePapers(
  db: DataSource,
  { caseId, body, actor }: { caseId: string; body: PapersInput; actor: ActingPerson },
): Promise<PapersProposed> {
  return inTransaction(db, async (manager) => {
    const work = await openCase(manager, caseId, actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such complaint');
    const interested = await refuseInterested(work, actor);
    if (interested !== null) return interested;
    const { finding, document, transferId, reason } = body;
    const facts = await readDebitedAccounts(manager, caseId);
    const account = debitedAccount(facts, transferId);
    const file = caseOfPapers(work.caseFile, facts, account, work.now);
    const allowed = mayProposePapers(finding, file, actor, work.rulebook, work.now);
    if (!allowed.ok) {
      work.audit('holder_papers.not_allowed', { caseId, code: allowed.code });
      await work.finish();
      return allowed;
    }
    if (account === undefined) throw new Error('an account that is not there is refused');
    const paper = finding === 'belongs' ? document : undefined;
    const stored =
      paper === undefined
        ? null
        : await manager.findOneBy(AttachmentRow, { id: paper.attachmentId, caseId, kind: 'document' });
    if (finding === 'belongs' && stored === null)
      return refuse('HOLDER_PAPERS.DOCUMENT_ABSENT', 'the case has no such document');
    await lapseIfDue(work, HOLDER_PAPERS);
    const { rule, role, lapsesAt } = allowed.value;
    const row = manager.create(HolderPapersRow, {
      id: newId(),
      caseId,
      finding,
      institution: account.institution,
      accountNo: account.accountNo,
      state: 'requested',
      documentKind: paper?.kind ?? null,
      documentNo: paper?.number ?? null,
      attachmentId: stored?.id ?? null,
      documentSha256: stored?.sha256 ?? null,
      reason,
      ruleRowId: rule.rowId,
      requestedBy: actor.subject,
      requestedRole: role,
      requestedAt: work.now,
      lapsesAt,
      decidedBy: null,
      decidedRole: null,
      decisionReason: null,
      decidedAt: null,
    });
    await manager.insert(HolderPapersRow, row);
    await manager.update(CaseFileRow, { id: caseId }, { papersLapseAt: lapsesAt });
    work.audit('holder_papers.state', {
      papersId: row.id,
      from: null,
      to: row.state,
      finding,
      role,
      documentSha256: row.documentSha256,
      lapsesAt: lapsesAt.toISOString(),
      ruleRowId: rule.rowId,
      reasonSha256: sha256Hex(reason),
    });
    const signal = { workflowId: complaintWorkflowId(caseId), message: 'complaintAdded', rowId: row.id };
    work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
    await work.finish();
    return { ok: true, id: row.id, requestedAt: work.now, lapsesAt, signal };
  });
}
