import { keepsCaseOpen } from '../../../domain/break/keeps-case-open.js';
import { newestOf } from '../../../domain/hold/order/held-for-victim.js';
import { HOLDING_STATES } from '../../../domain/hold/hold.js';
import { freeOf } from '../../../domain/ledger/ledger.js';
import { roomForRest } from '../../../domain/debit/rival-claims.js';
import { maxSatang, minSatang, type Satang, sumSatang } from '../../../domain/money.js';
import { findRule, numberParameter } from '../../../domain/rulebook/in-force.js';
import {
  type AboutRest,
  aboutRest,
  unaskedSatang as unaskedSatangOf,
  UNEXPLAINED,
  unexplainedSatang,
} from '../../../domain/trail/unexplained-part.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import type { TrailLinkRow } from '../../../persistence/entities/money/trail.entities.js';
import { openBreak } from '../../break/open-break.js';
import { settleByItself } from '../../break/settle-by-itself.js';
import { isFreedSinceSql, othersKeepSql } from '../../case/money/beside-hold-sql.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { freeForRest, freeWithinDebit } from '../../case/money/free-within-debit.js';
import { confirmationOf, type LoadedCase } from '../../case/work/load-case.js';
import { beingLetGo, raiseHold } from '../../hold/order/raise-hold.js';

/** What an institution left open of a part, neither held nor explained; and what it was never asked for. */
export interface OpenRest {
  /** The newest hold on the part, which it answered. */
  hold: HoldRow;
  openSatang: Satang;
  /** What the hold was not asked for, for want of room, as far as there is room for it now. */
  unaskedSatang: Satang;
  /** What later debits explain, by the answers to that hold. */
  explainedSatang: Satang;
  about: AboutRest;
  /** What holds for other parts keep at its account. */
  othersKeepSatang: Satang;
  /** The kinds of breaks about that hold which are open, or which a person settled. */
  breaks: readonly string[];
}

/** What is known beside a hold that leaves something open; amounts as text. */
interface Beside {
  holdId: string;
  othersKeep: string;
  suspended: string;
  isFreedSince: boolean;
  breaks: string[];
}

/**
 * SQL of what is known beside the holds `$1`: what holds for other parts keep at their accounts, and whether
 * one of them let something go since, by the clock of the institution that said both.
 */
const BESIDE = `
  SELECT h.id AS "holdId", ${othersKeepSql('h')} AS "othersKeep", ${isFreedSinceSql('h')} AS "isFreedSince",
         (SELECT coalesce(sum(p.suspended_satang), 0) FROM own_suspension_part p WHERE p.trail_link_id = h.trail_link_id) AS suspended,
         ARRAY(SELECT b.kind FROM break_record b WHERE b.hold_id = h.id AND (b.closed_at IS NULL OR b.closed_by <> 'system')) AS breaks
    FROM hold h WHERE h.id = ANY ($1)`;

/**
 * Reads what institutions left open of the parts of a sum (`unexplainedSatang`), and what they were never
 * asked for (`unaskedSatang`), as far as the sum and the debit have it free. One statement where there is
 * any, and none else.
 */
export async function readRests(work: CaseWork, loaded: LoadedCase, sum: StolenSumRow): Promise<OpenRest[]> {
  const debited = confirmationOf(loaded, sum)?.debitedSatang ?? sum.amountSatang;
  const free = freeOf(sum) - (sum.amountSatang - minSatang(debited, sum.amountSatang));
  if (free <= 0n) return [];
  const rests = loaded.links
    .filter(({ stolenSumId }) => stolenSumId === sum.id)
    .flatMap((link) => restOf(loaded, sum, link, debited))
    .filter(({ openSatang, unaskedSatang }) => openSatang > 0n || unaskedSatang > 0n);
  if (rests.length === 0) return [];
  const beside = await work.manager.query<Beside[]>(BESIDE, [rests.map(({ hold }) => hold.id)]);
  return rests.flatMap((rest) => {
    const there = beside.find(({ holdId }) => holdId === rest.hold.id);
    if (there === undefined) throw new Error(`hold ${rest.hold.id} is not there`);
    // What the institution suspends by itself is a part of what it left open, and else of what it was not asked for.
    const suspended = BigInt(there.suspended);
    const openSatang = maxSatang(minSatang(rest.openSatang - suspended, free), 0n);
    const suspendedBeyond = maxSatang(suspended - rest.openSatang, 0n);
    const unaskedSatang = maxSatang(minSatang(rest.unaskedSatang - suspendedBeyond, free), 0n);
    if (openSatang === 0n && unaskedSatang === 0n) return [];
    const othersKeepSatang = BigInt(there.othersKeep);
    const about = aboutRest(openSatang, { othersKeepSatang, isFreedSince: there.isFreedSince });
    return [{ ...rest, openSatang, unaskedSatang, about, othersKeepSatang, breaks: there.breaks }];
  });
}

/** Returns the holds of rests whose end is to be followed by another order, for what there is to ask for since. */
export function askedAnew(rests: readonly OpenRest[]): ReadonlySet<string> {
  return new Set(
    rests
      .filter(({ openSatang, unaskedSatang, about }) => unaskedSatang > 0n || (openSatang > 0n && about === 'order'))
      .map(({ hold }) => hold.id),
  );
}

