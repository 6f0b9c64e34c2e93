import { type EntityManager, In } from 'typeorm';
import { reportedReceiver, type ReportedReceiver } from '../../../domain/complaint/intake/reported-receiver.js';
import {
  isSameClaim,
  type StoredClaim,
  type TimeOfReport,
  type TransferClaim,
} from '../../../domain/trail/same-transfer.js';
import { DebitConfirmationRow } from '../../../persistence/entities/money/debit.entities.js';
import { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { loadPartyDirectory } from '../../../persistence/party/party-directory.js';
import type { ComplaintInput } from '../intake/complaint-input.js';

type Reported = ComplaintInput['transfers'][number];

/** A claim in the database, with the answer of the sending institution, if it was asked. */
export interface ClaimOnRecord {
  row: TransferRow;
  confirmation: DebitConfirmationRow | undefined;
}

/** Reads all claims about references of an institution, in order of id. */
export async function storedClaims(
  manager: EntityManager,
  fromInstitution: string,
  references: readonly string[],
): Promise<ClaimOnRecord[]> {
  const where = { fromInstitution, reference: In(references) };
  const rows = await manager.find(TransferRow, { where, order: { id: 'ASC' } });
  if (rows.length === 0) return [];
  const confirmations = await manager.findBy(DebitConfirmationRow, { transferId: In(rows.map(({ id }) => id)) });
  return withConfirmations(rows, confirmations);
}

/** Returns claims with the confirmations that are theirs. */
export function withConfirmations(
  rows: readonly TransferRow[],
  confirmations: readonly DebitConfirmationRow[],
): ClaimOnRecord[] {
  return rows.map((row) => ({ row, confirmation: confirmations.find(({ transferId }) => transferId === row.id) }));
}

/** Returns the stored claim that a report repeats, if any. */
export function findClaim(
  claims: readonly ClaimOnRecord[],
  report: TransferClaim,
  time: TimeOfReport,
): TransferRow | undefined {
  return claims.find((claim) => isSameClaim(storedClaim(claim), report, time))?.row;
}

/** Returns a claim in the database in the form in which claims are compared. */
export function storedClaim({ row, confirmation }: ClaimOnRecord): StoredClaim {
  const { toInstitution, toAccountNo, promptpayKind: kind, promptpayValue: value } = row;
  const { fromAccountNo, offRail, amountSatang, transferredAt } = row;
  return {
    fromAccountNo,
    to: toInstitution === null || toAccountNo === null ? null : { institution: toInstitution, accountNo: toAccountNo },
    promptPay: kind === null || value === null ? null : { kind, value },
    offRail,
    amountSatang,
    transferredAt,
    isVouchedFor: row.reportedBy === 'institution' || confirmation?.state === 'confirmed',
  };
}

/** Returns what tells where a reported transfer went, by the directory of now. */
export async function receivers(manager: EntityManager): Promise<(to: Reported['to']) => ReportedReceiver> {
  const { accountDigits } = await loadPartyDirectory(manager);
  return (to) => reportedReceiver(to, (slug) => accountDigits.has(slug));
}

/** Returns a reported transfer as a claim. */
export function claimOf(
  fromAccountNo: string,
  { amountSatang, transferredAt }: Pick<Reported, 'amountSatang' | 'transferredAt'>,
  { account, promptPay, offRail }: ReportedReceiver,
): TransferClaim {
  return {
    fromAccountNo,
    to: account,
    promptPay,
    offRail,
    amountSatang: BigInt(amountSatang),
    transferredAt: new Date(transferredAt),
  };
}
