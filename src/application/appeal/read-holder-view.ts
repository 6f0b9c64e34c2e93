import type { EntityManager } from 'typeorm';
import type { AppealState, AppealTier } from '../../domain/appeal/appeal.js';
import { OPEN_APPEAL_STATES, nextTier } from '../../domain/appeal/appeal-state.js';
import { isDecidedAnew } from '../../domain/appeal/new-round.js';
import { LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import { sumSatang } from '../../domain/money.js';
import type { Account } from '../../domain/party.js';
import { orderedBy } from '../../domain/telling/ordered-by.js';
import { AppealDecisionRow, type AppealRow } from '../../persistence/entities/appeal.entities.js';
import { HoldOrderRow, HoldRow } from '../../persistence/entities/hold.entities.js';
import { newestAppeal, toAnswer } from './read-appeals.js';
import { maskAccount } from '../case/mask.js';
import { noticesOfOrders } from '../hold/read-notices-of-orders.js';
import { iso, rowsOf } from '../case/read-rows.js';

interface AccountHold {
  holdId: string;
  caseId: string;
  reference: string;
  kind: string;
  state: string;
  requestedSatang: string;
  heldSatang: string;
  orderedAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  holderNotifiedAt: Date | null;
  releaseNotifiedAt: Date | null;
  appeal: { id: string; state: AppealState; tier: AppealTier; breachAt: string } | null;
}

/**
 * All holds on the account of a holder, over all cases, newest first; found by the account or by
 * the reference of one of them. Undefined when there is none.
 */
export async function readHolderView(manager: EntityManager, by: { account: Account } | { reference: string }) {
  const account = 'account' in by ? by.account : await manager.findOneBy(HoldRow, { noticeReference: by.reference });
  if (account === null) return undefined;
  const { institution, accountNo } = account;
  const holds = await rowsOf<AccountHold>(
    manager,
    `SELECT h.id AS "holdId", h.case_id AS "caseId", h.notice_reference AS reference, h.kind, h.state,
            h.requested_satang AS "requestedSatang", h.held_satang AS "heldSatang", h.ordered_at AS "orderedAt",
            h.expires_at AS "expiresAt", h.ended_at AS "endedAt", h.holder_notified_at AS "holderNotifiedAt",
            h.release_notified_at AS "releaseNotifiedAt",
            CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'state', a.state, 'tier', a.tier, 'breachAt', a.breach_at) END AS appeal
       FROM hold h
       LEFT JOIN LATERAL (SELECT * FROM appeal q WHERE q.hold_id = h.id ORDER BY q.round DESC LIMIT 1) a ON true
      WHERE h.institution = $1 AND h.account_no = $2 ORDER BY h.id DESC`,
    [institution, accountNo],
  );
  if (holds.length === 0) return undefined;
  const holding = holds.filter(({ state }) => ['held', 'partly_held', 'release_ordered'].includes(state));
  return {
    institution,
    accountMasked: maskAccount(accountNo),
    heldSatang: sumSatang(holding.map(({ heldSatang }) => BigInt(heldSatang))).toString(),
    holds: holds.map((hold) => ({
      ...hold,
      orderedAt: hold.orderedAt.toISOString(),
      expiresAt: hold.expiresAt.toISOString(),
      endedAt: iso(hold.endedAt),
      holderNotifiedAt: iso(hold.holderNotifiedAt),
      releaseNotifiedAt: iso(hold.releaseNotifiedAt),
      appeal: hold.appeal && { ...hold.appeal, breachAt: new Date(hold.appeal.breachAt).toISOString() },
    })),
  };
}

/**
 * What the holder of a hold may see: the five facts as they stand, what became of his appeal, and
 * the same of the holds that he appealed against together with it.
 */
export async function readAppealStatus(manager: EntityManager, hold: HoldRow) {
  const together = await manager
    .createQueryBuilder(HoldRow, 'h')
    .where(`h.id IN (${TOGETHER})`, { holdId: hold.id })
    .orderBy('h.id')
    .getMany();
  return {
    ...(await statusOf(manager, hold)),
    together: await Promise.all(together.map((other) => statusOf(manager, other))),
  };
}

/**
 * Only what secrets proved: an institution's word that holds are one person's shows nobody the hold
 * of another.
 */
const TOGETHER = `
  SELECT a.hold_id FROM appeal mine JOIN appeal_filing own ON own.appeal_id = mine.id
    JOIN appeal_filing other ON other.together_id = own.together_id JOIN appeal a ON a.id = other.appeal_id
   WHERE mine.hold_id = :holdId AND a.hold_id <> :holdId AND own.way <> 'institution' AND other.way <> 'institution'`;

async function statusOf(manager: EntityManager, hold: HoldRow) {
  const appeal = await newestAppeal(manager, hold.id);
  const orders = await manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'ASC' } });
  const newest = orders.at(-1);
  if (newest === undefined) throw new Error(`hold ${hold.id} has no order`);
  const noticeOf = await noticesOfOrders(manager, [newest]);
  const amount = hold.heldSatang > 0n ? hold.heldSatang : hold.requestedSatang;
  return {
    reference: hold.noticeReference,
    amountSatang: (hold.endedAt === null ? amount : 0n).toString(),
    since: hold.orderedAt.toISOString(),
    kind: hold.kind === 'break_glass' ? 'aoc_suspension' : hold.kind,
    orderedBy: orderedBy(newest.kind, noticeOf(newest)),
    holdState: hold.state,
    expiresAt: hold.expiresAt.toISOString(),
    releasedAt: hold.state === 'released' ? iso(hold.endedAt) : null,
    appeal: appeal && {
      state: appeal.state,
      tier: appeal.tier,
      targetAt: appeal.targetAt.toISOString(),
      breachAt: appeal.breachAt.toISOString(),
      answers: (await answersAgainst(manager, hold.id)).map(toAnswer),
    },
    next: nextFor(hold, orders, appeal),
  };
}

