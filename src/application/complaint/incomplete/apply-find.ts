import { sha256Hex } from '../../../persistence/sha256.js';
import canonicalize from 'canonicalize';
import type { DebitState } from '../../../domain/debit/debit-verdict.js';
import { isHolderConfirmed } from '../../../domain/debit/holder-word.js';
import {
  effectOfFind,
  type SearchOnRecord,
  type ToldTransfer,
} from '../../../domain/complaint/intake/incomplete-transfer.js';
import type { DebitConfirmationMessage, FoundTransfer } from '../../../domain/hold/messages.js';
import { isSameClaim } from '../../../domain/trail/same-transfer.js';
import { ComplaintAdditionRow } from '../../../persistence/entities/case/complaint.entities.js';
import { DebitConfirmationRow, IncompleteTransferRow } from '../../../persistence/entities/money/debit.entities.js';
import type { InboxMessageRow } from '../../../persistence/entities/traffic/message.entities.js';
import { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { newId } from '../../../persistence/ids.js';
import { openBreakOnce } from '../../break/open-break.js';
import type { CaseWork } from '../../case/work/case-work.js';
import type { Reading } from '../../case/work/reading-of-case.js';
import { debitedAccount } from '../../case/money/debited-account.js';
import { rowsOf } from '../../case/work/read-rows.js';
import { provesNumberSql } from '../../case/privacy/victim-number.js';
import { noteArrival, upholdConfirmed } from '../../debit/apply-debit-confirmation.js';
import { latestTold, searchBounds } from '../../debit/debit-question.js';
import { TOLD } from '../../debit/read-told.js';
import { addToLoss, reportsAlready } from '../intake/add-transfers.js';
import { faultsOfTransfers } from '../intake/faults-of-transfers.js';
import { settleIncompleteTransfer } from './settle-incomplete-transfer.js';
import { claimOf, type ClaimOnRecord, findClaim, receivers, storedClaim } from '../correct/stored-claims.js';
import { lockClaims, type ReportedTransfers, writeTransfers } from '../intake/write-transfers.js';

/**
 * Applies an institution's answer to which transfer a victim told of (see `effectOfFind`). What it
 * found is reported as an addition of the institution's, beside what the victim told, and its debit
 * is confirmed, also where another case reported it; orders follow when the cases are advanced.
 * Where the two differ, or the found debit cannot be one of this case, a break with an owner is
 * opened, and nothing is held. Returns the outcome's code.
 */
export async function applyFind(
  work: CaseWork,
  message: InboxMessageRow,
  question: DebitConfirmationRow,
): Promise<string> {
  const answer = message.content as DebitConfirmationMessage;
  const { row, named, onRecord, papersId } = await readFind(work, question, answer);
  const effect = effectOfFind(onRecord, answer);
  noteArrival(work, question, message);
  if (effect.do === 'ask_person' || effect.do === 'dispute')
    await openBreakOnce(work, { caseId: work.caseFile.id, id: null }, message, `DEBIT_${effect.outcome}`);
  switch (effect.do) {
    case 'nothing':
    case 'ask_person':
      await work.manager.update(DebitConfirmationRow, { id: question.id }, { sentAt: question.sentAt });
      return effect.outcome;
    case 'dispute':
      // The institution may name another one each time: the question is disputed once.
      if (question.state !== 'disputed') await settle(work, question, 'disputed', null);
      return 'APPLIED';
    case 'settle':
      await settle(work, question, effect.state, answer.reason ?? null);
      return 'APPLIED';
    case 'adopt':
      await adopt(work, message, question, { row, named }, adopterOf(onRecord, answer, question, papersId));
      return 'APPLIED';
  }
}

/** An answer to a search beside what is on record of it. */
interface Find {
  row: IncompleteTransferRow;
  named: NamedTransfer | undefined;
  onRecord: SearchOnRecord;
  /** The papers by which reporter and account belong together (P-PAPERS); null: none. */
  papersId: string | null;
}

/** Locks the reference that an answer names, and reads what is on record of it and of the search. */
export async function readFind(
  work: Reading,
  question: DebitConfirmationRow,
  { found }: DebitConfirmationMessage,
): Promise<Find> {
  const { row, told, provesNumber, papersId } = await readIncomplete(work, question);
  const named = await readNamed(work, found);
  const onRecord = {
    question: question.state,
    // A withdrawal that is confirmed sets it aside when the case is next looked at: nothing is adopted until then.
    transfer: work.caseFile.withdrawnAt === null ? row.state : ('set_aside' as const),
    told,
    bounds: searchBounds(work.rulebook, question),
    latest: latestTold(work.rulebook, question),
    isImpossible: named?.isImpossible ?? false,
    isDenied: named?.asked?.state === 'denied',
    completedAs: await completedAs(work, row),
    holderReports: work.caseFile.holderReports,
    provesNumber: provesNumber && !question.byPapers,
    isKnownByPapers: papersId !== null,
  };
  return { row, named, onRecord, papersId };
}

/** A transfer that an answer names, as a report, with the claims about its reference. */
interface NamedTransfer {
  reported: ReportedTransfers;
  claims: ClaimOnRecord[];
  isImpossible: boolean;
  /** The question whether the debit of the very transfer was made, of the case that reported it before. */
  asked: DebitConfirmationRow | undefined;
}

/** Reads the incomplete transfer of a question, and what the victim told of it. */
async function readIncomplete(
  { manager }: Reading,
  { id: questionId, incompleteTransferId }: DebitConfirmationRow,
): Promise<{ row: IncompleteTransferRow; told: ToldTransfer; provesNumber: boolean; papersId: string | null }> {
  const id = incompleteTransferId ?? '';
  const row = await manager.findOneByOrFail(IncompleteTransferRow, { id });
  const [found] = await rowsOf<{ told: ToldTransfer; provesNumber: boolean; papersId: string | null }>(
    manager,
    `SELECT ${TOLD} AS told, ${provesNumberSql('v', 'd')} AS "provesNumber",
            papers_of_holder(f.id, f.victim_institution, f.victim_account_no) AS "papersId"
       FROM incomplete_transfer i JOIN complaint v ON v.id = i.case_id JOIN case_file f ON f.id = i.case_id
       JOIN debit_confirmation d ON d.id = $2 WHERE i.id = $1`,
    [id, questionId],
  );
  if (found === undefined) throw new Error(`nothing was told of the incomplete transfer ${id}`);
  return { row, ...found };
}

/** Reads the reference of the transfer that a person reported for an incomplete one. */
async function completedAs(work: Reading, { transferId }: IncompleteTransferRow): Promise<string | undefined> {
  if (transferId === null) return undefined;
  return (await work.manager.findOneByOrFail(TransferRow, { id: transferId })).reference;
}

/** Locks the reference that an answer names, and reads what is on record of it. */
async function readNamed(work: Reading, found: FoundTransfer | undefined): Promise<NamedTransfer | undefined> {
  if (found === undefined) return undefined;
  const victimAccount = debitedAccount(work.caseFile);
  if (victimAccount === undefined) throw new Error('no institution looks at an account that nobody knows');
  const { institution, accountNo } = victimAccount;
  const { reference, amountSatang, at, to } = found;
  const transfer = { to: { account: to }, amountSatang, transferredAt: at, reference, rail: 'other' };
  const reported = { victimAccount, transfers: [transfer] };
  const claims = await lockClaims(work.manager, institution, [reference]);
  const receiverOf = await receivers(work.manager);
  const claim = claimOf(accountNo, transfer, receiverOf(transfer.to));
  const saidBefore = claims.filter(
    ({ row, confirmation }) => row.reportedBy === 'institution' || confirmation?.state === 'confirmed',
  );
  const isImpossible =
    saidBefore.some((before) => !isSameClaim(storedClaim(before), claim, 'decides')) ||
    (await faultsOfTransfers(work, reported)).length > 0 ||
    (await reportsAlready(work, institution, [reference]));
  const known = findClaim(claims, claim, 'decides');
  const asked = claims.find(({ row }) => row === known)?.confirmation;
  return { reported, claims, isImpossible, asked };
}

/** Who adopts what an institution found, where its word on the holder does not: a person with reasons, or by papers. */
export interface Adopter {
  subject: string;
  says: { note: string } | { papers: string };
}

/** Returns by what a find is adopted where the institution did not say that the victim holds the account. */
function adopterOf(
  onRecord: SearchOnRecord,
  { holder }: DebitConfirmationMessage,
  { institution }: DebitConfirmationRow,
  papersId: string | null,
): Adopter | undefined {
  if (papersId === null || isHolderConfirmed({ ...onRecord, holder })) return undefined;
  return { subject: institution, says: { papers: papersId } };
}

/**
 * Reports what the institution found, beside what the victim told. The transfer is confirmed by its
 * institution, so it is judged anew by each case that claims it, or something else of its reference.
 * `adopter`: who adopts it where the institution does not know the reporter as the holder.
 */
export async function adopt(
  work: CaseWork,
  message: Pick<InboxMessageRow, 'id'>,
  question: DebitConfirmationRow,
  { row, named }: Pick<Find, 'row' | 'named'>,
  adopter?: Adopter,
): Promise<void> {
  if (named === undefined) throw new Error('an answer without a transfer is not adopted');
  const { reported, claims, asked } = named;
  const [written] = await writeTransfers(work, reported, 'decides', claims, question);
  if (written === undefined) throw new Error('a found transfer was not written');
  await addToLoss(work, written.stolenSum.amountSatang);
  const completed = { to: 'completed', transferId: written.transfer.id } as const;
  const by = adopter?.subject ?? question.institution;
  await settleIncompleteTransfer(work, { row, search: question }, completed, by);
  const { transfers } = reported;
  const body = { transfers, ...adopter?.says };
  const addition = { id: newId(), caseId: work.caseFile.id, kind: 'found' as const, body };
  await work.manager.insert(ComplaintAdditionRow, { ...addition, receivedAt: work.now, receivedBy: by });
  const bodySha256 = sha256Hex(canonicalize(addition.body) ?? '');
  work.audit('addition.received', { additionId: addition.id, kind: addition.kind, bodySha256 });
  if (asked !== undefined) await confirmAsked(work, asked);
  await upholdConfirmed(work, written.transfer.id, message.id);
}

/**
 * Settles the question whether a debit was made by the answer to another: the institution named the
 * debit itself. The question may be of another case, which is not locked: one that is settled
 * meanwhile stays so.
 */
async function confirmAsked(work: CaseWork, asked: DebitConfirmationRow): Promise<void> {
  const { id, state: from } = asked;
  if (from === 'confirmed') return;
  const settled = { state: 'confirmed' as const, reason: null, answeredAt: work.now };
  const { affected } = await work.manager.update(DebitConfirmationRow, { id, state: from }, settled);
  if (affected !== 1) return;
  work.acknowledge(id);
  const { transferId } = asked;
  work.audit('debit.state', { confirmationId: id, transferId, from, to: settled.state, reason: null });
}

async function settle(
  work: CaseWork,
  question: DebitConfirmationRow,
  to: DebitState,
  reason: string | null,
): Promise<void> {
  const settled = { state: to, reason, sentAt: question.sentAt ?? work.now, answeredAt: work.now };
  await work.manager.update(DebitConfirmationRow, { id: question.id }, settled);
  if (question.sentAt === null) work.acknowledge(question.id);
  work.audit('debit.state', { confirmationId: question.id, transferId: null, from: question.state, to, reason });
}
