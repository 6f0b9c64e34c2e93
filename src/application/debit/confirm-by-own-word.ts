import { In } from 'typeorm';
import { lastToAsk } from '../../domain/debit/urgent-time.js';
import { endOf } from '../../domain/deadlines/deadline-of.js';
import { isOfOtherHolder } from '../../domain/debit/own-question.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { DebitConfirmationRow } from '../../persistence/entities/money/debit.entities.js';
import type { TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/work/case-work.js';
import { signalOtherClaimants } from './name-receiver.js';

/**
 * Takes a signed notice of the debited institution as its confirmation of the debits, so that nobody
 * asks it what it has just said. A question that waits for its answer, or that nobody answered in
 * time, is settled, and so is one whose answer was about the victim who reported alone; what the institution denied
 * or disputed of the debit before stays as it is. Returns what is known of each transfer.
 */
export async function confirmByOwnWord(
  work: CaseWork,
  transfers: readonly TransferRow[],
): Promise<DebitConfirmationRow[]> {
  await work.writeRows();
  const ids = transfers.map(({ id }) => id);
  const known = await work.manager.findBy(DebitConfirmationRow, { transferId: In(ids) });
  const confirmed: DebitConfirmationRow[] = [];
  for (const transfer of transfers) {
    const question = known.find(({ transferId }) => transferId === transfer.id);
    if (question === undefined) confirmed.push(await writeConfirmed(work, transfer));
    else {
      confirmed.push(question);
      const isOpen = question.state === 'asked' || question.state === 'unknown';
      if (isOpen || isOfOtherHolder(question)) await settle(work, question);
    }
  }
  return confirmed;
}

async function writeConfirmed(work: CaseWork, { id: transferId, fromInstitution }: TransferRow) {
  const { now } = work;
  const rule = ruleInForce(work.rulebook, 'P-URG', now);
  const deadlineAt = endOf(rule, now, work);
  const row = work.manager.create(DebitConfirmationRow, {
    id: newId(),
    transferId,
    incompleteTransferId: null,
    asksAgain: null,
    holderOf: null,
    caseId: work.caseFile.id,
    institution: fromInstitution,
    byPapers: false,
    state: 'confirmed',
    reason: null,
    debitedSatang: null,
    askedAt: now,
    deadlineAt,
    askBy: lastToAsk({ deadlineAt }, rule),
    sentAt: now,
    answeredAt: now,
    reachedAt: null,
    urgentFrom: null,
  });
  await work.manager.insert(DebitConfirmationRow, row);
  work.audit('debit.state', { confirmationId: row.id, transferId, from: null, to: 'confirmed', reason: null });
  return row;
}

async function settle(work: CaseWork, question: DebitConfirmationRow): Promise<void> {
  const { id, transferId, state: from } = question;
  const settled = {
    state: 'confirmed',
    reason: null,
    sentAt: question.sentAt ?? work.now,
    answeredAt: work.now,
  } as const;
  const { affected } = await work.manager.update(DebitConfirmationRow, { id, state: from }, settled);
  if (affected !== 1) throw new Error(`the question ${id} was settled meanwhile`);
  Object.assign(question, settled);
  work.acknowledge(id);
  work.audit('debit.state', { confirmationId: id, transferId, from, to: 'confirmed', reason: null });
  if (transferId === null) return;
  await signalOtherClaimants(work, transferId, id);
}
