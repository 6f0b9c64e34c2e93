import { ask, type Asking } from '../../asking.js';
import {
  type Asker,
  countsFromComplaint,
  type EarlierHold,
  goesOnWithTime,
  newestOf,
} from '../../hold/order/held-for-victim.js';
import { orderExpiry } from '../../hold/order/expiry.js';
import { type ComplaintClock, section7GivesOrders } from '../../hold/order/power-onward.js';
import { givingWay } from '../../hold/order/take-over.js';
import { type Satang, sumSatang } from '../../money.js';
import type { Account } from '../../party.js';
import { partsToHold } from '../../trail/parts-to-hold.js';
import { shareRoom } from '../../trail/share-room.js';
import { type HoldOfSum, holdsOnPart, type Law, type PartOfSum } from './sum-on-record.js';

/** The time that a new hold goes on with, of the one before on its part or of the complaint; absent: its own. */
export interface PlaceOfHold {
  inPlaceOf?: { section7From: Date; notifiedAt: null; after: 'end_of_time'; urgentFrom: Date | null };
}

/** An order of section 7 for a part, which nobody decides on. */
interface OrderOfSection7<Hold extends HoldOfSum, Part> extends PlaceOfHold {
  part: Part;
  account: Account;
  amountSatang: Satang;
  debitConfirmed: boolean;
  /** The holds on the same credit whose place it takes. */
  replaces: readonly Hold[];
}

/** An order for a part, and the newest hold that was on it. */
interface OrderAgain<Hold extends HoldOfSum, Part> extends OrderOfSection7<Hold, Part> {
  before: Hold;
}

/** What an order for money that was held before asks of the record, and has done. */
export interface AgainDesk<Hold extends HoldOfSum, Part extends PartOfSum> {
  /** The clock of section 7 for the sum. */
  clock(): ComplaintClock | null;
  /** How much of a part an order of section 7 at its account may ask for, as far as the sum has it free; `givesBack`: with what holds reserve whose place it takes. */
  freeOfPart(part: Part, account: Account, givesBack: Satang): Satang;
  /** How much of the sum is free within its debit, whatever claims are about it; `givesBack`: as before. */
  freeWithinDebit(givesBack?: Satang): Satang;
  /** What holds of rival claims about the debit reserve at the account of each part, by the same credit. */
  ofRivalsAt(parts: readonly Part[]): readonly Satang[];
  /** Orders a hold, and reserves its amount. */
  orderHold(order: OrderOfSection7<Hold, Part>): Hold;
  /** Notes that a hold was ordered in the place of another. */
  noteOrderedAgain(hold: Hold, before: Hold): void;
}

/** A part, with the holds that were on it and how they ended. */
export interface KnownTrail<Hold extends HoldOfSum & EarlierHold, Part extends PartOfSum> {
  parts: readonly Part[];
  holds: readonly Hold[];
}

/**
 * Orders anew, by section 7, the parts of a sum whose earlier holds time or another one's word has
 * ended, at every account where the money is known to stand (`partsToHold`). Who asks knows that
 * section 7 may hold this money for the case. Returns the holds that were ordered.
 */
