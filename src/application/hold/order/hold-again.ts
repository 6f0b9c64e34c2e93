import type { Later } from '../../../domain/asking.js';
import type { AgainDesk } from '../../../domain/case/sum/again.js';
import type { Satang } from '../../../domain/money.js';
import { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { reading, rows } from '../../../persistence/read-together.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { freeWithinDebit } from '../../case/money/free-within-debit.js';
import { freeForSection7 } from '../../ledger/suspended-money.js';
import { type EndOfHold, type HoldWithEnd, readEnds } from '../release/read-earlier-holds.js';
import { readComplaintClock } from './complaint-clock.js';
import { orderHold } from './order-hold.js';

/** The known trail of a stolen sum. */
export interface KnownTrail {
  links: readonly TrailLinkRow[];
  transfers: ReadonlyMap<string, TransferRow>;
  holds: readonly HoldRow[];
  endOf: EndOfHold;
}

const READ_TRAIL = reading({
  links: rows(TrailLinkRow, 'r.stolen_sum_id = $1', 'r.hop, r.id'),
  transfers: rows(TransferRow, 'r.id IN (SELECT transfer_id FROM trail_link WHERE stolen_sum_id = $1)'),
  holds: rows(HoldRow, 'r.stolen_sum_id = $1', 'r.id'),
});

/** Reads the known trail of a sum, by one statement and one more where holds were released. */
export async function readKnownTrail(work: CaseWork, { id }: Pick<StolenSumRow, 'id'>): Promise<KnownTrail> {
  const { links, transfers, holds } = await READ_TRAIL(work.manager, [id]);
  return {
    links,
    transfers: new Map(transfers.map((transfer) => [transfer.id, transfer])),
    holds,
    endOf: await readEnds(work, holds),
  };
}

/** Returns what orders for money that was held before ask of the database, and have done there. */
export function againDesk(
  work: CaseWork,
  sum: StolenSumRow,
  transfers: ReadonlyMap<string, TransferRow>,
): Later<AgainDesk<HoldRow, TrailLinkRow>> {
  return {
    clock: () => readComplaintClock(work, sum.id),
    freeOfPart: (part, account, givesBack) => freeForSection7(work.manager, part, account, givesBack),
    freeWithinDebit: async (givesBack) => (await freeWithinDebit(work, sum, givesBack)).freeSatang,
    ofRivalsAt: (parts) => {
      const isContested = transfers.get(sum.transferId)?.contested === true;
      return isContested ? readHeldByRivals(work, parts) : Promise.resolve(parts.map(() => 0n));
    },
    orderHold: ({ part, ...order }) => {
      const transfer = transfers.get(part.transferId);
      if (transfer === undefined) throw new Error(`part ${part.id} has no transfer`);
      work.noteSums([sum]);
      return orderHold(work, { ...section7Hold(part, transfer), ...order });
    },
    noteOrderedAgain: (hold, before) => {
      work.audit('hold.ordered_again', { holdId: hold.id, inPlaceOf: before.id });
      return Promise.resolve();
    },
  };
}

/**
 * Reads what holds of rival claims about the debit of parts, which name the same receiver, reserve at the account of each
 * part by the same credit.
 */
async function readHeldByRivals({ manager }: CaseWork, parts: readonly TrailLinkRow[]): Promise<Satang[]> {
  const found = await manager.query<{ id: string; satang: string }[]>(
    `SELECT w.id, sum(h.reserved_satang)::text AS satang
       FROM trail_link w JOIN transfer credit ON credit.id = w.transfer_id
       JOIN stolen_sum s ON s.id = w.stolen_sum_id JOIN transfer told ON told.id = s.transfer_id
       JOIN transfer rival ON (rival.from_institution, rival.reference) = (told.from_institution, told.reference) AND rival.id <> told.id
        AND (rival.to_institution, rival.to_account_no) = (told.to_institution, told.to_account_no)
       JOIN stolen_sum os ON os.transfer_id = rival.id
       JOIN hold h ON h.stolen_sum_id = os.id AND h.reserved_satang > 0
       JOIN transfer brought ON brought.id = h.transfer_id
        AND (brought.from_institution, brought.reference) = (credit.from_institution, credit.reference)
      WHERE w.id = ANY ($1) GROUP BY w.id`,
    [parts.map(({ id }) => id)],
  );
  const byPart = new Map(found.map(({ id, satang }) => [id, BigInt(satang)]));
  return parts.map(({ id }) => byPart.get(id) ?? 0n);
}

/** Returns the holds that were on a part, with their ends. */
export function holdsOn({ holds, endOf }: KnownTrail, { id }: Pick<TrailLinkRow, 'id'>): HoldWithEnd[] {
  return holds.filter(({ trailLinkId }) => trailLinkId === id).map(endOf);
}

/** Returns what every hold that section 7 orders by itself on a part has. */
export function section7Hold(link: TrailLinkRow, transfer: TransferRow) {
  return {
    link,
    transfer,
    kind: 'section7' as const,
    freezeRequestId: null,
    until: null,
    seizureWarrantNo: null,
  };
}
