import { reportedReceiver } from '../../domain/complaint/intake/reported-receiver.js';
import { OTHER_RECEIVER } from '../../domain/debit/debit-answer.js';
import type { Account } from '../../domain/party.js';
import { DebitConfirmationRow } from '../../persistence/entities/money/debit.entities.js';
import { StolenSumRow } from '../../persistence/entities/money/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { newId } from '../../persistence/ids.js';
import { loadPartyDirectory } from '../../persistence/party/party-directory.js';
import type { CaseWork } from '../case/work/case-work.js';
import { firstPart, newStolenSum } from '../ledger/open-trail.js';

/**
 * Writes the transfer that the sending institution names in place of a claimed one: the same debit,
 * to another account. It is confirmed, and every case that claims the reported one claims it too.
 * When the case is advanced, the order follows there, and what the complaint gave at the wrongly
 * named account ends.
 */
export async function followNamedReceiver(
  work: CaseWork,
  question: DebitConfirmationRow,
  claimed: TransferRow,
  to: Account,
): Promise<void> {
  const { manager, now } = work;
  const named = (await claimAt(work, claimed, to)) ?? (await writeNamed(work, claimed, to));
  const sum = await sumOf(work, named);
  await manager.update(TransferRow, { id: claimed.id }, { contested: true });
  await manager.query(
    `INSERT INTO claim (stolen_sum_id, case_id, claimed_at, ended_at, reported)
     SELECT $1, c.case_id, $2, c.ended_at, false FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id
      WHERE s.transfer_id = $3 AND c.reported
         ON CONFLICT (stolen_sum_id, case_id) DO UPDATE SET ended_at = EXCLUDED.ended_at WHERE claim.corrected_by IS NOT NULL`,
    [sum.id, now, claimed.id],
  );
  work.audit('transfer.receiver_named', {
    transferId: named.id,
    insteadOf: claimed.id,
    institution: to.institution,
    stolenSumId: sum.id,
  });
  await settle(work, question, named);
}

/** Finds the claim of the same debit that names the account, if somebody reported it. */
async function claimAt(work: CaseWork, claimed: TransferRow, to: Account): Promise<TransferRow | null> {
  const { fromInstitution, fromAccountNo, reference, amountSatang } = claimed;
  return work.manager.findOne(TransferRow, {
    where: {
      fromInstitution,
      fromAccountNo,
      reference,
      amountSatang,
      toInstitution: to.institution,
      toAccountNo: to.accountNo,
    },
    order: { id: 'ASC' },
  });
}

/** Writes the named transfer; at an institution that takes no part it is off the rails. */
async function writeNamed(work: CaseWork, claimed: TransferRow, to: Account): Promise<TransferRow> {
  const { accountDigits } = await loadPartyDirectory(work.manager);
  const { account, offRail } = reportedReceiver({ account: to }, (slug) => accountDigits.has(slug));
  const named = work.manager.create(TransferRow, {
    ...claimed,
    id: newId(),
    toInstitution: account?.institution ?? null,
    toAccountNo: account?.accountNo ?? null,
    promptpayKind: null,
    promptpayValue: null,
    offRail,
    reportedBy: 'institution',
    firstCaseId: work.caseFile.id,
    contested: true,
  });
  await work.manager.insert(TransferRow, named);
  return named;
}

/** Returns the stolen sum of a transfer; writes it with its first part where there is none. */
async function sumOf(work: CaseWork, transfer: TransferRow): Promise<StolenSumRow> {
  const known = await work.manager.findOneBy(StolenSumRow, { transferId: transfer.id });
  if (known !== null) return known;
  const sum = newStolenSum(work, transfer);
  await work.manager.insert(StolenSumRow, sum);
  await work.manager.insert(TrailLinkRow, firstPart(work, sum, transfer));
  return sum;
}

/**
 * Settles the question. It is about the named transfer from now on, unless somebody's report of
 * that one has a question already: then this answer settles both.
 */
async function settle(work: CaseWork, question: DebitConfirmationRow, named: TransferRow): Promise<void> {
  const own = await work.manager.findOneBy(DebitConfirmationRow, { transferId: named.id });
  if (own === null) {
    await change(work, question, { transferId: named.id, state: 'confirmed', reason: null });
    return;
  }
  await change(work, question, { transferId: question.transferId, state: 'denied', reason: OTHER_RECEIVER });
  if (own.state !== 'confirmed') await change(work, own, { transferId: named.id, state: 'confirmed', reason: null });
}

/** Throws when an answer that was applied for another case settled the question since it was read. */
async function change(
  work: CaseWork,
  question: DebitConfirmationRow,
  to: Pick<DebitConfirmationRow, 'transferId' | 'state' | 'reason'>,
): Promise<void> {
  const answered = { sentAt: question.sentAt ?? work.now, answeredAt: work.now };
  const asRead = { id: question.id, state: question.state };
  const { affected } = await work.manager.update(DebitConfirmationRow, asRead, { ...to, ...answered });
  if (affected !== 1) throw new Error(`the question ${question.id} was settled meanwhile`);
  if (question.sentAt === null) work.acknowledge(question.id);
  work.audit('debit.state', {
    confirmationId: question.id,
    transferId: to.transferId,
    from: question.state,
    to: to.state,
    reason: to.reason,
  });
}
