import type { HoldReceiptMessage, OnwardMessage } from '../../domain/hold/messages.js';
import type { Account } from '../../domain/party.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { clockToleranceMs } from '../../domain/rulebook/clock-tolerance.js';
import { inOrderOfTime } from '../../domain/trail/check-attribution.js';
import { earliestCredit } from '../../domain/trail/credit-time.js';
import { type AnswerWeighed, doubtNotice, type NamedTransfer, weighAnswer } from '../../domain/trail/doubt-answer.js';
import { compareReports, type TransferReport } from '../../domain/trail/same-transfer.js';
import { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import type { TrailLinkRow, TransferRow } from '../../persistence/entities/money/trail.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { type DebitBeforeAnswerRow, debitsElsewhere, type KnownDebitRow } from './trail.queries.js';

/**
 * Weighs the later debits of an answer, which arrived at `heardAt`, beside what the database knows (see
 * `weighAnswer`).
 */
export function weighOnward(
  work: CaseWork,
  hold: HoldRow,
  { part, credit, debits }: { part: TrailLinkRow; credit: TransferRow; debits: readonly DebitBeforeAnswerRow[] },
  receipt: Pick<HoldReceiptMessage, 'heldAmountSatang' | 'onward'>,
  heardAt: Date,
): AnswerWeighed<OnwardMessage> {
  const { doubt, followed } = weighAnswer(
    {
      requestedSatang: hold.requestedSatang,
      partSatang: part.attributedSatang,
      creditedFrom: earliestCredit({ ...credit, isTold: hold.hop === 0 }),
      heardAt,
      clockToleranceMs: clockToleranceMs(work.rulebook, work.now),
    },
    {
      heldSatang: BigInt(receipt.heldAmountSatang),
      onward: receipt.onward.map((message) => ({ ...namedTransfer(hold, message), message })),
    },
    onRecord(hold, debits, receipt.onward).map((row) => ({
      ...knownDebit(hold.institution, row),
      ownSatang: BigInt(row.ownSatang),
      partSatang: BigInt(row.partSatang),
    })),
  );
  return { doubt, followed: followed.map(({ message }) => message) };
}

/**
 * Returns why the later debits that a notice names for one credit cannot be true beside what the
 * database knows, or undefined (see `doubtNotice`).
 */
export async function doubtNoticed(
  work: CaseWork,
  credit: TransferRow,
  onward: readonly OnwardMessage[],
): Promise<Refusal | undefined> {
  const from = { institution: credit.toInstitution ?? '', accountNo: credit.toAccountNo ?? '' };
  const rows = await debitsElsewhere(work.manager, credit.id, from.institution, referencesOf(onward), work.now);
  const tolerance = clockToleranceMs(work.rulebook, work.now);
  const creditedFrom = earliestCredit({ ...credit, isTold: credit.reportedBy === 'victim' });
  return doubtNotice(
    { creditedFrom, heardAt: work.now, clockToleranceMs: tolerance },
    onward.map((message) => namedTransfer(from, message)),
    onRecord(from, rows, onward).map((row) => knownDebit(from.institution, row)),
  );
}

/**
 * Returns a refusal (`ATTRIBUTION.NOT_IN_TIME_ORDER`) when the institution's first answer breaks
 * the rule that the order named, or undefined. The centre can tell only on an account with this
 * one hold. The money is followed all the same; a person settles it with the institution.
 */
export async function breaksTimeOrder(
  work: CaseWork,
  hold: HoldRow,
  onward: readonly OnwardMessage[],
): Promise<Refusal | undefined> {
  if (inOrderOfTime(onward.map((message) => namedTransfer(hold, message)))) return undefined;
  await work.writeRows();
  const holdsThere = await work.manager.countBy(HoldRow, { institution: hold.institution, accountNo: hold.accountNo });
  if (holdsThere > 1) return undefined;
  return refuse('ATTRIBUTION.NOT_IN_TIME_ORDER', 'a debit is passed over for a later one');
}

/**
 * Leaves out what somebody claims about a debit that its institution names with other facts: a
 * claim contradicts no institution about its own debits.
 */
function onRecord<Row extends KnownDebitRow>(
  from: Account,
  rows: readonly Row[],
  onward: readonly OnwardMessage[],
): Row[] {
  return rows.filter((row) => {
    const message = onward.find(({ transferRef }) => transferRef === row.reference);
    if (row.isNamed || message === undefined) return true;
    return compareReports(knownDebit(from.institution, row), namedTransfer(from, message), 0) === 'same';
  });
}

/** Returns the references of the debits that an answer names. */
export function referencesOf(onward: readonly OnwardMessage[]): string[] {
  return onward.map((message) => message.transferRef);
}

function namedTransfer({ institution, accountNo }: Account, message: OnwardMessage): NamedTransfer {
  return {
    from: { institution, accountNo },
    reference: message.transferRef,
    to: 'account' in message.to ? message.to.account : message.to,
    amountSatang: BigInt(message.amountSatang),
    attributedSatang: BigInt(message.attributedSatang),
    at: new Date(message.at),
  };
}

function knownDebit(institution: string, row: KnownDebitRow) {
  return {
    from: { institution, accountNo: row.accountNo },
    reference: row.reference,
    to: receiverOnRecord(row),
    amountSatang: BigInt(row.amountSatang),
    at: row.at,
    elsewhereSatang: BigInt(row.elsewhereSatang),
  };
}

/** Returns where a stored transfer went, as far as is known. */
export function receiverOnRecord(
  debit: Pick<TransferRow, 'toInstitution' | 'toAccountNo' | 'promptpayKind' | 'promptpayValue' | 'offRail'>,
): TransferReport['to'] {
  const { toInstitution, toAccountNo, promptpayKind, promptpayValue, offRail } = debit;
  if (offRail !== null) return { offRail };
  if (toInstitution !== null && toAccountNo !== null) return { institution: toInstitution, accountNo: toAccountNo };
  if (promptpayKind === null || promptpayValue === null) return null;
  return { promptPay: { kind: promptpayKind, value: promptpayValue } };
}
