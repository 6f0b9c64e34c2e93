import { type Rulebook, ruleInForce } from '../../domain/rulebook/in-force.js';
import type { DebitConfirmationRow } from '../../persistence/entities/debit.entities.js';
import type { TransferRow } from '../../persistence/entities/trail.entities.js';
import { citeRules } from '../case/cite-rules.js';

/**
 * The body of a question to the sender's institution, in the shape of the institution protocol.
 */
export interface DebitQuestion {
  confirmationId: string;
  caseNo: string;
  account: { institution: string; accountNo: string };
  transfer: {
    reference: string;
    amountSatang: string;
    at: string;
    to:
      | { account: { institution: string; accountNo: string } }
      | { promptPay: { kind: 'phone' | 'national_id' | 'ewallet'; value: string } }
      | { offRail: 'outside' };
  };
  legalBasis: ReturnType<typeof citeRules>;
}

/**
 * Returns the body of the question whether the account sent a transfer, the same each time. Throws
 * for a transfer without a receiver.
 */
export function debitQuestion(
  rulebook: Rulebook,
  caseNo: string,
  confirmation: DebitConfirmationRow,
  transfer: TransferRow,
): DebitQuestion {
  return {
    confirmationId: confirmation.id,
    caseNo,
    account: { institution: transfer.fromInstitution, accountNo: transfer.fromAccountNo },
    transfer: {
      reference: transfer.reference,
      amountSatang: transfer.amountSatang.toString(),
      at: transfer.transferredAt.toISOString(),
      to: receiverOf(transfer),
    },
    legalBasis: citeRules(rulebook, [ruleInForce(rulebook, 'SHARE-4', confirmation.askedAt).rowId]),
  };
}

function receiverOf(transfer: TransferRow): DebitQuestion['transfer']['to'] {
  if (transfer.offRail !== null) return { offRail: 'outside' };
  if (transfer.promptpayKind !== null && transfer.promptpayValue !== null) {
    return {
      promptPay: {
        kind: transfer.promptpayKind,
        value: transfer.promptpayValue,
      },
    };
  }
  if (transfer.toInstitution === null || transfer.toAccountNo === null)
    throw new Error(`transfer ${transfer.id} has no receiver`);
  return { account: { institution: transfer.toInstitution, accountNo: transfer.toAccountNo } };
}
