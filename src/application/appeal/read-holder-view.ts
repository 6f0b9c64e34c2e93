import type { EntityManager } from 'typeorm';
import type { AppealTier } from '../../domain/appeal/appeal.js';
import { isDecidedAnew } from '../../domain/appeal/new-round.js';
import { endOfHoldText } from '../../domain/appeal/end-of-hold-text.js';
import { type HolderNextStep, nextStepOfHolder, tierOfNextAppeal } from '../../domain/appeal/next-step-of-holder.js';
import { LIVE_HOLD_STATES, STILL_HELD_STATES } from '../../domain/hold/hold.js';
import { tierClock } from '../../domain/appeal/tier-clock.js';
import { sumSatang } from '../../domain/money.js';
import type { Account } from '../../domain/party.js';
import { toldState } from '../../domain/telling/told-state.js';
import { toldKind } from '../../domain/telling/told-kind.js';
import { basisOfHold, whyHeld } from '../../domain/telling/why-held.js';
import { AppealDecisionRow } from '../../persistence/entities/case/appeal.entities.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { HoldOrderRow, HoldRow, ReceiptRow } from '../../persistence/entities/money/hold.entities.js';
import { TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { loadPartyDirectory } from '../../persistence/party/party-directory.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { newestAppeal, toAnswer } from './read-appeals.js';
import { tiersOf } from './write-appeal.js';
import { maskAccount } from '../case/privacy/mask.js';
import { OWN_SUSPICION } from '../hold/change/own-suspicion-sql.js';
import { readEndedInSilence } from '../hold/release/ended-in-silence.js';
import { whoOrdered } from '../hold/view/who-ordered.js';
import { iso, rowsOf } from '../case/work/read-rows.js';
import { holdsOnAccount } from './appeal.queries.js';
import { keptByAuthority } from './kept-by-authority.js';

/**
 * Reads all holds on a holder's account, over all cases, newest first, by the account or by the
 * reference of one hold. Undefined when there is none.
 */
export async function readHolderView(manager: EntityManager, by: { account: Account } | { reference: string }) {
  const account = 'account' in by ? by.account : await manager.findOneBy(HoldRow, { noticeReference: by.reference });
  if (account === null) return undefined;
  const { institution, accountNo } = account;
  const holds = await holdsOnAccount(manager, { institution, accountNo });
  if (holds.length === 0) return undefined;
  const holding = holds.filter(({ state }) => STILL_HELD_STATES.includes(state));
  const who = await whoOrdered(
    manager,
    holds.map(({ holdId }) => holdId),
  );
  const rows = await manager.findBy(HoldRow, { institution, accountNo });
  const kept = new Map(
    await Promise.all(rows.map(async (row) => [row.id, await keptByAuthority(manager, row)] as const)),
  );
  return {
    institution,
    accountMasked: maskAccount(accountNo),
    heldSatang: sumSatang(holding.map(({ heldSatang }) => BigInt(heldSatang))).toString(),
    holds: holds.map(({ endedInSilence, ...hold }) => ({
      ...hold,
      state: toldState({ ...hold, endedInSilence }),
      ...who(hold.holdId),
      keptElsewhere: kept.get(hold.holdId) ?? null,
      orderedAt: hold.orderedAt.toISOString(),
      expiresAt: hold.expiresAt.toISOString(),
      endedAt: endedInSilence ? null : iso(hold.endedAt),
      holderNotifiedAt: iso(hold.holderNotifiedAt),
      releaseNotifiedAt: iso(hold.releaseNotifiedAt),
      appeal: hold.appeal && { ...hold.appeal, breachAt: new Date(hold.appeal.breachAt).toISOString() },
    })),
  };
}

/**
 * Reads what the holder of a hold may see: the five facts as they stand, the appeal, and the same
 * for the holds that were appealed against together with it.
 */
export async function readAppealStatus(manager: EntityManager, hold: HoldRow, now: Date) {
  const together = await manager
    .createQueryBuilder(HoldRow, 'h')
    .where(`h.id IN (${TOGETHER})`, { holdId: hold.id })
    .orderBy('h.id')
    .getMany();
  return {
    ...(await statusOf(manager, hold, now)),
    together: await Promise.all(together.map((otherHold) => statusOf(manager, otherHold, now))),
  };
}

/**
 * The holds that were appealed against together with the hold `:holdId`, as far as secrets prove
 * it. An institution's statement that holds belong to one person shows nobody another hold.
 */
const TOGETHER = `
  SELECT a.hold_id FROM appeal mine JOIN appeal_filing own ON own.appeal_id = mine.id
    JOIN appeal_filing other ON other.together_id = own.together_id JOIN appeal a ON a.id = other.appeal_id
   WHERE mine.hold_id = :holdId AND a.hold_id <> :holdId AND own.way <> 'institution' AND other.way <> 'institution'`;

async function statusOf(manager: EntityManager, hold: HoldRow, now: Date) {
  const appeal = await newestAppeal(manager, hold.id);
  const answeredAt = appeal?.settledAt ?? null;
  const orders = await manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'ASC' } });
  const who = await whoOrdered(manager, [hold.id]);
  const decidedAnew = answeredAt !== null && isDecidedAnew(orders, answeredAt);
  const amount = hold.heldSatang > 0n ? hold.heldSatang : hold.requestedSatang;
  const heard = appeal && { ...appeal, answeredTiers: await tiersOf(manager, appeal.id) };
  const nextStep = nextStepOfHolder(hold.state, heard, decidedAnew);
  const { nameTh, nameEn } = await partyOf(manager, hold.institution);
  const credit = await manager.findOneByOrFail(TransferRow, { id: hold.transferId });
  const elsewhere = await keptByAuthority(manager, hold);
  const endedInSilence = (await readEndedInSilence(manager, [hold])).has(hold.id);
  const state = toldState({ state: hold.state, endedInSilence });
  return {
    reference: hold.noticeReference,
    institution: { nameTh, nameEn },
    accountMasked: maskAccount(hold.accountNo),
    amountSatang: (hold.endedAt === null || endedInSilence ? amount : 0n).toString(),
    credit: { at: credit.transferredAt.toISOString(), amountSatang: credit.amountSatang.toString() },
    since: hold.orderedAt.toISOString(),
    kind: toldKind(hold.kind),
    ...who(hold.id),
    why: whyHeld(toldKind(hold.kind), state),
    basis: basisOfHold(toldKind(hold.kind)),
    warrantNo: hold.kind === 'whole_account' && LIVE_HOLD_STATES.includes(hold.state) ? hold.seizureWarrantNo : null,
    holdState: state,
    expiresAt: hold.expiresAt.toISOString(),
    releasedAt: state === 'released' ? iso(hold.endedAt) : null,
    endedBecause: state === 'released' ? endOfHoldText(hold.stateReason, await lapsed(manager, hold)) : null,
    appeal: appeal && {
      state: appeal.state,
      tier: appeal.tier,
      targetAt: appeal.targetAt.toISOString(),
      breachAt: appeal.breachAt.toISOString(),
      answers: (await answersAgainst(manager, hold.id)).map(toAnswer),
    },
    keptElsewhere: elsewhere,
    nextStep,
    next: await nextText(manager, { hold, nextStep, tier: appeal?.tier, elsewhere }),
    promise: await promiseOf(manager, hold, nextStep, now),
  };
}