function restOf(loaded: LoadedCase, sum: StolenSumRow, link: TrailLinkRow, debitedSatang: Satang) {
  const { links, holds } = loaded;
  const onward = links.filter(({ parentLinkId }) => parentLinkId === link.id);
  const explainedBy = (hold: HoldRow) => explained(onward.filter(({ parentHoldId }) => parentHoldId === hold.id));
  const there = holds.filter(({ trailLinkId }) => trailLinkId === link.id);
  const hold = newestOf(there);
  if (hold === undefined) return [];
  const part = {
    attributedSatang: link.hop === 0 ? minSatang(link.attributedSatang, debitedSatang) : link.attributedSatang,
    explainedSatang: explained(onward),
    holds: there.map((each) => ({ ...each, explainedSatang: explainedBy(each) })),
  };
  const unaskedSatang = minSatang(unaskedSatangOf(part), roomFor(loaded, sum, hold));
  return [{ hold, openSatang: unexplainedSatang(part), unaskedSatang, explainedSatang: explainedBy(hold) }];
}

/**
 * Returns how much more a hold may be asked for than before: what claims about the debit leave at its hop, and
 * of an approval in advance what its cap leaves.
 */
function roomFor({ contested, holds, requests }: LoadedCase, sum: StolenSumRow, hold: HoldRow): Satang {
  const claim = contested.get(sum.transferId);
  const ofDebit = claim === undefined ? freeOf(sum) : roomForRest(claim.own, claim.rivals, hold.hop);
  const cap = requests.find(({ id }) => id === hold.freezeRequestId)?.armSatang;
  if (cap == null) return ofDebit;
  const ordered = holds.filter(({ freezeRequestId }) => freezeRequestId === hold.freezeRequestId);
  return minSatang(ofDebit, cap - sumSatang(ordered.map(({ requestedSatang }) => requestedSatang)));
}

function explained(links: readonly TrailLinkRow[]): Satang {
  return sumSatang(links.map(({ attributedSatang }) => attributedSatang));
}

/**
 * Orders the rest of the parts that are held in part: where another hold at the account, which may have
 * had it, has ended since, and where the hold was not asked for it and there is room now. It is ordered by the
 * power and the time of the hold. Returns what is open still; what ended was ordered by a hold of its
 * own, or by nobody.
 */
export async function orderRests(
  work: CaseWork,
  { holds }: Pick<LoadedCase, 'holds'>,
  sum: StolenSumRow,
  rests: readonly OpenRest[],
): Promise<OpenRest[]> {
  const left: OpenRest[] = [];
  for (const rest of rests) {
    const { hold, openSatang, about } = rest;
    const isOrderedAnew = newestOf(holds.filter(({ trailLinkId }) => trailLinkId === hold.trailLinkId)) !== hold;
    if (isOrderedAnew) continue;
    const mayRaise = HOLDING_STATES.includes(hold.state) && hold.expiresAt > work.now;
    const isRaised = mayRaise && (await raiseByRest(work, hold, sum, rest));
    if (openSatang === 0n) continue;
    if (about !== 'order') left.push(rest);
    else if (!isRaised) left.push({ ...rest, about: aboutRest(openSatang, { ...rest, isFreedSince: false }) });
  }
  return left;
}

/** Raises a hold by the rest of its part; returns whether there is any, and nothing of it is being let go. */
async function raiseByRest(work: CaseWork, hold: HoldRow, sum: StolenSumRow, rest: OpenRest): Promise<boolean> {
  const wantedSatang = rest.about === 'order' ? rest.openSatang : 0n;
  if (wantedSatang + rest.unaskedSatang <= 0n || (await beingLetGo(work.manager, hold)) > 0n) return false;
  const { freeSatang } = await freeWithinDebit(work, sum);
  const openSatang = minSatang(wantedSatang, freeSatang);
  const room = rest.unaskedSatang > 0n ? (await freeForRest(work, sum, hold.hop)) - openSatang : 0n;
  const unaskedSatang = maxSatang(minSatang(rest.unaskedSatang, room), 0n);
  if (openSatang + unaskedSatang <= 0n) return false;
  const raise = { requestId: null, as: 'rest' as const, explainedSatang: rest.explainedSatang, unaskedSatang };
  await raiseHold(work, hold, raise, openSatang + unaskedSatang);
  return true;
}

/**
 * Calls a person, once for each hold, where nothing says what became of a part that an institution
 * neither holds nor explains. A break that says so in other words is enough. Below what is ordered
 * unasked (P-SMALL) nobody is called.
 */
export async function askAboutRests(work: CaseWork, sum: StolenSumRow, rests: readonly OpenRest[]): Promise<void> {
  const row = findRule(work.rulebook, 'P-SMALL', work.now);
  const least = row === undefined ? 1 : numberParameter(row, 'minAtAccountSatang');
  for (const { hold, openSatang, about, breaks } of rests) {
    if (about !== 'ask' || openSatang < BigInt(least) || breaks.some(keepsCaseOpen)) continue;
    // What rival claims about the debit take up is not this claim's.
    if ((await freeWithinDebit(work, sum)).freeSatang < BigInt(least)) continue;
    await openBreak(work, hold, null, UNEXPLAINED);
  }
}

/** Settles the breaks of a case about money that is held, explained or ordered since, or is claimed no more. */
export async function settleRests(work: CaseWork, loaded: LoadedCase, rests: readonly OpenRest[]): Promise<void> {
  if (!loaded.openBreaks.includes(UNEXPLAINED)) return;
  const open = new Set(rests.map(({ hold }) => hold.id));
  for (const { id } of loaded.holds) {
    if (open.has(id)) continue;
    const settled = await settleByItself(work, id, UNEXPLAINED);
    for (let no = 0; no < settled; no += 1) loaded.openBreaks.splice(loaded.openBreaks.indexOf(UNEXPLAINED), 1);
  }
}
