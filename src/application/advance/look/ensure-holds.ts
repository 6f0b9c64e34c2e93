import { complaintWorkflowId } from '../../../contract/ids.js';
import { decideFirstHold } from '../../../domain/complaint/intake/first-hold.js';
import { isSmallClaim } from '../../../domain/complaint/intake/small-claim.js';
import { targetLocks } from '../../../domain/complaint/intake/order-limits.js';
import type { DebitVerdict } from '../../../domain/debit/debit-verdict.js';
import { coverOf, isAmountKnown, mostToReserve } from '../../../domain/debit/rival-claims.js';
import { keepWithin } from '../../../domain/hold/order/keep-within.js';
import { mayCarryOnBySection7 } from '../../../domain/hold/order/carry-on-by-section-7.js';
import { type Asker, newestOf, standingHold } from '../../../domain/hold/order/held-for-victim.js';
import { LIVE_HOLD_STATES, type ReleaseReason } from '../../../domain/hold/hold.js';
import { type ComplaintClock, isGivenTooLate, section7GivesOrders } from '../../../domain/hold/order/power-onward.js';
import { afterComplaint, type ClaimStanding, reasonToReleaseSum } from '../../../domain/hold/end/release-reason.js';
import type { CaseFacts } from '../../../domain/judgement/facts.js';
import { believedAccounts } from '../../../domain/judgement/reason-to-believe.js';
import { mayOrderSection7 } from '../../../domain/judgement/judge.js';
import { minSatang, type Satang, sumSatang } from '../../../domain/money.js';
import type { Account } from '../../../domain/party.js';
import { BreakRecordRow } from '../../../persistence/entities/traffic/break.entities.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { ClaimRow, type StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import type { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { lockLimits } from '../../case/work/case.queries.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { readRoomOfDebit } from '../../case/money/free-within-debit.js';
import {
  confirmationOf,
  debitOf,
  holdsOf,
  isOwnClaim,
  isStillClaimed,
  type LoadedCase,
  rootOf,
} from '../../case/work/load-case.js';
import type { ComplaintInput } from '../../complaint/intake/complaint-input.js';
import { tellOfTargetLimit, UnconfirmedAtTargets } from '../../complaint/intake/wait-for-confirmation.js';
import { firstContinued } from '../../freeze-request/freeze-request.queries.js';
import { openBreak, openBreakOfTransfer } from '../../break/open-break.js';
import { claimCover } from '../../debit/claim-cover.js';
import { signalOtherClaimants } from '../../debit/name-receiver.js';
import { readComplaintClock } from '../../hold/order/complaint-clock.js';
import { askForReview } from '../../hold/change/ask-for-review.js';
import { holdAgain, holdsOn, placeOf, replacedBy, section7Hold } from '../../hold/order/hold-again.js';
import { extendHolds, readOrdersToReplace } from '../../hold/order/extend-hold.js';
import type { OrderToIssue } from '../../hold/order/issue-orders.js';
import { orderHold } from '../../hold/order/order-hold.js';
import { type EndOfHold, readEnds } from '../../hold/release/read-earlier-holds.js';
import { orderRelease } from '../../hold/release/order-release.js';
import { reduceHold } from '../../hold/order/reduce-hold.js';
import { standingNotices } from '../../hold/change/rest-on-notice.js';
import { section7Extension, section7Until } from '../../hold/order/section7-power.js';
import { freeForSection7 } from '../../ledger/suspended-money.js';
import { askAboutRests, askedAnew, type OpenRest, orderRests, readRests, settleRests } from './rest-of-parts.js';
import { orderRestsOfNotices } from './rests-of-notices.js';
import { carryOnByNotice, orderHoldsOfNotices } from '../../notice/order-holds-of-notice.js';
import { orderWaiting } from '../../trail/order-waiting.js';

/**
 * Brings the holds of a case in line with what is known now. A denied debit, or the end of the
 * last claim by a withdrawal or a correction, releases what rests on the complaint; a debit that
 * was for less lowers it; a confirmed debit, or an officer's act (OFF-7C), extends it; a first hold
 * is ordered when its receiver becomes known or the reporter's limit no longer stops it.
 * `isNoticed`: a notice of suspicion may reach its money.
 */
