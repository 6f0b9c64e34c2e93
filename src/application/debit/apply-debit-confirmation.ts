import { ruleInForce } from '../../domain/rulebook/in-force.js';
import type { DebitState } from '../../domain/debit/debit-verdict.js';
import {
  confirmedBefore,
  type DebitOnRecord,
  type DoubtfulAnswer,
  effectOfDebitAnswer,
  effectOfHolderAnswer,
} from '../../domain/debit/debit-answer.js';
import { isOtherHolder, OTHER_HOLDER } from '../../domain/debit/holder-word.js';
import type { DebitConfirmationMessage } from '../../domain/hold/messages.js';
import { DebitConfirmationRow } from '../../persistence/entities/money/debit.entities.js';
import type { InboxMessageRow } from '../../persistence/entities/traffic/message.entities.js';
import { TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { openBreak, openBreakOnce } from '../break/open-break.js';
import { loadPartyDirectory } from '../../persistence/party/party-directory.js';
import type { CaseWork } from '../case/work/case-work.js';
import { readRivalClaims } from '../case/money/rival-claims.js';
import { followNamedReceiver } from './follow-named-receiver.js';
import { provesNumber } from './read-told.js';
import { CLAIMANTS, nameReceiver, signalOtherCases, signalOtherClaimants } from './name-receiver.js';

/** What a person hears when an institution takes a denial back, or confirms more than before. */
const AGAINST_EARLIER: DoubtfulAnswer = 'CONTRADICTS_EARLIER_ANSWER';

/** A question about a debit, and the transfer that it is about. */
export interface AskedDebit {
  question: DebitConfirmationRow;
  transfer: TransferRow;
}

/**
 * Applies an institution's answer to whether it debited its customer (see `effectOfDebitAnswer`).
 * Orders follow when the case is advanced. An answer for a person opens a break of the case with
 * an owner, one for each kind: `DEBIT_` and the outcome. `asRead`: what the message is about, read
 * in this transaction. Returns the outcome's code.
 */
export async function applyDebitConfirmation(
  work: CaseWork,
  message: InboxMessageRow,
  asRead?: AskedDebit,
): Promise<string> {
  const answer = message.content as DebitConfirmationMessage;
  const { question, transfer } = asRead ?? (await readAsked(work, message.subjectId));

  if (question.holderOf !== null) return applyHolderWord(work, message, { question, transfer });
  const before = await readConfirmedBefore(work, transfer, answer);
  const effect = effectOfDebitAnswer(
    {
      state: question.state,
      receiver: receiverOf(transfer),
      deniedBecause: question.state === 'denied' ? question.reason : null,
      confirmedBefore: before,
      provesNumber: isOtherHolder(answer) && (await provesNumber(work.manager, question.id)),
      isOfOtherReport: question.id !== message.subjectId,
    },
    await withinDirectory(work, transfer, answer),
    ruleInForce(work.rulebook, 'P-DEBIT', work.now),
  );
  noteArrival(work, question, message);
  if (effect.do === 'nothing' || effect.do === 'ask_person')
    await work.manager.update(DebitConfirmationRow, { id: question.id }, { sentAt: question.sentAt });
  if (effect.do === 'nothing') return effect.outcome;
  const forPerson = effect.do === 'settle' ? comparedByPerson(question.state, effect.state, before) : effect.outcome;
  if (forPerson !== null)
    await openBreakOnce(work, { caseId: work.caseFile.id, id: null }, message, `DEBIT_${forPerson}`);
  switch (effect.do) {
    case 'ask_person':
      return effect.outcome;
    case 'follow':
      await followNamedReceiver(work, question, transfer, effect.receiver);
      break;
    case 'dispute':
      await settle(work, question, { ...answer, reason: effect.outcome }, 'disputed');
      break;
    case 'settle':
      if (effect.nameReceiver !== null) await nameReceiver(work, transfer.id, effect.nameReceiver);
      await settle(work, question, answer, effect.state);
      if (effect.state === 'denied') await breakOnOwnDebit(work, message, transfer.id);
      else {
        await upholdConfirmed(work, transfer.id, message.id);
        return 'APPLIED';
      }
      break;
  }
  // Every case that claims money of this transfer is judged by the answer.
  await signalOtherClaimants(work, transfer.id, message.id);
  return 'APPLIED';
}

/** Applies an institution's word on who holds an account whose debit is confirmed to another report (`effectOfHolderAnswer`). */
async function applyHolderWord(
  work: CaseWork,
  message: InboxMessageRow,
  { question, transfer }: AskedDebit,
): Promise<string> {
  const answer = message.content as DebitConfirmationMessage;
  const effect = effectOfHolderAnswer(question.state, answer);
  noteArrival(work, question, message);
  const about = { caseId: work.caseFile.id, id: null };
  if (effect.contradicts) await openBreakOnce(work, about, message, `DEBIT_${AGAINST_EARLIER}`);
  if (effect.state === null) {
    await work.manager.update(DebitConfirmationRow, { id: question.id }, { sentAt: question.sentAt });
    return answer.result === 'PENDING' ? 'PENDING' : effect.contradicts ? AGAINST_EARLIER : 'DUPLICATE';
  }
  if (effect.state === 'disputed') await openBreakOnce(work, about, message, `DEBIT_${OTHER_HOLDER}`);
  const { debitedAmountSatang: _sum, reason: _said, ...word } = answer;
  await settle(work, question, { ...word, ...(effect.reason === null ? {} : { reason: effect.reason }) }, effect.state);
  // Whose seven days the money has may be another one's now.
  await signalOtherClaimants(work, transfer.id, message.id);
  return 'APPLIED';
}

/** Returns what a person compares of an answer that settles a question, or null. */
function comparedByPerson(
  from: DebitState,
  to: DebitState,
  before: DebitOnRecord['confirmedBefore'],
): DoubtfulAnswer | null {
  return from === 'denied' || (to === 'confirmed' && before === 'less') ? AGAINST_EARLIER : null;
}

/** Notes that a question arrived: its institution's word proves it. The caller writes the row. */
export function noteArrival(
  work: CaseWork,
  question: DebitConfirmationRow,
  { subjectId, receivedAt }: InboxMessageRow,
): void {
  if (question.sentAt !== null || question.id !== subjectId) return;
  question.sentAt = receivedAt;
  work.acknowledge(question.id);
  work.audit('debit.question_delivered', { confirmationId: question.id });
}

async function readAsked(work: CaseWork, id: string): Promise<AskedDebit> {
  const question = await newestQuestion(work, id);
  return {
    question,
    transfer: await work.manager.findOneByOrFail(TransferRow, { id: question.transferId ?? question.holderOf ?? '' }),
  };
}

/** Reads the question that a late answer settles: the newest that asks the same. */
export async function newestQuestion(work: CaseWork, id: string): Promise<DebitConfirmationRow> {
  const question = await work.manager.findOneByOrFail(DebitConfirmationRow, { id });
  if ((question.transferId ?? question.incompleteTransferId ?? question.holderOf) !== null) return question;
  const later = await work.manager.findOneByOrFail(DebitConfirmationRow, { asksAgain: id });
  return newestQuestion(work, later.id);
}

/**
 * Settles a question. Throws when the same institution's answer to a search (`applyFind`), applied
 * for another case, settled it since it was read: then the message is applied anew to what it says.
 */
async function settle(
  work: CaseWork,
  question: DebitConfirmationRow,
  answer: DebitConfirmationMessage,
  state: DebitState,
): Promise<void> {
  const { debitedAmountSatang } = answer;
  const reason = answer.reason ?? null;
  const debitedSatang = debitedAmountSatang === undefined ? null : BigInt(debitedAmountSatang);
  // From its first answer on, whatever it was, a report is no longer one that nobody answered.
  const answeredAt = question.state === 'denied' ? question.answeredAt : work.now;
  const settled = { state, reason, debitedSatang, sentAt: question.sentAt ?? work.now, answeredAt };
  const asRead = { id: question.id, state: question.state };
  const { affected } = await work.manager.update(DebitConfirmationRow, asRead, settled);
  if (affected !== 1) throw new Error(`the question ${question.id} was settled meanwhile`);
  if (question.sentAt === null) work.acknowledge(question.id);
  work.audit('debit.state', {
    confirmationId: question.id,
    transferId: question.transferId,
    from: question.state,
    to: state,
    reason,
  });
}

/**
 * Lets cases claim a transfer again that a correction replaced: its institution has confirmed that
 * the first report was true. Signals them with all that claim it.
 */
export async function upholdConfirmed(work: CaseWork, transferId: string, rowId: string): Promise<void> {
  const rows = await work.manager.query<{ caseId: string; isUpheld: boolean }[]>(
    `WITH upheld AS (
       UPDATE claim SET ended_at = NULL FROM stolen_sum s, case_file f
        WHERE s.id = claim.stolen_sum_id AND s.transfer_id = $1 AND f.id = claim.case_id AND f.withdrawn_at IS NULL
          AND claim.corrected_by IS NOT NULL AND claim.ended_at IS NOT NULL
       RETURNING claim.case_id)
     SELECT case_id AS "caseId", true AS "isUpheld" FROM upheld UNION ALL (${CLAIMANTS})`,
    [transferId],
  );
  const claims = rows.filter(({ isUpheld }) => isUpheld).length;
  if (claims > 0) work.audit('claim.upheld', { transferId, claims });
  signalOtherCases(work, rows, rowId);
}

/** Reads what the institution has confirmed of rival claims under the reference of a transfer (`confirmedBefore`). */
async function readConfirmedBefore(
  work: CaseWork,
  transfer: TransferRow,
  { to }: DebitConfirmationMessage,
): Promise<DebitOnRecord['confirmedBefore']> {
  if (!transfer.contested) return null;
  const claims = await readRivalClaims(work.manager, [transfer.id], work.caseFile.openedAt);
  const claim = claims.get(transfer.id);
  if (claim === undefined) return null;
  const { own, rivals } = claim;
  const now = { receiver: to ?? own.receiver, amountSatang: own.amountSatang };
  return confirmedBefore(
    now,
    rivals.filter(({ debit }) => debit === 'confirmed'),
  );
}

/** Leaves out an account outside the directory that an answer names for money that went outside. */
async function withinDirectory(
  work: CaseWork,
  { offRail }: TransferRow,
  answer: DebitConfirmationMessage,
): Promise<DebitConfirmationMessage> {
  if (offRail === null || answer.to === undefined) return answer;
  const { accountDigits } = await loadPartyDirectory(work.manager);
  const { to, ...rest } = answer;
  return accountDigits.has(to.institution) ? answer : rest;
}

function receiverOf({ toInstitution, toAccountNo, offRail }: TransferRow) {
  if (offRail !== null) return 'outside';
  return toAccountNo === null ? null : { institution: toInstitution ?? '', accountNo: toAccountNo };
}

/** Opens a break when an institution denies a debit that it named itself in a receipt. */
async function breakOnOwnDebit(work: CaseWork, message: InboxMessageRow, transferId: string): Promise<void> {
  const [part] = await work.manager.query<{ holdId: string }[]>(
    'SELECT parent_hold_id AS "holdId" FROM trail_link WHERE transfer_id = $1 AND case_id = $2 AND parent_hold_id IS NOT NULL ORDER BY id LIMIT 1',
    [transferId, work.caseFile.id],
  );
  if (part === undefined) return;
  await openBreak(work, { caseId: work.caseFile.id, id: part.holdId }, message, 'ATTRIBUTION.DEBIT_DENIED');
}
