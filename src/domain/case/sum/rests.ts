import { ask, type Asking } from '../../asking.js';
import { keepsCaseOpen } from '../../break/keeps-case-open.js';
import { roomForRest } from '../../debit/rival-claims.js';
import { HOLDING_STATES } from '../../hold/hold.js';
import { newestOf } from '../../hold/order/held-for-victim.js';
import { freeOf } from '../../ledger/ledger.js';
import { maxSatang, minSatang, type Satang, sumSatang } from '../../money.js';
import { findRule, numberParameter } from '../../rulebook/in-force.js';
import { farthestFirst } from '../../trail/share-room.js';
import {
  type AboutRest,
  aboutRest,
  unaskedSatang as unaskedSatangOf,
  UNEXPLAINED,
  unexplainedSatang,
} from '../../trail/unexplained-part.js';
import { type HoldOfSum, holdsOnPart, type Law, type PartOfSum, type SumOnRecord } from './sum-on-record.js';

/** What an institution left open of a part, neither held nor explained; and what it was never asked for. */
export interface OpenRest<Hold extends HoldOfSum> extends Omit<BesideHold, 'suspendedSatang' | 'isFreedSince'> {
  /** The newest hold on the part, which it answered. */
  hold: Hold;
  openSatang: Satang;
  /** What the hold was not asked for, for want of room, as far as there is room for it now. */
  unaskedSatang: Satang;
  /** What later debits explain, by the answers to that hold. */
  explainedSatang: Satang;
  about: AboutRest;
}

/** What is known beside a hold that leaves something open. */
export interface BesideHold {
  /** What holds for other parts keep at its account. */
  othersKeepSatang: Satang;
  /** What its institution suspends of the part by itself. */
  suspendedSatang: Satang;
  /** One of the others let something go since, by the clock of the institution that said both. */
  isFreedSince: boolean;
  /** The kinds of breaks about the hold which are open, or which a person settled. */
  breaks: readonly string[];
}

/** An order that a hold takes up the rest of its part. */
export interface RaiseByRest {
  satang: Satang;
  /** What its answers explain by later debits. */
  explainedSatang: Satang;
  /** How much of the amount the hold was never asked for. */
  unaskedSatang: Satang;
}

/** What the rests of the parts of a sum ask of the record, and have done. */
export interface RestDesk<Hold extends HoldOfSum> {
  /** What is known beside holds, in their order. */
  besideHolds(holds: readonly Hold[]): readonly BesideHold[];
  /** What an approval in advance leaves to orders by it; null where the hold rests on none. */
  leftOfApproval(hold: Hold): Satang | null;
  /** What an order for less lets go of a hold, while its institution has not answered it. */
  beingLetGo(hold: Hold): Satang;
  /** How much of the sum is free within its debit, whatever claims are about it. */
  freeWithinDebit(givesBack?: Satang): Satang;
  /** How much the rest of a part at a hop may be asked for (`roomForRest`). */
  freeForRest(hop: number): Satang;
  /** Orders that a hold takes up more, and reserves the amount. */
  raiseHold(hold: Hold, raise: RaiseByRest): void;
  /** Calls a person about a hold. */
  openBreak(hold: Hold, kind: string): void;
}

/**
 * Returns what institutions left open of the parts of a sum (`unexplainedSatang`), and what they were never
 * asked for (`unaskedSatang`), as far as the sum and the debit have it free: the farthest
 * first, because so they get what room there is.
 */
export function* restsOf<Hold extends HoldOfSum, Part extends PartOfSum>(
  sum: SumOnRecord<Hold, Part>,
): Asking<RestDesk<Hold>, OpenRest<Hold>[]> {
  const debited = sum.debitedSatang ?? sum.amountSatang;
  const free = freeOf(sum) - (sum.amountSatang - minSatang(debited, sum.amountSatang));
  if (free <= 0n) return [];
  const rests: Rest<Hold>[] = [];
  for (const part of sum.parts) {
    const rest = yield* restOfPart(sum, part, debited);
    if (rest !== undefined && (rest.openSatang > 0n || rest.unaskedSatang > 0n)) rests.push(rest);
  }
  if (rests.length === 0) return [];
  const beside = yield* ask((desk) => desk.besideHolds(rests.map(({ hold }) => hold)));
  const open = rests.flatMap((rest, nth) => {
    const there = beside[nth];
    if (there === undefined) throw new Error(`nothing is said beside hold ${rest.hold.id}`);
    return restBeside(rest, there, free);
  });
  return farthestFirst(open, ({ hold }) => hold.hop);
}

type Rest<Hold extends HoldOfSum> = Pick<OpenRest<Hold>, 'hold' | 'openSatang' | 'unaskedSatang' | 'explainedSatang'>;

function* restOfPart<Hold extends HoldOfSum, Part extends PartOfSum>(
  sum: SumOnRecord<Hold, Part>,
  { id, hop, attributedSatang }: Part,
  debitedSatang: Satang,
): Asking<RestDesk<Hold>, Rest<Hold> | undefined> {
  const onward = sum.parts.filter(({ parentLinkId }) => parentLinkId === id);
  const explainedBy = (hold: Hold) => attributed(onward.filter(({ parentHoldId }) => parentHoldId === hold.id));
  const there = holdsOnPart(sum.holds, { id });
  const hold = newestOf(there);
  if (hold === undefined) return undefined;
  const part = {
    attributedSatang: hop === 0 ? minSatang(attributedSatang, debitedSatang) : attributedSatang,
    explainedSatang: attributed(onward),
    holds: there.map((each) => ({ ...each, explainedSatang: explainedBy(each) })),
  };
  const leftOfApproval = yield* ask((desk) => desk.leftOfApproval(hold));
  const room = minSatang(roomOf(sum, hold), leftOfApproval ?? sum.amountSatang);
  const unaskedSatang = minSatang(unaskedSatangOf(part), room);
  return { hold, openSatang: unexplainedSatang(part), unaskedSatang, explainedSatang: explainedBy(hold) };
}

