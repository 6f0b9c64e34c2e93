import { isReleaseOverdue } from '../../domain/break/unanswered.js';
import { reservedBy } from '../../domain/case/sum/again.js';
import { LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import { givingWay } from '../../domain/hold/order/take-over.js';
import { isLengthened } from '../../domain/hold/order/take-place.js';
import { joinNotice, type NoticeEffect } from '../../domain/notice/join-notice.js';
import { isCappedOrder, noticeWindowStart, orderLocks, waitsForDebit } from '../../domain/notice/notice-limit.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { openBreak } from '../break/open-break.js';
import { lockLimits } from '../case/work/case.queries.js';
import { minSatang } from '../../domain/money.js';
import {
  clockOfNotice,
  isSuspendedByReceiver,
  type NoticeOfTransfer,
  reachesReceiver,
  timeOfNotice,
} from '../../domain/notice/notice.js';
import { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../persistence/entities/money/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../persistence/entities/money/trail.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { readRoomForHold } from '../case/money/free-within-debit.js';
import { extendHold, readPowerEnd } from '../hold/order/extend-hold.js';
import { orderHold } from '../hold/order/order-hold.js';
import { restOn, type StandingNotice } from '../hold/change/rest-on-notice.js';
import { freeForOrder, leftOf } from '../ledger/suspended-money.js';
import { noticedParts, type NoticedPartRow, unconfirmedOnNotices } from './notice.queries.js';

/** What a notice brought about at a part of a stolen sum. */
export interface NoticeOutcome {
  noticeId: string;
  transferId: string;
  institution: string;
  holdId: string | null;
  /**
   * The latest end of this institution's suspension by section 6; null where it suspends nothing.
   */
  until: Date | null;
  effect: 'ordered' | 'joined' | Extract<NoticeEffect, { do: 'nothing' }>['because'];
}

/**
 * Orders the holds of the notices on the case's trails: every receiving institution that a notice
 * reaches suspends at once, within its own seven days and those of the officer (section 6). A hold
 * that stands already is joined, never doubled. Running it again orders nothing more, so it runs
 * when the notice arrives and whenever the case is advanced.
 */
export async function orderHoldsOfNotices(work: CaseWork): Promise<NoticeOutcome[]> {
  const outcomes: NoticeOutcome[] = [];
  const touched = new Set<string>();
  for (const part of await openParts(work)) {
    // A second notice at the same part joins what the first one brought, which was not there yet
    // when the row was read.
    const current = touched.has(part.trailLinkId) ? await reload(work, part) : part;
    if ((current.holdId === null || current.givesWay) && (await waitsForConfirmation(work, current))) continue;
    outcomes.push(await carryOut(work, current));
    touched.add(part.trailLinkId);
  }
  return outcomes;
}

/**
 * A part where a notice has had no effect yet, and the latest end of a suspension on it; `givesWay`: the hold there does
 * (`givingWay`).
 */
type OpenPart = NoticedPartRow & Pick<NoticeOfTransfer, 'ownSuspension'> & { until: Date; givesWay: boolean };

/** Reads the parts where a notice reaches the receiver and has had no effect yet. */
async function openParts({ manager, caseFile, rulebook, now }: CaseWork): Promise<OpenPart[]> {
  const parts = await noticedParts(manager, caseFile.id);
  return parts.flatMap((row) => {
    const ownSuspension =
      row.ownFoundAt === null || row.ownUntil === null ? null : { foundAt: row.ownFoundAt, until: row.ownUntil };
    const part = { ...row, ownSuspension, isHeld: row.holdId !== null };
    const until = reachesReceiver(part) ? timeOfNotice(part, rulebook, now) : null;
    return until === null || until <= now ? [] : [{ ...part, until, givesWay: givesWay(row, { rulebook, now }) }];
  });
}

/**
 * Returns whether the order at a part waits until its debit is confirmed, because a cap of P-NOTICE is
 * reached, and tells a supervisor once. Whenever the case is advanced it is asked again.
 */
async function waitsForConfirmation(work: CaseWork, part: OpenPart): Promise<boolean> {
  const { party, toInstitution: institution, toAccountNo: accountNo, isDebitConfirmed } = part;
  const isInstitutions = part.kind === 'suspicion.notice';
  if (!isCappedOrder({ isInstitutions, isAtGiver: institution === party, isDebitConfirmed })) return false;
  const account = { institution, accountNo };
  await lockLimits(work.manager, orderLocks(party, account));
  await work.writeRows();
  const since = noticeWindowStart(work.rulebook, work.now);
  const { isTold, ...counted } = await unconfirmedOnNotices(work.manager, party, account, since);
  if (!waitsForDebit(counted, ruleInForce(work.rulebook, 'P-NOTICE', work.now))) return false;
  if (!isTold) await openBreak(work, { caseId: work.caseFile.id, id: null }, null, 'NOTICE_LIMIT');
  return true;
}

async function reload(work: CaseWork, { noticeId, trailLinkId }: OpenPart): Promise<OpenPart> {
  const parts = await openParts(work);
  const part = parts.find((row) => row.noticeId === noticeId && row.trailLinkId === trailLinkId);
  if (part === undefined) throw new Error(`notice ${noticeId} was carried out twice`);
  return part;
}

async function carryOut(work: CaseWork, part: OpenPart): Promise<NoticeOutcome> {
  const { manager, now } = work;
  const { noticeId, kind } = part;
  const link = await manager.findOneByOrFail(TrailLinkRow, { id: part.trailLinkId });
  const where = { id: link.stolenSumId };
  const sum = await manager.findOneOrFail(StolenSumRow, { where, lock: { mode: 'pessimistic_write' } });
  const transfer = await manager.findOneByOrFail(TransferRow, { id: link.transferId });
  const account = { institution: transfer.toInstitution ?? '', accountNo: transfer.toAccountNo ?? '' };
  const replaced = part.givesWay ? await manager.findBy(HoldRow, { id: part.holdId ?? '' }) : [];
  const givesBack = reservedBy(replaced);
  const free = await freeForOrder(manager, link, account, givesBack);
  const ofDebit = await freeOfDebit(work, sum, link);
  const effect = joinNotice(
    {
      hold: holdOf(part),
      firstUntil: part.firstUntil,
      firstStands: part.firstStands,
      suspendsItself: isSuspendedByReceiver(kind, part.receiverSuspends),
      leftSatang: await leftOf(manager, link.id),
      freeSatang: minSatang(free, ofDebit.freeSatang + givesBack),
    },
    part.until,
    now,
  );
  const notice = { noticeId, ...clockOfNotice(part, now) };
  const outcome = { noticeId, transferId: transfer.id, institution: account.institution };
  switch (effect.do) {
    case 'nothing':
      return { ...outcome, holdId: part.holdId, until: null, effect: effect.because };
    case 'join': {
      const hold = await manager.findOneByOrFail(HoldRow, { id: part.holdId ?? '' });
      await restOn(work, [{ hold, notice, until: effect.until, notifiedAt: notice.notifiedAt }]);
      if (effect.carryOn) await carryOnByNotice(work, hold, { ...notice, expiresAt: effect.until });
      return { ...outcome, holdId: hold.id, until: effect.until, effect: 'joined' };
    }
    case 'order': {
      const hold = await orderHold(work, {
        link,
        transfer,
        account,
        amountSatang: effect.amountSatang,
        kind: 'section6',
        debitConfirmed: false,
        freezeRequestId: null,
        until: part.firstUntil,
        seizureWarrantNo: null,
        notice,
        replaces: [...replaced, ...ofDebit.replaces],
      });
      return { ...outcome, holdId: hold.id, until: hold.expiresAt, effect: 'ordered' };
    }
  }
}

/** Reads what all claims about the debit behind a sum leave for a hold at a part of its trail, and whose place it takes. */
async function freeOfDebit(work: CaseWork, sum: StolenSumRow, { parentLinkId }: TrailLinkRow) {
  const { replaces, ...room } = await readRoomForHold(work, sum.transferId);
  return { freeSatang: parentLinkId === null ? room.freeAtReceiverSatang : room.freeSatang, replaces };
}

function holdOf({ holdKind: kind, holdState: state, holdExpiresAt: expiresAt, givesWay }: OpenPart) {
  if (kind === null || state === null || expiresAt === null) return null;
  return { kind, expiresAt, isReleasing: !LIVE_HOLD_STATES.includes(state), givesWay };
}

/** Returns whether the hold at a part gives way to a new order: its release was not answered in time. */
function givesWay(
  { holdState: state, releaseOrderedAt: orderedAt }: NoticedPartRow,
  { rulebook, now }: Pick<CaseWork, 'rulebook' | 'now'>,
): boolean {
  if (state === null || orderedAt === null) return false;
  const isOverdue = isReleaseOverdue({ orderedAt, acknowledgedAt: null }, rulebook, now);
  return givingWay([{ state, isReleaseOverdue: isOverdue }]).length > 0;
}

/**
 * Lets a hold last as long as this notice: by an order of section 6, which takes the place of its newest
 * order; an order of a person keeps its power, and only lasts longer.
 */
export async function carryOnByNotice(
  work: CaseWork,
  hold: HoldRow,
  notice: Omit<StandingNotice, 'office'>,
): Promise<void> {
  if (isLengthened(hold.kind)) {
    const { kind, freezeRequestId, seizureWarrantNo } = hold;
    const until = (await readPowerEnd(work, hold)) ?? hold.expiresAt;
    const own = { kind, debitConfirmed: true, until, freezeRequestId, seizureWarrantNo } as const;
    await extendHold(work, hold, { ...own, follows: true });
    return;
  }
  await extendHold(work, hold, {
    kind: 'section6',
    debitConfirmed: false,
    until: notice.expiresAt,
    freezeRequestId: null,
    seizureWarrantNo: null,
    notice,
  });
}
