import { sha256Hex } from '../../persistence/sha256.js';
import canonicalize from 'canonicalize';
import { type DataSource, In } from 'typeorm';
import { complaintWorkflowId } from '../../contract/ids.js';
import { refuseAddition } from '../../domain/complaint/check-addition.js';
import { refuseToSettle } from '../../domain/complaint/incomplete-transfer.js';
import { isReporterLimitReached, limitLocks, limitsSince } from '../../domain/complaint/order-limits.js';
import type { FieldFault } from '../../domain/complaint/check-complaint.js';
import { type Satang, sumSatang } from '../../domain/money.js';
import type { Account } from '../../domain/party.js';
import { ok, type Refusal, refuse, type Result } from '../../domain/result.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { ComplaintAdditionRow } from '../../persistence/entities/complaint.entities.js';
import { IncompleteTransferRow } from '../../persistence/entities/debit.entities.js';
import { ClaimRow, StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import { TransferRow } from '../../persistence/entities/trail.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransactionUnlessRefused } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/acting-person.js';
import { lockLimits } from '../case/case.queries.js';
import type { CaseWork } from '../case/case-work.js';
import { openCase } from '../case/open-case.js';
import type { Signal } from '../case/signal.js';
import { holderNumber } from '../debit/holder-proof.js';
import type { ComplaintInput, IncompleteInput } from './complaint-input.js';
import { countUnconfirmedReports, readBeforeReport, reporterOf } from './complaint.queries.js';
import { faultsOfTransfers } from './faults-of-transfers.js';
import { searchWithinLimit } from './search-within-limit.js';
import { settleIncompleteTransfer, withSearch } from './settle-incomplete-transfer.js';
import { tellOfLimit } from './wait-for-confirmation.js';
import { readVictim } from './read-victim.js';
import { writeIncompleteTransfers } from './write-incomplete-transfers.js';
import { lockClaims, writeTransfers } from './write-transfers.js';

/** Transfers that are reported later. */
export interface LaterTransfers {
  note: string;
  /** The account that they left; the one of the complaint when absent. */
  victimAccount?: Account | undefined;
  transfers: readonly (ComplaintInput['transfers'][number] & {
    /** The incomplete transfer of the complaint that this one is. */
    completes?: string | undefined;
  })[];
  /** Transfers that are not known well enough; they left the account of the complaint. */
  incompleteTransfers?: readonly IncompleteInput[] | undefined;
}

/** The row that was added and the signal for the case's workflow, or a refusal. */
export type TransfersAdded =
  { ok: true; id: string; receivedAt: Date; signal: Signal } | (Refusal & { faults?: readonly FieldFault[] });

/**
 * Adds transfers to a complaint, which itself stays as received. Each gets its question and, where
 * section 7 lets it, its order when the case is advanced. What was reported already is corrected
 * (`requestCorrection`), not added. One that completes an incomplete transfer ends that. What is not
 * known well enough is taken as intake takes it: it orders nothing, and the victim's bank is asked to
 * find it. Refusals:
 * `CASE.ABSENT`, `CASE.CLOSED`, `COMPLAINT.ALREADY_WITHDRAWN`, those of `refuseToSettle`,
 * `COMPLAINT.REPORTED_ALREADY`, `COMPLAINT.INVALID` with `faults`.
 */
export async function addTransfers(
  db: DataSource,
  input: { caseId: string; actor: ActingPerson; body: LaterTransfers },
): Promise<TransfersAdded> {
  return inTransactionUnlessRefused(db, async (manager) => {
    const work = await openCase(manager, input.caseId, input.actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such complaint');
    const refusal = refuseAddition(work.caseFile, { kind: 'transfers' }, work.now);
    if (refusal !== undefined) return refusal;
    const completed = await readCompleted(work, input.body.transfers);
    if (!completed.ok) return completed;
    const { victimInstitution: institution, victimAccountNo: accountNo } = work.caseFile;
    const { victimAccount = { institution, accountNo }, transfers, incompleteTransfers = [] } = input.body;
    const reported = { victimAccount, transfers };
    const faults = await faultsOfTransfers(work, reported, incompleteTransfers);
    if (faults.length > 0)
      return { ...refuse('COMPLAINT.INVALID', 'the transfers have fields that cannot be right'), faults };

    // As at intake, the locks of limits come before those of references.
    await limitOrders(work);
    const search = incompleteTransfers.length === 0 ? undefined : await readSearches(work);
    const references = transfers.map(({ reference }) => reference);
    const claims = await lockClaims(manager, victimAccount.institution, references);
    const told = incompleteTransfers.flatMap(({ reference }) => reference ?? []);
    if (await reportsAlready(work, victimAccount.institution, [...references, ...told]))
      return refuse('COMPLAINT.REPORTED_ALREADY', 'the complaint has reported this reference: correct it instead');
    const victim = await readVictim(work);
    const written = await writeTransfers(work, { ...reported, victim }, 'decides', claims);
    await addToLoss(work, sumSatang(written.map(({ stolenSum }) => stolenSum.amountSatang)));
    for (const [index, row] of completed.value.entries()) {
      const transferId = written[index]?.transfer.id;
      if (row !== undefined && transferId !== undefined)
        await settleIncompleteTransfer(work, await withSearch(manager, row), { to: 'completed', transferId });
    }
    const addition = await noteAddition(work, input);
    const before = await countIncomplete(work, incompleteTransfers);
    const later = { additionId: addition.id, before };
    const incomplete = writeIncompleteTransfers(work, input.body, later);
    if (search !== undefined) await searchWithinLimit(work, incomplete, { ...search, holder: holderNumber(victim) });
    await work.finish();
    return addition;
  });
}

/** Counts the incomplete transfers that a case was told of before; 0 where none is added. */
function countIncomplete({ manager, caseFile }: CaseWork, added: readonly unknown[]): Promise<number> | number {
  return added.length === 0 ? 0 : manager.countBy(IncompleteTransferRow, { caseId: caseFile.id });
}

/**
 * Locks and reads by what the searches of a case's reporter are limited; undefined in a case that a
 * notice opened: there a person completes what is told.
 */
async function readSearches({ manager, caseFile, rulebook, now }: CaseWork) {
  const reporter = await reporterOf(manager, caseFile.id);
  if (reporter === undefined) return undefined;
  await lockLimits(manager, limitLocks({ ...reporter, accounts: [], persons: [] }));
  const limitRule = ruleInForce(rulebook, 'P-LIMIT', now);
  const since = limitsSince(limitRule, now);
  const report = { reporter, references: [], accounts: [], persons: [], asksToFind: true, since };
  const { unconfirmed, searches } = await readBeforeReport(manager, report);
  return { reporter, reporterLimitReached: isReporterLimitReached(unconfirmed, limitRule), searches };
}

/** Reads the incomplete transfer that each reported one completes; undefined: it completes none. */
async function readCompleted(
  { manager, caseFile }: CaseWork,
  transfers: LaterTransfers['transfers'],
): Promise<Result<(IncompleteTransferRow | undefined)[]>> {
  const ids = transfers.flatMap(({ completes }) => completes ?? []);
  const rows =
    ids.length === 0 ? [] : await manager.findBy(IncompleteTransferRow, { id: In(ids), caseId: caseFile.id });
  const named = transfers.map(({ completes }) => completes && rows.find(({ id }) => id === completes));
  const refusal = ids.map((id) => refuseToSettle(rows.find((row) => row.id === id))).find((each) => each !== undefined);
  if (refusal !== undefined) return refusal;
  return new Set(ids).size < ids.length
    ? refuse('INCOMPLETE_TRANSFER.SETTLED', 'two transfers cannot complete the same one')
    : ok(named.map((row) => row || undefined));
}

/** Adds what is claimed now to the loss of a case. */
export async function addToLoss(work: CaseWork, change: Satang): Promise<void> {
  const stolenSatang = work.caseFile.stolenSatang + change;
  await work.changeCase({ stolenSatang });
}

/** Returns whether the case reported one of the references already, and upholds the report. */
export async function reportsAlready(
  work: CaseWork,
  institution: string,
  references: readonly string[],
): Promise<boolean> {
  const { manager, caseFile } = work;
  const claims = await manager.findBy(ClaimRow, { caseId: caseFile.id, reported: true });
  const sums = await manager.findBy(StolenSumRow, { id: In(claims.map(({ stolenSumId }) => stolenSumId)) });
  const id = In(sums.map(({ transferId }) => transferId));
  return manager.existsBy(TransferRow, { id, fromInstitution: institution, reference: In(references) });
}

/**
 * Lets the orders of a case wait for the confirmation of their debits once its reporter has reached
 * a limit of P-LIMIT, and tells an officer: added transfers count like complaints.
 */
async function limitOrders(work: CaseWork): Promise<void> {
  const { manager, caseFile, rulebook, now } = work;
  const reporter = await reporterOf(manager, caseFile.id);
  if (reporter === undefined || !caseFile.holderReports) return;
  await lockLimits(manager, limitLocks({ ...reporter, accounts: [], persons: [] }));
  const limitRule = ruleInForce(rulebook, 'P-LIMIT', now);
  const unconfirmed = await countUnconfirmedReports(manager, reporter, limitsSince(limitRule, now));
  if (!isReporterLimitReached(unconfirmed, limitRule)) return;
  await manager.update(CaseFileRow, { id: caseFile.id }, { automaticOrders: false });
  await tellOfLimit(work, { kind: 'REPORTER_LIMIT', reporter });
}

async function noteAddition(
  work: CaseWork,
  { caseId, actor, body }: { caseId: string; actor: ActingPerson; body: LaterTransfers },
): Promise<Extract<TransfersAdded, { ok: true }>> {
  const row = {
    id: newId(),
    caseId,
    kind: 'transfers' as const,
    body,
    receivedAt: work.now,
    receivedBy: actor.subject,
  };
  await work.manager.insert(ComplaintAdditionRow, row);
  const bodySha256 = sha256Hex(canonicalize(body) ?? '');
  work.audit('addition.received', { additionId: row.id, kind: row.kind, bodySha256 });
  const signal = { workflowId: complaintWorkflowId(caseId), message: 'complaintAdded', rowId: row.id };
  work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
  return { ok: true, id: row.id, receivedAt: work.now, signal };
}
