import { HOLDING_STATES } from '../../../domain/hold/hold.js';
import { minSatang } from '../../../domain/money.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import { freeWithinDebit } from '../../case/money/free-within-debit.js';
import type { CaseWork } from '../../case/work/case-work.js';
import type { LoadedCase } from '../../case/work/load-case.js';
import { orderHold } from '../../hold/order/order-hold.js';
import { standingNotices } from '../../hold/change/rest-on-notice.js';
import { freeForSection7 } from '../../ledger/suspended-money.js';
import { type OpenRest, orderRests } from './rest-of-parts.js';

/**
 * Orders the rests of the parts that section 6 alone holds (`orderRests`), where no complaint lets section 7 order
 * them: each institution suspends what it was notified of while its own time runs (section 6 paragraph 1), whichever
 * other hold had the money when it looked. A hold that found nothing is followed by a new one, on its notice and in
 * its time; no later notice begins it anew (OFF-6C). Returns what is open still.
 */
export async function orderRestsOfNotices(
  work: CaseWork,
  loaded: LoadedCase,
  sum: StolenSumRow,
  rests: readonly OpenRest[],
): Promise<OpenRest[]> {
  const byNotice = rests.filter(({ hold }) => hold.kind === 'section6');
  const holding = byNotice.filter(({ hold }) => HOLDING_STATES.includes(hold.state));
  const left = await orderRests(work, loaded, sum, holding);
  for (const rest of byNotice.filter(({ hold }) => !HOLDING_STATES.includes(hold.state))) {
    const hold = rest.about === 'order' ? await orderAgainByNotice(work, loaded, sum, rest) : null;
    if (hold === null) left.push(rest);
    else loaded.holds.push(hold);
  }
  return left;
}

/** Orders what a hold of section 6 did not find, by the notice that it stood on; null where nothing is free or its time is over. */
async function orderAgainByNotice(
  work: CaseWork,
  loaded: LoadedCase,
  sum: StolenSumRow,
  { hold: before, openSatang }: OpenRest,
): Promise<HoldRow | null> {
  const [notice] = await standingNotices(work, before.id);
  const link = loaded.links.find(({ id }) => id === before.trailLinkId);
  const transfer = loaded.transfers.get(before.transferId);
  if (notice === undefined || link === undefined || transfer === undefined) return null;
  const account = { institution: before.institution, accountNo: before.accountNo };
  const free = await freeForSection7(work.manager, link, account);
  const amountSatang = minSatang(openSatang, minSatang(free, (await freeWithinDebit(work, sum)).freeSatang));
  if (amountSatang <= 0n) return null;
  const hold = await orderHold(work, {
    link,
    transfer,
    account,
    amountSatang,
    kind: 'section6',
    debitConfirmed: false,
    freezeRequestId: null,
    until: notice.expiresAt,
    seizureWarrantNo: null,
    notice,
    inPlaceOf: { section7From: work.now, notifiedAt: notice.notifiedAt, after: 'end_of_time' },
  });
  work.audit('hold.ordered_again', { holdId: hold.id, inPlaceOf: before.id });
  return hold;
}
