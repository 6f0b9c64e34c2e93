import type { Later } from '../../../domain/asking.js';
import type { AgainDesk } from '../../../domain/case/sum/again.js';
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