/** Returns how much more a hold may be asked for than before: what claims about the debit leave at its hop. */
function roomOf<Hold extends HoldOfSum, Part extends PartOfSum>(sum: SumOnRecord<Hold, Part>, { hop }: Hold): Satang {
  return sum.contested === undefined ? freeOf(sum) : roomForRest(sum.contested.own, sum.contested.rivals, hop);
}

/**
 * Returns a rest by what is known beside its hold. What the institution suspends by itself is a part of what
 * it left open, and else of what it was not asked for.
 */
function restBeside<Hold extends HoldOfSum>(
  rest: Rest<Hold>,
  { othersKeepSatang, suspendedSatang, isFreedSince, breaks }: BesideHold,
  free: Satang,
): OpenRest<Hold>[] {
  // The institution said why it holds nothing: nobody asks where the money is, until it holds it after all.
  if (rest.hold.state === 'refused' && !isFreedSince) return [];
  const openSatang = maxSatang(minSatang(rest.openSatang - suspendedSatang, free), 0n);
  const suspendedBeyond = maxSatang(suspendedSatang - rest.openSatang, 0n);
  const unaskedSatang = maxSatang(minSatang(rest.unaskedSatang - suspendedBeyond, free), 0n);
  if (openSatang === 0n && unaskedSatang === 0n) return [];
  const about = aboutRest(openSatang, { othersKeepSatang, isFreedSince });
  return [{ ...rest, openSatang, unaskedSatang, about, othersKeepSatang, breaks }];
}

/** Returns the holds of rests whose end is to be followed by another order, for what there is to ask for since. */
export function askedAnew<Hold extends HoldOfSum>(rests: readonly OpenRest<Hold>[]): ReadonlySet<string> {
  return new Set(
    rests
      .filter(({ openSatang, unaskedSatang, about }) => unaskedSatang > 0n || (openSatang > 0n && about === 'order'))
      .map(({ hold }) => hold.id),
  );
}

/**
 * Orders the rest of the parts that are held in part: where another hold at the account, which may have
 * had it, has ended since, and where the hold was not asked for it and there is room now. It is ordered by the
 * power and the time of the hold. Returns what is open still; what ended was ordered by a hold of its
 * own, or by nobody.
 */
export function* orderRests<Hold extends HoldOfSum, Part extends PartOfSum>(
  sum: SumOnRecord<Hold, Part>,
  rests: readonly OpenRest<Hold>[],
  { now }: Law,
): Asking<RestDesk<Hold>, OpenRest<Hold>[]> {
  const left: OpenRest<Hold>[] = [];
  for (const rest of rests) {
    const { hold, openSatang, about } = rest;
    const isOrderedAnew = newestOf(holdsOnPart(sum.holds, { id: hold.trailLinkId }))?.id !== hold.id;
    if (isOrderedAnew) continue;
    const mayRaise = HOLDING_STATES.includes(hold.state) && hold.expiresAt > now;
    const isRaised = mayRaise && (yield* raiseByRest(rest));
    if (openSatang === 0n) continue;
    if (about !== 'order') left.push(rest);
    else if (!isRaised) left.push({ ...rest, about: aboutRest(openSatang, { ...rest, isFreedSince: false }) });
  }
  return left;
}

/** Raises a hold by the rest of its part; returns whether there is any, and nothing of it is being let go. */
function* raiseByRest<Hold extends HoldOfSum>(rest: OpenRest<Hold>): Asking<RestDesk<Hold>, boolean> {
  const { hold, explainedSatang } = rest;
  const wantedSatang = rest.about === 'order' ? rest.openSatang : 0n;
  if (wantedSatang + rest.unaskedSatang <= 0n) return false;
  if ((yield* ask((desk) => desk.beingLetGo(hold))) > 0n) return false;
  const openSatang = minSatang(wantedSatang, yield* ask((desk) => desk.freeWithinDebit()));
  const room = rest.unaskedSatang > 0n ? (yield* ask((desk) => desk.freeForRest(hold.hop))) - openSatang : 0n;
  const unaskedSatang = maxSatang(minSatang(rest.unaskedSatang, room), 0n);
  const satang = openSatang + unaskedSatang;
  if (satang <= 0n) return false;
  yield* ask((desk) => desk.raiseHold(hold, { satang, explainedSatang, unaskedSatang }));
  return true;
}

/**
 * Calls a person, once for each hold, where nothing says what became of a part that an institution
 * neither holds nor explains. A break that says so in other words is enough. Below what is ordered
 * unasked (P-SMALL) nobody is called.
 */
export function* askAboutRests<Hold extends HoldOfSum>(
  rests: readonly OpenRest<Hold>[],
  { rulebook, now }: Law,
): Asking<RestDesk<Hold>> {
  const row = findRule(rulebook, 'P-SMALL', now);
  const least = BigInt(row === undefined ? 1 : numberParameter(row, 'minAtAccountSatang'));
  for (const { hold, openSatang, about, breaks } of rests) {
    if (about !== 'ask' || openSatang < least || breaks.some(keepsCaseOpen)) continue;
    // What rival claims about the debit take up is not this claim's.
    if ((yield* ask((desk) => desk.freeWithinDebit())) < least) continue;
    yield* ask((desk) => desk.openBreak(hold, UNEXPLAINED));
  }
}

function attributed(parts: readonly Pick<PartOfSum, 'attributedSatang'>[]): Satang {
  return sumSatang(parts.map(({ attributedSatang }) => attributedSatang));
}
