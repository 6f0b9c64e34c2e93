import { sha256Hex } from '../../../persistence/sha256.js';
import canonicalize from 'canonicalize';
import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import { refuseReportAct } from '../../../domain/complaint/acts-on-report.js';
import { type AdditionToCheck, refuseAddition } from '../../../domain/complaint/later/check-addition.js';
import { type AllowedDate, dateWaits, mayAskForDate } from '../../../domain/complaint/intake/statement-date.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { ComplaintAdditionRow, CorrectionRow } from '../../../persistence/entities/case/complaint.entities.js';
import { newId } from '../../../persistence/ids.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { debitedAccount } from '../../case/money/debited-account.js';
import { openCase } from '../../case/work/open-case.js';
import { iso } from '../../case/work/read-rows.js';
import type { Reading } from '../../case/work/reading-of-case.js';
import type { Signal } from '../../case/work/signal.js';
import { complaintsOfMoney } from '../../hold/order/complaint-clock.js';
import { refuseInterested } from '../../interest/refuse-interested.js';
import { addTransfers, type LaterTransfers, type TransfersAdded } from './add-transfers.js';
import { firstTransferAtOf } from '../view/complaint.queries.js';
import type { KeptCorrection } from '../correct/corrected-claims.js';
import { CORRECTION } from '../correct/decide-correction.js';
import { lapseIfDue } from '../second-person/act-of-two.js';
import { noteStatement } from './note-statement.js';

/** What the victim remembers later, also of transfers that are not known well enough. */
type SupplementInput = Omit<LaterTransfers, 'victimAccount' | 'transfers'> & { suspectContacts: readonly unknown[] };

/** What may be added to a complaint, with the body as received. */
export type Addition =
  | { kind: 'supplement'; body: SupplementInput }
  | { kind: 'statement'; body: { policeCaseNo: string; station: string; complaintReceivedAt: string } };

/**
 * The row that was added and the signal for the case's workflow, or a refusal. `waitsUntil`: until
 * when the date of a statement waits for a second person; null where it counts at once.
 */
export type Added =
  | { ok: true; id: string; receivedAt: Date; signal: Signal; waitsUntil: Date | null }
  | Extract<TransfersAdded, { ok: false }>;

/**
 * Adds to a complaint, which itself stays as received: a supplement, or the police statement
 * (OFF-7C). A date of a statement that corrects another, or that would end or shorten a hold, waits
 * for a second person and changes nothing until then (`dateWaits`). What a supplement tells of transfers
 * is taken as `addTransfers` takes it. Refusals: its own, `CASE.ABSENT`, those of `refuseReportAct`,
 * `STATEMENT.IN_FUTURE`, `STATEMENT.BEFORE_TRANSFER`, and those of `mayAskForDate`.
 */
