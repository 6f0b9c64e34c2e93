import { In } from 'typeorm';
import { decideFirstHold } from '../../../domain/complaint/intake/first-hold.js';
import { changesOrders, refuseCorrection } from '../../../domain/complaint/later/correction.js';
import { ENDED_HOLD_STATES } from '../../../domain/hold/hold.js';
import { accountKey, type Account } from '../../../domain/party.js';
import type { Refusal } from '../../../domain/result.js';
import { isSameClaim } from '../../../domain/trail/same-transfer.js';
import { DebitConfirmationRow } from '../../../persistence/entities/money/debit.entities.js';
import { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { ClaimRow, StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import type { Reading } from '../../case/work/reading-of-case.js';
import { type JudgedTransfer, section7Facts } from '../../hold/order/section7-facts.js';
import type { ComplaintInput } from '../intake/complaint-input.js';
import { claimOf, receivers, storedClaim } from './stored-claims.js';

/** Reported transfers by id, what is true of each, and the account that they left. */
export interface CorrectedTransfers {
  victimAccount: Account;
  transfers: ({ transferId: string; toName?: string | undefined } & ComplaintInput['transfers'][number])[];
  /** The date at which an inquiry officer received the complaint; then no transfer is corrected. */
  statement?: DateOfStatement;
}

/** A correction as it is kept: that of a date has no account while nobody knows it. */
export type KeptCorrection = Omit<CorrectedTransfers, 'victimAccount'> & { victimAccount?: Account | undefined };

/** A date at which an inquiry officer received the complaint, and what stood on record before. */
interface DateOfStatement {
  additionId: string;
  /** RFC 3339 UTC, as received. */
  complaintReceivedAt: string;
  before: { statementAt: string | null; statementNotedAt: string | null };
}

/** A claim of the case that is to be corrected. */
export interface MistakenClaim {
  sum: StolenSumRow;
  transfer: TransferRow;
  /** The corrected report is about the same reference, and names the same receiver. */
  isSameMoney: boolean;
}

/** The claims to correct, and whether an order changes by it. */
export interface ClaimsToCorrect {
  ok: true;
  mistaken: MistakenClaim[];
  changesOrders: boolean;
}

/**
 * Reads the claims that a correction is about; who writes holds the case lock. Refusals: those of
 * `refuseCorrection`.
 */
export async function readClaimsToCorrect(
  work: Reading,
  { victimAccount, transfers }: CorrectedTransfers,
): Promise<ClaimsToCorrect | Refusal> {
  const own = await ownClaims(work);
  const ids = new Set(transfers.map(({ transferId }) => transferId));
  const kept = own.filter(({ transfer }) => !ids.has(transfer.id));
  const receiverOf = await receivers(work.manager);
  const onceCorrected = [
    ...kept.map(({ transfer }) => transfer),
    ...transfers.map(({ transferId, ...reported }) => {
      const receiver = receiverOf(reported.to);
      const { amountSatang, transferredAt } = claimOf(victimAccount.accountNo, reported, receiver);
      const { institution: toInstitution = null, accountNo: toAccountNo = null } = receiver.account ?? {};
      return { id: transferId, amountSatang, transferredAt, toInstitution, toAccountNo };
    }),
  ];
  const mistaken: MistakenClaim[] = [];
  let anyOrder = false;
  for (const { transferId, ...reported } of transfers) {
    const claim = own.find(({ transfer }) => transfer.id === transferId);
    const receiver = receiverOf(reported.to);
    const corrected = claimOf(victimAccount.accountNo, reported, receiver);
    const isSameBank = claim?.transfer.fromInstitution === victimAccount.institution;
    const isSameReference = isSameBank && claim.transfer.reference === reported.reference;
    const refusal = refuseCorrection({
      isReported: claim !== undefined,
      debit: claim?.confirmation?.state,
      isSameClaim:
        isSameReference &&
        isSameClaim(storedClaim({ row: claim.transfer, confirmation: claim.confirmation }), corrected, 'decides'),
      isReferenceTaken: kept.some(
        ({ transfer }) =>
          transfer.fromInstitution === victimAccount.institution && transfer.reference === reported.reference,
      ),
    });
    if (refusal !== undefined) return refusal;
    if (claim === undefined) throw new Error('a claim that is not there is refused');
    const isSameMoney = isSameReference && isSameReceiver(claim.transfer, receiver.account);
    mistaken.push({ sum: claim.sum, transfer: claim.transfer, isSameMoney });
    anyOrder ||= changesOrders({
      isHeld: claim.isHeld,
      isSameMoney,
      isSameAmount: claim.transfer.amountSatang === corrected.amountSatang,
      givesOrder: givesOrder(work, onceCorrected, {
        transferId,
        account: receiver.account,
        isOffRail: receiver.offRail !== null,
      }),
    });
  }
  return { ok: true, mistaken, changesOrders: anyOrder };
}

/** A claim that the case reported and upholds. */
interface OwnClaim {
  sum: StolenSumRow;
  transfer: TransferRow;
  confirmation: DebitConfirmationRow | undefined;
  /** A hold stands on it that ends when the case claims it no longer. */
  isHeld: boolean;
}

async function ownClaims({ manager, caseFile }: Reading): Promise<OwnClaim[]> {
  const claims = await manager.findBy(ClaimRow, { caseId: caseFile.id, reported: true });
  const sums = await manager.findBy(StolenSumRow, { id: In(claims.map(({ stolenSumId }) => stolenSumId)) });
  const transferIds = In(sums.map(({ transferId }) => transferId));
  const sumIds = In(sums.map(({ id }) => id));
  const transfers = await manager.findBy(TransferRow, { id: transferIds });
  const confirmations = await manager.findBy(DebitConfirmationRow, { transferId: transferIds });
  const holds = await manager.findBy(HoldRow, { stolenSumId: sumIds });
  const all = await manager.findBy(ClaimRow, { stolenSumId: sumIds });
  return sums.flatMap((sum) => {
    const transfer = transfers.find(({ id }) => id === sum.transferId);
    if (transfer === undefined) return [];
    const isShared = all.some(
      ({ stolenSumId, caseId, endedAt }) => stolenSumId === sum.id && caseId !== caseFile.id && endedAt === null,
    );
    const hasHold = holds.some(
      ({ stolenSumId, state }) => stolenSumId === sum.id && !ENDED_HOLD_STATES.includes(state),
    );
    return [
      {
        sum,
        transfer,
        confirmation: confirmations.find(({ transferId }) => transferId === sum.transferId),
        isHeld: hasHold && !isShared,
      },
    ];
  });
}

function isSameReceiver({ toInstitution, toAccountNo }: TransferRow, account: Account | null): boolean {
  if (toInstitution === null || toAccountNo === null || account === null) return false;
  return accountKey({ institution: toInstitution, accountNo: toAccountNo }) === accountKey(account);
}

/**
 * Returns whether section 7 orders a hold on one of the claims that a report has once it is
 * corrected, whatever stands already.
 */
function givesOrder(
  work: Reading,
  all: readonly JudgedTransfer['transfer'][],
  { transferId, account, isOffRail }: { transferId: string; account: Account | null; isOffRail: boolean },
): boolean {
  const facts = section7Facts(
    work.caseFile,
    all.map((transfer) => ({ transfer, debit: 'unknown' })),
    false,
  );
  const money = { transferId, account, isOffRail, standing: 'none' as const, timeIsOver: false };
  return decideFirstHold(money, facts, work.rulebook, work.now).orderAt !== null;
}