export async function ensureHolds(
  work: CaseWork,
  loaded: LoadedCase,
  facts: CaseFacts,
  isNoticed: boolean,
): Promise<void> {
  if (work.caseFile.withdrawnAt !== null) await endClaims(work, loaded);
  if (isNoticed && (await orderHoldsOfNotices(work)).length > 0)
    loaded.holds = await holdsOf(work.manager, loaded.sums);
  const believed = believedAccounts(facts, work);
  const leftOpen: OpenRest[] = [];
  for (const sum of loaded.sums) {
    const debit = debitOf(loaded, sum);
    const reason = reasonToReleaseSum(debit, standingOfClaim(work, loaded, sum));
    if (reason !== null) await endByComplaint(work, loaded, sum, reason);
    else {
      await keepWithinDebit(work, loaded, sum);
      await carryOn(work, loaded, sum, facts);
      const rests = await readRests(work, loaded, sum);
      const asks = {
        asker: askerOf(work, loaded, sum, debit),
        endOf: await readEnds(
          work,
          loaded.holds.filter(({ stolenSumId }) => stolenSumId === sum.id),
          askedAnew(rests),
        ),
      };
      await orderFirstHold(work, loaded, sum, facts, asks);
      await orderAgain(work, loaded, sum, facts, asks);
      if (mayOrderUnasked(work, loaded, sum, facts, asks.asker)) {
        const left = await orderRests(work, loaded, sum, rests);
        if (asks.asker.debitConfirmed) await askAboutRests(work, sum, left);
        leftOpen.push(...left);
      } else leftOpen.push(...(await orderRestsOfNotices(work, loaded, sum, rests)));
      await orderWaiting(work, loaded, sum, { ...asks, believed });
    }
  }
  await settleRests(work, loaded, leftOpen);
}

/**
 * Claims the sums whose holds cover money of this case, since a receiver or an order is known. Where it
 * did, the case has holds and sums that were not read: the caller reads it again.
 */
export async function claimCovers(work: CaseWork, loaded: LoadedCase): Promise<boolean> {
  if (work.caseFile.withdrawnAt !== null) return false;
  const before = loaded.claims.length;
  const claimed = new Set(loaded.claims.map(({ stolenSumId }) => stolenSumId));
  for (const claim of loaded.contested.values()) {
    if (!isOwnClaim(loaded, claim.own)) continue;
    for (const row of await claimCover(work, claim, claimed)) claimed.add(row.stolenSumId);
  }
  return claimed.size > before;
}

/** Ends the claims of a withdrawn complaint, each with an audit event. */
async function endClaims(work: CaseWork, loaded: LoadedCase): Promise<void> {
  for (const claim of loaded.claims) {
    if (claim.endedAt !== null) continue;
    claim.endedAt = work.now;
    await work.manager.update(
      ClaimRow,
      { stolenSumId: claim.stolenSumId, caseId: claim.caseId },
      { endedAt: work.now },
    );
    work.audit('claim.ended', { stolenSumId: claim.stolenSumId });
    await endBanksNotices(work, loaded, claim.stolenSumId);
    work.complaints.end(claim.stolenSumId, [work.caseFile.id], work.now);
    const sum = loaded.sums.find(({ id }) => id === claim.stolenSumId);
    if (sum !== undefined) await signalOtherClaimants(work, sum.transferId, work.caseFile.id);
  }
}

/**
 * Ends what the victim told his own bank of a sum (section 7), once the last complaint about it is
 * withdrawn: who withdraws the complaint upholds no notice of the same account.
 */
async function endBanksNotices(work: CaseWork, loaded: LoadedCase, stolenSumId: string): Promise<void> {
  if (loaded.upheldByOthers.has(stolenSumId)) return;
  const { victimInstitution, victimAccountNo } = work.caseFile;
  const [rows] = await work.manager.query<[{ caseId: string }[], number]>(
    `UPDATE claim SET ended_at = $4 FROM case_file f
      WHERE claim.stolen_sum_id = $1 AND claim.ended_at IS NULL AND f.id = claim.case_id AND f.told_bank_at IS NOT NULL
        AND (f.victim_institution, f.victim_account_no) = ($2, $3) RETURNING claim.case_id AS "caseId"`,
    [stolenSumId, victimInstitution, victimAccountNo, work.now],
  );
  work.complaints.end(
    stolenSumId,
    rows.map(({ caseId }) => caseId),
    work.now,
  );
  for (const { caseId } of rows) {
    work.audit('claim.ended', { stolenSumId, ofCaseId: caseId });
    work.signal(complaintWorkflowId(caseId), 'look', 'complaintAdded', work.caseFile.id);
  }
}

