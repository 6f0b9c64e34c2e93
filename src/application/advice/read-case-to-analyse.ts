import type { EntityManager } from 'typeorm';
import type { CaseToAnalyse, FactToAnalyse, RefToAnalyse, TransferToAnalyse } from '../../contract/analysis.js';
import { flagParameter, ruleInForce } from '../../domain/rulebook/in-force.js';
import { databaseNow } from '../../persistence/clock.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { accountRefs, joiningRefs, type SaidOfAccounts, withoutNames } from '../link/account-refs.js';
import {
  factsOfAccounts,
  factsToAnalyse,
  keysAround,
  READ_SAID,
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
  const nobody: SaidOfAccounts = { answers: [], accountsSaid: [], numbers: [] };
  const ofOthers = read.casesBehind.length === 0 ? nobody : await READ_SAID(manager, [read.casesBehind]);
  const refs = joiningRefs(accountRefs(read), accountRefs(ofOthers));
  const input = {
    caseId,
    asOfMs: now.getTime(),
    stolen: read.stolen.map(transferOf),
    transfers: read.transfers.map(transferOf),
    facts: [
      ...factsToAnalyse(read.answers),
      ...factsOfAccounts(read.accountsSaid),
      ...factsOfJoined(factsToAnalyse(ofOthers.answers), refs, read.reached),
    ],
    refs: withoutNames(refs),
    keys: await keysAround(manager, caseId),
    doubts: read.doubts,
  };
  return { asked: true, input };
}

/**
 * Returns what agencies said, in other cases, of accounts that references join with the case. Of
 * its own accounts what they said in the case itself counts alone, or one complaint would count twice.
 */
function factsOfJoined(
  facts: readonly FactToAnalyse[],
  refs: readonly RefToAnalyse[],
  own: readonly string[],
): FactToAnalyse[] {
  const joined = new Set(refs.map(({ account }) => account));
  for (const account of own) joined.delete(account);
  return facts.filter(({ subject }) => joined.has(subject));
}

function transferOf({ amountSatang, atMs, ...transfer }: ReportedTransferRow): TransferToAnalyse {
  return { ...transfer, amountSatang: BigInt(amountSatang), at: atMs };
}
