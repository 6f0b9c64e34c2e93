import { type DataSource, In } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import { mayAcceptProof, type ProofShows } from '../../domain/attachment/proof-of-holder.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { AppealFilingRow, AppealRow } from '../../persistence/entities/case/appeal.entities.js';
import { AcceptedProofRow, AttachmentRow } from '../../persistence/entities/findings/attachment.entities.js';
import { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { newId } from '../../persistence/ids.js';
import { sha256Hex } from '../../persistence/sha256.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import { openKnownCase } from '../case/work/open-case.js';
import { refuseInterested } from '../interest/refuse-interested.js';
import { partsInHold } from '../appeal/appeal.queries.js';

/** What an officer accepts: files of the appeal, what they show, and why that proves it. */
export interface ProofInput {
  attachmentIds: readonly string[];
  shows: ProofShows;
  reason: string;
}

export type ProofAccepted = { ok: true; id: string } | Refusal;

/**
 * Keeps that an officer accepts documents of a holder as proof that the account has nothing to do
 * with the crime, with the hashes of the files; the case is then judged anew (AOC-85C). It releases
 * nothing by itself. Refusals: `APPEAL.ABSENT`, `PROOF.ACCEPTED`, and those of `mayAcceptProof`.
 */
export async function acceptProof(
  db: DataSource,
  { appealId, body, actor }: { appealId: string; body: ProofInput; actor: ActingPerson },
): Promise<ProofAccepted> {
  return inTransaction(db, async (manager) => {
    const found = await manager.findOneBy(AppealRow, { id: appealId });
    if (found === null) return refuse('APPEAL.ABSENT', 'there is no such appeal');
    const work = await openKnownCase(manager, found.caseId, actor.subject);
    const interested = await refuseInterested(work, actor);
    if (interested !== null) return interested;
    const appeal = await manager.findOneByOrFail(AppealRow, { id: appealId });
    const hold = await manager.findOneByOrFail(HoldRow, { id: appeal.holdId });
    const filings = await manager.findBy(AppealFilingRow, { appealId });
    const files = await manager.findBy(AttachmentRow, { appealId, id: In([...body.attachmentIds]) });
    const chosen = body.attachmentIds.map((id) => files.find((file) => file.id === id));
    const facts = {
      appealState: appeal.state,
      parts: await partsInHold(manager, hold.id),
      filedBy: filings.map(({ filedBy }) => filedBy),
      files: chosen,
    };
    const role = mayAcceptProof(facts, actor);
    const refusal = role.ok
      ? (await manager.existsBy(AcceptedProofRow, { appealId }))
        ? refuse('PROOF.ACCEPTED', 'a proof of this appeal is accepted already')
        : null
      : role;
    if (!role.ok || refusal !== null) {
      const { code, detail } = refusal ?? refuse('APPEAL.ROLE', '');
      work.audit('proof.not_allowed', { appealId, code });
      await work.finish();
      return refuse(code, detail);
    }
    const row = {
      id: newId(),
      caseId: appeal.caseId,
      appealId,
      holdId: hold.id,
      institution: hold.institution,
      accountNo: hold.accountNo,
      attachmentIds: [...body.attachmentIds],
      attachmentSha256: chosen.flatMap((file) => file?.sha256 ?? []),
      shows: body.shows,
      reason: body.reason,
      person: actor.subject,
      role: role.value,
      acceptedAt: work.now,
    };
    await manager.insert(AcceptedProofRow, row);
    const { attachmentIds, attachmentSha256, shows } = row;
    work.audit('proof.accepted', {
      proofId: row.id,
      appealId,
      holdId: hold.id,
      attachmentIds,
      attachmentSha256,
      shows,
      role: row.role,
      reasonSha256: sha256Hex(body.reason),
    });
    work.signal(complaintWorkflowId(appeal.caseId), 'look', 'evidenceArrived', row.id);
    await work.finish();
    return { ok: true, id: row.id };
  });
}