/** Returns what happens next, in words; who has nothing to do here may have to turn to somebody else. */
async function nextText(
  manager: EntityManager,
  at: {
    hold: HoldRow;
    nextStep: HolderNextStep;
    tier: AppealTier | undefined;
    elsewhere: Awaited<ReturnType<typeof keptByAuthority>>;
  },
) {
  const { hold, nextStep, tier, elsewhere } = at;
  if (tier === 'authority' && nextStep === 'wait') return atAuthority(manager, hold);
  return nextStep === 'nothing' && elsewhere !== null ? elsewhere.todo : NEXT_STEP_TEXT[nextStep];
}

/** Reads when an appeal that is filed now is answered; null where none begins a tier. */
async function promiseOf(manager: EntityManager, hold: HoldRow, step: HolderNextStep, now: Date) {
  const tier = tierOfNextAppeal(step);
  if (tier === null) return null;
  const { rulebook } = await manager.findOneByOrFail(CaseFileRow, { id: hold.caseId });
  const { targetAt, breachAt } = tierClock(tier, now, await loadRulebook(manager, rulebook));
  return { tier, targetAt: targetAt.toISOString(), breachAt: breachAt.toISOString() };
}

async function partyOf(manager: EntityManager, slug: string): Promise<{ nameTh: string; nameEn: string }> {
  const party = (await loadPartyDirectory(manager)).find(slug);
  if (party === undefined) throw new Error(`no party is ${slug}`);
  return party;
}

