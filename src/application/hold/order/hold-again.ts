import { type Asker, goesOnWithTime, newestOf } from '../../../domain/hold/order/held-for-victim.js';
import { section7GivesOrders } from '../../../domain/hold/order/power-onward.js';
import { minSatang, sumSatang } from '../../../domain/money.js';
import { partsToHold } from '../../../domain/trail/parts-to-hold.js';
import { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { reading, rows } from '../../../persistence/read-together.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { freeWithinDebit } from '../../case/money/free-within-debit.js';
import { freeForSection7 } from '../../ledger/suspended-money.js';
import { readComplaintClock } from './complaint-clock.js';
import { type NewHold, orderHold } from './order-hold.js';
import { type EndOfHold, type HoldWithEnd, readEnds } from '../release/read-earlier-holds.js';
import { section7Until } from './section7-power.js';

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

/**
 * Orders anew, by section 7, the parts of a sum whose earlier holds time or another one's word has
 * ended, at every account where the money is known to stand (`partsToHold`); `parts` says which of
 * them are looked at. Who asks knows that section 7 may hold this money for the case. Returns the
 * holds that it ordered.
 */
export async function holdAgain(
  work: CaseWork,
  sum: StolenSumRow,
  trail: KnownTrail,
  { asker, parts }: { asker: Asker; parts: 'all' | 'further' },
): Promise<HoldRow[]> {
  const known = trail.links
    .filter(({ stolenSumId, hop }) => stolenSumId === sum.id && (parts === 'all' || hop > 0))
    .map((link) => ({ link, hop: link.hop, holds: holdsOn(trail, link) }));
  const wanted = partsToHold(known, asker);
  if (wanted.length === 0 || !section7GivesOrders(await readComplaintClock(work, sum.id), work)) return [];
  const ordered: HoldRow[] = [];
  work.noteSums([sum]);
  for (const {
    part: { link, holds },
  } of wanted) {
    const transfer = trail.transfers.get(link.transferId);
    const before = newestOf(holds);
    if (transfer === undefined || before === undefined) throw new Error(`part ${link.id} has no transfer`);
    const place = await placeOf(work, before, asker);
    if (place === 'time_is_over') continue;
    const account = { institution: before.institution, accountNo: before.accountNo };
    const replaces = replacedBy(before);
    const givesBack = sumSatang(replaces.map(({ reservedSatang }) => reservedSatang));
    const free = await freeForSection7(work.manager, link, account, givesBack);
    const amountSatang = free <= 0n ? 0n : minSatang(free, (await freeWithinDebit(work, sum, givesBack)).freeSatang);
    if (amountSatang <= 0n) continue;
    const { debitConfirmed } = asker;
    const hold = await orderHold(work, {
      ...section7Hold(link, transfer),
      account,
      amountSatang,
      debitConfirmed,
      replaces,
      ...place,
    });
    work.audit('hold.ordered_again', { holdId: hold.id, inPlaceOf: before.id });
    ordered.push(hold);
  }
  return ordered;
}

/**
 * Returns the holds whose place a new one on a part takes: the one before, where its institution has not answered
 * its release in time.
 */
export function replacedBy(before: HoldWithEnd | undefined): HoldRow[] {
  return before?.state === 'release_ordered' && before.isReleaseOverdue === true ? [before] : [];
}

/** Returns the holds that were on a part, with their ends. */
export function holdsOn({ holds, endOf }: KnownTrail, { id }: Pick<TrailLinkRow, 'id'>): HoldWithEnd[] {
  return holds.filter(({ trailLinkId }) => trailLinkId === id).map(endOf);
}

/**
 * Returns what a new hold of section 7 takes over of the one before on its part: its time, where
 * that ended for the same complaint (`goesOnWithTime`). `time_is_over`: nothing is left of it.
 */
export async function placeOf(
  work: CaseWork,
  before: HoldWithEnd | undefined,
  asker: Asker,
): Promise<Pick<NewHold, 'inPlaceOf'> | 'time_is_over'> {
  if (before === undefined || !goesOnWithTime(before, asker)) return {};
  const urgentFrom = asker.debitConfirmed ? null : (asker.urgentFrom ?? null);
  if ((await section7Until(work, before, asker.debitConfirmed, urgentFrom)) <= work.now) return 'time_is_over';
  return { inPlaceOf: { section7From: before.section7From, notifiedAt: null, after: 'end_of_time', urgentFrom } };
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
