import type { Account } from '../../../domain/party.js';
import type { EntityManager } from 'typeorm';
import type { ReportedReceiver } from '../../../domain/complaint/intake/reported-receiver.js';
import { debitVerdict } from '../../../domain/debit/debit-verdict.js';
import type { TimeOfReport } from '../../../domain/trail/same-transfer.js';
import { DebitConfirmationRow } from '../../../persistence/entities/money/debit.entities.js';
import { ClaimRow, StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { newId } from '../../../persistence/ids.js';
import { RunAgain } from '../../../persistence/unit-of-work.js';
import { lockLimits } from '../../case/work/case.queries.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { askDebits } from '../../debit/ask-debits.js';
import { confirmByOwnWord } from '../../debit/confirm-by-own-word.js';
import { type HolderNumber, holderNumber } from '../../debit/holder-proof.js';
import { noteDecidersByNumber } from '../../interest/note-deciders.js';
import { firstPart, newStolenSum } from '../../ledger/open-trail.js';
import { referenceLocks } from '../view/complaint.queries.js';
import type { ComplaintInput } from './complaint-input.js';
import { judgeBesideRivals } from './judge-beside-rivals.js';
import { readKnownTransfers } from '../view/read-known-transfers.js';
import { type ClaimOnRecord, claimOf, findClaim, receivers, storedClaims } from '../correct/stored-claims.js';
import type { WrittenTransfer } from './written-transfer.js';

/** What the sender's institution reports itself. */
export const OWN_WORD = 'own_word';

/**
 * The transfers of a report, and the victim's account that all of them left. The bank is asked whether
 * `victim` holds it; absent: no victim reports, or nobody is asked.
 */
export type ReportedTransfers = { victimAccount: Account } & Pick<ComplaintInput, 'transfers'> &
  Partial<Pick<ComplaintInput, 'victim'>>;

/**
 * Locks the references of a sending institution, and reads the claims about them as they are then:
 * of two reports of one reference that differ, the second sees the first.
 */
export async function lockClaims(
  manager: EntityManager,
  institution: string,
  references: readonly string[],
): Promise<ClaimOnRecord[]> {
  await lockLimits(manager, referenceLocks(institution, references));
  return storedClaims(manager, institution, references);
}

/**
 * Locks the cases that claim what a report is about too. An order of theirs counts the time of section 7
 * by the reports that were made by then, so a report is made before it only where it could see it:
 * throws `RunAgain` when one was issued since this transaction read the clock.
 */
async function comeAfterOrders(work: CaseWork, claims: readonly ClaimOnRecord[]): Promise<void> {
  const { manager, caseFile, now } = work;
  const transferIds = claims.map(({ row }) => row.id);
  await manager.query(
    `SELECT id FROM case_file WHERE id <> $2 AND id = ANY (ARRAY(
       SELECT k.case_id FROM stolen_sum s JOIN claim k ON k.stolen_sum_id = s.id WHERE s.transfer_id = ANY ($1))) ORDER BY id FOR UPDATE`,
    [transferIds, caseFile.id],
  );
  const issued: unknown[] = await manager.query(
    `SELECT FROM stolen_sum s JOIN hold h ON h.stolen_sum_id = s.id JOIN hold_order o ON o.hold_id = h.id
      WHERE s.transfer_id = ANY ($1) AND o.issued_at >= $2 LIMIT 1`,
    [transferIds, now],
  );
  if (issued.length > 0) throw new RunAgain();
}

/**
 * Writes the reported transfers with their stolen sums, claims, first parts of the trail, and the
 * questions to the victim's institution. A report is a claim: one that was reported before stays
 * one row, and this case claims its stolen sum too. One that says something else of a known
 * reference stands beside the others, with its own sum and its own question. The caller has locked
 * the references (`referenceLocks`); `claims` are those that it read under the locks. `search` is the
 * question by whose answer the institution itself named the one transfer: it confirms its debit.
 * `OWN_WORD`: the institution reports them itself, and its own word confirms the debits.
 */
export async function writeTransfers(
  work: CaseWork,
  body: ReportedTransfers,
  time: TimeOfReport,
  claims: readonly ClaimOnRecord[],
  search?: DebitConfirmationRow | typeof OWN_WORD,
): Promise<WrittenTransfer[]> {
  const { manager } = work;
  if (claims.length > 0) await comeAfterOrders(work, claims);
  const known = await readKnownTransfers(work, claims);
  const receiverOf = await receivers(manager);
  const newRows: NewRows = { transfers: [], sums: [], links: [], unasked: [] };
  const written = body.transfers.map((reported): WrittenTransfer => {
    const receiver = receiverOf(reported.to);
    const rivals = claims.filter(({ row }) => row.reference === reported.reference);
    const row = findClaim(rivals, claimOf(body.victimAccount.accountNo, reported, receiver), time);
    const found = row && known.get(row.id);
    const transfer =
      row ?? newTransfer(work, body, reported, receiver, search === undefined ? 'victim' : 'institution');
    if (row === undefined) {
      transfer.contested = rivals.length > 0;
      newRows.transfers.push(transfer);
    }
    const stolenSum = found?.stolenSum ?? newStolenSum(work, transfer);
    const link = found?.link ?? firstPart(work, stolenSum, transfer);
    if (found?.stolenSum === undefined) {
      newRows.sums.push(stolenSum);
      newRows.links.push(link);
    }
    if (found?.confirmation === undefined || search === OWN_WORD) newRows.unasked.push(transfer);
    return {
      transfer,
      stolenSum,
      link,
      debit: debitVerdict(found?.confirmation),
      asked: undefined,
      isKnown: row !== undefined,
      standing: found?.standing ?? 'none',
      replaces: found?.replaces ?? [],
      coveredSatang: 0n,
      isLetGo: false,
      orderReferences: found?.orderReferences ?? [],
    };
  });
  const holder = body.victim === undefined ? null : holderNumber(body.victim);
  const questions = await writeAll(work, newRows, written, { isOnRecord: claims.length > 0, search, holder });
  const withQuestions = written.map((one) => {
    const asked = questions.find(({ transferId }) => transferId === one.transfer.id);
    return search === OWN_WORD ? { ...one, debit: debitVerdict(asked) } : { ...one, asked };
  });
  return judgeBesideRivals(work, withQuestions, claims, known);
}

type Reported = ComplaintInput['transfers'][number];

/** Rows that the database does not have yet. */
interface NewRows {
  transfers: TransferRow[];
  sums: StolenSumRow[];
  links: TrailLinkRow[];
  /** Transfers about which the sender's institution was not asked yet. */
  unasked: TransferRow[];
}

function newTransfer(
  work: CaseWork,
  body: ReportedTransfers,
  reported: Reported,
  receiver: ReportedReceiver,
  reportedBy: TransferRow['reportedBy'],
): TransferRow {
  const { to, promptPay, ...claim } = claimOf(body.victimAccount.accountNo, reported, receiver);
  return work.manager.create(TransferRow, {
    ...claim,
    id: newId(),
    fromInstitution: body.victimAccount.institution,
    reference: reported.reference,
    toInstitution: to?.institution ?? null,
    toAccountNo: to?.accountNo ?? null,
    promptpayKind: promptPay?.kind ?? null,
    promptpayValue: promptPay?.value ?? null,
    rail: reported.rail,
    reportedBy,
    firstCaseId: work.caseFile.id,
    contested: false,
  });
}

/** How transfers are reported, and by whom. */
interface HowReported {
  /** Somebody reported one of the references before. */
  isOnRecord: boolean;
  search: DebitConfirmationRow | typeof OWN_WORD | undefined;
  /** The official number of the victim who reports. */
  holder: HolderNumber | null;
}

/** Writes the rows of a report. Returns the questions about its debits. */
async function writeAll(
  work: CaseWork,
  newRows: NewRows,
  written: readonly WrittenTransfer[],
  { isOnRecord, search, holder }: HowReported,
): Promise<DebitConfirmationRow[]> {
  work.insert(TransferRow, newRows.transfers);
  work.insert(StolenSumRow, newRows.sums);
  work.insert(TrailLinkRow, newRows.links);
  const claims = written.map(({ stolenSum }) => ({
    stolenSumId: stolenSum.id,
    caseId: work.caseFile.id,
    claimedAt: work.now,
    endedAt: null,
    reported: true,
    correctedBy: null,
  }));
  if (isOnRecord) await claimAgain(work, claims);
  else await work.write(ClaimRow, claims);
  const questions =
    search === undefined
      ? await askDebits(work, newRows.unasked, 'whether the victim was debited', holder)
      : search === OWN_WORD
        ? await confirmByOwnWord(work, newRows.unasked)
        : await confirmFound(work, search, newRows.unasked);
  for (const { stolenSum, transfer } of written) {
    work.audit('claim.made', {
      stolenSumId: stolenSum.id,
      transferId: transfer.id,
      amountSatang: stolenSum.amountSatang.toString(),
    });
  }
  return questions;
}

/**
 * Writes claims of which the case may have some already. One whose holds covered the money of this
 * case before, or that a correction replaced, is its own claim now. What is noted is written
 * before: the judgement beside other claims reads it.
 */
async function claimAgain(work: CaseWork, claims: readonly ClaimRow[]): Promise<void> {
  await work.writeRows();
  await work.manager
    .createQueryBuilder()
    .insert()
    .into(ClaimRow)
    .values([...claims])
    .orUpdate(['reported', 'ended_at', 'corrected_by'], ['stolen_sum_id', 'case_id'])
    .execute();
  await noteDecidersByNumber(work, 'of_money');
}

/**
 * Settles the question by whose answer a transfer was found. It is about that transfer from now on,
 * unless another report of it has a question already.
 */
async function confirmFound(
  work: CaseWork,
  question: DebitConfirmationRow,
  unasked: readonly TransferRow[],
): Promise<DebitConfirmationRow[]> {
  const from = question.state;
  const transferId = unasked[0]?.id ?? null;
  if (question.sentAt === null) work.acknowledge(question.id);
  Object.assign(question, {
    transferId,
    state: 'confirmed',
    sentAt: question.sentAt ?? work.now,
    answeredAt: work.now,
  });
  const { state, sentAt, answeredAt } = question;
  await work.manager.update(DebitConfirmationRow, { id: question.id }, { transferId, state, sentAt, answeredAt });
  work.audit('debit.state', { confirmationId: question.id, transferId, from, to: state, reason: null });
  return transferId === null ? [] : [question];
}
