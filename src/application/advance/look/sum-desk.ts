import type { Later } from '../../../domain/asking.js';
import type { SumDesk } from '../../../domain/case/sum/decide-sum.js';
import type { SumOnRecord } from '../../../domain/case/sum/sum-on-record.js';
import { targetLocks } from '../../../domain/complaint/intake/order-limits.js';
import type { ReleaseReason } from '../../../domain/hold/hold.js';
import { sumSatang } from '../../../domain/money.js';
import type { Account } from '../../../domain/party.js';
import { BreakRecordRow } from '../../../persistence/entities/traffic/break.entities.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import type { TrailLinkRow } from '../../../persistence/entities/money/trail.entities.js';
import { openBreak, openBreakOfTransfer } from '../../break/open-break.js';
import { freeForRest, readRoomForHold } from '../../case/money/free-within-debit.js';
import { readRivalsGivingWay } from '../../case/money/rival-claims.js';
import { lockLimits } from '../../case/work/case.queries.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { confirmationOf, type LoadedCase } from '../../case/work/load-case.js';
import type { ComplaintInput } from '../../complaint/intake/complaint-input.js';
import { claimsOfOtherCases, signalUnheld } from '../../complaint/view/claims-of-victim.js';
import { tellOfTargetLimit, UnconfirmedAtTargets } from '../../complaint/intake/wait-for-confirmation.js';
import { firstContinued } from '../../freeze-request/freeze-request.queries.js';
import { askForReview } from '../../hold/change/ask-for-review.js';
import { type StandingNotice, standingNotices } from '../../hold/change/rest-on-notice.js';
import { extendHolds, readOrdersToReplace } from '../../hold/order/extend-hold.js';
import { againDesk } from '../../hold/order/hold-again.js';
import { orderHold } from '../../hold/order/order-hold.js';
import type { OrderToIssue } from '../../hold/order/issue-orders.js';
import { beingLetGo, raiseHold } from '../../hold/order/raise-hold.js';
import { reduceHold } from '../../hold/order/reduce-hold.js';
import { section7Extension } from '../../hold/order/section7-power.js';
import { readEnds, section7LetGo } from '../../hold/release/read-earlier-holds.js';
import { orderRelease } from '../../hold/release/order-release.js';
import { carryOnByNotice } from '../../notice/order-holds-of-notice.js';
import { orderWaiting } from '../../trail/order-waiting.js';
import { besideHolds } from './beside-holds.js';

/** A stolen sum about which a case decides, with all that the case has read. */
interface SumOfCase {
  work: CaseWork;
  loaded: LoadedCase;
  sum: StolenSumRow;
  onRecord: SumOnRecord<HoldRow, TrailLinkRow>;
  /** The accounts of which the evidence gives reason to believe, by their keys. */
  believed: ReadonlySet<string>;
}

/**
 * Returns what `decideSum` asks of the database and has done there: each by its file, one after the
 * other, within the transaction of the case.
 */
