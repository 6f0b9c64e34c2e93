import type { EntityManager } from 'typeorm';
import { complaintWorkflowId, holdWorkflowId } from '../../contract/ids.js';
import { type FieldFault } from '../../domain/complaint/check-complaint.js';
import { formatCaseNo } from '../../domain/identifiers/case-no.js';
import { mayOrderSection7 } from '../../domain/judgement/judge.js';
import { sumSatang } from '../../domain/money.js';
import type { Refusal } from '../../domain/result.js';
import { after, earlier } from '../../domain/time.js';
import { deadlineMs, ruleInForce, type Rulebook } from '../../domain/rulebook/in-force.js';
import { NEW_CHAIN } from '../../persistence/audit/append-audit.js';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { ComplaintRow } from '../../persistence/entities/complaint.entities.js';
import type { HoldRow } from '../../persistence/entities/hold.entities.js';
import { newId } from '../../persistence/ids.js';
import { CaseWork } from '../case/case-work.js';
import { writeCallRecord } from './write-call-record.js';
import { orderHold } from '../hold/order-hold.js';
import { readOut } from './read-out.js';
import type { ReceiveComplaint } from './complaint-input.js';
import { section7Facts } from '../hold/section7-facts.js';
import { freeForOrder } from '../ledger/suspended-money.js';
import { writeTransfers, type WrittenTransfer } from './write-transfers.js';

/** A checked complaint with what the transaction has already read. */
export interface ComplaintToWrite extends ReceiveComplaint {
  now: Date;
  sequence: number;
  rules: Rulebook;
  reporterKey: string;
  reporterLimitReached: boolean;
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
    notOrderedBecause: string[];
  };
  starts: { workflowId: string; kind: 'complaint' | 'hold'; id: string; institution?: string }[];
}

/**
 * Writes a complaint and all that follows from it at once. Refuses (`COMPLAINT.INVALID`) when a
 * reported transfer contradicts the record.
 */
export async function writeComplaint(
  manager: EntityManager,
  input: ComplaintToWrite,
): Promise<Written | (Refusal & { faults: readonly FieldFault[] })> {
  const id = newId();
  const caseFile = caseFileOf(manager, id, input);
  const work = new CaseWork(manager, caseFile, input.rules, input.now, input.actor.subject, NEW_CHAIN);
  await manager.insert(ComplaintRow, {
    id,
    receivedAt: input.now,
    receivedBy: input.actor.subject,
    receivedByName: input.actor.name,
    reporterKey: input.reporterKey,
    body: input.body,
    bodySha256: input.bodySha256,
  });
  await manager.insert(CaseFileRow, caseFile);
  const record = await writeCallRecord(work, input);
  work.audit('complaint.received', {
    caseId: id,
    bodySha256: input.bodySha256,
    recordSha256: record.documentSha256,
    rulebook: input.rulebook,
  });
  work.audit('case.status', { caseId: id, from: null, to: 'received' });
  const transfers = await writeTransfers(work, input.body);
  if (!transfers.ok) return transfers;
  const { holds, refusals } = await orderAtOnce(work, input, transfers.written);
  await showFirstExpiry(work, holds);
  work.signal(complaintWorkflowId(id), 'start', 'start', id);
  await work.finish();
  return {
    ok: true,
    response: {
      id,
      caseNo: caseFile.caseNo,
      receivedAt: input.now.toISOString(),
      readOut: readOut(input.body.language, caseFile.caseNo, holds.length),
      holdsOrdered: holds.length,
      notOrderedBecause: [...new Set(refusals)],
    },
    starts: [
      ...holds.map((hold) => ({
        workflowId: holdWorkflowId(hold.id),
        kind: 'hold' as const,
        id: hold.id,
        institution: hold.institution,
      })),
      { workflowId: complaintWorkflowId(id), kind: 'complaint' as const, id },
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
    caseType: body.caseType,
    openedAt: now,
    openedBy: input.actor.subject,
    holderReports: body.reporter.holdsVictimAccount,
    victimInstitution: body.victimAccount.institution,
    victimAccountNo: body.victimAccount.accountNo,
    stolenSatang: sumSatang(body.transfers.map((transfer) => BigInt(transfer.amountSatang))),
    heldSatang: 0n,
    statementAt: null,
    withdrawnAt: null,
    automaticOrders: !input.reporterLimitReached,
    assignedRoute: 'station',
    nextDeadlineAt: after(now, deadlineMs(ruleInForce(input.rules, 'OFF-7D', now))),
    closedAt: null,
    linkedCases: 0,
  });
}

/** Until the case is first advanced its next deadline is the earliest expiry of its holds. */
async function showFirstExpiry(work: CaseWork, holds: readonly HoldRow[]): Promise<void> {
  const [first, ...others] = holds;
  if (first === undefined) return;
  const nextDeadlineAt = others.reduce((earliest, hold) => earlier(earliest, hold.expiresAt), first.expiresAt);
  await work.manager.update(CaseFileRow, { id: work.caseFile.id }, { nextDeadlineAt });
}

/**
 * Section 7: the notice of the victim who holds the account suspends the traced money at once, with
 * no decision.
 */
async function orderAtOnce(work: CaseWork, input: ComplaintToWrite, transfers: readonly WrittenTransfer[]) {
  const facts = section7Facts(work.caseFile, transfers, input.reporterLimitReached);
  const holds = [];
  const refusals: string[] = [];
  for (const { transfer, link, alreadyHeld, debit } of transfers) {
    const allowed = mayOrderSection7(facts, transfer.id, work.rulebook, work.now);
    if (!allowed.ok) refusals.push(allowed.code);
    if (!allowed.ok || alreadyHeld || transfer.toInstitution === null || transfer.toAccountNo === null) continue;
    const account = { institution: transfer.toInstitution, accountNo: transfer.toAccountNo };
    const amountSatang = await freeForOrder(work.manager, link, account);
    if (amountSatang <= 0n) continue;
    holds.push(
      await orderHold(work, {
        link,
        transfer,
        account,
        amountSatang,
        kind: 'section7',
        debitConfirmed: debit === 'confirmed',
        freezeRequestId: null,
        until: null,
        seizureWarrantNo: null,
      }),
    );
  }
  return { holds, refusals };
}