export async function addToComplaint(
  db: DataSource,
  input: { caseId: string; actor: ActingPerson } & Addition,
): Promise<Added> {
  if (input.kind === 'supplement' && (input.body.incompleteTransfers ?? []).length > 0) {
    const added = await addTransfers(db, input);
    return added.ok ? { ...added, waitsUntil: null } : added;
  }
  return inTransaction(db, async (manager) => {
    const work = await openCase(manager, input.caseId, input.actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such complaint');
    // The date of a statement moves clocks of holds.
    const interested = input.kind === 'statement' ? await refuseInterested(work, input.actor) : null;
    if (interested !== null) return interested;
    const refusal =
      refuseReportAct(input.kind, work.caseFile, input.actor, work.now) ??
      refuseAddition(work.caseFile, await toCheck(manager, input), work.now);
    if (refusal !== undefined) return refusal;
    const waiting = input.kind === 'statement' ? await mayDate(work, input.body, input.actor) : null;
    if (waiting?.ok === false) return waiting;
    const row = {
      id: newId(),
      caseId: input.caseId,
      kind: input.kind,
      body: input.body,
      receivedAt: work.now,
      receivedBy: input.actor.subject,
    };
    await manager.insert(ComplaintAdditionRow, row);
    work.audit('addition.received', { additionId: row.id, kind: input.kind, bodySha256: sha256(input.body) });
    if (waiting !== null) await askForDate(work, waiting.value, row, input.actor);
    else if (input.kind === 'statement') await noteStatement(work, new Date(input.body.complaintReceivedAt));
    const signal = { workflowId: complaintWorkflowId(input.caseId), message: 'complaintAdded', rowId: row.id };
    work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
    await work.finish();
    return { ok: true, id: row.id, receivedAt: work.now, signal, waitsUntil: waiting?.value.lapsesAt ?? null };
  });
}

type StatementBody = Extract<Addition, { kind: 'statement' }>['body'];

/** Whether the date of a statement waits for a second person, and may; null: it counts at once. */
async function mayDate(reading: Reading, body: StatementBody, actor: ActingPerson) {
  const { caseFile, rulebook, now } = reading;
  const { openedAt: receivedAt, victimReports, statementAt, correctionLapsesAt } = caseFile;
  const date = new Date(body.complaintReceivedAt);
  const ofMoney = await complaintsOfMoney(reading);
  if (!dateWaits({ receivedAt, victimReports, statementAt }, ofMoney, date, rulebook, now)) return null;
  const isAsked = correctionLapsesAt !== null && correctionLapsesAt > now;
  return mayAskForDate({ isAsked, statementAt }, date, actor, rulebook, now);
}

/**
 * Returns why a person may not give the date of a statement: one that counts at once (`atOnce`), and
 * one that waits for a second person (`waits`), which every date does once one is on record. Null
 * where he may. Refusals: those of `refuseReportAct` and `mayAskForDate`, but for the date itself.
 */
export function statementOffered(
  { caseFile, rulebook, now }: Reading,
  actor: ActingPerson,
): Record<'atOnce' | 'waits', Refusal | null> {
  const over = refuseReportAct('statement', caseFile, actor, now);
  if (over !== undefined) return { atOnce: over, waits: over };
  const { correctionLapsesAt, statementAt } = caseFile;
  const isAsked = correctionLapsesAt !== null && correctionLapsesAt > now;
  const may = mayAskForDate({ isAsked, statementAt: null }, now, actor, rulebook, now);
  const waits = may.ok ? null : may;
  return { atOnce: statementAt === null ? null : waits, waits };
}

/** Asks for a second person's word on the date of a statement; it is a correction (P-CORRECT). */
async function askForDate(
  work: CaseWork,
  { rule, role, lapsesAt }: AllowedDate,
  { id: additionId, body }: { id: string; body: Addition['body'] },
  actor: ActingPerson,
): Promise<void> {
  const { manager, caseFile, now } = work;
  const { policeCaseNo, station, complaintReceivedAt } = body as StatementBody;
  await lapseIfDue(work, CORRECTION);
  const { statementAt, statementNotedAt } = caseFile;
  const before = { statementAt: iso(statementAt), statementNotedAt: iso(statementNotedAt) };
  const corrected: KeptCorrection = {
    victimAccount: debitedAccount(caseFile),
    transfers: [],
    statement: { additionId, complaintReceivedAt, before },
  };
  const row = manager.create(CorrectionRow, {
    id: newId(),
    caseId: caseFile.id,
    state: 'requested',
    body: corrected,
    reason: `${policeCaseNo}, ${station}`,
    calledBackAt: null,
    changesOrders: true,
    ruleRowId: rule.rowId,
    requestedBy: actor.subject,
    requestedRole: role,
    requestedAt: now,
    lapsesAt,
    decidedBy: null,
    decidedRole: null,
    decisionReason: null,
    decidedAt: null,
  });
  await manager.insert(CorrectionRow, row);
  await manager.update(CaseFileRow, { id: caseFile.id }, { correctionLapsesAt: lapsesAt });
  work.audit('correction.state', {
    correctionId: row.id,
    from: null,
    to: row.state,
    role,
    transferIds: [],
    calledBackAt: null,
    lapsesAt: lapsesAt.toISOString(),
    ruleRowId: rule.rowId,
    bodySha256: sha256(corrected),
  });
}

/** The addition as the rules look at it. */
async function toCheck(manager: EntityManager, addition: { caseId: string } & Addition): Promise<AdditionToCheck> {
  if (addition.kind !== 'statement') return { kind: addition.kind };
  const firstTransferAt = await firstTransferAtOf(manager, addition.caseId);
  return { kind: 'statement', complaintReceivedAt: new Date(addition.body.complaintReceivedAt), firstTransferAt };
}

function sha256(body: object): string {
  return sha256Hex(canonicalize(body) ?? '');
}
