import { askForStanding } from './ask-for-standing.js';
import type { EntityManager } from 'typeorm';
import { complaintWorkflowId, holdWorkflowId } from '../../../contract/ids.js';
import type { CaseWritten } from '../../../contract/workflows.js';
import { adviceOnReport } from '../../../domain/complaint/intake/next-step.js';
import type { NotOrderedCode } from '../../../domain/complaint/intake/not-ordered.js';
import { reportedBy, speakersOf } from '../../../domain/complaint/intake/who-reports.js';
import { UNKNOWN_CASE_TYPE } from '../../../domain/complaint/words/portal-case-types.js';
import { endOf } from '../../../domain/deadlines/deadline-of.js';
import { subjectsOfCase } from '../../../domain/evidence/questions.js';
import { formatCaseNo } from '../../../domain/identifiers/case-no.js';
import { sumSatang } from '../../../domain/money.js';
import { ruleInForce, type Rulebook } from '../../../domain/rulebook/in-force.js';
import type { LeasedMessage } from '../../../outgoing/write.js';
import { NEW_CHAIN } from '../../../persistence/audit/append-audit.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { CallRecordRow, ComplaintRow } from '../../../persistence/entities/case/complaint.entities.js';
import type { DebitConfirmationRow } from '../../../persistence/entities/money/debit.entities.js';
import { IdempotencyRow } from '../../../persistence/entities/traffic/message.entities.js';
import { newId } from '../../../persistence/ids.js';
import { CaseWork } from '../../case/work/case-work.js';
import { phoneKeysOf } from '../../case/privacy/phone-key.js';
import { beginCase } from './begin-case.js';
import { callRecordOf } from './write-call-record.js';
import { answerRow, type IdempotentRequest } from '../../message/idempotent-request.js';
import { readOut } from '../../../domain/complaint/words/text-to-read-out.js';
import type { ReceiveComplaint } from './complaint-input.js';
import type { BeforeReport, ReporterKeys } from '../view/complaint.queries.js';
import { orderFirstHolds } from './order-first-holds.js';
import { leaseQuestions } from './lease-questions.js';
import { askHolder } from '../../debit/ask-holders.js';
import { holderNumber } from '../../debit/holder-proof.js';
import { writeIncompleteTransfers } from '../incomplete/write-incomplete-transfers.js';
import { searchWithinLimit } from './search-within-limit.js';
import { writeTransfers } from './write-transfers.js';
import type { WrittenTransfer } from './written-transfer.js';

/** A checked complaint with what the intake transaction read before it writes. */
export interface ComplaintToWrite extends ReceiveComplaint {
  /** The database's clock. */
  now: Date;
  /** The running number of the case number. */
  sequence: number;
  rules: Rulebook;
  reporter: ReporterKeys;
  reporterLimitReached: boolean;
  /** What the record had before it. */
  before: BeforeReport;
  /** Under whose key the answer is kept. */
  request: IdempotentRequest;
}

/** What intake wrote: the answer, and the workflows to start after commit. */
export interface Written {
  ok: true;
  response: {
    id: string;
    caseNo: string;
    receivedAt: string;
    readOut: string;
    holdsOrdered: number;
    /** Codes of why a transfer got no new order, each once. */
    notOrderedBecause: NotOrderedCode[];
    /** References of the earlier orders that hold money of this report already. */
    heldByOrders: string[];
  };
  starts: {
    workflowId: string;
    kind: 'complaint' | 'hold';
    id: string;
    institution?: string;
    written?: CaseWritten;
    leased?: readonly LeasedMessage[];
  }[];
}

/** Asks at once for the holder of the account, where its debit was confirmed to another report. */
async function askHolders(
  work: CaseWork,
  complaint: ComplaintRow,
  transfers: readonly WrittenTransfer[],
): Promise<DebitConfirmationRow[]> {
  const asked: DebitConfirmationRow[] = [];
  for (const { transfer, stolenSum, debit } of transfers) {
    if (debit !== 'confirmed') continue;
    asked.push(...(await askHolder(work, complaint, { transfer, stolenSumId: stolenSum.id })).asked);
  }
  return asked;
}

/**
 * Writes a complaint, its case, record of notice and transfers, orders its first holds, and keeps
 * the answer. When nobody reported any of its transfers before, `finish` writes all of it by one
 * statement: the first order leaves with the commit, and each statement before it takes time.
 */
