import { sha256Hex } from '../../../persistence/sha256.js';
import canonicalize from 'canonicalize';
import type { DataSource } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import { refuseAddition } from '../../../domain/complaint/later/check-addition.js';
import type { FieldFault } from '../../../domain/complaint/intake/check-complaint.js';
import {
  type ComplaintToCorrect,
  type CorrectionState,
  mayCorrect,
} from '../../../domain/complaint/later/correction.js';
import type { Account } from '../../../domain/party.js';
import { mayBeCalled } from '../../../domain/complaint/later/known-later.js';
import { type Refusal, refuse } from '../../../domain/result.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import { CorrectionRow } from '../../../persistence/entities/case/complaint.entities.js';
import { newId } from '../../../persistence/ids.js';
import { inTransactionUnlessRefused } from '../../../persistence/unit-of-work.js';
import type { ActingPerson } from '../../case/work/acting-person.js';
import { debitedAccount } from '../../case/money/debited-account.js';
import { openCase } from '../../case/work/open-case.js';
import type { Reading } from '../../case/work/reading-of-case.js';
import type { Signal } from '../../case/work/signal.js';
import { refuseInterested } from '../../interest/refuse-interested.js';
import { reporterOf } from '../view/complaint.queries.js';
import { type CorrectedTransfers, readClaimsToCorrect } from './corrected-claims.js';
import { faultsOfTransfers } from '../intake/faults-of-transfers.js';
import { CORRECTION } from './decide-correction.js';
import { lapseIfDue } from '../second-person/act-of-two.js';
import { replaceClaims } from './replace-claims.js';

/** A correction as the API hands it over; `calledBackAt` is RFC 3339 UTC. */
export interface CorrectionInput {
  reason: string;
  /** The account that the transfers left; the one of the complaint when absent. */
  victimAccount?: Account | undefined;
  transfers: CorrectedTransfers['transfers'];
  calledBackAt?: string | undefined;
}

/** The correction on record with the signal for the case's workflow, or a refusal. */
export type CorrectionAsked =
  | { ok: true; id: string; state: CorrectionState; requestedAt: Date; lapsesAt: Date | null; signal: Signal }
  | (Refusal & { faults?: readonly FieldFault[] });

/**
 * Corrects transfers that a complaint reported (P-CORRECT). Where no order changes, the corrected
 * claims replace the mistaken ones at once. Else it waits for a second person and changes nothing.
 * Refusals, which store nothing: `CASE.ABSENT`, `CASE.INTEREST`, those of `correctionOffered`,
 * `COMPLAINT.ACCOUNT_UNKNOWN`, `COMPLAINT.INVALID` with `faults`, those of `refuseCorrection` and of
 * `mayCorrect`.
 */
export async function requestCorrection(
  db: DataSource,
  { caseId, body, actor }: { caseId: string; body: CorrectionInput; actor: ActingPerson },
): Promise<CorrectionAsked> {
  return inTransactionUnlessRefused(db, async (manager): Promise<CorrectionAsked> => {
    const work = await openCase(manager, caseId, actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such complaint');
    const interested = await refuseInterested(work, actor);
    if (interested !== null) return interested;
    const complaint = await readComplaintToCorrect(work, actor);
    const { plain } = correctionOffered(work, complaint, actor);
    if (plain !== null) return plain;
    const { reason, victimAccount = debitedAccount(work.caseFile), transfers } = body;
    if (victimAccount === undefined)
      return refuse('COMPLAINT.ACCOUNT_UNKNOWN', 'nobody knows yet which account lost the money: tell it first');
    const faults = await faultsOfTransfers(work, { victimAccount, transfers });
    if (faults.length > 0)
      return { ...refuse('COMPLAINT.INVALID', 'the transfers have fields that cannot be right'), faults };
    const corrected = { victimAccount, transfers };
    const claims = await readClaimsToCorrect(work, corrected);
    if (!claims.ok) return claims;

    const calledBackAt = body.calledBackAt === undefined ? null : new Date(body.calledBackAt);
    const correction = { changesOrders: claims.changesOrders, calledBackAt };
    const allowed = mayCorrect(complaint, correction, actor, work.rulebook, work.now);
    if (!allowed.ok) return allowed;
    await lapseIfDue(work, CORRECTION);

    const { rule, role, lapsesAt } = allowed.value;
    const row = manager.create(CorrectionRow, {
      id: newId(),
      caseId,
      state: claims.changesOrders ? 'requested' : 'made',
      body: corrected,
      reason,
      calledBackAt,
      changesOrders: claims.changesOrders,
      ruleRowId: rule.rowId,
      requestedBy: actor.subject,
      requestedRole: role,
      requestedAt: work.now,
      lapsesAt,
      decidedBy: null,
      decidedRole: null,
      decisionReason: null,
      decidedAt: null,
    });
    await manager.insert(CorrectionRow, row);
    work.audit('correction.state', {
      correctionId: row.id,
      from: null,
      to: row.state,
      role,
      transferIds: transfers.map(({ transferId }) => transferId),
      calledBackAt: calledBackAt?.toISOString() ?? null,
      lapsesAt: lapsesAt?.toISOString() ?? null,
      ruleRowId: rule.rowId,
      bodySha256: sha256Hex(canonicalize(corrected) ?? ''),
    });
    if (claims.changesOrders) await manager.update(CaseFileRow, { id: caseId }, { correctionLapsesAt: lapsesAt });
    else await replaceClaims(work, { correctionId: row.id, corrected, mistaken: claims.mistaken });
    const signal = { workflowId: complaintWorkflowId(caseId), message: 'complaintAdded', rowId: row.id };
    work.signal(signal.workflowId, 'look', signal.message, signal.rowId);
    await work.finish();
    return { ok: true, id: row.id, state: row.state, requestedAt: work.now, lapsesAt, signal };
  });
}

/** Reads what of a complaint decides whether a person may correct it. */
export async function readComplaintToCorrect(
  { manager, caseFile, now }: Pick<Reading, 'manager' | 'caseFile' | 'now'>,
  actor: ActingPerson,
): Promise<ComplaintToCorrect & { customersSums: readonly string[] }> {
  const { id, openedAt: receivedAt, correctionLapsesAt } = caseFile;
  const reporter = await reporterOf(manager, id);
  return {
    receivedAt,
    hasRecordedNumber: mayBeCalled(reporter, actor.subject),
    customersSums: reporter?.customersSums ?? [],
    isAsked: correctionLapsesAt !== null && correctionLapsesAt > now,
  };
}

/**
 * Returns why a person may not correct a report, whatever the corrected transfers say: by a correction
 * that changes no order (`plain`), and by one that does (`ordering`), with the call back as good as
 * made; null where he may. The act and what is offered ask the same. Refusals: those of
 * `refuseAddition` and `mayCorrect`.
 */
export function correctionOffered(
  { caseFile, rulebook, now }: Pick<Reading, 'caseFile' | 'rulebook' | 'now'>,
  complaint: ComplaintToCorrect,
  actor: ActingPerson,
): Record<'plain' | 'ordering', Refusal | null> {
  const may = (changesOrders: boolean): Refusal | null => {
    const allowed = mayCorrect(complaint, { changesOrders, calledBackAt: now }, actor, rulebook, now);
    return allowed.ok ? (refuseAddition(caseFile, { kind: 'transfers' }, now) ?? null) : allowed;
  };
  return { plain: may(false), ordering: may(true) };
}
