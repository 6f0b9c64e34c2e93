import { type HoldKind, type HoldState, LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import { joinNotice, type NoticeEffect } from '../../domain/notice/join-notice.js';
import { deadlineMs, ruleInForce } from '../../domain/rulebook/in-force.js';
import { after } from '../../domain/time.js';
import { HoldRow } from '../../persistence/entities/hold.entities.js';
import { StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../persistence/entities/trail.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { extendHold } from '../hold/extend-hold.js';
import { orderHold } from '../hold/order-hold.js';
import { restOn, type Suspicion } from '../hold/rest-on-notice.js';
import { freeForOrder, leftOf } from '../ledger/suspended-money.js';

/** A notice at a part of a stolen sum, where nothing has been done by it yet. */
interface Noticed extends Suspicion {
  trailLinkId: string;
  holdId: string | null;
  holdKind: HoldKind | null;
  holdState: HoldState | null;
  holdExpiresAt: Date | null;
  firstUntil: Date | null;
  suspendsItself: boolean;
}

/**
 * Notices that speak of a transfer on the case's trails and have no effect there yet: an officer's
 * at every receiving institution, an institution's own at the others and where it says that the
 * money went on. Not where the victim's institution says that there was no such debit.
 */
const UNDONE = `
  SELECT n.id AS "noticeId", CASE n.kind WHEN 'officer.notice' THEN 'OFF-6B' ELSE 'BANK-6A' END AS rule,
         l.id AS "trailLinkId",
         h.id AS "holdId", h.kind AS "holdKind", h.state AS "holdState", h.expires_at AS "holdExpiresAt",
         (SELECT min(hn.expires_at) FROM hold_notice hn JOIN hold e ON e.id = hn.hold_id JOIN notice earlier ON earlier.id = hn.notice_id
           WHERE e.trail_link_id = l.id AND earlier.kind = n.kind) AS "firstUntil",
         n.kind = 'suspicion.notice' AND EXISTS (SELECT 1 FROM own_suspension o WHERE o.transfer_id = t.id
           AND o.institution = t.to_institution AND o.state IN ('active', 'proceeded')) AS "suspendsItself"
    FROM claim c JOIN trail_link l ON l.stolen_sum_id = c.stolen_sum_id JOIN transfer t ON t.id = l.transfer_id
    JOIN noticed_transfer x ON x.transfer_id = t.id JOIN notice n ON n.id = x.notice_id
    LEFT JOIN hold h ON h.trail_link_id = l.id AND h.state NOT IN ('no_funds', 'refused', 'released', 'seized')
   WHERE c.case_id = $1 AND t.to_account_no IS NOT NULL AND n.received_at > $2
     AND (n.kind = 'officer.notice' OR x.onward OR n.party <> t.to_institution)
     AND NOT EXISTS (SELECT 1 FROM hold_notice hn JOIN hold d ON d.id = hn.hold_id
           WHERE hn.notice_id = n.id AND d.trail_link_id = l.id)
     AND NOT EXISTS (SELECT 1 FROM stolen_sum s JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
           WHERE s.id = l.stolen_sum_id AND d.state = 'denied')
   ORDER BY l.hop, l.id, n.id`;

/** What a notice brought about at a part of a stolen sum. */
export interface NoticeOutcome {
  noticeId: string;
  transferId: string;
  institution: string;
  holdId: string | null;
  /**
   * When section 6 lets this institution's suspension stand at most; null where nothing is
   * suspended by it.
   */
  until: Date | null;
  effect: 'ordered' | 'joined' | Extract<NoticeEffect, { do: 'nothing' }>['because'];
}

/**
 * Carries out the notices of section 6 on the case's trails: every receiving institution that a
 * notice speaks of suspends at once, for its own seven days. What stands already is joined and
 * never doubled. Idempotent, and the same when the notice arrives as when the case is advanced.
 */
export async function orderHoldsOfNotices(work: CaseWork): Promise<NoticeOutcome[]> {
  const timeMs = deadlineMs(ruleInForce(work.rulebook, 'OFF-6C', work.now));
  const undone = await work.manager.query<Noticed[]>(UNDONE, [work.caseFile.id, after(work.now, -timeMs)]);
  const outcomes: NoticeOutcome[] = [];
  const touched = new Set<string>();
  for (const noticed of undone) {
    const place = noticed.trailLinkId;
    // A second notice at the same part joins what the first one brought, which its row does not
    // show yet.
    outcomes.push(await carryOut(work, touched.has(place) ? await again(work, noticed) : noticed, timeMs));
    touched.add(place);
  }
  return outcomes;
}

async function again(work: CaseWork, { noticeId, trailLinkId }: Noticed): Promise<Noticed> {
  const timeMs = deadlineMs(ruleInForce(work.rulebook, 'OFF-6C', work.now));
  const undone = await work.manager.query<Noticed[]>(UNDONE, [work.caseFile.id, after(work.now, -timeMs)]);
  const found = undone.find((row) => row.noticeId === noticeId && row.trailLinkId === trailLinkId);
  if (found === undefined) throw new Error(`notice ${noticeId} was carried out twice`);
  return found;
}

async function carryOut(work: CaseWork, noticed: Noticed, timeMs: number): Promise<NoticeOutcome> {
  const { manager, now } = work;
  const { noticeId, rule } = noticed;
  const link = await manager.findOneByOrFail(TrailLinkRow, { id: noticed.trailLinkId });
  await manager.findOneOrFail(StolenSumRow, { where: { id: link.stolenSumId }, lock: { mode: 'pessimistic_write' } });
  const transfer = await manager.findOneByOrFail(TransferRow, { id: link.transferId });
  const account = { institution: transfer.toInstitution ?? '', accountNo: transfer.toAccountNo ?? '' };
  const effect = joinNotice(
    {
      hold: holdOf(noticed),
      firstUntil: noticed.firstUntil,
      suspendsItself: noticed.suspendsItself,
      leftSatang: await leftOf(manager, link.id),
      freeSatang: await freeForOrder(manager, link, account),
    },
    after(now, timeMs),
  );
  const outcome = { noticeId, transferId: transfer.id, institution: account.institution };
  switch (effect.do) {
    case 'nothing':
      return { ...outcome, holdId: noticed.holdId, until: null, effect: effect.because };
    case 'join': {
      const hold = await manager.findOneByOrFail(HoldRow, { id: noticed.holdId ?? '' });
      await restOn(work, [{ hold, suspicion: { noticeId, rule }, until: effect.until }]);
      if (effect.carryOn) await carryOnByNotice(work, hold, { noticeId, rule, notifiedAt: now });
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
        until: null,
        seizureWarrantNo: null,
        suspicion: { noticeId, rule },
      });
      return { ...outcome, holdId: hold.id, until: hold.expiresAt, effect: 'ordered' };
    }
  }
}

function holdOf({ holdKind: kind, holdState: state, holdExpiresAt: expiresAt }: Noticed) {
  if (kind === null || state === null || expiresAt === null) return null;
  return { kind, expiresAt, isReleasing: !LIVE_HOLD_STATES.includes(state) };
}

/**
 * Lets a hold go on by an order of section 6 that takes the place of its newest one: until when it
 * may stand on this notice.
 */
export async function carryOnByNotice(
  work: CaseWork,
  hold: HoldRow,
  suspicion: Suspicion & { notifiedAt: Date },
): Promise<void> {
  await extendHold(work, hold, {
    kind: 'section6',
    debitConfirmed: false,
    until: null,
    freezeRequestId: null,
    seizureWarrantNo: null,
    suspicion,
  });
}
