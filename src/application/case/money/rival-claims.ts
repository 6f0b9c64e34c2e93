import { type EntityManager, In } from 'typeorm';
import { debitVerdict } from '../../../domain/debit/debit-verdict.js';
import { type RivalClaim, rivalsGivingWay } from '../../../domain/debit/rival-claims.js';
import { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../work/case-work.js';
import { rivalClaimRows, type RivalClaimRow } from '../work/case.queries.js';

/** A claim, and its rivals: the other claims about the same reference. */
export interface ClaimWithRivals {
  own: RivalClaim;
  rivals: readonly RivalClaim[];
}

/**
 * Reads claims with their rivals, by the id of the transfer that is claimed. `complainedAt` is when
 * the case that asks complained (see `RivalClaim.settledSatang`).
 */
export async function readRivalClaims(
  manager: EntityManager,
  transferIds: readonly string[],
  complainedAt: Date,
): Promise<Map<string, ClaimWithRivals>> {
  if (transferIds.length === 0) return new Map();
  const rows = await rivalClaimRows(manager, transferIds, complainedAt);
  return new Map(
    transferIds.map((id) => {
      const group = rows.filter(({ ofTransferId }) => ofTransferId === id).map(claimOf);
      const own = group.find(({ transferId }) => transferId === id);
      if (own === undefined) throw new Error(`no transfer ${id}`);
      return [id, { own, rivals: group.filter((claim) => claim !== own) }];
    }),
  );
}

/** Reads the holds of rival claims whose place an order on a claim takes: one statement where there are any. */
export async function readRivalsGivingWay(
  work: Pick<CaseWork, 'manager' | 'rulebook' | 'now'>,
  { own, rivals }: ClaimWithRivals,
): Promise<HoldRow[]> {
  const ids = rivalsGivingWay(own, rivals, work);
  return ids.length === 0 ? [] : work.manager.findBy(HoldRow, { id: In(ids) });
}

function claimOf(row: RivalClaimRow): RivalClaim {
  const { toInstitution: institution, toAccountNo: accountNo, debitState, debitedSatang } = row;
  return {
    transferId: row.transferId,
    stolenSumId: row.stolenSumId,
    receiver: institution === null || accountNo === null ? null : { institution, accountNo },
    isOffRail: row.isOffRail,
    amountSatang: BigInt(row.amountSatang),
    debit: debitVerdict(debitState === null ? undefined : { state: debitState }),
    debitedSatang: debitedSatang === null ? null : BigInt(debitedSatang),
    isUpheld: row.isUpheld,
    reservedSatang: BigInt(row.reservedSatang),
    claimedAtReceiverSatang: BigInt(row.claimedAtReceiverSatang),
    letGoSatang: BigInt(row.letGoSatang),
    letGoFurtherSatang: BigInt(row.letGoFurtherSatang),
    decidedAtReceiverSatang: BigInt(row.decidedAtReceiverSatang),
    decidedFurtherSatang: BigInt(row.decidedFurtherSatang),
    isBeingReleased: row.isBeingReleased,
    unanswered: (row.unanswered ?? []).map(({ orderedAt, reservedSatang, ...release }) => ({
      ...release,
      orderedAt: new Date(orderedAt),
      reservedSatang: BigInt(reservedSatang),
    })),
    settledSatang: BigInt(row.settledSatang),
    settledByPowerSatang: BigInt(row.settledByPowerSatang),
    isLetGo: row.isLetGo,
  };
}
