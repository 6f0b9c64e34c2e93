import { type EntityManager, In } from 'typeorm';
import { comesBackUntil, mayBeMistaken } from '../../../domain/freeze-request/reinstatement.js';
import { releaseRoles } from '../../../domain/freeze-request/who-may-release.js';
import { heldNow, letGoOfHold } from '../../../domain/hold/hold.js';
import { reviewRoles } from '../../../domain/hold/end/review-hold.js';
import { toldState } from '../../../domain/telling/told-state.js';
import type { Rulebook } from '../../../domain/rulebook/in-force.js';
import { databaseNow } from '../../../persistence/clock.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import {
  type HoldOrderRow,
  HoldRow,
  PartialReleaseRow,
  type ReceiptRow,
  type ReleaseOrderRow,
} from '../../../persistence/entities/money/hold.entities.js';
import { loadRulebook } from '../../../persistence/rulebook/load-rulebook.js';
import { claimStandsSql } from '../../case/money/claim-stands-sql.js';
import { maskAccount } from '../../case/privacy/mask.js';
import { groupBy, iso, rowsOf } from '../../case/work/read-rows.js';
import { decidersOfHolds, type HoldCreditRow, type LaterCreditRow, laterCreditsOfHolds } from './hold.queries.js';
import { readEndedInSilence } from '../release/ended-in-silence.js';
import { readMissing } from '../order/raise-hold.js';
import { holdOf, readMessagesOfHolds } from './read-messages-of-holds.js';

/**
 * Reads the holds on a case's stolen money with their orders, receipts and releases; undefined
 * when there is no such case. Holds that another case ordered stand there while the claim of this
 * one stands.
 */
export async function readHolds(manager: EntityManager, caseId: string) {
  const caseFile = await manager.findOneBy(CaseFileRow, { id: caseId });
  if (caseFile === null) return undefined;
  const ids = await rowsOf<{ id: string }>(
    manager,
    `SELECT h.id FROM claim c JOIN hold h ON h.stolen_sum_id = c.stolen_sum_id
      WHERE c.case_id = $1 AND (h.case_id = $1 OR ${claimStandsSql('c')})`,
    [caseId],
  );
  const where = { id: In(ids.map(({ id }) => id)) };
  const holds = await manager.find(HoldRow, { where, order: { hop: 'ASC', id: 'ASC' } });
  const holdIds = holds.map(({ id }) => id);
  const { orders, receipts, releases, attempts, credits } = await readMessagesOfHolds(manager, holdIds);
  const parts = groupBy(
    await manager.find(PartialReleaseRow, { where: { holdId: In(holdIds) }, order: { id: 'ASC' } }),
    holdOf,
  );
  const deciders = groupBy(await decidersOfHolds(manager, holdIds), holdOf);
  const laterCredits = groupBy(await laterCreditsOfHolds(manager, holdIds), holdOf);
  const missing = await readMissing(manager, holds);
  const unanswered = holds.filter(({ id }) =>
    (releases.get(id) ?? []).some(({ acknowledgedAt }) => acknowledgedAt === null),
  );
  const silent = await readEndedInSilence(manager, unanswered);
  const rulebook = await loadRulebook(manager, caseFile.rulebook);
  const now = await databaseNow(manager);
  return {
    holds: holds.map((hold) => ({
      ...toHold(hold, silent.has(hold.id)),
      missingSatang: String(missing.get(hold.id) ?? 0n),
      releaseRoles: [...releaseRoles(hold.kind, rulebook, now)],
      reviewRoles: [...reviewRoles(hold.kind, rulebook, now)],
      partialReleases: (parts.get(hold.id) ?? []).map((part) => toPartialRelease(part, rulebook, now)),
      ...toCredit(credits.get(hold.id) ?? []),
      deciders: (deciders.get(hold.id) ?? []).map(({ holdId: _holdId, at, ...decider }) => ({
        ...decider,
        at: at.toISOString(),
      })),
      orders: (orders.get(hold.id) ?? []).map(toOrder),
      release:
        (releases.get(hold.id) ?? []).map((release) => ({
          ...toRelease(release, rulebook, now),
          attempts: attempts.get(release.id) ?? 0,
        }))[0] ?? null,
      lapse: toLapse(hold, receipts.get(hold.id) ?? []),
      receipts: (receipts.get(hold.id) ?? []).map(toReceipt),
      laterCredits: (laterCredits.get(hold.id) ?? []).map(toLaterCredit),
    })),
  };
}

function toCredit([credit]: readonly HoldCreditRow[]) {
  if (credit === undefined) throw new Error('a hold has a case and a credit');
  const { caseNo, transferId, fromInstitution, reference, amountSatang, at } = credit;
  const transfer = { id: transferId, fromInstitution, reference, amountSatang, at: at.toISOString() };
  return { caseNo, transfer };
}

