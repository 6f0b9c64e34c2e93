import { accountKey } from '../../../domain/party.js';
import type { Satang } from '../../../domain/money.js';
import type { DebitVerdict } from '../../../domain/debit/debit-verdict.js';
import type { CaseFacts } from '../../../domain/judgement/facts.js';
import type { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import type { TransferRow } from '../../../persistence/entities/money/trail.entities.js';

/** A transfer, and whether its sender's institution confirms the debit. */
export interface JudgedTransfer {
  transfer: Pick<TransferRow, 'id' | 'amountSatang' | 'transferredAt' | 'toInstitution' | 'toAccountNo'>;
  debit: DebitVerdict;
  /** What the case claims of it; all of it when absent. */
  claimedSatang?: Satang;
}

const NOT_ASKED = { known: false, why: 'not_asked' } as const;

/** Returns the facts that section 7 needs, before any evidence is in. */
export function section7Facts(
  caseFile: CaseFileRow,
  transfers: readonly JudgedTransfer[],
  reporterLimitReached: boolean,
): CaseFacts {
  return {
    caseId: caseFile.id,
    caseType: caseFile.caseType,
    receivedAt: caseFile.openedAt,
    victimReports: caseFile.victimReports,
    holderReports: caseFile.holderReports,
    reporterLimitReached,
    statementAt: caseFile.statementAt,
    withdrawnAt: caseFile.withdrawnAt,
    transfers: transfers.map(({ transfer, debit, claimedSatang = transfer.amountSatang }) => ({
      transferId: transfer.id,
      amountSatang: transfer.amountSatang,
      transferredAt: transfer.transferredAt,
      debit,
      account: receiverKey(transfer),
      claimedSatang,
    })),
    accounts: [],
    simEvidence: NOT_ASKED,
    walletEvidence: NOT_ASKED,
    numbers: [],
    stolenSatang: caseFile.stolenSatang,
  };
}

function receiverKey({ toInstitution, toAccountNo }: JudgedTransfer['transfer']): string | null {
  if (toInstitution === null || toAccountNo === null) return null;
  return accountKey({ institution: toInstitution, accountNo: toAccountNo });
}