/** The answers of every round, in order. */
function answersAgainst(manager: EntityManager, holdId: string): Promise<AppealDecisionRow[]> {
  return manager
    .createQueryBuilder(AppealDecisionRow, 'd')
    .where(`d.appealId IN (SELECT a.id FROM appeal a WHERE a.hold_id = :holdId) AND d.verdict <> 'review'`, { holdId })
    .orderBy('d.id')
    .getMany();
}

function nextFor(hold: HoldRow, orders: readonly HoldOrderRow[], appeal: AppealRow | null): { th: string; en: string } {
  if (!LIVE_HOLD_STATES.includes(hold.state))
    return {
      th: 'ไม่ต้องดำเนินการใด การระงับนี้สิ้นสุดหรือมีคำสั่งปลดแล้ว',
      en: 'Nothing: the hold has ended, or its release is ordered.',
    };
  if (appeal === null)
    return {
      th: 'อุทธรณ์ได้ด้วยเลขอ้างอิงและรหัสของท่าน ผ่านธนาคาร หรือโทร 1441 กด 2',
      en: 'You can appeal with the reference and the secret of your notice, through your bank, or by calling 1441 and pressing 2.',
    };
  if (OPEN_APPEAL_STATES.includes(appeal.state))
    return { th: 'อยู่ระหว่างการพิจารณา ท่านให้ข้อมูลเพิ่มเติมได้', en: 'Wait for the answer; you can add to what you said.' };
  if (nextTier(appeal.tier) !== null)
    return {
      th: 'ยื่นอีกครั้งเพื่อให้พนักงานสอบสวนพิจารณาใหม่',
      en: 'Appeal again: an inquiry officer of the police then hears it anew.',
    };
  if (appeal.settledAt !== null && isDecidedAnew(orders, appeal.settledAt))
    return {
      th: 'มีคำสั่งให้ระงับต่อหลังคำตอบครั้งก่อน ท่านอุทธรณ์คำสั่งใหม่นี้ได้ โดยเริ่มที่ศูนย์',
      en: 'It was decided since your last answer that the hold goes on: you can appeal anew, first to the centre.',
    };
  return {
    th: 'พิจารณาครบทุกชั้นแล้ว การระงับสิ้นสุดเองเมื่อครบกำหนด ท่านใช้สิทธิทางศาลได้',
    en: 'Every tier has answered. The hold ends by itself at its expiry; the courts stay open to you.',
  };
}
