import type { EntityManager } from 'typeorm';
import { refuseCorrection } from '../../../domain/complaint/later/correction.js';
import { refuseReportAct } from '../../../domain/complaint/acts-on-report.js';
import { mayAskWithdrawal } from '../../../domain/complaint/later/withdrawal.js';
import type { DebitState } from '../../../domain/debit/debit-verdict.js';
import type { Refusal } from '../../../domain/result.js';
import { ComplaintRow, CorrectionRow, WithdrawalRow } from '../../../persistence/entities/case/complaint.entities.js';
import { IncompleteTransferRow } from '../../../persistence/entities/money/debit.entities.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import { rowsOf } from '../../case/work/read-rows.js';
import { type Reading, readingOf } from '../../case/work/reading-of-case.js';
import { whyNotView } from '../../case/work/why-not.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { type ReadBeforeActs, readBeforeActs } from '../../interest/refuse-interested.js';
import type { Verdicts } from '../../interest/verdicts.js';
import { verdictsOnCorrection } from '../correct/decide-correction.js';
import { correctionOffered, readComplaintToCorrect } from '../correct/request-correction.js';
import { holdsForCustomer } from '../correct/holds-for-customer.js';
import { verdictsOnWithdrawal } from '../correct/decide-withdrawal.js';
import { adoptionOffered } from '../incomplete/adopt-found.js';
import { refuseEnd } from '../incomplete/settle-incomplete-transfer.js';
import { refuseToldAgain, reportOf } from '../incomplete/tell-again.js';
import { statementOffered } from '../intake/add-to-complaint.js';
import { refuseAuthority } from '../intake/supply-authority.js';
import { askedAgain } from './asked-again.js';

/** Reads what a person can do on the report of a case; undefined when there is no such case. */
export async function readReportActs(manager: EntityManager, caseId: string, actor: ActingPerson) {
  const caseFile = await manager.findOneBy(CaseFileRow, { id: caseId });
  if (caseFile === null) return undefined;
  return reportActs(await readingOf(manager, caseFile), await readBeforeActs(manager, caseId, actor), actor);
}

/**
 * Reads what a person can do on the report of a case that is read already, each by the rule of the act
 * itself: tell what was not known, add to it, withdraw or correct it, and decide on what waits.
 */
export async function reportActs(reading: Reading, { takenBy, interested }: ReadBeforeActs, actor: ActingPerson) {
  const { manager, caseFile, now } = reading;
  const complaint = await manager.findOneByOrFail(ComplaintRow, { id: caseFile.id });
  const report = reportOf(complaint);
  // What decides nothing about money is taken of everybody; of the rest, of nobody who gains by it.
  const whyNot = (refusal: Refusal | undefined | null) => whyNotView(interested ?? refusal ?? null);
  const added = (act: 'supplement' | 'transfers') => whyNotView(refuseReportAct(act, caseFile, actor, now) ?? null);
  const statement = statementOffered(reading, actor);
  const toCorrect = await readComplaintToCorrect(reading, actor);
  const { plain, ordering } = correctionOffered(reading, toCorrect, actor);
  const waitingView = (row: Waiting, verdicts: Verdicts) => ({
    id: row.id,
    requestedBy: row.requestedBy,
    requestedAt: row.requestedAt.toISOString(),
    lapsesAt: row.lapsesAt?.toISOString() ?? null,
    whyNotConfirm: whyNot(verdicts.confirm.ok ? null : verdicts.confirm),
    whyNotRefuse: whyNot(verdicts.refuse.ok ? null : verdicts.refuse),
  });
  const withdrawal = await waitingOf(manager, WithdrawalRow, caseFile.id, caseFile.withdrawalLapsesAt);
  const correction = await waitingOf(manager, CorrectionRow, caseFile.id, caseFile.correctionLapsesAt);
  return {
    toldAgain: {
      askAgain: report === undefined ? [] : askedAgain(complaint),
      whyNot: whyNot(refuseToldAgain(reading, report, actor)),
    },
    supplement: added('supplement'),
    transfers: added('transfers'),
    incompleteTransfers: await readIncomplete(reading, { complaint, takenBy, whyNot }, actor),
    authority: { whyNot: whyNot(refuseAuthority(reading, actor)) },
    statement: { whyNot: whyNot(statement.atOnce), whyNotIfItWaits: whyNot(statement.waits) },
    withdrawal: {
      whyNot: whyNot(await withdrawalOffered(reading, toCorrect, actor)),
      waiting: withdrawal && waitingView(withdrawal, await verdictsOnWithdrawal(reading, withdrawal, takenBy, actor)),
    },
    correction: {
      whyNot: whyNot(plain),
      whyNotIfItOrders: whyNot(ordering),
      transfers: (await reportedTransfers(manager, caseFile.id)).map(({ id, debit }) => ({
        transferId: id,
        whyNot: whyNot(plain ?? refuseCorrection({ ...NOTHING_ELSE, debit })),
      })),
      waiting:
        correction &&
        waitingView(correction, (await verdictsOnCorrection(reading, correction, takenBy, actor)).verdicts),
    },
  };
}

