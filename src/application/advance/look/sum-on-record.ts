import type { SumOnRecord } from '../../../domain/case/sum/sum-on-record.js';
import type { DebitVerdict } from '../../../domain/debit/debit-verdict.js';
import { urgentUntil } from '../../../domain/debit/urgent-time.js';
import type { ClaimStanding } from '../../../domain/hold/end/release-reason.js';
import type { Asker } from '../../../domain/hold/order/held-for-victim.js';
import type { CaseFacts } from '../../../domain/judgement/facts.js';
import { type Account, accountKey } from '../../../domain/party.js';
import { earlier, later } from '../../../domain/time.js';
import type { DebitConfirmationRow } from '../../../persistence/entities/money/debit.entities.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { ClaimRow, StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import type { TrailLinkRow } from '../../../persistence/entities/money/trail.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { confirmationOf, debitOf, isOwnClaim, isStillClaimed, type LoadedCase } from '../../case/work/load-case.js';

/** Returns a stolen sum as the case that claims it sees it; what commands change is read anew each time. */
export function sumOnRecord(
  work: CaseWork,
  loaded: LoadedCase,
  sum: StolenSumRow,
  facts: CaseFacts,
): SumOnRecord<HoldRow, TrailLinkRow> {
  const { transferId, amountSatang } = sum;
  const debit = debitOf(loaded, sum);
  const question = confirmationOf(loaded, sum);
  return {
    transferId,
    amountSatang,
    get reservedSatang() {
      return sum.reservedSatang;
    },
    get suspendedSatang() {
      return sum.suspendedSatang;
    },
    debit,
    claim: standingOfClaim(work, loaded, sum),
    isOwn: isOwnClaim(loaded, { transferId, stolenSumId: sum.id }),
    contested: loaded.contested.get(transferId),
    debitedSatang: question?.debitedSatang ?? null,
    urgentFrom: (debit === 'confirmed' ? holderQuestionOf(loaded, sum) : question)?.urgentFrom ?? null,
    asker: askerOf(work, loaded, sum, debit),
    facts,
    receiver: receiverOf(loaded, sum),
    parts: loaded.links.filter(({ stolenSumId }) => stolenSumId === sum.id),
    get holds() {
      return loaded.holds.filter(({ stolenSumId }) => stolenSumId === sum.id);
    },
  };
}

/** Returns the question of the case for the holder of the account that a sum left, if there is one. */
function holderQuestionOf({ holderQuestions }: LoadedCase, { transferId }: StolenSumRow) {
  return holderQuestions.find(({ holderOf }) => holderOf === transferId);
}

function standingOfClaim(work: CaseWork, loaded: LoadedCase, sum: StolenSumRow): ClaimStanding {
  if (isStillClaimed(loaded, sum)) return 'claimed';
  return work.caseFile.withdrawnAt === null ? 'corrected' : 'withdrawn';
}

/** Returns since when the case claims a sum: a transfer may be added to a report later. */
function askerOf(
  { caseFile, rulebook, now }: CaseWork,
  loaded: LoadedCase,
  sum: StolenSumRow,
  debit: DebitVerdict,
): Asker {
  const claim = loaded.claims.find(({ stolenSumId }) => stolenSumId === sum.id);
  const claimedAt = claim?.claimedAt ?? caseFile.openedAt;
  const before = correctedBefore(loaded, sum).filter((mistaken) => mistaken.claimedAt < claimedAt);
  const questions = [confirmationOf(loaded, sum), ...before.map(({ stolenSumId: id }) => questionOf(loaded, id))];
  const urgentFrom = questions
    .map((question) => (question?.state === 'asked' && question.deadlineAt > now ? question.urgentFrom : null))
    .reduce((one, other) => (one === null || other === null ? (one ?? other) : later(one, other)), null);
  const complainedAt = before.map((mistaken) => mistaken.claimedAt).reduce(earlier, claimedAt);
  return {
    complainedAt,
    debitConfirmed: debit === 'confirmed',
    urgentFrom,
    isUrgent: now < urgentUntil({ complainedAt, urgentFrom }, { rulebook, now }),
    hasTimeBefore: before.length > 0,
  };
}

/**
 * Returns the claims of the case that spoke of the money of a sum in other words, the same reference and receiver,
 * and were corrected since (P-CORRECT).
 */
function correctedBefore(loaded: LoadedCase, sum: StolenSumRow): ClaimRow[] {
  const own = loaded.transfers.get(sum.transferId);
  const receiver = receiverOf(loaded, sum);
  if (own === undefined || receiver === null) return [];
  return loaded.claims.filter(({ stolenSumId, correctedBy, endedAt }) => {
    const other = loaded.sums.find(({ id }) => id === stolenSumId);
    if (other === undefined || other.id === sum.id || correctedBy === null || endedAt !== null) return false;
    const { fromInstitution, reference } = loaded.transfers.get(other.transferId) ?? {};
    const there = receiverOf(loaded, other);
    const isSameDebit = fromInstitution === own.fromInstitution && reference === own.reference;
    return isSameDebit && there !== null && accountKey(there) === accountKey(receiver);
  });
}

function questionOf(loaded: LoadedCase, stolenSumId: string): DebitConfirmationRow | undefined {
  const sum = loaded.sums.find(({ id }) => id === stolenSumId);
  return sum && confirmationOf(loaded, sum);
}

function receiverOf({ transfers }: LoadedCase, { transferId }: StolenSumRow): Account | null {
  const { toInstitution: institution, toAccountNo: accountNo } = transfers.get(transferId) ?? {};
  return institution == null || accountNo == null ? null : { institution, accountNo };
}