function standingOfClaim(work: CaseWork, loaded: LoadedCase, sum: StolenSumRow): ClaimStanding {
  if (isStillClaimed(loaded, sum)) return 'claimed';
  return work.caseFile.withdrawnAt === null ? 'corrected' : 'withdrawn';
}

/** Ends what the complaint gave of a sum's holds; a hold of another power stands. */
async function endByComplaint(
  work: CaseWork,
  loaded: LoadedCase,
  sum: StolenSumRow,
  reason: ReleaseReason,
): Promise<void> {
  const owed = reviewOwed(work, loaded, sum, reason);
  for (const hold of loaded.holds) {
    if (hold.stolenSumId !== sum.id) continue;
    const [notice] = await standingNotices(work, hold.id);
    const next = afterComplaint(hold, notice !== undefined);
    if (next === 'release') await orderRelease(work, hold, reason);
    else if (next === 'carry_on_by_notice' && notice !== undefined) await carryOnByNotice(work, hold, notice);
    if (next !== 'release' && owed !== null) await askForReview(work, hold, owed);
  }
}

/** Returns since when, and by which row, what outlasts the complaint must be reviewed; or null. */
function reviewOwed(
  { caseFile, now }: CaseWork,
  loaded: LoadedCase,
  sum: StolenSumRow,
  reason: ReleaseReason,
): NonNullable<OrderToIssue['reviewOwed']> | null {
  if (reason === 'WITHDRAWN') return { since: caseFile.withdrawnAt ?? now, ruleId: 'P-WITHDRAW' };
  if (reason !== 'DEBIT_DENIED') return null;
  return { since: confirmationOf(loaded, sum)?.answeredAt ?? now, ruleId: 'P-DEBIT' };
}

/**
 * Lowers or releases holds of a sum that take up more than the debit can be (`mostToReserve`), as
 * far as they rest on the complaint; or on a notice, once the amount of the debit is known.
 */
async function keepWithinDebit(work: CaseWork, loaded: LoadedCase, sum: StolenSumRow): Promise<void> {
  const most = mostOf(loaded, sum);
  if (sum.reservedSatang <= most) return;
  const holds = loaded.holds.filter((hold) => hold.stolenSumId === sum.id);
  const toKeep = await Promise.all(
    holds.map(async (hold) => {
      const { standing } = await readOrdersToReplace(work, hold);
      return { ...hold, takesSatang: minSatang(hold.reservedSatang, standing.requestedSatang) };
    }),
  );
  const known = { isAmountKnown: isAmountKnownOf(loaded, sum), now: work.now };
  for (const { holdId, keepSatang } of keepWithin(toKeep, most, known)) {
    const hold = holds.find(({ id }) => id === holdId);
    if (hold === undefined) continue;
    if (keepSatang === 0n) await orderRelease(work, hold, 'DEBIT_DENIED');
    else await reduceHold(work, hold, keepSatang);
  }
}

/** Returns the most that the holds of a sum may reserve, by what is known of its debit. */
function mostOf(loaded: LoadedCase, sum: StolenSumRow): Satang {
  const claim = loaded.contested.get(sum.transferId);
  if (claim !== undefined) return mostToReserve(claim.own, claim.rivals);
  return minSatang(sum.amountSatang, confirmationOf(loaded, sum)?.debitedSatang ?? sum.amountSatang);
}

/** Returns whether the sending institution has said how much was debited. */
function isAmountKnownOf(loaded: LoadedCase, sum: StolenSumRow): boolean {
  const claim = loaded.contested.get(sum.transferId);
  if (claim !== undefined) return isAmountKnown(claim.own, claim.rivals);
  return confirmationOf(loaded, sum)?.debitedSatang != null;
}

/** For whom a sum is asked about, and how its earlier holds ended. */
interface Asks {
  asker: Asker;
  endOf: EndOfHold;
}

/** Returns since when the case claims a sum: a transfer may be added to a report later. */
function askerOf({ caseFile, now }: CaseWork, loaded: LoadedCase, sum: StolenSumRow, debit: DebitVerdict): Asker {
  const claim = loaded.claims.find(({ stolenSumId }) => stolenSumId === sum.id);
  const question = confirmationOf(loaded, sum);
  const runs = question?.state === 'asked' && question.deadlineAt > now;
  return {
    complainedAt: claim?.claimedAt ?? caseFile.openedAt,
    debitConfirmed: debit === 'confirmed',
    urgentFrom: runs ? question.urgentFrom : null,
  };
}