/** Returns whether the institution let a hold lapse before a release reached it. */
function lapsed(manager: EntityManager, hold: HoldRow): Promise<boolean> {
  return manager.existsBy(ReceiptRow, { holdId: hold.id, kind: 'lapse', applied: true });
}

/** Reads the answers of every round, in order. */
function answersAgainst(manager: EntityManager, holdId: string): Promise<AppealDecisionRow[]> {
  return manager
    .createQueryBuilder(AppealDecisionRow, 'd')
    .where(`d.appealId IN (SELECT a.id FROM appeal a WHERE a.hold_id = :holdId) AND d.verdict <> 'review'`, { holdId })
    .orderBy('d.id')
    .getMany();
}

/** What an officer found for the holder waits for the office that ordered the hold. */
const AT_AUTHORITY = {
  th: 'เจ้าหน้าที่เห็นด้วยกับท่านและส่งเรื่องให้หน่วยงานที่สั่งระงับพิจารณา ผลจะแสดงที่นี่',
  en: 'An officer found for you, and sent that to the office that ordered the hold. What it decides is shown here.',
};

/** The same where the institution alone suspects the money: it decides itself. */
const AT_INSTITUTION = {
  th: 'เจ้าหน้าที่เห็นด้วยกับท่านและส่งเรื่องให้ธนาคารของท่าน ซึ่งระงับเงินเพราะสงสัยเอง พิจารณา ผลจะแสดงที่นี่',
  en: 'An officer found for you, and sent that to your institution, which suspended the money by its own suspicion. What it decides is shown here.',
};

async function atAuthority(manager: EntityManager, { id }: HoldRow): Promise<typeof AT_AUTHORITY> {
  const own = await rowsOf(manager, `SELECT 1 FROM hold h WHERE h.id = $1 AND ${OWN_SUSPICION}`, [id]);
  return own.length === 0 ? AT_AUTHORITY : AT_INSTITUTION;
}

const NEXT_STEP_TEXT: Readonly<Record<HolderNextStep, { th: string; en: string }>> = {
  nothing: {
    th: 'ไม่ต้องดำเนินการใด การระงับนี้สิ้นสุดหรือมีคำสั่งยกเลิกแล้ว',
    en: 'Nothing: the hold has ended, or its release is ordered.',
  },
  appeal: {
    th: 'อุทธรณ์ได้ด้วยเลขอ้างอิงและรหัสของท่าน ผ่านธนาคาร หรือโทร 1441 กด 2',
    en: 'You can appeal with the reference and the secret of your notice, through your bank, or by calling 1441 and pressing 2.',
  },
  wait: {
    th: 'อยู่ระหว่างการพิจารณา ท่านให้ข้อมูลเพิ่มเติมได้',
    en: 'Wait for the answer; you can add to what you said.',
  },
  next_tier: {
    th: 'ยื่นอีกครั้งเพื่อให้พนักงานสอบสวนพิจารณาใหม่',
    en: 'Appeal again: an inquiry officer of the police then hears it anew.',
  },
  new_round: {
    th: 'มีคำสั่งให้ระงับต่อหลังคำตอบครั้งก่อน ท่านอุทธรณ์คำสั่งใหม่นี้ได้ โดยเริ่มที่ศูนย์',
    en: 'It was decided since your last answer that the hold goes on: you can appeal anew, first to the centre.',
  },
  every_tier_answered: {
    th: 'พิจารณาครบทุกชั้นแล้ว การระงับสิ้นสุดโดยอัตโนมัติเมื่อครบกำหนด ท่านใช้สิทธิทางศาลได้',
    en: 'Every tier has answered. The hold ends by itself at its expiry; the courts stay open to you.',
  },
};
