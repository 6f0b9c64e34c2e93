import type { Account } from '../../domain/party.js';
import type { Rulebook } from '../../domain/rulebook/in-force.js';
import type { SuspicionResultRow } from '../../persistence/entities/money/notice.entities.js';
import type { TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { citeRules } from '../case/work/cite-rules.js';

/**
 * An officer's result as the institution receives it; the institution protocol gives the shape.
 */
export interface OfficerResultMessage {
  resultId: string;
  caseNo: string;
  account: Account;
  transfer: { fromInstitution: string; reference: string; amountSatang: string; at: string };
  holdId?: string;
  result: 'LAWFUL_ACTION' | 'UNFOUNDED';
  reference?: string;
  legalBasis: { ruleId: string; section: string; instrument: string }[];
  decidedAt: string;
}

/** What the message of an officer's result is built from. */
export interface OfficerResultParts {
  rulebook: Rulebook;
  caseNo: string;
  row: SuspicionResultRow;
  account: Account;
  transfer: TransferRow;
}

/**
 * Builds the message of an officer's result, the same bytes each time it is sent. The officer's
 * reason stays with the centre, because it may name other people.
 */
export function officerResultMessage({
  rulebook,
  caseNo,
  row,
  account,
  transfer,
}: OfficerResultParts): OfficerResultMessage {
  return {
    resultId: row.id,
    caseNo,
    account: { institution: account.institution, accountNo: account.accountNo },
    transfer: {
      fromInstitution: transfer.fromInstitution,
      reference: transfer.reference,
      amountSatang: transfer.amountSatang.toString(),
      at: transfer.transferredAt.toISOString(),
    },
    ...(row.holdId === null ? {} : { holdId: row.holdId }),
    result: row.result === 'unfounded' ? 'UNFOUNDED' : 'LAWFUL_ACTION',
    ...(row.reference === null ? {} : { reference: row.reference }),
    legalBasis: citeRules(rulebook, row.legalBasis),
    decidedAt: row.decidedAt.toISOString(),
  };
}
