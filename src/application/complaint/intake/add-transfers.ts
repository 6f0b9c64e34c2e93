import { sha256Hex } from '../../../persistence/sha256.js';
import canonicalize from 'canonicalize';
import { type DataSource, In } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import { refuseReportAct } from '../../../domain/complaint/acts-on-report.js';
import { refuseToSettle } from '../../../domain/complaint/intake/incomplete-transfer.js';
import { toldAgain, wholeTransfer } from '../../../domain/complaint/later/told-again.js';
import { isReporterLimitReached, limitLocks, limitsSince } from '../../../domain/complaint/intake/order-limits.js';
import type { FieldFault } from '../../../domain/complaint/intake/check-complaint.js';
import { type Satang, sumSatang } from '../../../domain/money.js';
import type { Account } from '../../../domain/party.js';
import { ok, type Refusal, refuse, type Result } from '../../../domain/result.js';
import { ruleInForce } from '../../../domain/rulebook/in-force.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { ComplaintAdditionRow } from '../../../persistence/entities/case/complaint.entities.js';
import { IncompleteTransferRow } from '../../../persistence/entities/money/debit.entities.js';
import { ClaimRow, StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { newId } from '../../../persistence/ids.js';
import { inTransactionUnlessRefused } from '../../../persistence/unit-of-work.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import { debitedAccount } from '../../case/money/debited-account.js';
import { lockLimits } from '../../case/work/case.queries.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { openCase } from '../../case/work/open-case.js';
import type { Reading } from '../../case/work/reading-of-case.js';
import type { Signal } from '../../case/work/signal.js';
import { holderNumber } from '../../debit/holder-proof.js';
import type { ComplaintInput, IncompleteInput } from './complaint-input.js';
import {
  countUnconfirmedReports,
  incompleteTransfers as incompleteTransfersOf,
  readBeforeReport,
  reporterOf,
} from '../view/complaint.queries.js';
import { faultsOfTransfers } from './faults-of-transfers.js';
import { searchWithinLimit } from './search-within-limit.js';
import { settleIncompleteTransfer, withSearch } from '../incomplete/settle-incomplete-transfer.js';
import { tellOfLimit } from './wait-for-confirmation.js';
import { readVictim } from '../view/read-victim.js';
import { writeIncompleteTransfers } from '../incomplete/write-incomplete-transfers.js';
import { lockClaims, type ReportedTransfers, writeTransfers } from './write-transfers.js';

/** A transfer that is reported later. */
type LaterTransfer = ComplaintInput['transfers'][number] & {
  /** The incomplete transfer of the complaint that this one is. */
  completes?: string | undefined;
};

/** A transfer that is told later and not known well enough. */
type LaterIncomplete = IncompleteInput & {
  /** The incomplete transfer of the complaint that is told again. */
  tellsAgain?: string | undefined;
};

/** Which addition it is that tells of transfers. */
type LaterKind = 'transfers' | 'supplement' | 'told_again';

/** What a later call tells of transfers. */
export interface LaterTransfers {
  note: string;
  /** The account that they left; the one of the complaint when absent. */
  victimAccount?: Account | undefined;
  transfers?: readonly LaterTransfer[] | undefined;
  /** Transfers that are not known well enough; they left the account of the complaint. */
  incompleteTransfers?: readonly LaterIncomplete[] | undefined;
}

/** The row that was added and the signal for the case's workflow, or a refusal. */
export type TransfersAdded =
  { ok: true; id: string; receivedAt: Date; signal: Signal } | (Refusal & { faults?: readonly FieldFault[] });

/**
 * Adds transfers to a complaint, which itself stays as received. Each gets its question and, where
 * section 7 lets it, its order when the case is advanced. What was reported already is corrected
 * (`requestCorrection`), not added. One that completes an incomplete transfer ends that. What is not
 * known well enough is taken as intake takes it: it orders nothing, and the victim's bank is asked to
 * find it. What tells an incomplete transfer again stands in its place, and is reported as soon as
 * nothing of it is missing (`toldAgain`). Refusals:
 * `CASE.ABSENT`, those of `refuseReportAct` and `refuseToSettle`,
 * `COMPLAINT.REPORTED_ALREADY`, `COMPLAINT.INVALID` with `faults`.
 */
export async function addTransfers(
  db: DataSource,
  input: { caseId: string; actor: ActingPerson; kind?: LaterKind; body: LaterTransfers },
): Promise<TransfersAdded> {
  return inTransactionUnlessRefused(db, async (manager) => {
    const work = await openCase(manager, input.caseId, input.actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such complaint');
    const act = input.kind === 'supplement' ? 'supplement' : 'transfers';
    return refuseReportAct(act, work.caseFile, input.actor, work.now) ?? addTold(work, input);
  });
}

/** Adds transfers in the transaction of their case; refusals as `addTransfers`, but those of the case. */
export async function addTold(
  work: CaseWork,
  input: { actor: ActingPerson; kind?: LaterKind; body: LaterTransfers },
): Promise<TransfersAdded> {
  const { manager } = work;
  const before = await readNamedBefore(work, input.body);
  if (!before.ok) return before;
  const { victimAccount = debitedAccount(work.caseFile), transfers = [] } = input.body;
  if (victimAccount === undefined && transfers.length > 0)
    return refuse('COMPLAINT.ACCOUNT_UNKNOWN', 'nobody knows yet which account lost the money: tell it first');
  const told = (input.body.incompleteTransfers ?? []).map((now) => toldNow(now, before.value));
  const faults = await faultsOfTransfers(
    work,
    { victimAccount, transfers },
    told.map(({ told: each }) => each),
  );
  if (faults.length > 0)
    return { ...refuse('COMPLAINT.INVALID', 'the transfers have fields that cannot be right'), faults };

  // Without the account that it left, no transfer is known well enough.
  const isWhole = ({ report }: ToldNow) => victimAccount !== undefined && report !== undefined;
  const whole = told.filter(isWhole).flatMap(({ report }) => report ?? []);
  const reported = { victimAccount, transfers: [...transfers, ...whole] };
  const incomplete = told.filter((each) => !isWhole(each));
  // As at intake, the locks of limits come before those of references.
  await limitOrders(work);
  const search = incomplete.length === 0 ? undefined : await readSearches(work);
  const references = reported.transfers.map(({ reference }) => reference);
  const institution = victimAccount?.institution ?? '';
  const claims = await lockClaims(manager, institution, references);
  const named = [...references, ...incomplete.flatMap(({ told: { reference } }) => reference ?? [])];
  const isTwice = new Set(references).size < references.length;
  if (isTwice || (await reportsAlready(work, institution, named)))
    return refuse('COMPLAINT.REPORTED_ALREADY', 'the complaint has reported this reference: correct it instead');
  const victim = await readVictim(work);
  if (victimAccount !== undefined)
    await writeReported(work, { ...reported, victimAccount, victim }, claims, before.value);
  const { kind = 'transfers', actor } = input;
  const body = {
    ...input.body,
    ...(input.body.transfers === undefined && whole.length === 0 ? {} : { transfers: reported.transfers }),
    ...(input.body.incompleteTransfers && { incompleteTransfers: incomplete.map(({ told: each }) => each) }),
  };
  const addition = await noteAddition(work, { kind, actor, body });
  const later = { additionId: addition.id, before: await countIncomplete(work, incomplete) };
  const rows = writeIncompleteTransfers(
    work,
    incomplete.map(({ told: each }) => each),
    later,
  );
  for (const { row } of incomplete)
    if (row !== undefined) await settleIncompleteTransfer(work, await withSearch(manager, row), { to: 'told_again' });
  if (search !== undefined) await searchWithinLimit(work, rows, { ...search, holder: holderNumber(victim) });
  await work.finish();
  return addition;
}

/** Writes what is reported now, and ends the incomplete transfers that it completes. */
async function writeReported(
  work: CaseWork,
  reported: Omit<ReportedTransfers, 'transfers'> & { transfers: readonly LaterTransfer[] },
  claims: Awaited<ReturnType<typeof lockClaims>>,
  before: ReadonlyMap<string, NamedBefore>,
): Promise<void> {
  const written = await writeTransfers(work, reported, 'decides', claims);
  await addToLoss(work, sumSatang(written.map(({ stolenSum }) => stolenSum.amountSatang)));
  for (const [index, { completes }] of reported.transfers.entries()) {
    const row = completes === undefined ? undefined : before.get(completes)?.row;
    const transferId = written[index]?.transfer.id;
    if (row !== undefined && transferId !== undefined)
      await settleIncompleteTransfer(work, await withSearch(work.manager, row), { to: 'completed', transferId });
  }
}

/** An incomplete transfer that a later call names, with what was told of it before. */
interface NamedBefore {
  row: IncompleteTransferRow;
  told: IncompleteInput;
}

/** What is told of an incomplete transfer now, also where it was told before; `report`: nothing is missing. */
interface ToldNow {
  told: IncompleteInput;
  row: IncompleteTransferRow | undefined;
  report: LaterTransfer | undefined;
}

function toldNow({ tellsAgain, ...now }: LaterIncomplete, before: ReadonlyMap<string, NamedBefore>): ToldNow {
  const named = tellsAgain === undefined ? undefined : before.get(tellsAgain);
  if (named === undefined) return { told: now, row: undefined, report: undefined };
  const told = toldAgain<IncompleteInput>(named.told, now);
  const whole = wholeTransfer(told);
  const { toName, rail = 'other' } = told;
  const report = whole && { ...whole, ...(toName !== undefined && { toName }), rail, completes: named.row.id };
  return { told, row: named.row, report };
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

/** Reads the incomplete transfers that a later call completes or tells again, by their id. */
async function readNamedBefore(
  { manager, caseFile }: CaseWork,
  { transfers = [], incompleteTransfers = [] }: LaterTransfers,
): Promise<Result<ReadonlyMap<string, NamedBefore>>> {
  const ids = [
    ...transfers.flatMap(({ completes }) => completes ?? []),
    ...incompleteTransfers.flatMap(({ tellsAgain }) => tellsAgain ?? []),
  ];
  if (ids.length === 0) return ok(new Map());
  const rows = await manager.findBy(IncompleteTransferRow, { id: In(ids), caseId: caseFile.id });
  const refusal = ids.map((id) => refuseToSettle(rows.find((row) => row.id === id))).find((each) => each !== undefined);
  if (refusal !== undefined) return refusal;
  if (new Set(ids).size < ids.length)
    return refuse('INCOMPLETE_TRANSFER.SETTLED', 'two transfers cannot be the same incomplete one');
  const told = await incompleteTransfersOf(manager, caseFile.id);
  const named = rows.map((row) => [row.id, { row, told: told.find(({ id }) => id === row.id)?.told ?? {} }] as const);
  return ok(new Map(named));
}

/** Adds what is claimed now to the loss of a case. */
export async function addToLoss(work: CaseWork, change: Satang): Promise<void> {
  const stolenSatang = work.caseFile.stolenSatang + change;
  await work.changeCase({ stolenSatang });
}

/** Returns whether the case reported one of the references already, and upholds the report. */
export async function reportsAlready(
  work: Pick<Reading, 'manager' | 'caseFile'>,
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
  { kind, actor, body }: { kind: LaterKind; actor: ActingPerson; body: LaterTransfers },
): Promise<Extract<TransfersAdded, { ok: true }>> {
  const caseId = work.caseFile.id;
  const row = {
    id: newId(),
    caseId,
    kind,
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