/** What the corrected report of a transfer says is still to be given. */
const NOTHING_ELSE = { isReported: true, isSameClaim: false, isReferenceTaken: false };

type Waiting = Pick<CorrectionRow, 'id' | 'requestedBy' | 'requestedAt' | 'lapsesAt'>;

/** Reads what waits for a second person; null: nothing does. */
function waitingOf<Row extends { id: string; caseId: string; state: string }>(
  manager: EntityManager,
  entity: new () => Row,
  caseId: string,
  lapsesAt: Date | null,
): Promise<Row | null> | null {
  return lapsesAt === null ? null : manager.findOneBy<Row>(entity, { caseId, state: 'requested' } as object);
}

const isOpen = (lapsesAt: Date | null, now: Date) => lapsesAt !== null && lapsesAt > now;

/** Returns why a person may not ask for a withdrawal, or null. The call back is still to be made: it is as good as made now. */
async function withdrawalOffered(
  reading: Reading,
  { hasRecordedNumber, customersSums }: { hasRecordedNumber: boolean; customersSums: readonly string[] },
  actor: ActingPerson,
): Promise<Refusal | null> {
  const { caseFile, rulebook, now } = reading;
  const { closedAt, withdrawnAt, openedAt: receivedAt, withdrawalLapsesAt } = caseFile;
  const complaint = {
    closedAt,
    withdrawnAt,
    receivedAt,
    hasRecordedNumber,
    isAsked: isOpen(withdrawalLapsesAt, now),
    holdsForCustomer: await holdsForCustomer(reading, customersSums),
  };
  const may = mayAskWithdrawal(complaint, now, actor, rulebook, now);
  return may.ok ? null : may;
}

/** Reads the transfers that a case reported and upholds, with what their institution said of the debit. */
function reportedTransfers(manager: EntityManager, caseId: string) {
  return rowsOf<{ id: string; debit: DebitState | undefined }>(
    manager,
    `SELECT t.id, d.state AS debit
       FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id
       LEFT JOIN debit_confirmation d ON d.transfer_id = t.id
      WHERE c.case_id = $1 AND c.reported ORDER BY t.id`,
    [caseId],
  );
}

/** Reads, of each open transfer that is not known well enough, whether a person may end it or adopt what was found. */
async function readIncomplete(
  reading: Reading,
  report: {
    complaint: ComplaintRow;
    takenBy: readonly string[];
    whyNot: (refusal: Refusal | undefined) => ReturnType<typeof whyNotView>;
  },
  actor: ActingPerson,
) {
  const { manager, caseFile } = reading;
  const { complaint, takenBy, whyNot } = report;
  const rows = await manager.find(IncompleteTransferRow, {
    where: { caseId: caseFile.id, state: 'open' },
    order: { no: 'ASC' },
  });
  const views = [];
  for (const row of rows)
    views.push({
      transferId: row.id,
      whyNotSetAside: whyNot(refuseEnd(reading, row, complaint.receivedBy, actor)),
      whyNotAdopt: whyNot(await adoptionOffered(reading, row, takenBy, actor)),
    });
  return views;
}
