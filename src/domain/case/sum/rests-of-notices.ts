import { ask, type Asking } from '../../asking.js';
import { HOLDING_STATES } from '../../hold/hold.js';
import { minSatang, type Satang } from '../../money.js';
import type { Account } from '../../party.js';
import type { AgainDesk } from './again.js';
import { type OpenRest, orderRests, type RestDesk } from './rests.js';
import type { HoldOfSum, Law, PartOfSum, SumOnRecord } from './sum-on-record.js';

/** An order of section 6 for what a hold on a notice did not find, in the time of that notice. */
interface OrderOfNotice<Hold, Part> {
  part: Part;
  account: Account;
  amountSatang: Satang;
  before: Hold;
}

/** What rests of holds on notices ask of the record, and have done. */
export interface NoticeDesk<Hold extends HoldOfSum, Part extends PartOfSum>
  extends RestDesk<Hold>, Pick<AgainDesk<Hold, Part>, 'freeOfPart' | 'noteOrderedAgain'> {
  /** A notice of section 6 lets the hold stand. */
  restsOnNotice(hold: Hold): boolean;
  /** Orders a hold by the notice of the one before, and reserves its amount. */
  orderByNotice(order: OrderOfNotice<Hold, Part>): Hold;
}

/**
 * Orders the rests of the parts that section 6 alone holds (`orderRests`), where no complaint lets section 7 order
 * them: each institution suspends what it was notified of while its own time runs (section 6 paragraph 1), whichever
 * other hold had the money when it looked. A hold that found nothing is followed by a new one, on its notice and in
 * its time; no later notice begins it anew (OFF-6C). Returns what is open still.
 */
export function* orderRestsOfNotices<Hold extends HoldOfSum, Part extends PartOfSum>(
  sum: SumOnRecord<Hold, Part>,
  rests: readonly OpenRest<Hold>[],
  law: Law,
): Asking<NoticeDesk<Hold, Part>, OpenRest<Hold>[]> {
  const left: OpenRest<Hold>[] = [];
  for (const rest of rests) {
    const { hold, about } = rest;
    if (hold.kind !== 'section6') continue;
    if (HOLDING_STATES.includes(hold.state)) left.push(...(yield* orderRests(sum, [rest], law)));
    else if (about !== 'order' || !(yield* orderAgainByNotice(sum, rest))) left.push(rest);
  }
  return left;
}

/** Orders what a hold of section 6 did not find; returns whether something is free and the notice still stands. */
function* orderAgainByNotice<Hold extends HoldOfSum, Part extends PartOfSum>(
  { parts }: SumOnRecord<Hold, Part>,
  { hold: before, openSatang }: OpenRest<Hold>,
): Asking<NoticeDesk<Hold, Part>, boolean> {
  const part = parts.find(({ id }) => id === before.trailLinkId);
  if (part === undefined || !(yield* ask((desk) => desk.restsOnNotice(before)))) return false;
  const account = { institution: before.institution, accountNo: before.accountNo };
  const free = yield* ask((desk) => desk.freeOfPart(part, account, 0n));
  const amountSatang = minSatang(openSatang, minSatang(free, yield* ask((desk) => desk.freeWithinDebit())));
  if (amountSatang <= 0n) return false;
  const hold = yield* ask((desk: NoticeDesk<Hold, Part>) =>
    desk.orderByNotice({ part, account, amountSatang, before }),
  );
  yield* ask((desk: NoticeDesk<Hold, Part>) => desk.noteOrderedAgain(hold, before));
  return true;
}
