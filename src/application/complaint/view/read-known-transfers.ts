import { In, IsNull } from 'typeorm';
import { debitVerdict } from '../../../domain/debit/debit-verdict.js';
import { newestOf, standingHold, type StandingHold } from '../../../domain/hold/order/held-for-victim.js';
import { ENDED_HOLD_STATES } from '../../../domain/hold/hold.js';
import type { DebitConfirmationRow } from '../../../persistence/entities/money/debit.entities.js';
import { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import { TrailLinkRow } from '../../../persistence/entities/money/trail.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { replacedBy } from '../../../domain/case/sum/again.js';
import { readEnds } from '../../hold/release/read-earlier-holds.js';
import type { ClaimOnRecord } from '../correct/stored-claims.js';

/** A transfer that was reported before, with the rows that belong to it. */
export interface KnownTransfer {
  stolenSum: StolenSumRow | undefined;
  link: TrailLinkRow | undefined;
  confirmation: DebitConfirmationRow | undefined;
  standing: StandingHold;
  /** The holds whose place a new one takes (`replacedBy`). */
  replaces: readonly HoldRow[];
  orderReferences: readonly string[];
}

/** Reads what belongs to claims, by the id of the transfer, and locks their stolen sums. */
export async function readKnownTransfers(
  work: CaseWork,
  claims: readonly ClaimOnRecord[],
): Promise<Map<string, KnownTransfer>> {
  const { manager } = work;
  if (claims.length === 0) return new Map();
  const ids = claims.map(({ row }) => row.id);
  // The lock keeps two reports of one reference from both ordering a hold of the same money.
  const sums = await manager.find(StolenSumRow, {
    where: { transferId: In(ids) },
    lock: { mode: 'pessimistic_write' },
    order: { id: 'ASC' },
  });
  const links = await manager.findBy(TrailLinkRow, { transferId: In(ids), parentLinkId: IsNull() });
  const holds = await manager.findBy(HoldRow, { transferId: In(ids), hop: 0 });
  const endOf = await readEnds(work, holds);
  return new Map(
    claims.map(({ row: { id }, confirmation }) => {
      const holdsThere = holds.filter((hold) => hold.transferId === id).map(endOf);
      return [
        id,
        {
          stolenSum: sums.find((sum) => sum.transferId === id),
          link: links.find((link) => link.transferId === id),
          confirmation,
          standing: standingHold(holdsThere, {
            complainedAt: work.caseFile.openedAt,
            debitConfirmed: debitVerdict(confirmation) === 'confirmed',
          }),
          replaces: replacedBy(newestOf(holdsThere)),
          orderReferences: holdsThere
            .filter(({ state }) => !ENDED_HOLD_STATES.includes(state))
            .map(({ noticeReference }) => noticeReference),
        },
      ];
    }),
  );
}
