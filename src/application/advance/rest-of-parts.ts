import { keepsCaseOpen } from '../../domain/break/keeps-case-open.js';
import { newestOf } from '../../domain/hold/held-for-victim.js';
import { HOLDING_STATES } from '../../domain/hold/hold.js';
import { freeOf } from '../../domain/ledger/ledger.js';
import { minSatang, type Satang, sumSatang } from '../../domain/money.js';
import { findRule, numberParameter } from '../../domain/rulebook/in-force.js';
import { type AboutRest, aboutRest, UNEXPLAINED, unexplainedSatang } from '../../domain/trail/unexplained-part.js';
import type { HoldRow } from '../../persistence/entities/hold.entities.js';
import type { StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import type { TrailLinkRow } from '../../persistence/entities/trail.entities.js';
import { openBreak } from '../break/open-break.js';
import { settleByItself } from '../break/settle-by-itself.js';
import { isFreedSinceSql, othersKeepSql } from '../case/beside-hold-sql.js';
import type { CaseWork } from '../case/case-work.js';
import { freeWithinDebit } from '../case/free-within-debit.js';
import { confirmationOf, type LoadedCase } from '../case/load-case.js';
import { raiseHold } from '../hold/raise-hold.js';

/** What an institution left open of a part: neither held nor explained. */
export interface OpenRest {
  /** The newest hold on the part, which it answered. */
  hold: HoldRow;
  openSatang: Satang;
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
 * Reads what institutions left open of the parts of a sum (`unexplainedSatang`), as far as the sum has
 * it free. One statement where there is any, and none else.
 */
export async function readRests(work: CaseWork, loaded: LoadedCase, sum: StolenSumRow): Promise<OpenRest[]> {
  const debited = confirmationOf(loaded, sum)?.debitedSatang ?? sum.amountSatang;
  const free = freeOf(sum) - (sum.amountSatang - minSatang(debited, sum.amountSatang));
  const rests = loaded.links
    .filter(({ stolenSumId }) => stolenSumId === sum.id)
    .flatMap((link) => restOf(loaded, link, debited))
    .filter(({ openSatang }) => openSatang > 0n && free > 0n);
  if (rests.length === 0) return [];
  const beside = await work.manager.query<Beside[]>(BESIDE, [rests.map(({ hold }) => hold.id)]);
  return rests.flatMap(({ hold, openSatang, explainedSatang }) => {
    const there = beside.find(({ holdId }) => holdId === hold.id);
    if (there === undefined) throw new Error(`hold ${hold.id} is not there`);
    const satang = minSatang(openSatang - BigInt(there.suspended), free);
    if (satang <= 0n) return [];
    const othersKeepSatang = BigInt(there.othersKeep);
    const about = aboutRest(satang, { othersKeepSatang, isFreedSince: there.isFreedSince });
    return [{ hold, openSatang: satang, explainedSatang, about, othersKeepSatang, breaks: there.breaks }];
  });
}

function restOf({ links, holds }: LoadedCase, link: TrailLinkRow, debitedSatang: Satang) {
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
  return [{ hold, openSatang: unexplainedSatang(part), explainedSatang: explainedBy(hold) }];
}

function explained(links: readonly TrailLinkRow[]): Satang {
  return sumSatang(links.map(({ attributedSatang }) => attributedSatang));
}

/**
 * Orders the rest of the parts that are held in part, where another hold at the account, which may have
 * had it, has ended since: by the power and the time of the hold, and no more than its order asked for.
 * Returns what is open still; what found nothing was ordered by a hold of its own, or by nobody.
 */
export async function orderRests(
  work: CaseWork,
  { holds }: Pick<LoadedCase, 'holds'>,
  sum: StolenSumRow,
  rests: readonly OpenRest[],
): Promise<OpenRest[]> {
  const left: OpenRest[] = [];
  for (const rest of rests) {
    const { hold, openSatang, explainedSatang, about } = rest;
    if (about !== 'order') {
      left.push(rest);
      continue;
    }
    const isOrderedAnew = newestOf(holds.filter(({ trailLinkId }) => trailLinkId === hold.trailLinkId)) !== hold;
    if (isOrderedAnew) continue;
    const mayRaise = HOLDING_STATES.includes(hold.state) && hold.expiresAt > work.now;
    const satang = mayRaise ? minSatang(openSatang, (await freeWithinDebit(work, sum)).freeSatang) : 0n;
    if (satang > 0n) await raiseHold(work, hold, { requestId: null, as: 'rest' }, satang, explainedSatang);
    else left.push({ ...rest, about: aboutRest(openSatang, { ...rest, isFreedSince: false }) });
  }
  return left;
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