export async function writeComplaint(manager: EntityManager, input: ComplaintToWrite): Promise<Written> {
  const id = newId();
  const caseFile = caseFileOf(manager, id, input);
  const work = new CaseWork(manager, caseFile, input.rules, input.now, input.actor.subject, NEW_CHAIN);
  if (input.sendsOrders === true) work.leaseFirstOrders();
  const complaint = manager.create(ComplaintRow, {
    id,
    receivedAt: input.now,
    receivedBy: input.actor.subject,
    receivedByName: input.actor.name,
    reporterKey: input.reporter.reporterKey,
    phoneKeys: phoneKeysOf([input.body.victim.phone, input.body.reporter.phone], (bytes) => input.signRecord(bytes)),
    body: input.body,
    bodySha256: input.bodySha256,
    known: {},
  });
  const callRecord = callRecordOf(work, input);
  work.insert(ComplaintRow, [complaint]);
  work.insert(CaseFileRow, [caseFile]);
  work.insert(CallRecordRow, [callRecord]);
  work.audit('complaint.received', {
    caseId: id,
    bodySha256: input.bodySha256,
    recordSha256: callRecord.documentSha256,
    rulebook: input.rulebook,
  });
  work.audit('case.status', { caseId: id, from: null, to: 'received' });
  const { victimAccount } = input.body;
  const transfers =
    victimAccount === undefined
      ? []
      : await writeTransfers(work, { ...input.body, victimAccount }, 'decides', input.before.claims);
  const { holds, refusals, heldBy } = await orderFirstHolds(work, transfers, input);
  const holders = await askHolders(work, complaint, transfers);
  const incomplete = writeIncompleteTransfers(work, input.body.incompleteTransfers ?? []);
  const searches = await searchWithinLimit(work, incomplete, {
    ...input,
    searches: input.before.searches,
    holder: holderNumber(input.body.victim),
  });
  const { victimReports, holderReports } = work.caseFile;
  const report = { victimReports, holderReports, receivedAt: input.now };
  if (incomplete.length > 0)
    refusals.push(holderReports ? 'SECTION7.TRANSFER_INCOMPLETE' : 'SECTION7.STANDING_UNKNOWN');
  await askForStanding(work, refusals);
  const notOrderedBecause = [...new Set(refusals)];
  const law = { rulebook: input.rules, now: input.now };
  const timeOf = (ruleId: 'VIC-7B' | 'OFF-7D') =>
    endOf(ruleInForce(input.rules, ruleId, input.now), input.now, law).getTime() - input.now.getTime();
  const advice = adviceOnReport(report, { holdsOrdered: holds.length, refusals }, law);
  const orderedAt = holds.map(({ institution }) => institution);
  const times = { statementWithinMs: timeOf('VIC-7B'), decisionWithinMs: timeOf('OFF-7D') };
  const done = { orderedAt, heldBy, notOrderedBecause, advice, ...times };
  const receivers = transfers.flatMap(({ transfer: { toInstitution: institution, toAccountNo: accountNo } }) =>
    institution === null || accountNo === null ? [] : [{ institution, accountNo }],
  );
  const paidNumbers = transfers.flatMap(({ transfer: { promptpayKind, promptpayValue } }) =>
    promptpayKind === 'phone' && promptpayValue !== null ? [promptpayValue] : [],
  );
  const questions = input.askAgencies(work, subjectsOfCase(receivers, input.body.suspectContacts, paidNumbers));
  const caseWritten = await beginCase(work, {
    holds,
    questions,
    debits: [...transfers.flatMap(({ asked }) => asked ?? []), ...holders, ...searches],
    openIncompleteTransfers: incomplete.length,
  });
  work.signal(complaintWorkflowId(id), 'start', 'start', id);
  const response = {
    id,
    caseNo: caseFile.caseNo,
    receivedAt: input.now.toISOString(),
    readOut: readOut(input.body.language, caseFile.caseNo, done),
    holdsOrdered: holds.length,
    notOrderedBecause,
    heldByOrders: heldBy,
  };
  work.insert(IdempotencyRow, [answerRow(input.request, response, input.now)]);
  leaseQuestions(work, complaint, { transfers, searches, holds });
  await work.finish();
  const leased = work.leasedMessages();
  return {
    ok: true,
    response,
    starts: [
      ...holds.map((hold) => ({
        workflowId: holdWorkflowId(hold.id),
        kind: 'hold' as const,
        id: hold.id,
        institution: hold.institution,
        leased: leased.filter(({ message }) => message.subjectId === hold.id),
      })),
      {
        workflowId: complaintWorkflowId(id),
        kind: 'complaint' as const,
        id,
        written: caseWritten,
        leased: leased.filter(({ message }) => message.kind === 'debit.question'),
      },
    ],
  };
}

function caseFileOf(manager: EntityManager, id: string, input: ComplaintToWrite): CaseFileRow {
  const { body, now } = input;
  return manager.create(CaseFileRow, {
    id,
    caseNo: formatCaseNo({ openedAt: now, sequence: input.sequence }),
    rulebook: input.rulebook,
    status: 'received',
    caseType: body.caseType ?? UNKNOWN_CASE_TYPE,
    openedAt: now,
    openedBy: input.actor.subject,
    ...reportedBy(body.reporter, speakersOf(input.rules, now)),
    victimInstitution: body.victimAccount?.institution ?? null,
    victimAccountNo: body.victimAccount?.accountNo ?? null,
    stolenSatang: sumSatang(body.transfers.map((transfer) => BigInt(transfer.amountSatang))),
    toldBankAt: null,
    statementAt: null,
    statementNotedAt: null,
    withdrawnAt: null,
    withdrawalLapsesAt: null,
    correctionLapsesAt: null,
    papersLapseAt: null,
    automaticOrders: !input.reporterLimitReached,
    assignedRoute: 'station',
    nextDeadlineAt: endOf(ruleInForce(input.rules, 'OFF-7D', now), now, { rulebook: input.rules, now }),
    closedAt: null,
    linkedCases: 0,
  });
}
