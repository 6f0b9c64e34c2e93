import { sumSatang } from '../../../domain/money.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { ClaimRow } from '../../../persistence/entities/money/ledger.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import type { CorrectedTransfers, MistakenClaim } from './corrected-claims.js';
import { signalOtherClaimants } from '../../debit/name-receiver.js';
import { readVictim } from '../view/read-victim.js';
import { lockClaims, writeTransfers } from '../intake/write-transfers.js';

/**
 * Replaces mistaken claims of a case by the corrected ones, which get their own stolen sums and
 * questions. A mistaken claim stays on record and names the correction. The case claims it no
 * longer, unless its hold is at the right account: then that hold goes on for the corrected claim.
 * What no complaint claims any more is released, and the corrected claims get their orders, when
 * the case is advanced.
 */
export async function replaceClaims(
  work: CaseWork,
  input: { correctionId: string; corrected: CorrectedTransfers; mistaken: readonly MistakenClaim[] },
): Promise<void> {
  const { manager, caseFile, now } = work;
  const { correctionId, corrected, mistaken } = input;
  const references = corrected.transfers.map(({ reference }) => reference);
  const claims = await lockClaims(manager, corrected.victimAccount.institution, references);
  const victim = await readVictim(work);
  const written = await writeTransfers(work, { ...corrected, victim }, 'decides', claims);
  const upheld = new Set(written.map(({ stolenSum }) => stolenSum.id));
  for (const { sum, isSameMoney } of mistaken) {
    if (upheld.has(sum.id)) continue;
    const ended = { endedAt: isSameMoney ? null : now };
    await manager.update(
      ClaimRow,
      { stolenSumId: sum.id, caseId: caseFile.id },
      { reported: false, correctedBy: correctionId, ...ended },
    );
    work.audit('claim.corrected', { stolenSumId: sum.id, correctionId, ended: !isSameMoney });
    if (!isSameMoney) await signalOtherClaimants(work, sum.transferId, correctionId);
  }
  const before = sumSatang(mistaken.map(({ sum }) => sum.amountSatang));
  const after = sumSatang(written.map(({ stolenSum }) => stolenSum.amountSatang));
  caseFile.stolenSatang += after - before;
  await manager.update(CaseFileRow, { id: caseFile.id }, { stolenSatang: caseFile.stolenSatang });
}