/** Returns a hold without the appeal secret, which only the holder may know. */
function toHold(hold: HoldRow, endedInSilence: boolean) {
  return {
    id: hold.id,
    caseId: hold.caseId,
    hop: hold.hop,
    institution: hold.institution,
    accountMasked: maskAccount(hold.accountNo),
    kind: hold.kind,
    state: toldState({ state: hold.state, endedInSilence }),
    stateReason: hold.stateReason,
    requestedSatang: hold.requestedSatang.toString(),
    heldSatang: heldNow(hold).toString(),
    heldUnder: hold.seizedBy && { authority: hold.seizedBy, amountSatang: hold.seizedSatang.toString() },
    letGoSatang: letGoOfHold(hold).toString(),
    orderedAt: hold.orderedAt.toISOString(),
    expiresAt: hold.expiresAt.toISOString(),
    endedAt: endedInSilence ? null : iso(hold.endedAt),
    noticeReference: hold.noticeReference,
    holderNotifiedAt: iso(hold.holderNotifiedAt),
    releaseNotifiedAt: iso(hold.releaseNotifiedAt),
    freezeRequestId: hold.freezeRequestId,
    seizureWarrantNo: hold.seizureWarrantNo,
  };
}

function toOrder(order: HoldOrderRow) {
  return {
    id: order.id,
    sequence: order.sequence,
    kind: order.kind,
    replacesOrderId: order.replacesOrderId,
    requestedSatang: order.requestedSatang.toString(),
    legalBasis: order.legalBasis,
    expiryRuleRowId: order.expiryRuleRowId,
    freezeRequestId: order.freezeRequestId,
    raiseRequestId: order.raiseRequestId,
    refusedAt: iso(order.refusedAt),
    watchesCredits: order.watchesCredits,
    reviewOwedSince: iso(order.reviewOwedSince),
    issuedAt: order.issuedAt.toISOString(),
    expiresAt: order.expiresAt.toISOString(),
    sentAt: iso(order.sentAt),
    answeredAt: iso(order.answeredAt),
    changesAmount: order.changesAmount,
    holderNotifiedAt: iso(order.holderNotifiedAt),
  };
}

function toPartialRelease(part: PartialReleaseRow, rulebook: Rulebook, now: Date) {
  return {
    id: part.id,
    letGoSatang: part.letGoSatang.toString(),
    person: part.person,
    reason: part.reason,
    orderedAt: part.orderedAt.toISOString(),
    comesBackUntil: comesBackUntil(part.orderedAt, rulebook, now).toISOString(),
  };
}

function toRelease(release: ReleaseOrderRow, rulebook: Rulebook, now: Date) {
  return {
    id: release.id,
    reason: release.reason,
    orderedBy: release.orderedBy,
    legalBasis: release.legalBasis,
    orderedAt: release.orderedAt.toISOString(),
    acknowledgedAt: iso(release.acknowledgedAt),
    comesBackUntil: mayBeMistaken(release.reason)
      ? comesBackUntil(release.orderedAt, rulebook, now).toISOString()
      : null,
  };
}

/** Returns the institution's report that it let a hold lapse, if that is what ended it. */
function toLapse({ lapseBasis }: HoldRow, receipts: readonly ReceiptRow[]) {
  const report = receipts.find(({ kind, applied }) => kind === 'lapse' && applied);
  return report === undefined ? null : { at: report.at.toISOString(), legalBasis: lapseBasis ?? [] };
}

function toReceipt(receipt: ReceiptRow) {
  return {
    kind: receipt.kind,
    orderId: receipt.orderId,
    receiptSeq: receipt.receiptSeq,
    result: receipt.result,
    amountSatang: receipt.amountSatang.toString(),
    receivedAt: receipt.receivedAt.toISOString(),
    applied: receipt.applied,
    notAppliedReason: receipt.notAppliedReason,
  };
}

function toLaterCredit({ id, amountSatang, at, receivedAt, outcome, ...asked }: LaterCreditRow) {
  const { requestId, requestState, raiseSatang } = asked;
  const request =
    requestId === null || requestState === null || raiseSatang === null
      ? null
      : { id: requestId, state: requestState, raiseSatang };
  return { id, amountSatang, at, receivedAt: receivedAt.toISOString(), outcome, request };
}

/** Returns the institution of a hold. Throws when there is no such hold: a bug. */
export async function readInstitutionOfHold(manager: EntityManager, holdId: string): Promise<string> {
  const { institution } = await manager.findOneOrFail(HoldRow, {
    where: { id: holdId },
    select: { institution: true },
  });
  return institution;
}