/**
 * Orders anew what earlier holds of a sum let go (`holdAgain`). The first part of the case's own
 * claim is `orderFirstHold`'s. Of a rival claim whose holds cover its money, only what was confirmed
 * is ordered: what is not, the case orders on its own claim.
 */
async function orderAgain(
  work: CaseWork,
  loaded: LoadedCase,
  sum: StolenSumRow,
  facts: CaseFacts,
  { asker, endOf }: Asks,
): Promise<void> {
  if (!mayOrderUnasked(work, loaded, sum, facts, asker)) return;
  const isOwn = isOwnClaim(loaded, { transferId: sum.transferId, stolenSumId: sum.id });
  const parts = isOwn ? 'further' : 'all';
  loaded.holds.push(...(await holdAgain(work, sum, { ...loaded, endOf }, { asker, parts })));
}

/**
 * Returns whether a case orders more of a sum by section 7 without a person: of what it only rests on,
 * not before the debit is confirmed.
 */
function mayOrderUnasked(
  { rulebook, now }: CaseWork,
  loaded: LoadedCase,
  sum: StolenSumRow,
  facts: CaseFacts,
  { debitConfirmed }: Asker,
): boolean {
  if (!mayOrderSection7(facts, sum.transferId, rulebook, now).ok) return false;
  if (isSmallClaim(facts, sum.transferId, rulebook, now)) return false;
  return debitConfirmed || isOwnClaim(loaded, { transferId: sum.transferId, stolenSumId: sum.id });
}

/** Extends the live holds of a sum that section 7 may carry on. */
async function carryOn(work: CaseWork, loaded: LoadedCase, sum: StolenSumRow, facts: CaseFacts): Promise<void> {
  const debitConfirmed = debitOf(loaded, sum) === 'confirmed';
  // A reporter who does not hold the account, or withdrew the report, extends no hold.
  if (!mayOrderSection7(facts, sum.transferId, work.rulebook, work.now).ok) return;
  const clock = await readComplaintClock(work, sum.id);
  await callForLateOrders(work, loaded, sum, clock);
  // Police received the complaint so early that the seven days are over: the institution lifts.
  const isOver = clock !== null && clock.officerActed && !section7GivesOrders(clock, work);
  const urgentFrom = confirmationOf(loaded, sum)?.urgentFrom ?? null;
  const carriedOn: HoldRow[] = [];
  for (const hold of loaded.holds) {
    if (hold.stolenSumId !== sum.id) continue;
    if (isOver && hold.kind === 'section7') {
      await orderRelease(work, hold, 'EXPIRED');
      continue;
    }
    const until = hold.kind === 'section6' ? await section7Until(work, hold, debitConfirmed, urgentFrom) : null;
    if (mayCarryOnBySection7(hold, until, work.now)) carriedOn.push(hold);
  }
  const extension = section7Extension(debitConfirmed, urgentFrom);
  await extendHolds(
    work,
    carriedOn.map((hold) => ({ hold, extension })),
  );
}

/**
 * Calls a person, once for each hold, where an inquiry officer's order came after his seven days, as a
 * corrected date of the complaint shows (`isGivenTooLate`). The hold stands until his authority ends it.
 */
async function callForLateOrders(
  work: CaseWork,
  loaded: LoadedCase,
  sum: StolenSumRow,
  clock: ComplaintClock | null,
): Promise<void> {
  const continued = loaded.holds.filter(
    ({ stolenSumId, kind, state }) =>
      stolenSumId === sum.id && kind === 'continue_order' && LIVE_HOLD_STATES.includes(state),
  );
  // While section 7 gives orders now, none can have come too late.
  if (continued.length === 0 || section7GivesOrders(clock, work)) return;
  const issued = await firstContinued(
    work.manager,
    continued.map(({ id }) => id),
  );
  for (const hold of continued) {
    const issuedAt = issued.get(hold.id);
    if (issuedAt === undefined || !isGivenTooLate({ issuedAt }, clock, work.rulebook)) continue;
    const about = { holdId: hold.id, kind: 'CONTINUE_ORDER_LATE' };
    if (!(await work.manager.existsBy(BreakRecordRow, about))) await openBreak(work, hold, null, about.kind);
  }
}