export function sumDesk({ work, loaded, sum, onRecord, believed }: SumOfCase): Later<SumDesk<HoldRow, TrailLinkRow>> {
  const { manager } = work;
  const again = againDesk(work, sum, loaded.transfers);
  const noticeOf = new Map<string, StandingNotice | undefined>();
  return {
    ...again,
    orderHold: async (order) => {
      const hold = await again.orderHold(order);
      loaded.holds.push(hold);
      // What the victim claims of the account in another report may be no longer too small.
      if (order.part.hop === 0) signalUnheld(work, await claimsOfOtherCases(work, [order.account]));
      return hold;
    },
    restsOnNotice: async (hold) => {
      const [longest] = await standingNotices(work, hold.id);
      noticeOf.set(hold.id, longest);
      return longest !== undefined;
    },
    orderByNotice: async ({ part, account, amountSatang, before }) => {
      const notice = noticeOf.get(before.id);
      const transfer = loaded.transfers.get(before.transferId);
      if (notice === undefined || transfer === undefined) throw new Error(`hold ${before.id} rests on no notice`);
      const hold = await orderHold(work, {
        link: part,
        transfer,
        account,
        amountSatang,
        kind: 'section6',
        debitConfirmed: false,
        freezeRequestId: null,
        until: notice.expiresAt,
        seizureWarrantNo: null,
        notice,
        inPlaceOf: { section7From: work.now, notifiedAt: notice.notifiedAt, after: 'end_of_time' },
      });
      loaded.holds.push(hold);
      return hold;
    },
    standingSatang: async (hold) => (await readOrdersToReplace(work, hold)).standing.requestedSatang,
    continuedAt: (holds) =>
      firstContinued(
        manager,
        holds.map(({ id }) => id),
      ),
    section7LetGo: (holds) =>
      section7LetGo(
        manager,
        holds.map(({ id }) => id),
      ),
    endsOf: (freed) => readEnds(work, onRecord.holds, freed),
    isLetGoByCorrection: () => Promise.resolve(isLetGoByCorrection(loaded, onRecord.receiver)),
    freeAtReceiver: async () => (await readRoomForHold(work, sum.transferId)).freeAtReceiverSatang,
    holdsOfRivals: async () => (onRecord.contested === undefined ? [] : readRivalsGivingWay(work, onRecord.contested)),
    freeForRest: (hop) => freeForRest(work, sum, hop),
    waitsByLimit: (account) => waitsByLimit(work, loaded, account, sum.transferId),
    release: async (hold, reason) => {
      await orderRelease(work, hold, reason);
    },
    reduce: async (hold, keepSatang) => {
      await reduceHold(work, hold, keepSatang);
    },
    extend: async (holds, { debitConfirmed, urgentFrom }) => {
      const extension = section7Extension(debitConfirmed, urgentFrom);
      await extendHolds(
        work,
        holds.map((hold) => ({ hold, extension })),
      );
    },
    carryOnByNotice: async (hold) => {
      const notice = noticeOf.get(hold.id);
      if (notice !== undefined) await carryOnByNotice(work, hold, notice);
    },
    askForReview: async (hold, reason) => {
      const owed = reviewOwed(work, loaded, sum, reason);
      if (owed !== null) await askForReview(work, hold, owed);
    },
    besideHolds: (holds) => besideHolds(manager, holds),
    leftOfApproval: (hold) => Promise.resolve(leftOfApproval(loaded, hold)),
    beingLetGo: (hold) => beingLetGo(manager, hold),
    raiseHold: async (hold, { satang, ...raise }) => {
      await raiseHold(work, hold, { requestId: null, as: 'rest', ...raise }, satang);
    },
    openBreak: async (hold, kind) => {
      await openBreak(work, hold, null, kind);
    },
    openBreakOnce: async (hold, kind) => {
      if (!(await manager.existsBy(BreakRecordRow, { holdId: hold.id, kind }))) await openBreak(work, hold, null, kind);
    },
    openBreakOfTransfer: async (kind) => {
      await openBreakOfTransfer(work, sum.transferId, kind);
    },
    orderWaiting: (endOf) => orderWaiting(work, loaded, sum, { asker: onRecord.asker, endOf, believed }),
  };
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
 * Returns whether an account still has to let go of a hold on a mistaken claim of the case: until then,
 * an order would find the money taken.
 */
function isLetGoByCorrection({ claims, holds }: LoadedCase, account: Account | null): boolean {
  const corrected = new Set(
    claims.filter(({ correctedBy }) => correctedBy !== null).map(({ stolenSumId }) => stolenSumId),
  );
  return holds.some(
    (hold) =>
      hold.state === 'release_ordered' &&
      corrected.has(hold.stolenSumId) &&
      hold.institution === account?.institution &&
      hold.accountNo === account.accountNo,
  );
}

/** Returns what the cap of an approval in advance leaves; null where the hold rests on none. */
function leftOfApproval({ holds, requests }: LoadedCase, { freezeRequestId }: HoldRow): bigint | null {
  const cap = requests.find(({ id }) => id === freezeRequestId)?.armSatang;
  if (cap == null) return null;
  const ordered = holds.filter((hold) => hold.freezeRequestId === freezeRequestId);
  return cap - sumSatang(ordered.map(({ requestedSatang }) => requestedSatang));
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