export function* holdAgain<Hold extends HoldOfSum, Part extends PartOfSum>(
  { parts, holds }: KnownTrail<Hold & EarlierHold, Part>,
  asker: Asker,
  law: Law,
): Asking<AgainDesk<Hold, Part>, Hold[]> {
  const known = parts.map((part) => ({ part, hop: part.hop, holds: holdsOnPart(holds, part) }));
  const wanted = partsToHold(known, asker);
  if (wanted.length === 0) return [];
  if (!section7GivesOrders(yield* ask((desk) => desk.clock()), law)) return [];
  const orders: Omit<OrderAgain<Hold & EarlierHold, Part>, 'amountSatang'>[] = [];
  const left: { leftSatang: Satang; givesBackSatang: Satang }[] = [];
  for (const { part: known } of wanted) {
    const { part } = known;
    const before = newestOf(known.holds);
    if (before === undefined) throw new Error(`no hold was on part ${part.id}`);
    const place = yield* placeOf<Hold, Part>(before, asker, law);
    if (place === 'time_is_over') continue;
    const account = { institution: before.institution, accountNo: before.accountNo };
    const replaces = replacedBy(before);
    const givesBackSatang = reservedBy(replaces);
    const leftSatang = yield* ask((desk) => desk.freeOfPart(part, account, givesBackSatang));
    if (leftSatang <= 0n) continue;
    left.push({ leftSatang, givesBackSatang });
    orders.push({ before, part, account, debitConfirmed: asker.debitConfirmed, replaces, ...place });
  }
  if (orders.length === 0) return [];
  const ofRivals = yield* ask((desk) => desk.ofRivalsAt(orders.map(({ part }) => part)));
  const wantedParts = left.map((each, nth) => ({ ...each, ofRivalsSatang: ofRivals[nth] ?? 0n }));
  const amounts = shareRoom(wantedParts, yield* ask((desk) => desk.freeWithinDebit()));
  const ordered: Hold[] = [];
  for (const [nth, { before, ...order }] of orders.entries()) {
    const amountSatang = amounts[nth] ?? 0n;
    if (amountSatang <= 0n) continue;
    const hold = yield* ask((desk) => desk.orderHold({ ...order, amountSatang }));
    yield* ask((desk) => desk.noteOrderedAgain(hold, before));
    ordered.push(hold);
  }
  return ordered;
}

/**
 * Returns the holds whose place a new one on a part takes: the one before, where its institution has not answered
 * its release in time.
 */
export function replacedBy<Hold extends HoldOfSum & EarlierHold>(before: Hold | undefined): Hold[] {
  return before === undefined ? [] : givingWay([before]);
}

/** Returns what holds reserve of their sum. */
export function reservedBy(holds: readonly Pick<HoldOfSum, 'reservedSatang'>[]): Satang {
  return sumSatang(holds.map(({ reservedSatang }) => reservedSatang));
}

/**
 * Returns what a new hold of section 7 takes over of the one before on its part: its time, where
 * that ended for the same complaint (`goesOnWithTime`); after another power, that of the complaint
 * (`countsFromComplaint`). A first hold for a corrected claim (P-CORRECT), or where a rival's hold of another power covered
 * the money, has the time that the complaint had first: the urgent time is given once. `time_is_over`: nothing is left of it.
 */
export function* placeOf<Hold extends HoldOfSum, Part extends PartOfSum>(
  before: (Hold & EarlierHold) | undefined,
  asker: Asker,
  law: Law,
): Asking<AgainDesk<Hold, Part>, PlaceOfHold | 'time_is_over'> {
  const section7From = section7FromOf(before, asker);
  if (section7From === null) return {};
  const urgentFrom = asker.debitConfirmed ? null : (asker.urgentFrom ?? null);
  const complaint = yield* ask((desk) => desk.clock());
  const terms = { complaint, debitConfirmed: asker.debitConfirmed, urgentFrom };
  if (section7Until({ section7From }, terms, law) <= law.now) return 'time_is_over';
  return { inPlaceOf: { section7From, notifiedAt: null, after: 'end_of_time', urgentFrom } };
}

/** Returns from when section 7 counts a new hold, where that is not its own first order; else null. */
function section7FromOf<Hold extends HoldOfSum>(before: (Hold & EarlierHold) | undefined, asker: Asker): Date | null {
  if (before === undefined) return asker.hasTimeBefore === true ? asker.complainedAt : null;
  if (countsFromComplaint(before, asker)) return asker.complainedAt;
  return goesOnWithTime(before, asker) ? before.section7From : null;
}

/**
 * Returns until when section 7 lets a hold stand, counted from its first order, or from that of the
 * hold whose place it took. `urgentFrom`: the urgent time began anew.
 */
export function section7Until(
  { section7From: issuedAt }: Pick<HoldOfSum, 'section7From'>,
  terms: { complaint: ComplaintClock | null; debitConfirmed: boolean; urgentFrom: Date | null },
  { rulebook, now }: Law,
): Date {
  return orderExpiry({ kind: 'section7', issuedAt, until: null, ...terms }, rulebook, now).expiresAt;
}