/** Orders the first hold (hop 0) of a sum that intake could not order, as far as money is free. */
async function orderFirstHold(
  work: CaseWork,
  loaded: LoadedCase,
  sum: StolenSumRow,
  facts: CaseFacts,
  { asker, endOf }: Asks,
): Promise<void> {
  const transfer = loaded.transfers.get(sum.transferId);
  const link = rootOf(loaded, sum);
  if (transfer?.toInstitution == null || transfer.toAccountNo === null) return;
  if (!isOwnClaim(loaded, { transferId: sum.transferId, stolenSumId: sum.id })) return;
  if (isLetGoByCorrection(loaded, transfer)) return;
  const claim = loaded.contested.get(sum.transferId);
  const cover = claim === undefined ? undefined : coverOf(claim.own, claim.rivals);
  const beyondCover = sum.amountSatang - (cover?.satang ?? 0n);
  // Until a rival's hold is let go, an order would find the money taken.
  if (beyondCover <= 0n || (cover !== undefined && cover.beingReleased.length > 0)) return;
  const holds = holdsOn({ ...loaded, endOf }, link);
  const standing = standingHold(holds, asker);
  const money = {
    transferId: sum.transferId,
    account: { institution: transfer.toInstitution, accountNo: transfer.toAccountNo },
    isOffRail: false,
    standing,
    timeIsOver: standing === 'none' && !section7GivesOrders(await readComplaintClock(work, sum.id), work),
  };
  const { orderAt, refusal } = decideFirstHold(money, facts, work.rulebook, work.now);
  const letGoAt = newestOf(holds)?.releaseOrderedAt;
  if (refusal === 'SECTION7.LET_GO' && letGoAt != null && letGoAt < asker.complainedAt)
    await openBreakOfTransfer(work, sum.transferId, 'LET_GO_REPORTED_AGAIN');
  if (orderAt === null) return;
  const place = await placeOf(work, newestOf(holds), asker);
  if (place === 'time_is_over') return;
  const { debitConfirmed } = asker;
  const replaces = replacedBy(newestOf(holds));
  const givesBack = sumSatang(replaces.map(({ reservedSatang }) => reservedSatang));
  if (debitConfirmed && cover !== undefined && cover.lacksFurtherSatang > 0n)
    await openBreakOfTransfer(work, sum.transferId, 'DEBIT_REST_NOT_HELD');
  if (!debitConfirmed && (await waitsByLimit(work, loaded, orderAt, sum.transferId))) return;
  const freeOfDebit =
    claim === undefined
      ? mostOf(loaded, sum) - sum.reservedSatang
      : (await readRoomOfDebit(work, sum.transferId)).freeAtReceiverSatang;
  const amountSatang = minSatang(
    await freeForSection7(work.manager, link, orderAt, givesBack),
    minSatang(beyondCover, freeOfDebit + givesBack),
  );
  if (amountSatang <= 0n) return;
  const hold = await orderHold(work, {
    ...section7Hold(link, transfer),
    account: orderAt,
    amountSatang,
    debitConfirmed,
    replaces,
    ...place,
  });
  loaded.holds.push(hold);
}

/**
 * Returns whether the account of a transfer still has to let go of a hold on a mistaken claim of
 * the case: until then, an order would find the money taken.
 */
function isLetGoByCorrection(loaded: LoadedCase, { toInstitution, toAccountNo }: TransferRow): boolean {
  const corrected = new Set(
    loaded.claims.filter(({ correctedBy }) => correctedBy !== null).map(({ stolenSumId }) => stolenSumId),
  );
  return loaded.holds.some(
    (hold) =>
      hold.state === 'release_ordered' &&
      corrected.has(hold.stolenSumId) &&
      hold.institution === toInstitution &&
      hold.accountNo === toAccountNo,
  );
}

/**
 * Returns whether an order at an account still waits for the confirmation of its debit (P-LIMIT).
 * The locks come after those of the case and its sums. Intake takes them before a sum that was
 * reported already, so that the two may meet in a deadlock; one of them then runs again.
 */
async function waitsByLimit(
  work: CaseWork,
  { complaint }: LoadedCase,
  account: Account,
  transferId: string,
): Promise<boolean> {
  const { suspectPersons: persons = [] } = complaint.body as Pick<ComplaintInput, 'suspectPersons'>;
  await lockLimits(work.manager, targetLocks({ accounts: [account], persons }));
  const limit = (await UnconfirmedAtTargets.read(work, [account], persons)).limitAt(account);
  if (limit === null) return false;
  await tellOfTargetLimit(work, limit, { account, persons, transferId });
  return true;
}
