import type { EntityManager } from 'typeorm';
import type { CaseToAnalyse, TransferToAnalyse } from '../../contract/analysis.js';
import { flagParameter, ruleInForce } from '../../domain/rulebook/in-force.js';
import { databaseNow } from '../../persistence/clock.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import {
  factsOfAccounts,
  factsToAnalyse,
  keysAround,
  READ_TO_ANALYSE,
  type ReportedTransferRow,
} from './advice.queries.js';

/** What the analysis may look at, or why it is not asked now. */
export type ToAnalyse =
  | { asked: true; input: CaseToAnalyse }
  | { asked: false; because: 'no_case' | 'closed' | 'switched_off' | 'evidence_open' };

/**
 * Reads what the analysis may look at for a case, without a lock. It is not asked about a closed
 * case, while it is switched off (P-ADVICE), or while an agency has still to answer.
 */
export async function readCaseToAnalyse(manager: EntityManager, caseId: string): Promise<ToAnalyse> {
  const caseFile = await manager.findOneBy(CaseFileRow, { id: caseId });
  if (caseFile === null) return { asked: false, because: 'no_case' };
  if (caseFile.closedAt !== null) return { asked: false, because: 'closed' };
  const now = await databaseNow(manager);
  const row = ruleInForce(await loadRulebook(manager, caseFile.rulebook), 'P-ADVICE', now);
  if (!flagParameter(row, 'enabled')) return { asked: false, because: 'switched_off' };
  const read = await READ_TO_ANALYSE(manager, [caseId]);
  if (read.openQuestions > 0) return { asked: false, because: 'evidence_open' };
  const input = {
    caseId,
    asOfMs: now.getTime(),
    stolen: read.stolen.map(transferOf),
    transfers: read.transfers.map(transferOf),
    facts: [...factsToAnalyse(read.answers), ...factsOfAccounts(read.accountsSaid)],
    keys: await keysAround(manager, caseId),
    leavings: read.leavings,
    doubts: read.doubts,
  };
  return { asked: true, input };
}

function transferOf({ amountSatang, atMs, ...transfer }: ReportedTransferRow): TransferToAnalyse {
  return { ...transfer, amountSatang: BigInt(amountSatang), at: atMs };
}
