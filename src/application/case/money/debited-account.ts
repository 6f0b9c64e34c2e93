import type { Account } from '../../../domain/party.js';
import type { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';

/** Returns the account that lost the money of a case; undefined while nobody knows it. */
export function debitedAccount({
  victimInstitution: institution,
  victimAccountNo: accountNo,
}: Pick<CaseFileRow, 'victimInstitution' | 'victimAccountNo'>): Account | undefined {
  return institution === null || accountNo === null ? undefined : { institution, accountNo };
}
