import { In } from 'typeorm';
import { besideRivals } from '../../../domain/case/sum/reported.js';
import { coverOf } from '../../../domain/debit/rival-claims.js';
import { ClaimRow } from '../../../persistence/entities/money/ledger.entities.js';
import { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { type ClaimWithRivals, readRivalClaims, readRivalsGivingWay } from '../../case/money/rival-claims.js';
import { claimCover } from '../../debit/claim-cover.js';
import type { KnownTransfer } from '../view/read-known-transfers.js';
import type { ClaimOnRecord } from '../correct/stored-claims.js';
import type { WrittenTransfer } from './written-transfer.js';

/**
 * Judges contested transfers beside their rivals. Where holds of a rival that names the same
 * receiver cover the money, this case claims the rival's sum too.
 */
export async function judgeBesideRivals(
  work: CaseWork,
  written: WrittenTransfer[],
  claims: readonly ClaimOnRecord[],
  known: ReadonlyMap<string, KnownTransfer>,
): Promise<WrittenTransfer[]> {
  const contested = written.filter(({ transfer }) => transfer.contested);
  if (contested.length === 0) return written;
  const first = claims.filter(({ row }) => !row.contested && contested.some(({ transfer }) => isRival(transfer, row)));
  const firstIds = first.map(({ row }) => row.id);
  if (firstIds.length > 0) await work.manager.update(TransferRow, { id: In(firstIds) }, { contested: true });
  const ids = contested.map(({ transfer }) => transfer.id);
  const withRivals = await readRivalClaims(work.manager, ids, work.caseFile.openedAt);
  const earlier = await work.manager.findBy(ClaimRow, { caseId: work.caseFile.id });
  const claimed = new Set(earlier.map(({ stolenSumId }) => stolenSumId));
  const judged: WrittenTransfer[] = [];
  for (const transfer of written) {
    const claim = withRivals.get(transfer.transfer.id);
    judged.push(claim === undefined ? transfer : await besideRival(work, transfer, claim, known));
    if (claim === undefined) continue;
    for (const { stolenSumId } of await claimCover(work, claim, claimed)) claimed.add(stolenSumId);
  }
  return judged;
}

function isRival(one: TransferRow, other: TransferRow): boolean {
  return one.id !== other.id && one.reference === other.reference;
}

async function besideRival(
  work: CaseWork,
  written: WrittenTransfer,
  { own, rivals }: ClaimWithRivals,
  known: ReadonlyMap<string, KnownTransfer>,
): Promise<WrittenTransfer> {
  return {
    ...written,
    ...besideRivals(written, own, rivals, work),
    replaces: [...written.replaces, ...(await readRivalsGivingWay(work, { own, rivals }))],
    orderReferences: [
      ...written.orderReferences,
      ...coverOf(own, rivals).by.flatMap(({ transferId }) => known.get(transferId)?.orderReferences ?? []),
    ],
  };
}
